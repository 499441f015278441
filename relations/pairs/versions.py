"""Which text of a chain of amendments binds the two, and what reservations do between them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from relations.lifecycle import (
    BEGINNING,
    FOREVER,
    Act,
    Link,
    Reservation,
    Span,
    Timeline,
    binding_version,
    read_case,
    relation,
)
from relations.models import Agreement, AgreementRelation, Event, Standing, StatusSpan
from relations.pairs.pair import Pair

# A protocol or a supplement stands beside the text; only these change the text itself (VCLT 40, 41).
AMENDING = ("amends", "modifies")
RESERVING = ("reservation", "reservation_withdrawn", "objection", "objection_precluding", "objection_withdrawn")


class Version(NamedTuple):
    """A text with its amendments in order, by ref, and the one of them that binds the two on the day."""

    chain: tuple[str, ...]
    binding: str | None


class Instrument(NamedTuple):
    """One text of a chain."""

    id: UUID
    ref: str
    entry: date | None
    amends: str | None


class Reserved(NamedTuple):
    """What a reservation to an agreement does between the two."""

    agreement: str
    reservation: Reservation


def binding_versions(pair: Pair) -> list[Version]:
    """For every shared text that has been amended: the version between the two (VCLT 30(4), 40(4), 40(5)). Five queries."""
    chains = _chains(pair)
    ids = {one.id for chain in chains for one in chain}
    spans, consents = _spans(pair, ids), _consents(pair, ids)
    found = []
    for chain in chains:
        links = [_link(one, spans.get(one.id, {}), consents.get(one.id, {})) for one in chain]
        binding = binding_version(links, pair.a, pair.b, pair.day)
        found.append(Version(tuple(one.ref for one in chain), binding))
    return found


def _chains(pair: Pair) -> list[list[Instrument]]:
    """The texts that others amend, each with its amendments, of which the two share at least the base."""
    relations = AgreementRelation.objects.filter(kind__in=AMENDING).values_list("other_id", "agreement_id", "kind")
    amended: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for base, later, kind in relations:
        amended[base][later] = kind
    amendments = {later for found in amended.values() for later in found}
    bases = pair.shared().filter(pk__in=amended.keys() - amendments).order_by("ref").values_list("pk", flat=True)
    trees = [[(base, None), *_later(base, amended, {base})] for base in bases]
    texts = _texts({key for tree in trees for key, _ in tree})
    return [_ordered([Instrument(key, *texts[key], kind) for key, kind in tree]) for tree in trees]


def _later(base: UUID, amended: Mapping[UUID, Mapping[UUID, str]], seen: set[UUID]) -> Iterable[tuple[UUID, str]]:
    """Every text that amends this one, or one of its amendments; each once."""
    for later, kind in amended.get(base, {}).items():
        if later not in seen:
            seen.add(later)
            yield later, kind
            yield from _later(later, amended, seen)


def _texts(ids: set[UUID]) -> dict[UUID, tuple[str, date | None]]:
    rows = Agreement.objects.filter(pk__in=ids).values_list("pk", "ref", "in_force_from_earliest")
    return {key: (ref, entry) for key, ref, entry in rows}


def _ordered(chain: list[Instrument]) -> list[Instrument]:
    """The base first, then the amendments as they entered into force."""
    base, *rest = chain
    return [base, *sorted(rest, key=lambda one: (one.entry or date.max, one.ref))]


def _spans(pair: Pair, ids: Iterable[UUID]) -> dict[UUID, dict[str, tuple[Span, ...]]]:
    """The status of the two on the day, by agreement and code."""
    found: dict[UUID, dict[str, tuple[Span, ...]]] = defaultdict(dict)
    rows = StatusSpan.objects.on(pair.day).filter(agreement__in=list(ids), party__code__in=(pair.a, pair.b))
    for key, code, status, possible, certainty in rows.values_list(
        "agreement_id", "party__code", "status", "possible", "certainty"
    ):
        found[key][code] = (Span(status, tuple(possible), BEGINNING, FOREVER, certainty),)
    return found


def _consents(pair: Pair, ids: Iterable[UUID]) -> dict[UUID, dict[str, date]]:
    """The first day on which either may have consented, by agreement and code."""
    found: dict[UUID, dict[str, date]] = defaultdict(dict)
    rows = Standing.objects.filter(agreement__in=list(ids), party__code__in=(pair.a, pair.b))
    for key, code, day in rows.values_list("agreement_id", "party__code", "consented_on_earliest"):
        if day is not None:
            found[key][code] = day
    return found


def _link(one: Instrument, spans: dict[str, tuple[Span, ...]], consents: Mapping[str, date]) -> Link:
    """Nobody is deemed party to what modifies a text between some parties only (VCLT 41): it has no entry here."""
    entry = (one.entry, one.entry) if one.entry and one.amends != "modifies" else None
    return Link(one.ref, Timeline((), spans, entry, {}, ()), consents)


def reservations(pair: Pair) -> list[Reserved]:
    """What reservations of either to shared agreements do between the two on the day (VCLT 19–23). One query."""
    acts = Event.objects.filter(
        kind__in=RESERVING, party__code__in=pair.codes, agreement__in=pair.shared().values("pk")
    )
    by_agreement: dict[str, list[dict[str, object]]] = defaultdict(list)
    for ref, key, kind, code, day, effective, target in acts.order_by("agreement__ref", "id").values_list(
        "agreement__ref", "id", "kind", "party__code", "date", "effective", "target_id"
    ):
        who = pair.a if code in pair.persons[0] else pair.b
        act = {"id": str(key), "kind": kind, "party": who, "date": day, "effective": effective}
        by_agreement[ref].append(act | {"target": str(target) if target else None})
    return [
        Reserved(ref, one)
        for ref, rows in by_agreement.items()
        for one in relation(_acts(rows), pair.a, pair.b, pair.day)
    ]


def _acts(rows: Sequence[dict[str, object]]) -> tuple[Act, ...]:
    return read_case({}, rows)[1]
