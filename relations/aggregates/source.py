"""The document of a source."""

from relations import models
from relations.aggregates.columns import plain
from relations.members import Aggregate

SOURCE = Aggregate(
    "source",
    models.Source,
    "key",
    plain(
        "key", "title", "publisher", "link", "archived_link", "kind", "language", "published_on", "licence", "credit"
    ),
    (),
)
