"""JSON in: what two readers could understand in two ways, and what no table can hold, is refused."""

import gzip
from typing import Any

import pytest
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from api.formats import MEGABYTE, accepts, read_json
from api.problems import Problem

URL = "/api/v1/resolve/"


def send(client: Client, body: bytes, content_type: str = "application/json", **headers: str) -> Any:
    return client.generic("POST", URL, body, content_type=content_type, headers=headers)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "parse_error"),
        (b"  ", "parse_error"),
        (b"{", "parse_error"),
        (b'{"a": NaN}', "parse_error"),
        (b'{"a": 1e400}', "parse_error"),
        (b'{"a": ' + b"9" * 5000 + b"}", "parse_error"),
        ('{"a": 1}'.encode("utf-16"), "parse_error"),
        (b'{"a": "\xff"}', "parse_error"),
        (b'{"a": "\\ud800"}', "parse_error"),
        (b"[" * 100_000, "parse_error"),
        (b'{"a":' * 5000, "parse_error"),
        (b"[" * 33 + b"]" * 33, "parse_error"),
        (b'{"a": 1, "a": 2}', "parse_error"),
        (b'[{"b": {"a": 1, "b": 2, "a": 1}}]', "parse_error"),
        (b'{"a": "\\u0000"}', "validation_error"),
        (b'{"a\\u0000": 1}', "validation_error"),
        (b"[" + b"1," * 1000 + b"1]", "validation_error"),
    ],
)
def test_a_body_that_is_not_plain_json_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(Problem) as caught:
        read_json(raw)
    assert caught.value.code == code


@pytest.mark.parametrize("raw", [b"[]", b"null", b'"s"', b"0", b"[" * 32 + b"]" * 32, b"[" + b"1," * 999 + b"1]"])
def test_plain_json_is_read_whatever_it_is(raw: bytes) -> None:
    read_json(raw)


def test_a_fault_points_to_its_place() -> None:
    with pytest.raises(Problem) as caught:
        read_json(b'{"events": [{"a/b~c": "\\u0000"}]}')
    assert caught.value.errors[0]["pointer"] == "#/events/0/a~1b~0c"


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        read_json(raw)
    except Problem as problem:
        assert problem.status_code == 400


@pytest.mark.parametrize(
    ("content_type", "headers", "status"),
    [
        ("text/plain", {}, 415),
        ("application/x-www-form-urlencoded", {}, 415),
        ("multipart/form-data; boundary=x", {}, 415),
        ("application/json; charset=bogus", {}, 415),
        ("application/json; charset=latin-1", {}, 415),
        ("application/json", {"Content-Encoding": "gzip"}, 415),
        ("", {}, 415),
    ],
)
def test_a_body_in_another_form_is_415(
    client: Client, db: None, content_type: str, headers: dict[str, str], status: int
) -> None:
    answer = send(
        client, gzip.compress(b'{"names": ["IND"]}') if headers else b'{"names": ["IND"]}', content_type, **headers
    )
    assert (answer.status_code, answer.json()["code"]) == (status, "unsupported_media_type")


def test_utf8_may_be_named(client: Client, db: None) -> None:
    for content_type in ("application/json", "application/json; charset=utf-8", 'application/json; charset="UTF-8"'):
        assert send(client, b'{"names": ["IND"]}', content_type).status_code == 200


@pytest.mark.parametrize("raw", [b"[]", b"null", b'"s"', b"{", b"", b"7"])
def test_a_body_that_is_no_question_is_400(client: Client, db: None, raw: bytes) -> None:
    assert send(client, raw).status_code == 400


def test_a_body_that_is_too_large_is_413(client: Client, db: None) -> None:
    answer = send(client, b'{"names": ["' + b"a" * MEGABYTE + b'"]}')
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert send(client, b" " * (12 * MEGABYTE)).status_code == 413


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("application/json", True),
        ("*/*", True),
        ("application/*;q=0.1", True),
        ("text/html, */*;q=0.8", True),
        ("application/problem+json", True),
        ("APPLICATION/JSON", True),
        ("", True),
        ("text/html", False),
        ("application/json;q=0", False),
        ("application/json;q=0.000", False),
        ("application/json;q=0.001", True),
        ("application/jsonp", False),
    ],
)
def test_accept_takes_json_or_not(header: str, taken: bool) -> None:
    assert accepts(header) is taken


def test_format_outranks_accept(client: Client, db: None) -> None:
    assert client.get("/api/v1/sources/?format=json", headers={"Accept": "text/html"}).status_code == 200
    assert client.get("/api/v1/sources/?format=csv", headers={"Accept": "application/json"}).status_code == 406


def test_a_request_without_a_query_string_is_read(rf: RequestFactory) -> None:
    from api.query import pairs

    request = rf.get("/")
    del request.META["QUERY_STRING"]
    assert pairs(request) == []
