"""Proposals: changes that nobody has published yet. Private and mutable, in tables of their own.

Nothing that reads the live tables or the log reads these: what is not published cannot leak by a forgotten filter.
"""

import zlib
from typing import Any

import orjson
from django.conf import settings
from django.db import models
from django.db.models import Q

from relations.models.fields import CleanLine, CleanText, KeyField
from relations.models.revision import AGGREGATES, Revision

STATES = [
    ("draft", "Draft"),
    ("in_review", "In review"),
    ("changes_requested", "Changes requested"),
    ("rejected", "Rejected"),
    ("withdrawn", "Withdrawn"),
    ("published", "Published"),
]


class Proposal(models.Model):
    """One aggregate as its author wants it to be; published, it becomes a revision."""

    id = KeyField()
    kind = models.CharField(max_length=12, choices=AGGREGATES)
    root_id = models.UUIDField(help_text="Id of the record; a new one has it before it is published.")
    key = CleanLine(max_length=80, help_text="Public key of the record.")
    base = models.PositiveIntegerField(
        help_text="Number of the record's revision it was written upon; 0: a new record."
    )
    packed = models.BinaryField(
        null=True, default=None, help_text="The document, canonical JSON, zlib; null proposes a deletion."
    )
    state = models.CharField(max_length=20, choices=STATES, default="draft")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposals")
    reason = CleanText()
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True, help_text="Last change of document or state.")
    published_as = models.ForeignKey(
        Revision,
        models.PROTECT,
        null=True,
        blank=True,
        default=None,
        related_name="+",  # No way from the public log to a proposal.
        help_text="The revision that holds it since it was published.",
    )

    class Meta:
        ordering = ["-changed_at", "-id"]
        indexes = [
            models.Index(fields=["state", "-changed_at", "-id"], name="proposal_by_state"),
            models.Index(fields=["root_id", "state"], name="proposal_of_record"),
        ]
        constraints = [
            models.CheckConstraint(
                name="proposal_deletes_a_published",
                condition=Q(packed__isnull=False) | Q(base__gt=0),
                violation_error_message="Only a record that was published can be proposed for deletion.",
            ),
            models.CheckConstraint(
                name="proposal_says_why",
                condition=~Q(reason=""),
                violation_error_message="Say why: a proposal needs its reason.",
            ),
            models.CheckConstraint(
                name="proposal_revision_if_published",
                condition=Q(published_as__isnull=True) | Q(state="published"),
                violation_error_message="Only a published proposal names the revision that holds it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def document(self) -> dict[str, Any] | None:
        """The aggregate as it is proposed; null proposes its deletion."""
        return None if self.packed is None else orjson.loads(zlib.decompress(self.packed))


class ProposalEditor(models.Model):
    """Somebody who changed a proposal after its author wrote it."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="editors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="proposal_editor_once",
                fields=["proposal", "user"],
                violation_error_message="This user is an editor of this proposal already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user_id)


class ProposalComment(models.Model):
    """What a reviewer or an author says about a proposal."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    text = CleanText()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="proposal_comment_says_something",
                condition=~Q(text=""),
                violation_error_message="A comment needs a text.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)[:80]
