"""A reference to another row of the same record: `provision:<id>` or the bare id."""

from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError


class RowChoice(forms.CharField):
    """Cleans to the row itself; that it belongs to the same record is asked at the door."""

    def __init__(self, kind: str, widget: forms.Widget, **options: Any) -> None:
        super().__init__(widget=widget, **{"label": kind, "empty_value": None, **options})
        self.kind = kind

    def prepare_value(self, value: Any) -> Any:
        return str(value).removeprefix(f"{self.kind}:") if value else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text is None:
            return None
        rows = apps.get_model("relations", self.kind)._default_manager
        try:
            return rows.get(pk=str(text).removeprefix(f"{self.kind}:"))
        except (ValidationError, rows.model.DoesNotExist) as error:
            raise ValidationError(f"“{text[:100]}” is no {self.kind} of this record; choose from the list.") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(self.prepare_value(data) or "")
