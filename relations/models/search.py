"""The search index: one row of text per agreement, searched by FTS5 on SQLite and tsvector on PostgreSQL."""

from django.db import models

from relations.models.agreement import Agreement
from relations.models.fields import CleanText


class SearchText(models.Model):
    """Titles, summaries, identifiers and provisions of an agreement; migrations add the index of each database."""

    id = models.BigAutoField(primary_key=True)
    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="search_text")
    text = CleanText()

    def __str__(self) -> str:
        return str(self.agreement_id)
