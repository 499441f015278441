"""Every read endpoint of the API, from the URL resolver itself: a new route appears here without being listed."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern

from api.urls import V1
from relations import models


class Endpoint(NamedTuple):
    """One route: its name, the template of its path as the contract has it, and the view behind it."""

    name: str
    template: str
    view: Any
    action: str

    @property
    def listed(self) -> bool:
        return self.action == "list"

    def url(self, **arguments: str) -> str:
        """The address with these keys in it."""
        return self.template.format(**arguments)

    def instance(self) -> Any:
        """The view as it stands while it answers a GET."""
        view = self.view(detail="{" in self.template and not self.listed) if self.action else self.view()
        view.action, view.kwargs = self.action, {}
        return view


def endpoints() -> Iterator[Endpoint]:
    """Every route below /api/v1/ that answers a GET, the documentation pages excepted."""
    for route in V1:
        assert isinstance(route, URLPattern)
        view = getattr(route.callback, "cls", None)
        actions = getattr(route.callback, "actions", None) or {}
        if view is not None and ("get" in actions or hasattr(view, "get")):
            yield Endpoint(str(route.name), template(str(route.pattern)), view, actions.get("get", ""))


NEEDED = {"resolve": "?name=IND"}  # What an endpoint asks at least.


def template(pattern: str) -> str:
    """`^agreements/(?P<key>[^/]+)/?\\Z` as `/api/v1/agreements/{key}/`."""
    named = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", pattern)
    return "/api/v1/" + named.removeprefix("^").removesuffix("$").removesuffix(r"/?\Z") + "/"


def keys() -> dict[str, dict[str, str]]:
    """Keys that exist in the registry of `dossiers`, by the name of the route; by the first word of it if it has none."""
    first = {
        "participation": models.Standing,
        "provision": models.Provision,
        "assessment": models.Assessment,
        "outcome": models.Outcome,
        "citation": models.Citation,
    }
    found = {name: {"key": str(model.objects.order_by("id")[0].pk)} for name, model in first.items()}
    known = {"agreement": "pact-1", "party": "IND", "event": "summit-1", "facility": "port-1", "source": "gazette-1"}
    found |= {name: {"key": key} for name, key in known.items()}
    return found | {"concept": {"key": "access.port"}, "relations": {"a": "IND", "b": "RUS"}}


def address(endpoint: Endpoint) -> str:
    """The address of an endpoint in the registry of `dossiers`."""
    if "{" not in endpoint.template:
        return endpoint.template + NEEDED.get(endpoint.name, "")
    known = keys()
    return endpoint.url(**(known.get(endpoint.name) or known[endpoint.name.split("-")[0]]))
