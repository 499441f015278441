"""Widgets: autocomplete fields that share their labels and carry little markup."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.urls import NoReverseMatch, reverse

from relations.admin.labels import Labels, complete
from relations.admin.targets import names_of

SCRIPTS = (
    "admin/js/vendor/jquery/jquery.min.js",
    "admin/js/vendor/select2/select2.full.min.js",
    "admin/js/jquery.init.js",
    "relations/autocomplete.js",
)
STYLES = ("admin/css/vendor/select2/select2.min.css", "admin/css/autocomplete.css")


class SharedAutocomplete(AutocompleteSelect):
    """Django's autocomplete field with the labels of the whole page, and with its settings in the script."""

    labels: Labels

    def __init__(self, field: Any, admin_site: Any, labels: Labels | None = None, **options: Any) -> None:
        super().__init__(field, admin_site, **options)
        self.labels = {} if labels is None else labels

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        attrs = forms.Select.build_attrs(self, base_attrs, extra_attrs)
        named = self.field.model._meta
        return {
            **attrs,
            "class": f"{attrs.get('class', '')} admin-autocomplete".strip(),
            "data-of": f"{named.app_label}.{named.model_name}.{self.field.name}",
        }

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> list[Any]:
        """Only the option that is chosen."""
        chosen = [str(key) for key in value if str(key) not in ("", "None")]
        complete(self.labels, chosen, self.choices.queryset)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options += [self.create_option(name, key, self.labels[key], True, 1) for key in chosen if key in self.labels]
        return [(None, options, 0)]

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=SCRIPTS, css={"screen": STYLES})


class LeanSelect(forms.Select):
    """A select in a row of many: it carries the chosen option; the script gives it those of the row that is still empty.

    A page with 25 rows of 80 kinds would be ten times as long otherwise.
    """

    def __init__(self, like: forms.Select, options_of: str) -> None:
        super().__init__({**like.attrs, "data-options": options_of}, like.choices)
        self.is_required = like.is_required

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> list[Any]:
        chosen = [option for option in self.choices if str(option[0]) in value] or [("", "")]
        return [(None, [self.create_option(name, key, str(label), True, 0) for key, label in chosen], 0)]


class OwnRow(forms.Select):
    """Choice among the rows of one record, found by typing: `kind:id`, or the bare id of the one `kind` there is."""

    def __init__(self, labels: Labels, source: str | None, kind: str | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.labels, self.source, self.kind = labels, source, kind

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {**attrs, "class": "admin-autocomplete", "data-own": self.source or ""}

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        chosen = [str(key) for key in value if str(key) not in ("", "None")]
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options += [self.create_option(name, key, self._name(key), True, 1) for key in chosen]
        return [(None, options, 0)]

    def _name(self, key: str) -> str:
        if key not in self.labels:
            kind, _, row = key.rpartition(":")
            with suppress(ValueError):
                for name in names_of([(kind or self.kind or "", UUID(row))]).values():
                    self.labels[key] = name
        return self.labels.get(key, key)

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=SCRIPTS, css={"screen": STYLES})


def own_rows_of(kind: str, key: Any, *rows: str) -> str | None:
    """The address at which the rows of a record are searched; without kinds of rows, all that can be cited."""
    try:
        address = reverse("admin:own_rows", args=[kind, key])
    except NoReverseMatch:  # A page was asked for with something that is no key.
        return None
    return f"{address}?rows={','.join(rows)}" if rows else address
