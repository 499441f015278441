"""`fields`, `omit` and `expand`."""

import pytest
from django.test import Client

from tests.api.dossiers import dossier


@pytest.mark.parametrize("url", ["/api/v1/agreements/", "/api/v1/agreements/pact-1/"])
def test_only_the_fields_asked_for_come_in_the_order_of_the_whole(client: Client, db: None, url: str) -> None:
    dossier()
    answer = client.get(f"{url}?fields=signed_on_earliest,title,ref").json()
    row = answer["results"][0] if "results" in answer else answer
    assert row == {"ref": "pact-1", "title": "Pact 1 on logistics", "signed_on_earliest": "2025-02-18"}


def test_all_fields_but_these_come(client: Client, db: None) -> None:
    dossier()
    whole = client.get("/api/v1/sources/gazette-1/").json()
    assert client.get("/api/v1/sources/gazette-1/?omit=credit,licence").json() == {
        name: value for name, value in whole.items() if name not in ("credit", "licence")
    }


def test_expanded_names_come_beside_the_fields_asked_for(client: Client, db: None) -> None:
    dossier()
    row = client.get("/api/v1/agreements/?fields=ref&ref=pact-1&expand=participations.party,events").json()["results"][
        0
    ]
    assert list(row) == ["ref", "participations", "events"]
    assert [one["party"]["name"] for one in row["participations"]] == ["India", "Russia"]
    assert "possible" not in row["participations"][0]["status"]
    assert [act["kind"] for act in row["events"]] == ["signature", "signature", "domestic_approval"]


def test_an_expanded_key_becomes_the_object_behind_it(client: Client, db: None) -> None:
    dossier()
    citation = client.get("/api/v1/citations/?expand=source").json()["results"][0]
    assert citation["source"] == client.get("/api/v1/sources/gazette-1/").json()
    provision = client.get("/api/v1/provisions/?expand=citations.source,agreement").json()["results"][0]
    assert provision["agreement"]["ref"] == "pact-1"
    assert provision["citations"][0]["source"]["key"] == "gazette-1"


@pytest.mark.parametrize(
    ("query", "code", "suggestion"),
    [
        ("fields=ref,titel", "unknown_field", "title"),
        ("omit=nothing", "unknown_field", None),
        ("fields=participations", "unknown_field", None),  # Only `expand` brings them.
        ("expand=partys", "unknown_field", None),
        ("expand=event", "unknown_field", "events"),
        ("expand=events.agreement.events", "out_of_range", None),
        ("expand=ref", "unknown_field", None),
        ("fields=ref,,title", "empty", None),
    ],
)
def test_a_name_that_is_none_is_refused(
    client: Client, db: None, query: str, code: str, suggestion: str | None
) -> None:
    faults = client.get(f"/api/v1/agreements/?{query}").json()["errors"]
    assert [(fault["code"], fault["parameter"]) for fault in faults] == [(code, query.partition("=")[0])]
    if suggestion:
        assert faults[0]["suggestion"] == suggestion


def test_fields_and_omit_together_are_refused(client: Client, db: None) -> None:
    fault = client.get("/api/v1/agreements/?fields=ref&omit=title").json()["errors"][0]
    assert (fault["code"], fault["detail"]) == ("invalid", "Give fields or omit, not both.")
