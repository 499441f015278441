"""Keyset paging (docs/adr/0003): both ways, right under ties and nulls, every statement a search in an index.

Nulls come last in both directions. Rows whose first key is null are a segment of their own, asked only when the other
does not fill the page: `OR column IS NULL` in one predicate would make every database read the whole table.
"""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

import orjson
from django.db.models import Model, Q, QuerySet
from django.db.models.fields import DateField, DateTimeField, Field, IntegerField, UUIDField

from api import readers
from api.problems import Refusal, invalid, item
from api.query import Parameter, Reader, pairs

LARGEST = 200
USUAL = 50
LONGEST_CURSOR = 512
PAGE_SIZE = Parameter("page_size", readers.integer(1, LARGEST), f"Rows in one answer, 1 to {LARGEST}; default {USUAL}.")
CURSOR = Parameter(
    "cursor",
    Reader(lambda text: text, {"type": "string", "maxLength": LONGEST_CURSOR}, longest=LONGEST_CURSOR),
    "Where the page begins: taken from `next` or `previous` of another page, never made by hand.",
)
COUNT = Parameter("count", readers.BOOLEAN, "With `true` the answer has `count`, the number of rows that match.")
Values = tuple[Any, ...]


class Key(NamedTuple):
    """One column of an ordering; `path` leads to it from the model."""

    path: str
    descending: bool = False
    nullable: bool = False


Ordering = tuple[Key, ...]


class Cursor(NamedTuple):
    """A position in a list: the rows after these values, or before them."""

    backwards: bool
    values: Values


@dataclass(frozen=True)
class Page:
    """Rows of one page in order, and the values at its two ends, null where the list ends."""

    rows: Sequence[Any]
    after: Values | None
    before: Values | None


def ordering(model: type[Model], *paths: str, nullable: bool = False) -> Ordering:
    """An ordering by these paths, `-` for descending; the primary key is the last one. Only the first may be null."""
    last = "-id" if paths[-1].startswith("-") else "id"
    everything = paths if paths[-1].removeprefix("-") == "id" else (*paths, last)
    return tuple(
        Key(path.removeprefix("-"), path.startswith("-"), nullable and place == 0)
        for place, path in enumerate(everything)
    )


def backwards(order: Ordering) -> Ordering:
    return tuple(key._replace(descending=not key.descending) for key in order)


def beyond(order: Ordering, values: Values) -> Q:
    """The rows after these values. The leading bound is redundant; it lets every database search the index."""
    found, equal = Q(), Q()
    for key, value in zip(order, values, strict=True):
        found |= equal & Q(**{f"{key.path}__{'lt' if key.descending else 'gt'}": value})
        equal &= Q(**{key.path: value})
    first = order[0]
    return Q(**{f"{first.path}__{'lte' if first.descending else 'gte'}": values[0]}) & found


def take(rows: QuerySet[Any], order: Ordering, cursor: Cursor | None, limit: int, paths: Sequence[str]) -> list[Values]:
    """At most `limit` rows after (before) the cursor, as tuples of `paths`, in reading order of the walk."""
    walked = backwards(order) if cursor and cursor.backwards else order
    found: list[Values] = []
    for segment, position in _segments(order, cursor):
        keys = [key for key in walked if not (segment and key.nullable)]
        part = rows.filter(**{f"{order[0].path}__isnull": segment}) if order[0].nullable else rows
        if position is not None:
            kept = [value for key, value in zip(order, position, strict=True) if not (segment and key.nullable)]
            part = part.filter(beyond(tuple(keys), tuple(kept)))
        part = part.order_by(*(f"-{key.path}" if key.descending else key.path for key in keys))
        found += part.values_list(*paths)[: limit - len(found)]
        if len(found) >= limit:
            break
    return found


def _segments(order: Ordering, cursor: Cursor | None) -> list[tuple[bool, Values | None]]:
    """The segments to walk, (is it that of the nulls, where to begin in it)."""
    if not order[0].nullable:
        return [(False, cursor.values if cursor else None)]
    if cursor is None:
        return [(False, None), (True, None)]
    among_nulls = cursor.values[0] is None
    if cursor.backwards:
        return [(True, cursor.values), (False, None)] if among_nulls else [(False, cursor.values)]
    return [(True, cursor.values)] if among_nulls else [(False, cursor.values), (True, None)]


def page(rows: QuerySet[Any], order: Ordering, cursor: Cursor | None, size: int) -> Page:
    """One page of primary keys. `order` ends with the primary key, or with a path that holds it."""
    paths = [key.path for key in order]
    return cut(take(rows, order, cursor, size + 1, paths), cursor, size, lambda row: row, lambda row: row[-1])


def cut(
    found: Sequence[Any],
    cursor: Cursor | None,
    size: int,
    position: Callable[[Any], Values],
    shown: Callable[[Any], Any] = lambda row: row,
) -> Page:
    """A page from `size + 1` rows in walking order; `position` gives the values of a row for the cursor."""
    more, kept = len(found) > size, list(found[:size])
    if cursor and cursor.backwards:
        kept.reverse()
    if not kept:
        return Page([], None, None)
    back = more if cursor and cursor.backwards else cursor is not None
    forth = True if cursor and cursor.backwards else more
    after, before = position(kept[-1]) if forth else None, position(kept[0]) if back else None
    return Page([shown(row) for row in kept], after, before)


def walk(ranked: Sequence[Values], cursor: Cursor | None, size: int) -> Page:
    """One page of a short list at hand, in ascending order of its tuples; the last value is the primary key."""
    if cursor and cursor.backwards:
        found = [row for row in reversed(ranked) if row < cursor.values]
    else:
        found = [row for row in ranked if cursor is None or row > cursor.values]
    return cut(found[: size + 1], cursor, size, lambda row: row, lambda row: row[-1])


def write_cursor(signature: str, values: Values, *, back: bool) -> str:
    """A cursor as text: unpadded base64url of direction, ordering and values."""
    plain = orjson.dumps(["p" if back else "n", signature, [_plain(value) for value in values]])
    return base64.urlsafe_b64encode(plain).rstrip(b"=").decode()


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)


def read_cursor(text: str, signature: str, kinds: Sequence[Callable[[Any], Any]]) -> Cursor:
    """The cursor, its values read by `kinds`. It is checked by type, not signed: it survives a change of keys."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        direction, ordered_by, values = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if direction not in ("n", "p") or ordered_by != signature or len(values) != len(kinds):
            raise ValueError(text)
        return Cursor(direction == "p", tuple(read(value) for read, value in zip(kinds, values, strict=True)))
    except (ValueError, TypeError, binascii.Error, UnicodeError, OverflowError, Refusal) as error:
        detail = "This is no cursor of this list in this order; take one from next or previous."
        raise invalid(item("invalid_cursor", detail, parameter="cursor", value=text)) from error


def kinds(model: type[Model], order: Ordering) -> list[Callable[[Any], Any]]:
    """How to read the cursor values of an ordering."""
    return [_kind(_field(model, key.path), nullable=key.nullable) for key in order]


def _field(model: Any, path: str) -> "Field[Any, Any]":
    *relations, name = path.split("__")
    for relation in relations:
        model = model._meta.get_field(relation).related_model
    found: Field[Any, Any] = model._meta.pk if name == "pk" else model._meta.get_field(name)
    return getattr(found, "target_field", found)


def _kind(field: "Field[Any, Any]", *, nullable: bool) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if value is None and nullable:
            return None
        if isinstance(field, IntegerField):
            return whole(value)
        if not isinstance(value, str) or "\0" in value or len(value) > LONGEST_CURSOR:
            raise ValueError(value)
        if isinstance(field, DateTimeField):
            return datetime.fromisoformat(value)
        if isinstance(field, DateField):
            return date.fromisoformat(value)
        return UUID(value) if isinstance(field, UUIDField) else value

    return read


def whole(value: Any) -> int:
    """A whole number of a cursor that every database can hold."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**63:
        raise ValueError(value)
    return value


def link(request: Any, cursor: str) -> str:
    """The address of another page: every parameter of this one, root-relative, with the canonical slash."""
    kept = [(name, value) for name, value in pairs(request) if name != "cursor"]
    return f"{request.path.rstrip('/')}/?{urlencode([*kept, ('cursor', cursor)], safe=',:')}"


def envelope(
    request: Any, found: Page, signature: str, results: Sequence[Any], count: int | None = None
) -> dict[str, Any]:
    """`next`, `previous`, `results`, and `count` when asked."""
    after = write_cursor(signature, found.after, back=False) if found.after else None
    before = write_cursor(signature, found.before, back=True) if found.before else None
    shown: dict[str, Any] = {
        "next": link(request, after) if after else None,
        "previous": link(request, before) if before else None,
    }
    return shown | ({} if count is None else {"count": count}) | {"results": results}


def links(shown: dict[str, Any]) -> dict[str, str]:
    """The Link header (RFC 8288) of an envelope."""
    known = [
        f'<{shown[name]}>; rel="{"prev" if name == "previous" else name}"'
        for name in ("next", "previous")
        if shown[name]
    ]
    return {"Link": ", ".join(known)} if known else {}
