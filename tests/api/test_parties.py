"""Parties: one address for every name that somebody may use."""

from urllib.parse import quote

import pytest
from django.test import Client

from relations import models
from tests import make

URL = "/api/v1/parties/"


@pytest.fixture
def parties(db: None) -> None:
    with make.door():
        russia = make.party("RUS", name="Russia", iso2="RU")
        make.party("SUN", name="Soviet Union", existed_from="1922-12-30", existed_to="1991-12-26", kind="former_state")
        ivory = make.party("CIV", name="Côte d'Ivoire", iso2="CI")
        models.PartyName.objects.create(party=ivory, language="en", kind="former", text="Ivory Coast", valid_to="1986")
        models.PartyIdentifier.objects.create(party=russia, scheme="wikidata", value="Q159")
        for code in ("COD", "COG"):
            congo = make.party(code, name=f"Name of {code}")
            models.PartyName.objects.create(party=congo, language="en", kind="alias", text="Congo")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("RUS", "RUS"),
        ("rus", "RUS"),
        ("RU", "RUS"),
        ("ru", "RUS"),
        ("Russia", "RUS"),
        ("  russia ", "RUS"),
        ("Soviet Union", "SUN"),
        ("Côte d'Ivoire", "CIV"),
        ("cote d'ivoire", "CIV"),
        ("COTE D'IVOIRE", "CIV"),
        ("Ivory Coast", "CIV"),
        ("Q159", "RUS"),
        ("wikidata:Q159", "RUS"),
        ("COG", "COG"),
    ],
)
def test_a_party_is_found_by_any_code_identifier_alias_or_former_name(
    client: Client, parties: None, name: str, code: str
) -> None:
    answer = client.get(f"{URL}{quote(name)}/")
    assert (answer.status_code, answer.json().get("code")) == (200, code)
    assert answer.json()["url"] == f"{URL}{code}/"


def test_a_name_of_several_is_answered_with_their_codes(client: Client, parties: None) -> None:
    answer = client.get(f"{URL}congo/")
    assert (answer.status_code, answer.json()["detail"]) == (
        404,
        "“congo” may mean several parties: COD, COG. Ask for one of these codes.",
    )


def test_an_unknown_name_is_answered_with_the_nearest(client: Client, parties: None) -> None:
    assert client.get(f"{URL}Rusia/").json()["detail"] == "No party is published under “Rusia”. Do you mean RUS?"


def test_a_party_is_whole(client: Client, parties: None) -> None:
    shown = client.get(f"{URL}CIV/").json()
    former = shown["names"][1]
    assert (former["text"], former["kind"], former["valid_to"]) == ("Ivory Coast", "former", "1986")
    assert (former["valid_to_earliest"], former["valid_to_latest"]) == ("1986-01-01", "1986-12-31")
    assert (shown["name"], shown["iso2"], shown["citations"]) == ("Côte d'Ivoire", "CI", [])


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("q=ivory", ["CIV"]),
        ("q=sov", ["SUN"]),
        ("q=%25", []),
        ("iso2=RU", ["RUS"]),
        ("identifier=wikidata:Q159", ["RUS"]),
        ("kind=former_state", ["SUN"]),
        ("existed_to__lte=1992-01-01", ["SUN"]),
        ("existed_to__gte=1992-01-01", []),
        ("code=CIV", ["CIV"]),
        ("name=Russia", ["RUS"]),
        ("ordering=-code&kind__in=former_state,state&fields=code", ["SUN", "RUS", "COG", "COD", "CIV"]),
    ],
)
def test_parties_are_filtered(client: Client, parties: None, query: str, codes: list[str]) -> None:
    assert [row["code"] for row in client.get(f"{URL}?{query}").json()["results"]] == codes
