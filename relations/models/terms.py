"""Terms: when an agreement enters into force, how long it lasts, how a party leaves; and the parties that these name."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from relations.models.agreement import Agreement
from relations.models.fields import CleanLine, CodeField, EarliestField, KeyField, LatestField, PartialDateField
from relations.models.party import Party
from relations.vocabulary import DELAY_UNITS, DURATION_TYPES, ENTRY_INTO_FORCE_RULES, LATE_NOTICE_POLICIES

PARTS = [
    ("negotiating", "Negotiating State"),
    ("named", "Named: its consent is needed"),
    ("not_counted", "Binds itself, does not count"),
    ("share", "Carries a share"),
]


def span_number() -> "models.PositiveIntegerField[Any, Any]":
    return models.PositiveIntegerField(null=True, blank=True, default=None)


def span_unit() -> CodeField:
    return CodeField(DELAY_UNITS, null=True, blank=True, default=None)


def both_or_neither(name: str, sentence: str) -> models.CheckConstraint:
    """A number needs its unit and the reverse."""
    number, unit = f"{name}_n__isnull", f"{name}_unit__isnull"
    return models.CheckConstraint(
        name=f"terms_{name}_has_number_and_unit",
        condition=Q(**{number: True, unit: True}) | Q(**{number: False, unit: False}),
        violation_error_message=sentence,
    )


class Terms(models.Model):
    """The terms of one agreement. Whatever is null is not known; nothing is assumed (VCLT 24, 42, 54–56)."""

    id = KeyField()
    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="terms")

    rule = CodeField(ENTRY_INTO_FORCE_RULES, default="unknown")
    n = models.PositiveIntegerField(
        "number of consents", null=True, blank=True, default=None, validators=[MinValueValidator(1)]
    )
    share_at_least = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True, default=None)
    delay_n = span_number()
    delay_unit = span_unit()
    party_delay_n = span_number()
    party_delay_unit = span_unit()
    not_before = PartialDateField()
    not_before_earliest = EarliestField("not_before")
    not_before_latest = LatestField("not_before")
    fixed_date = PartialDateField()
    fixed_date_earliest = EarliestField("fixed_date")
    fixed_date_latest = LatestField("fixed_date")
    effective_from = PartialDateField()
    effective_from_earliest = EarliestField("effective_from")
    effective_from_latest = LatestField("effective_from")
    other_agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, default=None, related_name="conditions_entry_of"
    )
    entry_clause = CleanLine(max_length=200, null=True, blank=True, default=None)

    duration = CodeField(DURATION_TYPES, default="unstated")
    term_n = span_number()
    term_unit = span_unit()
    ends_on = PartialDateField()
    ends_on_earliest = EarliestField("ends_on")
    ends_on_latest = LatestField("ends_on")
    renewal_n = span_number()
    renewal_unit = span_unit()
    notice_n = span_number()
    notice_unit = span_unit()
    late_notice = CodeField(LATE_NOTICE_POLICIES, null=True, blank=True, default=None)
    until_agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, default=None, related_name="conditions_end_of"
    )
    duration_clause = CleanLine(max_length=200, null=True, blank=True, default=None)

    withdrawal_allowed = models.BooleanField(null=True, blank=True, default=None)
    withdrawal_delay_n = span_number()
    withdrawal_delay_unit = span_unit()
    withdrawal_not_before_n = span_number()
    withdrawal_not_before_unit = span_unit()
    withdrawal_clause = CleanLine(max_length=200, null=True, blank=True, default=None)

    class Meta:
        verbose_name_plural = "terms"
        constraints = [
            both_or_neither("delay", "A delay needs both a number and a unit, such as 30 days."),
            both_or_neither("party_delay", "A delay for a party needs both a number and a unit, such as 30 days."),
            both_or_neither("term", "A term needs both a number and a unit, such as 5 years."),
            both_or_neither("renewal", "A renewal term needs both a number and a unit, such as 5 years."),
            both_or_neither("notice", "A period of notice needs both a number and a unit, such as 6 months."),
            both_or_neither(
                "withdrawal_delay", "A withdrawal delay needs both a number and a unit, such as 12 months."
            ),
            both_or_neither(
                "withdrawal_not_before", "This waiting time needs both a number and a unit, such as 3 years."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}, {self.duration}"


class NamedParty(models.Model):
    """A party that the entry-into-force condition depends on, and how."""

    id = KeyField()
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="named_parties")
    party = models.ForeignKey(Party, models.PROTECT, related_name="named_in")
    part = models.CharField(max_length=20, choices=PARTS)
    weight = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True, default=None)

    class Meta:
        verbose_name_plural = "named parties"
        constraints = [
            models.UniqueConstraint(
                name="named_party_once",
                fields=["agreement", "party", "part"],
                violation_error_message="This party has this part in the condition already.",
            ),
            models.CheckConstraint(
                name="named_party_share_has_weight",
                condition=(Q(part="share") & Q(weight__isnull=False)) | (~Q(part="share") & Q(weight__isnull=True)),
                violation_error_message="A party that carries a share needs its weight, and only such a party has one.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.part)
