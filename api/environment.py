"""Reading settings from environment variables, with errors that say what would be right."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


def flag(name: str, default: bool = False) -> bool:
    """True or false from the variable `name`; unset is `default`."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() not in TRUE + FALSE:
        raise ImproperlyConfigured(f"{name}={value!r} is neither true nor false; write 1 or 0.")
    return value.lower() in TRUE


def number(name: str, default: int) -> int:
    """A whole number, zero or more, from the variable `name`; unset is `default`."""
    value = os.environ.get(name, str(default))
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number such as {default}.")
    return int(value)


def choice(name: str, allowed: Sequence[str]) -> str:
    """One of `allowed` from the variable `name`; unset is the first of them."""
    value = os.environ.get(name, allowed[0])
    if value not in allowed:
        raise ImproperlyConfigured(f"{name}={value!r} is unknown; write one of {', '.join(allowed)}.")
    return value


def text(name: str, default: str) -> str:
    """The variable `name` without the space around it; unset or blank is `default`."""
    return os.environ.get(name, "").strip() or default


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """The words of the variable `name`, separated by commas; unset or blank is `default`."""
    return [word.strip() for word in text(name, "").split(",") if word.strip()] or list(default)


def required(name: str, example: str) -> str:
    """The variable `name`, without which the settings refuse to load."""
    value = text(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Production needs it, for example {name}={example}")
    return value


def local_secret(path: Path) -> str:
    """The secret of this machine's own registry: made once, kept in a file that only its owner reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)  # Of two processes that start at once, one wins and both read the same secret.
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
