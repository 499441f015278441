"""The query string, read strictly: what is unknown, empty, repeated or malformed is refused and named (RFC 3986, 3.4)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest

from api.problems import Item, Refusal, invalid, item

LONGEST_TEXT = 200
LONGEST_LIST = 100


@dataclass(frozen=True)
class Reader:
    """How a text becomes a value, and how OpenAPI describes such texts."""

    read: Callable[[str], Any]
    schema: Mapping[str, Any]
    longest: int = LONGEST_TEXT


@dataclass(frozen=True)
class Parameter:
    """One parameter of the query; only one with `many` may be repeated, its value is then a list."""

    name: str
    reader: Reader
    description: str
    many: bool = False

    @property
    def schema(self) -> Mapping[str, Any]:
        return {"type": "array", "items": self.reader.schema} if self.many else self.reader.schema


def pairs(request: Any) -> list[tuple[str, str]]:
    """Names and values as sent; bytes that are no UTF-8 become U+FFFD here and a fault in `read`."""
    return [(_text(name, "replace"), _text(value, "replace")) for name, value in _raw(request)]


def _raw(request: Any) -> Iterable[tuple[bytes, bytes]]:
    query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    for part in query.split(b"&") if query else ():
        name, _, value = part.partition(b"=")
        yield name, value


def _text(raw: bytes, errors: str = "strict") -> str:
    return unquote_to_bytes(raw.replace(b"+", b" ")).decode("utf-8", errors)


def read(request: HttpRequest, parameters: Mapping[str, Parameter]) -> dict[str, Any]:
    """The values of the parameters sent, by name. All faults at once are raised as one problem."""
    given: dict[str, list[str]] = {}
    faults: list[Item] = []
    for raw_name, raw_value in _raw(request):
        name = _text(raw_name, "replace")
        try:
            _text(raw_name)
            sound = _sound(_text(raw_value))
        except (UnicodeDecodeError, Refusal) as error:
            text = error.detail if isinstance(error, Refusal) else "The value is no UTF-8."
            faults.append(item("unstorable_text", text, parameter=name[:100]))
        else:
            given.setdefault(name, []).append(sound)
    values: dict[str, Any] = {}
    for name, texts in given.items():
        try:
            values[name] = _value(name, texts, parameters)
        except Refusal as error:
            value = None if error.code in ("empty", "unknown_parameter") else texts[-1]
            faults.append(
                item(error.code, error.detail, parameter=name[:100], value=value, suggestion=error.suggestion)
            )
        if len(faults) >= 20:
            break
    if faults:
        raise invalid(*faults)
    return values


def _sound(text: str) -> str:
    for character in text:
        if character == "\0" or "\ud800" <= character <= "\udfff":
            raise Refusal("unstorable_text", f"The character U+{ord(character):04X} cannot be stored; remove it.")
    return text


def _value(name: str, texts: list[str], parameters: Mapping[str, Parameter]) -> Any:
    parameter = parameters.get(name)
    if parameter is None:
        raise _unknown(name, parameters)
    if len(texts) > 1 and not parameter.many:
        raise Refusal("repeated", f"{name} may stand only once; it stands {len(texts)} times.")
    if len(texts) > LONGEST_LIST:
        raise Refusal("too_long", f"{name} may stand at most {LONGEST_LIST} times.")
    for text in texts:
        if not text.strip():
            raise Refusal("empty", f"{name} has no value; give it one or leave it out.")
        if len(text) > parameter.reader.longest:
            raise Refusal("too_long", f"{name} takes at most {parameter.reader.longest} characters.")
    values = [parameter.reader.read(text) for text in texts]
    return values if parameter.many else values[0]


def _unknown(name: str, parameters: Mapping[str, Parameter]) -> Refusal:
    near = nearest(name, parameters)
    hint = f" Do you mean {near}?" if near else f" Known are {', '.join(sorted(parameters))}."
    return Refusal("unknown_parameter", f"There is no parameter “{name[:100]}” here.{hint}", near)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like this one; null if none does."""
    found = get_close_matches(word[:100], list(known), n=1)
    return found[0] if found else None
