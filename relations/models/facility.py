"""Facilities: ports, airfields, bases and regions that agreements are about."""

from django.db import models

from relations.models.aggregate import Aggregate
from relations.models.fields import CleanLine, CodeField, FoldedField, KeyField
from relations.models.keyrules import check_identifier, slug
from relations.models.party import Party
from relations.querysets import AggregateQuerySet
from relations.vocabulary import IDENTIFIER_SCHEMES, PARTY_NAME_KINDS

FACILITY_KINDS = [
    ("port", "Port"),
    ("airfield", "Airfield"),
    ("base", "Base"),
    ("region", "Region"),
    ("other", "Other"),
]


class Facility(Aggregate):
    """A place; `party` is where it lies, null for one under no single party, such as the Arctic."""

    key_field = "key"

    key = CleanLine(max_length=80, unique=True, validators=[slug])
    kind = models.CharField(max_length=20, choices=FACILITY_KINDS)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, default=None, related_name="facilities")
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True, default=None)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True, default=None)
    name = CleanLine(max_length=300, default="", editable=False, help_text="Derived: the name that is shown.")

    objects = AggregateQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name_plural = "facilities"
        constraints = [
            models.CheckConstraint(
                name="facility_lies_on_earth",
                condition=(models.Q(latitude__isnull=True) & models.Q(longitude__isnull=True))
                | (models.Q(latitude__range=(-90, 90)) & models.Q(longitude__range=(-180, 180))),
                violation_error_message="Give both latitude (-90 to 90) and longitude (-180 to 180), or neither.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name or self.key)


class FacilityName(models.Model):
    """A name of a facility in one language."""

    id = KeyField()
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="names")
    language = CleanLine(max_length=20, default="en")
    kind = CodeField(PARTY_NAME_KINDS, default="short")
    text = CleanLine(max_length=300)
    folded = FoldedField("text")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="facility_name_once",
                fields=["facility", "language", "kind", "text"],
                violation_error_message="This facility has this name in this language and of this kind already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.text)


class FacilityIdentifier(models.Model):
    """A place code of a facility: UN/LOCODE, ICAO, Wikidata."""

    id = KeyField()
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="identifiers")
    scheme = CodeField(IDENTIFIER_SCHEMES)
    value = CleanLine(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="facility_identifier_once",
                fields=["scheme", "value"],
                violation_error_message="This identifier belongs to a facility already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    def clean(self) -> None:
        check_identifier(self.scheme, self.value, "facility")
