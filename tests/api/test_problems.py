"""Errors: one form below /api/, the same for unknown and hidden, nothing of the inside."""

import logging
from typing import Any

import pytest
from django.db import DataError, OperationalError
from django.test import Client
from rest_framework import exceptions, serializers

from api.problems import ITEM_CODES, KINDS, as_problem, item, shown
from api.sources import Sources
from tests import make


def test_a_problem_is_whole(client: Client, db: None) -> None:
    answer = client.get("/api/v1/agreements/?page_size=0", headers={"X-Request-ID": "request-0001"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json() == {
        "type": "/problems/validation_error",
        "title": "Bad input",
        "status": 400,
        "detail": "page_size: 0 lies outside 1 to 200.",
        "code": "validation_error",
        "instance": "/api/v1/agreements/",
        "request_id": "request-0001",
        "errors": [
            {"code": "out_of_range", "parameter": "page_size", "value": "0", "detail": "0 lies outside 1 to 200."}
        ],
    }


def test_what_is_not_there_is_404_in_the_same_form_everywhere_below_api(client: Client, db: None) -> None:
    bodies = []
    for url in ("/api/v1/agreements/nothing/", "/api/v1/nothing/", "/api/nothing", "/api/v1/events/nothing/"):
        answer = client.get(url)
        body = answer.json()
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
        assert body.pop("instance") == url
        assert body.pop("request_id") == answer["X-Request-ID"]
        bodies.append(body)
    assert bodies == [bodies[0]] * 4


def test_elsewhere_errors_are_plain_pages(client: Client, db: None) -> None:
    assert client.get("/nothing/")["Content-Type"].startswith("text/html")


def crashing(error: Exception) -> Any:
    def rows(self: Any) -> Any:
        raise error

    return rows


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (OperationalError("database is locked"), 503, "unavailable"),
        (OperationalError("database or disk is full"), 507, "storage_full"),
        (DataError("integer out of range"), 400, "bad_request"),
        (OverflowError("Python int too large"), 400, "bad_request"),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"), 400, "bad_request"),
        (RecursionError("maximum recursion depth"), 400, "bad_request"),
        (RuntimeError("the secret of the house"), 500, "server_error"),
    ],
)
def test_a_crash_tells_nothing_of_the_inside(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, code: str
) -> None:
    monkeypatch.setattr(Sources, "rows", crashing(error))
    client.raise_request_exception = False
    answer = client.get("/api/v1/sources/")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert str(error) not in answer.content.decode()
    assert answer.get("Retry-After") == ("5" if status == 503 else None)


def test_a_value_that_a_validator_let_through_is_logged_as_a_fault_of_ours(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Sources, "rows", crashing(OverflowError("too large")))
    with caplog.at_level(logging.ERROR, "api"):
        client.get("/api/v1/sources/")
    assert "a validator should have refused" in caplog.text


def test_nested_faults_of_a_serializer_become_pointers() -> None:
    class Inner(serializers.Serializer[Any]):
        n = serializers.IntegerField()

    class Outer(serializers.Serializer[Any]):
        terms = Inner()
        events = Inner(many=True)
        codes = serializers.ListField(child=serializers.IntegerField())

    asked = Outer(data={"terms": {"n": "x"}, "events": [{"n": 1}, {}], "codes": [1, "y"]})
    asked.is_valid()
    problem = as_problem(exceptions.ValidationError(asked.errors))
    assert problem is not None
    assert sorted((one["code"], one["pointer"]) for one in problem.errors) == [
        ("invalid", "#/codes/1"),
        ("invalid", "#/terms/n"),
        ("required", "#/events/1/n"),
    ]


@pytest.mark.parametrize(
    ("value", "seen"),
    [("a" * 500, "a" * 100), (10**30, "1" + "0" * 30), (7, 7), (True, True), ({"a": 1}, "{'a': 1}"), ("\ud800", "?")],
)
def test_a_bad_value_is_repeated_at_most_a_hundred_characters_long(value: Any, seen: Any) -> None:
    assert shown(value) == seen
    assert item("invalid", "No.", value=value, parameter="a")["value"] == seen


def test_every_code_has_its_page(client: Client, db: None) -> None:
    for code in KINDS:
        page = client.get(f"/problems/{code}")
        assert page.status_code == 200
        assert KINDS[code].title in page.content.decode()
    assert client.get("/problems/nothing").status_code == 404
    assert all(code in client.get("/problems/").content.decode() for code in [*KINDS, *ITEM_CODES])


def test_every_code_that_the_api_uses_is_a_known_one(client: Client, db: None) -> None:
    make.party("IND")
    seen = {
        client.get(url, headers=headers).json()["code"]
        for url, headers in [
            ("/api/v1/agreements/?x=1", {}),
            ("/api/v1/nothing/", {}),
            ("/api/v1/agreements/", {"Accept": "text/html"}),
            ("/api/v1/agreements/", {"Authorization": "Bearer x"}),
            ("/api/v1/agreements/", {"Host": "evil.example"}),
            ("/api/v1/agreements/?q=" + "a" * 5000, {}),
        ]
    }
    assert seen == {"validation_error", "not_found", "not_acceptable", "invalid_token", "bad_host", "uri_too_long"}
