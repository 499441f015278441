"""Every page of the desk as a curator sees it: nobody is shut out, nothing breaks the policy, what is typed arrives."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from relations.models import Agreement, Event, Revision
from tests import make
from tests.relations.admin.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def records(transactional_db: None) -> list[Any]:
    """One record of every kind, with rows in every section."""
    made = make.in_force("relos-2025", languages=["en", "ru"], summary="A pact.")
    make.terms(made, rule="exchange_of_instruments", duration="fixed_then_tacit", term_n=5, term_unit="years")
    act = make.event(made, "suspension", contested=True, views=[{"view": "Russia", "reading": "no_effect"}])
    make.citation(act)
    rule = make.provision(made, concepts=("access.port",))
    make.limit(rule)
    opinion, summit = make.assessment(made), make.diplomatic_event()
    Group.objects.create(name="Curators")
    return [made, act, rule, opinion, summit, make.outcome(summit), make.party("IND"), make.facility(), make.concept()]


@pytest.fixture
def desk(page: Page, live_server: LiveServer, records: list[Any]) -> Iterator[Page]:
    """A page of somebody who is logged in."""
    cookie = Visitor().client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto(f"{live_server.url}/admin/")
    yield page


def addresses(records: list[Any]) -> Iterator[str]:
    """The list, the form for a new record, and the pages of one record, of everything that is registered."""
    yield from ("/admin/", "/admin/findings/", "/admin/password_change/", "/admin/relations/")
    for model in admin.site._registry:
        start = f"/admin/{model._meta.label_lower.replace('.', '/')}/"
        yield start
        if model is not Revision:
            yield f"{start}add/"
        found = model._default_manager.first()
        if found is not None:
            yield f"{start}{found.pk}/change/"
            yield f"{start}{found.pk}/history/"
    for row in records:
        yield f"/admin/relations/{row._meta.model_name}/{row.pk}/change/"
        yield f"/admin/relations/{row._meta.model_name}/{row.pk}/delete/"


def grave(page: Page) -> list[str]:
    """What axe finds critical or serious, with everything on the page unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    # Axe would load style sheets a second time, as inline styles, against which the policy stands.
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:120]}"
        for one in found
        if one["impact"] in {"critical", "serious"}
    ]


def test_no_page_shuts_anyone_out_or_breaks_the_policy(desk: Page, live_server: LiveServer, records: list[Any]) -> None:
    for address in dict.fromkeys(addresses(records)):
        desk.goto(live_server.url + address)
        assert grave(desk) == [], address


@pytest.mark.parametrize("width", [1400, 390])
def test_no_page_is_wider_than_the_screen(desk: Page, live_server: LiveServer, records: list[Any], width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    for address in ("/admin/", "/admin/findings/", f"/admin/relations/agreement/{records[0].pk}/change/"):
        desk.goto(live_server.url + address)
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_ratification_is_recorded_previewed_and_saved(
    desk: Page, live_server: LiveServer, records: list[Any]
) -> None:
    made = make.agreement("new-pact", title="A new pact")
    desk.goto(f"{live_server.url}/admin/relations/agreement/{made.pk}/change/")
    desk.click("#events-group .add-row a")
    desk.select_option("[name=events-0-kind]", "signature")
    desk.click("#events-0 .field-party .select2-selection")
    with desk.expect_response(lambda response: "term=ind" in response.url):
        desk.keyboard.type("ind", delay=5)
    desk.click(".select2-results__option:has-text('IND')")
    expect(desk.locator("#events-0 .field-party .select2-selection")).to_contain_text("IND")
    desk.fill("[name=events-0-date]", "18 February 2025")
    desk.click("[name=_preview]")
    expect(desk.locator("#preview-heading")).to_be_visible()
    expect(desk.locator("[name=events-0-date]")).to_have_value("18 February 2025")
    assert not Event.objects.filter(agreement=made).exists()
    desk.fill("[name=reason]", "Press release of the ministry.")
    desk.click("[name=_save]")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    act = Event.objects.get(agreement=made)
    assert (act.kind, act.party.code, act.date) == ("signature", "IND", "2025-02-18")
    assert Revision.objects.filter(key="new-pact").latest("seq").reason == "Press release of the ministry."


def test_rows_offer_every_choice_and_keep_the_one_they_have(
    desk: Page, live_server: LiveServer, records: list[Any]
) -> None:
    desk.goto(f"{live_server.url}/admin/relations/agreement/{records[0].pk}/change/")
    kind = desk.locator("[name=events-0-kind]")
    expect(kind).to_have_value("signature")
    assert kind.locator("option").count() > 80
    kind.select_option("ratification")
    desk.fill("[name=reason]", "It was a ratification.")
    desk.click("[name=_continue]")
    expect(desk.locator("[name=events-0-kind]")).to_have_value("ratification")


def test_a_citation_is_about_one_of_the_rows(desk: Page, live_server: LiveServer, records: list[Any]) -> None:
    desk.goto(f"{live_server.url}/admin/relations/agreement/{records[0].pk}/change/")
    desk.click("#citations-group .add-row a")
    desk.click("#citations-1 .field-target .select2-selection")
    desk.keyboard.type("suspension")
    desk.click(".select2-results__option:has-text('Suspension by a party')")
    desk.click("#citations-1 .field-source .select2-selection")
    with desk.expect_response(lambda response: "term=gazette" in response.url):
        desk.keyboard.type("gazette", delay=5)  # Before the answer the list still shows what was not asked for.
    desk.click(".select2-results__option:has-text('gazette')")
    expect(desk.locator("#citations-1 .field-source .select2-selection")).to_contain_text("gazette")
    desk.fill("[name=reason]", "A second source.")
    desk.click("[name=_continue]")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    cited = Agreement.objects.get(pk=records[0].pk).citations.latest("id")
    assert (cited.target_kind, cited.target_id) == ("event", records[1].pk)


def test_the_slash_key_leads_to_the_search(desk: Page, records: list[Any]) -> None:
    desk.keyboard.press("/")
    desk.keyboard.type("relos")
    desk.keyboard.press("Enter")
    expect(desk.locator("#result_list tbody tr")).to_have_count(1)


def test_the_login_of_a_stranger_is_asked_for(client: Client, records: list[Any]) -> None:
    made = records[0]
    for address in addresses(records):
        assert client.get(address).status_code == 302, address
    assert client.get(f"/admin/own/agreement/{made.pk}/").status_code == 302
