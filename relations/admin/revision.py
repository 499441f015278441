"""The revision log at the desk: to read, never to edit."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from relations.admin.paging import CheapPaginator
from relations.admin.search import Found
from relations.models import Revision

if TYPE_CHECKING:  # Only the stubs give Django's classes type arguments.
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


class ReadOnly(ModelAdmin):
    """A page that changes nothing."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Revision)
class RevisionAdmin(Found, ReadOnly):
    list_display = ("seq", "record", "kind", "action", "by", "at", "reason")
    list_filter = ("kind", "action")
    list_select_related = ()
    list_per_page = 50
    paginator = CheapPaginator
    show_full_result_count = False
    search_fields = ("key", "by", "reason")
    ordering = ("-seq",)
    fields = (
        "seq",
        "record",
        "kind",
        "revision",
        "action",
        "by",
        "at",
        "reason",
        "request_id",
        "document_hash",
        "hash",
        "previous_hash",
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("packed")

    @admin.display(description="record", ordering="key")
    def record(self, row: Revision) -> str:
        return record_link(row.kind, row.key)


def record_link(kind: str, key: str) -> str:
    """The record's public key, as a link to its page; one that was deleted leads to the index with a word on it."""
    try:
        address = reverse(f"admin:relations_{kind}_change", args=[quote(key)])
    except NoReverseMatch:
        return key
    return format_html('<a href="{}">{}</a>', address, key)
