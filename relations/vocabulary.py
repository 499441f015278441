"""The controlled vocabularies: codes, labels and definitions, one definition for models, admin, API and OpenAPI.

The rows are in `vocabulary.json`; the order of a list is its display order and the tie-break order of statuses.
Codes are never reused. A retired code keeps its row.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Term:
    """One row of a vocabulary; `extra` holds its further columns (rank, inverse, default unit …)."""

    code: str
    label: str
    definition: str
    extra: Mapping[str, Any]


class Vocabulary:
    """An ordered list of terms, looked up by code."""

    def __init__(self, name: str, rows: list[dict[str, Any]]) -> None:
        self.name = name
        self._terms = {term.code: term for term in map(_term, rows)}
        self.codes: tuple[str, ...] = tuple(self._terms)
        self.position: dict[str, int] = {code: index for index, code in enumerate(self.codes)}

    def __getitem__(self, code: str) -> Term:
        return self._terms[code]

    def __contains__(self, code: object) -> bool:
        return code in self._terms

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def __len__(self) -> int:
        return len(self._terms)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Pairs of code and label, as Django's `choices` takes them."""
        return [(term.code, term.label) for term in self]

    def sort(self, codes: list[str] | tuple[str, ...] | set[str]) -> list[str]:
        """The codes in vocabulary order."""
        return sorted(codes, key=self.position.__getitem__)


def _term(row: dict[str, Any]) -> Term:
    rest = dict(row)
    code = rest.pop("code", None) or rest.pop("notation")
    return Term(code, rest.pop("label", code), rest.pop("definition", ""), rest)


_ROWS: dict[str, Any] = json.loads((Path(__file__).parent / "vocabulary.json").read_text(encoding="utf-8"))


def _load(name: str) -> Vocabulary:
    return Vocabulary(name, _ROWS[name])


ACTIONS = _load("actions")
AGREEMENT_STATUSES = _load("agreement_statuses")
PARTY_STATUSES = _load("party_statuses")
CERTAINTIES = _load("certainties")
ENTRY_INTO_FORCE_RULES = _load("entry_into_force_rules")
ENTRY_INTO_FORCE_PARAMETERS = _load("entry_into_force_parameters")
DELAY_UNITS = _load("delay_units")
DURATION_TYPES = _load("duration_types")
LATE_NOTICE_POLICIES = _load("late_notice_policies")
WITHDRAWAL_PARAMETERS = _load("withdrawal_parameters")
BINDINGNESS = _load("bindingness")
AGREEMENT_SCOPES = _load("agreement_scopes")
PROVISION_CONCEPTS = _load("provision_concepts")
MODALITIES = _load("modalities")
DIRECTIONS = _load("directions")
APPROVAL_MODES = _load("approval_modes")
CODED_VALUES = _load("coded_values")
PROVISION_ROLES = _load("provision_roles")
FACILITY_BASES = _load("facility_bases")
LIMIT_METRICS = _load("limit_metrics")
LIMIT_COMPARATORS = _load("limit_comparators")
LIMIT_SCOPES = _load("limit_scopes")
LIMIT_APPLIES_TO = _load("limit_applies_to")
AGREEMENT_KINDS = _load("agreement_kinds")
PARTY_KINDS = _load("party_kinds")
PARTICIPATION_ROLES = _load("participation_roles")
PARTY_RELATION_KINDS = _load("party_relation_kinds")
AGREEMENT_RELATION_KINDS = _load("agreement_relation_kinds")
TITLE_KINDS = _load("title_kinds")
PARTY_NAME_KINDS = _load("party_name_kinds")
DOCUMENT_KINDS = _load("document_kinds")
TEXT_AVAILABILITY = _load("text_availability")
IDENTIFIER_SCHEMES = _load("identifier_schemes")
SOURCE_KINDS = _load("source_kinds")
CONFIDENCES = _load("confidences")
ASSESSMENT_KINDS = _load("assessment_kinds")
ASSESSMENT_VERDICTS = _load("assessment_verdicts")
OUTCOME_STATUSES = _load("outcome_statuses")
SUBJECTS = _load("subjects")
FINDING_KINDS = _load("finding_kinds")
