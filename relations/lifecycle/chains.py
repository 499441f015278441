"""Between two parties: which text of a chain of amendments binds them, and what reservations do (R13, R14)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from relations.lifecycle.model import BEGINNING, Act, Timeline
from relations.lifecycle.timeline import status_on
from relations.vocabulary import PARTY_STATUSES

BOUND = frozenset(term.code for term in PARTY_STATUSES if term.extra["bound"])


@dataclass(frozen=True, slots=True)
class Link:
    """One instrument of a chain, the base text first, amendments in order; with the day of each party's consent to it."""

    id: str
    timeline: Timeline
    consents: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Reservation:
    """A reservation of one party, and what another did about it."""

    id: str
    party: str
    effect: str
    objection: str | None = None


def binding_version(chain: Sequence[Link], a: str, b: str, day: date) -> str | None:
    """The latest instrument of the chain to which both are bound on the day (VCLT 30(4), 40(4)), or None."""
    for index in range(len(chain) - 1, -1, -1):
        both = _bound(chain, index, a, day) and _bound(chain, index, b, day)
        if both and (index == 0 or _accepted(chain, index, a, b)):
            return chain[index].id
    return None


def _accepted(chain: Sequence[Link], index: int, a: str, b: str) -> bool:
    """A State that is only deemed party to an amendment has the older text with those not bound by it (VCLT 40(5)(b))."""
    return a in chain[index].timeline.parties or b in chain[index].timeline.parties


def _bound(chain: Sequence[Link], index: int, code: str, day: date) -> bool:
    spans = chain[index].timeline.parties.get(code)
    if spans is not None:
        return status_on(spans, day).status in BOUND
    return index > 0 and _deemed(chain, index, code, day)


def _deemed(chain: Sequence[Link], index: int, code: str, day: date) -> bool:
    """A State that consents to the base text after an amendment is in force, with no act on it (VCLT 40(5)(a))."""
    consent, entry = chain[0].consents.get(code), chain[index].timeline.entry_into_force
    if consent is None or entry is None or entry[0] is None or day < entry[0]:
        return False
    return consent >= entry[0] and _bound(chain, 0, code, day)


def consents(acts: Iterable[Act], kinds: frozenset[str]) -> dict[str, date]:
    """The first day of each party's first consent; earlier ones of a State that left do not count again."""
    found: dict[str, date] = {}
    for act in sorted(acts, key=lambda act: act.lo):
        if act.kind in kinds and act.party and act.lo != BEGINNING:
            found.setdefault(act.party, act.lo)
    return found


def relation(acts: Sequence[Act], a: str, b: str, day: date) -> tuple[Reservation, ...]:
    """What the reservations of the two do between them on the day (VCLT 19–23): `modified`, `excluded`, `no_relation`."""
    found = []
    for act in acts:
        if act.kind == "reservation" and act.party in (a, b) and act.effect[0] <= day and not _gone(acts, act, day):
            other = b if act.party == a else a
            objection = _objection(acts, act, other, day)
            effect = {"objection": "excluded", "objection_precluding": "no_relation"}.get(
                objection.kind if objection else "", "modified"
            )
            found.append(Reservation(act.id, act.party or "", effect, objection.id if objection else None))
    return tuple(found)


def _gone(acts: Iterable[Act], target: Act, day: date) -> bool:
    """Whether the act has been withdrawn with effect by the day."""
    kinds = ("reservation_withdrawn", "objection_withdrawn")
    return any(act.kind in kinds and act.target == target.id and act.effect[0] <= day for act in acts)


def _objection(acts: Sequence[Act], target: Act, by: str, day: date) -> Act | None:
    """The newest objection of the other party that stands on the day."""
    standing = [
        act
        for act in acts
        if act.kind in ("objection", "objection_precluding") and act.party == by and act.target == target.id
        if act.effect[0] <= day and not _gone(acts, act, day)
    ]
    return max(standing, key=lambda act: act.lo, default=None)
