"""Participations: agreement × party, with the status on a day and the dates that follow from the acts."""

from rest_framework import serializers

from api import lookups
from api.asked import Asked
from api.enumerations import PARTICIPATION_ROLE, PARTY_STATUS
from api.lookups import Rows
from api.readers import code, several
from api.resources import Resource, sortable
from api.shapes import Expansion, Shape, known
from api.spans import SpanSerializer, StatusSerializer
from api.statuses import cited, standing_statuses
from api.values import Address, Code, Earliest, Edtf, Expandable, Id, Key, Latest, Text, names_of
from relations.aggregates.columns import agreement, party, plain
from relations.models import Agreement, Party, Standing


class ParticipationRowSerializer(serializers.Serializer[Standing]):
    """A party to an agreement. One that continues another stands there `via` the code that acted."""

    id = Id()
    url = Address()
    agreement = Expandable("api.agreement_serializers.AgreementRowSerializer", "Ref of the agreement.")
    party = Expandable("api.parties.PartySerializer", "Party code.")
    via = Key("Code of the party that acted, where this one continues it.", null=True)
    role = Code(PARTICIPATION_ROLE)
    side = Text("Groups the parties of one side.", null=True)
    on_behalf_of = Key("Code of the party for which it acts.", null=True)
    status = StatusSerializer()
    signed_on = Edtf()
    signed_on_earliest = Earliest()
    signed_on_latest = Latest()
    consented_on = Edtf("When it consented to be bound.")
    consented_on_earliest = Earliest()
    consented_on_latest = Latest()
    in_force_from = Edtf("Since when it is in force for the party.")
    in_force_from_earliest = Earliest()
    in_force_from_latest = Latest()
    ended_on = Edtf("First day on which it is no longer in force for the party.")
    ended_on_earliest = Earliest()
    ended_on_latest = Latest()
    citations = Expandable("api.citations.CitationSerializer", "Ids of citations.", many=True)


class ParticipationSerializer(ParticipationRowSerializer):
    """A party to an agreement, its status with the reasons."""

    status = SpanSerializer()  # type: ignore[assignment]


SHAPE = known(
    Shape(
        model=Standing,
        path="participations",
        names=names_of(ParticipationRowSerializer),
        columns=(
            agreement("agreement"),
            party("party"),
            party("via"),
            *plain("role", "side"),
            party("on_behalf_of"),
            *plain("signed_on", "consented_on", "in_force_from", "ended_on"),
        ),
        parts={"status": standing_statuses, "citations": cited},
        expansions={
            "agreement": Expansion("agreements", key="ref"),
            "party": Expansion("parties", key="code"),
            "citations": Expansion("citations"),
        },
        order=("party__code", "id"),
    )
)


def _by_status(rows: Rows, status: str, asked: Asked) -> Rows:
    return _by_statuses(rows, [status], asked)


def _by_statuses(rows: Rows, statuses: list[str], asked: Asked) -> Rows:
    return rows.with_status(*statuses, on=asked.on, match=asked.match)  # type: ignore[attr-defined,no-any-return]


class Participations(Resource):
    """Who is concerned by what, with the status of each party on the day `on`."""

    shape = SHAPE
    serializer = ParticipationRowSerializer
    detail_serializer = ParticipationSerializer
    lookups = (
        lookups.related("agreement", Agreement, "ref", "relos-2025", "The agreement, by its ref."),
        lookups.related("party", Party, "code", "IND", "The party, by its code."),
        lookups.related("via", Party, "code", "SUN", "The party that acted, where another continues it."),
        *lookups.coded("role", PARTICIPATION_ROLE, "The role."),
        lookups.words("side", "The side.", "a"),
        lookups.related("on_behalf_of", Party, "code", "NLD", "The party for which it acts."),
        lookups.asking("status", code(PARTY_STATUS), "The status of the party on the day `on`.", _by_status),
        lookups.asking(
            "status__in",
            several(code(PARTY_STATUS)),
            "The status of the party on the day `on`. One of several.",
            _by_statuses,
            column="status",
        ),
        *lookups.dated("signed_on", "When the party signed."),
        *lookups.dated("consented_on", "When it consented to be bound."),
        *lookups.dated("in_force_from", "Since when it is in force for the party."),
        *lookups.dated("ended_on", "When it ended for the party."),
    )
    orderings = sortable(Standing, "id", "signed_on", "consented_on", "in_force_from", "ended_on")
    default_ordering = "id"
