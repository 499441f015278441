"""Filters of the list of agreements: the status today, what is doubtful, the subject."""

from datetime import UTC, date, datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from relations import findings
from relations.vocabulary import AGREEMENT_STATUSES, FINDING_KINDS, SUBJECTS


def today() -> date:
    return datetime.now(UTC).date()


class StatusFilter(admin.SimpleListFilter):
    title = "status today"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return AGREEMENT_STATUSES.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.with_status(self.value(), on=today()) if self.value() in AGREEMENT_STATUSES else queryset


class FindingFilter(admin.SimpleListFilter):
    title = "finding"
    parameter_name = "finding"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return FINDING_KINDS.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value() or ""
        return queryset.filter(findings.flagged(value, today())) if value in FINDING_KINDS else queryset


class SubjectFilter(admin.SimpleListFilter):
    """By the first word of the subject's notation: the fields of law at the top of the thesaurus."""

    title = "subject"
    parameter_name = "subject"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code, label) for code, label in SUBJECTS.choices if "." not in code]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.about(self.value()) if self.value() in SUBJECTS else queryset
