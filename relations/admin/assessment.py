"""Assessments at the desk: who says what about an agreement, and our verdict."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from relations.admin.base import Table, fieldset
from relations.admin.labels import labels_of
from relations.admin.member import MemberAdmin
from relations.admin.rowchoice import RowChoice
from relations.admin.search import Found
from relations.admin.widgets import OwnRow, own_rows_of
from relations.models import Assessment, AssessmentParty, AssessmentProvision


class Provisions(Table):
    """Provisions of the same agreement."""

    model = AssessmentProvision
    verbose_name = "provision"
    verbose_name_plural = "provisions that it is about"
    fields = ("provision",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("provision")

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)
        source = own_rows_of("agreement", obj.agreement_id, "provision") if obj else None
        formset.shared = ("provision",)
        formset.form.base_fields["provision"] = RowChoice("provision", OwnRow(labels_of(request), source, "provision"))
        return formset


class About(Table):
    model = AssessmentParty
    verbose_name = "party"
    verbose_name_plural = "third parties that it is about"
    fields = ("party",)
    autocomplete_fields = ("party",)


@admin.register(Assessment)
class AssessmentAdmin(Found, MemberAdmin):
    anchor = "assessments"
    list_display = ("statement", "agreement", "party", "kind", "author", "verdict")
    list_filter = ("kind", "verdict")
    list_select_related = ("agreement", "party")
    search_fields = ("statement", "author", "agreement__ref")
    autocomplete_fields = ("agreement", "party")
    fieldsets = [fieldset(None, ("kind", "party", "author", "order"), "statement", "verdict", "verdict_reason")]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Which provisions there are is known once the assessment has its agreement."""
        return (Provisions, About) if obj else (About,)
