"""What identifies an agreement: titles, identifiers, subjects, texts, relations to other agreements."""

from django.db import models

from relations.models.agreement import Agreement
from relations.models.concept import Concept
from relations.models.fields import CleanLine, CleanText, CodeField, FoldedField, KeyField
from relations.models.keyrules import check_identifier, web_url
from relations.models.languages import language
from relations.vocabulary import AGREEMENT_RELATION_KINDS, DOCUMENT_KINDS, IDENTIFIER_SCHEMES, TITLE_KINDS


class Title(models.Model):
    """A title in one language."""

    id = KeyField()
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="titles")
    language = CleanLine(max_length=20, validators=[language])
    kind = CodeField(TITLE_KINDS)
    text = CleanText(max_length=2000)
    folded = FoldedField("text", max_length=2000, db_index=False)

    def __str__(self) -> str:
        return str(self.text)


class Identifier(models.Model):
    """The key of an agreement in another scheme: UNTS, TIAS, CELEX, Wikidata, a data set."""

    id = KeyField()
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="identifiers")
    scheme = CodeField(IDENTIFIER_SCHEMES)
    value = CleanLine(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["scheme", "value"], name="identifier_lookup")]
        constraints = [
            models.UniqueConstraint(
                name="identifier_once",
                fields=["agreement", "scheme", "value"],
                violation_error_message="This agreement has this identifier already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    def clean(self) -> None:
        check_identifier(self.scheme, self.value, "agreement")


class AgreementSubject(models.Model):
    """A subject of an agreement, one of the thesaurus."""

    id = KeyField()
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="subjects")
    concept = models.ForeignKey(Concept, models.PROTECT, related_name="agreements")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="subject_once",
                fields=["agreement", "concept"],
                violation_error_message="This agreement has this subject already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.concept_id)


class Text(models.Model):
    """Where a text of the agreement can be read."""

    id = KeyField()
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="texts")
    kind = CodeField(DOCUMENT_KINDS)
    language = CleanLine(max_length=20, validators=[language])
    link = CleanLine("URL", max_length=1000, validators=[web_url])
    archived_link = CleanLine(
        "archived URL", max_length=1000, null=True, blank=True, default=None, validators=[web_url]
    )
    checksum = CleanLine("SHA-256", max_length=64, null=True, blank=True, default=None)

    def __str__(self) -> str:
        return str(self.link)


class AgreementRelation(models.Model):
    """How an agreement stands to another: it amends, supplements, supersedes it (VCLT 30, 39–41, 59)."""

    id = KeyField()
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="relations")
    kind = CodeField(AGREEMENT_RELATION_KINDS)
    other = models.ForeignKey(Agreement, models.PROTECT, related_name="relations_from")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="agreement_relation_once",
                fields=["agreement", "kind", "other"],
                violation_error_message="This relation between the two agreements is recorded already.",
            ),
            models.CheckConstraint(
                name="agreement_relates_to_another",
                condition=~models.Q(agreement=models.F("other")),
                violation_error_message="An agreement cannot stand in a relation to itself.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.kind)
