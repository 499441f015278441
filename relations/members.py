"""How the shape of an aggregate is declared: columns, members, roots."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One name in the document and the column behind it; `reference` is the key field of the model referred to."""

    name: str
    field: str
    reference: str | None = None
    inner: bool = False

    @property
    def path(self) -> str:
        """What `values_list` reads."""
        return f"{self.field}__{self.reference}" if self.reference else self.attribute

    @property
    def attribute(self) -> str:
        return f"{self.field}_id" if self.reference or self.inner else self.field


@dataclass(frozen=True, slots=True)
class Member:
    """The rows of one model inside an aggregate. `form`: a list of objects, one object or null, or a list of values."""

    name: str
    model: type[Model]
    parent: str
    columns: tuple[Column, ...]
    order: tuple[str, ...] = ("id",)
    members: tuple["Member", ...] = ()
    form: str = "list"
    has_id: bool = True
    where: tuple[tuple[str, Any], ...] = ()
    nested: Callable[[Row], Row] | None = None
    flat: Callable[[Row], Row] | None = None
    positioned: bool = False


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A root with its own columns and its members."""

    kind: str
    model: type[Model]
    key: str
    columns: tuple[Column, ...]
    members: tuple[Member, ...]
    where: tuple[tuple[str, Any], ...] = ()

    def walk(self) -> Iterator[tuple[Member, str]]:
        """Every member, nested ones after their parents, with the path from its rows to the root."""
        for member in self.members:
            yield from _walk(member, member.parent)


def _walk(member: Member, path: str) -> Iterator[tuple[Member, str]]:
    yield member, path
    for child in member.members:
        yield from _walk(child, f"{child.parent}__{path}")
