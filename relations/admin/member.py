"""Pages of rows that have rows of their own: they belong to a record, and saving leads back to it."""

from typing import Any

from django.contrib.admin.utils import quote
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from relations.admin.base import RecordAdmin
from relations.admin.forms import root_of


class MemberAdmin(RecordAdmin):
    """A row of a record. `owner` is its reference to the record: it is chosen once, and never changes."""

    owner = "agreement"
    anchor = ""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        where = [] if obj else [(None, {"fields": (self.owner,)})]
        return [*where, *super().get_fieldsets(request, obj)]

    def home_address(self, row: Any) -> str:
        root = root_of(row)
        address = reverse(f"admin:relations_{root._meta.model_name}_change", args=[quote(root.pk)])
        return f"{address}#{self.anchor}-group"

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Back to the record."""
        return HttpResponseRedirect(self.home_address(obj))

    response_post_save_add = response_post_save_change

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        super().response_delete(request, obj_display, obj_id)
        return HttpResponseRedirect(reverse(f"admin:relations_{self.model._meta.model_name}_changelist"))
