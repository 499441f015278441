"""How `relations/{a}/{b}/` stands in the contract."""

from rest_framework import serializers

from api import enumerations as enums
from api.agreement_serializers import AgreementRowSerializer
from api.assessments import AssessmentSerializer
from api.events import EventSerializer
from api.members import Plain
from api.outcomes import OutcomeSerializer
from api.provisions import LimitSerializer, ProvisionSerializer
from api.spans import SpanSerializer
from api.timelines import DeadlinesSerializer
from api.values import Address, Code, Day, Id, Key, Text, Whole, listed


class PairAgreementSerializer(AgreementRowSerializer):
    """An agreement that concerns both, with the status of each of the two and the reasons."""

    statuses = serializers.DictField(child=SpanSerializer(), help_text="By the codes of the two.")


class GrantsSerializer(Plain):
    """Who grants what to whom, from agreements that are not over on the day."""

    granted_by_a = ProvisionSerializer(many=True)
    granted_by_b = ProvisionSerializer(many=True)
    reciprocal = ProvisionSerializer(many=True, help_text="Owed by both, or done together.")
    other = ProvisionSerializer(many=True, help_text="No direction between the two is coded.")


class CeilingSerializer(LimitSerializer):
    """A quantity that a provision sets."""

    agreement = Key("Ref of the agreement.")
    provision = Id("The provision.")


class PairFacilitySerializer(Plain):
    """A place that provisions between the two are about."""

    key = Key("Key of the facility.")
    url = Address()
    basis = Code(enums.FACILITY_BASIS)
    agreement = Key("Ref of the agreement.")
    provision = Id("The provision.")


class BindingVersionSerializer(Plain):
    """A text that has been amended, and which version of it binds the two."""

    chain = listed(Key(), "Refs: the text, then its amendments as they entered into force.")
    binding = Key("Ref of the version between the two on the day; null if neither text binds both.", null=True)


class ReservationSerializer(Plain):
    """What a reservation does between the two (VCLT 19–23)."""

    agreement = Key("Ref of the agreement.")
    party = Key("Who made it.")
    effect = Code(enums.RESERVATION_EFFECT)
    event = Id("The reservation.")
    objection = Id("The objection of the other, if it stands.", null=True)


class PairDeadlinesSerializer(DeadlinesSerializer):
    """What lies ahead of one agreement between the two."""

    agreement = Key("Ref of the agreement.")


class PairCountsSerializer(Plain):
    """How many there are, also beyond what is listed and beyond the page of events."""

    bound = Whole()
    concerned = Whole()
    provisions = Whole()
    events = Whole()
    assessments = Whole()
    outcomes = Whole()


class PairSerializer(Plain):
    """What lies between two parties on a day. Each list has at most 500 entries; events are paged."""

    a = Key("Code of the one.")
    b = Key("Code of the other.")
    on = Day("The day asked for.", null=False)
    bound = PairAgreementSerializer(many=True, help_text="Agreements that bind both on the day, newest first.")
    concerned = PairAgreementSerializer(many=True, help_text="Agreements that concern both and do not bind both then.")
    provisions = GrantsSerializer()
    ceilings = CeilingSerializer(many=True, help_text="Every quantity in these provisions.")
    facilities = PairFacilitySerializer(many=True, help_text="Every place in these provisions.")
    binding_versions = BindingVersionSerializer(many=True)
    reservations = ReservationSerializer(many=True)
    next = Text("Address of the page of older events; null where they end.", null=True)
    previous = Text("Address of the page of newer events; null where they begin.", null=True)
    events = EventSerializer(many=True, help_text="Acts on shared agreements and events of both, newest first, paged.")
    assessments = AssessmentSerializer(many=True)
    outcomes = OutcomeSerializer(many=True)
    deadlines = PairDeadlinesSerializer(many=True, help_text="Of agreements that have any.")
    counts = PairCountsSerializer()
