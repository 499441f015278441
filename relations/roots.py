"""Which aggregate a row belongs to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model

from relations.aggregates import AGGREGATES


class Root(NamedTuple):
    """Kind and id of an aggregate."""

    kind: str
    id: UUID


class Parents:
    """For every member model the ways up to its roots: ("provision", "agreement") for a limit."""

    @cached_property
    def paths(self) -> dict[type[Model], dict[str, str]]:
        """Model -> kind of root -> path from the row to the root's id."""
        found: dict[type[Model], dict[str, str]] = {}
        for aggregate in AGGREGATES.values():
            for member, path in aggregate.walk():
                found.setdefault(member.model, {})[aggregate.kind] = path
        return found

    @cached_property
    def roots(self) -> dict[type[Model], str]:
        return {aggregate.model: aggregate.kind for aggregate in AGGREGATES.values()}

    def path_of(self, model: type[Model]) -> str:
        """The path by which rows of a model are found from their roots' ids."""
        if model in self.paths:
            return next(iter(self.paths[model].values()))
        return "pk"


PARENTS = Parents()


def roots_of(rows: Iterable[Any]) -> Iterator[Root]:
    """The aggregates that rows belong to, also the one that a moved row came from; one query per model and level."""
    by_model: dict[type[Model], list[Any]] = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row)
    for model, siblings in by_model.items():
        yield from (Root(PARENTS.roots[model], row.pk) for row in siblings if _is_root(row))
        for kind, path in PARENTS.paths.get(model, {}).items():
            yield from (Root(kind, root) for root in _climb(model, path.split("__"), siblings))


def _is_root(row: Any) -> bool:
    return type(row) in PARENTS.roots and getattr(row, "agreement_id", None) is None


def _climb(model: type[Model], steps: list[str], rows: list[Any]) -> set[UUID]:
    """The ids of the roots above these rows."""
    first, *rest = steps
    parents = {getattr(row, f"{first}_id") for row in rows}
    parents |= {getattr(row, "_loaded_parents", {}).get(first) for row in rows}
    parents -= {None}
    if not rest:
        return parents
    above: Any = model._meta.get_field(first).related_model
    ids, found = list(parents), set()
    for start in range(0, len(ids), 500):
        chunk = above._default_manager.filter(pk__in=ids[start : start + 500])
        found |= set(chunk.values_list("__".join([*rest, "pk"]), flat=True))
    return found
