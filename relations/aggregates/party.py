"""The document of a party."""

from relations import models
from relations.aggregates.columns import NAME_COLUMNS, citations, party, plain
from relations.members import Aggregate, Member

PARTY = Aggregate(
    "party",
    models.Party,
    "code",
    plain("code", "kind", "iso2", "existed_from", "existed_to"),
    (
        Member("names", models.PartyName, "party", (*NAME_COLUMNS, *plain("valid_from", "valid_to"))),
        Member("identifiers", models.PartyIdentifier, "party", plain("scheme", "value")),
        Member(
            "relations",
            models.PartyRelation,
            "party",
            (*plain("kind"), party("party", "other"), *plain("valid_from", "valid_to")),
        ),
        citations("party"),
    ),
)
