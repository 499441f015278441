"""What happens to every request before any view: an id, and a limit to the length of the address."""

import re
from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from api.outside import problem

GetResponse = Callable[[HttpRequest], HttpResponse]
LONGEST = 4096  # Characters of path and query.
_ID = re.compile(r"[A-Za-z0-9._-]{8,80}")


class RequestId:
    """Gives each request an id, which logs, errors and the revision log repeat; a sound one of the caller is kept."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        name = given if _ID.fullmatch(given) else uuid4().hex
        request.request_id = name  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-ID"] = name
        return response


class ShortAddresses:
    """Refuses addresses that no honest client sends, before anything reads them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = len(request.path_info) + 1 + len(request.META.get("QUERY_STRING", ""))
        if length > LONGEST:
            return problem(request, "uri_too_long", f"The address has {length} characters; {LONGEST} are allowed.")
        return self.get_response(request)
