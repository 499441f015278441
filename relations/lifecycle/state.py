"""What a party has done so far: consents with their exits, suspensions, provisional application (R5 to R8, R11, R12)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from relations.dates import LAST_DAY
from relations.lifecycle.model import FOREVER, NEVER, Range


@dataclass(frozen=True, slots=True)
class Exit:
    """One exit: when it takes effect; `void` is the day of a revocation that may have come in time."""

    act: str
    days: Range
    void: Range | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """One period of being bound: from when, by which act, and what ended it."""

    act: str | None
    force: Range
    follows: bool
    joint: bool = False
    withdrawn: Range | None = None
    withdrawn_by: str | None = None
    exits: tuple[Exit, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether something may have ended it, so that a new consent opens a new period."""
        return self.withdrawn is not None or bool(self.exits)


@dataclass(frozen=True, slots=True)
class State:
    """What a party has done after a number of its acts; `also` is another outcome that the dates leave open."""

    signed: str | None = None
    consent: Consent | None = None
    earlier: Consent | None = None
    declined: Range | None = None
    declined_by: str | None = None
    provisional: Range | None = None
    provisional_end: Range = NEVER
    provisional_by: str | None = None
    opted_out: bool = False
    suspended: Range | None = None
    suspended_end: Range = NEVER
    suspended_by: str | None = None
    extinct: Range | None = None
    extinct_by: str | None = None
    also: "State | None" = None

    def outcomes(self) -> Iterator["State"]:
        """This outcome and every other one."""
        state: State | None = self
        while state is not None:
            yield state
            state = state.also


def marks(state: State) -> Iterator[date]:
    """The days on which the status of this state may change."""
    for outcome in state.outcomes():
        yield from _marks(outcome)


def _marks(state: State) -> Iterator[date]:
    for consent in (state.consent, state.earlier):
        if consent is not None:
            yield from consent.force
            if consent.closed and consent.force[0] < FOREVER:
                yield consent.force[0] + timedelta(1)  # From then on it may have been bound before it left.
            if consent.withdrawn is not None:
                yield from consent.withdrawn
                yield min(consent.withdrawn[0], LAST_DAY) + timedelta(1)
            for exit_ in consent.exits:
                yield from exit_.days
    for days in (
        state.declined,
        state.provisional,
        state.provisional_end,
        state.suspended,
        state.suspended_end,
        state.extinct,
    ):
        if days is not None:
            yield from days
