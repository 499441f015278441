"""Agreements: the row, the detail, and the status on a day."""

import pytest
from django.test import Client

from relations import models
from tests import make
from tests.api.dossiers import dossier

URL = "/api/v1/agreements/"


def test_a_row_is_whole(client: Client, db: None) -> None:
    agreement = dossier()
    row = client.get(f"{URL}?kind=agreement&on=2025-12-20&ref=pact-1").json()["results"][0]
    updated = row.pop("updated_at")
    assert updated.endswith("Z") and updated.startswith(str(agreement.updated_at)[:10])
    assert row == {
        "ref": "pact-1",
        "url": "/api/v1/agreements/pact-1/",
        "title": "Pact 1 on logistics",
        "title_language": "en",
        "short_title": None,
        "kind": "agreement",
        "bindingness": "binding",
        "scope": "bilateral",
        "subjects": ["defence"],
        "parties": ["IND", "RUS"],
        "party_count": 2,
        "status": {
            "code": "signed_not_in_force",
            "from": "2025-02-18",
            "to": None,
            "certainty": "certain",
            "on": "2025-12-20",
            "projected": False,
        },
        "signed_on": "2025-02-18",
        "signed_on_earliest": "2025-02-18",
        "signed_on_latest": "2025-02-18",
        "in_force_from": None,
        "in_force_from_earliest": None,
        "in_force_from_latest": None,
        "ended_on": None,
        "ended_on_earliest": None,
        "ended_on_latest": None,
        "complete_until": "2025-12-26",
        "revision": agreement.revision,
    }


def test_a_detail_has_everything_of_the_agreement(client: Client, db: None) -> None:
    agreement = dossier()
    shown = client.get(f"{URL}pact-1/?on=2025-12-20").json()
    assert [title["text"] for title in shown["titles"]] == ["Pact 1 on logistics", "Соглашение"]
    assert shown["depositary"] == "USA"
    assert [row["party"] for row in shown["participations"]] == ["IND", "RUS"]
    assert shown["participations"][0]["status"]["possible"] == ["signatory"]
    assert [act["kind"] for act in shown["events"]] == ["signature", "signature", "domestic_approval"]
    assert shown["provisions"][0]["limits"][0]["value"] == "5"
    assert {citation["source"] for citation in shown["citations"]} == {"gazette-1"}
    assert len(shown["citations"]) == models.Citation.objects.filter(agreement=agreement).count()
    assert shown["deadlines"]["signed_since"] == "2025-02-18"
    assert shown["terms"]["entry_into_force"]["negotiating"] == ["IND"]


def test_terms_say_who_counts_and_with_what_share(client: Client, db: None) -> None:
    agreement = make.agreement("shares", parties=("IND", "RUS", "CHN"))
    with make.door():
        make.terms(agreement, rule="share_condition", share_at_least="55.5")
        for code, weight in (("IND", 30), ("RUS", 40)):
            models.NamedParty.objects.create(agreement=agreement, party=make.party(code), part="share", weight=weight)
        models.NamedParty.objects.create(agreement=agreement, party=make.party("CHN"), part="named")
    entry = client.get(f"{URL}shares/").json()["terms"]["entry_into_force"]
    assert entry["share"] == {"at_least": 55.5, "weights": {"IND": 30.0, "RUS": 40.0}}
    assert (entry["named"], entry["not_counted"], entry["negotiating"]) == (["CHN"], [], [])
    assert "share_at_least" not in entry


def test_named_parties_are_shown_where_nothing_else_of_the_terms_is_known(client: Client, db: None) -> None:
    agreement = make.agreement("bare")
    with make.door():
        models.NamedParty.objects.create(agreement=agreement, party=make.party("IND"), part="negotiating")
    terms = client.get(f"{URL}bare/").json()["terms"]
    assert (terms["id"], terms["entry_into_force"]["negotiating"]) == (None, ["IND"])


def test_an_agreement_without_terms_has_none(client: Client, db: None) -> None:
    make.agreement("silent")
    assert client.get(f"{URL}silent/").json()["terms"] is None


def test_the_status_is_that_of_the_day_asked_for(client: Client, db: None) -> None:
    make.in_force("pact", on="2020-01-01")
    days = {
        "2019-12-31": "not_concluded",
        "2020-01-01": "in_force",
        "0001-01-01": "not_concluded",
        "9998-12-31": "in_force",
    }
    assert {day: client.get(f"{URL}?on={day}").json()["results"][0]["status"]["code"] for day in days} == days


@pytest.mark.parametrize(
    ("complete_until", "day", "projected"),
    [
        ("2025-12-31", "2025-12-31", False),
        ("2025-12-31", "2026-01-01", True),
        ("9000-01-01", "2200-01-01", True),  # After today.
        (None, "2020-01-01", False),  # Nobody vouches: the newest act speaks for its own day.
        (None, "2020-01-02", True),
    ],
)
def test_an_answer_beyond_what_the_record_vouches_for_is_projected(
    client: Client, db: None, complete_until: str | None, day: str, projected: bool
) -> None:
    agreement = make.agreement("pact", complete_until=complete_until)
    make.event(agreement, "signature", "IND", "2020-01-01")
    assert client.get(f"{URL}pact/?on={day}").json()["status"]["projected"] is projected


def test_a_record_without_any_act_is_always_projected(client: Client, db: None) -> None:
    make.agreement("pact")
    assert client.get(f"{URL}pact/?on=1950-01-01").json()["status"]["projected"] is True
