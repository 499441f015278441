"""The forms of the desk: constraints speak as form errors, a record carries its reason and the revision it was opened at."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model

from relations.admin.fields import Rewritten
from relations.models import Revision
from relations.models.fields import BoundField

if TYPE_CHECKING:  # Only the stubs give Django's classes type arguments.
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm


class DeskForm(ModelForm):
    """A row of any model."""

    def headline(self) -> str:
        """The row in one line, for a card that is closed."""
        return str(self.instance)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, Rewritten) and name in self.cleaned_data:
                self._keep(name, field)
        return cleaned

    def _keep(self, name: str, field: Rewritten) -> None:
        """What was shown and left alone stays as it is stored, although reading it again might write it otherwise."""
        initial = self.get_initial_for_field(field, name)
        if not field.has_changed(initial, self[name].data):
            self.cleaned_data[name] = initial if initial is not None else field.clean("")

    def _get_validation_exclusions(self) -> set[str]:
        """The bounds of a date stand in no form and follow from its text: constraints on them are checked all the same."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        columns = self._meta.model._meta.concrete_fields
        return excluded - {column.name for column in columns if isinstance(column, BoundField)}

    def _update_errors(self, errors: ValidationError) -> None:
        """An error about a field that this form does not show is shown above it."""
        if hasattr(errors, "error_dict"):
            shown = {name for name, field in self.fields.items() if not field.widget.is_hidden}
            homeless = [name for name in errors.error_dict if name not in shown | {NON_FIELD_ERRORS}]
            for name in homeless:
                errors.error_dict.setdefault(NON_FIELD_ERRORS, []).extend(errors.error_dict.pop(name))
        super()._update_errors(errors)  # type: ignore[misc]


class RecordForm(DeskForm):
    """The form of a page: with the reason for the change, and the revision that the curator has seen."""

    refusal: ClassVar[Sequence[str]] = ()
    held_back: ClassVar[bool] = False
    rehearsing: ClassVar[bool] = False

    reason = forms.CharField(
        max_length=1000,
        help_text="Shown in the public history. Say what is new and who says so.",
        widget=forms.TextInput(attrs={"placeholder": "such as “Exchange of instruments, ministry press release”"}),
    )
    base = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.adding = self.instance._state.adding
        reason, base = self.fields["reason"], self.fields["base"]
        reason.required = not self.adding and not self.rehearsing
        if self.adding:
            reason.initial = first_reason(self._meta.model)
        else:
            base.initial = self.root().revision

    def root(self) -> Any:
        """The record whose revision counts."""
        return root_of(self.instance)

    def is_valid(self) -> bool:
        return super().is_valid() and not self.held_back

    def clean_reason(self) -> str:
        return str(self.cleaned_data["reason"] or (first_reason(self._meta.model) if self.adding else ""))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.adding and self.cleaned_data.get("base") != self.root().revision:
            self.add_error(None, moved_on(self.root(), self.cleaned_data.get("base")))
        for sentence in self.refusal:
            self.add_error(None, sentence)
        return cleaned


def first_reason(model: type[Model]) -> str:
    """The reason for a new record that gives none."""
    return f"First record of this {model._meta.verbose_name}."


def root_of(instance: Any) -> Any:
    """The record that a row belongs to: itself, or the one above it."""
    for name in ("agreement", "event"):
        if name in {field.name for field in instance._meta.fields} and getattr(instance, f"{name}_id") is not None:
            return getattr(instance, name)
    return instance


def moved_on(root: Any, base: int | None) -> ValidationError:
    """Says who changed the record since it was opened here, when and why."""
    newer = Revision.objects.filter(root_id=root.pk, revision__gt=base or 0).order_by("revision")
    changes = "; ".join(
        f"revision {row.revision} by {row.by}, {row.at:%d %B %Y %H:%M} UTC: “{row.reason}”" for row in newer[:5]
    )
    return ValidationError(
        f"This record has been changed since you opened it ({changes or 'it is no longer the one you opened'}). Nothing "
        "was saved; what you typed is still here. Open the record in another tab, then enter your change there.",
        code="moved_on",
    )
