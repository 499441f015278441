"""Participations: who is concerned, and in what part. Dates are events, never columns here."""

from django.db import models

from relations.models.agreement import Agreement
from relations.models.fields import CleanLine, CodeField, KeyField
from relations.models.party import Party
from relations.vocabulary import PARTICIPATION_ROLES


class Participation(models.Model):
    """A party of an agreement with its role; `side` groups the parties of a bilateral agreement with several on a side."""

    id = KeyField()
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="participations")
    party = models.ForeignKey(Party, models.PROTECT, related_name="participations")
    role = CodeField(PARTICIPATION_ROLES, default="party")
    side = CleanLine(max_length=40, null=True, blank=True, default=None)
    on_behalf_of = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, default=None, related_name="participations_through_others"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="participation_once",
                fields=["agreement", "party", "role"],
                violation_error_message="This party takes part in this agreement in this role already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.role)
