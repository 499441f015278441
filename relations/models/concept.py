"""Subjects of agreements and concepts of provisions: a thesaurus in the sense of SKOS."""

from django.core.validators import RegexValidator
from django.db import models

from relations.models.aggregate import Aggregate
from relations.models.fields import CleanLine, CleanText
from relations.querysets import AggregateQuerySet

SCHEMES = [("subject", "Subject of an agreement"), ("provision", "Concept of a provision")]
notation = RegexValidator(
    r"\A[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*\Z",
    "“%(value)s” is no notation: write lower-case words joined by dots, such as access.port.",
)


class Concept(Aggregate):
    """A subject or a concept; its dotted notation names its broader one."""

    key_field = "notation"

    notation = CleanLine(max_length=80, unique=True, validators=[notation])
    scheme = models.CharField(max_length=10, choices=SCHEMES)
    label = CleanLine(max_length=200)
    definition = CleanText(blank=True, default="")
    broader = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, default=None, related_name="narrower", to_field="id"
    )
    exact_match = models.JSONField(default=list, blank=True, help_text="URLs of the same concept elsewhere.")

    objects = AggregateQuerySet.as_manager()

    class Meta:
        ordering = ["notation"]
