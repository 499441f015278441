"""Parties at the desk."""

from django.contrib import admin

from relations.admin.base import RecordAdmin, Table, fieldset
from relations.admin.citation import citations_of
from relations.admin.columns import dated
from relations.admin.search import Found
from relations.models import Party, PartyIdentifier, PartyName, PartyRelation


class Names(Table):
    model = PartyName
    fields = ("text", "language", "kind", "valid_from", "valid_to")


class Identifiers(Table):
    model = PartyIdentifier
    fields = ("scheme", "value")


class Relations(Table):
    model = PartyRelation
    fk_name = "party"
    verbose_name_plural = "relations to other parties"
    fields = ("kind", "other", "valid_from", "valid_to")
    autocomplete_fields = ("other",)


@admin.register(Party)
class PartyAdmin(Found, RecordAdmin):
    list_display = ("code", "name", "kind", "iso2", "from_", "to", "revision")
    list_filter = ("kind",)
    search_fields = ("code", "name")
    search_names = ((PartyName, "party", "folded"),)
    from_ = dated("existed_from", "existed from")
    to = dated("existed_to", "existed to")
    sections = (Names, Identifiers, Relations, citations_of("party"))
    fieldsets = [fieldset(None, ("code", "iso2", "kind"), ("existed_from", "existed_to"))]
