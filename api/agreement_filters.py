"""How agreements are found and ordered, and from which table a page is read."""

from dataclasses import replace
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from api import enumerations as enums
from api import lookups, readers
from api.asked import Asked
from api.lookups import Rows
from api.pagination import Key, Ordering
from api.problems import Refusal
from api.query import Reader
from api.readers import Found
from api.resources import sortable
from relations.models import Agreement, Concept, Party, Standing, StatusSpan
from relations.searching import TooManyWords, phrases

PARTY = readers.reference(Party, "code", "IND")
STATUS = readers.code(enums.AGREEMENT_STATUS)


def _parties(rows: Any, parties: list[Found], asked: Asked) -> Rows:
    return rows.concerning(*(party.key for party in parties))  # type: ignore[no-any-return]


def _any_party(rows: Any, parties: list[Found], asked: Asked) -> Rows:
    return rows.concerning_any([party.key for party in parties])  # type: ignore[no-any-return]


def _bound(rows: Any, parties: list[Found], asked: Asked) -> Rows:
    return rows.binding(*(party.key for party in parties), on=asked.on, match=asked.match)  # type: ignore[no-any-return]


def _status(rows: Any, status: str, asked: Asked) -> Rows:
    return rows.with_status(status, on=asked.on, match=asked.match)  # type: ignore[no-any-return]


def _statuses(rows: Any, statuses: list[str], asked: Asked) -> Rows:
    return rows.with_status(*statuses, on=asked.on, match=asked.match)  # type: ignore[no-any-return]


def _words(text: str) -> str:
    try:
        phrases(text)
    except TooManyWords as error:
        raise Refusal("too_long", str(error)) from error
    return text


SEARCH = Reader(_words, {"type": "string", "maxLength": 200, "examples": ["logistics support"]})
LOOKUPS = (
    lookups.words("ref", "The ref.", "relos-2025"),
    lookups.one_of("ref", readers.text("relos-2025"), "The ref."),
    lookups.asking(
        "party", PARTY, "Ever concerned by it; repeat it for all of them.", _parties, many=True, column="parties"
    ),
    lookups.asking("party__in", readers.several(PARTY), "Any of these ever concerned.", _any_party, column="parties"),
    lookups.asking("bound", PARTY, "Bound on the day `on`; repeat it for all of them.", _bound, many=True),
    lookups.asking("status", STATUS, "The status on the day `on`.", _status),
    lookups.asking("status__in", readers.several(STATUS), "The status on the day `on`. One of several.", _statuses),
    *lookups.coded("kind", enums.AGREEMENT_KIND, "The kind of agreement."),
    *lookups.coded("bindingness", enums.BINDINGNESS, "Whether it is meant to bind."),
    *lookups.coded("scope", enums.AGREEMENT_SCOPE, "Two sides, a few parties, many."),
    *lookups.coded("text_availability", enums.TEXT_AVAILABILITY, "Whether its text can be read."),
    lookups.asking(
        "subject",
        readers.reference(Concept, "notation", "defence.logistics"),
        "The subject or a narrower one.",
        lambda rows, value, asked: rows.about(value.key),  # type: ignore[attr-defined]
        column="subjects",
    ),
    lookups.asking(
        "concept",
        readers.reference(Concept, "notation", "access.port"),
        "Has a provision coded by the concept or a narrower one.",
        lambda rows, value, asked: rows.providing(value.key),  # type: ignore[attr-defined]
    ),
    lookups.asking(
        "identifier",
        lookups.identifier(),
        "An identifier in another scheme, scheme:value.",
        lambda rows, value, asked: rows.identified(*value),  # type: ignore[attr-defined]
    ),
    lookups.related("depositary", Party, "code", "USA", "The depositary, by party code."),
    lookups.words("place", "The place of signature.", "Moscow"),
    lookups.words("title_language", "The language of the title shown, a BCP 47 tag.", "en"),
    *lookups.dated("signed_on", "First signature."),
    *lookups.dated("in_force_from", "Entry into force."),
    *lookups.dated("ended_on", "When it ended."),
    *lookups.ranged("complete_until", readers.DAY, "Day up to which the record is vouched for."),
    *lookups.ranged("party_count", readers.integer(0, 10_000), "Number of parties."),
    *lookups.ranged("updated_at", readers.MOMENT, "When the record last changed."),
    lookups.asking(
        "q",
        SEARCH,
        "Words and “quoted phrases”, all of which occur in titles, summary, identifiers or provisions; 10 at most. "
        "Case and accents do not matter.",
        lambda rows, value, asked: rows.matching(value),  # type: ignore[attr-defined]
        column="title",
    ),
)
ORDERINGS = sortable(
    Agreement, "signed_on", "in_force_from", "ended_on", "updated_at", "ref", nullable=["updated_at"]
) | {"relevance": ()}


class Driven(NamedTuple):
    """Rows to page, and the ordering of the table that they come from."""

    rows: QuerySet[Any]
    order: Ordering


def driven(asked: Asked) -> tuple[QuerySet[Any], Asked] | None:
    """Another table that lists the matches in the order of signature, with an index on both; and what is left to ask."""
    values = dict(asked.values)
    for name in ("party", "bound"):
        if name in values:
            party = values[name][0]
            if name == "party":
                values[name] = values[name][1:]
            rest = {key: value for key, value in values.items() if value != []}
            return Standing.objects.filter(party=party.pk).distinct(), replace(asked, values=rest)
    if "status" in values and asked.match != "possible":
        status = values.pop("status")
        spans = StatusSpan.objects.of_agreements().on(asked.on).saying([status], asked.match)
        return spans, replace(asked, values=values)
    return None


def filtering(values: Any) -> bool:
    """Whether anything is filtered by."""
    return any(lookup.name in values for lookup in LOOKUPS)


def by_signature(rows: QuerySet[Any], *, descending: bool, matching: QuerySet[Any] | None) -> Driven:
    """The rows of another table by its copy of the signature day, restricted to matching agreements."""
    if matching is not None:
        rows = rows.filter(Exists(matching.filter(pk=OuterRef("agreement_id"))))
    return Driven(rows.order_by(), (Key("signed", descending, True), Key("agreement_id", descending)))
