"""What every page of the desk shares: forms through the door, paged inlines, cheap lists, labels asked for once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse

from relations.admin.attempts import Attempt, attempt_of
from relations.admin.door import ThroughTheDoor
from relations.admin.fields import Day, PartialDate, Quantity
from relations.admin.forms import DeskForm, RecordForm, root_of
from relations.admin.history import WithHistory
from relations.admin.labels import labels_of
from relations.admin.paging import CheapPaginator, PagedFormSet, number_asked
from relations.admin.usage import Usage, linked
from relations.admin.widgets import SharedAutocomplete
from relations.models.fields import CleanText, PartialDateField

if TYPE_CHECKING:  # Only the stubs give Django's classes type arguments.
    BaseModelAdmin = admin.options.BaseModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    StackedInline = admin.StackedInline[Any, Any]
else:
    BaseModelAdmin = admin.options.BaseModelAdmin
    TabularInline, StackedInline = admin.TabularInline, admin.StackedInline

CONTROLS: dict[Any, Any] = {
    PartialDateField: {"form_class": PartialDate, "widget": forms.TextInput},
    models.DateField: {"form_class": Day, "widget": forms.TextInput},
    models.CharField: {"widget": forms.TextInput},
    models.DecimalField: {"form_class": Quantity},
    CleanText: {"widget": forms.Textarea(attrs={"rows": 3})},
}


class Desk(BaseModelAdmin):
    """Form fields as the desk shows them, in pages and in inlines."""

    formfield_overrides = CONTROLS
    field_options: ClassVar[dict[str, dict[str, Any]]] = {}
    popups: ClassVar[tuple[str, ...]] = ()  # References for which a new record can be added from here.

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        options |= self.field_options.get(db_field.name, {})
        if isinstance(db_field, CleanText) and db_field.null:
            options.setdefault("empty_value", None)  # What is not known is null, never an empty text.
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            self._quiet(field, db_field.name)
        return field

    def _quiet(self, field: Any, name: str) -> None:
        """Beside a reference stands at most a link that adds a new record."""
        if name not in self.popups:
            field.widget = field.widget.widget
            return
        field.widget.can_change_related = field.widget.can_delete_related = field.widget.can_view_related = False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            options["widget"] = SharedAutocomplete(db_field, self.admin_site, labels_of(request))
        return super().formfield_for_foreignkey(db_field, request, **options)


class DeskInline(Desk):
    """Rows of a record, a page at a time. `joined` are the references that are loaded with the rows."""

    form: Any = DeskForm
    formset: Any = PagedFormSet
    extra = 0
    show_change_link = False
    labelled = False
    parent_model: Any
    model: Any
    fk_name: str | None

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related(*self.autocomplete_fields)

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **options)  # type: ignore[misc]
        formset.labels = labels_of(request)
        formset.query, formset.labelled = request.GET, self.labelled
        formset.shared = tuple(self.autocomplete_fields)
        formset.total = totals_of(request, self, obj).get(formset.get_default_prefix())
        formset.page = min(
            number_asked(request.GET.get(f"{formset.get_default_prefix()}-p", "")), formset.pages_of(formset.total)
        )
        return formset


class Table(DeskInline, TabularInline):
    """Rows with few columns."""

    template = "admin/relations/inline_table.html"


class Cards(DeskInline, StackedInline):
    """Rows with many fields; `own_page` is the link to the page of a row that has one."""

    own_page = "All of it"
    labelled = True
    template = "admin/relations/inline_cards.html"


def totals_of(request: HttpRequest, inline: Any, obj: Any) -> dict[str, int]:
    """How many rows each inline of this page has, by its prefix: one query for all."""
    if obj is None:
        return {}
    if not hasattr(request, "_totals"):
        page: Any = inline.admin_site._registry[inline.parent_model]
        counts = {prefix: _count(child, path) for prefix, child, path in page.counted(obj)}
        rows = inline.parent_model._default_manager.filter(pk=obj.pk).annotate(
            **{f"n_{k}": v for k, v in counts.items()}
        )
        found = rows.values(*(f"n_{prefix}" for prefix in counts)).first() if counts else {}
        setattr(request, "_totals", {key.removeprefix("n_"): number for key, number in (found or {}).items()})  # noqa: B010
    totals: dict[str, int] = getattr(request, "_totals")  # noqa: B009
    return totals


def _count(child: Any, path: str) -> Any:
    rows = child._default_manager.order_by().filter(**{path: OuterRef("pk")}).values(path)
    return Coalesce(Subquery(rows.annotate(rows=Count("pk")).values("rows")), 0)


class RecordAdmin(Desk, Usage, WithHistory, ThroughTheDoor):
    """The page and the list of one kind of record."""

    form = RecordForm
    paginator = CheapPaginator
    show_full_result_count = False
    list_per_page = 50
    list_select_related: ClassVar[Any] = ()
    sections: ClassVar[Sequence[type[DeskInline]]] = ()
    change_form_template = "admin/relations/record.html"
    show_facets = admin.ShowFacets.NEVER  # Each facet would count the whole table.

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.sections

    def counted(self, obj: Any) -> list[tuple[str, Any, str]]:
        """Prefix, model and path to the parent of each inline."""
        found = []
        for inline in self.get_inlines(None, obj):  # type: ignore[arg-type]
            fk = next(
                field
                for field in inline.model._meta.concrete_fields
                if isinstance(field, models.ForeignKey)
                and field.related_model is self.model
                and inline.fk_name in (None, field.name)
            )
            found.append((fk.remote_field.get_accessor_name(), inline.model, fk.name))
        return found

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **options)
        attempt = attempt_of(request) or Attempt()
        form.refusal, form.held_back, form.rehearsing = attempt.refusal, attempt.held_back, attempt.rehearsing
        return form

    def heading(self, row: Any) -> str:
        """The row's name above its page."""
        return str(getattr(row, "title", None) or row)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> HttpResponse:
        row = options.get("obj")
        if row is not None:
            root = root_of(row)
            named = {
                "heading": self.heading(row),
                "root": root,
                "root_link": linked(root),
                "is_root": root.pk == row.pk,
            }
            context.update(named)
        return super().render_change_form(request, context, *args, **options)


def fieldset(name: str | None, *fields: str | Sequence[str]) -> Any:
    """A group of fields; fields in one tuple stand in one line."""
    return name, {"fields": fields}
