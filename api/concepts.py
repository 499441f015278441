"""Concepts: subjects of agreements and concepts of provisions, a thesaurus."""

from rest_framework import serializers

from api import lookups
from api.enumerations import CONCEPT_SCHEME
from api.readers import MOMENT
from api.resources import Resource, sortable
from api.shapes import Expansion, Shape, known
from api.values import Address, Code, Expandable, Key, Moment, Text, Whole, listed, names_of
from relations.aggregates.columns import plain
from relations.aggregates.concept import CONCEPT
from relations.members import Row
from relations.models import Concept


class ConceptSerializer(serializers.Serializer[Concept]):
    """A subject or a concept of provisions; its dotted notation begins with that of its broader one."""

    notation = Key("Public key, never reused.")
    url = Address()
    scheme = Code(CONCEPT_SCHEME)
    label = Text()  # type: ignore[assignment]
    definition = Text(null=True)
    broader = Expandable("api.concepts.ConceptSerializer", "Notation of the broader concept.", null=True)
    exact_match = listed(Text(), "Addresses of the same concept elsewhere.")
    revision = Whole("Number of revisions so far.")
    updated_at = Moment(null=True)
    narrower = Expandable("api.concepts.ConceptSerializer", "The narrower concepts.", only=True)


def _shown(row: Row) -> Row:
    return row | {"definition": row["definition"] or None}


SHAPE = known(
    Shape(
        model=Concept,
        path="concepts",
        key="notation",
        names=names_of(ConceptSerializer),
        columns=(*CONCEPT.columns, *plain("revision", "updated_at")),
        nested=_shown,
        expansions={
            "broader": Expansion("concepts", key="notation"),
            "narrower": Expansion("concepts", owner="broader"),
        },
        order=("notation",),
    )
)


class Concepts(Resource):
    """The thesaurus: subjects of agreements and concepts by which provisions are coded."""

    shape = SHAPE
    serializer = ConceptSerializer
    key_help = "Notation, such as access.port."
    lookups = (
        lookups.words("notation", "The notation.", "access.port"),
        *lookups.coded("scheme", CONCEPT_SCHEME, "Subjects of agreements, or concepts of provisions."),
        lookups.words("label", "The label.", "Port access"),
        lookups.related("broader", Concept, "notation", "access", "The broader concept, by its notation."),
        *lookups.ranged("updated_at", MOMENT, "When the record last changed."),
    )
    orderings = sortable(Concept, "notation", "updated_at", nullable=["updated_at"])
    default_ordering = "notation"
