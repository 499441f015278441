"""From what people call a thing to its public key."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relations import naming
from relations.models import FacilityIdentifier, Identifier, PartyIdentifier, PartyName, Title
from tests import make

pytestmark = pytest.mark.django_db


def world() -> None:
    """A few things with several names each."""
    pact = make.agreement("relos-2025", title="Agreement on reciprocal logistic support")
    port = make.facility("vladivostok")
    make.source("gazette")
    make.diplomatic_event("summit-2025")
    make.concept("access.port")
    ivory_coast = make.party("CIV", name="Côte d'Ivoire", iso2="CI")
    with make.door():
        PartyName.objects.create(party=make.party("RUS"), kind="former", text="Russian SFSR")
        PartyName.objects.create(party=ivory_coast, kind="alias", text="Ivory Coast")
        PartyIdentifier.objects.create(party=ivory_coast, scheme="m49", value="384")
        Title.objects.create(agreement=pact, language="en", kind="short", text="RELOS")
        Identifier.objects.create(agreement=pact, scheme="wikidata", value="Q137")
        FacilityIdentifier.objects.create(facility=port, scheme="wikidata", value="Q959")


def found(name: str) -> list[tuple[str, str, str]]:
    return [(match.kind, match.key, match.matched) for match in naming.by_names([name])[name]]


@pytest.mark.parametrize(
    ("name", "match"),
    [
        ("CIV", ("party", "CIV", "key")),
        ("ci", ("party", "CIV", "iso2")),
        ("cote d'ivoire", ("party", "CIV", "short")),
        ("IVORY  COAST", ("party", "CIV", "alias")),
        ("Russian SFSR", ("party", "RUS", "former")),
        ("Relos", ("agreement", "relos-2025", "short")),
        ("RELOS-2025", ("agreement", "relos-2025", "key")),
        ("agreement on reciprocal logistic support", ("agreement", "relos-2025", "official")),
        ("vladivostok", ("facility", "vladivostok", "key")),
        ("Name of Vladivostok", ("facility", "vladivostok", "short")),
        ("gazette", ("source", "gazette", "key")),
        ("summit-2025", ("event", "summit-2025", "key")),
        ("access.port", ("concept", "access.port", "key")),
    ],
)
def test_a_name_of_any_kind_finds_the_thing_and_says_how(name: str, match: tuple[str, str, str]) -> None:
    world()
    assert found(name) == [match]


def test_what_nobody_is_called_finds_nothing() -> None:
    world()
    assert found("Atlantis") == found("") == []


def test_a_name_of_two_things_finds_both_and_a_key_comes_first() -> None:
    make.party("COD", name="Congo")
    make.party("COG", name="Congo")
    make.party("CD", name="Compact disc")
    with make.door():
        PartyName.objects.create(party=make.party("COD"), text="CD")
    assert found("Congo") == [("party", "COD", "short"), ("party", "COG", "short")]
    assert found("CD") == [("party", "CD", "key"), ("party", "COD", "short")]


def test_a_party_is_resolved_only_when_it_is_the_only_one() -> None:
    world()
    make.party("COD", name="Congo")
    make.party("COG", name="Congo")
    assert naming.party_code("ivory coast") == "CIV"
    assert naming.party_code("Congo") is None
    assert naming.party_code("relos-2025") is None


def test_an_identifier_finds_its_owner_of_whatever_kind() -> None:
    world()
    pairs = [("m49", "384"), ("wikidata", "Q137"), ("wikidata", "Q959"), ("cow", "384")]
    answer = naming.by_identifiers(pairs)
    assert [[(match.kind, match.key) for match in answer[pair]] for pair in pairs] == [
        [("party", "CIV")],
        [("agreement", "relos-2025")],
        [("facility", "vladivostok")],
        [],
    ]


def test_the_nearest_names_are_suggested_once_per_thing() -> None:
    world()
    answer = naming.nearest(["Cote dIvoire", "RELOSS", "vladivostock", "qqqqqq"])
    assert [match.key for match in answer["Cote dIvoire"]][:1] == ["CIV"]
    assert [match.key for match in answer["RELOSS"]] == ["relos-2025"]
    assert [match.key for match in answer["vladivostock"]] == ["vladivostok"]
    assert answer["qqqqqq"] == []


def test_a_thousand_names_cost_as_many_queries_as_one() -> None:
    world()
    names = [f"Name {number}" for number in range(999)] + ["Ivory Coast"]
    assert cost(names) == cost(["Ivory Coast"]) == 13


def cost(names: list[str]) -> int:
    with CaptureQueriesContext(connection) as queries:
        naming.by_names(names)
        naming.nearest(names)
    return len(queries)
