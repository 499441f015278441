"""Language tags (BCP 47), as the registry uses them: `en`, `ru`, `zh-Hant`."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

TAG = r"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z"
language = RegexValidator(TAG, "“%(value)s” is no language tag: write a BCP 47 tag such as en, ru or zh-Hant.")


def language_list(value: Any) -> None:
    """A list of distinct language tags."""
    if not isinstance(value, list) or not all(isinstance(tag, str) and re.search(TAG, tag) for tag in value):
        raise ValidationError(
            f'{value!r} is no list of language tags: write one such as ["en", "ru"].', "invalid_language"
        )
    if len(set(value)) != len(value):
        raise ValidationError(f"{value!r} names a language twice.", "invalid_language")
