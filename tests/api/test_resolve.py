"""`resolve/`: names and identifiers to public keys."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from jsonschema import Draft202012Validator

from relations.models import PartyIdentifier, PartyName, Title
from tests import make

pytestmark = pytest.mark.django_db
URL = "/api/v1/resolve/"
CIV = {"kind": "party", "key": "CIV", "url": "/api/v1/parties/CIV/", "title": "Côte d'Ivoire"}


@pytest.fixture(autouse=True)
def world() -> None:
    party = make.party("CIV", name="Côte d'Ivoire", iso2="CI")
    pact = make.agreement("relos-2025", title="Agreement on logistic support")
    make.facility("vladivostok")
    with make.door():
        PartyName.objects.create(party=party, kind="alias", text="Ivory Coast")
        PartyIdentifier.objects.create(party=party, scheme="m49", value="384")
        Title.objects.create(agreement=pact, language="en", kind="short", text="RELOS")


def get(query: str, status: int = 200) -> Any:
    response = Client().get(f"{URL}?{query}")
    assert response.status_code == status, response.content
    return response.json()


def post(body: Any, status: int = 200) -> Any:
    response = Client().post(URL, body, content_type="application/json")
    assert response.status_code == status, response.content
    return response.json()


@pytest.mark.parametrize(
    ("query", "asked", "matched"),
    [
        ("name=CIV", "CIV", "key"),
        ("name=ci", "ci", "iso2"),
        ("name=ivory%20coast", "ivory coast", "alias"),
        ("identifier=m49:384", "m49:384", "identifier"),
    ],
)
def test_one_name_or_identifier_is_resolved(query: str, asked: str, matched: str) -> None:
    entry = {"asked": asked, "matches": [CIV | {"matched": matched}], "suggestions": []}
    assert get(query) == {"results": [entry]}


def test_words_find_what_begins_so_and_where_they_occur() -> None:
    assert [(row["kind"], row["key"], row["matched"]) for row in get("q=logistic")["results"][0]["matches"]] == [
        ("agreement", "relos-2025", "text")
    ]
    assert [row["key"] for row in get("q=ivory")["results"][0]["matches"]] == ["CIV"]
    assert get("q=%22%28")["results"][0]["matches"] == []


def test_what_is_unknown_comes_with_the_nearest_names() -> None:
    [entry] = get("name=Ivory%20Cost")["results"]
    assert (entry["matches"], [row["key"] for row in entry["suggestions"]]) == ([], ["CIV"])


@pytest.mark.parametrize(
    ("query", "code", "parameter"),
    [
        ("", "required", "name"),
        ("name=CIV&q=x", "required", "name"),
        ("nam=CIV", "unknown_parameter", "nam"),
        ("name=", "empty", "name"),
        ("identifier=m49", "invalid", "identifier"),
        ("identifier=m50:384", "invalid_choice", "identifier"),
        ("q=a+b+c+d+e+f+g+h+i+j+k", "too_long", "q"),
    ],
)
def test_a_bad_question_is_refused(query: str, code: str, parameter: str) -> None:
    [fault] = get(query, 400)["errors"]
    assert (fault["code"], fault["parameter"]) == (code, parameter)


def test_many_are_answered_in_the_order_sent() -> None:
    shown = post({"names": ["Vladivostok", "RELOS", "Vladivostok", "nobody"], "identifiers": ["m49:384", "m49:385"]})
    assert [(row["asked"], [match["key"] for match in row["matches"]]) for row in shown["results"]] == [
        ("Vladivostok", ["vladivostok"]),
        ("RELOS", ["relos-2025"]),
        ("Vladivostok", ["vladivostok"]),
        ("nobody", []),
        ("m49:384", ["CIV"]),
        ("m49:385", []),
    ]


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({}, "required", "#/names"),
        ({"names": []}, "required", "#/names"),
        ({"names": ["x"] * 600, "identifiers": ["m49:1"] * 401}, "too_long", "#/names"),
        ({"names": ["x"] * 1001}, "too_long", "#/names"),
        ({"names": "CIV"}, "invalid", "#/names"),
        ({"names": [7]}, "invalid", "#/names/0"),
        ({"names": ["x" * 301]}, "too_long", "#/names/0"),
        ({"name": ["CIV"]}, "unknown_field", "#/name"),
        ({"identifiers": ["m49:384", "m50:1"]}, "invalid_choice", "#/identifiers/1"),
    ],
)
def test_a_bad_body_is_refused(body: Any, code: str, pointer: str) -> None:
    fault = post(body, 400)["errors"][0]
    assert (fault["code"], fault["pointer"]) == (code, pointer)


def test_a_thousand_names_cost_as_many_queries_as_two(django_assert_num_queries: Any) -> None:
    for names in (["Ivory Coast", "nobody"], [f"Name {number}" for number in range(999)] + ["RELOS"]):
        with django_assert_num_queries(13):
            post({"names": names})
    with django_assert_num_queries(3):
        post({"identifiers": [f"m49:{number}" for number in range(1000)]})


def test_the_example_of_the_contract_is_answered_as_the_contract_says() -> None:
    contract = yaml.safe_load((Path(__file__).parents[2] / "api" / "openapi.yaml").read_text(encoding="utf-8"))
    operation = contract["paths"][URL]["post"]
    [example] = operation["requestBody"]["content"]["application/json"]["examples"].values()
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    shown = post(example["value"])
    assert [row["asked"] for row in shown["results"]] == [*example["value"]["names"], *example["value"]["identifiers"]]
    Draft202012Validator(schema | {"components": contract["components"]}).validate(shown)
