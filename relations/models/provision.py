"""Provisions: what an agreement says, coded with direction, quantity and place."""

from django.db import models
from django.db.models import Q

from relations.models.agreement import Agreement
from relations.models.concept import Concept
from relations.models.facility import Facility
from relations.models.fields import (
    CleanLine,
    CleanText,
    CodeField,
    EarliestField,
    KeyField,
    LatestField,
    PartialDateField,
)
from relations.models.languages import language
from relations.models.party import Party
from relations.querysets import ProvisionQuerySet
from relations.vocabulary import (
    APPROVAL_MODES,
    CODED_VALUES,
    DIRECTIONS,
    FACILITY_BASES,
    LIMIT_APPLIES_TO,
    LIMIT_COMPARATORS,
    LIMIT_METRICS,
    LIMIT_SCOPES,
    MODALITIES,
    PROVISION_ROLES,
)

TEXT_BASES = [
    ("text", "The text itself"),
    ("summary", "An official summary"),
    ("description", "A description by others"),
]
CONCEPT_USES = [("concept", "What it is about"), ("trigger", "What sets it off")]


class Provision(models.Model):
    """One rule of an agreement. No concept is allowed: not every rule has a code."""

    id = KeyField()
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="provisions")
    number = CleanLine(max_length=40, null=True, blank=True, default=None, help_text="As in the text: Article 5(2).")
    order = models.IntegerField(default=0)
    text_basis = models.CharField(max_length=20, choices=TEXT_BASES, default="text")
    modality = CodeField(MODALITIES, null=True, blank=True, default=None)
    direction = CodeField(DIRECTIONS, null=True, blank=True, default=None)
    approval_mode = CodeField(APPROVAL_MODES, null=True, blank=True, default=None)
    coded_value = CodeField(CODED_VALUES, default="not_coded")
    valid_from = PartialDateField()
    valid_from_earliest = EarliestField("valid_from")
    valid_from_latest = LatestField("valid_from")
    valid_to = PartialDateField()
    valid_to_earliest = EarliestField("valid_to")
    valid_to_latest = LatestField("valid_to")

    objects = ProvisionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["agreement", "order"], name="provision_of_agreement")]
        constraints = [
            models.CheckConstraint(
                name="provision_ends_after_it_begins",
                condition=Q(valid_to_latest__isnull=True)
                | Q(valid_from_earliest__isnull=True)
                | Q(valid_to_latest__gte=models.F("valid_from_earliest")),
                violation_error_message="A provision cannot end before it begins.",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"provision {self.order}"


class ProvisionText(models.Model):
    """Heading, our summary and, where allowed, a quote, in one language."""

    id = KeyField()
    provision = models.ForeignKey(Provision, models.CASCADE, related_name="texts")
    position = models.PositiveIntegerField(default=0)
    language = CleanLine(max_length=20, default="en", validators=[language])
    heading = CleanLine(max_length=300, null=True, blank=True, default=None)
    summary = CleanText(null=True, blank=True, default=None)
    quote = CleanText(null=True, blank=True, default=None)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.heading or "")


class ProvisionConcept(models.Model):
    """A concept by which a provision is coded, or one that sets it off."""

    id = KeyField()
    provision = models.ForeignKey(Provision, models.CASCADE, related_name="concept_links")
    concept = models.ForeignKey(Concept, models.PROTECT, related_name="provisions")
    use = models.CharField(max_length=10, choices=CONCEPT_USES, default="concept")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="provision_concept_once",
                fields=["provision", "concept", "use"],
                violation_error_message="This provision has this concept already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.use)


class ProvisionRole(models.Model):
    """Who grants, who benefits, who hosts, who sends."""

    id = KeyField()
    provision = models.ForeignKey(Provision, models.CASCADE, related_name="roles")
    party = models.ForeignKey(Party, models.PROTECT, related_name="provision_roles")
    role = CodeField(PROVISION_ROLES)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="provision_role_once",
                fields=["provision", "party", "role"],
                violation_error_message="This party has this role in the provision already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.role)


class ProvisionLimit(models.Model):
    """A quantity: at most five warships at one time."""

    id = KeyField()
    provision = models.ForeignKey(Provision, models.CASCADE, related_name="limits")
    position = models.PositiveIntegerField(default=0)
    metric = CodeField(LIMIT_METRICS)
    comparator = CodeField(LIMIT_COMPARATORS)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True, default=None)
    value_to = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True, default=None)
    unit = CleanLine(max_length=60, null=True, blank=True, default=None)
    scope = CodeField(LIMIT_SCOPES, null=True, blank=True, default=None)
    applies_to = CodeField(LIMIT_APPLIES_TO, null=True, blank=True, default=None)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                name="limit_range_runs_upwards",
                condition=Q(value_to__isnull=True) | (Q(value__isnull=False) & Q(value_to__gte=models.F("value"))),
                violation_error_message="A range of quantities needs its lower value first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comparator} {self.value} {self.unit or self.metric}"


class ProvisionFacility(models.Model):
    """A place that the text names, or that a source infers."""

    id = KeyField()
    provision = models.ForeignKey(Provision, models.CASCADE, related_name="facilities")
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="provisions")
    basis = CodeField(FACILITY_BASES)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="provision_facility_once",
                fields=["provision", "facility"],
                violation_error_message="This provision names this facility already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.basis)
