"""The two kinds of read view: a `Resource` (list and detail of one shape) and an `Answer` (anything else).

Both take their parameters strictly and describe them to OpenAPI from the same declaration.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from api import fields, pagination, readers
from api.asked import MATCH, ON, Asked
from api.lookups import Lookup
from api.pagination import COUNT, CURSOR, PAGE_SIZE, Cursor, Ordering, Page
from api.problems import Refusal
from api.query import Parameter, Reader, nearest, read
from api.shapes import Shape, objects
from relations.members import Row

FORMAT = Parameter("format", readers.choice(["json"]), "The format of the answer; outranks `Accept`.")


def today() -> date:
    """The day in UTC, taken once per request: the only clock of the read side."""
    return datetime.now(UTC).date()


def asked_of(values: Mapping[str, Any], names: tuple[str, ...] = (), **more: Any) -> Asked:
    """What the values of a request's parameters ask for."""
    now = today()
    return Asked(
        on=values.get("on", now),
        today=now,
        match=values.get("match"),
        names=fields.chosen(names, values),
        expand=values.get("expand", {}),
        values=values,
        **more,
    )


class Varying(APIView):
    """What an answer depends on beside its address, for the caches on its way (RFC 9110, 12.5.5)."""

    @property
    def default_response_headers(self) -> dict[str, str]:
        return {**super().default_response_headers, "Vary": "Accept, Authorization"}


class Answer(Varying):
    """A read view of its own form. It lists its query parameters and reads them with `self.asked()`."""

    parameters: ClassVar[tuple[Parameter, ...]] = (ON,)
    path_parameters: ClassVar[Mapping[str, str]] = {}
    answer: ClassVar[Any] = None

    def query_parameters(self) -> list[Parameter]:
        """Every parameter that the query of this request may have."""
        return [*self.parameters, FORMAT]

    def asked(self) -> Asked:
        """What the request asks for; raises the problem of bad input."""
        known = {parameter.name: parameter for parameter in self.query_parameters()}
        return asked_of(read(self.request, known))


class Resource(Varying, ViewSet):
    """List and detail of one shape. The class attributes say everything; `find` is how a detail is found."""

    shape: ClassVar[Shape]
    detail_shape: ClassVar[Shape | None] = None
    serializer: ClassVar[type[Serializer[Any]]]
    detail_serializer: ClassVar[type[Serializer[Any]] | None] = None
    lookups: ClassVar[tuple[Lookup, ...]] = ()
    orderings: ClassVar[Mapping[str, Ordering]]
    default_ordering: ClassVar[str]
    lookup_field = "key"
    lookup_value_regex = "[^/]+"
    key_help: ClassVar[str] = "Id."

    # What OpenAPI reads.

    @property
    def path_parameters(self) -> Mapping[str, str]:
        return {self.lookup_field: self.key_help} if self.detail else {}

    @property
    def answer(self) -> Any:
        """The serializer that declares the answer of this action."""
        if self.action == "list":
            return self.serializer(many=True)
        return self.detail_serializer or self.serializer

    def query_parameters(self) -> list[Parameter]:
        """Every parameter that the query of this request may have."""
        if self.action == "list":
            return [*self.lookups, ON, MATCH, *self._paging, *fields.parameters(self.shape, self.shape.names), FORMAT]
        return [ON, *fields.parameters(self._detail, self._detail.names), FORMAT]

    @cached_property
    def _detail(self) -> Shape:
        return self.detail_shape or self.shape

    @property
    def _paging(self) -> list[Parameter]:
        text = f"One of the orderings; default {self.default_ordering}."
        return [Parameter("ordering", ordering_reader(self.orderings), text), PAGE_SIZE, CURSOR, COUNT]

    # Answers.

    def list(self, request: Request, **path: str) -> Response:
        """One page of the rows that match."""
        values = read(request._request, by_parameter(self.query_parameters()))
        asked = asked_of(values, self.shape.names)
        name = values.get("ordering", self.default_ordering)
        found = self.filtered(self.rows(), asked)
        part = self.page(found, name, self.cursor(name, values), values.get("page_size", pagination.USUAL), asked)
        results = objects(self.shape, part.rows, asked)
        count = found.order_by().count() if values.get("count") else None
        shown = pagination.envelope(request, part, name, results, count)
        return Response(shown, headers=pagination.links(shown))

    def retrieve(self, request: Request, key: str) -> Response:
        """The object under this key."""
        values = read(request._request, by_parameter(self.query_parameters()))
        asked = asked_of(values, self._detail.names, reasons=True)
        return Response(self.object(self.find(key), asked))

    def object(self, pk: UUID, asked: Asked) -> Row:
        """One object; 404 if it is gone."""
        found = objects(self._detail, [pk], asked)
        if not found:
            raise Http404
        return found[0]

    # What a resource may refine.

    def rows(self) -> QuerySet[Any]:
        """Every row of the list."""
        return self.shape.model._default_manager.order_by()

    def filtered(self, rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
        """The rows that every filter of the request lets through."""
        for lookup in self.lookups:
            if lookup.name in asked.values:
                rows = lookup.apply(rows, asked.values[lookup.name], asked)
        return rows

    def cursor(self, name: str, values: Mapping[str, Any]) -> Cursor | None:
        """The position that the request begins at."""
        if "cursor" not in values:
            return None
        kinds = pagination.kinds(self.shape.model, self.orderings[name])
        return pagination.read_cursor(values["cursor"], name, kinds)

    def page(self, rows: QuerySet[Any], name: str, cursor: Cursor | None, size: int, asked: Asked) -> Page:
        """The primary keys of one page."""
        return pagination.page(rows, self.orderings[name], cursor, size)

    def find(self, key: str) -> UUID:
        """The primary key behind the key in the address; 404 if there is none."""
        column = self.shape.key
        value = as_uuid(key) if column == "id" else key
        if value is None or "\0" in key or len(key) > 200:
            raise Http404
        pk = self.rows().filter(**{column: value}).values_list("pk", flat=True).first()
        if pk is None:
            raise Http404
        found: UUID = pk
        return found


def by_parameter(parameters: Sequence[Parameter]) -> dict[str, Parameter]:
    return {parameter.name: parameter for parameter in parameters}


def ordering_reader(orderings: Mapping[str, Ordering]) -> Reader:
    """An ordering of the list; an unknown one is refused by its own code."""
    inner = readers.choice(orderings)

    def one(text: str) -> str:
        if text not in orderings:
            detail = f"The list cannot be ordered by “{text[:60]}”. Known are {', '.join(orderings)}."
            raise Refusal("invalid_ordering", detail, nearest(text, orderings))
        return text

    return Reader(one, inner.schema)


def as_uuid(text: str) -> UUID | None:
    """The id in canonical or bare hexadecimal form; null for anything else."""
    try:
        return readers.read_uuid(text)
    except Refusal:
        return None


def sortable(model: Any, *names: str, nullable: Sequence[str] = ()) -> dict[str, Ordering]:
    """Both directions of each column, by the name in the parameter: `signed_on` orders by its first possible day."""
    found: dict[str, Ordering] = {}
    dates = {field.name for field in model._meta.get_fields() if f"{field.name}_earliest" in _names(model)}
    for name in names:
        path = f"{name}_earliest" if name in dates else name
        null = name in nullable or name in dates
        found[name] = pagination.ordering(model, path, nullable=null)
        found[f"-{name}"] = pagination.ordering(model, f"-{path}", nullable=null)
    return found


def _names(model: Any) -> set[str]:
    return {field.name for field in model._meta.get_fields()}
