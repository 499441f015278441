"""How agreements are found: by party, status, subject, date and words, on a day."""

import pytest
from django.test import Client

from relations import models
from tests import make
from tests.api.dossiers import dossier

URL = "/api/v1/agreements/"


def refs(client: Client, query: str) -> set[str]:
    answer = client.get(f"{URL}?{query}")
    assert answer.status_code == 200, answer.content
    return {row["ref"] for row in answer.json()["results"]}


@pytest.fixture
def registry(db: None) -> None:
    """One in force since 2020, one only signed, one of three parties, one that nobody knows anything of."""
    make.in_force("in-force", on="2020-01-01", parties=("IND", "RUS"), kind="treaty")
    signed = make.agreement("signed", parties=("IND", "USA"), complete_until="2025-12-31", bindingness="non_binding")
    make.event(signed, "signature", "IND", "2021-05-05")
    three = make.in_force("three", on="2000-01-01", parties=("IND", "RUS", "CHN"))
    for code in ("IND", "RUS", "CHN"):
        make.event(three, "ratification", code, "2000-01-01")
    make.agreement("empty", parties=("FRA", "DEU"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("party=IND", {"in-force", "signed", "three"}),
        ("party=IND&party=RUS", {"in-force", "three"}),
        ("party=IND&party=RUS&party=CHN", {"three"}),
        ("party__in=USA,FRA", {"signed", "empty"}),
        ("bound=IND&on=2022-01-01", {"in-force", "three"}),
        ("bound=IND&bound=RUS&on=2022-01-01", {"in-force", "three"}),
        ("bound=IND&on=2010-01-01", {"three"}),
        ("bound=IND&on=1990-01-01", set()),
        ("bound=USA&on=2022-01-01", set()),
        ("status=in_force&on=2022-01-01", {"in-force", "three"}),
        ("status=in_force&on=2010-01-01", {"three"}),
        ("status__in=in_force,unknown&on=2022-01-01", {"in-force", "three", "empty"}),
        ("kind=treaty", {"in-force"}),
        ("kind__in=treaty,agreement", {"in-force", "signed", "three", "empty"}),
        ("scope=multilateral", {"three"}),
        ("bindingness=non_binding", {"signed"}),
        ("signed_on__gte=2021-01-01", {"signed"}),
        ("signed_on__lte=2019-12-31", {"three"}),
        ("in_force_from__gte=2020-01-01", {"in-force"}),
        ("in_force_from__lte=2010-01-01", {"three"}),
        ("ended_on__gte=1900-01-01", set()),
        ("complete_until__gte=2025-12-31", {"in-force", "signed", "three"}),
        ("party_count__gte=3", {"three"}),
        ("ref__in=three,empty", {"three", "empty"}),
        ("party=IND&status=in_force&on=2022-01-01&kind=treaty", {"in-force"}),
        ("party=RUS&bound=IND&on=2022-01-01&scope=bilateral", {"in-force"}),
        ("updated_at__gte=2000-01-01", {"in-force", "signed", "three", "empty"}),
        ("updated_at__gte=9000-01-01T00:00:00Z", set()),
    ],
)
def test_filters_find_what_they_say(client: Client, registry: None, query: str, found: set[str]) -> None:
    assert refs(client, query) == found
    assert client.get(f"{URL}?{query}&count=true").json()["count"] == len(found)
    for ordering in ("signed_on", "ref", "-updated_at"):
        assert refs(client, f"{query}&ordering={ordering}") == found


@pytest.mark.parametrize(
    ("match", "found"), [(None, {"shown"}), ("possible", {"shown", "left-open"}), ("certain", {"shown"})]
)
def test_a_status_filter_takes_the_status_shown_or_what_is_possible_or_certain(
    client: Client, db: None, match: str | None, found: set[str]
) -> None:
    make.in_force("shown", on="2020-01-01")
    vague = make.agreement("left-open", complete_until="2025-12-31")
    for code in ("IND", "RUS"):
        make.event(vague, "signature", code, "2020-01-01")
    make.event(vague, "entry_into_force", None, "2020-01/2020-12")
    query = "status=in_force&on=2020-06-01" + (f"&match={match}" if match else "")
    assert refs(client, query) == found


def test_a_subject_is_found_with_its_narrower_ones(client: Client, db: None) -> None:
    agreement = make.agreement("pact")
    with make.door():
        make.concept("defence", scheme="subject")
        made = make.concept("defence.logistics", scheme="subject")
        models.AgreementSubject.objects.create(agreement=agreement, concept=made)
    assert refs(client, "subject=defence") == refs(client, "subject=defence.logistics") == {"pact"}


def test_a_concept_finds_the_agreements_with_a_provision_coded_so(client: Client, db: None) -> None:
    dossier()
    make.concept("access")
    make.concept("access.air")
    assert refs(client, "concept=access.port") == refs(client, "concept=access") == {"pact-1"}
    assert refs(client, "concept=access.air") == set()
    assert refs(client, "concept=activity.exercise") == set()  # A trigger codes no provision.


def test_an_identifier_of_another_scheme_finds_its_agreement(client: Client, db: None) -> None:
    dossier()
    assert refs(client, "identifier=wikidata:Q1") == {"pact-1"}
    assert refs(client, "identifier=wikidata:Q2") == set()


def test_a_state_that_continues_another_is_found_with_what_that_one_signed(client: Client, db: None) -> None:
    with make.door():
        russia, union = make.party("RUS", name="Russia"), make.party("SUN", name="Soviet Union")
        models.PartyRelation.objects.create(party=russia, kind="continues", other=union, valid_from="1991-12-24")
    make.in_force("old", on="1971-08-09", parties=("IND", "SUN"))
    assert refs(client, "party=RUS") == {"old"}
    row = client.get(f"{URL}old/?on=2000-01-01").json()
    assert (row["parties"], row["party_count"]) == (["IND", "SUN"], 2)
    standings = {one["party"]: (one["via"], one["status"]["code"]) for one in row["participations"]}
    assert standings["RUS"] == ("SUN", "party")
    assert refs(client, "bound=RUS&on=2000-01-01") == {"old"}
    assert refs(client, "bound=SUN&on=2000-01-01") == set()


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("logistics", True),
        ("LOGISTICS", True),
        ("соглашение", True),
        ("ports", True),  # In a provision.
        ("Q1", True),  # An identifier.
        ('"pact 1 on"', True),
        ('"on pact"', False),
        ("pact logistics", True),
        ("pact aviation", False),
        ("logist", False),
        ('logistics"', True),
        ("logistics-pact", False),  # Words joined stand in this order.
        ("pact-1", True),
        ("NEAR(pact logistics)", False),
        ("pact OR nothing", False),
        ("*", False),
        ('""', False),
        ("%", False),
    ],
)
def test_words_and_phrases_are_found_and_no_syntax_means_anything(
    client: Client, db: None, q: str, found: bool
) -> None:
    dossier()
    for ordering in ("-signed_on", "relevance"):
        answer = client.get(URL, {"q": q, "ordering": ordering})
        assert [row["ref"] for row in answer.json()["results"]] == (["pact-1"] if found else [])


def test_accents_do_not_matter_to_a_search(client: Client, db: None) -> None:
    make.agreement("accord", title="Accord relatif à la coopération")
    assert refs(client, "q=cooperation+a") == refs(client, "q=coop%C3%A9ration") == {"accord"}
