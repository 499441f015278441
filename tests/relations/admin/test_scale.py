"""The budgets of the desk hold with 20,000 agreements."""

from collections.abc import Iterator
from typing import Any

import pytest

from relations.models import Agreement
from relations.models.keys import uuid7
from tests import make
from tests.relations.admin.test_budgets import LIST_BYTES, LIST_QUERIES, address, check
from tests.relations.admin.visitor import Visitor

AGREEMENTS, BATCH = 20_000, 2_000
CODES = [f"S{number:03}" for number in range(200)]


def document(number: int) -> dict[str, Any]:
    """A bilateral agreement as registers hold most of them: two signatures and a day of entry into force."""
    one, two = CODES[number % 200], CODES[(number * 7 + 1) % 200]
    signed = f"{1900 + number % 120}-{1 + number % 12:02}-{1 + number % 28:02}"
    acts = [("signature", one, signed), ("signature", two, signed)] + (
        [("entry_into_force", None, signed)] if number % 3 else []
    )
    return {
        "id": str(uuid7()),
        "ref": f"pact-{number}",
        "kind": "agreement",
        "bindingness": "binding",
        "scope": "bilateral",
        "titles": [
            {"language": "en", "kind": "official", "text": f"Agreement number {number} on trade of {one} and {two}"}
        ],
        "participations": [{"party": one, "role": "party"}, {"party": two, "role": "party"}],
        "events": [{"kind": kind, "party": party, "date": day} for kind, party, day in acts],
        "citations": [],
    }


def documents(start: int) -> Iterator[dict[str, Any]]:
    return (document(number) for number in range(start, start + BATCH))


@pytest.mark.scale
def test_no_page_grows_with_the_registry(desk: Visitor) -> None:
    for code in CODES:
        make.party(code)
    for start in range(0, AGREEMENTS, BATCH):
        with make.door("A register of treaties.") as door:
            door.put("agreement", documents(start))
    assert Agreement.objects.count() == AGREEMENTS
    found = Agreement.objects.get(ref="pact-12345")
    lists = [
        "",
        "?q=number 12345",
        "?status=in_force",
        "?finding=no_source",
        "?kind__exact=agreement",
        "?p=100",
        "?o=2",
    ]
    for query in lists:
        check(desk.get(f"{address('relations.agreement')}{query}"), LIST_QUERIES, LIST_BYTES)
    for label in ("party", "event", "source", "provision", "revision"):
        check(desk.get(address(f"relations.{label}")), LIST_QUERIES, LIST_BYTES)
    for place in ("/admin/", "/admin/findings/", "/admin/findings/?code=no_source"):
        check(desk.get(place))
    check(desk.get(address("relations.agreement", found.pk, "change")))
    check(desk.get(address("relations.agreement", "add")))
    asked = {"app_label": "relations", "model_name": "agreementrelation", "field_name": "other", "term": "number 123"}
    assert desk.get("/admin/autocomplete/", **asked).queries <= 5
    assert "More than 10000 agreements" in desk.get(address("relations.agreement")).words
    assert desk.get("/admin/relations/party/S000/delete/").queries <= 40


@pytest.mark.parametrize("number", [0, 1])
def test_the_documents_are_whole(number: int) -> None:
    assert len(document(number)["events"]) == 2 + (number % 3 > 0)
