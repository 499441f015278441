"""Events: acts and diplomatic events in one timeline."""

import pytest
from django.test import Client

from relations import models
from tests import make
from tests.api.dossiers import dossier

URL = "/api/v1/events/"


def shown(client: Client, query: str) -> list[tuple[str, str | None]]:
    return [(row["kind"], row["party"]) for row in client.get(f"{URL}?{query}").json()["results"]]


def test_the_timeline_runs_from_the_newest_to_the_oldest(client: Client, db: None) -> None:
    dossier()
    days = [row["date_earliest"] for row in client.get(URL).json()["results"]]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=signature&party=RUS", [("signature", "RUS")]),
        ("party=IND&date__gte=2025-12-01", [("summit", None)]),  # It took part.
        ("agreement=pact-1&date__gte=2025-12-01", [("summit", None), ("domestic_approval", "RUS")]),
        ("scope=domestic", [("domestic_approval", "RUS")]),
        ("chamber=lower&organ=State+Duma", [("domestic_approval", "RUS")]),
        ("key=summit-1", [("summit", None)]),
        ("date__lte=2025-12-01&date__gte=2025-12-01&match=certain", []),
        ("date__lte=2025-12-01&date__gte=2025-12-01", [("domestic_approval", "RUS")]),
        ("contested=true", []),
        ("place=Moscow", []),
    ],
)
def test_events_are_filtered(client: Client, db: None, query: str, found: list[tuple[str, str | None]]) -> None:
    dossier()
    assert shown(client, query) == found


def test_a_diplomatic_event_has_who_came_what_it_concerns_and_what_it_should_bring(client: Client, db: None) -> None:
    dossier()
    summit = client.get(f"{URL}summit-1/").json()
    assert summit["participants"] == [{"party": "IND", "name": "N. Modi", "office": "Prime Minister"}]
    assert (summit["agreement"], summit["concerns"]) == (None, ["pact-1"])
    outcome = summit["outcomes"][0]
    assert list(outcome) == ["id", "statement", "status", "what_happened", "agreements", "citations"]
    assert (outcome["agreements"], len(outcome["citations"])) == (["pact-1"], 1)
    assert client.get(f"{URL}{summit['id']}/").json() == summit


def test_an_act_has_its_readings_and_signatories_in_one_form(client: Client, db: None) -> None:
    act = make.event(
        make.agreement("pact"),
        "suspension",
        "RUS",
        "2023-02-28",
        contested=True,
        views=[{"view": "USA", "reading": "no_effect"}],
        signatories=[{"name": "S. Lavrov"}],
    )
    row = client.get(f"{URL}{act.pk}/").json()
    assert row["views"] == [{"view": "USA", "reading": "no_effect", "effective": None}]
    assert row["signatories"] == [{"name": "S. Lavrov", "office": None}]
    assert client.get(f"{URL}?contested=true").json()["results"] == [row]


def test_an_act_of_an_agreement_is_not_found_by_the_key_of_another(client: Client, db: None) -> None:
    dossier()
    act = models.Event.objects.filter(agreement__isnull=False)[0]
    assert client.get(f"{URL}{act.pk}/").json()["key"] is None
    assert client.get(f"{URL}pact-1/").status_code == 404
