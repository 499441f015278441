"""What the door does at its exit, once for everything touched: lock, read, derive, compare, append."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Max

from relations import deriving
from relations.aggregates import AGGREGATES
from relations.documents import CHUNK, canonical, read
from relations.log import Entry, Stamp, digest, pack
from relations.members import Aggregate, Row
from relations.models import Revision
from relations.roots import Root
from relations.rows import update_rows
from relations.soundness import check_document


def close(touched: Iterable[Root], stamp: Stamp) -> list[Entry]:
    """Locks and derives every touched aggregate; returns an entry for the log for each, none for what is as it was."""
    by_kind: dict[str, set[UUID]] = defaultdict(set)
    for root in touched:
        by_kind[root.kind].add(root.id)
    deriving.add_dependents(by_kind)
    rows = {kind: _locked(AGGREGATES[kind], sorted(by_kind[kind])) for kind in sorted(by_kind)}
    entries: list[Entry] = []
    for kind in AGGREGATES:
        if kind in rows:
            entries += _gone(AGGREGATES[kind], by_kind[kind] - rows[kind].keys())
            entries += _changed(AGGREGATES[kind], rows[kind], stamp)
    return entries


def _chunks(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _locked(aggregate: Aggregate, ids: list[UUID]) -> dict[UUID, Any]:
    """The root rows, locked in the order of their ids: two doors on the same roots then wait, never deadlock.

    NO KEY: a plain FOR UPDATE deadlocks with the deferred foreign keys of a writer that points at the row.
    """
    rows: dict[UUID, Any] = {}
    for chunk in _chunks(ids):
        found = aggregate.model._default_manager.filter(pk__in=chunk, **dict(aggregate.where)).order_by("pk")
        rows |= {row.pk: row for row in found.select_for_update(no_key=True)}
    return rows


def _gone(aggregate: Aggregate, ids: set[UUID]) -> Iterator[Entry]:
    """Tombstones of roots that are no longer there; one that was never published leaves none."""
    last = Revision.objects.filter(root_id__in=ids).order_by("root_id", "-revision")
    seen: set[UUID] = set()
    for root_id, key, number, action in last.values_list("root_id", "key", "revision", "action"):
        if root_id not in seen and action != "delete":
            yield Entry(aggregate.kind, root_id, key, number + 1, "delete", None, digest(b""))
        seen.add(root_id)


def _changed(aggregate: Aggregate, rows: dict[UUID, Any], stamp: Stamp) -> Iterator[Entry]:
    layers = deriving.layers(rows) if aggregate.kind == "agreement" else [list(rows)]
    for chunk in (chunk for layer in layers for chunk in _chunks(layer)):
        documents = read(aggregate, chunk)
        for document in documents.values():
            check_document(aggregate, document)
        status_changes = deriving.refresh(aggregate.kind, documents, rows, stamp.at.date())
        yield from _entries(aggregate, documents, rows, status_changes, stamp)


def _entries(
    aggregate: Aggregate,
    documents: dict[UUID, Row],
    rows: dict[UUID, Any],
    status_changes: dict[UUID, list[Row]],
    stamp: Stamp,
) -> list[Entry]:
    entries, changed = [], []
    numbers = _numbers([key for key in documents if not rows[key].revision])
    for key, document in documents.items():
        row, plain = rows[key], canonical(document)
        fingerprint = digest(plain)
        if fingerprint == row.document_hash:
            continue
        row.revision = row.revision or numbers.get(key, 0)
        action = "update" if row.document_hash else "create"
        row.revision, row.document_hash, row.updated_at = row.revision + 1, fingerprint, stamp.at
        changed.append(row)
        kind, public, changes = aggregate.kind, document[aggregate.key], status_changes.get(key, [])
        entries.append(Entry(kind, key, public, row.revision, action, pack(plain), fingerprint, changes))
    update_rows(changed, ["revision", "document_hash", "updated_at"])
    return entries


def _numbers(ids: list[UUID]) -> dict[UUID, int]:
    """The last number of roots that are new in the tables: one that comes back after a deletion goes on counting."""
    found = Revision.objects.filter(root_id__in=ids).values_list("root_id").annotate(Max("revision")) if ids else []
    return dict(found)
