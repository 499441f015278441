"""Filters: a parameter and what it asks of the rows. What a filter is called is how it compares, everywhere the same.

`kind` equals; `kind__in` is one of a list; `signed_on__gte` and `__lte` compare partial dates, by `match`: left out and
`possible` take a date that may lie there, `certain` only one that surely does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django_filters import Filter

from api import readers
from api.enumerations import IDENTIFIER_SCHEME, Enumeration
from api.problems import Refusal
from api.query import Parameter, Reader

if TYPE_CHECKING:
    from api.asked import Asked

Rows = QuerySet[Any]
Apply = Callable[[Rows, Any, "Asked"], Rows]


@dataclass(frozen=True, kw_only=True)
class Lookup(Parameter):
    """A filter. `column` is the served column that it filters by, where it has another name than the parameter."""

    apply: Apply
    column: str = ""


Lookups = tuple[Lookup, ...]


def filtering(path: str, lookup: str = "exact") -> Apply:
    """What a plain comparison asks of the rows, said with django-filter; what the value may be is the reader's to say."""
    asks = Filter(field_name=path, lookup_expr=lookup)
    return lambda rows, value, asked: asks.filter(rows, value)


def equal(name: str, reader: Reader, description: str, path: str = "") -> Lookup:
    """The column equals the value."""
    return Lookup(name=name, reader=reader, description=description, column=name, apply=filtering(path or name))


def one_of(name: str, reader: Reader, description: str, path: str = "") -> Lookup:
    """The column equals one of a list of values."""
    return Lookup(
        name=f"{name}__in",
        reader=readers.several(reader),
        description=f"{description} One of several.",
        column=name,
        apply=filtering(path or name, "in"),
    )


def coded(name: str, enumeration: Enumeration, description: str, path: str = "") -> Lookups:
    """A column with codes of an enumeration: `name` and `name__in`."""
    reader = readers.code(enumeration)
    return equal(name, reader, description, path), one_of(name, reader, description, path)


def words(name: str, description: str, example: str, path: str = "") -> Lookup:
    """A column with text, equal to the letter."""
    return equal(name, readers.text(example), description, path)


def related(name: str, model: Any, key: str, example: str, description: str, path: str = "") -> Lookup:
    """A column that refers to a record by its public key."""
    where = path or name
    return Lookup(
        name=name,
        reader=readers.reference(model, key, example),
        description=description,
        column=name,
        apply=lambda rows, value, asked: rows.filter(**{where: value.pk}),
    )


def dated(name: str, description: str) -> Lookups:
    """A partial date: `name__gte` and `name__lte`, by what is possible or certain."""
    return (
        Lookup(
            name=f"{name}__gte",
            reader=readers.DAY,
            description=f"{description} On this day or later.",
            column=name,
            apply=lambda rows, value, asked: rows.filter(not_before(name, value, asked.match)),
        ),
        Lookup(
            name=f"{name}__lte",
            reader=readers.DAY,
            description=f"{description} On this day or earlier.",
            column=name,
            apply=lambda rows, value, asked: rows.filter(not_after(name, value, asked.match)),
        ),
    )


def not_before(name: str, day: date, match: str | None) -> Q:
    """The partial date lies on the day or later: surely, or possibly."""
    if match == "certain":
        return Q(**{f"{name}_earliest__gte": day})
    return Q(**{f"{name}_latest__gte": day}) | Q(**{f"{name}__isnull": False, f"{name}_latest__isnull": True})


def not_after(name: str, day: date, match: str | None) -> Q:
    """The partial date lies on the day or earlier: surely, or possibly."""
    if match == "certain":
        return Q(**{f"{name}_latest__lte": day})
    return Q(**{f"{name}_earliest__lte": day}) | Q(**{f"{name}__isnull": False, f"{name}_earliest__isnull": True})


def ranged(name: str, reader: Reader, description: str, path: str = "") -> Lookups:
    """An exact day, moment or quantity: `name__gte` and `name__lte`."""
    where = path or name
    return (
        Lookup(
            name=f"{name}__gte",
            reader=reader,
            description=f"{description} At least this.",
            column=name,
            apply=filtering(where, "gte"),
        ),
        Lookup(
            name=f"{name}__lte",
            reader=reader,
            description=f"{description} At most this.",
            column=name,
            apply=filtering(where, "lte"),
        ),
    )


def asking(
    name: str, reader: Reader, description: str, apply: Apply, *, many: bool = False, column: str = ""
) -> Lookup:
    """A filter with words of the domain behind it."""
    return Lookup(name=name, reader=reader, description=description, apply=apply, many=many, column=column or name)


def identifier() -> Reader:
    """An identifier of another scheme, `scheme:value`."""

    def read(text: str) -> tuple[str, str]:
        scheme, colon, value = text.partition(":")
        if not colon or not value.strip():
            raise Refusal("invalid", f"“{text[:40]}” is no identifier; write scheme:value, such as wikidata:Q128902.")
        return readers.code(IDENTIFIER_SCHEME).read(scheme), value

    return Reader(read, {"type": "string", "maxLength": 200, "examples": ["wikidata:Q128902"]})
