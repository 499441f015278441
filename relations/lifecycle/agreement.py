"""The possible statuses of the agreement over time (R7, R9, R11), and those of each person."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from relations.lifecycle.ends import ended_as
from relations.lifecycle.model import BEGINNING, FOREVER, Range
from relations.lifecycle.party import Person
from relations.lifecycle.record import Record
from relations.lifecycle.record import marks as record_marks
from relations.lifecycle.standing import may, statuses
from relations.lifecycle.state import marks
from relations.lifecycle.steps import Cover

Stretch = tuple[date, frozenset[str]]
FREE = frozenset({"party", "party_withdrawal_pending"})


@dataclass(slots=True)
class Counts:
    """How many persons, on each stretch of days, may or must be suspended, or free, while the agreement is in force."""

    steps: dict[date, list[int]] = field(default_factory=dict)
    days: list[date] = field(default_factory=list)
    sums: list[tuple[int, ...]] = field(default_factory=list)

    def add(self, start: date, end: date, held: frozenset[str]) -> None:
        values = _counted(held)
        for day, sign in ((start, 1), (end, -1)):
            row = self.steps.setdefault(day, [0] * len(values))
            for index, value in enumerate(values):
                row[index] += sign * value

    def close(self) -> None:
        total = [0, 0, 0, 0, 0]
        for day in sorted(self.steps):
            total = [a + b for a, b in zip(total, self.steps[day], strict=True)]
            self.days.append(day)
            self.sums.append(tuple(total))

    def on(self, day: date) -> tuple[int, ...]:
        index = bisect_right(self.days, day) - 1
        return self.sums[index] if index >= 0 else (0, 0, 0, 0, 0)


def _counted(held: frozenset[str]) -> tuple[int, ...]:
    """Must be suspended, may be, may be free, must be free, may be either."""
    paused, free = "suspended" in held, bool(held & FREE)
    return held == {"suspended"}, paused, free, free and held <= FREE, paused and free


def combinations(found: Record, day: date) -> Iterator[tuple[bool, Range | None]]:
    """(in force, ended) as far as they are possible together: the end of a term presupposes entry into force."""
    for in_force in found.clock.may(day):
        for ended, days in _ended(found, day) if in_force else _given_up(found, day):
            yield in_force, days if ended else None


def _ended(found: Record, day: date) -> Iterator[tuple[bool, Range]]:
    """Whether it may have ended by the day: for good, or in the gap before a late extension."""
    for end, revived in found.course.around(day):
        if end[0] <= day < revived[1]:
            yield True, end
            if end[1] <= day < revived[0]:
                return
    for over in may(found.end, day):
        yield over, found.end


def _given_up(found: Record, day: date) -> Iterator[tuple[bool, Range]]:
    """Whether it may have ended without having entered into force."""
    for over in may(found.free_end, day):
        yield over, found.free_end


def person_stretches(found: Record, who: Person, counts: Counts, common: Iterable[date]) -> list[Stretch]:
    """The possible statuses of one person over time, and its share in the counts."""
    days = set(common)
    for state in who.states:
        days |= set(marks(state))
    days |= {day for act in who.acts for day in act.days}
    ordered = sorted(day for day in days | {BEGINNING} if day < FOREVER)
    stretches: list[Stretch] = []
    low, high = 0, 0
    for index, day in enumerate(ordered):
        while low < len(who.acts) and who.acts[low].hi <= day:
            low += 1
        while high < len(who.acts) and who.acts[high].lo <= day:
            high += 1
        held, running = _held(found, who, range(low, max(low, high) + 1), day)
        stretches.append((day, held))
        end = ordered[index + 1] if index + 1 < len(ordered) else FOREVER
        if running:
            counts.add(day, end, running)
    return stretches


def _held(found: Record, who: Person, window: range, day: date) -> tuple[frozenset[str], frozenset[str]]:
    """All possible statuses on the day, and those possible while the agreement is in force and has not ended."""
    held: set[str] = set()
    running: set[str] = set()
    for in_force, ended in combinations(found, day):
        here: set[str] = set()
        for index in window:
            if index == window.start or who.states[index] is not who.states[index - 1]:
                here |= statuses(who.states[index], day, in_force, ended, found.weather)
        held |= here
        if in_force and ended is None:
            running |= here
    return frozenset(held), frozenset(running)


def agreement_stretches(found: Record, counts: Counts) -> list[Stretch]:
    """The possible statuses of the agreement over time."""
    applied = _Applied(found)
    days = record_marks(found) | set(counts.days) | set(applied.days)
    days |= {day for _, bound in found.stages for day in bound}
    return [
        (day, frozenset(_agreement(found, counts, applied, day))) for day in sorted(days | {BEGINNING}) if day < FOREVER
    ]


def _agreement(found: Record, counts: Counts, applied: "_Applied", day: date) -> set[str]:
    held: set[str] = set()
    for in_force, ended in combinations(found, day):
        if ended is not None:
            held |= _over(found, applied, in_force, ended, day)
        elif in_force:
            held |= _running(found, counts, day)
        else:
            held |= _before(found, applied, day)
    return held


def _over(found: Record, applied: "_Applied", in_force: bool, ended: Range, day: date) -> set[str]:
    """How it has ended: as recorded, or, where it never was in force on a complete record, as never having been."""
    if any(gap[0] == ended for gap in found.course.gaps):
        return {"expired"}
    held = set()
    endings = found.endings if in_force else [ending for ending in found.endings if not ending.needs_entry]
    for ending in ended_as(endings, day):
        held |= set(_named(found, applied, ending.status, ending.needs_entry, in_force, ended))
    return held


def _named(
    found: Record, applied: "_Applied", status: str, needs_entry: bool, in_force: bool, ended: Range
) -> Iterator[str]:
    if needs_entry or status == "void" or not found.terms.complete:
        yield status
        return
    entry = found.entry.days
    was = in_force and entry[0] <= ended[1]
    never = not in_force or entry[1] > ended[0]
    applied_maybe, applied_surely = applied.ever(ended)
    if was or applied_maybe:
        yield status
    if never and not applied_surely:
        yield "never_entered_into_force"


def _running(found: Record, counts: Counts, day: date) -> set[str]:
    """In force: as it is, partly or wholly suspended (VCLT 57, 60, 72)."""
    must, may_pause, may_free, must_free, both = counts.on(day)
    paused = found.weather.pauses.options(day)
    if paused == {True}:
        return {"suspended"}
    held = {"suspended"} if True in paused else set()
    if must == 0:
        held.add("in_force")
    if found.terms.bilateral:
        held |= {"suspended"} if may_pause else set()
        return held
    if may_pause and must_free == 0:
        held.add("suspended")
    alone = may_pause == may_free == both == 1
    if may_pause and (not found.terms.complete or (may_free and not alone)):
        held.add("partly_suspended")
    return held


def _covers(pause: tuple[Range, Range], day: date) -> set[bool]:
    return {a and not b for a in may(pause[0], day) for b in may(pause[1], day)}


def _before(found: Record, applied: "_Applied", day: date) -> set[str]:
    """Not in force: provisionally applied, or the furthest stage that the text may have reached."""
    held = set()
    surely, maybe = applied.on(day)
    if maybe:
        held.add("provisionally_applied")
    if surely:
        return held
    for status, days in reversed(found.stages):
        reached = may(days, day)
        if True in reached:
            held.add(status)
        if False not in reached:
            return held
    return held | found.base


class _Applied:
    """Whether the agreement is applied provisionally before entry into force (R7 d)."""

    def __init__(self, found: Record) -> None:
        self._needed = 2 if found.terms.bilateral else 1
        self._weather = found.weather
        self._own = Cover((start, end) for _, start, end in found.applied)
        self._starts = [sorted(start[side] for _, start, _ in found.applied) for side in (0, 1)]
        self.days = self._own.days

    def on(self, day: date) -> tuple[bool, bool]:
        """(surely, maybe) on the day."""
        general = _covers((self._weather.provisional, self._weather.provisional_end), day)
        surely, maybe = self._own.on(day)
        return surely >= self._needed or general == {True}, maybe >= self._needed or True in general

    def ever(self, before: Range) -> tuple[bool, bool]:
        """(maybe, surely) it was applied before an end."""
        low, high = (min(self._nth(side), self._weather.provisional[side]) for side in (0, 1))
        return low < before[1], high < before[0]

    def _nth(self, side: int) -> date:
        """The day on which enough parties have begun to apply it."""
        starts = self._starts[side]
        return starts[self._needed - 1] if len(starts) >= self._needed else FOREVER
