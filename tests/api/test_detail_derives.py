"""What an agreement's page shows of its terms and acts is all that its statuses follow from."""

from typing import Any

import pytest
from django.test import Client

from relations import models
from tests import make

pytestmark = pytest.mark.django_db
TERMS = ("entry_into_force", "duration", "withdrawal")


def spans(answer: dict[str, Any]) -> Any:
    def plain(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        return [(row["code"], row["possible"], row["certainty"], row["from"], row["to"]) for row in rows]

    return plain(answer["agreement"]), {code: plain(rows) for code, rows in answer["parties"].items()}


def derived(ref: str) -> Any:
    """The spans that `derive/` gives for what the detail shows, and nothing else."""
    detail = Client().get(f"/api/v1/agreements/{ref}/").json()
    agreement = {name: detail[name] for name in ("scope", "bindingness", "complete_until", "negotiating")}
    agreement |= {name: detail["terms"][name] for name in TERMS} if detail["terms"] else {}
    body = {"agreement": agreement, "events": detail["events"] + detail["identity_acts"]}
    response = Client().post("/api/v1/derive/", body, content_type="application/json")
    assert response.status_code == 200, response.content
    return spans(response.json())


def shown(ref: str) -> Any:
    return spans(Client().get(f"/api/v1/agreements/{ref}/timeline/").json())


def test_a_state_that_continues_another_is_derived_from_the_page_alone() -> None:
    agreement = make.agreement("friendship", parties=("IND", "SUN"), complete_until="2025-12-31")
    make.terms(agreement, rule="on_signature", duration="fixed_then_tacit", term_n=20, term_unit="years")
    for code in ("IND", "SUN"):
        make.event(agreement, "signature", code, "1971-08-09")
    with make.door():
        models.PartyRelation.objects.create(
            party=make.party("RUS"), kind="continues", other=make.party("SUN"), valid_from="1991-12-24"
        )
    detail = Client().get("/api/v1/agreements/friendship/").json()
    assert detail["identity_acts"] == [
        {
            "id": "identity:RUS:SUN",
            "kind": "state_continuity",
            "party": "SUN",
            "other_party": "RUS",
            "date": "1991-12-24",
        }
    ]
    assert set(shown("friendship")[1]) == {"IND", "SUN", "RUS"}
    assert derived("friendship") == shown("friendship")


def test_the_sides_of_an_agreement_without_terms_are_on_its_page() -> None:
    agreement = make.agreement("bare", parties=("IND", "DEU"))
    detail = Client().get("/api/v1/agreements/bare/").json()
    assert (detail["terms"], detail["negotiating"], detail["identity_acts"]) == (None, ["DEU", "IND"], [])
    assert derived("bare") == shown("bare")
    make.event(agreement, "entry_into_force", None, "../2020")
    assert derived("bare") == shown("bare")


def test_a_continuity_that_is_recorded_as_an_act_is_not_shown_twice() -> None:
    agreement = make.agreement("arms", parties=("SUN", "USA"))
    make.event(agreement, "state_continuity", "SUN", "1991-12-24", other_party=make.party("RUS"))
    with make.door():
        models.PartyRelation.objects.create(
            party=make.party("RUS"), kind="continues", other=make.party("SUN"), valid_from="1991-12-24"
        )
    assert Client().get("/api/v1/agreements/arms/").json()["identity_acts"] == []
    assert derived("arms") == shown("arms")
