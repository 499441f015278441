"""Columns and members that several aggregates share."""

from relations import models
from relations.members import Column, Member
from relations.shaping import citation_flat, citation_nested


def plain(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, name) for name in names)


def party(name: str, field: str = "") -> Column:
    return Column(name, field or name, "code")


def agreement(name: str, field: str = "") -> Column:
    return Column(name, field or name, "ref")


CITATION_COLUMNS = (
    Column("source", "source", "key"),
    *plain("target_kind", "target_id", "field", "locator", "quote", "quote_language", "value", "stance"),
    *plain("preferred", "confidence", "accessed_on"),
)


def citations(owner: str) -> Member:
    return Member("citations", models.Citation, owner, CITATION_COLUMNS, nested=citation_nested, flat=citation_flat)


ACT_COLUMNS = (
    *plain("title", "kind"),
    party("party"),
    party("other_party"),
    *plain("date", "effective", "until", "order"),
    Column("target", "target", inner=True),
    *plain("contested", "views", "place", "signatories", "chamber", "organ", "instrument", "territory", "note"),
)
NAME_COLUMNS = plain("language", "kind", "text")
