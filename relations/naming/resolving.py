"""From whatever people call a thing to its public key: codes, aliases, former names, titles, identifiers.

Set-based: a thousand names cost as many queries as one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import Q

from relations.models import (
    Agreement,
    Concept,
    Event,
    Facility,
    FacilityIdentifier,
    FacilityName,
    Identifier,
    Party,
    PartyIdentifier,
    PartyName,
    Source,
    Title,
)
from relations.models.fields import fold

BY_KEY: tuple[tuple[str, Any, str, str], ...] = (
    ("agreement", Agreement, "ref", "title"),
    ("facility", Facility, "key", "name"),
    ("event", Event, "key", "title"),
    ("source", Source, "key", "title"),
    ("concept", Concept, "notation", "label"),
)
BY_NAME: tuple[tuple[str, Any, str, str], ...] = (
    ("party", PartyName, "party__code", "party__name"),
    ("agreement", Title, "agreement__ref", "agreement__title"),
    ("facility", FacilityName, "facility__key", "facility__name"),
)
BY_IDENTIFIER: tuple[tuple[str, Any, str, str], ...] = (
    ("party", PartyIdentifier, "party__code", "party__name"),
    ("agreement", Identifier, "agreement__ref", "agreement__title"),
    ("facility", FacilityIdentifier, "facility__key", "facility__name"),
)


class Match(NamedTuple):
    """One thing found; `matched` is key, iso2, identifier, or the kind of the name or title (alias, former …)."""

    kind: str
    key: str
    matched: str
    label: str


Found = dict[str, list[Match]]


def by_names(names: Sequence[str]) -> Found:
    """The matches of each name, the surest first: keys before names, parties before the rest. Nine queries."""
    found: dict[str, dict[tuple[str, str], Match]] = {name: {} for name in names}
    for wanted, match in [*_party_codes(names), *_keys(names), *_names(names)]:
        for name in wanted:
            found[name].setdefault((match.kind, match.key), match)
    return {name: list(matches.values()) for name, matches in found.items()}


def by_identifiers(pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], list[Match]]:
    """The matches of each (scheme, value). Three queries."""
    found: dict[tuple[str, str], list[Match]] = {pair: [] for pair in pairs}
    values = {value for _, value in pairs}
    for kind, model, key, label in BY_IDENTIFIER:
        rows = model.objects.filter(value__in=values).order_by(key).values_list("scheme", "value", key, label)
        for scheme, value, owner, text in rows:
            if (scheme, value) in found:
                found[scheme, value].append(Match(kind, owner, "identifier", text))
    return found


def party_code(name: str) -> str | None:
    """The code of the one party with this code, ISO code, name, alias or former name; null if none or several."""
    matches = [match for match in by_names([name])[name] if match.kind == "party"]
    sure = [match for match in matches if match.matched in ("key", "iso2")] or matches
    return sure[0].key if len({match.key for match in sure}) == 1 else None


def _spelled(names: Iterable[str], spell: Callable[[str], str]) -> dict[str, list[str]]:
    """The names by their spelling in a column."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        found[spell(name)].append(name)
    return found


def _party_codes(names: Sequence[str]) -> Iterator[tuple[list[str], Match]]:
    wanted = _spelled(names, lambda name: name.strip().upper())
    rows = Party.objects.filter(Q(code__in=wanted.keys()) | Q(iso2__in=wanted.keys())).values_list(
        "code", "iso2", "name"
    )
    parties = sorted(rows)
    for code, _, label in parties:
        yield wanted.get(code, []), Match("party", code, "key", label)
    for code, iso2, label in parties:
        yield wanted.get(iso2 or "", []), Match("party", code, "iso2", label)


def _keys(names: Sequence[str]) -> Iterator[tuple[list[str], Match]]:
    wanted = _spelled(names, lambda name: name.strip().lower())
    for kind, model, key, label in BY_KEY:
        rows = model.objects.filter(**{f"{key}__in": wanted.keys()}).values_list(key, label)
        for value, text in rows:
            yield wanted[value], Match(kind, value, "key", text or value)


def _names(names: Sequence[str]) -> Iterator[tuple[list[str], Match]]:
    wanted = _spelled(names, fold)
    for kind, model, key, label in BY_NAME:
        rows = model.objects.filter(folded__in=wanted.keys()).order_by(key, "kind")
        for folded, owner, how, text in rows.values_list("folded", key, "kind", label):
            yield wanted[folded], Match(kind, owner, how, text)
