"""Findings that follow from one document alone: what the engine doubts, facts without a citation, acts without a date.

The door writes them whenever it derives; `relations.findings` reads them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from uuid import UUID

from relations.dates import display
from relations.derivation import Derived
from relations.members import Row
from relations.models import Finding
from relations.vocabulary import ACTIONS

DATED = {"event": ("date", "effective", "until"), "provision": ("valid_from", "valid_to")}
SHOWN = 3  # Facts that a sentence names; the rest is counted.


class Fact(NamedTuple):
    """A published date, quantity or assessment: what must be cited, in words, and the act if it is one."""

    target: str
    field: str | None
    words: str
    event: str | None = None


def agreement_findings(root: UUID, found: Derived, parties: Mapping[str, UUID]) -> list[Finding]:
    """The rows of an agreement: the engine's findings, then what lacks a citation or a date."""
    document = found.document
    own = {event["id"] for event in document["events"]}
    rows = [
        Finding(
            code=one.code,
            events=[key for key in one.events if key in own],
            sentence=one.sentence,
            party_id=parties.get(one.party or ""),
        )
        for one in found.timeline.findings
    ]
    rows += [*_uncited(document, _facts(document)), *_undated(document["events"])]
    return [_owned(row, "agreement", document["ref"], root) for row in rows]


def event_findings(root: UUID, document: Row) -> list[Finding]:
    """The rows of a diplomatic event."""
    facts = _dates("event", document, _act(document), document["id"])
    rows = [*_uncited(document, facts), *_undated([document])]
    return [_owned(row, "event", document["key"], root) for row in rows]


def party_findings(root: UUID, document: Row) -> list[Finding]:
    """The rows of a party: dates of its existence, names and relations that nobody vouches for."""
    facts = [
        Fact(document["id"], name, f"{name} ({display(document[name])})")
        for name in ("existed_from", "existed_to")
        if document[name]
    ]
    for row in [*document["names"], *document["relations"]]:
        label = f"“{row['text']}”" if "text" in row else f"{row['kind']} {row['party']}"
        facts += [
            Fact(row["id"], name, f"{name} of {label} ({display(row[name])})")
            for name in ("valid_from", "valid_to")
            if row[name]
        ]
    return [_owned(row, "party", document["code"], root) for row in _uncited(document, facts)]


def _owned(row: Finding, kind: str, key: str, root: UUID) -> Finding:
    row.kind, row.key = kind, key
    setattr(row, f"{kind}_id", root)
    return row


def _facts(document: Row) -> Iterator[Fact]:
    for event in document["events"]:
        yield from _dates("event", event, _act(event), event["id"])
    for provision in document["provisions"]:
        label = f"provision {provision['number'] or provision['order']}"
        yield from _dates("provision", provision, label, None)
        for limit in provision["limits"]:
            yield Fact(provision["id"], "limits", f"{limit['metric']} {limit['comparator']} {limit['value']}, {label}")
    for assessment in document["assessments"]:
        yield Fact(assessment["id"], None, f"the assessment “{assessment['statement'][:60]}”")
    if document["terms"] and _has_quantity(document["terms"]):
        yield Fact(document["terms"]["id"], None, "the dates and periods of the terms")


def _dates(kind: str, row: Row, label: str, event: str | None) -> Iterator[Fact]:
    for name in DATED[kind]:
        if row[name] is not None:
            yield Fact(row["id"], name, f"{name} of {label} ({display(row[name])})", event)


def _has_quantity(terms: Row) -> bool:
    """Whether the terms state a number, a date or a period."""
    entry, duration, withdrawal = terms["entry_into_force"], terms["duration"], terms["withdrawal"]
    stated = [entry[name] for name in ("n", "share_at_least", "delay", "party_delay")]
    stated += [entry[name] for name in ("not_before", "fixed_date", "effective_from")]
    stated += [duration[name] for name in ("term", "ends_on", "renewal_term", "notice")]
    stated += [withdrawal[name] for name in ("delay", "not_before")]
    return any(value is not None for value in stated)


def _act(event: Row) -> str:
    label = ACTIONS[event["kind"]].label.lower()
    return f"{label} by {event['party']}" if event["party"] else label


def _uncited(document: Row, facts: Iterable[Fact]) -> Iterator[Finding]:
    """One finding for all facts that no citation supports; a citation without a field supports the whole row."""
    cited: dict[str, set[str | None]] = {}
    for citation in document["citations"]:
        if citation["stance"] == "supports":
            cited.setdefault(citation["target"]["id"], set()).add(citation["field"])
    missing = [fact for fact in facts if not _supported(fact, cited.get(fact.target, set()))]
    if missing:
        named = "; ".join(fact.words for fact in missing[:SHOWN])
        more = f"; and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
        events = list(dict.fromkeys(fact.event for fact in missing if fact.event))
        yield Finding(code="no_source", events=events, sentence=f"No citation supports: {named}{more}.")


def _supported(fact: Fact, fields: set[str | None]) -> bool:
    """A quantity may be cited by the name of any of its own fields; a date only by its own."""
    if fact.field in (None, "limits"):
        return bool(fields)
    return bool(fields & {None, fact.field})


def _undated(events: Iterable[Row]) -> Iterator[Finding]:
    missing = [event for event in events if event["date"] is None]
    if missing:
        named = "; ".join(_act(event) for event in missing[:SHOWN])
        more = f"; and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
        yield Finding(
            code="no_date", events=[event["id"] for event in missing], sentence=f"Acts without a date: {named}{more}."
        )
