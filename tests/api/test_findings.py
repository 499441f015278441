"""`findings/`: what a curator should look at, over HTTP."""

from typing import Any

import pytest
from django.test import Client

from tests import make

pytestmark = pytest.mark.django_db
URL = "/api/v1/findings/"


def get(query: str = "", status: int = 200) -> Any:
    response = Client().get(f"{URL}?on=2026-03-01&{query}".rstrip("&"))
    assert response.status_code == status, response.content
    return response.json()


def lines(query: str = "") -> list[str]:
    return [f"{row['code']} {row['key']}" for row in get(query)["results"]]


@pytest.fixture
def world() -> None:
    """Findings of five kinds about three kinds of records."""
    for number in range(3):
        pact = make.agreement(f"pact-{number}", title="Agreement on trade")
        make.event(pact, "signature", "IND", "2001-05-04")
    make.event(make.agreement("undated"), "ratification", "IND", None)
    make.party("COD", name="Congo", existed_from="1960")
    make.party("COG", name="Congo")
    make.diplomatic_event("summit-2025")


def test_a_finding_says_what_is_doubtful_about_which_record() -> None:
    act = make.event(make.agreement("relos-2025"), "signature", "IND", "2025-02-18")
    assert get("code=no_source") == {
        "next": None,
        "previous": None,
        "results": [
            {
                "code": "no_source",
                "label": "A published fact without a citation",
                "severity": "warning",
                "kind": "agreement",
                "key": "relos-2025",
                "url": "/api/v1/agreements/relos-2025/",
                "party": None,
                "events": [str(act.pk)],
                "sentence": "No citation supports: date of signature by IND (18 February 2025).",
            }
        ],
    }


@pytest.mark.usefixtures("world")
def test_findings_are_filtered_by_kind_severity_record_and_day() -> None:
    assert lines("code=no_date") == ["no_date undated"]
    assert lines("code__in=no_date,silent_since_signature") == [
        "no_date undated",
        "silent_since_signature pact-0",
        "silent_since_signature pact-1",
        "silent_since_signature pact-2",
    ]
    assert {line.split()[0] for line in lines("severity=info")} == {"silent_since_signature"}
    assert lines("severity=error") == lines("code=no_date&severity=info") == []
    assert lines("agreement=pact-1") == [
        "no_source pact-1",
        "silent_since_signature pact-1",
        "overlapping_identities pact-1",
    ]
    assert "silent_since_signature" not in str(Client().get(f"{URL}?on=2001-06-01").json())


@pytest.mark.usefixtures("world")
def test_the_list_is_walked_both_ways_and_counted() -> None:
    whole = lines()
    assert get("count=true")["count"] == len(whole) == 14
    assert get("count=true&agreement=pact-1&page_size=1")["count"] == 3
    forward, page = [], get("page_size=4")
    while True:
        forward += [f"{row['code']} {row['key']}" for row in page["results"]]
        if page["next"] is None:
            break
        page = Client().get(page["next"]).json()
    back: list[str] = []
    while True:
        back = [f"{row['code']} {row['key']}" for row in page["results"]] + back
        if page["previous"] is None:
            break
        page = Client().get(page["previous"]).json()
    assert forward == back == whole


@pytest.mark.usefixtures("world")
def test_fields_can_be_chosen_and_left_out() -> None:
    assert get("code=no_date&fields=key,code")["results"] == [{"code": "no_date", "key": "undated"}]
    assert get("code=no_date&omit=events,party,sentence,label,url,kind")["results"] == [
        {"code": "no_date", "severity": "warning", "key": "undated"}
    ]


@pytest.mark.parametrize(
    ("query", "code", "parameter", "suggestion"),
    [
        ("code=no_sauce", "invalid_choice", "code", "no_source"),
        ("codee=no_source", "unknown_parameter", "codee", "code"),
        ("severity=high", "invalid_choice", "severity", None),
        ("agreement=nowhere", "unknown_reference", "agreement", None),
        ("cursor=abc", "invalid_cursor", "cursor", None),
        ("page_size=0", "out_of_range", "page_size", None),
        ("fields=kee", "unknown_field", "fields", "key"),
    ],
)
def test_a_bad_question_is_refused(query: str, code: str, parameter: str, suggestion: str | None) -> None:
    [fault] = get(query, 400)["errors"]
    assert (fault["code"], fault["parameter"], fault.get("suggestion")) == (code, parameter, suggestion)


def test_the_list_costs_the_same_for_many_findings_as_for_few(django_assert_num_queries: Any) -> None:
    make.event(make.agreement("first"), "signature", "IND", "2001-05-04")
    with django_assert_num_queries(7):
        get()
    for number in range(6):
        make.event(make.agreement(f"more-{number}"), "signature", "IND", "2001-05-04")
    with django_assert_num_queries(7):
        get()
