"""What may be sent to `derive/`: the terms of an agreement and its dated acts. What is missing or null is not known."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError as Invalid

from api.bodies import DayField, PartialDateField
from api.enumerations import (
    ACTION,
    AGREEMENT_SCOPE,
    BINDINGNESS,
    DELAY_UNIT,
    DURATION_TYPE,
    ENTRY_RULE,
    LATE_NOTICE,
    READING,
)
from api.members import Plain
from api.values import Code
from relations.vocabulary import ACTIONS

LONGEST_PERIOD = 10_000
BOUNDS = ("earliest", "latest")


def bounds_of(*names: str) -> frozenset[str]:
    """The read-only bounds that our own answers show beside partial dates."""
    return frozenset(f"{name}_{side}" for name in names for side in BOUNDS)


def line(longest: int = 200, **options: Any) -> serializers.CharField:
    return serializers.CharField(**{"max_length": longest, "required": False, "allow_null": True, **options})


def codes(help_text: str) -> serializers.ListField:
    child = serializers.CharField(max_length=40)
    return serializers.ListField(child=child, required=False, allow_null=True, help_text=help_text)


def amount() -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=24, decimal_places=9, min_value=0)


class CasePeriodSerializer(Plain):
    """A length of time."""

    n = serializers.IntegerField(min_value=0, max_value=LONGEST_PERIOD)
    unit = Code(DELAY_UNIT)


def period() -> CasePeriodSerializer:
    return CasePeriodSerializer(required=False, allow_null=True)


class CaseShareSerializer(Plain):
    """The share that the consenting States must reach together."""

    at_least = amount()
    weights = serializers.DictField(child=amount(), help_text="Party codes to numbers.")


class CaseEntrySerializer(Plain):
    """When the agreement enters into force (VCLT 24)."""

    ignored: ClassVar[frozenset[str]] = bounds_of("not_before", "fixed_date", "effective_from")

    rule = Code(ENTRY_RULE, null=True, required=False)
    n = serializers.IntegerField(min_value=1, max_value=LONGEST_PERIOD, required=False, allow_null=True)
    negotiating = codes("As in `agreement`, where an agreement shows it.")
    named = codes("States whose consent is needed.")
    share = CaseShareSerializer(required=False, allow_null=True)
    not_counted = codes("Whose consent binds but does not count.")
    delay = period()
    party_delay = period()
    not_before = PartialDateField()
    fixed_date = PartialDateField()
    effective_from = PartialDateField()
    other_agreement = line(80, help_text="For the record; what counts is `other_entry_into_force`.")
    other_entry_into_force = PartialDateField(
        help_text="When the agreement that this one waits for entered into force."
    )
    clause = line()


class CaseDurationSerializer(Plain):
    """How long the agreement lasts and how it renews (VCLT 54)."""

    ignored: ClassVar[frozenset[str]] = bounds_of("ends_on")

    type = Code(DURATION_TYPE, null=True, required=False)
    term = period()
    ends_on = PartialDateField()
    renewal_term = period()
    notice = period()
    late_notice = Code(LATE_NOTICE, null=True, required=False)
    other_agreement = line(80)
    clause = line()


class CaseWithdrawalSerializer(Plain):
    """How a party may leave (VCLT 54, 56)."""

    allowed = serializers.BooleanField(required=False, allow_null=True)
    delay = period()
    not_before = period()
    clause = line()


class CaseAgreementSerializer(Plain):
    """What the text says about its own life, and whether the record of acts is vouched complete."""

    scope = Code(AGREEMENT_SCOPE)
    bindingness = Code(BINDINGNESS, null=True, required=False)
    negotiating = codes("States whose act is needed; the two sides of a bilateral agreement.")
    record_complete = serializers.BooleanField(
        required=False, allow_null=True, help_text="Whether every act is recorded: absence is evidence only then."
    )
    complete_until = DayField(help_text="Day up to which every act is recorded; says `record_complete` by itself.")
    entry_into_force = CaseEntrySerializer(required=False, allow_null=True)
    duration = CaseDurationSerializer(required=False, allow_null=True)
    withdrawal = CaseWithdrawalSerializer(required=False, allow_null=True)


class CaseViewSerializer(Plain):
    """How one view reads a contested act."""

    ignored: ClassVar[frozenset[str]] = bounds_of("effective")

    view = serializers.CharField(max_length=200)
    reading = Code(READING)
    effective = PartialDateField()


class CaseEventSerializer(Plain):
    """A dated act. The other fields of an event, as `agreements/{ref}/` shows them, may be sent along and are ignored."""

    ignored: ClassVar[frozenset[str]] = bounds_of("date", "effective", "until") | {
        *("url", "key", "agreement", "scope", "title", "place", "signatories", "chamber", "organ", "instrument"),
        *("territory", "note", "citations", "participants", "concerns", "outcomes"),
    }

    id = serializers.CharField(max_length=80, required=False)
    kind = Code(ACTION)
    party = line(40)
    other_party = line(40)
    date = PartialDateField()
    effective = PartialDateField()
    until = PartialDateField()
    order = serializers.IntegerField(min_value=-(2**31), max_value=2**31 - 1, required=False)
    target = line(80)
    contested = serializers.BooleanField(required=False)
    views = CaseViewSerializer(many=True, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Whether the kind needs a party (Vienna Convention, articles 11 to 16 and 42 to 45)."""
        action = ACTIONS[attrs["kind"]]
        if action.extra["party"] == "required" and not attrs.get("party"):
            raise Invalid({"party": f"{action.label} is an act of one party: name it."}, "required")
        if action.extra["party"] == "forbidden" and attrs.get("party"):
            raise Invalid(
                {"party": f"{action.label} is an act on the whole agreement: leave the party out."}, "invalid"
            )
        if attrs["kind"] == "state_continuity" and not attrs.get("other_party"):
            raise Invalid({"other_party": "Name the code under which the State goes on."}, "required")
        return attrs


SIGNED = [
    {"id": f"e{number}", "kind": "signature", "party": party, "date": "2025-02-18"}
    for number, party in enumerate(("IND", "RUS"), 1)
]
EXAMPLE = {
    "agreement": {
        "scope": "bilateral",
        "bindingness": "binding",
        "negotiating": ["IND", "RUS"],
        "record_complete": True,
        "entry_into_force": {"rule": "exchange_of_instruments"},
        "duration": {
            "type": "fixed_then_tacit",
            "term": {"n": 5, "unit": "years"},
            "notice": {"n": 6, "unit": "months"},
        },
    },
    "events": [*SIGNED, {"id": "e3", "kind": "instrument_exchange", "party": None, "date": "2026-01"}],
    "on": "2026-02-01",
}


@extend_schema_serializer(
    examples=[OpenApiExample("If the instruments had been exchanged", value=EXAMPLE, request_only=True)]
)
class CaseSerializer(Plain):
    """A case: terms, acts, and the day for which deadlines are wanted."""

    agreement = CaseAgreementSerializer()
    events = CaseEventSerializer(many=True)
    on = DayField(help_text="Day for the deadlines; default today (UTC).")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ids are unique, and an act targets another act of the case."""
        seen: set[str] = set()
        for index, event in enumerate(attrs["events"]):
            key = event.get("id")
            if key in seen:
                raise Invalid({f"events/{index}/id": f"Two events have the id “{key}”."}, "invalid")
            seen |= {key} if key else set()
        for index, event in enumerate(attrs["events"]):
            target = event.get("target")
            if target and target not in seen:
                raise Invalid({f"events/{index}/target": f"No event has the id “{target[:80]}”."}, "unknown_reference")
        return attrs
