"""Facilities: ports, airfields, bases and regions that agreements are about."""

from rest_framework import serializers

from api import lookups
from api.enumerations import FACILITY_KIND
from api.members import IdentifierSerializer, NameSerializer
from api.readers import DECIMAL, MOMENT
from api.resources import Resource, sortable
from api.shapes import Expansion, Shape, known
from api.statuses import cited
from api.values import Address, Amount, Code, Expandable, Key, Moment, Text, Whole, names_of
from relations.aggregates.columns import plain
from relations.aggregates.facility import FACILITY
from relations.members import Row
from relations.models import Facility, Party


class FacilitySerializer(serializers.Serializer[Facility]):
    """A place; `party` is where it lies, null for one under no single party."""

    key = Key("Public key, never reused.")
    url = Address()
    name = Text("The name that is shown.", null=True)
    kind = Code(FACILITY_KIND)
    party = Expandable("api.parties.PartySerializer", "Party code.", null=True)
    latitude = Amount("Degrees north.")
    longitude = Amount("Degrees east.")
    names = NameSerializer(many=True)
    identifiers = IdentifierSerializer(many=True)
    citations = Expandable("api.citations.CitationSerializer", "Ids of citations.", many=True)
    revision = Whole("Number of revisions so far.")
    updated_at = Moment(null=True)


def _shown(row: Row) -> Row:
    return row | {"name": row["name"] or None}


SHAPE = known(
    Shape(
        model=Facility,
        path="facilities",
        key="key",
        names=names_of(FacilitySerializer),
        columns=(*FACILITY.columns, *plain("name", "revision", "updated_at")),
        members=tuple(member for member in FACILITY.members if member.name != "citations"),
        parts={"citations": cited},
        nested=_shown,
        expansions={"party": Expansion("parties", key="code"), "citations": Expansion("citations")},
        order=("key",),
    )
)


class Facilities(Resource):
    """Places that agreements are about."""

    shape = SHAPE
    serializer = FacilitySerializer
    key_help = "Key of the facility, such as vladivostok."
    lookups = (
        lookups.words("key", "The key.", "vladivostok"),
        lookups.words("name", "The name that is shown.", "Vladivostok"),
        *lookups.coded("kind", FACILITY_KIND, "The kind of place."),
        lookups.related("party", Party, "code", "RUS", "Where it lies, by party code."),
        *lookups.ranged("latitude", DECIMAL, "Degrees north."),
        *lookups.ranged("longitude", DECIMAL, "Degrees east."),
        *lookups.ranged("updated_at", MOMENT, "When the record last changed."),
    )
    orderings = sortable(Facility, "key", "updated_at", nullable=["updated_at"])
    default_ordering = "key"
