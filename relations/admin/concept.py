"""Subjects and concepts at the desk."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from relations.admin.base import RecordAdmin, fieldset
from relations.admin.fields import Lines
from relations.admin.search import Found, asked_from
from relations.models import Concept

SCHEME_OF = {"agreementsubject.concept": "subject", "provisionconcept.concept": "provision"}


@admin.register(Concept)
class ConceptAdmin(Found, RecordAdmin):
    list_display = ("notation", "label", "scheme", "broader", "revision")
    list_filter = ("scheme",)
    list_select_related = ("broader",)
    search_fields = ("notation", "label")
    autocomplete_fields = ("broader",)
    field_options = {
        "exact_match": {"form_class": Lines, "help_text": "Addresses of the same concept elsewhere, one per line."}
    }
    fieldsets = [fieldset(None, ("notation", "scheme"), "label", "definition", "broader", "exact_match")]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """A field for subjects offers subjects, one for concepts of provisions offers these."""
        scheme = SCHEME_OF.get(asked_from(request))
        return super().get_search_results(request, queryset.filter(scheme=scheme) if scheme else queryset, search_term)
