"""Citations, sources, assessments, outcomes, concepts and facilities: found by what they are about."""

import pytest
from django.test import Client

from tests import make
from tests.api.dossiers import dossier


def count(client: Client, url: str) -> int:
    answer = client.get(f"{url}&count=true" if "?" in url else f"{url}?count=true")
    assert answer.status_code == 200, answer.content
    assert answer.json()["count"] == len(answer.json()["results"])
    number: int = answer.json()["count"]
    return number


@pytest.mark.parametrize(
    ("url", "rows"),
    [
        ("citations/?source=gazette-1", 9),
        ("citations/?source=gazette-2", 9),
        ("citations/?agreement=pact-1", 5),
        ("citations/?party=IND", 2),
        ("citations/?event=summit-1", 2),
        ("citations/?facility=port-1", 1),
        ("citations/?target_kind=provision", 2),
        ("citations/?target_kind__in=provision,assessment", 4),
        ("citations/?stance=contradicts", 0),
        ("citations/?preferred=true", 0),
        ("citations/?confidence=medium", 18),
        ("assessments/?agreement=pact-1", 1),
        ("assessments/?party=IND&about=CHN", 2),
        ("assessments/?about=RUS", 0),
        ("assessments/?author=A+writer&verdict=not_assessed", 2),
        ("outcomes/?event=summit-1", 1),
        ("outcomes/?agreement=pact-2&status=expected", 1),
        ("concepts/?scheme=subject", 1),
        ("concepts/?broader=defence", 0),
        ("facilities/?party=RUS&kind=port", 2),
        ("facilities/?latitude__gte=1", 0),
        ("sources/?kind=gazette", 2),
        ("sources/?title=Title+of+gazette-1", 1),
    ],
)
def test_records_are_found_by_what_they_are_about(client: Client, db: None, url: str, rows: int) -> None:
    dossier(1)
    dossier(2)
    assert count(client, f"/api/v1/{url}") == rows


def test_sources_that_differ_stand_side_by_side(client: Client, db: None) -> None:
    act = make.event(make.agreement("pact"), "ratification", "RUS", "2025-12-15")
    make.citation(act, by="law", field="date", value="2025-12-15", preferred=True)
    make.citation(act, by="press", field="date", value="2025-12-10", stance="contradicts")
    rows = client.get(f"/api/v1/citations/?target_id={act.pk}&ordering=id").json()["results"]
    assert [(row["source"], row["value"], row["stance"], row["preferred"]) for row in rows] == [
        ("law", "2025-12-15", "supports", True),
        ("press", "2025-12-10", "contradicts", False),
    ]
    assert client.get(f"/api/v1/events/{act.pk}/").json()["citations"] == [row["id"] for row in rows]


def test_a_concept_shows_its_broader_and_narrower_ones_when_asked(client: Client, db: None) -> None:
    with make.door():
        access = make.concept("access")
        make.concept("access.port", broader=access)
    shown = client.get("/api/v1/concepts/access/?expand=narrower,broader").json()
    assert (shown["broader"], [one["notation"] for one in shown["narrower"]]) == (None, ["access.port"])
    port = client.get("/api/v1/concepts/access.port/").json()
    assert (port["broader"], "narrower" in port) == ("access", False)
