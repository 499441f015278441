"""Parties: States, former States, organisations, agencies; their names, identifiers and relations over time."""

from django.db import models

from relations.models.aggregate import Aggregate
from relations.models.fields import (
    CleanLine,
    CodeField,
    EarliestField,
    FoldedField,
    KeyField,
    LatestField,
    PartialDateField,
)
from relations.models.keyrules import check_identifier, party_code
from relations.querysets import AggregateQuerySet
from relations.vocabulary import IDENTIFIER_SCHEMES, PARTY_KINDS, PARTY_NAME_KINDS, PARTY_RELATION_KINDS


class Party(Aggregate):
    """Somebody who can take part in an agreement, under one code that is never reused."""

    key_field = "code"

    code = CleanLine(max_length=40, unique=True, validators=[party_code])
    kind = CodeField(PARTY_KINDS)
    iso2 = CleanLine("ISO 3166-1 alpha-2", max_length=2, null=True, blank=True, default=None)
    existed_from = PartialDateField()
    existed_from_earliest = EarliestField("existed_from")
    existed_from_latest = LatestField("existed_from")
    existed_to = PartialDateField(help_text="First day on which it no longer existed.")
    existed_to_earliest = EarliestField("existed_to")
    existed_to_latest = LatestField("existed_to")
    name = CleanLine(max_length=300, default="", editable=False, help_text="Derived: the name that is shown.")

    objects = AggregateQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "parties"
        constraints = [
            models.CheckConstraint(
                name="party_ends_after_it_begins",
                condition=models.Q(existed_to_latest__isnull=True)
                | models.Q(existed_from_earliest__isnull=True)
                | models.Q(existed_to_latest__gte=models.F("existed_from_earliest")),
                violation_error_message="A party cannot cease to exist before it begins to.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.name else self.code


class PartyName(models.Model):
    """A name of a party in one language, for a time."""

    id = KeyField()
    party = models.ForeignKey(Party, models.CASCADE, related_name="names")
    language = CleanLine(max_length=20, default="en")
    kind = CodeField(PARTY_NAME_KINDS, default="short")
    text = CleanLine(max_length=300, db_index=True)
    folded = FoldedField("text")
    valid_from = PartialDateField()
    valid_from_earliest = EarliestField("valid_from")
    valid_from_latest = LatestField("valid_from")
    valid_to = PartialDateField()
    valid_to_earliest = EarliestField("valid_to")
    valid_to_latest = LatestField("valid_to")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="party_name_once",
                fields=["party", "language", "kind", "text"],
                violation_error_message="This party has this name in this language and of this kind already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)


class PartyIdentifier(models.Model):
    """The key of a party in another scheme: COW, M49, Wikidata."""

    id = KeyField()
    party = models.ForeignKey(Party, models.CASCADE, related_name="identifiers")
    scheme = CodeField(IDENTIFIER_SCHEMES)
    value = CleanLine(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="party_identifier_once",
                fields=["scheme", "value"],
                violation_error_message="This identifier belongs to a party already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    def clean(self) -> None:
        check_identifier(self.scheme, self.value, "party")


class PartyRelation(models.Model):
    """How a party stands to another over time; the Russian Federation continues the Soviet Union (VCSS)."""

    id = KeyField()
    party = models.ForeignKey(Party, models.CASCADE, related_name="relations")
    kind = CodeField(PARTY_RELATION_KINDS)
    other = models.ForeignKey(Party, models.PROTECT, related_name="relations_from")
    valid_from = PartialDateField()
    valid_from_earliest = EarliestField("valid_from")
    valid_from_latest = LatestField("valid_from")
    valid_to = PartialDateField()
    valid_to_earliest = EarliestField("valid_to")
    valid_to_latest = LatestField("valid_to")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="party_relation_once",
                fields=["party", "kind", "other", "valid_from"],
                violation_error_message="This relation between the two parties is recorded already.",
            ),
            models.UniqueConstraint(
                name="party_relation_undated_once",
                fields=["party", "kind", "other"],
                condition=models.Q(valid_from__isnull=True),
                violation_error_message="This relation between the two parties is recorded already, without a date.",
            ),
            models.CheckConstraint(
                name="party_relates_to_another",
                condition=~models.Q(party=models.F("other")),
                violation_error_message="A party cannot stand in a relation to itself.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.kind)
