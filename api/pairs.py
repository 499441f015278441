"""`relations/{a}/{b}/`: what binds two parties on a day and why, who grants what to whom, and what they did together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields, pagination
from api.agreements import ROW as AGREEMENT
from api.asked import ON, Asked
from api.assessments import SHAPE as ASSESSMENT
from api.events import SHAPE as EVENT
from api.events import Events
from api.outcomes import SHAPE as OUTCOME
from api.pagination import CURSOR, PAGE_SIZE
from api.pair_serializers import PairSerializer
from api.parties import Parties
from api.problems import invalid, item
from api.provisions import SHAPE as PROVISION
from api.query import read
from api.resources import Answer, asked_of, by_parameter
from api.shapes import Shape, address, by_id, objects
from api.statuses import cited_events, on_day, party_spans, silent
from api.timelines import deadlines_object
from relations.courses import deadlines_on
from relations.members import Row
from relations.models import Agreement, Party
from relations.pairs import Pair, binding_versions, grants, reservations

MOST = 500  # Entries of one list; the counts are whole, and the lists of the resources are paged.
ORDER = "-date"
NAMES = tuple(PairSerializer().fields)
SHAPE = Shape(model=Agreement, path="relations", names=NAMES, columns=())


class Pairs(Answer):
    """What lies between two parties on a day: agreements that bind both, with reasons; provisions by who grants them;
    ceilings, facilities, versions, reservations; the shared timeline; assessments, outcomes, deadlines.
    """

    parameters = (ON, PAGE_SIZE, CURSOR, *fields.parameters(SHAPE, NAMES))
    path_parameters = {
        "a": "Any code, name, alias or former name of a party.",
        "b": "The same of another party.",
    }
    answer = PairSerializer

    def get(self, request: Request, a: str, b: str) -> Response:
        asked = asked_of(read(request._request, by_parameter(self.query_parameters())), NAMES)
        between = Between(request, pair_of(a, b, asked), asked)
        shown = {name: part(between) for name, part in PARTS.items() if asked.wants(name)}
        return Response(shown, headers=pagination.links(between.page))


def pair_of(a: str, b: str, asked: Asked) -> Pair:
    """The two parties; 404 with what may be meant for an unknown one, 400 where both names mean one person."""
    ids = [Parties().find(name) for name in (a, b)]
    codes = dict(Party.objects.filter(pk__in=ids).values_list("pk", "code"))
    pair = Pair(codes[ids[0]], codes[ids[1]], asked.on)
    if not pair.persons[0].isdisjoint(pair.persons[1]):
        detail = f"{pair.a} and {pair.b} are one party, or one continues the other; name two parties."
        raise invalid(item("invalid", detail, parameter="b", value=b))
    return pair


@dataclass(frozen=True)
class Between:
    """The parts of the answer; each is read only if it is asked for."""

    request: Request
    pair: Pair
    asked: Asked

    @cached_property
    def bound_ids(self) -> list[UUID]:
        return _newest(self.pair.bound())

    @cached_property
    def concerned_ids(self) -> list[UUID]:
        return _newest(self.pair.concerned())

    @cached_property
    def _agreements(self) -> dict[UUID, Row]:
        """The agreements of both lists, each with the status of the two on the day and its reasons."""
        bound = self.bound_ids if self.asked.wants("bound") else []
        ids = [*bound, *(self.concerned_ids if self.asked.wants("concerned") else [])]
        rows, statuses = by_id(AGREEMENT, ids, self.asked.plain()), self._statuses(ids)
        return {key: row | {"statuses": statuses[key]} for key, row in rows.items()}

    def bound(self) -> list[Row]:
        return [self._agreements[key] for key in self.bound_ids if key in self._agreements]

    def concerned(self) -> list[Row]:
        return [self._agreements[key] for key in self.concerned_ids if key in self._agreements]

    def _statuses(self, ids: Sequence[UUID]) -> dict[UUID, Row]:
        asked = replace(self.asked, reasons=True)
        parties = dict(Party.objects.filter(code__in=(self.pair.a, self.pair.b)).values_list("code", "pk"))
        spans = party_spans(ids, parties.values(), asked.on)
        known, cited = Agreement.objects.known_until(ids), cited_events(spans.values(), asked)
        return {
            key: {
                code: on_day(spans.get((key, parties[code])) or silent(known[key].vouched), asked, known[key], cited)
                for code in (self.pair.a, self.pair.b)
            }
            for key in ids
        }

    @cached_property
    def granted(self) -> dict[str, list[UUID]]:
        return grants(self.pair)

    @cached_property
    def provisions(self) -> dict[str, list[Row]]:
        listed = {heap: ids[:MOST] for heap, ids in self.granted.items()}
        rows = by_id(PROVISION, [key for ids in listed.values() for key in ids], self.asked.plain())
        return {heap: [rows[key] for key in ids if key in rows] for heap, ids in listed.items()}

    def _in_provisions(self, name: str) -> Iterator[Row]:
        """The members of all these provisions, each with its provision and agreement."""
        for heap in self.provisions.values():
            for row in heap:
                for inner in row[name]:
                    yield inner | {"agreement": row["agreement"], "provision": row["id"]}

    def ceilings(self) -> list[Row]:
        return list(self._in_provisions("limits"))

    def facilities(self) -> list[Row]:
        places = self._in_provisions("facilities")
        return [{"key": row["key"], "url": address("facilities", row["key"])} | row for row in places]

    def versions(self) -> list[Row]:
        return [{"chain": list(one.chain), "binding": one.binding} for one in binding_versions(self.pair)]

    def reservations(self) -> list[Row]:
        return [
            {
                "agreement": one.agreement,
                "party": one.reservation.party,
                "effect": one.reservation.effect,
                "event": one.reservation.id,
                "objection": one.reservation.objection,
            }
            for one in reservations(self.pair)
        ]

    @cached_property
    def page(self) -> Row:
        """One page of the shared timeline, with the addresses of its neighbours."""
        if not any(self.asked.wants(name) for name in ("events", "next", "previous")):
            return {"next": None, "previous": None, "results": []}
        order, values = Events.orderings[ORDER], self.asked.values
        kinds = pagination.kinds(EVENT.model, order)
        cursor = pagination.read_cursor(values["cursor"], ORDER, kinds) if "cursor" in values else None
        page = pagination.page(self.pair.events(), order, cursor, values.get("page_size", pagination.USUAL))
        return pagination.envelope(self.request, page, ORDER, objects(EVENT, page.rows, self.asked.plain()))

    def assessments(self) -> list[Row]:
        rows = self.pair.assessments().order_by("-agreement__signed_on_earliest", "agreement__ref", "order", "id")
        return objects(ASSESSMENT, list(rows.values_list("pk", flat=True)[:MOST]), self.asked.plain())

    def outcomes(self) -> list[Row]:
        rows = self.pair.outcomes().order_by("-event__date_earliest", "event__key", "id")
        return objects(OUTCOME, list(rows.values_list("pk", flat=True)[:MOST]), self.asked.plain())

    def deadlines(self) -> list[Row]:
        ids = [*self.bound_ids, *self.concerned_ids]
        refs = dict(Agreement.objects.filter(pk__in=ids).values_list("pk", "ref"))
        ahead = {key: deadlines_object(one) for key, one in deadlines_on(self.pair.day, ids).items()}
        return [{"agreement": refs[key]} | ahead[key] for key in ids if key in ahead and _has_any(ahead[key])]

    def counts(self) -> Row:
        return {
            "bound": self.pair.bound().count(),
            "concerned": self.pair.concerned().count(),
            "provisions": sum(map(len, self.granted.values())),
            "events": self.pair.events().count(),
            "assessments": self.pair.assessments().count(),
            "outcomes": self.pair.outcomes().count(),
        }


PARTS: Mapping[str, Callable[[Between], Any]] = {
    "a": lambda between: between.pair.a,
    "b": lambda between: between.pair.b,
    "on": lambda between: str(between.pair.day),
    "bound": Between.bound,
    "concerned": Between.concerned,
    "provisions": lambda between: between.provisions,
    "ceilings": Between.ceilings,
    "facilities": Between.facilities,
    "binding_versions": Between.versions,
    "reservations": Between.reservations,
    "next": lambda between: between.page["next"],
    "previous": lambda between: between.page["previous"],
    "events": lambda between: between.page["results"],
    "assessments": Between.assessments,
    "outcomes": Between.outcomes,
    "deadlines": Between.deadlines,
    "counts": Between.counts,
}


def _newest(agreements: QuerySet[Any]) -> list[UUID]:
    return list(agreements.order_by("-signed_on_earliest", "-id").values_list("pk", flat=True)[:MOST])


def _has_any(ahead: Row) -> bool:
    return any(ahead[name] for name in ("next_expiry", "last_notice_day", "renewal", "pending_exits", "signed_since"))
