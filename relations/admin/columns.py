"""Columns of lists."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin

from relations.admin.fields import in_words


def dated(name: str, description: str | None = None) -> Callable[[Any, Any], str]:
    """A partial date in words, sorted by its first day."""

    @admin.display(description=description or name.replace("_", " "), ordering=f"{name}_earliest")
    def column(_: Any, row: Any) -> str:
        return in_words(getattr(row, name)) or "–"

    return column
