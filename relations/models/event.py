"""Events: treaty actions of agreements, and diplomatic events that stand alone. One table, one timeline."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from relations.models.aggregate import Aggregate
from relations.models.agreement import Agreement
from relations.models.event_values import signatory_list, view_list
from relations.models.fields import (
    CleanLine,
    CleanText,
    CodeField,
    EarliestField,
    KeyField,
    LatestField,
    PartialDateField,
)
from relations.models.keyrules import slug
from relations.models.party import Party
from relations.querysets import EventQuerySet
from relations.vocabulary import ACTIONS, OUTCOME_STATUSES

CHAMBERS = [
    ("lower", "Lower house"),
    ("upper", "Upper house"),
    ("joint", "Joint sitting"),
    ("single", "Single chamber"),
]


class Event(Aggregate):
    """A dated act. A treaty action belongs to its agreement; a diplomatic event has a public key and belongs to none."""

    key_field = "key"

    agreement = models.ForeignKey(Agreement, models.CASCADE, null=True, blank=True, default=None, related_name="events")
    key = CleanLine(max_length=80, unique=True, null=True, blank=True, default=None, validators=[slug])
    title = CleanLine(max_length=300, null=True, blank=True, default=None)
    kind = CodeField(ACTIONS)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, default=None, related_name="events")
    other_party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, default=None, related_name="events_as_other_party"
    )
    date = PartialDateField()
    date_earliest = EarliestField("date")
    date_latest = LatestField("date")
    effective = PartialDateField()
    effective_earliest = EarliestField("effective")
    effective_latest = LatestField("effective")
    until = PartialDateField()
    until_earliest = EarliestField("until")
    until_latest = LatestField("until")
    order = models.IntegerField(default=0, help_text="Order among acts whose dates overlap.")
    # RESTRICT, not PROTECT: an agreement is deleted with all its acts, also those that answer each other.
    target = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, default=None, related_name="targeted_by")
    contested = models.BooleanField(default=False)
    views = models.JSONField(default=list, blank=True, validators=[view_list])
    place = CleanLine(max_length=200, null=True, blank=True, default=None)
    signatories = models.JSONField(default=list, blank=True, validators=[signatory_list])
    chamber = CleanLine(max_length=10, choices=CHAMBERS, null=True, blank=True, default=None)
    organ = CleanLine(max_length=200, null=True, blank=True, default=None)
    instrument = CleanLine(max_length=300, null=True, blank=True, default=None)
    territory = CleanLine(max_length=200, null=True, blank=True, default=None)
    note = CleanText(null=True, blank=True, default=None)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["date_earliest", "order", "id"]
        indexes = [
            models.Index(fields=["agreement", "date_earliest"], name="event_of_agreement"),
            models.Index(fields=["-date_earliest", "-id"], name="event_newest_first"),
            models.Index(fields=["party", "-date_earliest", "-id"], name="event_of_party"),
            models.Index(fields=["kind", "-date_earliest", "-id"], name="event_of_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                name="event_belongs_somewhere",
                condition=(Q(agreement__isnull=False) & Q(key__isnull=True))
                | (Q(agreement__isnull=True) & Q(key__isnull=False)),
                violation_error_message="A treaty action needs its agreement; a diplomatic event has a key and no agreement.",
            ),
        ]

    def __str__(self) -> str:
        return (
            self.title or f"{ACTIONS[self.kind].label if self.kind in ACTIONS else self.kind} {self.date or ''}".strip()
        )

    def clean(self) -> None:
        """The kind says whether a party must be named (Vienna Convention, articles 11–16 and 42–45)."""
        if self.kind not in ACTIONS:
            return  # The field itself reports it.
        errors: dict[str, Any] = {}
        action = ACTIONS[self.kind]
        if self.agreement_id is None and action.extra["scope"] != "informational":
            errors["agreement"] = f"{action.label} is an act on an agreement: name the agreement."
        if self.agreement_id is not None and action.extra["party"] == "required" and self.party_id is None:
            errors["party"] = f"{action.label} is an act of one party: name it."
        if action.extra["party"] == "forbidden" and self.party_id is not None:
            errors["party"] = f"{action.label} is an act on the whole agreement: leave the party empty."
        if self.kind == "state_continuity" and self.other_party_id is None:
            errors["other_party"] = "Name the code under which the State goes on."
        if errors:
            raise ValidationError(errors)


class EventParticipant(models.Model):
    """Who took part in a diplomatic event, and in what office."""

    id = KeyField()
    event = models.ForeignKey(Event, models.CASCADE, related_name="participants")
    party = models.ForeignKey(Party, models.PROTECT, related_name="attended")
    name = CleanLine(max_length=200, null=True, blank=True, default=None)
    office = CleanLine(max_length=200, null=True, blank=True, default=None)

    def __str__(self) -> str:
        return str(self.name or self.office or "")


class EventConcern(models.Model):
    """An agreement that a diplomatic event concerns."""

    id = KeyField()
    event = models.ForeignKey(Event, models.CASCADE, related_name="concerns")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="diplomatic_events")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="event_concern_once",
                fields=["event", "agreement"],
                violation_error_message="This event concerns this agreement already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.agreement_id)


class Outcome(models.Model):
    """What an event was expected to bring, and what came of it."""

    id = KeyField()
    event = models.ForeignKey(Event, models.CASCADE, related_name="outcomes")
    statement = CleanText()
    status = CodeField(OUTCOME_STATUSES, default="expected")
    what_happened = CleanText(null=True, blank=True, default=None)

    def __str__(self) -> str:
        return str(self.statement)


class OutcomeAgreement(models.Model):
    """An agreement that came of an expected outcome."""

    id = KeyField()
    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="agreements")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="outcomes")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="outcome_agreement_once",
                fields=["outcome", "agreement"],
                violation_error_message="This outcome names this agreement already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.agreement_id)
