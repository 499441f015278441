"""The site of the desk: its first page, the list of findings, and the search among a record's own rows."""

from typing import Any
from uuid import UUID

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path

from relations import findings
from relations.admin.filters import today
from relations.admin.labels import name_of
from relations.admin.paging import number_asked
from relations.admin.targets import SHAPES, own_rows
from relations.aggregates import AGGREGATES
from relations.folding import fold
from relations.models import Agreement, Revision
from relations.vocabulary import FINDING_KINDS

PER_PAGE, NEWEST, ROWS = 50, 12, 20
SEVERITIES = {"error": 0, "warning": 1, "info": 2}


class Autocomplete(AutocompleteJsonView):
    """Django's search for a reference, with the names that the fields show."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": name_of(obj)}


class DeskSite(AdminSite):
    """The curators' desk."""

    site_header = "Relations"
    site_title = "Relations"
    index_title = "The curators’ desk"
    enable_nav_sidebar = False

    def get_urls(self) -> list[Any]:
        own = [
            path("findings/", self.admin_view(self.findings), name="findings"),
            path("own/<str:kind>/<uuid:key>/", self.admin_view(self.own_rows), name="own_rows"),
        ]
        return [*own, *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        counts = findings.counts(today())
        kinds = [(FINDING_KINDS[code], number) for code, number in counts.items()]
        context = {
            "findings": sorted(kinds, key=lambda kind: (SEVERITIES[kind[0].extra["severity"]], -kind[1])),
            "newest": Revision.objects.order_by("-seq").only("seq", "kind", "key", "action", "by", "reason", "at")[
                :NEWEST
            ],
            "agreements": Agreement.objects.count(),
            **(extra_context or {}),
        }
        return super().index(request, context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The registry before everything else."""
        return sorted(super().get_app_list(request, app_label), key=lambda app: app["app_label"] != "relations")

    def findings(self, request: HttpRequest) -> HttpResponse:
        """Every finding, by kind, a page at a time."""
        if not self.sees(request, Agreement):
            raise PermissionDenied
        code = request.GET.get("code", "")
        codes = frozenset({code} if code in FINDING_KINDS else FINDING_KINDS.codes)
        rows = findings.flags(
            findings.Page(today(), limit=PER_PAGE + 1, codes=codes, after=place(request.GET.get("after", "")))
        )
        context = {
            **self.each_context(request),
            "title": "Findings",
            "subtitle": FINDING_KINDS[code].label if code in FINDING_KINDS else None,
            "code": code,
            "kinds": [(FINDING_KINDS[one], number) for one, number in findings.counts(today()).items()],
            "rows": rows[:PER_PAGE],
            "next": written(rows[PER_PAGE - 1].place) if len(rows) > PER_PAGE else None,
        }
        return TemplateResponse(request, "admin/relations/findings.html", context)

    def own_rows(self, request: HttpRequest, kind: str, key: UUID) -> JsonResponse:
        """The rows of a record whose names contain every word, as an autocomplete field takes them."""
        if kind not in AGGREGATES or not self.sees(request, AGGREGATES[kind].model):
            raise PermissionDenied
        words = fold(request.GET.get("term", "")).split()
        rows = [row for row in own_rows(kind, key, rows_asked(request, kind)) if named_so(row[1], words)]
        if words:
            rows.sort(key=lambda row: len(row[1]))  # The shortest name is nearest to what was typed.
        start = (number_asked(request.GET.get("page", "")) - 1) * ROWS
        results = [{"id": value, "text": name} for value, name in rows[start : start + ROWS]]
        return JsonResponse({"results": results, "pagination": {"more": len(rows) > start + ROWS}})

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return Autocomplete.as_view(admin_site=self)(request)

    def sees(self, request: HttpRequest, model: type[Model]) -> bool:
        return bool(self._registry[model].has_view_or_change_permission(request))


def rows_asked(request: HttpRequest, owner: str) -> list[str]:
    """The kinds of rows that an address asks for; all of the record's, and the record itself, if it names none."""
    asked = request.GET.get("rows")
    return asked.split(",") if asked else [owner, *(kind for kind, shape in SHAPES.items() if shape.owner == owner)]


def named_so(name: str, words: list[str]) -> bool:
    """Whether every word stands in the name."""
    folded = fold(name)
    return all(word in folded for word in words)


def written(where: findings.Place) -> str:
    """A place in the list of findings, as it stands in an address."""
    return "~".join(map(str, where))


def place(text: str) -> findings.Place | None:
    """The place that an address names; null for none, and for what is none."""
    part, _, rest = text.partition("~")
    code, _, rest = rest.partition("~")
    key, _, number = rest.rpartition("~")
    if code not in FINDING_KINDS or not all(
        text.isascii() and text.isdigit() and len(text) < 18 for text in (part, number)
    ):
        return None
    return findings.Place(int(part), code, key, int(number))
