"""From documents to rows: deletes what differs, inserts what should be. Set-based, for any number of documents."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model

from relations.aggregates import AGGREGATES
from relations.checking import check_all
from relations.documents import plain_value, read
from relations.members import Aggregate, Column, Member, Row
from relations.models.keys import uuid7
from relations.rows import update_rows

Key = tuple[str, str]


@dataclass(slots=True)
class Rows:
    """The rows of one member in a set of documents: (parent id, row), and for rows with an id also by that id."""

    by_id: dict[str, tuple[str, Row]] = field(default_factory=dict)
    by_parent: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))


class References:
    """Public keys to ids, one query per kind of thing referred to."""

    def __init__(self, aggregate: Aggregate, documents: list[Row]) -> None:
        self._ids: dict[Any, dict[str, UUID]] = {}
        wanted: dict[Any, set[str]] = defaultdict(set)
        for columns, row in _columns_and_rows(aggregate, documents):
            for column, model in columns:
                if row[column.name] is not None:
                    wanted[model].add(row[column.name])
        for model, keys in wanted.items():
            self._ids[model] = dict(model.objects.keyed(keys).values_list(model.key_field, "id"))
            if model is aggregate.model:
                self._ids[model] |= {row[aggregate.key]: UUID(row["id"]) for row in documents}
        self._refuse_unknown(wanted)

    def _refuse_unknown(self, wanted: dict[Any, set[str]]) -> None:
        missing = [
            f"Unknown {model._meta.verbose_name} “{key}”."
            for model, keys in wanted.items()
            for key in sorted(keys - self._ids[model].keys())
        ]
        if missing:
            raise ValidationError(missing, code="unknown_reference")

    def id(self, model: type[Model], key: str) -> UUID:
        return self._ids[model][key]


def _referring(model: type[Model], columns: Iterable[Column]) -> list[tuple[Column, Any]]:
    return [
        (column, model._meta.get_field(column.field).related_model)
        for column in columns
        if column.reference is not None
    ]


def _columns_and_rows(aggregate: Aggregate, documents: list[Row]) -> Iterator[tuple[list[tuple[Column, Any]], Row]]:
    """Every row of the documents with the columns in it that refer to other aggregates."""
    root = _referring(aggregate.model, aggregate.columns)
    for document in documents:
        yield root, document
    for member, _ in aggregate.walk():
        columns = _referring(member.model, member.columns)
        if columns:
            for row in _member_rows(aggregate, member, documents):
                yield columns, row[1]


def _flat(member: Member, shown: Any) -> Row:
    if member.form == "values":
        return {member.columns[0].name: shown}
    return member.flat(shown) if member.flat else shown


def _member_rows(aggregate: Aggregate, member: Member, documents: list[Row]) -> Iterator[tuple[str, Row]]:
    """(parent id, flat row) of one member over all documents."""
    for parents, siblings in ((documents, aggregate.members), *_parents(aggregate.members, documents)):
        if member in siblings:
            for parent in parents:
                for shown in _listed(member, parent):
                    yield parent["id"], _flat(member, shown)


def _parents(members: tuple[Member, ...], documents: list[Row]) -> Iterator[tuple[list[Row], tuple[Member, ...]]]:
    for member in members:
        if member.members:
            yield [row for document in documents for row in document[member.name]], member.members


def _listed(member: Member, parent: Row) -> list[Any]:
    value = parent.get(member.name)
    if member.form == "one":
        return [] if value is None else [value]
    return value or []


def completed(aggregate: Aggregate, document: Row) -> Row:
    """The document with an id for its root and each member, and the model's default for whatever it leaves out."""
    return {
        **_defaults(aggregate.model, aggregate.columns),
        **document,
        "id": document.get("id") or str(uuid7()),
        **{member.name: _completed_member(member, document) for member in aggregate.members},
    }


def _completed_member(member: Member, parent: Row) -> Any:
    rows = [_completed_row(member, row) for row in _listed(member, parent)]
    return rows if member.form != "one" else (rows[0] if rows else None)


def _completed_row(member: Member, row: Any) -> Any:
    if member.form == "values":
        return row
    base = {} if member.flat else _defaults(member.model, member.columns)
    children = {child.name: _completed_member(child, row) for child in member.members}
    return {**base, **row, **children, **({"id": row.get("id") or str(uuid7())} if member.has_id else {})}


@cache
def _default_values(model: type[Model], columns: tuple[Column, ...]) -> tuple[tuple[str, Any], ...]:
    fields: list[Any] = [model._meta.get_field(column.field) for column in columns]
    return tuple((column.name, plain_value(field.get_default())) for column, field in zip(columns, fields, strict=True))


def _defaults(model: type[Model], columns: tuple[Column, ...]) -> Row:
    return {name: list(value) if isinstance(value, list) else value for name, value in _default_values(model, columns)}


def _rows(aggregate: Aggregate, member: Member, documents: list[Row]) -> Rows:
    rows = Rows()
    defaults = _defaults(member.model, member.columns)
    for parent, row in _member_rows(aggregate, member, documents):
        flat = {name: row.get(name, default) for name, default in defaults.items()}
        rows.by_parent[parent].append(flat)
        if member.has_id:
            rows.by_id[row["id"]] = (parent, flat)
    return rows


def write(kind: str, documents: Iterable[Row]) -> list[type[Model]]:
    """Brings the tables to these documents (an id for every row); returns the models that were written.

    Raises ValidationError for unknown references and for fields that are wrong, before anything is written.
    """
    aggregate = AGGREGATES[kind]
    after = list(documents)
    current = read(aggregate, [UUID(document["id"]) for document in after])
    before = list(current.values())
    references = References(aggregate, after)
    changes = [_changes(aggregate, member, before, after, references) for member, _ in aggregate.walk()]
    roots = [_instance(aggregate.model, aggregate.columns, row["id"], row, references) for row in after]
    check_all(roots)
    _write_roots(aggregate, roots, current, after)
    for change in changes:
        change.apply()
    return [aggregate.model, *(change.member.model for change in changes)]


@dataclass(slots=True)
class Change:
    """What has to go and what has to come for one member."""

    member: Member
    gone: list[str]
    emptied: list[str]
    created: list[Model]

    def apply(self) -> None:
        manager = self.member.model._default_manager
        if self.gone:
            manager.filter(pk__in=self.gone)._raw_delete(manager.db)
        if self.emptied:
            condition = {f"{self.member.parent}__in": self.emptied, **dict(self.member.where)}
            manager.filter(**condition)._raw_delete(manager.db)
        manager.bulk_create(self.created, batch_size=500)


def _changes(
    aggregate: Aggregate, member: Member, before: list[Row], after: list[Row], references: References
) -> Change:
    old, new = _rows(aggregate, member, before), _rows(aggregate, member, after)
    if member.has_id:
        gone = [key for key, row in old.by_id.items() if new.by_id.get(key) != row]
        come = [(key, *row) for key, row in new.by_id.items() if old.by_id.get(key) != row]
        emptied = []
    else:
        changed = [key for key in old.by_parent | new.by_parent if old.by_parent.get(key) != new.by_parent.get(key)]
        gone, emptied = [], [key for key in changed if key in old.by_parent]
        come = [(str(uuid7()), key, row) for key in changed for row in new.by_parent.get(key, [])]
    created = [_member_instance(member, key, parent, row, references) for key, parent, row in come]
    if member.positioned:
        _number(created, member)
    check_all(created)
    return Change(member, gone, emptied, created)


def _number(created: list[Model], member: Member) -> None:
    seen: dict[Any, int] = defaultdict(int)
    for row in created:
        parent = getattr(row, f"{member.parent}_id")
        row.position = seen[parent]  # type: ignore[attr-defined]
        seen[parent] += 1


def _member_instance(member: Member, key: str, parent: str, row: Row, references: References) -> Model:
    instance = _instance(member.model, member.columns, key, row, references)
    setattr(instance, f"{member.parent}_id", UUID(parent))
    for name, value in member.where:
        setattr(instance, name, value)
    return instance


def _instance(model: type[Model], columns: Iterable[Column], key: str, row: Row, references: References) -> Model:
    values: dict[str, Any] = {"id": UUID(key)}
    for column in columns:
        value = row.get(column.name)
        if column.reference is not None and value is not None:
            value = references.id(model._meta.get_field(column.field).related_model, value)  # type: ignore[arg-type]
        elif column.inner and value is not None:
            value = UUID(value)
        values[column.attribute] = value
    return model(**values)


def _write_roots(aggregate: Aggregate, roots: list[Any], current: dict[UUID, Row], after: list[Row]) -> None:
    names = [column.name for column in aggregate.columns]
    new = [root for root in roots if root.pk not in current]
    changed = [
        root
        for root, document in zip(roots, after, strict=True)
        if root.pk in current and any(current[root.pk][name] != document.get(name) for name in names)
    ]
    manager = aggregate.model._default_manager
    manager.bulk_create(new, batch_size=500)
    if changed:
        fields = {column.field for column in aggregate.columns}
        fields |= {
            field.name for field in aggregate.model._meta.concrete_fields if getattr(field, "of", None) in fields
        }
        update_rows(changed, sorted(fields))
