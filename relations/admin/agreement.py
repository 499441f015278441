"""Agreements at the desk: the record, its rows in sections, what follows from them, and a preview."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from relations.admin.base import Cards, RecordAdmin, Table, fieldset
from relations.admin.citation import citations_of
from relations.admin.columns import dated
from relations.admin.fields import Commas
from relations.admin.filters import FindingFilter, StatusFilter, SubjectFilter
from relations.admin.forms import DeskForm
from relations.admin.labels import shortened
from relations.admin.preview import Previewed
from relations.admin.search import Found
from relations.admin.statuses import Statuses, StatusList
from relations.admin.terms import TermsInline
from relations.models import (
    Agreement,
    AgreementRelation,
    AgreementSubject,
    Assessment,
    Event,
    Identifier,
    NamedParty,
    Participation,
    Provision,
    Text,
    Title,
)
from relations.vocabulary import ASSESSMENT_KINDS


class Titles(Table):
    model = Title
    fields = ("text", "language", "kind")

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        return 0 if obj else 1


class Identifiers(Table):
    model = Identifier
    fields = ("scheme", "value")


class Subjects(Table):
    model = AgreementSubject
    verbose_name, verbose_name_plural = "subject", "subjects"
    fields = ("concept",)
    autocomplete_fields = ("concept",)


class Texts(Table):
    model = Text
    verbose_name_plural = "where the text can be read"
    fields = ("kind", "language", "link", "archived_link", "checksum")


class Relations(Table):
    model = AgreementRelation
    fk_name = "agreement"
    verbose_name, verbose_name_plural = "relation", "relations to other agreements"
    fields = ("kind", "other")
    autocomplete_fields = ("other",)


class NamedParties(Table):
    model = NamedParty
    verbose_name_plural = "parties that the terms name"
    fields = ("party", "part", "weight")
    autocomplete_fields = ("party",)


class Participations(Table):
    model = Participation
    fields = ("party", "role", "side", "on_behalf_of")
    autocomplete_fields = ("party", "on_behalf_of")

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        return 0 if obj else 2


class Events(Table):
    model = Event
    fk_name = "agreement"
    verbose_name, verbose_name_plural = "act", "acts"
    fields = ("kind", "party", "date", "effective", "until", "place", "page")
    readonly_fields = ("page",)
    autocomplete_fields = ("party",)
    field_options = {"effective": {"placeholder": ""}, "until": {"placeholder": ""}}

    @admin.display(description="signatories, views, note …")
    def page(self, row: Any) -> str:
        return own_page(row, "Open this act")


class Provisions(Table):
    model = Provision
    fields = ("page", "number", "order", "modality", "direction", "approval_mode", "coded_value")
    readonly_fields = ("page",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("texts")

    @admin.display(description="what it says")
    def page(self, row: Any) -> str:
        headings = [text.heading for text in row.texts.all() if text.heading] if not row._state.adding else []
        return own_page(row, headings[0] if headings else "Open this provision")


class AssessmentForm(DeskForm):
    def headline(self) -> str:
        row = self.instance
        who = f" for {row.party.code}" if row.party_id else ""
        return (
            f"{ASSESSMENT_KINDS[row.kind].label}{who}: {row.statement}"
            if row.kind in ASSESSMENT_KINDS
            else row.statement
        )


class Assessments(Cards):
    model = Assessment
    form = AssessmentForm
    show_change_link = True
    own_page = "Provisions and third parties that it is about"
    fieldsets = [fieldset(None, ("kind", "party", "author", "order"), "statement", ("verdict", "verdict_reason"))]
    autocomplete_fields = ("party",)


def own_page(row: Any, label: str) -> str:
    """A link to the page of a row; a row that is not saved yet has none."""
    if row is None or row._state.adding:
        return "after saving"
    address = reverse(f"admin:relations_{row._meta.model_name}_change", args=[quote(row.pk)])
    return format_html('<a href="{}">{}</a>', address, label)


@admin.register(Agreement)
class AgreementAdmin(Found, Previewed, Statuses, RecordAdmin):
    change_form_template = "admin/relations/agreement.html"
    list_display = ("shown", "ref", "kind", "status_today", "signed", "in_force", "party_count", "revision")
    list_display_links = ("shown",)
    list_filter = (StatusFilter, FindingFilter, "kind", "bindingness", "scope", "text_availability", SubjectFilter)
    search_fields = ("ref", "title")
    search_names = ((Title, "agreement", "folded"), (Identifier, "agreement", "value"))
    autocomplete_fields = ("depositary",)
    signed = dated("signed_on")
    in_force = dated("in_force_from")
    field_options = {"languages": {"form_class": Commas, "help_text": "Language tags, separated by commas: en, ru."}}
    sections = (
        Titles,
        Participations,
        Events,
        TermsInline,
        NamedParties,
        Provisions,
        Assessments,
        Relations,
        Subjects,
        Identifiers,
        Texts,
        citations_of("agreement"),
    )
    fieldsets = [
        fieldset(
            "The record",
            ("ref", "kind", "scope", "bindingness"),
            ("place", "languages", "depositary"),
            ("text_availability", "complete_until"),
            "summary",
        )
    ]

    @admin.display(description="agreement", ordering="title")
    def shown(self, row: Any) -> str:
        title = str(row.title or row.ref)
        short = f"{row.short_title}: " if row.short_title and row.short_title != title else ""
        return f"{short}{shortened(title)}"

    @admin.display(description="status today")
    def status_today(self, row: Any) -> str:
        code, label = getattr(row, "status_shown", ("unknown", "Unknown"))
        return format_html('<span class="status s-{}">{}</span>', code, label)

    def get_changelist(self, request: HttpRequest, **options: Any) -> Any:
        return StatusList
