"""Citations: which source says a fact, where in it, and with what value."""

from django.db import models
from django.db.models import Q

from relations.models.agreement import Agreement
from relations.models.event import Event
from relations.models.facility import Facility
from relations.models.fields import CleanLine, CleanText, CodeField, KeyField
from relations.models.languages import language
from relations.models.party import Party
from relations.models.source import Source
from relations.vocabulary import CONFIDENCES

OWNERS = ("agreement", "party", "event", "facility")
STANCES = [("supports", "Supports"), ("contradicts", "Contradicts")]
TARGET_KINDS = [
    (kind, kind.replace("_", " ").capitalize())
    for kind in (
        "agreement",
        "title",
        "identifier",
        "relation",
        "text",
        "terms",
        "named_party",
        "participation",
        "event",
        "provision",
        "assessment",
        "outcome",
        "party",
        "party_name",
        "party_relation",
        "facility",
    )
]


def _one_owner() -> Q:
    """Exactly one of the owners is named."""
    only = [Q(**{f"{name}__isnull": name != owner for name in OWNERS}) for owner in OWNERS]
    return only[0] | only[1] | only[2] | only[3]


class Citation(models.Model):
    """One source for one target. The target is the owner itself or one of its members, found by kind and id."""

    id = KeyField()
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, null=True, blank=True, default=None, related_name="citations"
    )
    party = models.ForeignKey(Party, models.CASCADE, null=True, blank=True, default=None, related_name="citations")
    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, default=None, related_name="citations")
    facility = models.ForeignKey(
        Facility, models.CASCADE, null=True, blank=True, default=None, related_name="citations"
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    target_kind = models.CharField(max_length=20, choices=TARGET_KINDS)
    target_id = models.UUIDField(db_index=True)
    field = CleanLine(
        max_length=60, null=True, blank=True, default=None, help_text="Which field it is about; empty: all."
    )
    locator = CleanLine(max_length=200, null=True, blank=True, default=None)
    quote = CleanText(null=True, blank=True, default=None)
    quote_language = CleanLine(max_length=20, null=True, blank=True, default=None, validators=[language])
    value = CleanLine(max_length=300, null=True, blank=True, default=None, help_text="As the source has it.")
    stance = models.CharField(max_length=12, choices=STANCES, default="supports")
    preferred = models.BooleanField(default=False)
    confidence = CodeField(CONFIDENCES, default="medium")
    accessed_on = models.DateField(null=True, blank=True, default=None)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="citation_has_one_owner",
                condition=_one_owner(),
                violation_error_message="A citation belongs to one agreement, party, diplomatic event or facility.",
            ),
            models.UniqueConstraint(
                name="citation_one_preferred_per_field",
                fields=["target_id", "field"],
                condition=Q(preferred=True, field__isnull=False),
                violation_error_message="Only one citation of a field can be the preferred one.",
            ),
            models.UniqueConstraint(
                name="citation_one_preferred_for_all",
                fields=["target_id"],
                condition=Q(preferred=True, field__isnull=True),
                violation_error_message="Only one citation of the whole can be the preferred one.",
            ),
            models.CheckConstraint(
                name="citation_preferred_supports",
                condition=Q(preferred=False) | Q(stance="supports"),
                violation_error_message="A preferred citation supports the fact; one that contradicts it cannot be preferred.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.source_id)
