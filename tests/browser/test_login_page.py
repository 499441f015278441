"""The first page a curator sees."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_curator_logs_in_under_the_strict_policy(page: Page, live_server: LiveServer) -> None:
    get_user_model().objects.create_superuser("curator", password="a long password")  # noqa: S106
    page.goto(f"{live_server.url}/admin/")
    page.fill("[name=username]", "curator")
    page.fill("[name=password]", "a long password")
    page.click("[type=submit]")
    expect(page.locator("#user-tools")).to_contain_text("curator")


def test_nothing_on_the_login_page_shuts_anyone_out(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/admin/login/")
    grave = [
        violation["id"]
        for violation in Axe().run(page).response["violations"]
        if violation["impact"] in {"critical", "serious"}
    ]
    assert grave == []
