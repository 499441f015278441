"""The two value lists inside an event: who signed, and how a contested act is read."""

from typing import Any

from django.core.exceptions import ValidationError

from relations.dates import DateError, parse
from relations.models.fields import storable

READINGS = ("as_recorded", "no_effect")


def _rows(value: Any, required: str, allowed: set[str]) -> list[dict[str, Any]]:
    """The rows of a value list, or the sentence that says what is wrong with it."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise ValidationError(f"{value!r:.100} is no list of objects.", "invalid_row")
    for row in value:
        for name in row.keys() - allowed:
            raise ValidationError(
                f"Unknown name “{name[:100]}”; known are {', '.join(sorted(allowed))}.", "unknown_row_field"
            )
        if not isinstance(row.get(required), str) or not row[required].strip():
            raise ValidationError(f"Each row needs a text “{required}”.", "required_row")
    return value


def _line(value: Any, name: str) -> None:
    if value is not None and (not isinstance(value, str) or len(storable(value)) > 200):
        raise ValidationError(f"“{name}” must be a text of at most 200 characters.", "invalid_row")


def signatory_list(value: Any) -> None:
    """`[{"name", "office"}]`, office may be null."""
    for row in _rows(value, "name", {"name", "office"}):
        _line(row["name"], "name")
        _line(row.get("office"), "office")


def view_list(value: Any) -> None:
    """`[{"view", "reading", "effective"}]`: the readings of a contested act."""
    for row in _rows(value, "view", {"view", "reading", "effective"}):
        _line(row["view"], "view")
        if row.get("reading") not in READINGS:
            raise ValidationError(
                f"“{row.get('reading')}” is no reading; write as_recorded or no_effect.", "invalid_reading"
            )
        _effective(row.get("effective"))


def _effective(value: Any) -> None:
    if value is None:
        return
    try:
        parse(value if isinstance(value, str) else repr(value))
    except DateError as error:
        raise ValidationError(str(error), "invalid_date") from error
