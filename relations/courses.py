"""Deadlines of any number of agreements on a day, from what the door stored: nothing is derived again."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from relations.lifecycle import BEGINNING, FOREVER, Deadlines, Period, Span, Timeline, deadlines
from relations.lifecycle.model import Range, Tacit
from relations.models import Course, StatusSpan

Facts = dict[str, Any]


def course_of(root: UUID, timeline: Timeline) -> Course:
    """The row that keeps what deadlines are counted from."""
    term, end = timeline.term, timeline.end
    return Course(
        agreement_id=root,
        facts=_facts(timeline),
        renews=term is not None and term.renewal is not None and end[0] == FOREVER,
        end_earliest=end[0],
        end_latest=end[1],
    )


def deadlines_on(day: date, agreements: Iterable[UUID]) -> dict[UUID, Deadlines]:
    """The deadlines of these agreements on the day. Two queries."""
    rows = Course.objects.filter(agreement__in=list(agreements)).values_list("agreement_id", "facts")
    return deadlines_from(day, dict(rows))


def deadlines_from(day: date, courses: Mapping[UUID, Facts]) -> dict[UUID, Deadlines]:
    """The deadlines on the day of agreements whose stored facts are at hand. One query."""
    spans = StatusSpan.objects.of_agreements().on(day).filter(agreement__in=list(courses))
    statuses = spans.values_list("agreement_id", "status", "possible", "certainty")
    return {
        key: deadlines(_timeline(courses[key], Span(status, tuple(possible), BEGINNING, FOREVER, certainty)), day)
        for key, status, possible, certainty in statuses
    }


def _facts(timeline: Timeline) -> Facts:
    return {
        "term": _term(timeline.term),
        "end": _days(timeline.end),
        "pending_exits": [[party, _days(given), _days(effect)] for party, given, effect in timeline.pending_exits],
        "signed": _days(timeline.signed),
    }


def _term(term: Tacit | None) -> Facts | None:
    if term is None:
        return None
    periods = {name: getattr(term, name) for name in ("term", "renewal", "notice")}
    shown = {name: [period.n, period.unit] if period else None for name, period in periods.items()}
    return {"start": _days(term.start), "first_end": _days(term.first_end) if term.first_end else None, **shown}


def _days(days: Range) -> list[str]:
    return [str(day) for day in days]


def _timeline(facts: Facts, span: Span) -> Timeline:
    """As much of a timeline as deadlines are counted from."""
    return Timeline(
        (span,),
        {},
        None,
        {},
        (),
        read_term(facts["term"]),
        _range(facts["end"]),
        tuple((party, _range(given), _range(effect)) for party, given, effect in facts["pending_exits"]),
        _range(facts["signed"]),
    )


def read_term(facts: Facts | None) -> Tacit | None:
    """The term as it was stored."""
    if facts is None:
        return None
    term, renewal, notice = (Period(*facts[name]) if facts[name] else None for name in ("term", "renewal", "notice"))
    return Tacit(
        _range(facts["start"]), term, renewal, notice, _range(facts["first_end"]) if facts["first_end"] else None
    )


def _range(days: list[str]) -> Range:
    return date.fromisoformat(days[0]), date.fromisoformat(days[1])
