"""Facilities at the desk."""

from django.contrib import admin

from relations.admin.base import RecordAdmin, Table, fieldset
from relations.admin.citation import citations_of
from relations.admin.search import Found
from relations.models import Facility, FacilityIdentifier, FacilityName


class Names(Table):
    model = FacilityName
    fields = ("text", "language", "kind")


class Identifiers(Table):
    model = FacilityIdentifier
    fields = ("scheme", "value")


@admin.register(Facility)
class FacilityAdmin(Found, RecordAdmin):
    list_display = ("key", "name", "kind", "party", "revision")
    list_filter = ("kind",)
    list_select_related = ("party",)
    search_fields = ("key", "name")
    search_names = ((FacilityName, "facility", "folded"),)
    autocomplete_fields = ("party",)
    sections = (Names, Identifiers, citations_of("facility"))
    fieldsets = [fieldset(None, ("key", "kind"), "party", ("latitude", "longitude"))]
