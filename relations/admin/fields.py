"""Form fields that speak as people write: dates in words, lists with one entry per line."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from relations.dates import DateError, display, parse, read
from relations.models.event_values import READINGS

QUOTED = re.compile(r'"([^"]+)"\s*(?:,(.*))?')


def in_words(text: Any) -> str:
    """A stored date in words; what cannot be read is shown as it is, so that it can be corrected."""
    try:
        return display(text) if text else ""
    except DateError:
        return str(text)


def from_words(text: str) -> str:
    """The EDTF text of a date as people write it. Raises ValidationError with the sentence of the DateError."""
    try:
        return read(text).text
    except DateError as error:
        raise ValidationError(str(error), code="invalid_date") from error


class Rewritten(forms.CharField):
    """A field whose stored value is shown in another form; shown and left alone, the value stays what it was."""

    def shown(self, value: Any) -> str:
        raise NotImplementedError

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.shown(initial).split() != str(data or "").split()

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) and not self.is_stored(value) else self.shown(value)

    def is_stored(self, value: str) -> bool:
        """Whether a text is a stored value, not what somebody typed."""
        return False


class PartialDate(Rewritten):
    """A partial date: typed as people write it, shown in words, stored as EDTF text."""

    def __init__(self, placeholder: str = "such as April 1954", **options: Any) -> None:
        options.pop("max_length", None)  # That of the column; words are longer than EDTF.
        super().__init__(**{"empty_value": None, "required": False, **options})
        self.widget.attrs |= {"placeholder": placeholder, "autocomplete": "off"}

    def shown(self, value: Any) -> str:
        return in_words(value)

    def is_stored(self, value: str) -> bool:
        return True

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return None if text is None else from_words(text)


class Day(Rewritten):
    """A day of the calendar, typed as people write it, shown in words."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"empty_value": None, **options})
        self.widget.attrs |= {"placeholder": "such as 7 April 1954", "autocomplete": "off"}

    def shown(self, value: Any) -> str:
        return in_words(str(value)) if value else ""

    def is_stored(self, value: str) -> bool:
        return True

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text is None:
            return None
        found = parse(from_words(text))
        if found.precision != "day" or found.earliest != found.latest:
            raise ValidationError(f"“{text[:100]}” is not one day; write one such as 7 April 1954.", code="not_a_day")
        return found.earliest


def plain(options: dict[str, Any]) -> dict[str, Any]:
    """Without what a JSON column asks of its own field: a codec, and a hidden copy of the value to compare with."""
    return {
        name: option for name, option in options.items() if name not in ("encoder", "decoder", "show_hidden_initial")
    }


class Quantity(forms.DecimalField):
    """A number without the zeros that its column adds."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) and value.is_finite() else value


class Lines(Rewritten):
    """A list of rows as lines of text."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, **plain(options)})

    def shown(self, value: Any) -> str:
        return "\n".join(self.line(row) for row in value or ())

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in str(super().clean(value) or "").splitlines()]
        return [self._row(number, line) for number, line in enumerate(lines, 1) if line]

    def _row(self, number: int, line: str) -> Any:
        try:
            return self.row(line)
        except ValidationError as error:
            raise ValidationError(f"Line {number}: {' '.join(error.messages)}") from error

    def line(self, row: Any) -> str:
        return str(row)

    def row(self, line: str) -> Any:
        return line


class Signatories(Lines):
    """Who signed: one per line, `Name, office`; the office may be left out, a name with a comma stands in quotes."""

    def line(self, row: Any) -> str:
        name = f'"{row["name"]}"' if "," in row["name"] else row["name"]
        return f"{name}, {row['office']}" if row.get("office") else name

    def row(self, line: str) -> Any:
        quoted = QUOTED.fullmatch(line)
        name, office = quoted.groups() if quoted else line.partition(",")[::2]
        return {"name": name.strip(), "office": (office or "").strip() or None}


class Views(Lines):
    """Readings of a contested act: one per line, "who: as_recorded", "who: no_effect", or "who: as_recorded, date"."""

    def line(self, row: Any) -> str:
        effective = f", {in_words(row['effective'])}" if row.get("effective") else ""
        return f"{row['view']}: {row['reading']}{effective}"

    def row(self, line: str) -> Any:
        view, colon, rest = line.rpartition(":")
        reading, _, effective = rest.partition(",")
        code = reading.strip().lower().replace(" ", "_")
        if not colon or not view.strip() or code not in READINGS:
            example = "write the view, a colon and a reading, such as “Russia: no_effect” or “United States: as_recorded, 2026”"
            raise ValidationError(f"“{line[:100]}” is no reading: {example}.")
        date = from_words(effective) if effective.strip() else None
        return {"view": view.strip(), "reading": code, "effective": date}


class Commas(Rewritten):
    """A list of short words, separated by commas."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, **plain(options)})

    def shown(self, value: Any) -> str:
        return ", ".join(_words(value))

    def clean(self, value: Any) -> Any:
        return [word.strip() for word in str(super().clean(value) or "").split(",") if word.strip()]


def _words(value: Any) -> Iterable[str]:
    return [str(word) for word in value or ()]
