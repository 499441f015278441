"""Labels of the rows that autocomplete fields show: remembered per request, so that no field asks for its own."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from relations.models import Agreement, Concept, Source

Labels = dict[str, str]
LONGEST = 90


def name_of(row: Any) -> str:
    """A record as a field shows it: its name, and its key where the name alone could be anybody's."""
    if isinstance(row, Agreement):
        return f"{shortened(row.short_title or row.title)} ({row.ref})"
    if isinstance(row, Concept):
        return f"{row.label} ({row.notation})"
    if isinstance(row, Source):
        return f"{shortened(row.title or urlsplit(row.link or '').hostname or '')} ({row.key})"
    return str(row)


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def labels_of(request: HttpRequest) -> Labels:
    """The labels known to this request, by primary key: keys are unique over all tables."""
    if not hasattr(request, "_labels"):
        setattr(request, "_labels", {})  # noqa: B010  (an attribute that the type checker does not know)
    found: Labels = getattr(request, "_labels")  # noqa: B009
    return found


def remember(labels: Labels, row: Any, names: Iterable[str]) -> None:
    """Keeps the labels of what a row refers to, if it was loaded along with the row."""
    for name in names:
        if row._meta.get_field(name).is_cached(row) and (other := getattr(row, name)) is not None:
            labels[str(other.pk)] = name_of(other)


def complete(labels: Labels, keys: Iterable[str], rows: Any) -> None:
    """Asks once for the labels that are still missing; a key that is none has no label."""
    missing = [key for key in keys if key not in labels]
    if missing:
        try:
            labels |= {str(row.pk): name_of(row) for row in rows.filter(pk__in=missing)}
        except ValidationError:
            return
