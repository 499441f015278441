"""The acts, the timeline and the status of one agreement."""

from datetime import date
from typing import Any

from django.test import Client

from relations.lifecycle import deadlines, derive, read_case
from tests import make
from tests.api.dossiers import dossier

URL = "/api/v1/agreements/"


def test_the_acts_of_one_agreement_have_a_list_of_their_own(client: Client, db: None) -> None:
    dossier(1)
    dossier(2)
    acts = client.get(f"{URL}pact-1/events/?count=true").json()
    assert (acts["count"], {act["agreement"] for act in acts["results"]}) == (3, {"pact-1"})
    assert [act["party"] for act in client.get(f"{URL}pact-1/events/?kind=domestic_approval").json()["results"]] == [
        "RUS"
    ]
    assert (
        client.get(f"{URL}pact-1/events/?page_size=2")
        .json()["next"]
        .startswith(f"{URL}pact-1/events/?page_size=2&cursor=")
    )


def test_the_timeline_is_what_the_engine_says(client: Client, db: None) -> None:
    make.terms(
        make.in_force("pact", on="2020-01-01"), rule="on_signature", duration="fixed_term", term_n=5, term_unit="years"
    )
    shown = client.get(f"{URL}pact/timeline/?on=2021-01-01").json()
    assert [(span["code"], span["from"], span["to"]) for span in shown["agreement"]] == [
        ("not_concluded", None, "2020-01-01"),
        ("in_force", "2020-01-01", "2025-01-01"),
        ("expired", "2025-01-01", None),
    ]
    assert (shown["ref"], shown["on"], shown["known_at"]) == ("pact", "2021-01-01", None)
    assert shown["entry_into_force"] == {"earliest": "2020-01-01", "latest": "2020-01-01"}
    assert shown["deadlines"]["next_expiry"] == "2025-01-01"
    assert set(shown["parties"]) == {"IND", "RUS"}
    assert all(span["why"] for span in shown["agreement"])
    case: dict[str, Any] = {"scope": "bilateral", "bindingness": "binding", "record_complete": True}
    case |= {"negotiating": ["IND", "RUS"], "entry_into_force": {"rule": "on_signature"}}
    case |= {"duration": {"type": "fixed_term", "term": {"n": 5, "unit": "years"}}, "withdrawal": {}}
    timeline = derive(*read_case(case, shown["events"]))
    assert [span.status for span in timeline.agreement] == [span["code"] for span in shown["agreement"]]
    assert deadlines(timeline, date(2021, 1, 1)).next_expiry == (date(2025, 1, 1), date(2025, 1, 1))


def test_the_status_on_a_day_comes_with_its_acts_and_citations(client: Client, db: None) -> None:
    dossier()
    shown = client.get(f"{URL}pact-1/status/?on=2025-12-20").json()
    assert (shown["code"], shown["certainty"], shown["projected"]) == ("signed_not_in_force", "certain", False)
    why = shown["why"][0]
    assert why["rule"].startswith("R") and why["sentence"]
    assert sorted(why["events"]) == sorted(act["id"] for act in shown["events"])
    assert {citation["target"]["id"] for citation in shown["citations"]} == set(why["events"])
    assert sorted(why["citations"]) == sorted(citation["id"] for citation in shown["citations"])
    assert {code: span["code"] for code, span in shown["parties"].items()} == {"IND": "signatory", "RUS": "signatory"}


def test_an_uncertain_status_says_everything_that_is_possible(client: Client, db: None) -> None:
    vague = make.agreement("vague", complete_until="2025-12-31")
    for code in ("IND", "RUS"):
        make.event(vague, "signature", code, "2020-01-01")
    make.event(vague, "entry_into_force", None, "2020-01/2020-12")
    shown = client.get(f"{URL}vague/status/?on=2020-06-01").json()
    assert (shown["certainty"], shown["code"]) == ("uncertain", "signed_not_in_force")
    assert shown["possible"] == ["signed_not_in_force", "in_force"]


def test_a_party_without_any_act_has_no_status_where_the_record_is_vouched_for(client: Client, db: None) -> None:
    make.agreement("open", parties=("IND", "RUS", "CHN"))
    make.agreement("closed", parties=("IND", "RUS", "CHN"), complete_until="2025-12-31")
    for ref, code, certainty in (("open", "unknown", "uncertain"), ("closed", "none", "certain")):
        status = client.get(f"{URL}{ref}/").json()["participations"][0]["status"]
        assert (status["code"], status["certainty"], len(status["why"])) == (code, certainty, 1)
        rows = client.get(f"/api/v1/participations/?agreement={ref}&status={code}").json()["results"]
        assert sorted(row["party"] for row in rows) == ["CHN", "IND", "RUS"]
