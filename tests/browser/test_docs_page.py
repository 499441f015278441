"""The documentation page in a browser: the contract is shown, and the strict policy blocks nothing of it."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_contract_is_shown_without_any_help_from_outside(page: Page, live_server: LiveServer) -> None:
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/api/v1/docs/")
    expect(page.locator("#operations-agreements-agreements_list")).to_be_visible(timeout=30_000)
    page.locator("#operations-agreements-agreements_retrieve").click()
    expect(page.locator("text=Ref of the agreement, such as relos-2025.").first).to_be_visible(timeout=30_000)
    assert said == []
    assert [url for url in asked if not url.startswith((live_server.url, "data:", "blob:"))] == []
