"""Agreements: the registry's list and its details."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api import agreement_parts as parts
from api import pagination
from api.agreement_answers import day_status, timeline
from api.agreement_filters import LOOKUPS, ORDERINGS, by_signature, driven, filtering
from api.agreement_serializers import (
    AgreementRowSerializer,
    AgreementSerializer,
    DayStatusSerializer,
    TimelineSerializer,
)
from api.asked import ON, Asked
from api.events import Events
from api.pagination import Cursor, Page
from api.problems import invalid, item
from api.query import Parameter, read
from api.resources import FORMAT, Resource, asked_of, by_parameter
from api.shapes import Expansion, Part, Shape, known
from api.statuses import agreement_statuses
from api.values import names_of
from relations.aggregates.agreement import AGREEMENT
from relations.aggregates.columns import plain
from relations.models import Agreement

ROW_COLUMNS = (
    *plain("ref", "title", "title_language", "short_title", "kind", "bindingness", "scope", "party_count"),
    *plain("signed_on", "in_force_from", "ended_on", "complete_until", "revision", "updated_at"),
)
OWN = ("participations", "events", "provisions", "assessments", "citations")
MEMBERS = tuple(
    member for member in AGREEMENT.members if member.name in ("titles", "identifiers", "texts", "relations")
)
ROW_PARTS: dict[str, Part] = {"subjects": parts.subjects, "parties": parts.parties, "status": agreement_statuses}
ROW = known(
    Shape(
        model=Agreement,
        path="agreements",
        key="ref",
        names=names_of(AgreementRowSerializer),
        columns=ROW_COLUMNS,
        parts=ROW_PARTS,
        expansions={name: Expansion(name, owner="agreement") for name in OWN},
        order=("ref",),
    )
)
DETAIL = Shape(
    model=Agreement,
    path="agreements",
    key="ref",
    names=names_of(AgreementSerializer),
    columns=(*ROW_COLUMNS, *(column for column in AGREEMENT.columns if column.name not in ROW.names)),
    members=MEMBERS,
    parts=ROW_PARTS
    | {name: parts.belonging(name) for name in OWN}
    | {"terms": parts.terms, "negotiating": parts.negotiating}
    | {"identity_acts": parts.identity_acts, "deadlines": parts.deadlines},
    expansions={name: Expansion(name, owner="agreement", whole=True) for name in OWN},
)


class Agreements(Resource):
    """Treaties, pacts, memoranda and declarations. Without another ordering the newest signature comes first."""

    shape = ROW
    detail_shape = DETAIL
    serializer = AgreementRowSerializer
    detail_serializer = AgreementSerializer
    key_help = "Ref of the agreement, such as relos-2025."
    lookups = LOOKUPS
    orderings = ORDERINGS
    default_ordering = "-signed_on"

    @property
    def answer(self) -> Any:
        answers = {"timeline": TimelineSerializer, "status": DayStatusSerializer}
        return answers.get(self.action) or super().answer

    def query_parameters(self) -> list[Parameter]:
        return [ON, FORMAT] if self.action in ("timeline", "status") else super().query_parameters()

    def cursor(self, name: str, values: Any) -> Cursor | None:
        if name != "relevance" or "cursor" not in values:
            return super().cursor(name, values)
        return pagination.read_cursor(values["cursor"], name, [pagination.whole, UUID])

    def page(self, rows: QuerySet[Any], name: str, cursor: Cursor | None, size: int, asked: Asked) -> Page:
        """From the table that has the matches in order; the best first, of the newest thousand, if asked so."""
        if name == "relevance":
            return self._by_relevance(rows, cursor, size, asked)
        found = driven(asked) if name in ("signed_on", "-signed_on") else None
        if found is None:
            return pagination.page(rows, self.orderings[name], cursor, size)
        table, rest = found
        matching = self.filtered(self.rows(), rest) if filtering(rest.values) else None
        driving = by_signature(table, descending=name.startswith("-"), matching=matching)
        return pagination.page(driving.rows, driving.order, cursor, size)

    def _by_relevance(self, rows: QuerySet[Any], cursor: Cursor | None, size: int, asked: Asked) -> Page:
        if "q" not in asked.values:
            raise invalid(
                item("invalid_ordering", "Relevance orders the matches of a search: give q.", parameter="ordering")
            )
        ranked = rows.ranked(asked.values["q"])  # type: ignore[attr-defined]
        return pagination.walk(ranked, cursor, size)

    @action(detail=True, url_path="timeline")
    def timeline(self, request: Request, key: str) -> Response:
        """Spans of the agreement and its parties, acts, deadlines on the day, findings."""
        return Response(timeline(self.find(key), self._asked(request)))

    @action(detail=True, url_path="status")
    def status(self, request: Request, key: str) -> Response:
        """The status on the day with its reasons, of the agreement and of each party."""
        return Response(day_status(self.find(key), self._asked(request)))

    def _asked(self, request: Request) -> Asked:
        return asked_of(read(request._request, by_parameter(self.query_parameters())), reasons=True)


class AgreementEvents(Events):
    """The acts of one agreement, newest first; diplomatic events that concern it stand under `events/`."""

    lookups = tuple(lookup for lookup in Events.lookups if lookup.name not in ("agreement", "key"))

    @property
    def path_parameters(self) -> dict[str, str]:
        return {"key": Agreements.key_help}

    def rows(self) -> QuerySet[Any]:
        return super().rows().filter(agreement=Agreements().find(self.kwargs["key"]))
