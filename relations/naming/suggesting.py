"""What somebody may have meant: the nearest names of parties, facilities and agreements.

Names are compared by the groups of three letters that they share, then by difflib: a thousand unknown names cost a
second, not an hour.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from heapq import nlargest

from relations.models import Agreement, FacilityName, Party, PartyName
from relations.models.fields import fold
from relations.naming.resolving import Match

CUTOFF = 0.6  # As difflib's own get_close_matches.
FINALISTS = 10


def nearest(names: Sequence[str], limit: int = 3) -> dict[str, list[Match]]:
    """For each name up to `limit` things with a similar name, the nearest first. Four queries."""
    candidates = dict(_candidates()) if names else {}
    index = _Index(candidates)
    return {name: _distinct(candidates[text] for text in index.nearest(fold(name)))[:limit] for name in names}


def _distinct(matches: Iterable[Match]) -> list[Match]:
    """Each thing once, under its nearest name."""
    found: dict[tuple[str, str], Match] = {}
    for match in matches:
        found.setdefault((match.kind, match.key), match)
    return list(found.values())


def _candidates() -> Iterator[tuple[str, Match]]:
    """Folded names with what they stand for; of several with one name the last one stays."""
    refs = Agreement.objects.filter(short_title__isnull=False).order_by("ref")
    for ref, title, short in refs.values_list("ref", "title", "short_title"):
        yield fold(short), Match("agreement", ref, "short", title)
    for text, kind, key, label in FacilityName.objects.order_by("facility__key").values_list(
        "folded", "kind", "facility__key", "facility__name"
    ):
        yield text, Match("facility", key, kind, label)
    for text, kind, code, label in PartyName.objects.order_by("party__code").values_list(
        "folded", "kind", "party__code", "party__name"
    ):
        yield text, Match("party", code, kind, label)
    for code, label in Party.objects.order_by("code").values_list("code", "name"):
        yield fold(code), Match("party", code, "key", label)


class _Index:
    """Texts by the groups of three letters in them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = list(texts)
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(self.texts):
            for group in _groups(text):
                self.places[group].append(place)

    def nearest(self, text: str) -> list[str]:
        """The texts that are similar enough, the nearest first."""
        shared = Counter(place for group in _groups(text) for place in self.places.get(group, ()))
        likely = nlargest(
            FINALISTS, shared.items(), key=lambda item: (item[1] / (len(self.texts[item[0]]) + 2), -item[0])
        )
        scored = [(SequenceMatcher(None, text, self.texts[place]).ratio(), -place) for place, _ in likely]
        return [self.texts[-place] for score, place in sorted(scored, reverse=True) if score >= CUTOFF]


def _groups(text: str) -> set[str]:
    padded = f" {text[:200]} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)} or {padded}
