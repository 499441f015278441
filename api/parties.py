"""Parties: States, former States, organisations; found by any code, alias or former name."""

from uuid import UUID

from django.db.models import Exists, OuterRef
from rest_framework import serializers

from api import lookups
from api.enumerations import PARTY_KIND, PARTY_RELATION_KIND
from api.members import DatedNameSerializer, IdentifierSerializer, Plain
from api.problems import Problem
from api.readers import MOMENT, text
from api.resources import Resource, sortable
from api.shapes import Expansion, Shape, known
from api.statuses import cited
from api.values import Address, Code, Earliest, Edtf, Expandable, Id, Key, Latest, Moment, Text, Whole, names_of
from relations.aggregates.columns import plain
from relations.aggregates.party import PARTY
from relations.members import Row
from relations.models import Party, PartyIdentifier, PartyName
from relations.models.fields import fold
from relations.naming import by_names, nearest


class PartyRelationSerializer(Plain):
    """How a party stands to another over time."""

    id = Id()
    kind = Code(PARTY_RELATION_KIND)
    party = Key("Code of the other party.")
    valid_from = Edtf()
    valid_from_earliest = Earliest()
    valid_from_latest = Latest()
    valid_to = Edtf("First day on which it no longer held.")
    valid_to_earliest = Earliest()
    valid_to_latest = Latest()


class PartySerializer(serializers.Serializer[Party]):
    """Somebody who can take part in an agreement, under one code that is never reused."""

    code = Key("Public key: ISO 3166 alpha-3 for States, the acronym for organisations.")
    url = Address()
    name = Text("The name that is shown.", null=True)
    kind = Code(PARTY_KIND)
    iso2 = Text("ISO 3166-1 alpha-2.", null=True)
    existed_from = Edtf()
    existed_from_earliest = Earliest()
    existed_from_latest = Latest()
    existed_to = Edtf("First day on which it no longer existed.")
    existed_to_earliest = Earliest()
    existed_to_latest = Latest()
    names = DatedNameSerializer(many=True)
    identifiers = IdentifierSerializer(many=True)
    relations = PartyRelationSerializer(many=True)
    citations = Expandable("api.citations.CitationSerializer", "Ids of citations of the party itself.", many=True)
    revision = Whole("Number of revisions so far.")
    updated_at = Moment(null=True)


def _shown(row: Row) -> Row:
    return row | {"name": row["name"] or None}


SHAPE = known(
    Shape(
        model=Party,
        path="parties",
        key="code",
        names=names_of(PartySerializer),
        columns=(*PARTY.columns, *plain("name", "revision", "updated_at")),
        members=tuple(member for member in PARTY.members if member.name != "citations"),
        parts={"citations": cited},
        nested=_shown,
        expansions={"citations": Expansion("citations")},
        order=("code",),
    )
)


class Parties(Resource):
    """States, former States, organisations and agencies. A detail is found by any code, alias or former name."""

    shape = SHAPE
    serializer = PartySerializer
    key_help = "Any code, identifier, name, alias or former name; case and accents do not matter."
    lookups = (
        lookups.words("code", "The code.", "IND"),
        lookups.words("name", "The name that is shown.", "India"),
        lookups.asking(
            "q",
            text("soviet"),
            "Any of the names begins so; case and accents do not matter.",
            lambda rows, value, asked: rows.filter(
                Exists(PartyName.objects.filter(party=OuterRef("pk"), folded__startswith=fold(value)))
            ),
        ),
        *lookups.coded("kind", PARTY_KIND, "The kind of party."),
        lookups.words("iso2", "ISO 3166-1 alpha-2.", "IN"),
        lookups.asking(
            "identifier",
            lookups.identifier(),
            "An identifier in another scheme, scheme:value.",
            lambda rows, value, asked: rows.filter(identifiers__scheme=value[0], identifiers__value=value[1]),
        ),
        *lookups.dated("existed_from", "When it began to exist."),
        *lookups.dated("existed_to", "When it ceased to exist."),
        *lookups.ranged("updated_at", MOMENT, "When the record last changed."),
    )
    orderings = sortable(Party, "code", "name", "updated_at", nullable=["updated_at"])
    default_ordering = "code"

    def find(self, key: str) -> UUID:
        """The party meant: by its code, else by the one party that has this code, identifier or name."""
        if "\0" in key or len(key) > 200:
            raise Problem("not_found")
        codes = [key] if Party.objects.filter(code=key).exists() else meant(key)
        if len(codes) != 1:
            raise Problem("not_found", _choice(key, codes))
        pk: UUID = Party.objects.values_list("pk", flat=True).get(code=codes[0])
        return pk


def meant(name: str) -> list[str]:
    """The codes of the parties that may be meant: codes before names, names before identifiers."""
    matches = [match for match in by_names([name])[name] if match.kind == "party"]
    by_code = [match for match in matches if match.matched in ("key", "iso2")]
    if matches:
        return sorted({match.key for match in by_code or matches})
    scheme, colon, value = name.partition(":")
    found = (
        PartyIdentifier.objects.filter(scheme=scheme, value=value)
        if colon
        else PartyIdentifier.objects.filter(value=name)
    )
    return sorted(set(found.values_list("party__code", flat=True)))


def _choice(name: str, codes: list[str]) -> str:
    if codes:
        return f"“{name}” may mean several parties: {', '.join(codes)}. Ask for one of these codes."
    near = dict.fromkeys(match.key for match in nearest([name])[name] if match.kind == "party")
    return f"No party is published under “{name}”." + (f" Do you mean {' or '.join(near)}?" if near else "")
