"""Status spans as the world sees them: of agreements and of parties, on the day asked, with or without the reasons."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from api.asked import Asked
from relations.cases import span_day
from relations.members import Row
from relations.models import Agreement, Citation, Standing, StatusSpan
from relations.querysets import Known

SPAN = ("status", "possible", "certainty", "start", "end", "views", "why")
Span = tuple[Any, ...]


def span_object(span: Span, cited: Mapping[str, list[str]]) -> Row:
    """A span with everything that is known of it; `cited` gives the citations of each event."""
    status, possible, certainty, start, end, views, why = span
    return {
        "code": status,
        "possible": list(possible),
        "certainty": certainty,
        "from": span_day(start),
        "to": span_day(end),
        "views": views,
        "why": [reason(one, cited) for one in why],
    }


def reason(why: Row, cited: Mapping[str, list[str]]) -> Row:
    """One reason with the citations of its events, each once."""
    citations = dict.fromkeys(key for event in why["events"] for key in cited.get(event, ()))
    return {
        "rule": why["rule"],
        "events": list(why["events"]),
        "clause": why["clause"],
        "sentence": why["sentence"],
        "citations": list(citations),
    }


def on_day(span: Span, asked: Asked, known: Known, cited: Mapping[str, list[str]]) -> Row:
    """The span as the answer for a day. Without reasons it is short."""
    projected = is_projected(asked, known)
    if asked.reasons:
        whole = span_object(span, cited)
        views, why = whole.pop("views"), whole.pop("why")
        return whole | {"on": str(asked.on), "projected": projected, "views": views, "why": why}
    status, _, certainty, start, end, _, _ = span
    return {
        "code": status,
        "from": span_day(start),
        "to": span_day(end),
        "certainty": certainty,
        "on": str(asked.on),
        "projected": projected,
    }


def is_projected(asked: Asked, known: Known) -> bool:
    """Whether the day lies after what the record vouches for, or after today: nothing else has happened by then."""
    return asked.on > asked.today or known.until is None or asked.on > known.until


def agreement_statuses(ids: Sequence[UUID], asked: Asked) -> dict[UUID, Row]:
    """The status of each agreement on the day."""
    rows = StatusSpan.objects.of_agreements().on(asked.on).filter(agreement__in=ids)
    spans = {key: tuple(span) for key, *span in rows.values_list("agreement_id", *SPAN)}
    known, cited = Agreement.objects.known_until(ids), cited_events(spans.values(), asked)
    return {key: on_day(span, asked, known[key], cited) for key, span in spans.items() if key in known}


def standing_statuses(ids: Sequence[UUID], asked: Asked) -> dict[UUID, Row]:
    """The status of each party to an agreement on the day, by the id of its standing."""
    standings = list(Standing.objects.filter(pk__in=ids).values_list("pk", "agreement_id", "party_id"))
    spans = party_spans({row[1] for row in standings}, {row[2] for row in standings}, asked.on)
    known = Agreement.objects.known_until({row[1] for row in standings})
    cited = cited_events(spans.values(), asked)
    return {
        key: on_day(spans.get((agreement, party)) or silent(known[agreement].vouched), asked, known[agreement], cited)
        for key, agreement, party in standings
        if agreement in known
    }


def party_spans(agreements: Iterable[UUID], parties: Iterable[UUID], day: date) -> dict[tuple[UUID, UUID], Span]:
    """The spans of these parties in these agreements on the day."""
    rows = StatusSpan.objects.on(day).filter(agreement__in=list(agreements), party__in=list(parties))
    return {
        (agreement, party): tuple(span)
        for agreement, party, *span in rows.values_list("agreement_id", "party_id", *SPAN)
    }


def party_statuses(agreement: UUID, asked: Asked) -> dict[str, Row]:
    """The status on the day of every party to one agreement, by code."""
    standings = Standing.objects.filter(agreement=agreement).values_list("party_id", "party__code")
    codes = dict(standings.order_by("party__code"))
    spans = party_spans([agreement], codes, asked.on)
    known, cited = Agreement.objects.known_until([agreement])[agreement], cited_events(spans.values(), asked)
    return {
        code: on_day(spans.get((agreement, pk)) or silent(known.vouched), asked, known, cited)
        for pk, code in codes.items()
    }


def silent(vouched: bool) -> Span:
    """The status of a party of which no act is recorded: absence is evidence only in a record that is vouched for."""
    if vouched:
        why = _absence("No act of this party is recorded, and the record is vouched for.")
        return ("none", ["none"], "certain", date(1, 1, 1), date(9999, 12, 31), None, why)
    why = _absence("No act of this party is recorded, and nobody vouches that the record is complete.")
    return ("unknown", ["unknown"], "uncertain", date(1, 1, 1), date(9999, 12, 31), None, why)


def _absence(sentence: str) -> list[Row]:
    return [{"rule": "R3", "events": [], "clause": None, "sentence": sentence}]


def cited_events(spans: Iterable[Span], asked: Asked) -> dict[str, list[str]]:
    """The ids of the citations of every event that the reasons of these spans name."""
    if not asked.reasons:
        return {}
    return citations_of({UUID(event) for span in spans for why in span[6] for event in why["events"] if is_id(event)})


def is_id(text: str) -> bool:
    """Whether a reason names a recorded event; acts that follow from relations between parties have no row."""
    return len(text) == 36 and ":" not in text


def citations_of(targets: Iterable[UUID]) -> dict[str, list[str]]:
    """The ids of the citations of each target, by the target's id."""
    found: dict[str, list[str]] = {}
    rows = Citation.objects.filter(target_id__in=list(targets)).order_by("id")
    for target, key in rows.values_list("target_id", "id"):
        found.setdefault(str(target), []).append(str(key))
    return found


def cited(ids: Sequence[UUID], asked: Asked) -> dict[UUID, list[str]]:
    """The part `citations`: for each row the ids of its citations."""
    found = citations_of(ids)
    return {key: found.get(str(key), []) for key in ids}
