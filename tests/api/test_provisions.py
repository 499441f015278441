"""Provisions: who grants what to whom, and how much of it."""

import pytest
from django.test import Client

from relations import models
from tests import make

URL = "/api/v1/provisions/"


@pytest.fixture
def provisions(db: None) -> None:
    """Ports by India with five ships and fifty persons, air space by Russia with ten aircraft, something for both."""
    with make.door():
        pact = make.agreement("pact")
        port = make.provision(pact, concepts=("access.port",), heading="Ports", order=1, modality="right")
        models.ProvisionRole.objects.create(provision=port, party=make.party("IND"), role="grantor")
        models.ProvisionRole.objects.create(provision=port, party=make.party("RUS"), role="beneficiary")
        make.limit(port, metric="ships", value=5)
        make.limit(port, metric="personnel", value=50, unit="persons")
        air = make.provision(
            pact, concepts=("access.airspace",), heading="Air", order=2, direction="reciprocal_identical"
        )
        models.ProvisionRole.objects.create(provision=air, party=make.party("RUS"), role="grantor")
        make.limit(air, metric="aircraft", value=10, unit="aircraft")
        make.provision(pact, heading="All", order=3)
        make.provision(make.agreement("other", parties=("FRA", "DEU")), heading="Elsewhere", order=1)
        make.concept("access")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Ports", "Air", "All", "Elsewhere"]),
        ("agreement=pact", ["Ports", "Air", "All"]),
        ("agreement=pact&ordering=-agreement", ["All", "Air", "Ports"]),
        ("party=IND", ["Ports", "All"]),  # Without any role in it, it speaks to every party.
        ("party=IND&role=grantor", ["Ports"]),
        ("party=RUS&role=grantor", ["Air"]),
        ("role=grantor", ["Ports", "Air"]),
        ("party=FRA", ["Elsewhere"]),
        ("concept=access", ["Ports", "Air"]),
        ("concept=access.port", ["Ports"]),
        ("direction=reciprocal_identical", ["Air"]),
        ("modality=right", ["Ports"]),
        ("metric=ships", ["Ports"]),
        ("metric=ships&value__gte=5", ["Ports"]),
        ("metric=ships&value__gte=6", []),  # The fifty are persons.
        ("value__gte=6", ["Ports", "Air"]),
        ("value__gte=6&value__lte=10", ["Air"]),
        ("unit=persons", ["Ports"]),
        ("comparator=min", []),
    ],
)
def test_provisions_are_filtered(client: Client, provisions: None, query: str, found: list[str]) -> None:
    rows = client.get(f"{URL}?{query}").json()["results"]
    assert [row["texts"][0]["heading"] for row in rows] == found


def test_a_facility_finds_the_provisions_about_it(client: Client, provisions: None) -> None:
    provision = models.Provision.objects.order_by("id")[0]
    with make.door():
        models.ProvisionFacility.objects.create(
            provision=provision, facility=make.facility("vladivostok"), basis="named_in_text"
        )
    rows = client.get(f"{URL}?facility=vladivostok").json()["results"]
    assert [row["facilities"] for row in rows] == [[{"key": "vladivostok", "basis": "named_in_text"}]]


def test_a_quantity_is_decimal_text(client: Client, provisions: None) -> None:
    limits = client.get(f"{URL}?metric=ships").json()["results"][0]["limits"]
    assert [(limit["metric"], limit["value"], limit["unit"]) for limit in limits] == [
        ("ships", "5", "vessels"),
        ("personnel", "50", "persons"),
    ]
