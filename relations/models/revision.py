"""The log: every published change, in commit order, append-only and chained by hashes."""

import zlib
from typing import Any

import orjson
from django.conf import settings
from django.db import models

from relations.models.fields import CleanLine, CleanText

AGGREGATES = [
    ("agreement", "Agreement"),
    ("party", "Party"),
    ("event", "Diplomatic event"),
    ("source", "Source"),
    ("facility", "Facility"),
    ("concept", "Concept"),
]
LOG_ACTIONS = [
    ("create", "Created"),
    ("update", "Changed"),
    ("delete", "Deleted"),
    ("merge", "Merged"),
    ("redact", "Redacted"),
]


class Revision(models.Model):
    """One aggregate after one change; what was before is the previous revision of the same key."""

    seq = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12, choices=AGGREGATES)
    root_id = models.UUIDField()
    key = CleanLine(max_length=80)
    revision = models.PositiveIntegerField()
    action = models.CharField(max_length=8, choices=LOG_ACTIONS)
    packed = models.BinaryField(null=True, help_text="The document, canonical JSON, zlib; null after a deletion.")
    by = CleanLine(max_length=80, help_text="Public handle of the author.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, default=None, related_name="revisions"
    )
    reason = CleanText()
    at = models.DateTimeField(db_index=True)
    request_id = CleanLine(max_length=80, null=True, default=None)
    status_changes = models.JSONField(default=list)
    document_hash = models.CharField(max_length=64, help_text="SHA-256 of the document; survives a redaction.")
    hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["kind", "key", "seq"], name="revision_of_key")]
        constraints = [
            models.UniqueConstraint(
                name="revision_number_once",
                fields=["root_id", "revision"],
                violation_error_message="This revision of the aggregate exists already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.key}"

    @property
    def document_bytes(self) -> bytes | None:
        """The plain bytes over which the chain is built."""
        return None if self.packed is None else zlib.decompress(self.packed)

    @property
    def document(self) -> dict[str, Any] | None:
        """The aggregate after this change; null after a deletion."""
        plain = self.document_bytes
        return None if plain is None else orjson.loads(plain)


class Handle(models.Model):
    """The name under which the public sees a user; user names and mail addresses are never published."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="handle")
    name = CleanLine(max_length=80, unique=True)

    def __str__(self) -> str:
        return str(self.name)
