"""Sources: where statements stand."""

from rest_framework import serializers

from api import lookups
from api.enumerations import SOURCE_KIND
from api.readers import MOMENT
from api.resources import Resource, sortable
from api.shapes import Shape, known
from api.values import Address, Code, Earliest, Edtf, Key, Latest, Moment, Text, Whole, names_of
from relations.aggregates.columns import plain
from relations.aggregates.source import SOURCE
from relations.models import Source


class SourceSerializer(serializers.Serializer[Source]):
    """A page, a document, a register: what citations point to."""

    key = Key("Public key, never reused.")
    url = Address()
    title = Text(null=True)
    publisher = Text(null=True)
    link = Text("Where it can be read.", null=True)
    archived_link = Text("Where a copy can be read.", null=True)
    kind = Code(SOURCE_KIND)
    language = Text("BCP 47 tag.", null=True)
    published_on = Edtf()
    published_on_earliest = Earliest()
    published_on_latest = Latest()
    licence = Text(null=True)
    credit = Text(null=True)
    revision = Whole("Number of revisions so far.")
    updated_at = Moment(null=True)


SHAPE = known(
    Shape(
        model=Source,
        path="sources",
        key="key",
        names=names_of(SourceSerializer),
        columns=(*SOURCE.columns, *plain("revision", "updated_at")),
        order=("key",),
    )
)


class Sources(Resource):
    """The sources that citations point to."""

    shape = SHAPE
    serializer = SourceSerializer
    key_help = "Key of the source, such as gov-ru-1563."
    lookups = (
        lookups.words("key", "The key.", "gov-ru-1563"),
        *lookups.coded("kind", SOURCE_KIND, "The kind of source."),
        lookups.words("title", "The title.", "Status list"),
        lookups.words("publisher", "The publisher.", "TASS"),
        lookups.words("link", "The address.", "https://treaties.un.org/"),
        lookups.words("archived_link", "The address of the copy.", "https://web.archive.org/"),
        lookups.words("language", "The language, a BCP 47 tag.", "en"),
        lookups.words("licence", "The licence.", "CC BY 4.0"),
        lookups.words("credit", "The credit line.", "United Nations"),
        *lookups.dated("published_on", "When it was published."),
        *lookups.ranged("updated_at", MOMENT, "When the record last changed."),
    )
    orderings = sortable(Source, "key", "published_on", "updated_at", nullable=["updated_at"])
    default_ordering = "key"
