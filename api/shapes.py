"""How rows become the objects of an answer: a fixed number of queries for any number of rows.

A shape names the columns (one query), the members (one query each) and the parts computed for a whole page (each one
function). What the answer does not show is not read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Model

from api.asked import Asked
from relations.dates import parse
from relations.documents import formed, plain_value, read_members
from relations.members import Column, Member, Row
from relations.models.fields import PartialDateField
from relations.vocabulary import PROVISION_CONCEPTS, SUBJECTS

BASE = "/api/v1"
CHUNK = 5000  # Rows in one statement: databases limit the values that they take at once.
Part = Callable[[Sequence[UUID], Asked], Mapping[UUID, Any]]
NOTATIONS = {"subjects": SUBJECTS, "concepts": PROVISION_CONCEPTS, "triggers": PROVISION_CONCEPTS}


@dataclass(frozen=True)
class Expansion:
    """Objects in the place of keys: of the shape with the path `target`.

    With `owner`, the rows whose `owner` is this row; else those that the row's value names by their column `key`.
    `whole` ones give reasons for a status wherever the object around them does.
    """

    target: str
    owner: str | None = None
    key: str = "id"
    whole: bool = False

    @property
    def shape(self) -> "Shape":
        return SHAPES[self.target]


@dataclass(frozen=True)
class Shape:
    """One representation. `names` is the order of the names in it; `key` the column that stands in its address."""

    model: type[Model]
    path: str
    names: tuple[str, ...]
    columns: tuple[Column, ...]
    key: str = "id"
    members: tuple[Member, ...] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)
    nested: Callable[[Row], Row] | None = None
    expansions: Mapping[str, Expansion] = field(default_factory=dict)
    order: tuple[str, ...] = ("id",)


SHAPES: dict[str, Shape] = {}


def known(shape: Shape) -> Shape:
    """The shape, from now on known by its path: others may expand to it."""
    SHAPES[shape.path] = shape
    return shape


def objects(shape: Shape, ids: Sequence[UUID], asked: Asked) -> list[Row]:
    """The objects of these rows in this order; a row that is gone is left out."""
    found = by_id(shape, ids, asked)
    return [found[key] for key in ids if key in found]


def by_id(shape: Shape, ids: Sequence[UUID], asked: Asked) -> dict[UUID, Row]:
    """The objects of these rows."""
    found: dict[UUID, Row] = {}
    for start in range(0, len(ids), CHUNK):
        found |= _chunk(shape, ids[start : start + CHUNK], asked)
    return found


def _chunk(shape: Shape, ids: Sequence[UUID], asked: Asked) -> dict[UUID, Row]:
    rows = _columns(shape, ids)
    _members(shape, rows, asked)
    for name, part in shape.parts.items():
        if _needed(shape, name, asked):
            _fill(rows, name, part(list(rows), asked))
    for name in asked.expand:
        _expand(name, shape.expansions[name], rows, asked)
    names = [name for name in shape.names if asked.wants(name)]
    names += [name for name in asked.expand if name not in names]
    return {key: {name: row[name] for name in names} for key, row in rows.items()}


def _fill(rows: dict[UUID, Row], name: str, values: Mapping[UUID, Any]) -> None:
    """Adds a part; a row that was deleted since the page was read has none any more, and is left out."""
    for key in list(rows):
        if key in values:
            rows[key][name] = values[key]
        else:
            del rows[key]


def _columns(shape: Shape, ids: Sequence[UUID]) -> dict[UUID, Row]:
    paths = [column.path for column in shape.columns]
    rows: dict[UUID, Row] = {}
    for key, *values in shape.model._default_manager.filter(pk__in=ids).order_by().values_list("pk", *paths):
        row = {"id": str(key)}
        row |= {column.name: shown(value) for column, value in zip(shape.columns, values, strict=True)}
        row["url"] = address(shape.path, row[shape.key] or row["id"])
        _add_bounds(row, partial_dates(shape.model))
        rows[key] = shape.nested(row) | {"url": row["url"]} if shape.nested else row
    return rows


def shown(value: Any) -> Any:
    """A value as JSON has it; a moment in UTC, with Z (RFC 3339)."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return plain_value(value)


def address(path: str, key: str) -> str:
    """The canonical address of an object, root-relative: no byte of it depends on the Host header."""
    return f"{BASE}/{path}/{key}/"


def _needed(shape: Shape, name: str, asked: Asked) -> bool:
    """Whether the value is shown, or holds the keys that are expanded."""
    return asked.wants(name) and not (name in asked.expand and shape.expansions[name].owner)


def _members(shape: Shape, rows: dict[UUID, Row], asked: Asked) -> None:
    for member in shape.members:
        if rows and _needed(shape, member.name, asked):
            found = read_members(member, member.parent, rows)
            for key, row in rows.items():
                row[member.name] = ordered(member.name, formed(member, _bounded(member, found.get(key, []))))


def ordered(name: str, value: Any) -> Any:
    """Notations stand in the order of the vocabulary, those that curators added after them."""
    if name not in NOTATIONS:
        return value
    position = NOTATIONS[name].position
    return sorted(value, key=lambda notation: (position.get(notation, len(position)), notation))


def _bounded(member: Member, rows: list[Any]) -> list[Any]:
    """The member's rows with the bounds of their partial dates."""
    dates = partial_dates(member.model)
    if member.form != "values" and dates and not member.nested:
        for row in rows:
            _add_bounds(row, dates)
    return rows


@cache
def partial_dates(model: type[Model]) -> tuple[str, ...]:
    """The partial dates among the columns of a model."""
    return tuple(column.name for column in model._meta.get_fields() if isinstance(column, PartialDateField))


def _add_bounds(row: Row, names: Iterable[str]) -> None:
    for name in names:
        if name in row:
            row |= bounds(name, row[name])


def bounds(name: str, text: str | None) -> Row:
    """`x_earliest` and `x_latest` of a partial date `x`; null is an open end, or no date."""
    day = parse(text) if text else None
    earliest, latest = (day.earliest, day.latest) if day else (None, None)
    return {f"{name}_earliest": earliest and str(earliest), f"{name}_latest": latest and str(latest)}


def _expand(name: str, expansion: Expansion, rows: dict[UUID, Row], asked: Asked) -> None:
    inner, shape = asked.inside(name, whole=expansion.whole), expansion.shape
    if expansion.owner:
        found = children(shape, expansion.owner, list(rows), inner)
        for key, row in rows.items():
            row[name] = found[key]
    else:
        _replace_keys(name, shape, expansion.key, rows, inner)


def children(shape: Shape, owner: str, ids: Sequence[UUID], asked: Asked) -> dict[UUID, list[Row]]:
    """The objects that belong to these rows, grouped by them, in the shape's own order."""
    model = shape.model._default_manager.filter(**{f"{owner}__in": ids}).order_by(*shape.order)
    owners = list(model.values_list("pk", owner))
    found = by_id(shape, [key for key, _ in owners], asked)
    grouped: dict[UUID, list[Row]] = {key: [] for key in ids}
    for key, parent in owners:
        if key in found:
            grouped[parent].append(found[key])
    return grouped


def _replace_keys(name: str, shape: Shape, key: str, rows: dict[UUID, Row], asked: Asked) -> None:
    wanted = {one for row in rows.values() for one in _listed(row[name])}
    keys = dict(shape.model._default_manager.filter(**{f"{key}__in": wanted}).values_list("pk", key))
    found = {str(keys[pk]): shown for pk, shown in by_id(shape, list(keys), asked).items()}
    for row in rows.values():
        value = row[name]
        if isinstance(value, list):
            row[name] = [found[one] for one in value if one in found]
        else:
            row[name] = found.get(value) if value else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value is not None else []
