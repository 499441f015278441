"""Before any view: request ids, long addresses, and who may read from another page."""

import pytest
from django.test import Client


@pytest.mark.parametrize("name", ["request-1", "0190163d-8694-739b-aea5-966c26f8ad91", "a" * 80])
def test_a_sound_request_id_is_kept(client: Client, db: None, name: str) -> None:
    assert client.get("/api/v1/nothing/", headers={"X-Request-ID": name}).json()["request_id"] == name


@pytest.mark.parametrize("name", ["", "short", "a" * 81, "with space", "a\r\nX-Evil: 1", "<script>aaaa"])
def test_any_other_request_id_is_replaced(client: Client, db: None, name: str) -> None:
    answer = client.get("/api/v1/nothing/", headers={"X-Request-ID": name})
    assert len(answer["X-Request-ID"]) == 32
    assert answer["X-Request-ID"] == answer.json()["request_id"]


def test_an_address_of_4096_characters_is_read_and_a_longer_one_is_not(client: Client, db: None) -> None:
    path = "/api/v1/nothing/"
    assert client.get(f"{path}?{'a' * (4095 - len(path))}").status_code == 404
    answer = client.get(f"{path}?{'a' * (4096 - len(path))}")
    assert (answer.status_code, answer.json()["code"]) == (414, "uri_too_long")
    assert client.get("/" + "a" * 5000).status_code == 414


def test_any_page_may_read_and_none_may_act(client: Client, db: None) -> None:
    origin = {"Origin": "https://elsewhere.example"}
    answer = client.get("/api/v1/agreements/", headers=origin)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert {"Link", "ETag", "X-Request-ID"} <= set(answer["Access-Control-Expose-Headers"].split(", "))
    asked = client.options("/api/v1/agreements/", headers=origin | {"Access-Control-Request-Method": "DELETE"})
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Access-Control-Allow-Origin" not in client.get("/admin/login/", headers=origin)


def test_options_tell_what_an_address_takes(client: Client, db: None) -> None:
    shown = client.options("/api/v1/agreements/").json()
    names = {parameter["name"] for parameter in shown["parameters"]}
    assert {"party", "bound", "status", "on", "match", "ordering", "page_size", "expand", "q"} <= names
    assert "GET" in shown["methods"]
