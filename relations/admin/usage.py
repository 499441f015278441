"""What a deletion would take along, and where something is used that therefore cannot go."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import PROTECT, RESTRICT
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from relations.aggregates import AGGREGATES
from relations.roots import PARENTS, roots_of

SHOWN = 5


def linked(row: Any) -> SafeString:
    """The row's name as a link to its page."""
    meta = row._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[quote(row.pk)])
    return format_html('<a href="{}">{}</a>', address, row)


def counted(number: int, meta: Any) -> str:
    return f"{number} {meta.verbose_name if number == 1 else meta.verbose_name_plural}"


class Usage:
    """For a page: the summary before a deletion, without loading what would go."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What Django asks for: rows that go, how many of each model, missing permissions, what stands in the way."""
        rows = list(objs)
        allowed = self.has_delete_permission(request)  # type: ignore[attr-defined]
        lacking = set() if allowed else {str(rows[0]._meta.verbose_name)}
        return [linked(row) for row in rows], dict(_members(rows)), lacking, list(uses(rows))


def _members(rows: Sequence[Any]) -> Iterator[tuple[str, int]]:
    """How many rows of each member model go along."""
    model = type(rows[0])
    yield str(model._meta.verbose_name_plural), len(rows)
    kind = PARENTS.roots.get(model)
    if kind is None or getattr(rows[0], "agreement_id", None) is not None:
        return
    seen = set()
    for member, path in AGGREGATES[kind].walk():
        if member.model not in seen:
            seen.add(member.model)
            number = member.model._default_manager.filter(**{f"{path}__in": rows}).count()
            if number:
                yield str(member.model._meta.verbose_name_plural), number


def uses(rows: Sequence[Any]) -> Iterator[SafeString]:
    """One line for each way in which the rows are used: how often, and by which records."""
    for relation in type(rows[0])._meta.related_objects:
        if relation.on_delete in (PROTECT, RESTRICT):
            yield from _uses_by(relation, rows)


def _uses_by(relation: Any, rows: Sequence[Any]) -> Iterator[SafeString]:
    model, name = relation.related_model, relation.field.name
    using = model._default_manager.filter(**{f"{name}__in": rows})
    number = using.count()
    if number:
        records = _records(using.order_by("pk")[: SHOWN * 10])
        shown = format_html("{}", _joined(records[:SHOWN]))
        more = " and others" if number > SHOWN or len(records) > SHOWN else ""
        yield format_html("{} ({}) of {}{}", counted(number, model._meta), relation.field.verbose_name, shown, more)


def _records(rows: Iterable[Any]) -> list[SafeString]:
    """The records that these rows belong to, as links."""
    found: list[SafeString] = []
    roots: dict[str, set[Any]] = {}
    for root in sorted(set(roots_of(rows)), key=lambda root: (root.kind, root.id)):
        roots.setdefault(root.kind, set()).add(root.id)
    for kind, ids in roots.items():
        found += [linked(row) for row in AGGREGATES[kind].model._default_manager.filter(pk__in=ids)]
    return found


def _joined(links: Sequence[SafeString]) -> SafeString:
    text = SafeString("")
    for number, link in enumerate(links):
        text = format_html("{}{}{}", text, ", " if number else "", link)
    return text
