"""Forms of public keys and URLs, each with the sentence that says what is right."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator

from relations.vocabulary import IDENTIFIER_SCHEMES

slug = RegexValidator(
    r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
    "“%(value)s” is no key: write lower-case letters, digits and single hyphens, such as relos-2025.",
)
party_code = RegexValidator(
    r"\A[A-Z0-9]+(-[A-Z0-9]+)*\Z",
    "“%(value)s” is no party code: write capital letters, digits and single hyphens, such as IND, NATO or IND-MOD.",
)
_http = URLValidator(schemes=["http", "https"])


def web_url(value: str) -> None:
    """Only http and https: a `javascript:` address must never become a link."""
    try:
        _http(value)
    except ValidationError as error:
        text = (
            f"“{value[:100]}” is no web address: write one that begins with https://, such as https://treaties.un.org/."
        )
        raise ValidationError(text, "invalid_url") from error


def check_identifier(scheme: str, value: str, owner: str) -> None:
    """The value has the form that its scheme prescribes, and the scheme is one for this kind of owner."""
    if scheme not in IDENTIFIER_SCHEMES or not value:
        return  # The fields themselves report it.
    term = IDENTIFIER_SCHEMES[scheme]
    if term.extra["applies_to"] not in (owner, "any"):
        raise ValidationError({"scheme": f"{term.label} identifies a {term.extra['applies_to']}, not a {owner}."})
    if term.extra["pattern"] and not re.search(term.extra["pattern"], value):
        text = f"“{value[:100]}” does not have the form of {term.label}: {term.extra['pattern']}"
        raise ValidationError({"value": text})
