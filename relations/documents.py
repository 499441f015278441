"""An aggregate as one nested dict: plain JSON values, public keys for references, ids for members.

Reading is set-based: one query per member model for any number of roots.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson

from relations.members import Aggregate, Column, Member, Row

FORMAT = 1
CHUNK = 500


def canonical(document: Row) -> bytes:
    """The bytes over which revisions are hashed: JSON with sorted keys."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def plain_value(value: Any) -> Any:
    """A database value as JSON has it: ids and days as text, quantities as decimal text without trailing zeros."""
    if isinstance(value, UUID | datetime.date):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value


def read(aggregate: Aggregate, ids: Iterable[UUID]) -> dict[UUID, Row]:
    """The documents of the roots with these ids, as the tables hold them now; a missing root is left out."""
    wanted = list(ids)
    documents: dict[UUID, Row] = {}
    for start in range(0, len(wanted), CHUNK):
        documents |= _read_chunk(aggregate, wanted[start : start + CHUNK])
    return documents


def _read_chunk(aggregate: Aggregate, ids: Sequence[UUID]) -> dict[UUID, Row]:
    paths = [column.path for column in aggregate.columns]
    rows = aggregate.model._default_manager.filter(pk__in=ids, **dict(aggregate.where)).values_list("id", *paths)
    documents = {row[0]: {"format": FORMAT, "id": str(row[0]), **_named(aggregate.columns, row[1:])} for row in rows}
    if documents:
        for member in aggregate.members:
            found = read_members(member, member.parent, documents.keys())
            for key, document in documents.items():
                document[member.name] = formed(member, found.get(key, []))
    return documents


def read_members(member: Member, path: str, owners: Iterable[UUID]) -> dict[UUID, list[Any]]:
    """The rows of one member for these owners (`path` leads to them), grouped by the id of the direct parent."""
    return rows_where(member, path, **{f"{path}__in": list(owners)})


def rows_where(member: Member, path: str, **condition: Any) -> dict[UUID, list[Any]]:
    """The rows of one member under any condition, with their own members, grouped by the id of the direct parent."""
    owned = member.model._default_manager.filter(**condition, **dict(member.where)).order_by(*member.order)
    rows = owned.values_list(f"{member.parent}_id", "id", *(column.path for column in member.columns))
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    by_id: dict[UUID, Row] = {}
    for parent, key, *values in rows:
        shown = _row(member, key, values)
        grouped[parent].append(shown)
        if member.members:
            by_id[key] = shown
    for child in member.members if by_id else ():
        found = read_members(child, child.parent, by_id)
        for key, shown in by_id.items():
            shown[child.name] = formed(child, found.get(key, []))
    return grouped


def _row(member: Member, key: UUID, values: Sequence[Any]) -> Any:
    if member.form == "values":
        return plain_value(values[0])
    row = _named(member.columns, values)
    if member.has_id:
        row = {"id": str(key), **row}
    return member.nested(row) if member.nested else row


def _named(columns: Sequence[Column], values: Sequence[Any]) -> Row:
    return {column.name: plain_value(value) for column, value in zip(columns, values, strict=True)}


def formed(member: Member, rows: list[Any]) -> Any:
    """The rows in the member's form: the list, or the one object or null."""
    return rows if member.form != "one" else (rows[0] if rows else None)
