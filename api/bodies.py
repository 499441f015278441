"""Bodies, read strictly: one serializer declares what may be sent, for OpenAPI and for the check.

Unknown names are refused with the nearest known one, values keep their JSON type (no "5" for 5), and every fault is
listed with a pointer (RFC 6901) and the value that was sent.
"""

from datetime import date
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.exceptions import ValidationError as Invalid

from api.formats import escaped
from api.problems import Item, Refusal, invalid, item
from api.query import nearest
from api.readers import read_day
from relations.dates import DateError, parse

MOST_FAULTS = 20
TYPES: tuple[tuple[type[Any], tuple[type, ...], str], ...] = (
    (serializers.BooleanField, (bool,), "true or false"),
    (serializers.IntegerField, (int,), "a whole number"),
    (serializers.DecimalField, (int, float, str), "a number"),
    (serializers.DateField, (str,), "a day, as a text"),
    (serializers.CharField, (str,), "a text"),
    (serializers.ChoiceField, (str,), "one of the codes, as a text"),
)

CODES = {"max_length": "too_long", "min_value": "out_of_range", "max_value": "out_of_range"} | dict.fromkeys(
    ("max_digits", "max_decimal_places", "max_whole_digits"), "out_of_range"
)


class PartialDateField(serializers.CharField):
    """A partial date as EDTF text (ISO 8601-2): 1954, 1954-04, 1954-04-07, 195X, 1955~, 1950/1960, ../1960."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 40, "allow_null": True, "required": False, **options})

    def to_internal_value(self, data: Any) -> str:
        try:
            return parse(str(data)).text
        except DateError as error:
            raise Invalid(str(error), "invalid") from error


class DayField(serializers.DateField):
    """An ISO day of the years 1 to 9998."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"allow_null": True, "required": False, **options})

    def to_internal_value(self, value: Any) -> date:
        try:
            return read_day(str(value))
        except Refusal as error:
            raise Invalid(error.detail, error.code) from error


def read(serializer: serializers.Serializer[Any], value: Any) -> dict[str, Any]:
    """The body as the serializer declares it; what was not sent is left out. All faults are raised as one problem."""
    faults: list[Item] = []
    found = _object(serializer, value, "#", faults)
    if faults:
        raise invalid(*faults[:MOST_FAULTS])
    return found


def _object(serializer: Any, value: Any, pointer: str, faults: list[Item]) -> dict[str, Any]:
    if not isinstance(value, dict):
        faults.append(item("invalid", "This must be an object.", pointer=pointer, value=value))
        return {}
    known, before = serializer.fields, len(faults)
    ignored = getattr(serializer, "ignored", ())
    faults += [_unknown(name, known, pointer) for name in value if name not in known and name not in ignored]
    found: dict[str, Any] = {}
    for name, field in known.items():
        if len(faults) >= MOST_FAULTS:
            break
        if name in value:
            found[name] = _value(field, value[name], f"{pointer}/{escaped(name)}", faults)
        elif field.required:
            faults.append(item("required", f"“{name}” is missing.", pointer=f"{pointer}/{name}"))
    if len(faults) == before:
        faults += _together(serializer, found, pointer)
    return found


def _unknown(name: str, known: dict[str, Any], pointer: str) -> Item:
    near = nearest(name, known)
    hint = f" Do you mean {near}?" if near else f" Known are {', '.join(sorted(known))}."
    detail = f"There is no field “{name[:100]}” here.{hint}"
    return item("unknown_field", detail, pointer=f"{pointer}/{escaped(name)}", suggestion=near)


def _value(field: Any, value: Any, pointer: str, faults: list[Item]) -> Any:
    if value is None:
        if not field.allow_null:
            faults.append(item("null", "This may not be null.", pointer=pointer))
        return None
    if isinstance(field, serializers.Serializer):
        return _object(field, value, pointer, faults)
    if isinstance(field, serializers.ListSerializer | serializers.ListField):
        return _list(field, value, pointer, faults)
    if isinstance(field, serializers.DictField):
        return _map(field, value, pointer, faults)
    return _plain(field, value, pointer, faults)


def _list(field: Any, value: Any, pointer: str, faults: list[Item]) -> list[Any]:
    if not isinstance(value, list):
        faults.append(item("invalid", "This must be a list.", pointer=pointer, value=value))
        return []
    found = []
    for index, inner in enumerate(value):
        if len(faults) >= MOST_FAULTS:
            break
        found.append(_value(field.child, inner, f"{pointer}/{index}", faults))
    return found


def _map(field: Any, value: Any, pointer: str, faults: list[Item]) -> dict[str, Any]:
    if not isinstance(value, dict):
        faults.append(item("invalid", "This must be an object.", pointer=pointer, value=value))
        return {}
    return {name: _value(field.child, inner, f"{pointer}/{escaped(name)}", faults) for name, inner in value.items()}


def _plain(field: Any, value: Any, pointer: str, faults: list[Item]) -> Any:
    expected = next(((types, words) for kind, types, words in TYPES if isinstance(field, kind)), None)
    if expected and (not isinstance(value, expected[0]) or (isinstance(value, bool) and bool not in expected[0])):
        faults.append(item("invalid", f"This must be {expected[1]}.", pointer=pointer, value=value))
        return None
    try:
        return field.run_validation(value)
    except Invalid as error:
        faults += [_fault(field, value, detail, pointer) for detail in _listed(error.detail)]
        return None


def _listed(details: Any) -> list[ErrorDetail]:
    return details if isinstance(details, list) else [details]


def _fault(field: Any, value: Any, detail: ErrorDetail, pointer: str) -> Item:
    code = CODES.get(str(detail.code), str(detail.code))
    if code == "invalid_choice":
        codes = [str(choice) for choice in field.choices]
        near = nearest(value, codes)
        hint = f" Do you mean {near}?" if near else f" Known are {', '.join(codes[:30])}."
        return item(code, f"“{value[:40]}” is no known code.{hint}", pointer=pointer, value=value, suggestion=near)
    return item(code, str(detail), pointer=pointer, value=value)


def _together(serializer: Any, found: dict[str, Any], pointer: str) -> list[Item]:
    """What the serializer's own `validate` says of the object as a whole: its errors name the field, or nothing."""
    try:
        serializer.validate(found)
    except Invalid as error:
        named: Any = error.detail if isinstance(error.detail, dict) else {"": error.detail}
        return [
            item(str(detail.code), str(detail), pointer=f"{pointer}/{name}" if name else pointer, value=found.get(name))
            for name, details in named.items()
            for detail in _listed(details)
        ]
    return []
