"""The possible statuses of a party in a state on a day (R5 to R8, R11, R12, R15)."""

from dataclasses import dataclass, field
from datetime import date

from relations.lifecycle.model import FOREVER, NEVER, Clock, Range
from relations.lifecycle.state import Consent, Exit, State
from relations.lifecycle.steps import Cover


@dataclass(frozen=True, slots=True)
class Weather:
    """What holds for the whole agreement: provisional application, suspension of all, and the day of its end."""

    provisional: Range = NEVER
    provisional_end: Range = NEVER
    pauses: Cover = field(default_factory=lambda: Cover(()))


def may(days: Range | None, day: date) -> tuple[bool, ...]:
    """Whether a day in this range may have come."""
    return (False,) if days is None else Clock(*days).may(day)


def statuses(state: State, day: date, in_force: bool, ended: Range | None, weather: Weather) -> set[str]:
    """Every status that the state leaves possible, given whether the agreement is in force, and has ended (in a range)."""
    found: set[str] = set()
    for outcome in state.outcomes():
        found |= _statuses(outcome, day, in_force, ended, weather)
    return found


def _statuses(state: State, day: date, in_force: bool, ended: Range | None, weather: Weather) -> set[str]:
    found: set[str] = set()
    gone = may(state.extinct, day)
    if True in gone:
        found.add("extinct")
    if False in gone:
        found |= _living(state, day, in_force, ended, weather)
    return found


def _living(state: State, day: date, in_force: bool, ended: Range | None, weather: Weather) -> set[str]:
    found: set[str] = set()
    for outcome in _outcomes(state.consent, day, in_force):
        if outcome in ("bound", "pending"):
            found |= _bound(state, outcome, day, ended, weather)
        elif outcome == "former":
            found.add("former")
        elif outcome == "lost":
            found |= _unbound(state, None, day, in_force, ended, weather)
        else:
            found |= _unbound(state, outcome, day, in_force, ended, weather)
    return found


def _outcomes(consent: Consent | None, day: date, in_force: bool) -> set[str]:
    """What has become of a consent: bound, pending (leaving), former, lost (before it took effect), waiting, none."""
    if consent is None:
        return {"none"}
    if consent.act is None and not in_force and consent.follows:
        return {"none"}
    found: set[str] = set()
    for struck in _force_options(consent, day, in_force):
        found |= _struck(consent, day) if struck else _waiting(consent, day)
    return found


def _force_options(consent: Consent, day: date, in_force: bool) -> tuple[bool, ...]:
    if consent.follows:
        return (in_force,)
    return may(consent.force, day) if in_force or consent.act is None else (False,)


def _struck(consent: Consent, day: date) -> set[str]:
    """The agreement is or was in force for the party by the day."""
    found: set[str] = set()
    low, high = consent.force[0], min(consent.force[1], day)
    if consent.withdrawn is not None and consent.withdrawn[0] < high:
        found.add("lost")
    if consent.withdrawn is not None and low > consent.withdrawn[1]:
        return found
    stays = _exit_stays(consent.exits, day)
    if stays:
        found.add("pending" if any(exit_.void is None for exit_ in consent.exits) else "bound")
    first = min((exit_.days[1] for exit_ in consent.exits if exit_.void is None), default=FOREVER)
    for exit_ in consent.exits:
        days = _taken(exit_, day)
        if days is not None and days[0] <= first:  # The first exit to take effect counts (R8 g).
            if low < days[1]:
                found.add("former")
            if days[0] <= high:
                found.add("lost")
    return found


def _waiting(consent: Consent, day: date) -> set[str]:
    """It is not in force for the party yet: still waiting, or no longer."""
    found: set[str] = set()
    if consent.joint:
        return found  # A joint exchange without delay is consent and effect in one (R5 f).
    if consent.withdrawn is not None:
        found.add("lost")
    elif _exit_stays(consent.exits, day):
        found.add("waiting" if consent.act is not None else "none")
    if any(_taken(exit_, day) is not None for exit_ in consent.exits):
        found.add("lost")
    return found


def _taken(exit_: Exit, day: date) -> Range | None:
    """The days on which the exit may have taken effect by the day; None if it cannot have."""
    high = min(exit_.days[1], day, exit_.void[1] if exit_.void else FOREVER)
    return (exit_.days[0], high) if exit_.days[0] <= high else None


def _exit_stays(exits: tuple[Exit, ...], day: date) -> bool:
    """Whether it is possible that no exit has taken effect."""
    return all(exit_.days[1] > (exit_.void[0] if exit_.void else day) for exit_ in exits)


def _bound(state: State, outcome: str, day: date, ended: Range | None, weather: Weather) -> set[str]:
    consent = state.consent
    if ended is not None and consent is not None:
        found = {"former"} if consent.force[0] <= min(ended[1], day) else set()
        last = consent.withdrawn[1] if consent.withdrawn else FOREVER
        if min(consent.force[1], day, last) > ended[0]:  # It would have entered into force after the end.
            found |= _provisional_or(state, "waiting" if consent.act is not None else "none", day, ended, weather)
        return found
    plain = "party" if outcome == "bound" else "party_withdrawal_pending"
    return {"suspended" if paused else plain for paused in _paused(state, day, weather)}


def _paused(state: State, day: date, weather: Weather) -> set[bool]:
    """Whether the party may be suspended on the day, by its own act or with all others."""
    own = _between(state.suspended, state.suspended_end, day) if state.suspended else {False}
    common = weather.pauses.options(day)
    if {True} in (own, common):
        return {True}
    return {True, False} if True in own | common else {False}


def _between(start: Range, end: Range, day: date) -> set[bool]:
    """Whether a day lies between two uncertain days."""
    begun, over = may(start, day), may(end, day)
    return {a and not b for a in begun for b in over}


def _unbound(
    state: State, outcome: str | None, day: date, in_force: bool, ended: Range | None, weather: Weather
) -> set[str]:
    """Not bound by its newest consent: still bound by an earlier one, provisional, contracting, declined, signatory, none."""
    found: set[str] = set()
    for before in _outcomes(state.earlier, day, in_force) if outcome == "waiting" else {"none"}:
        if before in ("bound", "pending"):
            earlier = State(consent=state.earlier, suspended=state.suspended, suspended_end=state.suspended_end)
            found |= _bound(earlier, before, day, ended, weather)
        else:
            found |= _provisional_or(state, outcome, day, ended, weather)
    return found


def _provisional_or(state: State, outcome: str | None, day: date, ended: Range | None, weather: Weather) -> set[str]:
    found: set[str] = set()
    for declined in may(state.declined, day) if outcome == "none" else (False,):
        if declined:
            found.add("declined")
            continue
        for applies in _applies(state, outcome, day, ended, weather):
            if applies:
                found.add("former" if ended is not None else "provisional")
            else:
                found.add("contracting" if outcome == "waiting" else _idle(state, outcome))
    return found


def _applies(state: State, outcome: str | None, day: date, ended: Range | None, weather: Weather) -> set[bool]:
    """Whether the party may apply the agreement provisionally on the day, or did when it ended (VCLT 25)."""
    days = (day, day) if ended is None else (ended[0], min(ended[1], day))
    options: list[set[bool]] = []
    if state.provisional is not None:
        options.append(_during(state.provisional, state.provisional_end, days))
    general = state.signed is not None or outcome == "waiting"
    if general and not state.opted_out and weather.provisional != NEVER:
        options.append(_during(weather.provisional, weather.provisional_end, days))
    if any(option == {True} for option in options):
        return {True}
    return {True, False} if any(True in option for option in options) else {False}


def _during(start: Range, end: Range, days: Range) -> set[bool]:
    """Whether some day of a range lies between two uncertain days."""
    found = set()
    if start[0] <= days[1] and max(start[0], days[0]) < end[1]:
        found.add(True)
    if days[0] < start[1] or days[1] >= end[0]:
        found.add(False)
    return found


def _idle(state: State, outcome: str | None) -> str:
    """Neither bound nor applying: what is left of it."""
    if state.signed is not None:
        return "signatory"
    return "former" if state.earlier is not None and outcome is not None else "none"
