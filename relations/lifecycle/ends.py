"""The end of the agreement: recorded, by the exit of a side, by falling below two parties, by its term (R9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from relations.lifecycle.kinds import ENDS
from relations.lifecycle.model import FOREVER, NEVER, Act, Clock, Range, Why


@dataclass(frozen=True, slots=True)
class Ending:
    """One way to end: when, as what, and whether it presupposes that the agreement was in force."""

    clock: Clock
    status: str
    needs_entry: bool


@dataclass(frozen=True, slots=True)
class Bond:
    """How long one person is bound by one consent, as far as the bounds tell."""

    person: str
    start: Range
    gone: Range
    act: str | None
    leaves: Range = NEVER


def recorded_ends(acts: Iterable[Act]) -> list[Ending]:
    """Recorded ends at the day of their effect (VCLT 54, 59, 61)."""
    return [
        Ending(Clock(*act.effect, Why("R9", (act.id,), None, f"{_label(act)} is recorded.")), ENDS[act.kind], False)
        for act in acts
        if act.kind in ENDS
    ]


def _label(act: Act) -> str:
    return act.kind.replace("_", " ").capitalize()


def by_exit(bonds: Iterable[Bond]) -> list[Ending]:
    """Bilateral: the exit or extinction of a side that was bound ends it."""
    endings = []
    for bond in bonds:
        start, gone = bond.start, bond.leaves
        if gone[0] < FOREVER and start[0] < gone[1]:
            sure = start[1] < gone[0]
            why = Why(
                "R9", (bond.act,) if bond.act else (), None, f"{bond.person}, one of two sides, ceased to be bound."
            )
            clock = Clock(max(gone[0], start[0]), gone[1] if sure else FOREVER, why)
            endings.append(Ending(clock, "terminated", True))
    return endings


def below_two(bonds: Sequence[Bond]) -> list[Ending]:
    """Complete multilateral record: the first day with fewer than two bound after one that was bound has left."""
    left_maybe = min((bond.leaves[0] for bond in bonds if bond.start[0] < bond.leaves[1]), default=FOREVER)
    left_surely = min((bond.leaves[1] for bond in bonds if bond.start[1] < bond.leaves[0]), default=FOREVER)
    sure = [(bond.person, bond.start[1], bond.gone[0]) for bond in bonds]
    possible = [(bond.person, bond.start[0], bond.gone[1]) for bond in bonds]
    lo, hi = _fewer_than_two(sure, left_maybe), _fewer_than_two(possible, left_surely)
    if lo >= FOREVER:
        return []
    acts = tuple(sorted({bond.act for bond in bonds if bond.act and bond.gone[0] <= hi}))
    why = Why("R9", acts, None, "Fewer than two parties remained bound.")
    return [Ending(Clock(lo, max(lo, hi), why), "terminated", True)]


def _fewer_than_two(intervals: Iterable[tuple[str, date, date]], since: date) -> date:
    """The first day from `since` on with fewer than two persons inside an interval of theirs."""
    if since >= FOREVER:
        return FOREVER
    steps: list[tuple[date, int, str]] = []
    for person, start, gone in intervals:
        if start < gone:
            steps += [(start, 1, person), (gone, -1, person)]
    steps.sort()
    inside: dict[str, int] = {}
    number, index = 0, 0
    for day in sorted({since, *(day for day, _, _ in steps if day > since)}):
        while index < len(steps) and steps[index][0] <= day:
            _, step, person = steps[index]
            before = inside.get(person, 0)
            inside[person] = before + step
            number += (before + step > 0) - (before > 0)
            index += 1
        if day >= FOREVER:
            break
        if number < 2:
            return day
    return FOREVER


def ended_as(endings: Sequence[Ending], day: date) -> list[Ending]:
    """The ways in which it may have ended by the day: none that another one surely preceded.

    On one day a recorded end comes before a derived one.
    """
    limit = min(((ending.clock.hi, place) for place, ending in enumerate(endings)), default=(FOREVER, 0))
    return [
        ending for place, ending in enumerate(endings) if ending.clock.lo <= day and (ending.clock.lo, place) <= limit
    ]
