"""Model fields of the registry: codes of a vocabulary, partial dates with their bounds, text without control characters."""

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Model

from relations.dates import DateError, PartialDate, parse
from relations.folding import fold as fold
from relations.folding import words as words
from relations.models.keys import uuid7
from relations.vocabulary import Vocabulary

if TYPE_CHECKING:  # Only the stubs give Django's fields type arguments.
    UUIDField = models.UUIDField[Any, Any]
    CharField = models.CharField[Any, Any]
    TextField = models.TextField[Any, Any]
    DateField = models.DateField[Any, Any]
else:
    UUIDField, CharField, TextField, DateField = models.UUIDField, models.CharField, models.TextField, models.DateField


class KeyField(UUIDField):
    """Primary key of a row: a UUIDv7 made in Python."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"primary_key": True, "default": uuid7, "editable": False, **options})


class CodeField(CharField):
    """A code of one vocabulary; migrations do not record the choices, so that a new code needs none."""

    def __init__(self, vocabulary: Vocabulary | None = None, **options: Any) -> None:
        self.vocabulary = vocabulary
        if vocabulary is not None:
            options["choices"] = vocabulary.choices
        super().__init__(**{"max_length": 40, **options})

    def deconstruct(self) -> Any:
        name, path, arguments, options = super().deconstruct()
        options.pop("choices", None)
        return name, path, arguments, options


class CleanText(TextField):
    """Text that every database, JSON and XML can hold: no NUL, no other control character, no lone surrogate."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text if text is None else storable(text)


class CleanLine(CharField):
    """One line of `CleanText`."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text if text is None else storable(text)


def storable(text: str) -> str:
    """The text itself, or a ValidationError that names the first character that cannot be stored."""
    for character in text:
        if (character < " " and character not in "\t\n\r") or character == "\x7f" or "\ud800" <= character <= "\udfff":
            raise ValidationError(
                f"The character U+{ord(character):04X} cannot be stored; remove it.", "unstorable_text"
            )
    return text


class PartialDateField(CharField):
    """A date as precise as its source, as EDTF text (ISO 8601-2): `1954-04`, `../1960`, `1955~`.

    A model pairs it with an `EarliestField` and a `LatestField` of the same name plus suffix.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 40, "null": True, "blank": True, "default": None, **options})

    def to_python(self, value: Any) -> Any:
        return None if value in (None, "") else str(value)

    def validate(self, value: Any, model_instance: Model | None) -> None:
        super().validate(value, model_instance)
        if value is not None:
            try:
                parse(value)
            except DateError as error:
                raise ValidationError(str(error), "invalid_date") from error

    def get_prep_value(self, value: Any) -> Any:
        return None if value in (None, "") else super().get_prep_value(value)


class BoundField(DateField):
    """First or last day that a partial date can mean; computed from the text at every save; null is an open end."""

    side = ""

    def __init__(self, of: str = "", **options: Any) -> None:
        self.of = of
        super().__init__(**{"null": True, "editable": False, "default": None, **options})

    def deconstruct(self) -> Any:
        name, path, arguments, options = super().deconstruct()
        return name, path, arguments, {**options, "of": self.of}

    def computed(self, instance: Model) -> datetime.date | None:
        """The bound of the text that the instance holds now; null for no text or an unreadable one."""
        text = getattr(instance, self.of)
        try:
            day: PartialDate | None = parse(text) if text else None
        except DateError:
            return None  # The text's own field reports it.
        return getattr(day, self.side) if day else None

    def clean(self, value: Any, model_instance: Model | None) -> Any:
        return value if model_instance is None else self.computed(model_instance)

    def pre_save(self, model_instance: Model, add: bool) -> Any:
        day = self.computed(model_instance)
        setattr(model_instance, self.attname, day)
        return day


class EarliestField(BoundField):
    """First day that a partial date can mean."""

    side = "earliest"


class LatestField(BoundField):
    """Last day that a partial date can mean."""

    side = "latest"


class FoldedField(CharField):
    """The folded copy of another text column; computed at every save."""

    def __init__(self, of: str = "", **options: Any) -> None:
        self.of = of
        super().__init__(**{"max_length": 600, "default": "", "editable": False, "db_index": True, **options})

    def deconstruct(self) -> Any:
        name, path, arguments, options = super().deconstruct()
        return name, path, arguments, {**options, "of": self.of}

    def computed(self, instance: Model) -> str:
        """The folded text that the instance holds now."""
        return fold(getattr(instance, self.of) or "")

    def clean(self, value: Any, model_instance: Model | None) -> Any:
        return value if model_instance is None else self.computed(model_instance)

    def pre_save(self, model_instance: Model, add: bool) -> Any:
        folded = self.computed(model_instance)
        setattr(model_instance, self.attname, folded)
        return folded
