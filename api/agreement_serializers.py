"""How agreements stand in the contract: the row of a list, the detail, the timeline, the status on a day."""

from rest_framework import serializers

from api import enumerations as enums
from api.agreement_members import AgreementRelationSerializer, TermsSerializer, TextSerializer, TitleSerializer
from api.assessments import AssessmentSerializer
from api.citations import CitationSerializer
from api.events import EventSerializer
from api.members import IdentifierSerializer
from api.participations import ParticipationSerializer
from api.provisions import ProvisionSerializer
from api.spans import SpanSerializer, StatusSerializer
from api.timelines import DeadlinesSerializer, FindingSerializer, TimelineOf
from api.values import Address, Code, Day, Earliest, Edtf, Expandable, Key, Latest, Moment, Text, Whole, listed
from relations.models import Agreement


class IdentityActSerializer(serializers.Serializer[Agreement]):
    """An act that is recorded nowhere on the agreement: it follows from a relation between parties (VCSS)."""

    id = Text("By which the reasons name it.")
    kind = Code(enums.ACTION)
    party = Key("Party code.")
    other_party = Key("Party code under which it goes on.", null=True)
    date = Text("EDTF text.", null=True)


class AgreementBase(serializers.Serializer[Agreement]):
    """What rows and details share."""

    ref = Key("Public key, never reused.")
    url = Address()
    title = Text("The English official title, else an English translation, else the original.")
    title_language = Text("BCP 47 tag of the title shown.", null=True)
    short_title = Text(null=True)
    kind = Code(enums.AGREEMENT_KIND)
    bindingness = Code(enums.BINDINGNESS)
    scope = Code(enums.AGREEMENT_SCOPE)
    subjects = listed(Key(), "Notations of its subjects.")
    parties = listed(Key(), "Codes of its parties.")
    party_count = Whole("Number of parties; a State and the one that continues it count once.")
    status = StatusSerializer()
    signed_on = Edtf("First signature.")
    signed_on_earliest = Earliest()
    signed_on_latest = Latest()
    in_force_from = Edtf("Entry into force; null if not reached on the record, or if a bound is unknown.")
    in_force_from_earliest = Earliest()
    in_force_from_latest = Latest()
    ended_on = Edtf("First day on which it is no longer in force.")
    ended_on_earliest = Earliest()
    ended_on_latest = Latest()
    complete_until = Day("Day up to which somebody vouches that every act is recorded.")
    revision = Whole("Number of revisions so far.")
    updated_at = Moment(null=True)


class AgreementRowSerializer(AgreementBase):
    """An agreement in a list."""

    participations = Expandable("api.participations.ParticipationRowSerializer", "Its parties.", only=True)
    events = Expandable("api.events.EventSerializer", "Its acts.", only=True)
    provisions = Expandable("api.provisions.ProvisionSerializer", "Its provisions.", only=True)
    assessments = Expandable("api.assessments.AssessmentSerializer", "Its assessments.", only=True)
    citations = Expandable("api.citations.CitationSerializer", "Citations of it and its members.", only=True)


class AgreementSerializer(AgreementBase):
    """An agreement with everything that the registry holds of it."""

    status = SpanSerializer()  # type: ignore[assignment]
    place = Text("Place of signature.", null=True)
    depositary = Key("Party code of the depositary.", null=True)
    languages = listed(Text(), "Authentic languages, BCP 47 tags.")
    text_availability = Code(enums.TEXT_AVAILABILITY)
    summary = Text(null=True)
    titles = TitleSerializer(many=True)
    identifiers = IdentifierSerializer(many=True)
    texts = TextSerializer(many=True)
    relations = AgreementRelationSerializer(many=True)
    terms = TermsSerializer(allow_null=True)
    negotiating = listed(Key(), "Codes of the States whose act is needed; the two sides of a bilateral agreement.")
    identity_acts = IdentityActSerializer(many=True, help_text="Acts that follow from relations between the parties.")
    participations = ParticipationSerializer(many=True)
    events = EventSerializer(many=True)
    provisions = ProvisionSerializer(many=True)
    assessments = AssessmentSerializer(many=True)
    citations = CitationSerializer(many=True)
    deadlines = DeadlinesSerializer()


class TimelineSerializer(TimelineOf):
    """The whole life of an agreement: spans of it and its parties, acts, deadlines on the day, findings."""

    ref = Key()
    on = Day("The day for the deadlines.", null=False)
    known_at = Day("Null: everything that is known now.")
    complete_until = Day("Day up to which somebody vouches that every act is recorded.")
    events = EventSerializer(many=True)
    deadlines = DeadlinesSerializer()
    findings = FindingSerializer(many=True)


class DayStatusSerializer(SpanSerializer):
    """The status on a day with its reasons: the rule, the acts, the sentence, the citations."""

    ref = Key()
    url = Address("Address of this answer, root-relative.")
    parties: "serializers.DictField" = serializers.DictField(
        child=SpanSerializer(), help_text="The status of each party on the day, by party code."
    )
    events = EventSerializer(many=True, help_text="The acts that the reasons name.")
    citations = CitationSerializer(many=True, help_text="The citations of these acts.")
