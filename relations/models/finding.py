"""Findings: what a curator should look at and what follows from one record alone. Written by the door, never edited."""

from django.db import models

from relations.models.agreement import Agreement
from relations.models.event import Event
from relations.models.fields import CleanLine, CleanText, CodeField
from relations.models.party import Party
from relations.vocabulary import FINDING_KINDS

FINDING_OWNERS = [("agreement", "Agreement"), ("event", "Diplomatic event"), ("party", "Party")]


class Finding(models.Model):
    """A doubt about one agreement, diplomatic event or party; it never blocks and never changes a status.

    Findings that depend on the day or on other records are not stored: `relations.findings` asks for them.
    """

    code = CodeField(FINDING_KINDS)
    kind = models.CharField(max_length=10, choices=FINDING_OWNERS, help_text="What kind of record it is about.")
    key = CleanLine(max_length=80, help_text="Public key of that record.")
    agreement = models.ForeignKey(Agreement, models.CASCADE, null=True, default=None, related_name="findings")
    event = models.ForeignKey(Event, models.CASCADE, null=True, default=None, related_name="findings")
    party = models.ForeignKey(
        Party,
        models.CASCADE,
        null=True,
        default=None,
        related_name="findings",
        help_text="The party that acted; the party itself where the finding is about a party.",
    )
    events = models.JSONField(default=list, help_text="Ids of the acts concerned.")
    sentence = CleanText()

    class Meta:
        indexes = [
            models.Index(fields=["code", "key", "id"], name="finding_by_code"),
            models.Index(fields=["agreement", "code"], name="finding_of_agreement"),
        ]

    def __str__(self) -> str:
        return str(self.sentence)
