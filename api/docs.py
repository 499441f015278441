"""The documentation that the registry serves itself: roots with links, the contract, its reader, a page per problem.

Everything comes from this machine, under the one strict Content-Security-Policy: no inline script, no inline style.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import yaml
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from rest_framework.request import Request
from rest_framework.response import Response

from api.problems import ITEM_CODES, KINDS
from api.resources import Answer
from api.shapes import BASE

CONTRACT = Path(__file__).parent / "openapi.yaml"
YAML_TYPES = ("application/yaml", "application/vnd.oai.openapi")


class Root(Answer):
    """Where everything is."""

    parameters = ()
    schema = None

    def get(self, request: Request) -> Response:
        self.asked()
        return Response({name: f"{BASE}/{name}/" for name in paths()})


class Versions(Answer):
    """The versions of this API."""

    parameters = ()
    schema = None

    def get(self, request: Request) -> Response:
        self.asked()
        return Response({"v1": f"{BASE}/"})


def paths() -> list[str]:
    """Every path below the root that answers without a key, in the order of the router."""
    from api.router import names  # The router imports the views, and this is one of them.

    return [*names(), "schema", "docs"]


@cache
def contract(media_type: str) -> tuple[bytes, str]:
    """The reviewed contract and its entity tag; as it lies in the repository, or as JSON."""
    text = CONTRACT.read_bytes()
    if media_type == "application/json":
        text = orjson.dumps(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506  (safe)
    return text, f'"{sha256(text).hexdigest()[:32]}"'


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The OpenAPI contract, as JSON or, for those who accept it, as YAML."""
    wanted = request.headers.get("Accept", "")
    media_type = next((kind for kind in YAML_TYPES if wanted.startswith(kind)), "application/json")
    text, tag = contract("application/json" if media_type == "application/json" else "yaml")
    response = HttpResponse(text, content_type=media_type, headers={"ETag": tag, "Vary": "Accept"})
    found: Any = get_conditional_response(request, etag=tag, response=response)
    return response if found is None else found


@require_safe
def reader(request: HttpRequest) -> HttpResponse:
    """The contract to read and to try out."""
    return render(request, "api/docs.html", {"schema": f"{BASE}/schema/"})


@require_safe
def problems(request: HttpRequest, code: str | None = None) -> HttpResponse:
    """What each problem means, or one of them; the `type` of a problem leads here."""
    if code is not None and code not in KINDS:
        raise Http404
    shown = KINDS if code is None else {code: KINDS[code]}
    faults = ITEM_CODES if code in (None, "validation_error") else {}
    return render(request, "api/problems.html", {"problems": shown, "faults": faults, "code": code})
