"""Agreements: the root of what the registry is about."""

from django.db import models

from relations.models.aggregate import Aggregate
from relations.models.fields import CleanLine, CleanText, CodeField, EarliestField, LatestField, PartialDateField
from relations.models.keyrules import slug
from relations.models.languages import language_list
from relations.models.party import Party
from relations.querysets import AgreementQuerySet
from relations.vocabulary import AGREEMENT_KINDS, AGREEMENT_SCOPES, BINDINGNESS, TEXT_AVAILABILITY


class Agreement(Aggregate):
    """A treaty, pact, memorandum or declaration. What is in force is never typed here: it follows from the events."""

    key_field = "ref"

    ref = CleanLine(max_length=80, unique=True, validators=[slug])
    kind = CodeField(AGREEMENT_KINDS)
    bindingness = CodeField(BINDINGNESS, default="unknown")
    scope = CodeField(AGREEMENT_SCOPES)
    place = CleanLine("place of signature", max_length=200, null=True, blank=True, default=None)
    depositary = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, default=None, related_name="deposits")
    languages = models.JSONField("authentic languages", default=list, blank=True, validators=[language_list])
    text_availability = CodeField(TEXT_AVAILABILITY, default="unknown")
    summary = CleanText(null=True, blank=True, default=None)
    complete_until = models.DateField(
        null=True, blank=True, default=None, help_text="Day up to which the curator vouches that every act is recorded."
    )

    # Derived by the door from titles, events and spans; no part of the document.
    title = CleanText(default="", editable=False)
    title_language = CleanLine(max_length=20, null=True, default=None, editable=False)
    short_title = CleanText(null=True, default=None, editable=False)
    party_count = models.PositiveIntegerField(default=0, editable=False)
    signed_on = PartialDateField(editable=False)
    signed_on_earliest = EarliestField("signed_on")
    signed_on_latest = LatestField("signed_on")
    in_force_from = PartialDateField(editable=False)
    in_force_from_earliest = EarliestField("in_force_from")
    in_force_from_latest = LatestField("in_force_from")
    ended_on = PartialDateField(editable=False)
    ended_on_earliest = EarliestField("ended_on")
    ended_on_latest = LatestField("ended_on")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_on_earliest", "-id"]
        indexes = [
            models.Index(fields=["-signed_on_earliest", "-id"], name="agreement_newest_first"),
            models.Index(fields=["-updated_at", "-id"], name="agreement_last_changed"),
            models.Index(fields=["kind", "-signed_on_earliest", "-id"], name="agreement_by_kind"),
        ]

    def __str__(self) -> str:
        return str(self.short_title or self.title or self.ref)
