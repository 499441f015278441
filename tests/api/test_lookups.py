"""Filters: strict, complete, and each doing what its name says."""

from typing import Any

import pytest
from django.test import Client

from api.router import router
from tests import make
from tests.api.dossiers import dossier
from tests.api.endpoints import address, endpoints

LISTS = [(prefix, view) for prefix, view, _ in router.registry]

# Served names that nothing filters by, each with its reason.
NO_FILTER = {
    "url": "an address follows from the key",
    "revision": "a counter; updated_at__gte finds what has changed",
    "id": "the detail is found by it",
    "short_title": "prose: found by q",
    "summary": "prose",
    "statement": "prose",
    "what_happened": "prose",
    "verdict_reason": "prose",
    "definition": "prose",
    "note": "prose",
    "quote": "prose",
    "texts": "prose",
    "titles": "prose: found by q",
    "names": "found by q, and a detail by any name",
    "identifiers": "found by identifier",
    "relations": "a list of objects: the detail shows it",
    "citations": "citations/ is filtered by what they are about",
    "participants": "found by party",
    "concerns": "found by agreement",
    "outcomes": "outcomes/ is filtered by event",
    "signatories": "a list of objects: the detail shows it",
    "views": "readings of a contested act: contested finds them",
    "order": "a position, not a fact",
    "exact_match": "a list of addresses",
    "target": "found by target_kind and target_id",
}


def served(view: Any) -> set[str]:
    names = set(view.shape.names)
    return {
        name for name in names if not (name.endswith(("_earliest", "_latest")) and name.rpartition("_")[0] in names)
    }


@pytest.mark.parametrize(("prefix", "view"), LISTS, ids=[prefix for prefix, _ in LISTS])
def test_every_served_column_is_filterable_or_has_a_reason_why_not(prefix: str, view: Any) -> None:
    columns = {lookup.column for lookup in view.lookups}
    assert served(view) - columns - NO_FILTER.keys() == set()


def test_no_reason_is_given_for_a_column_that_is_nowhere_served() -> None:
    everywhere = set().union(*(served(view) for _, view in LISTS))
    assert NO_FILTER.keys() - everywhere == {"titles", "summary"} - everywhere


@pytest.mark.parametrize(("prefix", "view"), LISTS, ids=[prefix for prefix, _ in LISTS])
def test_every_filter_narrows_the_list_and_none_of_them_is_ignored(
    client: Client, db: None, prefix: str, view: Any
) -> None:
    """Each value is one that no row has: a filter that is ignored would show rows."""
    dossier()
    shown = {}
    for lookup in view.lookups:
        value = absent(lookup)
        if value is not None:
            answer = client.get(f"/api/v1/{prefix}/", {lookup.name: value})
            shown[lookup.name] = answer.status_code if answer.status_code != 200 else len(answer.json()["results"])
    assert {name: rows for name, rows in shown.items() if rows} == {}


def absent(lookup: Any) -> str | None:
    """A well-formed value that no row of the dossier has; null where every value is one of a row or a reference."""
    schema = lookup.reader.schema
    schema = schema.get("items", schema) if schema.get("type") == "array" else schema
    if schema.get("format") == "uuid":
        return "00000000-0000-7000-8000-000000000000"
    if schema.get("format") in ("date", "date-time"):
        return "9998-12-31" if lookup.name.endswith("gte") else "0001-01-01"
    if schema.get("type") == "integer":
        return "9999" if lookup.name.endswith("gte") else "0"
    if "pattern" in schema:
        return "999999" if lookup.name.endswith("gte") else "-999999"
    return "nothing has this" if schema.get("maxLength") and lookup.name in TEXTS else None


TEXTS = {
    "title",
    "publisher",
    "link",
    "licence",
    "credit",
    "name",
    "label",
    "place",
    "organ",
    "instrument",
    "q",
    "unit",
}


def test_a_wrong_name_is_refused_with_the_nearest_right_one(client: Client, db: None) -> None:
    answer = client.get("/api/v1/agreements/?statuss=in_force")
    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {
            "code": "unknown_parameter",
            "parameter": "statuss",
            "detail": "There is no parameter “statuss” here. Do you mean status?",
            "suggestion": "status",
        }
    ]


def test_every_fault_is_reported_at_once(client: Client, db: None) -> None:
    faults = client.get("/api/v1/agreements/?kind=treatty&page_size=0&signed_on__gte=2025-02-30&scope=").json()[
        "errors"
    ]
    assert [(one["code"], one["parameter"]) for one in faults] == [
        ("invalid_choice", "kind"),
        ("out_of_range", "page_size"),
        ("invalid", "signed_on__gte"),
        ("empty", "scope"),
    ]
    assert faults[0]["suggestion"] == "treaty"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("kind=treaty&kind=pact", "repeated"),
        ("kind__in=treaty,,pact", "empty"),
        ("kind__in=,", "empty"),
        ("count=yes", "invalid_boolean"),
        ("party=XXX", "unknown_reference"),
        ("subject=nothing.such", "unknown_reference"),
        ("identifier=wikidata", "invalid"),
        ("identifier=nonsense:1", "invalid_choice"),
        ("on=0000-01-01", "invalid"),
        ("on=9999-01-01", "out_of_range"),
        ("updated_at__gte=yesterday", "invalid"),
        ("party_count__gte=99999999999999999999", "out_of_range"),
        ("q=" + "word+" * 11, "too_long"),
        ("q=" + "x" * 201, "too_long"),
        ("match=perhaps", "invalid_choice"),
        ("ordering=password", "invalid_ordering"),
        ("ordering=relevance", "invalid_ordering"),
    ],
)
def test_a_bad_value_is_refused_by_name(client: Client, db: None, query: str, code: str) -> None:
    answer = client.get(f"/api/v1/agreements/?{query}")
    assert answer.status_code == 400
    assert answer.json()["code"] == "validation_error"
    assert [(one["code"], one["parameter"]) for one in answer.json()["errors"]] == [(code, query.partition("=")[0])]


def test_an_unknown_party_is_refused_with_the_code_that_is_meant(client: Client, db: None) -> None:
    make.party("RUS", name="Russia")
    fault = client.get("/api/v1/agreements/?party=Russia").json()["errors"][0]
    assert (fault["code"], fault["suggestion"]) == ("unknown_reference", "RUS")


@pytest.mark.parametrize(
    ("bounds", "match", "found"),
    [
        ("signed_on__gte=1955-01-01", None, True),  # 1954~ may be 1955.
        ("signed_on__gte=1955-01-01", "possible", True),
        ("signed_on__gte=1955-01-01", "certain", False),
        ("signed_on__gte=1953-01-01", "certain", True),
        ("signed_on__gte=1956-01-01", None, False),
        ("signed_on__lte=1953-12-31", None, True),
        ("signed_on__lte=1953-12-31", "certain", False),
        ("signed_on__lte=1955-12-31", "certain", True),
        ("signed_on__lte=1952-12-31", None, False),
    ],
)
def test_a_partial_date_is_compared_by_what_is_possible_or_certain(
    client: Client, db: None, bounds: str, match: str | None, found: bool
) -> None:
    make.event(make.agreement("vague"), "signature", "IND", "1954~")
    rows = client.get(f"/api/v1/agreements/?{bounds}" + (f"&match={match}" if match else "")).json()["results"]
    assert [row["ref"] for row in rows] == (["vague"] if found else [])


def test_an_open_end_may_be_any_day(client: Client, db: None) -> None:
    make.event(make.agreement("open"), "signature", "IND", "1950/..")
    assert len(client.get("/api/v1/agreements/?signed_on__gte=2020-01-01").json()["results"]) == 1
    assert client.get("/api/v1/agreements/?signed_on__gte=2020-01-01&match=certain").json()["results"] == []


def test_every_endpoint_refuses_a_parameter_that_it_does_not_know(client: Client, db: None) -> None:
    dossier()
    for endpoint in endpoints():
        url = address(endpoint)
        answer = client.get(url + ("&" if "?" in url else "?") + "nonsense=1")
        assert (endpoint.name, answer.status_code) == (endpoint.name, 400)
        assert "nonsense" in [fault["parameter"] for fault in answer.json()["errors"]], endpoint.name
