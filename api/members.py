"""Small objects that stand in several representations."""

from typing import Any

from rest_framework import serializers

from api.enumerations import IDENTIFIER_SCHEME, PARTY_NAME_KIND
from api.values import Code, Earliest, Edtf, Id, Key, Latest, Text

Plain = serializers.Serializer[Any]


class IdentifierSerializer(Plain):
    """A key in another scheme."""

    id = Id()
    scheme = Code(IDENTIFIER_SCHEME)
    value = Text()


class NameSerializer(Plain):
    """A name in one language."""

    id = Id()
    language = Text("BCP 47 tag.")
    kind = Code(PARTY_NAME_KIND)
    text = Text()


class DatedNameSerializer(NameSerializer):
    """A name in one language, for a time."""

    valid_from = Edtf()
    valid_from_earliest = Earliest()
    valid_from_latest = Latest()
    valid_to = Edtf("First day on which it was no longer used.")
    valid_to_earliest = Earliest()
    valid_to_latest = Latest()


class SignatorySerializer(Plain):
    """Who signed, and in what office."""

    name = Text()
    office = Text(null=True)


class ParticipantSerializer(Plain):
    """Who took part in a diplomatic event."""

    party = Key("Party code.")
    name = Text(null=True)
    office = Text(null=True)
