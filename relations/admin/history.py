"""The history of a record: its revisions, newest first, with who, when and why."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from relations.admin.forms import root_of
from relations.admin.paging import CheapPaginator
from relations.admin.statuses import label_of
from relations.models import Revision

if TYPE_CHECKING:  # Only the stubs give Django's classes type arguments.
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin

PER_PAGE = 50
UNTOLD = {"format", "id"}


class WithHistory(ModelAdmin):
    """Django's history page over the revision log."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        found = self.get_object(request, object_id)
        if found is None:
            raise Http404
        if not self.has_view_or_change_permission(request, found):
            raise PermissionDenied
        root = root_of(found)
        page = CheapPaginator(revisions_of(root), PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {root}",
            "opts": self.opts,
            "object": found,
            "root": root,
            "page": page,
            "rows": _shown(page, root),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/relations/history.html", context)


def revisions_of(root: Any) -> Any:
    """The revisions of a record, newest first."""
    return Revision.objects.filter(root_id=root.pk).order_by("-seq")


def _shown(page: Any, root: Any) -> list[dict[str, Any]]:
    """Each revision with the parts of the record that it changed, and the statuses that changed with it."""
    rows = list(page)
    older = revisions_of(root).filter(seq__lt=rows[-1].seq).first() if rows else None
    pairs = zip(rows, [*rows[1:], older], strict=True)
    return [{"row": row, "parts": parts(before, row), "statuses": _statuses(row)} for row, before in pairs]


def parts(before: Revision | None, after: Revision) -> list[str]:
    """The parts of the document that differ, in words; none for the first revision and after a deletion."""
    old, new = (before.document if before else None) or {}, after.document or {}
    if not old or not new:
        return []
    return [name.replace("_", " ") for name in new if name not in UNTOLD and new[name] != old.get(name)]


def _statuses(row: Revision) -> list[tuple[str | None, str, str]]:
    """(party or null for the agreement, before, after) in words."""
    return [
        (change["party"], *(label_of(change[side] or "", bool(change["party"])) for side in ("before", "after")))
        for change in row.status_changes
    ]
