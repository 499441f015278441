"""Pages: of lists, counted only so far, and of the rows inside a form."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict
from django.utils.functional import cached_property

from relations.admin.labels import Labels, remember
from relations.admin.widgets import LeanSelect

if TYPE_CHECKING:  # Only the stubs give Django's classes type arguments.
    InlineFormSet = BaseInlineFormSet[Any, Any, Any]
    ListPaginator = Paginator[Any]
else:
    InlineFormSet, ListPaginator = BaseInlineFormSet, Paginator

PER_PAGE = 25
CAP = 10_000


def number_asked(text: str) -> int:
    """The number of a page in an address; what is none is the first."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 8 else 1


class CheapPaginator(ListPaginator):
    """Counts no further than the cap: who needs more than ten thousand rows searches."""

    @cached_property
    def count(self) -> int:
        return min(self.counted, CAP)

    @cached_property
    def counted(self) -> int:
        rows: Any = self.object_list
        return int(rows[: CAP + 1].count())

    @property
    def capped(self) -> bool:
        return self.counted > CAP


class PagedFormSet(InlineFormSet):
    """The rows of one page; a field without a label says to a screen reader what it is, and in which row.

    `page` counts from 1. What was sent is found by the keys of its rows: it is saved whatever page it came from.
    """

    labels: Labels
    shared: tuple[str, ...] = ()
    page = 1
    total: int | None = None
    query: QueryDict
    labelled = False  # Whether each field has a label of its own beside it.
    _queryset: Any

    def get_queryset(self) -> Any:
        if not hasattr(self, "_queryset"):
            rows = super().get_queryset()
            del self._queryset
            self._queryset = list(self._sent(rows) if self.is_bound else self._of_page(rows))
            for row in self._queryset:
                remember(self.labels, row, self.shared)
        return self._queryset

    def _of_page(self, rows: Any) -> Any:
        if self.instance._state.adding:
            return []
        start = (self.page - 1) * PER_PAGE
        return rows[start : start + PER_PAGE]

    def _sent(self, rows: Any) -> Any:
        sent = min(self.initial_form_count(), self.absolute_max)
        names = [f"{self.add_prefix(index)}-id" for index in range(sent)]
        keys = [self.data.get(name) for name in names]
        try:
            return rows.filter(pk__in=[key for key in keys if key])
        except ValidationError:
            return rows.none()

    def add_fields(self, form: Any, index: int | None) -> None:
        key = self.instance.pk
        super().add_fields(form, index)
        self.instance.pk = key  # Django takes it away from a new parent; rules of the rows ask for it.
        row = "new row" if index is None else f"row {(self.page - 1) * PER_PAGE + index + 1}"
        for name, field in form.fields.items():
            if index is not None and type(field.widget) is forms.Select and self.max_num != 1:
                field.widget = LeanSelect(field.widget, f"{self.prefix}-__prefix__-{name}")
            if not field.widget.is_hidden and not self.labelled:
                label = field.label or name.replace("_", " ")
                inner = getattr(field.widget, "widget", field.widget)
                inner.attrs["aria-label"] = f"{label[:1].upper()}{label[1:]}, {row}"

    def clean(self) -> None:
        super().clean()
        if any(form.instance._state.adding for form in self.initial_forms):
            raise ValidationError(
                "A row that you see here was deleted by somebody else. Open the record again.", "gone"
            )

    @staticmethod
    def pages_of(total: int | None) -> int:
        return max(1, -(-(total or 0) // PER_PAGE))

    @property
    def pages(self) -> int:
        return self.pages_of(self.total)

    @property
    def first(self) -> int:
        return (self.page - 1) * PER_PAGE + 1

    @property
    def last(self) -> int:
        return min(self.page * PER_PAGE, self.total or 0)

    @property
    def links(self) -> list[tuple[str, str | None]]:
        """The pages with their addresses; the one shown has none."""
        near = {1, self.pages, *range(self.page - 3, self.page + 4)}
        found: list[tuple[str, str | None]] = []
        for number in sorted(number for number in near if 1 <= number <= self.pages):
            query = self.query.copy()
            query[f"{self.prefix}-p"] = str(number)
            found.append((str(number), None if number == self.page else f"?{query.urlencode()}"))
        return found
