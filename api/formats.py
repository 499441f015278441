"""JSON in and out, and nothing else (docs/adr/0005): renderer, parser, and what to do about `Accept` and `format`."""

import json
import re
from collections.abc import Mapping
from typing import Any

import orjson
from django.http import HttpRequest
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from api.problems import Problem, invalid, item

MEGABYTE = 1024 * 1024
BODY_LIMIT = MEGABYTE  # Bytes; a view that takes more says `body_limit`.
LIST_LIMIT = 1000  # Elements of a list; a view that takes more says `list_limit`.
DEPTH_LIMIT = 32
_REFUSED = re.compile(r"\bq *= *0(\.0{1,3})? *(;|$)")
ACCEPTED = {"application/json", "application/*", "*/*", "application/problem+json"}


class JSONRenderer(BaseRenderer):
    """Bytes as they are, everything else through orjson."""

    media_type = "application/json"
    format = "json"
    charset = None
    render_style = "binary"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        if data is None:
            return b""
        return data if isinstance(data, bytes) else orjson.dumps(data)


class JSONParser(BaseParser):
    """The only parser. What two readers could understand in two ways is refused, and so is what no table can hold."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        context = parser_context or {}
        view, request = context.get("view"), context.get("request")
        _only_plain_utf8(request, media_type or "")
        limit = getattr(view, "body_limit", BODY_LIMIT)
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise Problem("body_too_large", f"The body is larger than {limit} bytes.")
        return read_json(raw, getattr(view, "list_limit", LIST_LIMIT))


def _only_plain_utf8(request: Any, media_type: str) -> None:
    charset = media_type.partition("charset=")[2].split(";")[0].strip(' "').lower()
    if charset not in ("", "utf-8", "utf8"):
        raise UnsupportedMediaType(media_type, f"Bodies are UTF-8, not {charset[:40]}.")
    encoding = request.headers.get("Content-Encoding", "identity") if request is not None else "identity"
    if encoding.lower() not in ("", "identity"):
        raise UnsupportedMediaType(media_type, f"Bodies are not compressed; Content-Encoding is {encoding[:40]}.")


def read_json(raw: bytes, list_limit: int = LIST_LIMIT) -> Any:
    """The value of a JSON text, or a problem that says why it is refused."""
    if not raw.strip():
        raise Problem("parse_error", "The body is empty; send JSON.")
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Problem("parse_error", f"The body is not JSON: {error}.") from error
    _check(value, list_limit)
    json.loads(raw, object_pairs_hook=_distinct)
    return value


def _check(value: Any, list_limit: int) -> None:
    """Walks the value without recursion: depth, length of lists, texts and keys that cannot be stored."""
    waiting: list[tuple[Any, str, int]] = [(value, "#", 1)]
    while waiting:
        current, pointer, depth = waiting.pop()
        if isinstance(current, str):
            _check_text(current, pointer)
        elif isinstance(current, dict | list):
            if depth > DEPTH_LIMIT:
                raise Problem("parse_error", f"The body is nested deeper than {DEPTH_LIMIT} levels.")
            waiting += _inner(current, pointer, depth, list_limit)


def _inner(current: Any, pointer: str, depth: int, list_limit: int) -> list[tuple[Any, str, int]]:
    if isinstance(current, list):
        if len(current) > list_limit:
            text = f"A list has at most {list_limit} elements; this one has {len(current)}."
            raise invalid(item("too_long", text, pointer=pointer))
        return [(inner, f"{pointer}/{index}", depth + 1) for index, inner in enumerate(current)]
    for key in current:
        _check_text(key, pointer)
    return [(inner, f"{pointer}/{escaped(key)}", depth + 1) for key, inner in current.items()]


def escaped(key: str) -> str:
    """A key as a part of a JSON pointer (RFC 6901), of sane length."""
    return key.replace("~", "~0").replace("/", "~1")[:100]


def _check_text(text: str, pointer: str) -> None:
    if "\0" in text:
        raise invalid(item("unstorable_text", "The character U+0000 cannot be stored; remove it.", pointer=pointer))


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Problem("parse_error", f"The key “{twice[:100]}” stands twice in one object.")
    return found


def body(request: Any) -> Any:
    """The parsed body of a DRF request; a missing one is a problem, never an empty object."""
    if request.META.get("CONTENT_LENGTH", "") in ("", "0"):
        raise Problem("parse_error", "The body is empty; send JSON.")
    return request.data


class Negotiation(BaseContentNegotiation):
    """JSON, or 406. `format=` outranks `Accept`."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        given = request.content_type.partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == given), None)

    def select_renderer(self, request: Any, renderers: Any, format_suffix: str | None = None) -> Any:
        wanted = _format(request)
        if wanted is not None and wanted != "json":
            raise Problem("not_acceptable", f"format={wanted[:40]} is not offered here; format=json is.")
        if wanted is None and not accepts(request.headers.get("Accept", "*/*")):
            raise Problem("not_acceptable", "Accept names nothing that is offered here; application/json is.")
        return renderers[0], renderers[0].media_type


def _format(request: HttpRequest) -> str | None:
    from api.query import pairs  # `query` reads values with the help of resources that are not loaded yet.

    return next((value for name, value in pairs(request) if name == "format"), None)


def accepts(header: str) -> bool:
    """Whether an Accept header (RFC 9110, 12.5.1) takes JSON."""
    for part in header[:4000].split(",")[:100] or ["*/*"]:
        media_type, _, parameters = part.strip().partition(";")
        if media_type.strip().lower() in ACCEPTED and not _REFUSED.search(parameters):
            return True
    return not header.strip()
