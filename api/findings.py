"""Findings: what a curator should look at. They never block, and never change a status."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api import fields, pagination
from api.asked import ON, Asked
from api.enumerations import FINDING_KIND, FINDING_OWNER, FINDING_SEVERITY
from api.members import Plain
from api.pagination import COUNT, CURSOR, PAGE_SIZE, Cursor
from api.query import Parameter, read
from api.readers import code, reference, several
from api.resources import Answer, asked_of, by_parameter
from api.shapes import Shape, address
from api.values import Address, Code, Key, Text, listed
from relations import findings
from relations.findings import Flag, Page, Place
from relations.members import Row
from relations.models import Agreement, Finding
from relations.vocabulary import FINDING_KINDS

ORDER = "code"
PATHS = {"agreement": "agreements", "event": "events", "party": "parties"}


class ListedFindingSerializer(Plain):
    """A doubt about one record. Those that depend on the day (silent, expiring) are computed for `on`."""

    code = Code(FINDING_KIND)
    label: Any = Text("The code in words.")
    severity = Code(FINDING_SEVERITY)
    kind = Code(FINDING_OWNER, help_text="What kind of record it is about.")
    key = Key("Public key of that record.")
    url = Address("Address of that record, root-relative.")
    party = Key("The party whose act it is.", null=True)
    events = listed(serializers.UUIDField(), "Ids of the acts concerned.")
    sentence = Text("What is doubtful, in words.")


NAMES = tuple(ListedFindingSerializer().fields)
SHAPE = Shape(model=Finding, path="findings", names=NAMES, columns=())


class Findings(Answer):
    """What a curator should look at: recorded and derived dates that differ, acts out of order, facts without a source,
    agreements that nothing has been heard of, terms about to end, records that look like one. In the order of their codes.
    """

    parameters = (
        Parameter("code", code(FINDING_KIND), "The kind of finding."),
        Parameter("code__in", several(code(FINDING_KIND)), "The kind of finding. One of several."),
        Parameter("severity", code(FINDING_SEVERITY), "How serious it is."),
        Parameter("severity__in", several(code(FINDING_SEVERITY)), "How serious it is. One of several."),
        Parameter("agreement", reference(Agreement, "ref", "relos-2025"), "Findings about this agreement."),
        ON,
        PAGE_SIZE,
        CURSOR,
        COUNT,
        *fields.parameters(SHAPE, NAMES),
    )
    answer = ListedFindingSerializer(many=True)

    def get(self, request: Request) -> Response:
        asked = asked_of(read(request._request, by_parameter(self.query_parameters())), NAMES)
        cursor, size = _cursor(asked.values), asked.values.get("page_size", pagination.USUAL)
        page = _page(asked, cursor, size + 1)
        found = pagination.cut(findings.flags(page), cursor, size, lambda flag: tuple(flag.place), _shown)
        names = [name for name in NAMES if asked.wants(name)]
        results = [{name: row[name] for name in names} for row in found.rows]
        count = findings.number(page) if asked.values.get("count") else None
        envelope = pagination.envelope(request, found, ORDER, results, count)
        return Response(envelope, headers=pagination.links(envelope))


def _page(asked: Asked, cursor: Cursor | None, limit: int) -> Page:
    agreement = asked.values.get("agreement")
    return Page(
        asked.on,
        limit,
        codes=_codes(asked.values),
        agreement=agreement.key if agreement else None,
        after=Place(*cursor.values) if cursor else None,
        backwards=cursor is not None and cursor.backwards,
    )


def _codes(values: Mapping[str, Any]) -> frozenset[str]:
    """The kinds of finding that every filter lets through."""
    found = set(FINDING_KINDS.codes)
    if "code" in values:
        found &= {values["code"]}
    if "code__in" in values:
        found &= set(values["code__in"])
    for severities in ([values["severity"]] if "severity" in values else None, values.get("severity__in")):
        if severities is not None:
            found &= {term.code for term in FINDING_KINDS if term.extra["severity"] in severities}
    return frozenset(found)


def _cursor(values: Mapping[str, Any]) -> Cursor | None:
    return (
        pagination.read_cursor(values["cursor"], ORDER, (_whole, _word, _word, _whole)) if "cursor" in values else None
    )


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
        raise ValueError(value)
    return value


def _word(value: Any) -> str:
    if not isinstance(value, str) or not value.isascii() or "\0" in value or len(value) > 200:
        raise ValueError(value)
    return value


def _shown(flag: Flag) -> Row:
    return {
        "code": flag.code,
        "label": flag.label,
        "severity": flag.severity,
        "kind": flag.kind,
        "key": flag.key,
        "url": address(PATHS[flag.kind], flag.key),
        "party": flag.party,
        "events": flag.events,
        "sentence": flag.sentence,
    }
