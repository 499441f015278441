"""The term: when it ends, how it renews, what notices and extensions do to it (R10)."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from relations.dates import display
from relations.lifecycle.model import FOREVER, NEVER, Act, Clock, Finding, Period, Range, Tacit, Terms, Why

TACIT = "fixed_then_tacit"
BY_AGREEMENT = "fixed_then_by_agreement"
WITH_TERM = frozenset({"fixed_term", TACIT, BY_AGREEMENT})


@dataclass(slots=True)
class Course:
    """How the term runs: its end, the gaps that a late extension left, and what the deadlines count from."""

    end: Range = NEVER
    tacit: Tacit | None = None
    gaps: list[tuple[Range, Range]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    exits: dict[str, Range] = field(default_factory=dict)
    acts: tuple[str, ...] = ()

    def around(self, day: date) -> list[tuple[Range, Range]]:
        """The gaps that may lie around a day: extensions are in order, so only the newest ones that began by then."""
        index = bisect_right(self.gaps, day, key=lambda gap: gap[0][0])
        return self.gaps[max(0, index - 4) : index]


def course(terms: Terms, start: Range, acts: Sequence[Act], notices: Sequence[Act]) -> Course:
    """The course of the term from the entry into force; an uncertain start makes an uncertain end."""
    found = Course()
    if start[0] >= FOREVER:
        return found
    extensions = [act for act in acts if act.kind == "extended"]
    tacit, end = _extended(terms, _first(terms, start), start, extensions, found)
    end = _with_notices(terms, tacit, end, notices, found)
    if terms.duration == BY_AGREEMENT and tacit is not None and end[0] < FOREVER:
        end = _by_agreement(terms, end, found)
    found.end, found.tacit = _needing(start, end), tacit
    found.gaps = [(_needing(start, gap), revived) for gap, revived in found.gaps]
    return _recorded(found, acts)


def _first(terms: Terms, start: Range) -> Tacit | None:
    """The term as the text has it; None where it has none or its length is not known."""
    if terms.duration not in WITH_TERM or (terms.term is None and terms.ends_on is None):
        return None
    return Tacit(start, terms.term, _renewal(terms), terms.notice, terms.ends_on)


def _renewal(terms: Terms) -> Period | None:
    return (terms.renewal or terms.term) if terms.duration == TACIT else None


def _needing(start: Range, end: Range) -> Range:
    """An end of a term is no earlier than the entry into force."""
    return max(start[0], end[0]), max(start[1], end[1])


def _extended(
    terms: Terms, tacit: Tacit | None, start: Range, extensions: Iterable[Act], found: Course
) -> tuple[Tacit | None, Range]:
    """Extensions in order: one on or before the end moves it, a later one revives the agreement and leaves a gap."""
    running = terms.duration == TACIT or terms.duration not in WITH_TERM
    end = NEVER if running else (start[0], FOREVER)  # A fixed term of unknown length may be over at any time.
    if tacit is not None:
        end = (tacit.end(0, 0), tacit.end(0, 1))
    for act in extensions:
        when = act.effect
        if not running and when[1] > end[0]:
            if when[0] > end[1]:
                text = f"The extension came after the term had ended ({display(str(end[1]))})."
                found.findings.append(Finding("extension_after_expiry", (act.id,), text))
            found.gaps.append((end, when))
        end = act.until or _one_more(terms, end)
        found.acts = (*found.acts, act.id)
        tacit = Tacit(start, terms.term, _renewal(terms), terms.notice, end)
        running = running and act.until != NEVER
    if terms.duration == TACIT:
        return tacit, NEVER
    if terms.duration not in WITH_TERM and not terms.complete:
        return tacit, (end[0], FOREVER)  # Extended to a day, and perhaps again.
    return tacit, end


def _one_more(terms: Terms, end: Range) -> Range:
    step = terms.renewal or terms.term
    return step.shift(end) if step else NEVER


def _by_agreement(terms: Terms, end: Range, found: Course) -> Range:
    text = "The term is renewed only by agreement, and no extension beyond its end is recorded."
    found.findings.append(Finding("term_ended_without_recorded_extension", found.acts, text))
    return end if terms.complete else (end[0], FOREVER)


def _with_notices(terms: Terms, tacit: Tacit | None, end: Range, notices: Iterable[Act], found: Course) -> Range:
    """Notices of non-renewal: the end of a bilateral agreement, the exit of a party of any other one."""
    for act in notices:
        effect = _answered(terms, tacit, act, found)
        if effect == NEVER:
            continue
        if terms.bilateral or act.party is None:
            end = (min(end[0], effect[0]), min(end[1], effect[1]))
            found.acts = (*found.acts, act.id)
        else:
            found.exits[act.id] = effect
    return end


def _answered(terms: Terms, tacit: Tacit | None, act: Act, found: Course) -> Range:
    """The end that a notice brings: the one it states, that of its term, or an unknown one where the term is unknown."""
    if act.effective is not None:
        return max(act.effective[0], act.lo), max(act.effective[1], act.hi)
    if terms.duration == TACIT and tacit is not None:
        return _noticed(terms, tacit, act, found)
    return (act.lo, FOREVER) if terms.duration in (TACIT, "unstated") else NEVER


def term_of(tacit: Tacit, day: date, side: int) -> int:
    """The number k of the term in which a day falls: E(k−1) ≤ day < E(k); found by halving, renewals cost nothing."""
    if tacit.end(0, side) > day or tacit.renewal is None:
        return 0
    low, high = 0, 1
    while tacit.end(high, side) <= day and high < 1 << 24:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if tacit.end(middle, side) <= day else (low, middle)
    return high


def _noticed(terms: Terms, tacit: Tacit, act: Act, found: Course) -> Range:
    """When a notice ends the term: at the end of the term in which it is given, if it came in time."""
    corners = [(side, day, term_of(tacit, day, side)) for side in (0, 1) for day in act.days]
    in_time = [day <= tacit.last_notice(k, side) for side, day, k in corners]
    same = len({k for _, _, k in corners}) == 1
    k = min(k for _, _, k in corners)
    if same and all(in_time):
        return tacit.end(k, 0), tacit.end(k, 1)
    if same and not any(in_time):
        return _late(terms, tacit, act, k, found)
    found.findings.append(_finding("notice_deadline_uncertain", act, "The notice may have come too late."))
    return max(act.lo, tacit.end(k, 0)), FOREVER


def _late(terms: Terms, tacit: Tacit, act: Act, k: int, found: Course) -> Range:
    """A late notice lapses or is carried over to the next term; one that fits when counted forward leaves both open."""
    forward = terms.notice is not None and terms.notice.after(act.lo) <= tacit.end(k, 1)
    if forward:
        text = "Counted back from the end of the term the notice is late, counted forward it still fits."
        found.findings.append(_finding("notice_deadline_ambiguous", act, text))
        return tacit.end(k, 0), FOREVER
    last = display(str(tacit.last_notice(k, 1)))
    found.findings.append(_finding("late_notice", act, f"The last day for the notice was {last}: the term is renewed."))
    if terms.late_notice == "carries_over":
        return tacit.end(k + 1, 0), tacit.end(k + 1, 1)
    return NEVER


def _finding(code: str, act: Act, text: str) -> Finding:
    return Finding(code, (act.id,), text, act.party)


def _recorded(found: Course, acts: Sequence[Act]) -> Course:
    """R1(e): a recorded expiry replaces the computed end of the term."""
    act = next((act for act in acts if act.kind == "expired"), None)
    if act is None:
        return found
    days, end = act.effect, found.end
    if end[0] < FOREVER and (days[1] < end[0] or days[0] > end[1]):
        text = "The recorded end of the term and the one that follows from its length differ."
        found.findings.append(Finding("term_end_conflict", (act.id,), text))
    found.end = NEVER
    found.findings = [one for one in found.findings if one.code != "term_ended_without_recorded_extension"]
    return found


def clock(terms: Terms, found: Course) -> Clock:
    """The end of the term as a clock with its reason."""
    day = display(f"{found.end[0]}" if found.end[0] == found.end[1] else f"{found.end[0]}/..")
    why = Why("R10", found.acts, terms.duration_clause, f"The term ended on {day} and was not renewed.")
    return Clock(*found.end, why)
