"""The revision log: append-only, numbered in commit order, chained by hashes."""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from relations.members import Row
from relations.models import Revision

LOCK = 0x52454C41  # "RELA": one advisory lock for the log's order on PostgreSQL.
NOTHING = "0" * 64


@dataclass(slots=True)
class Entry:
    """One change that waits for its number."""

    kind: str
    root_id: UUID
    key: str
    revision: int
    action: str
    packed: bytes | None
    document_hash: str
    status_changes: list[Row] = field(default_factory=list)

    @property
    def document(self) -> Row | None:
        """The aggregate after the change; null after a deletion."""
        return None if self.packed is None else orjson.loads(zlib.decompress(self.packed))


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who, why and when: the same for every entry of one door."""

    by: str
    author_id: int | None
    reason: str
    at: datetime
    request_id: str | None


def digest(plain: bytes) -> str:
    """SHA-256 of a document's canonical bytes; of nothing after a deletion."""
    return hashlib.sha256(plain).hexdigest()


def pack(plain: bytes) -> bytes:
    """The bytes as they are stored; compressed at once, since many of them may wait for their number."""
    return zlib.compress(plain, level=1)


def chained(previous: str, row: Revision) -> str:
    """The hash of an entry over the previous hash and what must not change; a redaction keeps it valid."""
    facts = [
        row.seq,
        row.kind,
        str(row.root_id),
        row.key,
        row.revision,
        row.action,
        row.at.isoformat(),
        row.document_hash,
    ]
    return hashlib.sha256(previous.encode() + orjson.dumps(facts)).hexdigest()


def append(entries: Sequence[Entry], stamp: Stamp) -> list[Revision]:
    """Numbers and stores the entries. The lock comes last and short: whoever holds it commits next."""
    if not entries:
        return []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    seq, previous = Revision.objects.order_by("-seq").values_list("seq", "hash").first() or (0, NOTHING)
    rows = []
    for entry in entries:
        seq += 1
        row = _row(seq, entry, stamp)
        row.previous_hash, row.hash = previous, chained(previous, row)
        previous = row.hash
        rows.append(row)
    return Revision.objects.bulk_create(rows, batch_size=500)


def _row(seq: int, entry: Entry, stamp: Stamp) -> Revision:
    return Revision(
        seq=seq,
        kind=entry.kind,
        root_id=entry.root_id,
        key=entry.key,
        revision=entry.revision,
        action=entry.action,
        packed=entry.packed,
        document_hash=entry.document_hash,
        status_changes=entry.status_changes,
        by=stamp.by,
        author_id=stamp.author_id,
        reason=stamp.reason,
        at=stamp.at,
        request_id=stamp.request_id,
    )


def faults(since: int = 0) -> Iterator[str]:
    """What is wrong with the chain, entry by entry: a gap, a changed document, a broken link."""
    previous = Revision.objects.filter(seq=since).values_list("hash", flat=True).first() or NOTHING
    expected = since + 1
    rows: Any = Revision.objects.filter(seq__gt=since).order_by("seq").iterator(chunk_size=500)
    with closing(rows):
        for row in rows:
            if row.seq != expected:
                yield f"Revision {expected} is missing: the log goes on at {row.seq}."
            yield from _faults_of(row, previous)
            previous, expected = row.hash, row.seq + 1


def _faults_of(row: Revision, previous: str) -> Iterator[str]:
    if row.packed is not None and digest(_unpacked(row)) != row.document_hash:
        yield f"Revision {row.seq}: the document is not the one that was published."
    if row.packed is None and row.action not in ("delete", "merge", "redact"):
        yield f"Revision {row.seq}: the document is missing."
    if row.previous_hash != previous or chained(previous, row) != row.hash:
        yield f"Revision {row.seq}: the chain of hashes is broken."


def _unpacked(row: Revision) -> bytes:
    try:
        return row.document_bytes or b""
    except zlib.error:
        return b"unreadable"


def head() -> dict[str, Any]:
    """Number and hash of the newest entry."""
    seq, hash_ = Revision.objects.order_by("-seq").values_list("seq", "hash").first() or (0, NOTHING)
    return {"seq": seq, "hash": hash_}
