"""Assessments: what somebody says about an agreement, kept apart from what it says itself."""

from django.db import models

from relations.models.agreement import Agreement
from relations.models.fields import CleanLine, CleanText, CodeField, KeyField
from relations.models.party import Party
from relations.models.provision import Provision
from relations.vocabulary import ASSESSMENT_KINDS, ASSESSMENT_VERDICTS


class Assessment(models.Model):
    """A statement with its author, and our verdict on it with the reason."""

    id = KeyField()
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="assessments")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, default=None, related_name="assessments")
    kind = CodeField(ASSESSMENT_KINDS)
    statement = CleanText()
    author = CleanLine(max_length=200)
    verdict = CodeField(ASSESSMENT_VERDICTS, default="not_assessed")
    verdict_reason = CleanText(null=True, blank=True, default=None)
    order = models.IntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="assessment_verdict_has_reason",
                condition=models.Q(verdict="not_assessed") | models.Q(verdict_reason__isnull=False),
                violation_error_message="A verdict needs its reason.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.statement)


class AssessmentProvision(models.Model):
    """A provision that an assessment is about."""

    id = KeyField()
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="provision_links")
    provision = models.ForeignKey(Provision, models.CASCADE, related_name="assessment_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="assessment_provision_once",
                fields=["assessment", "provision"],
                violation_error_message="This assessment names this provision already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.provision_id)


class AssessmentParty(models.Model):
    """A third party that an assessment is about."""

    id = KeyField()
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="about")
    party = models.ForeignKey(Party, models.PROTECT, related_name="assessed_in")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="assessment_party_once",
                fields=["assessment", "party"],
                violation_error_message="This assessment is about this party already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.party_id)
