"""What every aggregate root has: its key, and the counters that the door keeps."""

from typing import Any, ClassVar

from django.db import models

from relations.models.fields import KeyField


class Aggregate(models.Model):
    """Root of an aggregate: one document in the revision log, one public key that is never reused."""

    key_field: ClassVar[str]

    id = KeyField()
    revision = models.PositiveIntegerField(default=0, editable=False, help_text="Number of revisions so far.")
    document_hash = models.CharField(max_length=64, default="", editable=False, help_text="Of the newest revision.")
    updated_at = models.DateTimeField(null=True, default=None, editable=False, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.public_key

    @property
    def public_key(self) -> str:
        """The key by which the world knows the row: a ref, a code, a notation; the id where it has none."""
        return str(getattr(self, self.key_field) or self.pk)

    def natural_key(self) -> tuple[Any, ...]:
        return (self.public_key,)
