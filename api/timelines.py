"""What the engine says about an agreement, as JSON: spans, entry into force, deadlines, findings."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework import serializers

from api.asked import Asked
from api.enumerations import FINDING_KIND, FINDING_SEVERITY
from api.members import Plain
from api.spans import TimelineSpanSerializer
from api.statuses import span_object
from api.values import Code, Day, DayOrRange, Key, Text, listed
from relations.aggregates.agreement import AGREEMENT
from relations.cases import span_day
from relations.derivation import Derived, derived
from relations.deriving import identity_links, other_entries
from relations.documents import read
from relations.lifecycle import Deadlines, Span, deadlines
from relations.members import Row

Range = tuple[date, date]


class PendingExitSerializer(Plain):
    """A party that is leaving, and when it takes effect."""

    party = Key("Party code.")
    earliest = Day()
    latest = Day()


class DeadlinesSerializer(Plain):
    """What lies ahead on the day if nothing else happens. What is null has its reason under `reasons`."""

    next_expiry = DayOrRange("The end of the running term.")
    last_notice_day = DayOrRange("The last day for a notice against renewal.")
    renewal = DayOrRange("The day of the next tacit renewal.")
    pending_exits = PendingExitSerializer(many=True)
    signed_since = DayOrRange("Since when it is signed and not in force.")
    reasons = serializers.DictField(child=serializers.CharField(), help_text="Why something is null, by its name.")


class EntryRangeSerializer(Plain):
    """The day of entry into force; both the same where it is known."""

    earliest = Day()
    latest = Day()


class FindingSerializer(Plain):
    """Something that a curator should look at."""

    code = Code(FINDING_KIND)
    severity = Code(FINDING_SEVERITY)
    events = listed(Text(), "Ids of the acts concerned.")
    sentence = Text()


class TimelineOf(Plain):
    """What the engine derives: spans, entry into force, deadlines."""

    agreement = TimelineSpanSerializer(many=True)
    parties = serializers.DictField(child=TimelineSpanSerializer(many=True), help_text="Spans by party code.")
    entry_into_force = EntryRangeSerializer(allow_null=True)


def engine(pk: UUID) -> Derived:
    """The agreement's record with its timeline, derived now."""
    document = read(AGREEMENT, [pk]).get(pk)
    if document is None:
        raise Http404
    return derived(document, identity_links(), other_entries([document]))


def span_objects(spans: Iterable[Span], cited: Mapping[str, list[str]]) -> list[Row]:
    """The engine's spans as SPAN objects."""
    return [span_object(_plain(span), cited) for span in spans]


def _plain(span: Span) -> tuple[Any, ...]:
    views = {view: list(codes) for view, codes in span.views.items()} if span.views else None
    why = [{"rule": one.rule, "events": one.events, "clause": one.clause, "sentence": one.sentence} for one in span.why]
    return (span.status, span.possible, span.certainty, span.start, span.end, views, why)


def cited_acts(document: Row) -> dict[str, list[str]]:
    """The citations of each act, from the document."""
    found: dict[str, list[str]] = {}
    for citation in document["citations"]:
        found.setdefault(citation["target"]["id"], []).append(citation["id"])
    return found


def entry_object(days: Sequence[date | None] | None) -> Row | None:
    """The range of entry into force; null on the record, or one of its ends open."""
    if days is None:
        return None
    earliest, latest = (span_day(day) if day else None for day in days)
    return {"earliest": earliest, "latest": latest}


def deadlines_object(found: Deadlines) -> Row:
    """Deadlines as JSON."""
    return {
        "next_expiry": day_or_range(found.next_expiry),
        "last_notice_day": day_or_range(found.last_notice_day),
        "renewal": day_or_range(found.renewal),
        "pending_exits": [
            {"party": who, "earliest": span_day(days[0]), "latest": span_day(days[1])}
            for who, days in found.pending_exits
        ],
        "signed_since": day_or_range(found.signed_since),
        "reasons": dict(found.reasons),
    }


def day_or_range(days: Range | None) -> Any:
    """A day known exactly as such, else its two bounds."""
    if days is None:
        return None
    return str(days[0]) if days[0] == days[1] else [span_day(days[0]), span_day(days[1])]


def findings_of(ref: str, day: date) -> list[Row]:
    """The findings of an agreement on the day."""
    from relations.findings import of_agreement

    found = of_agreement(ref, day)
    return [
        {"code": one.code, "severity": one.severity, "events": list(one.events), "sentence": one.sentence}
        for one in found
    ]


def deadlines_of(found: Derived, asked: Asked) -> Row:
    """The deadlines on the day, from the timeline at hand."""
    return deadlines_object(deadlines(found.timeline, asked.on))
