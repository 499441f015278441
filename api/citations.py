"""Citations: which source says a fact, where in it, and with what value."""

from rest_framework import serializers

from api import lookups
from api.enumerations import CITATION_STANCE, CITATION_TARGET, CONFIDENCE
from api.members import Plain
from api.readers import BOOLEAN, DAY, ID
from api.resources import Resource, sortable
from api.shapes import Expansion, Shape, known
from api.values import Address, Code, Day, Expandable, Flag, Id, Text, names_of
from relations.aggregates.columns import CITATION_COLUMNS
from relations.models import Agreement, Citation, Event, Facility, Party, Source
from relations.shaping import citation_nested


class TargetSerializer(Plain):
    """What a citation is about: the record itself or one of its members."""

    kind = Code(CITATION_TARGET)
    id = Id()


class CitationSerializer(serializers.Serializer[Citation]):
    """One source for one target. Sources that differ stand side by side; one may be preferred."""

    id = Id()
    url = Address()
    source = Expandable("api.sources.SourceSerializer", "Key of the source.")  # type: ignore[assignment]
    target = TargetSerializer()
    field = Text("Which field it is about; null: the whole.", null=True)
    locator = Text("Where in the source.", null=True)
    quote = Text(null=True)
    quote_language = Text("BCP 47 tag.", null=True)
    value = Text("The value as the source has it.", null=True)
    stance = Code(CITATION_STANCE)
    preferred = Flag()
    confidence = Code(CONFIDENCE)
    accessed_on = Day()


SHAPE = known(
    Shape(
        model=Citation,
        path="citations",
        names=names_of(CitationSerializer),
        columns=CITATION_COLUMNS,
        nested=citation_nested,
        expansions={"source": Expansion("sources", key="key")},
    )
)


class Citations(Resource):
    """Every citation: which source supports or contradicts which fact."""

    shape = SHAPE
    serializer = CitationSerializer
    lookups = (
        lookups.related("source", Source, "key", "gov-ru-1563", "The source, by its key."),
        *lookups.coded("target_kind", CITATION_TARGET, "What kind of thing it is about."),
        lookups.equal("target_id", ID, "What it is about, by its id."),
        lookups.related("agreement", Agreement, "ref", "relos-2025", "Citations of an agreement and its members."),
        lookups.related("party", Party, "code", "IND", "Citations of a party and its names and relations."),
        lookups.related("event", Event, "key", "summit-2025", "Citations of a diplomatic event and its outcomes."),
        lookups.related("facility", Facility, "key", "vladivostok", "Citations of a facility."),
        lookups.words("field", "The field that it is about.", "date"),
        lookups.words("locator", "Where in the source.", "p. 3"),
        lookups.words("quote_language", "The language of the quote, a BCP 47 tag.", "ru"),
        lookups.words("value", "The value as the source has it.", "2025-12-10"),
        *lookups.coded("stance", CITATION_STANCE, "Whether it supports or contradicts."),
        lookups.equal("preferred", BOOLEAN, "Whether it is the preferred one."),
        *lookups.coded("confidence", CONFIDENCE, "How sure it is."),
        *lookups.ranged("accessed_on", DAY, "When the source was read."),
    )
    orderings = sortable(Citation, "id")
    default_ordering = "id"
