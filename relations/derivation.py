"""What follows from an agreement's document: spans, standings of the parties, and the copies on the agreement's row.

Nothing here is ever edited: the door computes it again whenever the document, or what the document depends on, changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from relations.cases import Row, case, identity_acts
from relations.dates import parse
from relations.lifecycle import Span, Timeline, derive, read_case
from relations.models import PossibleStatus, Standing, StatusSpan
from relations.vocabulary import ACTIONS, AGREEMENT_STATUSES

Link = tuple[str, str, str, str | None]
ENDED = frozenset(term.code for term in AGREEMENT_STATUSES if term.extra["ended"])
SIGNING = frozenset(
    term.code for term in ACTIONS if term.code in ("definitive_signature", "succession_to_signature")
) | {
    term.code
    for term in ACTIONS
    if term.extra["party_effect"] == "signatory" and term.code != "confirmation_of_signature"
}
CONSENTING = frozenset(term.code for term in ACTIONS if term.extra["counts_as_consent"])
SIDES = ("party", "member_of_side")


@dataclass(frozen=True, slots=True)
class Derived:
    """An agreement's document with what the engine makes of it."""

    document: Row
    timeline: Timeline
    continued: Mapping[str, str]
    case: Row


def derived(document: Row, links: Iterable[Link], other_entry: Mapping[str, str | None]) -> Derived:
    """The timeline of a document, with the relations between parties as identity acts (VCSS)."""
    given = case(document, other_entry)
    given["events"] += following_acts(given["events"], document["participations"], links)
    continued = {row["other_party"]: row["party"] for row in given["events"] if row["kind"] == "state_continuity"}
    return Derived(document, derive(*read_case(given["agreement"], given["events"])), continued, given)


def following_acts(events: Iterable[Row], participations: Iterable[Row], links: Iterable[Link]) -> list[Row]:
    """The identity acts that follow from relations between parties and are not recorded on the agreement itself."""
    acts = list(events)
    codes = {event["party"] for event in acts if event.get("party")}
    codes |= {row["party"] for row in participations if row["role"] in SIDES}
    recorded = {event["party"] for event in acts if event["kind"] in ("state_continuity", "state_extinction")}
    return [row for row in identity_acts(codes, links) if row["party"] not in recorded]


def edtf(earliest: date | None, latest: date | None) -> str | None:
    """A pair of bounds as a date text; null unless both are known."""
    if earliest is None or latest is None or earliest.year == 1 or latest.year > 9998:
        return None
    return str(earliest) if earliest == latest else f"{earliest}/{latest}"


def end_of(spans: Iterable[Span], statuses: frozenset[str]) -> str | None:
    """From when on the status is one of these for good, as a date text; null while that is not certain."""
    earliest = latest = None
    for span in spans:
        if not statuses & set(span.possible):
            earliest = latest = None
            continue
        earliest = earliest or span.start
        latest = None if set(span.possible) - statuses else latest or span.start
    return edtf(earliest, latest)


def _first(document: Row, kinds: frozenset[str], codes: set[str] | None = None) -> str | None:
    """The date of the first act of these kinds, by these parties or by anybody."""
    texts = [
        event["date"]
        for event in document["events"]
        if event["kind"] in kinds and event["date"] and (codes is None or event["party"] in codes)
    ]
    return min(texts, key=lambda text: parse(text).earliest or date.min, default=None)


def spans_of(root: UUID, found: Derived, parties: Mapping[str, UUID]) -> list[StatusSpan]:
    """The rows of the agreement's own spans and of each party's."""
    signed = signature_day(found.document)
    rows = [_span(root, None, span, signed) for span in found.timeline.agreement]
    for code, spans in found.timeline.parties.items():
        rows += [_span(root, parties[code], span, signed) for span in spans]
    return rows


def signature_day(document: Row) -> date | None:
    """First day on which the agreement may have been signed."""
    text = _first(document, SIGNING)
    return parse(text).earliest if text else None


def _span(root: UUID, party: UUID | None, span: Span, signed: date | None) -> StatusSpan:
    return StatusSpan(
        agreement_id=root,
        party_id=party,
        status=span.status,
        possible=list(span.possible),
        certainty=span.certainty,
        start=span.start,
        end=span.end,
        views={view: list(codes) for view, codes in span.views.items()} if span.views else None,
        why=[
            {"rule": why.rule, "events": list(why.events), "clause": why.clause, "sentence": why.sentence}
            for why in span.why
        ],
        signed=signed,
    )


def alternatives(spans: Iterable[StatusSpan]) -> list[PossibleStatus]:
    """What is possible beside the status shown."""
    return [
        PossibleStatus(span=span, status=status) for span in spans for status in span.possible if status != span.status
    ]


def standings_of(root: UUID, found: Derived, parties: Mapping[str, UUID]) -> list[Standing]:
    """One row per participation, and one per party that only acts, or only continues another."""
    document = found.document
    rows = [_standing(root, found, parties, row["party"], row) for row in document["participations"]]
    listed = {row["party"] for row in document["participations"]}
    rows += [_standing(root, found, parties, code, None) for code in found.timeline.parties if code not in listed]
    return rows


def _standing(root: UUID, found: Derived, parties: Mapping[str, UUID], code: str, row: Row | None) -> Standing:
    before = found.continued.get(code)
    codes = {code, before} if before else {code}
    via = before if row is None else None
    behalf = row["on_behalf_of"] if row else None
    values: dict[str, Any] = {
        "id": UUID(row["id"]) if row else uuid5(root, code),
        "agreement_id": root,
        "party_id": parties[code],
        "via_id": parties[via] if via else None,
        "participation_id": UUID(row["id"]) if row else None,
        "role": row["role"] if row else "party",
        "side": row["side"] if row else None,
        "on_behalf_of_id": parties[behalf] if behalf else None,
        "signed_on": _first(found.document, SIGNING, codes),
        "consented_on": _first(found.document, CONSENTING, codes),
        "in_force_from": edtf(*found.timeline.in_force_for.get(code, (None, None))),
        "ended_on": end_of(found.timeline.parties.get(code, ()), frozenset({"former"})),
        "signed": signature_day(found.document),
    }
    return Standing(**values)


def codes_of(found: Derived) -> set[str]:
    """Every party code that the derived rows need."""
    rows = found.document["participations"]
    codes = set(found.timeline.parties) | {row["party"] for row in rows} | set(found.continued.values())
    return codes | {row["on_behalf_of"] for row in rows if row["on_behalf_of"]}


def copies(found: Derived) -> dict[str, Any]:
    """The columns on the agreement's own row that repeat what its members say."""
    document, timeline = found.document, found.timeline
    title = shown_title(document["titles"])
    return {
        "title": title["text"] if title else document["ref"],
        "title_language": title["language"] if title else None,
        "short_title": short_title(document["titles"]),
        "party_count": len(_sides(found)),
        "signed_on": _first(document, SIGNING),
        "in_force_from": edtf(*(timeline.entry_into_force or (None, None))),
        "ended_on": end_of(timeline.agreement, ENDED),
    }


def _sides(found: Derived) -> set[str]:
    """The parties, each person once."""
    rows = found.document["participations"]
    codes = {row["party"] for row in rows if row["role"] in SIDES} or set(found.timeline.parties)
    return codes - {later for later, earlier in found.continued.items() if earlier in codes}


def shown_title(titles: list[Row]) -> Row | None:
    """The English official title, else an English translation, else the original."""
    order = [("en", "official"), ("en", "translated"), (None, "official"), ("en", None), (None, None)]
    for language, kind in order:
        for title in titles:
            if (
                (language in (None, title["language"]))
                and (kind in (None, title["kind"]))
                and title["kind"] != "acronym"
            ):
                return title
    return titles[0] if titles else None


def short_title(titles: list[Row]) -> str | None:
    """The short title or acronym, an English one first."""
    short = [title for title in titles if title["kind"] in ("short", "acronym")]
    short.sort(key=lambda title: (title["language"] != "en", title["kind"] != "short"))
    return short[0]["text"] if short else None
