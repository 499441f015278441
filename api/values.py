"""The kinds of value that representations declare: what stands in the OpenAPI contract. Answers never run through them."""

from typing import Any

from rest_framework import serializers

from api.enumerations import Enumeration


class Text(serializers.CharField):
    """Text; null where nothing is known."""

    def __init__(self, help_text: str = "", *, null: bool = False, **options: Any) -> None:
        super().__init__(allow_null=null, help_text=help_text or None, **options)


class Key(Text):
    """A public key, or the id of a member."""


class Address(Text):
    """A root-relative URL of this API."""

    def __init__(self, help_text: str = "Address of this object, root-relative.", **options: Any) -> None:
        super().__init__(help_text, **options)


class Id(serializers.UUIDField):
    """The id of a row."""

    def __init__(self, help_text: str = "", *, null: bool = False, **options: Any) -> None:
        super().__init__(allow_null=null, help_text=help_text or None, **options)


class Whole(serializers.IntegerField):
    """A whole number."""

    def __init__(self, help_text: str = "", *, null: bool = False, **options: Any) -> None:
        super().__init__(allow_null=null, help_text=help_text or None, **options)


class Amount(serializers.CharField):
    """A quantity as decimal text, exact."""

    def __init__(self, help_text: str = "", *, null: bool = True, **options: Any) -> None:
        super().__init__(allow_null=null, help_text=help_text or None, **options)


class Flag(serializers.BooleanField):
    """True or false; null where the text is silent."""

    def __init__(self, help_text: str = "", *, null: bool = False, **options: Any) -> None:
        super().__init__(allow_null=null, help_text=help_text or None, **options)


class Day(serializers.DateField):
    """An ISO day."""

    def __init__(self, help_text: str = "", *, null: bool = True, **options: Any) -> None:
        super().__init__(allow_null=null, help_text=help_text or None, **options)


class Moment(serializers.DateTimeField):
    """A moment in UTC."""

    def __init__(self, help_text: str = "", *, null: bool = False, **options: Any) -> None:
        super().__init__(allow_null=null, help_text=help_text or None, **options)


class Edtf(serializers.CharField):
    """A date as precise as its source, EDTF text (ISO 8601-2)."""

    def __init__(self, help_text: str = "", **options: Any) -> None:
        super().__init__(allow_null=True, help_text=help_text or None, **options)


class Earliest(Day):
    """First day that the partial date beside it can mean."""

    def __init__(self) -> None:
        super().__init__("First day that it can mean; null for an open end.")


class Latest(Day):
    """Last day that the partial date beside it can mean."""

    def __init__(self) -> None:
        super().__init__("Last day that it can mean; null for an open end.")


class Code(serializers.ChoiceField):
    """A code of a named enumeration."""

    def __init__(self, enumeration: Enumeration, *, null: bool = False, **options: Any) -> None:
        self.enumeration = enumeration
        super().__init__(choices=list(enumeration.terms), allow_null=null, **options)


def listed(child: serializers.Field[Any, Any, Any, Any], help_text: str = "", **options: Any) -> serializers.ListField:
    """A list of values."""
    return serializers.ListField(child=child, help_text=help_text or None, **options)


class DayOrRange(serializers.Field[Any, Any, Any, Any]):
    """A day, or `[earliest, latest]` where it is not known to the day."""

    def __init__(self, help_text: str) -> None:
        super().__init__(allow_null=True, help_text=help_text)


class Expandable(serializers.Field[Any, Any, Any, Any]):
    """A key, a list of keys, or with `expand` the objects behind them; `only` marks what nothing but `expand` brings.

    `target` is the dotted path of the serializer of those objects.
    """

    def __init__(
        self, target: str, help_text: str = "", *, many: bool = False, null: bool = False, only: bool = False
    ) -> None:
        self.target, self.many, self.only = target, many or only, only
        super().__init__(allow_null=null, help_text=help_text or None, required=not only)


def names_of(serializer: type[serializers.Serializer[Any]]) -> tuple[str, ...]:
    """The names of an answer in their order, without those that only `expand` brings."""
    return tuple(name for name, field in serializer().fields.items() if not getattr(field, "only", False))
