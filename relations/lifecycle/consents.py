"""Which consents are live, and until when: what the entry-into-force condition is counted on (R3, R6, R8)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from relations.lifecycle.kinds import EXITS
from relations.lifecycle.model import FOREVER, NEVER, Act, Period, Range, Terms

YEAR = Period(12, "months")


@dataclass(slots=True)
class Life:
    """One consent of one person: live from `start` until `gone` (FOREVER: never surely)."""

    person: str
    consent: Act
    start: Range
    gone: Range = NEVER


def exit_range(act: Act, terms: Terms) -> Range | None:
    """When an exit takes effect (R8), None if it has none: stated, else notice and delay, never before the notice."""
    if act.effective is not None:
        return max(act.effective[0], act.lo), max(act.effective[1], act.hi)
    if act.kind == "expulsion":
        return act.days
    if terms.exit_allowed is False:
        return None
    if terms.exit_not_before is not None:
        return NEVER  # Counted from entry into force for the party, so never before it.
    if terms.exit_delay is not None:
        return terms.exit_delay.shift(act.days)
    return YEAR.after(act.lo), FOREVER  # VCLT 56: at least twelve months, and perhaps no right to leave at all.


def lives(person: str, acts: Sequence[Act], consents: frozenset[str], terms: Terms) -> Iterator[Life]:
    """The person's consents in order; one person is one consent, however many instruments it deposits."""
    current: Life | None = None
    exits: list[tuple[Act, Range]] = []
    for act in acts:
        if act.kind in consents:
            if current is None or current.gone[0] < FOREVER:
                if current is not None:
                    yield current
                current, exits = Life(person, act, act.days), []
        elif current is not None:
            _apply(act, current, exits, terms)
    if current is not None:
        yield current


def _apply(act: Act, life: Life, exits: list[tuple[Act, Range]], terms: Terms) -> None:
    if act.kind in ("consent_withdrawn", "state_extinction"):
        exits.append((act, (max(act.effect[0], act.lo), max(act.effect[1], act.hi))))
    elif act.kind in EXITS:
        effect = exit_range(act, terms)
        if effect is not None:
            exits.append((act, effect))
    elif act.kind == "withdrawal_revoked":
        _revoke(act, exits)
    life.gone = earliest(effect for _, effect in exits)


def _revoke(act: Act, exits: list[tuple[Act, Range]]) -> None:
    """A revocation before the effect undoes it (VCLT 68); one that may have come in time leaves both open."""
    for index, (notice, effect) in reversed(list(enumerate(exits))):
        if notice.kind in EXITS and act.target in (None, notice.id):
            if act.hi < effect[0]:
                del exits[index]
            elif act.lo < effect[1]:
                exits[index] = (notice, (effect[0], FOREVER))
            return


def earliest(ranges: Iterable[Range]) -> Range:
    """The range of the first of several days."""
    lo, hi = NEVER
    for low, high in ranges:
        lo, hi = min(lo, low), min(hi, high)
    return lo, hi
