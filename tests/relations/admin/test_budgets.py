"""What a page of the desk may cost: queries, bytes, options. Every registered page is tested, also one that comes later."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType

from relations.models import Agreement
from tests import make
from tests.relations.admin.crowds import crowd
from tests.relations.admin.visitor import Page, Visitor

QUERIES, BYTES, OPTIONS = 30, 600 * 1024, 300
LIST_QUERIES, LIST_BYTES = 6, 70 * 1024
READ_ONLY = {"revision"}

REGISTERED = [model._meta.label_lower for model in admin.site._registry]


def address(label: str, *parts: Any) -> str:
    return "/".join(["/admin", *label.split("."), *map(str, parts), ""])


def check(page: Page, queries: int = QUERIES, size: int = BYTES) -> None:
    assert page.status == 200
    assert page.queries <= queries, page.queries
    assert len(page.bytes) <= size, len(page.bytes)
    assert page.longest_select <= OPTIONS, page.longest_select


@pytest.mark.parametrize("label", REGISTERED)
def test_the_page_for_a_new_record_is_light(desk: Visitor, label: str) -> None:
    if label.split(".")[1] in READ_ONLY:
        assert desk.get(address(label, "add")).status == 403
    else:
        check(desk.get(address(label, "add")))


@pytest.fixture
def crowded(desk: Visitor) -> dict[int, list[Any]]:
    """One record of every kind with 20 rows in every section, and one with 200."""
    ContentType.objects.get_for_models(*admin.site._registry)  # A process asks for each of them once.
    return {rows: crowd(rows, f"crowd-{rows}") for rows in (20, 200)}


def test_every_page_of_a_record_is_light_and_costs_the_same_with_20_and_200_rows(
    desk: Visitor, crowded: dict[int, list[Any]]
) -> None:
    for few, many in zip(crowded[20], crowded[200], strict=True):
        pages = [desk.get(address(row._meta.label_lower, row.pk, "change")) for row in (few, many)]
        for page in pages:
            check(page)
        assert pages[0].queries == pages[1].queries, few._meta.label_lower
    assert desk.get(f"{address('relations.agreement', crowded[200][0].pk, 'change')}?events-p=3").queries <= QUERIES


def test_every_list_is_light_and_costs_the_same_with_few_and_many_rows(
    desk: Visitor, crowded: dict[int, list[Any]]
) -> None:
    Group.objects.create(name="Curators")
    for label in REGISTERED:
        page = desk.get(address(label))
        check(page, LIST_QUERIES, LIST_BYTES)
        assert page.queries == desk.get(f"{address(label)}?p=2").queries or "p=2" not in page.text


def test_the_other_pages_are_light(desk: Visitor, crowded: dict[int, list[Any]]) -> None:
    made = crowded[200][0]
    for place in ("/admin/", "/admin/findings/", address("relations.agreement", made.pk, "history")):
        check(desk.get(place))
    for place in (
        address("relations.agreement", made.pk, "delete"),
        address("relations.party", make.party("CROWD-20-1").pk, "delete"),
    ):
        page = desk.get(place)
        assert page.status == 200
        assert page.queries <= 70


def test_a_preview_is_paged_like_the_form(desk: Visitor, crowded: dict[int, list[Any]]) -> None:
    made = crowded[200][0]
    made.refresh_from_db()
    form = desk.get(address("relations.agreement", made.pk, "change")).form
    page = desk.post(address("relations.agreement", made.pk, "change"), form | {"_preview": "1"})
    assert "Preview: nothing is saved yet" in page.words
    assert Agreement.objects.get(pk=made.pk).revision == made.revision


def test_an_autocomplete_field_asks_little(desk: Visitor, crowded: dict[int, list[Any]]) -> None:
    made = crowded[200][0]
    asked = {"app_label": "relations", "model_name": "participation", "field_name": "party", "term": "crowd 20"}
    page = desk.get("/admin/autocomplete/", **asked)
    assert page.queries <= 5
    assert len(page.response.json()["results"]) == 20
    rows = desk.get(f"/admin/own/agreement/{made.pk}/?rows=agreement,event,provision,title,terms&term=article 19")
    assert rows.queries <= 4
    assert [row["text"] for row in rows.response.json()["results"]][:2] == [
        "Provision Article 19",
        "Provision Article 119",
    ]


def test_the_whole_registry_is_registered() -> None:
    assert {
        "relations.agreement",
        "relations.party",
        "relations.event",
        "relations.provision",
        "relations.assessment",
    } < set(REGISTERED)
    assert {"relations.source", "relations.facility", "relations.concept", "relations.outcome"} < set(REGISTERED)
