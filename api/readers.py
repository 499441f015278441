"""The kinds of value that parameters take: each reads a text strictly and describes itself to OpenAPI."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model

from api.enumerations import Enumeration
from api.problems import Refusal
from api.query import LONGEST_LIST, Reader, nearest
from relations.naming import party_code

BIGGEST = 2**63 - 1
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INTEGER = re.compile(r"-?[0-9]{1,30}")
_DECIMAL = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class Found(NamedTuple):
    """A reference that was looked up: the public key and the primary key."""

    key: str
    pk: UUID


def read_day(text: str) -> date:
    """An ISO day between 0001-01-01 and 9998-12-31."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise Refusal("invalid", f"“{text[:40]}” is no day; write year, month and day, such as 2025-12-20.")
    if day.year > 9998:
        raise Refusal("out_of_range", "Days run from 0001-01-01 to 9998-12-31.")
    return day


def read_moment(text: str) -> datetime:
    """An ISO day or a moment with its offset; a day is its first moment in UTC."""
    if _DAY.fullmatch(text):
        day = read_day(text)
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+")) if text.isascii() and "T" in text else None
        moment = moment.astimezone(UTC) if moment and moment.tzinfo else None
    except (ValueError, OverflowError):
        moment = None
    if moment is None:
        raise Refusal("invalid", f"“{text[:40]}” is no moment; write one such as 2025-12-20 or 2025-12-20T08:00:00Z.")
    if moment.year > 9998:
        raise Refusal("out_of_range", "Moments run from year 1 to 9998.")
    return moment


def _integer(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not _INTEGER.fullmatch(text):
            raise Refusal("invalid", f"“{text[:40]}” is no whole number; write digits such as 50.")
        if not least <= int(text) <= most:
            raise Refusal("out_of_range", f"{text} lies outside {least} to {most}.")
        return int(text)

    return read


def integer(least: int = -BIGGEST, most: int = BIGGEST) -> Reader:
    """A whole number within bounds."""
    return Reader(_integer(least, most), {"type": "integer", "minimum": least, "maximum": most})


def read_decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise Refusal("invalid", f"“{text[:40]}” is no number; write digits with a point such as 3000 or 2.5.")
    if abs(Decimal(text)) >= 10**16:
        raise Refusal("out_of_range", "Quantities have at most 16 digits before the point.")
    return Decimal(text)


def read_boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise Refusal("invalid_boolean", f"“{text[:40]}” is neither true nor false.")
    return text == "true"


def read_uuid(text: str) -> UUID:
    if not _UUID.fullmatch(text):
        raise Refusal("invalid", f"“{text[:40]}” is no id; ids look like 0190163d-8694-739b-aea5-966c26f8ad91.")
    return UUID(text)


def _choice(codes: Sequence[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in codes:
            near = nearest(text, codes)
            hint = f" Do you mean {near}?" if near else f" Known are {', '.join(codes[:30])}."
            raise Refusal("invalid_choice", f"“{text[:40]}” is no known code.{hint}", near)
        return text

    return read


def choice(codes: Iterable[str]) -> Reader:
    """One of these codes."""
    known = tuple(codes)
    return Reader(_choice(known), {"type": "string", "enum": list(known)})


def code(enumeration: Enumeration) -> Reader:
    """A code of a named enumeration."""
    return Reader(_choice(enumeration.codes), enumeration.ref)


def several(one: Reader) -> Reader:
    """A list with commas, without empty elements; a repeated element counts once."""

    def read(text: str) -> list[Any]:
        parts = text.split(",")
        if any(not part.strip() for part in parts):
            raise Refusal("empty", "An element of the list is empty; write a,b,c.")
        if len(parts) > LONGEST_LIST:
            raise Refusal("too_long", f"At most {LONGEST_LIST} elements are taken; these are {len(parts)}.")
        return list(dict.fromkeys(one.read(part) for part in parts))

    return Reader(read, {"type": "array", "items": one.schema, "maxItems": LONGEST_LIST}, longest=4000)


def text(example: str | None = None) -> Reader:
    """Any text of at most 200 characters."""
    shown = {"examples": [example]} if example else {}
    return Reader(lambda given: given, {"type": "string", "maxLength": 200, **shown})


def reference(model: type[Model], key: str, example: str) -> Reader:
    """The public key of a published record, looked up: the value is a `Found`."""

    def read(given: str) -> Found:
        pk = model._default_manager.filter(**{key: given}).values_list("pk", flat=True).first()
        if pk is None:
            near = party_code(given) if key == "code" else None
            hint = f" Do you mean {near}?" if near else f" Keys look like {example}."
            raise Refusal("unknown_reference", f"Nothing is published under “{given[:40]}”.{hint}", near)
        return Found(given, pk)

    return Reader(read, {"type": "string", "maxLength": 200, "examples": [example]})


DAY = Reader(read_day, {"type": "string", "format": "date", "examples": ["2025-12-20"]})
MOMENT = Reader(read_moment, {"type": "string", "format": "date-time", "examples": ["2025-12-20T08:00:00Z"]})
DECIMAL = Reader(read_decimal, {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "examples": ["5"]})
BOOLEAN = Reader(read_boolean, {"type": "boolean"})
ID = Reader(read_uuid, {"type": "string", "format": "uuid"})
