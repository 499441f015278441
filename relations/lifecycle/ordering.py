"""Persons, and the order of the acts of each: fixed once, then the dates are tightened along it."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from relations.lifecycle.kinds import FIRST_RANK_OF_ORDER, RANK
from relations.lifecycle.model import Act, Finding

NATURAL = {("suspension", "resumption"), ("withdrawal", "withdrawal_revoked"), ("denunciation", "withdrawal_revoked")}


def persons(acts: Iterable[Act]) -> dict[str, str]:
    """Code to person: codes that a continuity joins are one legal person (VCSS does not apply to it)."""
    parent: dict[str, str] = {}

    def find(code: str) -> str:
        while parent.setdefault(code, code) != code:
            parent[code] = parent[parent[code]]
            code = parent[code]
        return code

    for act in acts:
        if act.kind == "state_continuity" and act.party and act.other_party:
            first, second = sorted((find(act.party), find(act.other_party)))
            parent[second] = first
    return {code: find(code) for code in list(parent)}


def grouped(acts: Iterable[Act], person_of: dict[str, str]) -> dict[str | None, list[Act]]:
    """The acts of each person, those on the whole agreement under None; ordered and tightened."""
    groups: dict[str | None, list[Act]] = defaultdict(list)
    for act in acts:
        groups[person_of.get(act.party, act.party) if act.party else None].append(act)
    return {person: tightened(ordered(group)) for person, group in groups.items()}


def _key(act: Act) -> tuple[int, int, date, date, str]:
    return act.order, RANK[act.kind], act.lo, act.hi, act.id


def ordered(acts: Sequence[Act]) -> list[Act]:
    """A before B if A surely was earlier; where ranges overlap, by the curator's order, then as the life of a treaty runs.

    Two heaps: acts by earliest day wait until no act that surely comes before is left, then leave by their key.
    """
    if len(acts) < 2:
        return list(acts)
    waiting = sorted(range(len(acts)), key=lambda index: (acts[index].lo, acts[index].id), reverse=True)
    ends = [(act.hi, index) for index, act in enumerate(acts)]
    heapq.heapify(ends)
    ready: list[tuple[tuple[int, int, date, date, str], int]] = []
    done: dict[int, None] = {}  # Keeps the order in which they leave.
    while len(done) < len(acts):
        while ends[0][1] in done:
            heapq.heappop(ends)
        while waiting and acts[waiting[-1]].lo <= ends[0][0]:
            index = waiting.pop()
            heapq.heappush(ready, (_key(acts[index]), index))
        done[heapq.heappop(ready)[1]] = None
    return [acts[index] for index in done]


def tightened(acts: Sequence[Act]) -> list[Act]:
    """Along the order no act is earlier than the one before it, nor later than the one after it."""
    lows, highs = [act.lo for act in acts], [act.hi for act in acts]
    for index in range(1, len(acts)):
        lows[index] = max(lows[index], lows[index - 1])
    for index in range(len(acts) - 2, -1, -1):
        highs[index] = min(highs[index], highs[index + 1])
    return [
        act if (low, high) == act.days else act.on((low, max(low, high)))
        for act, low, high in zip(acts, lows, highs, strict=True)
    ]


def ambiguous(acts: Sequence[Act]) -> Iterable[Finding]:
    """Neighbours from consent upward whose ranges overlap and whose order nobody recorded."""
    late = [act for act in acts if RANK[act.kind] >= FIRST_RANK_OF_ORDER]
    for first, second in pairwise(late):
        overlap = (
            second.lo <= first.hi and first.days != second.days or (first.days == second.days and first.lo != first.hi)
        )
        natural = (first.kind, second.kind) in NATURAL or second.kind == "consent_withdrawn"
        if overlap and first.order == second.order and not natural:
            text = f"{first.kind} and {second.kind} overlap in time, and their order is not recorded."
            yield Finding("ambiguous_order", (first.id, second.id), text, first.party)
