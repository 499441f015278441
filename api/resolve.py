"""`resolve/`: from what people call things to public keys, one at a time or a thousand at once."""

from collections.abc import Sequence
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError as Invalid
from rest_framework.request import Request
from rest_framework.response import Response

from api import bodies
from api.agreement_filters import SEARCH
from api.enumerations import MATCHED, RESOLVED
from api.formats import body
from api.lookups import identifier
from api.members import Plain
from api.problems import Refusal, invalid, item
from api.query import Parameter
from api.readers import text
from api.resources import Answer
from api.shapes import address
from api.values import Address, Code, Key, Text
from relations import naming
from relations.members import Row
from relations.naming import Match

MOST = 1000
PATHS = {
    "party": "parties",
    "agreement": "agreements",
    "facility": "facilities",
    "event": "events",
    "source": "sources",
    "concept": "concepts",
}


class MatchSerializer(Plain):
    """One thing that may be meant."""

    kind = Code(RESOLVED)
    key = Key("Public key.")
    url = Address()
    title = Text("The name or title that is shown.")
    matched = Code(MATCHED, help_text="What matched: the key, a code, an identifier, or which kind of name or title.")


class ResolvedSerializer(Plain):
    """What one name or identifier means. Several matches: it is ambiguous. None: the nearest names are suggested."""

    asked = Text("The name or identifier as it was sent.")
    matches = MatchSerializer(many=True)
    suggestions = MatchSerializer(many=True, help_text="Only where nothing matched.")


class ResolutionSerializer(Plain):
    """One entry per name, then one per identifier, in the order in which they were sent."""

    results = ResolvedSerializer(many=True)


EXAMPLE = {"names": ["Ivory Coast", "USSR", "RELOS"], "identifiers": ["m49:356"]}


@extend_schema_serializer(examples=[OpenApiExample("Three names and an identifier", value=EXAMPLE, request_only=True)])
class NamesSerializer(Plain):
    """Up to 1,000 names and identifiers together."""

    names = serializers.ListField(
        child=serializers.CharField(max_length=300),
        required=False,
        help_text="Codes, names, aliases, former names, titles, refs and other public keys.",
    )
    identifiers = serializers.ListField(
        child=serializers.CharField(max_length=200), required=False, help_text="As scheme:value, such as wikidata:Q668."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        asked = [*attrs.get("names", ()), *attrs.get("identifiers", ())]
        if not asked:
            raise Invalid({"names": "Send names, identifiers, or both."}, "required")
        if len(asked) > MOST:
            raise Invalid({"names": f"At most {MOST} are resolved at once; these are {len(asked)}."}, "too_long")
        return attrs


class Resolve(Answer):
    """What a name, an identifier or a few words mean."""

    parameters: ClassVar[tuple[Parameter, ...]] = (
        Parameter("name", text("Ivory Coast"), "A code, name, alias, former name, title, ref or other public key."),
        Parameter("identifier", identifier(), "An identifier in another scheme, as scheme:value."),
        Parameter("q", SEARCH, "Words: names that begin so, agreements in which they occur."),
    )
    answer = ResolutionSerializer
    question = NamesSerializer

    def query_parameters(self) -> list[Parameter]:
        return super().query_parameters() if self.request.method != "POST" else super().query_parameters()[-1:]

    def get(self, request: Request) -> Response:
        """One name, identifier or search."""
        values = self.asked().values
        given = [name for name in ("name", "identifier", "q") if name in values]
        if len(given) != 1:
            raise invalid(item("required", "Give one of name, identifier and q.", parameter="name"))
        if "q" in values:
            return _answer([_entry(values["q"], naming.by_words(values["q"]), [])])
        if "identifier" in values:
            return _answer(_identified([values["identifier"]]))
        return _answer(_named([values["name"]]))

    def post(self, request: Request) -> Response:
        """Many names and identifiers at once."""
        self.asked()
        sent = bodies.read(NamesSerializer(), body(request))
        return _answer([*_named(sent.get("names", [])), *_identified(_pairs(sent.get("identifiers", [])))])


def _answer(results: Sequence[Row]) -> Response:
    return Response({"results": results})


def _named(names: Sequence[str]) -> list[Row]:
    found = naming.by_names(names) if names else {}
    near = naming.nearest([name for name in found if not found[name]])
    return [_entry(name, found[name], near.get(name, [])) for name in names]


def _identified(pairs: Sequence[tuple[str, str]]) -> list[Row]:
    found = naming.by_identifiers(pairs) if pairs else {}
    return [_entry(":".join(pair), found[pair], []) for pair in pairs]


def _pairs(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Scheme and value of each identifier; every one that is none is named."""
    read, faults, pairs = identifier().read, [], []
    for index, given in enumerate(texts):
        try:
            pairs.append(read(given))
        except Refusal as error:
            place = f"#/identifiers/{index}"
            faults.append(item(error.code, error.detail, pointer=place, value=given, suggestion=error.suggestion))
    if faults:
        raise invalid(*faults[: bodies.MOST_FAULTS])
    return pairs


def _entry(asked: str, matches: Sequence[Match], near: Sequence[Match]) -> Row:
    return {"asked": asked, "matches": [_match(one) for one in matches], "suggestions": [_match(one) for one in near]}


def _match(match: Match) -> Row:
    return {
        "kind": match.kind,
        "key": match.key,
        "url": address(PATHS[match.kind], match.key),
        "title": match.label,
        "matched": match.matched,
    }
