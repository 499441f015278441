"""Provisions at the desk: what an agreement says, on a page of its own."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from relations.admin.base import Cards, Table, fieldset
from relations.admin.member import MemberAdmin
from relations.admin.search import Found
from relations.models import (
    Provision,
    ProvisionConcept,
    ProvisionFacility,
    ProvisionLimit,
    ProvisionRole,
    ProvisionText,
)


class Texts(Cards):
    model = ProvisionText
    verbose_name = "text"
    verbose_name_plural = "heading and summary"
    fieldsets = [fieldset(None, ("language", "position", "heading"), "summary", "quote")]

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        return 0 if obj else 1


class Concepts(Table):
    model = ProvisionConcept
    verbose_name_plural = "concepts and triggers"
    fields = ("concept", "use")
    autocomplete_fields = ("concept",)


class Roles(Table):
    model = ProvisionRole
    verbose_name_plural = "who grants, who benefits"
    fields = ("party", "role")
    autocomplete_fields = ("party",)


class Limits(Table):
    model = ProvisionLimit
    verbose_name_plural = "limits"
    fields = ("metric", "comparator", "value", "value_to", "unit", "scope", "applies_to", "position")


class Facilities(Table):
    model = ProvisionFacility
    verbose_name_plural = "facilities"
    fields = ("facility", "basis")
    autocomplete_fields = ("facility",)


@admin.register(Provision)
class ProvisionAdmin(Found, MemberAdmin):
    anchor = "provisions"
    list_display = ("__str__", "agreement", "modality", "direction", "approval_mode", "coded_value")
    list_filter = ("modality", "direction", "coded_value")
    list_select_related = ("agreement",)
    search_fields = ("number", "agreement__ref", "agreement__title")
    autocomplete_fields = ("agreement",)
    sections = (Texts, Concepts, Roles, Limits, Facilities)
    fieldsets = [
        fieldset(
            None,
            ("number", "order", "text_basis"),
            ("modality", "direction", "approval_mode", "coded_value"),
            ("valid_from", "valid_to"),
        )
    ]

    def heading(self, row: Any) -> str:
        text = row.texts.first()
        named = row.number or f"Provision {row.order}"
        return f"{named}: {text.heading}" if text and text.heading else named
