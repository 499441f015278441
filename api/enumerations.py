"""The named enumerations of the contract: every vocabulary, and the short lists of choices that models declare."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from relations import vocabulary as words
from relations.aggregates import AGGREGATES
from relations.models.citation import STANCES, TARGET_KINDS
from relations.models.concept import SCHEMES
from relations.models.event import CHAMBERS
from relations.models.facility import FACILITY_KINDS
from relations.models.finding import FINDING_OWNERS
from relations.models.provision import TEXT_BASES
from relations.vocabulary import Vocabulary

Terms = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Enumeration:
    """A closed list of codes under one name in the contract."""

    name: str
    terms: tuple[tuple[str, str], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.terms)

    @property
    def schema(self) -> dict[str, Any]:
        """The component itself."""
        lines = "\n".join(f"* `{code}`: {label}" for code, label in self.terms)
        return {"type": "string", "enum": list(self.codes), "description": lines}

    @property
    def ref(self) -> dict[str, Any]:
        return {"$ref": f"#/components/schemas/{self.name}"}


def _of(name: str, terms: Vocabulary | Terms) -> Enumeration:
    pairs = terms.choices if isinstance(terms, Vocabulary) else terms
    return Enumeration(name, tuple((str(code), str(label)) for code, label in pairs))


ACTION = _of("Action", words.ACTIONS)
AGREEMENT_STATUS = _of("AgreementStatus", words.AGREEMENT_STATUSES)
PARTY_STATUS = _of("PartyStatus", words.PARTY_STATUSES)
CERTAINTY = _of("Certainty", words.CERTAINTIES)
ENTRY_RULE = _of("EntryIntoForceRule", words.ENTRY_INTO_FORCE_RULES)
DELAY_UNIT = _of("DelayUnit", words.DELAY_UNITS)
DURATION_TYPE = _of("DurationType", words.DURATION_TYPES)
LATE_NOTICE = _of("LateNoticePolicy", words.LATE_NOTICE_POLICIES)
BINDINGNESS = _of("Bindingness", words.BINDINGNESS)
AGREEMENT_SCOPE = _of("AgreementScope", words.AGREEMENT_SCOPES)
AGREEMENT_KIND = _of("AgreementKind", words.AGREEMENT_KINDS)
AGREEMENT_RELATION_KIND = _of("AgreementRelationKind", words.AGREEMENT_RELATION_KINDS)
TITLE_KIND = _of("TitleKind", words.TITLE_KINDS)
DOCUMENT_KIND = _of("DocumentKind", words.DOCUMENT_KINDS)
TEXT_AVAILABILITY = _of("TextAvailability", words.TEXT_AVAILABILITY)
IDENTIFIER_SCHEME = _of("IdentifierScheme", words.IDENTIFIER_SCHEMES)
PARTY_KIND = _of("PartyKind", words.PARTY_KINDS)
PARTY_NAME_KIND = _of("PartyNameKind", words.PARTY_NAME_KINDS)
PARTY_RELATION_KIND = _of("PartyRelationKind", words.PARTY_RELATION_KINDS)
PARTICIPATION_ROLE = _of("ParticipationRole", words.PARTICIPATION_ROLES)
MODALITY = _of("Modality", words.MODALITIES)
DIRECTION = _of("Direction", words.DIRECTIONS)
APPROVAL_MODE = _of("ApprovalMode", words.APPROVAL_MODES)
CODED_VALUE = _of("CodedValue", words.CODED_VALUES)
PROVISION_ROLE = _of("ProvisionRole", words.PROVISION_ROLES)
FACILITY_BASIS = _of("FacilityBasis", words.FACILITY_BASES)
LIMIT_METRIC = _of("LimitMetric", words.LIMIT_METRICS)
LIMIT_COMPARATOR = _of("LimitComparator", words.LIMIT_COMPARATORS)
LIMIT_SCOPE = _of("LimitScope", words.LIMIT_SCOPES)
LIMIT_APPLIES_TO = _of("LimitAppliesTo", words.LIMIT_APPLIES_TO)
SOURCE_KIND = _of("SourceKind", words.SOURCE_KINDS)
CONFIDENCE = _of("Confidence", words.CONFIDENCES)
ASSESSMENT_KIND = _of("AssessmentKind", words.ASSESSMENT_KINDS)
ASSESSMENT_VERDICT = _of("AssessmentVerdict", words.ASSESSMENT_VERDICTS)
OUTCOME_STATUS = _of("OutcomeStatus", words.OUTCOME_STATUSES)
FINDING_KIND = _of("FindingKind", words.FINDING_KINDS)

EVENT_SCOPE = _of("EventScope", dict.fromkeys((term.extra["scope"], term.extra["scope"]) for term in words.ACTIONS))
FINDING_SEVERITY = _of(
    "FindingSeverity", dict.fromkeys((term.extra["severity"], term.extra["severity"]) for term in words.FINDING_KINDS)
)
SPAN_STATUS = _of("SpanStatus", dict([*words.AGREEMENT_STATUSES.choices, *words.PARTY_STATUSES.choices]).items())
CITATION_STANCE = _of("CitationStance", STANCES)
CITATION_TARGET = _of("CitationTargetKind", TARGET_KINDS)
CONCEPT_SCHEME = _of("ConceptScheme", SCHEMES)
CHAMBER = _of("Chamber", CHAMBERS)
FACILITY_KIND = _of("FacilityKind", FACILITY_KINDS)
FINDING_OWNER = _of("FindingOwner", FINDING_OWNERS)
TEXT_BASIS = _of("TextBasis", TEXT_BASES)
READING = _of("Reading", [("as_recorded", "Takes effect as recorded"), ("no_effect", "Has no effect")])
RESERVATION_EFFECT = _of(
    "ReservationEffect",
    [
        ("modified", "The provisions are modified for both"),
        ("excluded", "The provisions do not apply between the two, to that extent"),
        ("no_relation", "There is no relation between the two under the agreement"),
    ],
)
RESOLVED = _of("ResolvedKind", [(kind, kind.capitalize()) for kind in AGGREGATES])
MATCHED = _of(
    "MatchedBy",
    dict(
        [
            *[
                ("key", "Public key"),
                ("iso2", "ISO 3166-1 alpha-2"),
                ("identifier", "Identifier"),
                ("text", "Words in the text"),
            ],
            *words.PARTY_NAME_KINDS.choices,
            *words.TITLE_KINDS.choices,
        ]
    ).items(),
)

ENUMERATIONS: dict[str, Enumeration] = {
    found.name: found for found in list(globals().values()) if isinstance(found, Enumeration)
}
