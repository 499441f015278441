"""Records that look like one: parties that share a name, agreements with the same title, date and parties."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count

from relations.models import Participation, PartyName, PartyRelation, Title


class Overlap(NamedTuple):
    """A record and those that look like it."""

    kind: str
    key: str
    others: tuple[str, ...]


def overlaps() -> list[Overlap]:
    """Every record that looks like another, agreements first, by key. Four queries, whatever the size."""
    return sorted([*_alike("agreement", _titles()), *_alike("party", _names(), _related())])


def _alike(
    kind: str, pairs: Iterable[tuple[Hashable, str]], explained: frozenset[tuple[str, str]] = frozenset()
) -> list[Overlap]:
    """Keys that share a value with another key, unless the pair is explained."""
    sharing: dict[Hashable, set[str]] = defaultdict(set)
    for value, key in pairs:
        sharing[value].add(key)
    others: dict[str, set[str]] = defaultdict(set)
    for keys in sharing.values():
        for key in keys:
            others[key] |= {other for other in keys - {key} if (key, other) not in explained}
    return [Overlap(kind, key, tuple(sorted(found))) for key, found in others.items() if found]


def _names() -> Iterable[tuple[str, str]]:
    """Folded names that more than one party has, with the codes."""
    shared = PartyName.objects.values("folded").annotate(count=Count("party", distinct=True)).filter(count__gt=1)
    return PartyName.objects.filter(folded__in=shared.values("folded")).values_list("folded", "party__code")


def _related() -> frozenset[tuple[str, str]]:
    """Pairs of parties that a recorded relation explains, both ways round."""
    pairs = list(PartyRelation.objects.values_list("party__code", "other__code"))
    return frozenset([*pairs, *((other, code) for code, other in pairs)])


def _titles() -> Iterable[tuple[Hashable, str]]:
    """Titles that more than one agreement of a day has, each with the day and the parties, and the refs."""
    dated = Title.objects.filter(agreement__signed_on__isnull=False)
    shared = dated.values("folded", "agreement__signed_on").annotate(count=Count("agreement", distinct=True))
    suspects = dated.filter(folded__in=shared.filter(count__gt=1).values("folded"))
    rows = list(suspects.values_list("folded", "agreement__signed_on", "agreement_id", "agreement__ref"))
    parties = _parties({key for _, _, key, _ in rows})
    return [((title, day, frozenset(parties[key])), ref) for title, day, key, ref in rows]


def _parties(agreements: set[UUID]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = {key: set() for key in agreements}
    for key, code in Participation.objects.filter(agreement__in=agreements).values_list("agreement_id", "party__code"):
        found[key].add(code)
    return found
