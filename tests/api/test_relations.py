"""`relations/{a}/{b}/`: what lies between two parties, over HTTP."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from relations.models import (
    AgreementRelation,
    EventParticipant,
    PartyName,
    PartyRelation,
    ProvisionFacility,
    ProvisionRole,
)
from tests import make

pytestmark = pytest.mark.django_db


def get(path: str = "IND/RUS/?on=2025-12-20", status: int = 200) -> Any:
    response = Client().get(f"/api/v1/relations/{path}")
    assert response.status_code == status, response.content
    return response.json()


def dossier(number: int = 0) -> None:
    """A pact in force, a signed one with provisions both ways, a meeting with an outcome, an assessment."""
    old = make.in_force(f"old-{number}", on="2000-06-01")
    make.terms(old, duration="fixed_then_tacit", term_n=5, term_unit="years", notice_n=6, notice_unit="months")
    pact = make.agreement(f"relos-{number}", complete_until="2025-12-26")
    make.terms(pact, rule="exchange_of_instruments")
    make.citation(make.event(pact, "signature", "IND", "2025-02-18"))
    make.event(pact, "signature", "RUS", "2025-02-18")
    make.limit(make.provision(pact, direction="reciprocal_identical", order=1), value=5)
    with make.door():
        given = make.provision(pact, heading="Arctic ports", direction="unilateral", order=2)
        ProvisionRole.objects.create(provision=given, party=make.party("RUS"), role="grantor")
        ProvisionFacility.objects.create(provision=given, facility=make.facility(), basis="named_in_text")
        meeting = make.diplomatic_event(f"summit-{number}")
        for code in ("IND", "RUS"):
            EventParticipant.objects.create(event=meeting, party=make.party(code))
    make.outcome(meeting)
    make.assessment(pact, party=make.party("IND"))
    amendment = make.agreement(f"amendment-{number}")
    with make.door():
        AgreementRelation.objects.create(agreement=amendment, kind="amends", other=old)


def test_the_answer_holds_everything_that_lies_between_the_two() -> None:
    dossier()
    shown = get()
    assert list(shown) == [
        *("a", "b", "on", "bound", "concerned", "provisions", "ceilings", "facilities", "binding_versions"),
        *("reservations", "next", "previous", "events", "assessments", "outcomes", "deadlines", "counts"),
    ]
    assert (shown["a"], shown["b"], shown["on"]) == ("IND", "RUS", "2025-12-20")
    assert [row["ref"] for row in shown["bound"]] == ["old-0"]
    assert sorted(row["ref"] for row in shown["concerned"]) == ["amendment-0", "relos-0"]
    assert shown["binding_versions"] == [{"chain": ["old-0", "amendment-0"], "binding": "old-0"}]
    assert [row["statement"] for row in shown["assessments"]] == ["It helps."]
    assert [(row["event"], row["statement"]) for row in shown["outcomes"]] == [("summit-0", "More trade.")]
    assert shown["counts"] == {
        "bound": 1, "concerned": 2, "provisions": 2, "events": 6, "assessments": 1, "outcomes": 1
    }  # fmt: skip


def test_an_agreement_says_how_each_of_the_two_stands_and_why() -> None:
    dossier()
    [row] = [row for row in get()["concerned"] if row["ref"] == "relos-0"]
    assert list(row["statuses"]) == ["IND", "RUS"]
    span = row["statuses"]["IND"]
    assert (span["code"], span["from"], span["on"]) == ("signatory", "2025-02-18", "2025-12-20")
    [why] = span["why"]
    assert len(why["events"]) == len(why["citations"]) == 1
    assert row["status"]["code"] == "signed_not_in_force"


def test_provisions_are_sorted_by_who_grants_them_with_their_ceilings_and_places() -> None:
    dossier()
    shown = get()
    grants = shown["provisions"]
    assert [row["texts"][0]["heading"] for row in grants["granted_by_b"]] == ["Arctic ports"]
    assert [row["agreement"] for row in grants["reciprocal"]] == ["relos-0"]
    assert grants["granted_by_a"] == grants["other"] == []
    [ceiling] = shown["ceilings"]
    assert (ceiling["metric"], ceiling["value"], ceiling["agreement"]) == ("ships", "5", "relos-0")
    assert ceiling["provision"] == grants["reciprocal"][0]["id"]
    assert [(row["key"], row["url"]) for row in shown["facilities"]] == [
        ("vladivostok", "/api/v1/facilities/vladivostok/")
    ]
    mirrored = get("RUS/IND/?on=2025-12-20")["provisions"]
    assert [row["texts"][0]["heading"] for row in mirrored["granted_by_a"]] == ["Arctic ports"]


def test_deadlines_are_counted_from_the_day() -> None:
    dossier()
    by_ref = {row["agreement"]: row for row in get()["deadlines"]}
    assert (by_ref["old-0"]["next_expiry"], by_ref["old-0"]["last_notice_day"]) == ("2030-06-01", "2029-12-01")
    assert by_ref["relos-0"]["signed_since"] == "2025-02-18"


def test_reservations_are_shown_with_what_they_do() -> None:
    pact = make.in_force("pact", on="2001-01-01", parties=("IND", "RUS", "USA"))
    made = make.event(pact, "reservation", "IND", "2001-01-01")
    objection = make.event(pact, "objection_precluding", "RUS", "2001-06-01", target=made)
    assert get()["reservations"] == [
        {
            "agreement": "pact",
            "party": "IND",
            "effect": "no_relation",
            "event": str(made.pk),
            "objection": str(objection.pk),
        }
    ]


def test_events_are_paged_newest_first_both_ways() -> None:
    dossier()
    whole = [row["id"] for row in get()["events"]]
    page = get("IND/RUS/?on=2025-12-20&page_size=4&fields=events,next,previous")
    seen = [row["id"] for row in page["events"]]
    assert page["previous"] is None
    older = Client().get(page["next"]).json()
    seen += [row["id"] for row in older["events"]]
    assert (seen, older["next"]) == (whole, None)
    assert Client().get(older["previous"]).json()["events"] == page["events"]
    assert list(older) == ["next", "previous", "events"]


def test_the_two_may_be_called_by_any_name() -> None:
    make.in_force("pact", on="2001-01-01")
    with make.door():
        PartyName.objects.create(party=make.party("RUS"), kind="former", text="Muscovy")
    shown = get("ind/muscovy/?fields=a,b,counts")
    assert (shown["a"], shown["b"], shown["counts"]["bound"]) == ("IND", "RUS", 1)
    assert Client().get("/api/v1/relations/IND/RUS").json()["a"] == "IND"


def test_an_unknown_party_is_not_found_and_the_nearest_is_suggested() -> None:
    make.party("IND", name="India")
    make.party("RUS", name="Russia")
    problem = get("IND/Rusia/", 404)
    assert (problem["code"], problem["detail"]) == (
        "not_found",
        "No party is published under “Rusia”. Do you mean RUS?",
    )


def test_one_party_twice_is_refused_also_under_the_code_it_continues() -> None:
    with make.door():
        PartyRelation.objects.create(party=make.party("RUS"), kind="continues", other=make.party("SUN"))
    for path in ("RUS/RUS/", "RUS/SUN/"):
        [fault] = get(path, 400)["errors"]
        assert (fault["code"], fault["parameter"]) == ("invalid", "b")


def test_bad_parameters_are_refused() -> None:
    make.in_force("pact")
    for query, code in [
        ("onn=2025-01-01", "unknown_parameter"),
        ("cursor=x", "invalid_cursor"),
        ("fields=x", "unknown_field"),
    ]:
        [fault] = get(f"IND/RUS/?{query}", 400)["errors"]
        assert fault["code"] == code


def cost(path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        get(path)
    return len(queries)


def test_the_answer_costs_the_same_for_many_agreements_as_for_one() -> None:
    dossier()
    before = {part: cost(f"IND/RUS/?fields={part}") for part in get()}, cost("IND/RUS/")
    for number in range(1, 4):
        dossier(number)
    assert ({part: cost(f"IND/RUS/?fields={part}") for part in get()}, cost("IND/RUS/")) == before
    assert before[1] <= 70
