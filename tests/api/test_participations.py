"""Participations: who stands where, on a day."""

import pytest
from django.test import Client

from relations import models
from tests import make

URL = "/api/v1/participations/"


@pytest.fixture
def standings(db: None) -> None:
    """India and the Soviet Union in force since 1971, which Russia continues; India and France only signed."""
    with make.door():
        russia, union = make.party("RUS"), make.party("SUN")
        models.PartyRelation.objects.create(party=russia, kind="continues", other=union, valid_from="1991-12-24")
    make.in_force("old", on="1971-08-09", parties=("IND", "SUN"))
    signed = make.agreement("new", parties=("IND", "FRA"), complete_until="2025-12-31")
    make.event(signed, "signature", "IND", "2020-02")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("agreement=old", {("old", "IND"), ("old", "SUN"), ("old", "RUS")}),
        ("party=IND", {("old", "IND"), ("new", "IND")}),
        ("via=SUN", {("old", "RUS")}),
        ("status=party&on=2000-01-01", {("old", "IND"), ("old", "RUS")}),
        ("status=continued_by_other&on=2000-01-01", {("old", "SUN")}),
        ("status__in=party,signatory&on=1980-01-01", {("old", "IND"), ("old", "SUN")}),
        ("status=signatory&on=2021-01-01", {("new", "IND")}),
        ("signed_on__gte=2020-02-10", {("new", "IND")}),
        ("signed_on__gte=2020-02-10&match=certain", set()),
        ("in_force_from__lte=1971-08-09&role=party", {("old", "IND"), ("old", "SUN"), ("old", "RUS")}),
    ],
)
def test_participations_are_filtered(client: Client, standings: None, query: str, found: set[tuple[str, str]]) -> None:
    answer = client.get(f"{URL}?{query}&count=true").json()
    assert {(row["agreement"], row["party"]) for row in answer["results"]} == found
    assert answer["count"] == len(found)


def test_a_row_is_short_and_the_detail_gives_the_reasons(client: Client, standings: None) -> None:
    row = client.get(f"{URL}?agreement=old&party=RUS&on=2000-01-01").json()["results"][0]
    whole = client.get(f"{row['url']}?on=2000-01-01").json()
    assert (row["via"], row["in_force_from"]) == ("SUN", "1971-08-09")
    assert list(row["status"]) == ["code", "from", "to", "certainty", "on", "projected"]
    assert list(whole["status"]) == [
        "code", "possible", "certainty", "from", "to", "on", "projected", "views", "why",
    ]  # fmt: skip
    assert whole["status"]["why"][0]["sentence"]
    assert {name: value for name, value in whole.items() if name != "status"} == {
        name: value for name, value in row.items() if name != "status"
    }
