"""Errors outside every view: unknown addresses, unknown hosts, crashes. Problem details below /api/, else plain pages."""

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.views import defaults

from api.problems import KINDS, MEDIA_TYPE, encoded


def below_api(request: HttpRequest) -> bool:
    return request.path_info.lstrip("/").startswith("api/") or request.path_info == "/api"


def problem(request: HttpRequest, code: str, detail: str | None = None) -> HttpResponse:
    """The error as an answer of its own."""
    kind = KINDS[code]
    return HttpResponse(encoded(code, detail or kind.meaning, request), content_type=MEDIA_TYPE, status=kind.status)


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, DisallowedHost):
        return problem(request, "bad_host")
    return problem(request, "bad_request") if below_api(request) else defaults.bad_request(request, exception)


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    return (
        problem(request, "permission_denied") if below_api(request) else defaults.permission_denied(request, exception)
    )


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(request, "not_found") if below_api(request) else defaults.page_not_found(request, exception)


def handler500(request: HttpRequest) -> HttpResponse:
    return problem(request, "server_error") if below_api(request) else defaults.server_error(request)
