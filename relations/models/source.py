"""Sources: where a statement stands."""

from django.db import models

from relations.models.aggregate import Aggregate
from relations.models.fields import CleanLine, CodeField, EarliestField, LatestField, PartialDateField
from relations.models.keyrules import slug, web_url
from relations.querysets import AggregateQuerySet
from relations.vocabulary import SOURCE_KINDS


class Source(Aggregate):
    """A page, a document, a register: what citations point to."""

    key_field = "key"

    key = CleanLine(max_length=80, unique=True, validators=[slug])
    title = CleanLine(max_length=500, null=True, blank=True, default=None)
    publisher = CleanLine(max_length=200, null=True, blank=True, default=None)
    link = CleanLine("URL", max_length=1000, null=True, blank=True, default=None, validators=[web_url])
    archived_link = CleanLine(
        "archived URL", max_length=1000, null=True, blank=True, default=None, validators=[web_url]
    )
    kind = CodeField(SOURCE_KINDS)
    language = CleanLine(max_length=20, null=True, blank=True, default=None)
    published_on = PartialDateField()
    published_on_earliest = EarliestField("published_on")
    published_on_latest = LatestField("published_on")
    licence = CleanLine(max_length=200, null=True, blank=True, default=None)
    credit = CleanLine(max_length=500, null=True, blank=True, default=None)

    objects = AggregateQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                name="source_can_be_found",
                condition=models.Q(link__isnull=False) | models.Q(title__isnull=False),
                violation_error_message="A source needs a URL or a title by which it can be found.",
            ),
        ]
