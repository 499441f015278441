"""Errors as problem details (RFC 9457): one table of codes, one exception, one handler.

Every error below /api/ has the same form: `type`, `title`, `status`, `detail`, `code`, `instance`, `request_id`, and for
bad input `errors`, one entry per fault that names the parameter or points into the body (RFC 6901).
"""

import logging
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import orjson
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest
from django.utils.encoding import iri_to_uri
from rest_framework import exceptions

log = logging.getLogger("api")

MEDIA_TYPE = "application/problem+json"
SHOWN = 100  # Characters of a bad value that an error repeats.
Item = dict[str, Any]


class Kind(NamedTuple):
    """A kind of problem: HTTP status, title, and what it means for the caller."""

    status: int
    title: str
    meaning: str


KINDS: dict[str, Kind] = {
    "validation_error": Kind(
        400, "Bad input", "Something in the address or the body is wrong; `errors` lists each fault."
    ),
    "parse_error": Kind(
        400, "Unreadable body", "The body is not JSON, or not JSON that everybody reads in the same way."
    ),
    "bad_host": Kind(400, "Unknown host", "The Host header names no host of this registry."),
    "bad_request": Kind(400, "Bad request", "The request cannot be understood."),
    "not_authenticated": Kind(401, "Not authenticated", "This needs a token."),
    "invalid_token": Kind(
        401, "Invalid token", "The token in the Authorization header is unknown. Reading needs none."
    ),
    "permission_denied": Kind(403, "Not allowed", "The caller may not do this."),
    "not_found": Kind(404, "Not found", "Nothing is published under this address."),
    "method_not_allowed": Kind(
        405, "Method not allowed", "The address does not answer this method; `Allow` lists those it does."
    ),
    "not_acceptable": Kind(406, "Not acceptable", "None of the media types asked for is offered here."),
    "body_too_large": Kind(413, "Body too large", "The body is larger than this address takes."),
    "uri_too_long": Kind(414, "Address too long", "The address is longer than 4,096 characters."),
    "unsupported_media_type": Kind(415, "Unsupported media type", "Bodies are JSON in UTF-8, not compressed."),
    "throttled": Kind(429, "Too many requests", "Wait as long as Retry-After says."),
    "server_error": Kind(500, "Server error", "The fault is ours and is logged under the request id."),
    "unavailable": Kind(503, "Unavailable", "The database does not answer at the moment; try again after Retry-After."),
    "storage_full": Kind(507, "Storage full", "Nothing can be written at the moment; reading goes on."),
}
ITEM_CODES: dict[str, str] = {
    "required": "It is missing.",
    "null": "It may not be null.",
    "blank": "It may not be empty.",
    "invalid": "It does not have the form that is needed.",
    "invalid_choice": "It is none of the known codes.",
    "out_of_range": "It lies outside the range.",
    "too_long": "It is longer than allowed, or has too many elements.",
    "unknown_parameter": "The address takes no parameter of this name.",
    "unknown_field": "There is no field of this name.",
    "unknown_reference": "Nothing is published under this key.",
    "empty": "The parameter has no value.",
    "repeated": "The parameter may stand only once.",
    "invalid_boolean": "It is neither true nor false.",
    "invalid_cursor": "It is no cursor of this list in this order.",
    "invalid_ordering": "The list cannot be ordered so.",
    "unstorable_text": "It holds a NUL, a lone surrogate or bytes that are no UTF-8.",
}


class Problem(exceptions.APIException):
    """An answer that is an error; raise it anywhere below a view."""

    def __init__(
        self,
        code: str,
        detail: str | None = None,
        errors: Iterable[Item] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail or KINDS[code].meaning, code)
        self.code = code
        self.status_code = KINDS[code].status
        self.errors = list(errors)
        self.headers = dict(headers or {})


class Refusal(ValueError):
    """A value that cannot be read: why (`code` of ITEM_CODES), the rule with an example, and what may be meant."""

    def __init__(self, code: str, detail: str, suggestion: str | None = None) -> None:
        super().__init__(detail)
        self.code, self.detail, self.suggestion = code, detail, suggestion


def item(code: str, detail: str, *, value: Any = None, suggestion: str | None = None, **place: str) -> Item:
    """One entry of `errors`; `place` is `parameter=` (of the query) or `pointer=` (into the body)."""
    found: Item = {"code": code, **place}
    if value is not None:
        found["value"] = shown(value)
    return found | {"detail": detail} | ({"suggestion": suggestion} if suggestion else {})


def shown(value: Any) -> Any:
    """A bad value as an error repeats it: scalars of JSON as they are, at most 100 characters."""
    if isinstance(value, bool | float) or (isinstance(value, int) and abs(value) < 2**63):
        return value
    text = value if isinstance(value, str) else repr(value)
    return text.encode("utf-8", "replace").decode()[:SHOWN]


def invalid(*errors: Item) -> Problem:
    """The problem of bad input with these faults."""
    first = errors[0]
    place = first.get("parameter") or first.get("pointer") or "the request"
    more = f" There are {len(errors) - 1} more faults." if len(errors) > 1 else ""
    return Problem("validation_error", f"{place}: {first['detail']}{more}", errors)


def body_of(code: str, detail: str, request: HttpRequest, errors: Iterable[Item] = ()) -> dict[str, Any]:
    """The problem details as a JSON object."""
    kind = KINDS[code]
    found = {"type": f"/problems/{code}", "title": kind.title, "status": kind.status, "detail": detail, "code": code}
    found |= {"instance": iri_to_uri(request.path), "request_id": getattr(request, "request_id", None)}
    return found | ({"errors": list(errors)} if code == "validation_error" else {})


def handle(error: Exception, context: dict[str, Any]) -> Any:
    """DRF's exception handler: the answer to every exception that a view lets through."""
    from rest_framework.response import Response  # Needs REST_FRAMEWORK, which names this module.

    problem = as_problem(error)
    if problem is None:
        return None  # An error of ours: logged by Django, answered by `handler500`.
    request = context["request"]
    request = getattr(request, "_request", request)
    data = body_of(problem.code, str(problem.detail), request, problem.errors)
    return Response(data, problem.status_code, headers=problem.headers, content_type=MEDIA_TYPE)


def as_problem(error: Exception) -> Problem | None:
    """The problem that an exception amounts to; null for a fault of ours."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, Http404 | exceptions.NotFound):
        return Problem("not_found")
    if isinstance(error, RequestDataTooBig):
        return Problem("body_too_large")
    if isinstance(error, PermissionDenied):
        return Problem("permission_denied")
    if isinstance(error, exceptions.APIException):
        return _of_framework(error)
    if isinstance(error, OperationalError | InterfaceError):
        return _of_database(error)
    if isinstance(error, OverflowError | DataError | UnicodeError | RecursionError):
        log.exception("A value reached the database that a validator should have refused.")
        return Problem("bad_request", "A value in the request cannot be handled.")
    return None


FRAMEWORK: tuple[tuple[type[exceptions.APIException], str], ...] = (
    (exceptions.ParseError, "parse_error"),
    (exceptions.NotAuthenticated, "not_authenticated"),
    (exceptions.AuthenticationFailed, "invalid_token"),
    (exceptions.PermissionDenied, "permission_denied"),
    (exceptions.MethodNotAllowed, "method_not_allowed"),
    (exceptions.NotAcceptable, "not_acceptable"),
    (exceptions.UnsupportedMediaType, "unsupported_media_type"),
    (exceptions.Throttled, "throttled"),
)


def _of_framework(error: exceptions.APIException) -> Problem:
    if isinstance(error, exceptions.ValidationError):
        return invalid(*_items(error.get_full_details(), "#"))
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    code = next((code for kind, code in FRAMEWORK if isinstance(error, kind)), "bad_request")
    return Problem(code, str(error.detail), headers=headers)


def _items(details: Any, pointer: str) -> list[Item]:
    """DRF's nested error details as a flat list with pointers."""
    if isinstance(details, dict) and set(details) == {"message", "code"} and isinstance(details["message"], str):
        known = details["code"] if details["code"] in ITEM_CODES else "invalid"
        return [item(known, details["message"], pointer=pointer)]
    if isinstance(details, dict):
        named = (
            (pointer if name == "non_field_errors" else f"{pointer}/{name}", inner) for name, inner in details.items()
        )
        return [found for place, inner in named for found in _items(inner, place)]
    leaf = all(isinstance(inner, dict) and set(inner) == {"message", "code"} for inner in details)
    places = [pointer if leaf else f"{pointer}/{index}" for index in range(len(details))]
    return [found for place, inner in zip(places, details, strict=True) for found in _items(inner, place) if inner]


def _of_database(error: Exception) -> Problem:
    log.error("The database refused: %s", error)
    if "disk is full" in str(error) or "No space left" in str(error):
        return Problem("storage_full")
    return Problem("unavailable", headers={"Retry-After": "5"})


def encoded(code: str, detail: str, request: HttpRequest) -> bytes:
    """The problem details as bytes, for answers outside every view."""
    return orjson.dumps(body_of(code, detail, request))
