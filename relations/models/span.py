"""What is derived: status spans, and the standing of each party. Written by the door alone, never edited."""

from django.db import models

from relations.models.agreement import Agreement
from relations.models.fields import CleanLine, CodeField, EarliestField, LatestField, PartialDateField
from relations.models.participation import Participation
from relations.models.party import Party
from relations.querysets import SpanQuerySet, StandingQuerySet
from relations.vocabulary import CERTAINTIES, PARTICIPATION_ROLES


class StatusSpan(models.Model):
    """A status of an agreement (party null) or of a party to it, over the days `[start, end)`."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="spans")
    party = models.ForeignKey(Party, models.CASCADE, null=True, default=None, related_name="spans")
    status = models.CharField(max_length=30)
    possible = models.JSONField(
        default=list, help_text="Every status that the record leaves open, in vocabulary order."
    )
    certainty = CodeField(CERTAINTIES)
    start = models.DateField(help_text="First day; 0001-01-01 for the beginning.")
    end = models.DateField(help_text="First day after; 9999-12-31 for no end.")
    views = models.JSONField(null=True, default=None)
    why = models.JSONField(default=list)
    signed = models.DateField(null=True, default=None, help_text="Copy of the agreement's first day of signature.")

    objects = SpanQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["agreement", "party", "start", "end"], name="span_of_party_on_day"),
            models.Index(
                fields=["party", "status", "-signed", "-agreement", "start", "end"], name="span_by_party_status"
            ),
            models.Index(
                fields=["status", "-signed", "-agreement", "start", "end"],
                name="span_by_status",
                condition=models.Q(party__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.start}–{self.end}"


class PossibleStatus(models.Model):
    """One possible status of an uncertain or contested span: what `match=possible` searches."""

    span = models.ForeignKey(StatusSpan, models.CASCADE, related_name="alternatives")
    status = models.CharField(max_length=30)

    class Meta:
        indexes = [models.Index(fields=["status", "span"], name="possible_by_status")]

    def __str__(self) -> str:
        return str(self.status)


class Standing(models.Model):
    """Agreement × party with its derived dates. A State that continues another stands there `via` the code that acted."""

    id = models.UUIDField(primary_key=True)
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="standings")
    party = models.ForeignKey(Party, models.CASCADE, related_name="standings")
    via = models.ForeignKey(Party, models.CASCADE, null=True, default=None, related_name="standings_of_others")
    participation = models.ForeignKey(Participation, models.CASCADE, null=True, default=None, related_name="standing")
    role = CodeField(PARTICIPATION_ROLES, default="party")
    side = CleanLine(max_length=40, null=True, default=None)
    on_behalf_of = models.ForeignKey(
        Party, models.CASCADE, null=True, default=None, related_name="standings_through_others"
    )
    signed_on = PartialDateField()
    signed_on_earliest = EarliestField("signed_on")
    signed_on_latest = LatestField("signed_on")
    consented_on = PartialDateField()
    consented_on_earliest = EarliestField("consented_on")
    consented_on_latest = LatestField("consented_on")
    in_force_from = PartialDateField()
    in_force_from_earliest = EarliestField("in_force_from")
    in_force_from_latest = LatestField("in_force_from")
    ended_on = PartialDateField()
    ended_on_earliest = EarliestField("ended_on")
    ended_on_latest = LatestField("ended_on")
    signed = models.DateField(null=True, default=None, help_text="Copy of the agreement's first day of signature.")

    objects = StandingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["party", "-signed", "-agreement"], name="standing_newest_first"),
            models.Index(fields=["agreement", "party"], name="standing_of_agreement"),
        ]

    def __str__(self) -> str:
        return str(self.role)
