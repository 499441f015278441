"""Citations of a record and of its rows, as an inline."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from relations.admin.base import Cards
from relations.admin.forms import DeskForm
from relations.admin.labels import Labels, labels_of
from relations.admin.paging import PagedFormSet
from relations.admin.targets import WHOLE, names_of
from relations.admin.widgets import OwnRow, own_rows_of
from relations.models import Citation
from relations.models.citation import TARGET_KINDS

KINDS = dict(TARGET_KINDS)


def target_field(owner: str, labels: Labels, source: str | None) -> forms.CharField:
    """The field "about": it offers the record as a whole, and its rows."""
    widget = OwnRow(labels, source)
    return forms.CharField(label="About", initial=owner, widget=widget)


class CitationForm(DeskForm):
    """The target is one field: the record as a whole, or one of its rows."""

    target = forms.CharField(label="About")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        row = self.instance
        if not row._state.adding:
            whole = row.target_kind in WHOLE and getattr(row, f"{row.target_kind}_id") == row.target_id
            self.initial["target"] = row.target_kind if whole else f"{row.target_kind}:{row.target_id}"

    def headline(self) -> str:
        row = self.instance
        labels = self.fields["target"].widget.labels
        source = labels.get(str(row.source_id), row.source)
        about = labels.get(self.initial.get("target", ""), row.target_kind)
        field = f", {row.field.replace('_', ' ')}" if row.field else ""
        stance = "contradicts" if row.stance == "contradicts" else "supports"
        return f"{source} {stance} {about[:1].lower()}{about[1:]}{field}{' (preferred)' if row.preferred else ''}"

    def clean_target(self) -> str:
        """The two columns behind the field; whether the row belongs to the record is asked at the door."""
        value = str(self.cleaned_data["target"])
        kind, _, key = value.partition(":")
        if kind not in KINDS:
            raise ValidationError(f"“{value[:100]}” is nothing that can be cited; choose from the list.")
        try:
            self.instance.target_id = UUID(key) if key else getattr(self.instance, f"{kind}_id", None)
        except ValueError as error:
            raise ValidationError(f"“{value[:100]}” is nothing that can be cited; choose from the list.") from error
        self.instance.target_kind = kind
        return value


class CitationFormSet(PagedFormSet):
    """Citations with the names of what they are about."""

    def get_queryset(self) -> Any:
        if not hasattr(self, "_queryset"):
            rows = super().get_queryset()
            self.labels |= WHOLE
            self.labels |= names_of((row.target_kind, row.target_id) for row in rows)
        return self._queryset


class CitationInline(Cards):
    model = Citation
    form = CitationForm
    formset = CitationFormSet
    owner = "agreement"
    autocomplete_fields = ("source",)
    popups = ("source",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("target", "field", "source"),
                    ("value", "locator", "stance", "confidence", "preferred"),
                    ("quote", "quote_language", "accessed_on"),
                )
            },
        ),
    )

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)
        source = own_rows_of(self.owner, obj.pk) if obj else None
        formset.form.base_fields["target"] = target_field(self.owner, labels_of(request), source)
        return formset


def citations_of(owner: str) -> type[CitationInline]:
    """The inline for one kind of record."""
    return type(f"{owner.capitalize()}Citations", (CitationInline,), {"owner": owner, "fk_name": owner})
