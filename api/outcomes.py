"""Outcomes: what diplomatic events were expected to bring, and what came of it."""

from rest_framework import serializers

from api import lookups
from api.asked import Asked
from api.enumerations import OUTCOME_STATUS
from api.lookups import Rows
from api.members import Plain
from api.readers import Found, reference
from api.resources import Resource, sortable
from api.shapes import Expansion, Shape, known
from api.statuses import cited
from api.values import Address, Code, Expandable, Id, Text, names_of
from relations.aggregates.columns import plain
from relations.aggregates.event import EVENT
from relations.members import Column
from relations.models import Agreement, Event, Outcome, OutcomeAgreement


class EventOutcomeSerializer(Plain):
    """An expected outcome inside its event."""

    id = Id()
    statement = Text("What was expected.")
    status = Code(OUTCOME_STATUS)
    what_happened = Text(null=True)
    agreements = Expandable(
        "api.agreement_serializers.AgreementRowSerializer", "Refs of the agreements that came of it.", many=True
    )
    citations = Expandable("api.citations.CitationSerializer", "Ids of citations.", many=True)


class OutcomeSerializer(serializers.Serializer[Outcome]):
    """What an event was expected to bring, with a verdict."""

    id = Id()
    url = Address()
    event = Expandable("api.events.EventSerializer", "Key of the diplomatic event.")
    statement = Text("What was expected.")
    status = Code(OUTCOME_STATUS)
    what_happened = Text(null=True)
    agreements = Expandable(
        "api.agreement_serializers.AgreementRowSerializer", "Refs of the agreements that came of it.", many=True
    )
    citations = Expandable("api.citations.CitationSerializer", "Ids of citations.", many=True)


_MEMBER = next(member for member in EVENT.members if member.name == "outcomes")
SHAPE = known(
    Shape(
        model=Outcome,
        path="outcomes",
        names=names_of(OutcomeSerializer),
        columns=(Column("event", "event", "key"), *plain("statement", "status", "what_happened")),
        members=_MEMBER.members,
        parts={"citations": cited},
        expansions={
            "event": Expansion("events", key="key"),
            "agreements": Expansion("agreements", key="ref"),
            "citations": Expansion("citations"),
        },
    )
)


def _by_agreement(rows: Rows, found: Found, asked: Asked) -> Rows:
    return rows.filter(pk__in=OutcomeAgreement.objects.filter(agreement=found.pk).values("outcome"))


class Outcomes(Resource):
    """Expected outcomes of diplomatic events, each with its status and what happened."""

    shape = SHAPE
    serializer = OutcomeSerializer
    lookups = (
        lookups.related("event", Event, "key", "summit-2025", "The diplomatic event, by its key."),
        *lookups.coded("status", OUTCOME_STATUS, "What became of it."),
        lookups.asking(
            "agreement",
            reference(Agreement, "ref", "relos-2025"),
            "An agreement that came of it.",
            _by_agreement,
            column="agreements",
        ),
    )
    orderings = sortable(Outcome, "id")
    default_ordering = "id"
