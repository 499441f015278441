"""The document of a concept."""

from relations import models
from relations.aggregates.columns import plain
from relations.members import Aggregate, Column

CONCEPT = Aggregate(
    "concept",
    models.Concept,
    "notation",
    (
        *plain("notation", "scheme", "label", "definition"),
        Column("broader", "broader", "notation"),
        *plain("exact_match"),
    ),
    (),
)
