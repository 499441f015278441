"""What lies ahead on a day: the end of the term, the last day for notice, renewals, exits, a signature without consent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from relations.lifecycle.model import BEGINNING, FOREVER, Range, Tacit, Timeline
from relations.lifecycle.term import term_of
from relations.lifecycle.timeline import status_on

RUNNING = frozenset({"in_force", "suspended", "partly_suspended", "not_binding_active"})


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Days as (earliest, latest); None where nothing is known, with the reason under the same name."""

    next_expiry: Range | None = None
    last_notice_day: Range | None = None
    renewal: Range | None = None
    pending_exits: tuple[tuple[str, Range], ...] = ()
    signed_since: Range | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)


def deadlines(timeline: Timeline, day: date) -> Deadlines:
    """The deadlines on a day; a projection: what happens if nothing else does."""
    status = status_on(timeline.agreement, day)
    running = bool(RUNNING & set(status.possible))
    expiry, notice, why = _term(timeline, day, running)
    renewal = expiry if expiry and timeline.term and timeline.term.renewal and timeline.end[0] > expiry[1] else None
    reasons = dict(why)
    if renewal is None:
        reasons["renewal"] = why.get("next_expiry") or "the term does not renew by itself"
    signed = _signed(timeline, day, status.possible)
    if signed is None:
        reasons["signed_since"] = "in force, ended, or not signed"
    exits = tuple((who, effect) for who, given, effect in timeline.pending_exits if given[0] <= day < effect[1])
    return Deadlines(expiry, notice, renewal, exits, signed, reasons)


def _term(timeline: Timeline, day: date, running: bool) -> tuple[Range | None, Range | None, dict[str, str]]:
    tacit = timeline.term
    if tacit is None and timeline.end[0] < FOREVER and running and day < timeline.end[1]:
        return _known(timeline.end), None, {"last_notice_day": "no period of notice is known"}
    if tacit is None:
        text = "no term is known"
        return None, None, {"next_expiry": text, "last_notice_day": text}
    if not running:
        text = "it has ended" if timeline.end[1] <= day else "not in force"
        return None, None, {"next_expiry": text, "last_notice_day": text}
    return _next(timeline, tacit, day)


def _next(timeline: Timeline, tacit: Tacit, day: date) -> tuple[Range | None, Range | None, dict[str, str]]:
    k = term_of(tacit, day, 0)
    ends = (tacit.end(k, 0), tacit.end(k, 1))
    if term_of(tacit, day, 1) != k:  # Of the days on which it may have begun, the later ones have a nearer end.
        ends = (day + timedelta(1), ends[1])
    ends = (min(ends[0], timeline.end[0]), min(ends[1], timeline.end[1])) if timeline.end[0] <= ends[1] else ends
    if ends[0] >= FOREVER:
        text = "the term has no end"
        return None, None, {"next_expiry": text, "last_notice_day": text}
    if tacit.notice is None:
        return _known(ends), None, {"last_notice_day": "no period of notice is known"}
    return _known(ends), _known((tacit.notice.before(ends[0]), tacit.notice.before(ends[1]))), {}


def _known(days: Range) -> Range | None:
    return None if days[0] in (BEGINNING, FOREVER) else days


def _signed(timeline: Timeline, day: date, possible: tuple[str, ...]) -> Range | None:
    """Since when it has been signed and not in force; None if it is, or if it was not signed by then."""
    if not {"signed_not_in_force", "provisionally_applied", "adopted"} & set(possible) or timeline.signed[0] > day:
        return None
    return timeline.signed
