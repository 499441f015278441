"""Events: acts on agreements and diplomatic events, one timeline."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Q
from rest_framework import serializers

from api import lookups
from api.asked import Asked
from api.enumerations import ACTION, CHAMBER, EVENT_SCOPE, READING
from api.lookups import Rows
from api.members import ParticipantSerializer, Plain, SignatorySerializer
from api.outcomes import SHAPE as OUTCOME
from api.outcomes import EventOutcomeSerializer
from api.readers import BOOLEAN, ID, Found, code, reference
from api.resources import Resource, as_uuid, sortable
from api.shapes import Expansion, Shape, children, known
from api.statuses import cited
from api.values import Address, Code, Earliest, Edtf, Expandable, Flag, Id, Key, Latest, Text, Whole, listed, names_of
from relations.aggregates.columns import ACT_COLUMNS, agreement, plain
from relations.aggregates.event import EVENT
from relations.members import Row
from relations.models import Agreement, Event, EventConcern, EventParticipant, Party
from relations.vocabulary import ACTIONS


class ViewSerializer(Plain):
    """One reading of a contested act."""

    view = Text("Whose reading it is.")
    reading = Code(READING)
    effective = Edtf("When it takes effect in this reading, where that differs.")


class EventSerializer(serializers.Serializer[Event]):
    """A dated act. A treaty action belongs to its agreement; a diplomatic event has a key and belongs to none."""

    id = Id()
    url = Address()
    key = Key("Public key of a diplomatic event.", null=True)
    agreement = Expandable("api.agreement_serializers.AgreementRowSerializer", "Ref of the agreement.", null=True)
    kind = Code(ACTION)
    scope = Code(EVENT_SCOPE)
    party = Key("Code of the party that acts; null: the whole agreement.", null=True)
    other_party = Key("Code of the other party of the act.", null=True)
    title = Text(null=True)
    date = Edtf("When the act was done.")
    date_earliest = Earliest()
    date_latest = Latest()
    effective = Edtf("When it takes legal effect, where the instrument or the depositary says so.")
    effective_earliest = Earliest()
    effective_latest = Latest()
    until = Edtf("First day after a suspension or an extended term.")
    until_earliest = Earliest()
    until_latest = Latest()
    order = Whole("Order among acts whose dates overlap.")
    target = Id("The act that this one revokes, confirms, withdraws or objects to.", null=True)
    contested = Flag("Whether its effect is disputed.")
    views = ViewSerializer(many=True)
    place = Text(null=True)
    signatories = SignatorySerializer(many=True)
    chamber = Code(CHAMBER, null=True)
    organ = Text("The organ of a domestic act.", null=True)
    instrument = Text(null=True)
    territory = Text(null=True)
    note = Text(null=True)
    citations = Expandable("api.citations.CitationSerializer", "Ids of citations.", many=True)
    participants = ParticipantSerializer(many=True)
    concerns = listed(Key(), "Refs of the agreements that a diplomatic event concerns.")
    outcomes = EventOutcomeSerializer(many=True)


def _shown(row: Row) -> Row:
    views = [{name: view.get(name) for name in ("view", "reading", "effective")} for view in row["views"]]
    signatories = [{name: one.get(name) for name in ("name", "office")} for one in row["signatories"]]
    return row | {"scope": ACTIONS[row["kind"]].extra["scope"], "views": views, "signatories": signatories}


def _outcomes(ids: Sequence[UUID], asked: Asked) -> Mapping[UUID, Any]:
    return children(OUTCOME, "event", ids, asked.plain().of(EventOutcomeSerializer().fields))


SHAPE = known(
    Shape(
        model=Event,
        path="events",
        key="key",
        names=names_of(EventSerializer),
        columns=(*plain("key"), agreement("agreement"), *ACT_COLUMNS),
        members=tuple(
            replace(member, has_id=False) for member in EVENT.members if member.name in ("participants", "concerns")
        ),
        parts={"citations": cited, "outcomes": _outcomes},
        nested=_shown,
        expansions={"agreement": Expansion("agreements", key="ref"), "citations": Expansion("citations")},
        order=("date_earliest", "order", "id"),
    )
)


def _by_party(rows: Rows, party: Found, asked: Asked) -> Rows:
    present = EventParticipant.objects.filter(party=party.pk).values("event")
    return rows.filter(Q(party=party.pk) | Q(pk__in=present))


def _by_agreement(rows: Rows, found: Found, asked: Asked) -> Rows:
    concerning = EventConcern.objects.filter(agreement=found.pk).values("event")
    return rows.filter(Q(agreement=found.pk) | Q(pk__in=concerning))


def _by_scope(rows: Rows, scope: str, asked: Asked) -> Rows:
    return rows.filter(kind__in=[action.code for action in ACTIONS if action.extra["scope"] == scope])


class Events(Resource):
    """Treaty actions and diplomatic events in one timeline, newest first. A detail is found by id or by key."""

    shape = SHAPE
    serializer = EventSerializer
    key_help = "Id of the event, or the key of a diplomatic one."
    lookups = (
        *lookups.coded("kind", ACTION, "The kind of act or event."),
        lookups.asking("scope", code(EVENT_SCOPE), "What such acts are about.", _by_scope),
        lookups.asking("party", reference(Party, "code", "IND"), "The party that acts or takes part.", _by_party),
        lookups.asking(
            "agreement",
            reference(Agreement, "ref", "relos-2025"),
            "Acts on the agreement, and diplomatic events that concern it.",
            _by_agreement,
        ),
        lookups.related("other_party", Party, "code", "RUS", "The other party of the act."),
        lookups.words("key", "The key of a diplomatic event.", "summit-2025"),
        lookups.words("title", "The title.", "Annual summit"),
        *lookups.dated("date", "When the act was done."),
        *lookups.dated("effective", "When it takes legal effect."),
        *lookups.dated("until", "When it ends."),
        lookups.equal("target", ID, "The act that it is about, by its id."),
        lookups.equal("contested", BOOLEAN, "Whether its effect is disputed."),
        lookups.words("place", "The place.", "Moscow"),
        *lookups.coded("chamber", CHAMBER, "The chamber of a domestic act."),
        lookups.words("organ", "The organ of a domestic act.", "State Duma"),
        lookups.words("instrument", "The instrument.", "Federal Law"),
        lookups.words("territory", "The territory.", "Greenland"),
    )
    orderings = sortable(Event, "date")
    default_ordering = "-date"

    def find(self, key: str) -> UUID:
        """By id, for treaty actions and diplomatic events alike; else by key."""
        pk = as_uuid(key)
        return pk if pk is not None and Event.objects.filter(pk=pk).exists() else super().find(key)
