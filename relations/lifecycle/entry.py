"""Entry into force: the trigger, the date, and what a recorded date changes (R1, R3, R4)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from relations.lifecycle.consents import Life, earliest
from relations.lifecycle.model import FOREVER, Act, Finding, Period, Range, Terms

ALL_SIDES = frozenset(
    {
        "on_signature",
        "exchange_of_instruments",
        "exchange_of_notes",
        "last_completion_notification",
        "all_negotiating_states",
    }
)
NO_DELAY = Period(0, "days")


@dataclass(slots=True)
class Entry:
    """When the agreement enters into force, as derived and as recorded."""

    days: Range
    trigger: Range | None = None
    recorded: Act | None = None
    rule: str = "R3"
    retroactive: bool = False
    soft: bool = False
    findings: list[Finding] = field(default_factory=list)


class Condition:
    """Counts the persons whose consent is live; says whether the rule's condition holds (R4)."""

    def __init__(self, terms: Terms, needed: frozenset[str], n: int, person_of: dict[str, str]) -> None:
        self._needed = needed
        self._n = n
        self._not_counted = {person_of.get(code, code) for code in terms.not_counted}
        self._weights = {person_of.get(code, code): weight for code, weight in terms.weights.items()}
        self._at_least = terms.share_at_least
        self._missing, self._number, self._share = len(needed), 0, 0.0

    @property
    def needed(self) -> frozenset[str]:
        """The persons without whose consent the condition cannot hold."""
        return self._needed

    def move(self, person: str, step: int) -> None:
        """A consent becomes live (+1) or ceases to be (−1)."""
        if person in self._needed:
            self._missing -= step
        if person not in self._not_counted:
            self._number += step
            self._share += step * self._weights.get(person, 0)

    def holds(self) -> bool:
        share = self._at_least is None or self._share >= self._at_least - 1e-9
        return self._missing <= 0 and self._number >= self._n and share


def condition(terms: Terms, person_of: dict[str, str]) -> Callable[[], Condition] | None:
    """A fresh condition of the rule each time, or None if a parameter is missing."""
    named = frozenset(person_of.get(code, code) for code in terms.named)
    everybody = frozenset(person_of.get(code, code) for code in terms.negotiating)
    given = terms.n is not None or bool(named) or terms.share_at_least is not None
    needed = named if given else everybody
    if terms.rule in ALL_SIDES:
        needed, given = everybody, bool(everybody)
    complete = {
        "nth_consent": terms.n is not None,
        "named_states": bool(named),
        "share_condition": terms.share_at_least is not None,
        "upon_other_agreement": terms.other_entry is not None,
        "fixed_date": terms.fixed_date is not None and (given or bool(everybody)),
        "retroactive_to_date": terms.effective_from is not None and (given or bool(everybody)),
        "unknown": False,
    }.get(terms.rule, bool(everybody))
    if not complete:
        return None
    least = 0 if needed else 1
    n = (terms.n or least) if terms.rule not in ALL_SIDES else 0
    if terms.rule == "upon_other_agreement" and not given and not everybody:
        n = 0
    return lambda: Condition(terms, needed, n, person_of)


def trigger(lives: Sequence[Life], fresh: Callable[[], Condition]) -> Range:
    """First and last possible day on which the condition first holds (R3 f); FOREVER: not on the record."""
    possible = [(life.start[0], life.gone[1], life.person) for life in lives]
    sure = [(life.start[1], life.gone[0], life.person) for life in lives]
    return _first(possible, fresh()), _first(sure, fresh())


def _first(intervals: Iterable[tuple[date, date, str]], held: Condition) -> date:
    """The first day on which the condition holds, by one sweep over the bounds."""
    if held.holds():
        return date(1, 1, 1)
    steps: list[tuple[date, int, str]] = []
    for start, gone, person in intervals:
        if start < gone:
            steps += [(start, 1, person), (gone, -1, person)]
    steps.sort()
    live: dict[str, int] = {}
    for index, (day, step, person) in enumerate(steps):
        if day == FOREVER:
            break
        before = live.get(person, 0)
        live[person] = before + step
        if (before == 0) != (live[person] == 0):
            held.move(person, step)
        if held.holds() and (index + 1 == len(steps) or steps[index + 1][0] > day):
            return day
    return FOREVER


def derived(terms: Terms, lives: Sequence[Life], first: Range, person_of: dict[str, str]) -> Entry:
    """The date that the rule gives; from the first act on, perhaps never, where the rule or a parameter is not known."""
    fresh = condition(terms, person_of)
    if fresh is None:
        findings = [] if terms.rule == "unknown" else [_incomplete(terms)]
        return Entry((_floor(terms, first[0]), FOREVER), findings=findings, soft=True)
    found = trigger(lives, fresh)
    entry = Entry(_dated(terms, found), trigger=found)
    fixed = terms.fixed_date if terms.rule == "fixed_date" and found[0] < FOREVER else None
    if fixed is not None and (terms.delay or NO_DELAY).after(found[0]) > fixed[1]:
        entry.findings.append(Finding("fixed_date_passed", (), "The fixed date had passed when the condition was met."))
    if terms.rule == "retroactive_to_date":
        entry.retroactive = True
        if entry.days[0] < first[0] and found[0] < FOREVER:
            entry.findings.append(_retroactive(()))
    if not terms.complete:
        low = _floor(terms, min(first[0], found[0]))
        entry.days, entry.soft = (min(low, entry.days[0]), entry.days[1]), True
    return entry


def _floor(terms: Terms, first: date) -> date:
    """The lower bound that an incomplete record leaves: the first act, but never before a day that the text sets."""
    bounds = list(_bounds(terms))
    if terms.rule == "retroactive_to_date" and terms.effective_from:
        return max([terms.effective_from[0] if first < FOREVER else FOREVER, *(bound[0] for bound in bounds)])
    return max([first, *(bound[0] for bound in bounds)])


def _incomplete(terms: Terms) -> Finding:
    return Finding(
        "terms_incomplete", (), f"The rule {terms.rule.replace('_', ' ')} lacks a parameter; its date is open."
    )


def _retroactive(events: tuple[str, ...]) -> Finding:
    return Finding("retroactive_entry_into_force", events, "In force from a day before the first signature or consent.")


def _dated(terms: Terms, found: Range) -> Range:
    """From the trigger to the day of entry into force."""
    days = (terms.delay or NO_DELAY).shift(found)
    if terms.rule == "retroactive_to_date" and terms.effective_from:
        early, late = terms.effective_from
        days = (early if found[0] < FOREVER else FOREVER, late if found[1] < FOREVER else FOREVER)
    for bound in _bounds(terms):
        days = (max(days[0], bound[0]), max(days[1], bound[1]))
    return days


def _bounds(terms: Terms) -> Iterator[Range]:
    if terms.rule == "fixed_date" and terms.fixed_date:
        yield terms.fixed_date
    if terms.rule == "upon_other_agreement" and terms.other_entry:
        yield terms.other_entry
    if terms.not_before:
        yield terms.not_before


def recorded(terms: Terms, entry: Entry, acts: Sequence[Act], first: Range, ends: Sequence[Act]) -> Entry:
    """R1: a recorded date rules; where it does not meet the derived one, that is a finding."""
    act = next((act for act in acts if act.kind == "entry_into_force"), None)
    if act is None:
        return entry
    days, findings = act.effect, list(entry.findings)
    findings = [finding for finding in findings if finding.code == "terms_incomplete"]
    low = entry.days[0] if not entry.soft else date.min
    if entry.days[0] < FOREVER and (days[1] < low or days[0] > entry.days[1]):
        findings.append(_conflict(act))
    known = terms.complete or terms.bilateral  # Else an earlier signature may just not be on record.
    retroactive = known and days[1] < first[0] < FOREVER
    if retroactive:
        findings.append(_retroactive((act.id,)))
    elif known and days[0] < first[0] <= days[1]:
        days = (first[0], days[1])
    limit = earliest(end.effect for end in ends)[1]
    if days[0] <= limit < days[1]:
        days = (days[0], limit)
    trusted = entry.trigger if not entry.soft else None
    return Entry(days, trusted, act, "R1", retroactive, findings=findings)


def _conflict(act: Act) -> Finding:
    text = "The recorded day of entry into force and the one that follows from the rule differ."
    return Finding("entry_into_force_conflict", (act.id,), text)
