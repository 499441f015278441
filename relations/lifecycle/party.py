"""One legal person: its acts in order, its state after each, and how long it is bound."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from relations.lifecycle.acts import Course, after, from_when, recorded_days
from relations.lifecycle.consents import earliest
from relations.lifecycle.ends import Bond
from relations.lifecycle.model import FOREVER, NEVER, Act, Range
from relations.lifecycle.state import Consent, Exit, State


@dataclass(slots=True)
class Person:
    """The ordered acts of one legal person with the state before the first and after each."""

    name: str
    acts: Sequence[Act]
    states: list[State] = field(default_factory=list)
    bonds: list[Bond] = field(default_factory=list)
    by_id: dict[str, Act] = field(default_factory=dict)

    def named(self, *keys: str | None) -> list[Act]:
        """The acts with these ids."""
        return [self.by_id[key] for key in keys if key in self.by_id]

    def done_by(self, day: date) -> int:
        """How many of its acts may have been done by the day."""
        return bisect_right(self.acts, day, key=lambda act: act.lo)


def person(name: str, acts: Sequence[Act], course: Course) -> Person:
    """Reads the acts of one person in order."""
    state = State()
    course.recorded = recorded_days(acts, course.consents, course.entries.get(name, ()))
    bound = course.implicit and not any(act.kind in course.consents for act in acts)
    forced = course.entry.recorded is not None and course.entry.retroactive and course.terms.bilateral
    if name in course.terms.negotiating and (bound or forced):
        state = replace(state, consent=Consent(None, course.entry.days, True))
    elif early := _early(acts, course):
        state = replace(state, consent=early)
    found = Person(name, acts, [state], by_id={act.id: act for act in acts})
    for act in acts:
        state = after(state, act, course)
        if bound and state.consent is None and state.signed:
            state = replace(state, consent=Consent(None, course.entry.days, True))
        found.states.append(state)
    found.bonds = list(_bonds(found))
    return found


def _early(acts: Sequence[Act], course: Course) -> Consent | None:
    """A consent up to the trigger of a retroactive rule has effect from the earlier date, before it is given (R3)."""
    entry = course.entry
    act = next((act for act in acts if act.kind in course.consents), None)
    if act is None or entry.recorded is not None or not entry.retroactive or entry.trigger is None:
        return None
    if entry.trigger[0] >= FOREVER or act.lo > entry.trigger[1]:
        return None
    return Consent(None, *from_when(act, course, first=True))


def _bonds(found: Person) -> Iterator[Bond]:
    """How long each consent binds, as far as the bounds tell, with all the acts that are on record."""
    consents: dict[int, Consent] = {}
    number, last = 0, None
    for state in found.states:
        if state.consent is not None:
            number += last is not None and last.act != state.consent.act and state.earlier is not None
            last = consents[number] = state.consent
    final = found.states[-1]
    rows = [(consent, _bound_from(consent)) for consent in consents.values()]
    starts = [start for _, start in rows]
    for (consent, start), following in zip(rows, [*starts[1:], NEVER], strict=False):
        yield _bond(found.name, consent, start, following, final)
    for other in final.outcomes():
        if other is not final and other.consent is not None:
            yield _bond(found.name, other.consent, (other.consent.force[0], FOREVER), NEVER, final)


def _bond(name: str, consent: Consent, start: Range, following: Range, final: State) -> Bond:
    """A consent binds until an exit or the extinction; a new consent in force by then absorbs the notice (R8 i)."""
    gone = earliest([*(_gone(one) for one in consent.exits), *([final.extinct] if final.extinct else [])])
    leaves = gone if gone[1] <= following[0] else (gone[0], FOREVER) if gone[0] <= following[1] else NEVER
    return Bond(name, start, gone, consent.exits[0].act if consent.exits else final.extinct_by, leaves)


def _gone(exit_: Exit) -> Range:
    return exit_.days if exit_.void is None else (exit_.days[0], FOREVER)


def _bound_from(consent: Consent) -> Range:
    """The consent may have been withdrawn before it took effect."""
    if consent.withdrawn is None:
        return consent.force
    if consent.withdrawn[1] < consent.force[0]:
        return NEVER
    return consent.force[0], FOREVER
