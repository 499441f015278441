"""Roots, contract and documentation pages: everything from this machine, under one strict policy."""

import re

import pytest
from django.test import Client

from tests.api.dossiers import dossier

PAGES = ["/api/v1/docs/", "/api/v1/docs", "/problems/", "/problems/not_found", "/problems/validation_error/"]


def test_the_roots_lead_everywhere(client: Client, db: None) -> None:
    dossier()
    assert client.get("/api/").json() == client.get("/api").json() == {"v1": "/api/v1/"}
    root = client.get("/api/v1/").json()
    assert {"agreements", "parties", "participations", "events", "provisions", "schema", "docs"} <= root.keys()
    for name, url in root.items():
        answer = client.get(url)
        assert (name, answer.status_code) in {(name, 200), ("resolve", 400), ("derive", 405)}  # These need a question.


def test_the_roots_take_no_parameter(client: Client) -> None:
    assert client.get("/api/v1/?x=1").status_code == client.get("/api/?x=1").status_code == 400


def test_the_contract_is_served_as_json_and_as_yaml(client: Client) -> None:
    shown = client.get("/api/v1/schema/")
    assert (shown["Content-Type"], shown.json()["openapi"]) == ("application/json", "3.1.0")
    text = client.get("/api/v1/schema", headers={"Accept": "application/yaml"})
    assert (text["Content-Type"], text.content[:8]) == ("application/yaml", b"openapi:")
    assert "Accept" in shown["Vary"]


def test_caches_learn_what_an_answer_depends_on(client: Client, db: None) -> None:
    for url in ("/api/v1/", "/api/v1/sources/", "/api/v1/sources/?x=1"):
        assert {"Accept", "Authorization"} <= set(client.get(url)["Vary"].split(", "))


def test_a_contract_that_is_known_is_not_sent_again(client: Client) -> None:
    tag = client.get("/api/v1/schema/")["ETag"]
    again = client.get("/api/v1/schema/", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("url", PAGES)
def test_pages_have_no_inline_script_or_style_and_nothing_from_elsewhere(client: Client, url: str) -> None:
    answer = client.get(url)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert not re.search(r"<style|style=|\son\w+=|<script(?![^>]*\ssrc=)", html)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", html)


@pytest.mark.parametrize("url", [*PAGES, "/api/v1/", "/api/v1/nothing/", "/api/v1/schema/", "/problems/nothing"])
def test_every_answer_carries_the_policy_and_its_id(client: Client, db: None, url: str) -> None:
    answer = client.get(url)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy
    assert re.fullmatch(r"[0-9a-f]{32}", answer["X-Request-ID"])
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_pages_are_only_read(client: Client) -> None:
    for url in ("/api/v1/docs/", "/api/v1/schema/", "/problems/"):
        assert client.post(url).status_code == 405
