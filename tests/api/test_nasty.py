"""Nasty input against every read endpoint: never a 5xx, always problem details, and a 400 names the parameter."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from api.router import router
from tests.api.dossiers import dossier
from tests.api.endpoints import Endpoint, address, endpoints

INTERNALS = ("Traceback", "sqlite3.", "psycopg", "no such column", "relations_", "SELECT ", "/site-packages/")

# Percent-encoded, as they go over the wire.
VALUES = {
    "nul": "%00",
    "nul inside": "a%00b",
    "lines": "a%0d%0aX-Evil:%201",
    "invalid utf-8": "%FF",
    "surrogate": "%ED%A0%80",
    "overlong": "%C0%AF",
    "empty": "",
    "space": "%20",
    "sql": "'%20OR%201=1--",
    "fts": '"x%20AND%20(%20*%20%5E%20:%20-',
    "fts near": "NEAR(a",
    "fts column": "text:x",
    "tsquery": "a%20%26%20%7C%20!%20%3C-%3E%20(b",
    "only quotes": '""""',
    "only marks": "%22*%22",
    "like": "%25",
    "underscore": "_",
    "backslash": "%5C",
    "markup": "%3Cscript%3Ealert(1)%3C/script%3E",
    "long": "a" * 2000,
    "many words": "+".join(["word"] * 700),
    "invisible": "%E2%80%AE%E2%80%8B",
    "astral": "%F0%9F%9A%A2",
    "twenty digits": "9" * 20,
    "two to the 63": str(2**63),
    "minus": "-1",
    "zero": "0",
    "huge": "1e400",
    "float": "0.5",
    "exponent": "1e20",
    "nan": "NaN",
    "infinity": "Infinity",
    "arabic": "%D9%A1",
    "superscript": "%C2%B2",
    "year 0": "0000-01-01",
    "year -1": "-0001-01-01",
    "year 10000": "10000-01-01",
    "year of 20 digits": "9" * 20 + "-01-01",
    "no month": "0000-00-00",
    "no day": "2025-02-30",
    "last moment": "9999-12-31T23:59:59-23:59",
    "first moment": "0001-01-01T00:00:00%2B23:59",
    "banana": "banana",
    "true": "true",
    "list": "a,,b",
    "commas": ",",
    "101 of them": ",".join(["IND"] * 101),
    "colon": "wikidata:",
    "json": "%7B%22a%22:1%7D",
    "path": "..%2f..%2fetc%2fpasswd",
    "template": "%7B%7B7*7%7D%7D",
    "dunder": "party__name__iregex",
    "uuid": "00000000-0000-0000-0000-000000000000",
    "not quite an uuid": "00000000-0000-0000-0000-00000000000g",
}
ALLOWED = {200, 400, 404, 406, 414}


@pytest.fixture
def calm(client: Client, db: None) -> Client:
    """A client that reports a crash as the 500 that the world would see."""
    dossier()
    client.raise_request_exception = False
    return client


def faults(answer: HttpResponse, *names: str) -> Iterator[str]:
    """What is wrong with an answer to nasty input."""
    text = answer.content.decode()
    if answer.status_code not in ALLOWED:
        yield f"status {answer.status_code}"
    if answer.status_code >= 400 and answer["Content-Type"] != "application/problem+json":
        yield f"media type {answer['Content-Type']}"
    if any(word in text for word in INTERNALS):
        yield f"internals: {text[:200]}"
    if "X-Evil" in answer.headers:
        yield "an injected header"
    if answer.status_code == 400 and names:
        named = [one.get("parameter") for one in answer.json()["errors"]]  # type: ignore[attr-defined]
        yield from (f"names {named}, not {name}" for name in names if name not in named)


def parameters(endpoint: Endpoint) -> list[str]:
    view = endpoint.instance()
    view.request = type("Asking", (), {"method": "GET"})()
    return [parameter.name for parameter in view.query_parameters()]


ONE_OF = {"resolve": ("name", "identifier", "q")}  # An endpoint takes one of these alone.


def asked(url: str, query: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}{query}"


@pytest.mark.parametrize("endpoint", list(endpoints()), ids=lambda endpoint: endpoint.name)
def test_no_value_of_any_parameter_is_too_nasty(calm: Client, endpoint: Endpoint) -> None:
    url, found = address(endpoint), []
    for name in parameters(endpoint):
        for label, value in VALUES.items():
            plain = endpoint.template if name in ONE_OF.get(endpoint.name, ()) else url
            answer = calm.get(asked(plain, f"{name}={value}"))
            found += [f"{name}={label}: {fault}" for fault in faults(answer, name)]
    assert found == []


@pytest.mark.parametrize("endpoint", list(endpoints()), ids=lambda endpoint: endpoint.name)
def test_no_set_of_parameters_is_too_nasty(calm: Client, endpoint: Endpoint) -> None:
    url, found = address(endpoint), []
    queries = {
        "unknown": ("statuss=1", 400),
        "lookup of ours": ("party__name__iregex=(a%2B)%2B%24", 400),
        "lookup of the framework": ("id__in=1,99999999999999999999", 400),
        "isnull": ("kind__isnull=banana", 400),
        "no name": ("=1", 400),
        "no value": ("fields", 400),
        "repeated": ("fields=url&fields=url", 400),
        "1,100 of them": ("&".join(["a"] * 1100), 400),
        "bad name": ("%FF=1", 400),
        "format": ("format=xyz", 406),
        "html": ("format=html", 406),
        "longer than an address": ("q=" + "a" * 4100, 414),
    }
    for label, (query, status) in queries.items():
        answer = calm.get(asked(url, query))
        found += [f"{label}: {fault}" for fault in faults(answer)]
        if answer.status_code != status:
            found.append(f"{label}: {answer.status_code}, not {status}")
    assert found == []


IDS = [
    "9" * 20,
    "-1",
    "abc-nothing-has-this",
    "%00",
    "%FF",
    "%ED%A0%80",
    "..%2f..%2fetc%2fpasswd",
    "%D9%A1",
    "%C2%B2",
    "a" * 3000,
    "1%0d%0aX-Evil:1",
    "%7B%7D",
    "'%20OR%201=1--",
    "%0a",
    "%20",
    "zzzzzzzz-0000-0000-0000-000000000000",
    "00000000-0000-0000-0000-000000000000",
    "a%00b",
    ".",
    "%25",
]


@pytest.mark.parametrize("endpoint", [one for one in endpoints() if "{" in one.template], ids=lambda one: one.name)
def test_no_key_in_an_address_is_too_nasty(calm: Client, endpoint: Endpoint) -> None:
    found = []
    for key in IDS:
        answer = calm.get(endpoint.url(key=key, a=key, b="RUS"))
        found += [f"{key[:40]}: {fault}" for fault in faults(answer)]
        if answer.status_code != 404:
            found.append(f"{key[:40]}: {answer.status_code}")
    assert found == []


PAGING = {
    "page_size": ["0", "-1", "201", "1000000000", "9" * 30, "abc", "1.5", "%00", "1e2", "+5", "%D9%A5"],
    "cursor": ["abc", "!!!", "%00", "bnVsbA", "e30", "cD0A", "W10", "a" * 600, "%F0%9F%9A%A2", "-", "===="],
    "ordering": ["password", "parties__name", "-", "--ref", "?", "random", "id__in", "%00", "ref,title", "pk"],
}


@pytest.mark.parametrize("prefix", [prefix for prefix, _, _ in router.registry])
def test_no_paging_is_too_nasty(calm: Client, prefix: str) -> None:
    found = []
    for name, values in PAGING.items():
        for value in values:
            answer = calm.get(f"/api/v1/{prefix}/?{name}={value}")
            found += [f"{name}={value[:40]}: {fault}" for fault in faults(answer, name)]
            if answer.status_code != 400:
                found.append(f"{name}={value[:40]}: {answer.status_code}")
    assert found == []


HEADERS: list[tuple[dict[str, Any], set[int]]] = [
    ({"Accept": "text/xyz"}, {406}),
    ({"Accept": "junk"}, {406}),
    ({"Accept": "text/html"}, {406}),
    ({"Accept": ""}, {200}),
    ({"Accept": "application/json;q=0"}, {406}),
    ({"Accept": "application/json; q=0.5, text/html"}, {200}),
    ({"Accept": "*/*"}, {200}),
    ({"Accept": ("a/b;" + ";".join(["x=y"] * 60) + ",") * 100}, {406}),
    ({"Accept": ";,;,;q=,=;q"}, {406}),
    ({"Host": "evil.example"}, {400}),
    ({"Host": "localhost:99999999"}, {200, 400}),
    ({"Host": "a b"}, {400}),
    ({"X-Forwarded-Host": "evil.example"}, {200}),
    ({"X-HTTP-Method-Override": "DELETE"}, {200}),
    ({"Range": "bytes=0-"}, {200}),
    ({"Range": "junk"}, {200}),
    ({"Cookie": "sessionid=junk; csrftoken=%00;;;=;a"}, {200}),
    ({"If-None-Match": "junk"}, {200}),
    ({"If-Modified-Since": "junk"}, {200}),
    ({"If-Match": "*"}, {200}),
    ({"Authorization": ""}, {401}),
    ({"Authorization": "Bearer"}, {401}),
    ({"Authorization": "Bearer  a  b"}, {401}),
    ({"Authorization": "Bearer \xe9"}, {401}),
    ({"Authorization": "Basic " + "a" * 4000}, {401}),
    ({"X-Request-ID": "a\r\nX-Evil: 1"}, {200}),
    ({"X-Request-ID": "x" * 5000}, {200}),
    ({"Origin": "https://evil.example"}, {200}),
    ({"Content-Type": "text/plain; charset=bogus"}, {200}),
]


@pytest.mark.parametrize("endpoint", list(endpoints()), ids=lambda endpoint: endpoint.name)
def test_no_header_is_too_nasty(calm: Client, endpoint: Endpoint) -> None:
    url, found = address(endpoint), []
    for headers, statuses in HEADERS:
        answer = calm.get(url, headers=headers)
        if answer.status_code not in statuses:
            found.append(f"{str(headers)[:80]}: {answer.status_code}")
        if b"evil.example" in answer.content or "X-Evil" in answer.headers or len(answer["X-Request-ID"]) > 80:
            found.append(f"{str(headers)[:80]}: reflected")
        if answer.status_code >= 400 and answer["Content-Type"] != "application/problem+json":
            found.append(f"{str(headers)[:80]}: {answer['Content-Type']}")
    assert found == []


@pytest.mark.parametrize("endpoint", list(endpoints()), ids=lambda endpoint: endpoint.name)
def test_methods_that_nothing_answers_are_405_and_the_slash_does_not_matter(calm: Client, endpoint: Endpoint) -> None:
    url = address(endpoint)
    methods = ["PUT", "PATCH", "DELETE", "TRACE", "FOO", "CONNECT"] + (
        [] if hasattr(endpoint.view, "post") else ["POST"]
    )
    for method in methods:
        answer = calm.generic(method, url, b"{}", content_type="application/json")
        assert (method, answer.status_code, answer["Content-Type"]) == (method, 405, "application/problem+json")
        assert "GET" in answer["Allow"]
    assert calm.get(url.replace("/?", "?") if "?" in url else url.rstrip("/")).json() == calm.get(url).json()
    assert calm.head(url).content == b""
    options = calm.options(url)
    assert options.status_code == 200
    assert b"pact-1" not in options.content


def test_addresses_that_are_none_are_404(calm: Client) -> None:
    for url in ("/api/v1/nothing/", "/api/v2/", "/api/v1/agreements/pact-1/nothing/", "/api/v1//agreements/", "/api/x"):
        answer = calm.get(url)
        assert (url, answer.status_code, answer["Content-Type"]) == (url, 404, "application/problem+json")
    assert calm.generic("GET", "//localhost//api/v1/agreements/").status_code == 404
