"""Events at the desk: treaty actions, each on a page of its own, and diplomatic events."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseRedirect

from relations.admin.base import Cards, RecordAdmin, Table, fieldset
from relations.admin.citation import citations_of
from relations.admin.columns import dated
from relations.admin.fields import Signatories, Views, in_words
from relations.admin.labels import labels_of
from relations.admin.member import MemberAdmin
from relations.admin.rowchoice import RowChoice
from relations.admin.search import Found
from relations.admin.widgets import OwnRow, own_rows_of
from relations.models import Event, EventConcern, EventParticipant, Outcome, OutcomeAgreement
from relations.vocabulary import ACTIONS

WHO_SIGNED = "One per line: “Name, office”; the office may be left out."
READINGS = (
    "For a contested act, one reading per line: “Russia: no_effect” or “United States: as_recorded, 5 February 2026”."
)
ACT = [
    fieldset("The act", ("kind", "party", "other_party"), ("date", "effective", "until"), ("target", "order")),
    fieldset("How it was done", ("place", "instrument"), "signatories", ("chamber", "organ", "territory"), "note"),
    fieldset("If its effect is contested", "contested", "views"),
]
DIPLOMATIC = [
    fieldset(None, "key", "title", ("kind", "party"), ("date", "until"), "place", "note"),
]


class Participants(Table):
    model = EventParticipant
    verbose_name = "participant"
    verbose_name_plural = "who took part"
    fields = ("party", "name", "office")
    autocomplete_fields = ("party",)


class Concerns(Table):
    model = EventConcern
    verbose_name = "agreement"
    verbose_name_plural = "agreements that it concerns"
    fields = ("agreement",)
    autocomplete_fields = ("agreement",)


class Outcomes(Cards):
    model = Outcome
    verbose_name_plural = "expected outcomes"
    show_change_link = True
    fieldsets = [fieldset(None, "statement", ("status", "what_happened"))]


class Standing(admin.SimpleListFilter):
    """Which of the two kinds of events."""

    title = "belongs to"
    parameter_name = "of"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("agreement", "An agreement"), ("none", "No agreement: diplomatic events")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() in ("agreement", "none"):
            return queryset.filter(agreement__isnull=self.value() == "none")
        return queryset


@admin.register(Event)
class EventAdmin(Found, MemberAdmin):
    """A treaty action has an agreement, from its page or by `add/?agreement=<id>`; without one it is a diplomatic event."""

    anchor = "events"
    list_display = ("__str__", "when", "party", "agreement", "key")
    list_filter = (Standing, "kind")
    list_select_related = ("agreement", "party")
    search_fields = ("key", "title", "agreement__ref", "agreement__title", "party__code")
    autocomplete_fields = ("agreement", "party", "other_party")
    when = dated("date", "date")
    field_options = {
        "signatories": {"form_class": Signatories, "help_text": WHO_SIGNED},
        "views": {"form_class": Views, "help_text": READINGS},
    }

    def is_act(self, request: HttpRequest, obj: Any) -> bool:
        return (obj.agreement_id is not None) if obj else bool(request.GET.get("agreement"))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if not self.is_act(request, obj):
            return DIPLOMATIC
        return ACT if obj else [fieldset(None, "agreement"), *ACT]

    def heading(self, row: Any) -> str:
        if row.agreement_id is None:
            return super().heading(row)
        who = f" by {row.party}" if row.party_id else ""
        return f"{ACTIONS[row.kind].label if row.kind in ACTIONS else row.kind}{who}, {in_words(row.date) or 'no date'}"

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        diplomatic = (Participants, Concerns, Outcomes, citations_of("event"))
        return () if request and self.is_act(request, obj) else diplomatic

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        """Another act that this one revokes or answers is one of the same agreement."""
        form = super().get_form(request, obj, change=change, **options)
        if "target" in form.base_fields:
            agreement = obj.agreement_id if obj else request.GET.get("agreement")
            widget = OwnRow(labels_of(request), own_rows_of("agreement", agreement, "event"), "event")
            form.base_fields["target"] = RowChoice("event", widget, label="Target", required=False, help_text=TARGET)
        return form

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        if obj.agreement_id is None:
            return RecordAdmin.response_post_save_change(self, request, obj)
        return super().response_post_save_change(request, obj)

    response_post_save_add = response_post_save_change


TARGET = "The act that this one revokes, confirms or objects to."


class Agreements(Table):
    model = OutcomeAgreement
    verbose_name = "agreement"
    verbose_name_plural = "agreements that came of it"
    fields = ("agreement",)
    autocomplete_fields = ("agreement",)


@admin.register(Outcome)
class OutcomeAdmin(Found, MemberAdmin):
    """What an event was expected to bring."""

    owner = "event"
    anchor = "outcomes"
    list_display = ("statement", "event", "status")
    list_filter = ("status",)
    list_select_related = ("event",)
    search_fields = ("statement", "event__key", "event__title")
    autocomplete_fields = ("event",)
    sections = (Agreements,)
    fieldsets = [fieldset(None, "statement", "status", "what_happened")]
