"""A curator at the desk: opens a page, changes what the form holds, sends it back, as a browser would."""

import re
from html.parser import HTMLParser
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


class Form(HTMLParser):
    """What a browser would send of the page's main form."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.inside = False
        self.select: str | None = None
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if tag == "form":
            self.inside = found.get("id", "").endswith("_form")
        if not self.inside or "__prefix__" in name:
            return
        if tag == "input" and found.get("type") not in ("submit", "checkbox") and name:
            self.values[name] = found.get("value", "")
        if tag == "input" and found.get("type") == "checkbox" and "checked" in found:
            self.values[name] = found.get("value", "on")
        if tag == "select":
            self.select, self.values[name] = name, ""
        if tag == "option" and self.select and "selected" in found:
            self.values[self.select] = found.get("value", "")
        if tag == "textarea":
            self.area, self.values[name] = name, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "select":
            self.select = None
        if tag == "textarea" and self.area:
            self.values[self.area] = self.values[self.area].removeprefix("\n")
            self.area = None

    def handle_data(self, data: str) -> None:
        if self.area:
            self.values[self.area] += data


class Page:
    """An answer with its cost."""

    def __init__(self, response: Any, queries: list[Any]) -> None:
        self.response = response
        self.status = response.status_code
        self.bytes = response.content
        self.text = response.content.decode()
        self.queries = len(queries)

    @property
    def form(self) -> dict[str, str]:
        parser = Form()
        parser.feed(self.text)
        return parser.values

    @property
    def words(self) -> str:
        """The text of the page without its markup."""
        return " ".join(re.sub(r"<[^>]+>", " ", self.text).split())

    @property
    def longest_select(self) -> int:
        selects = re.findall(r"<select.*?</select>", self.text, re.DOTALL)
        return max((select.count("<option") for select in selects), default=0)


class Visitor:
    """Somebody who is logged in."""

    def __init__(self, name: str = "curator") -> None:
        self.user = get_user_model().objects.create_superuser(name)
        self.client = Client()
        self.client.force_login(self.user)

    def get(self, address: str, **query: Any) -> Page:
        with CaptureQueriesContext(connection) as queries:
            response = self.client.get(address, query)
        return Page(response, list(queries))

    def post(self, address: str, data: dict[str, Any]) -> Page:
        with CaptureQueriesContext(connection) as queries:
            response = self.client.post(address, data)
        return Page(response, list(queries))

    def save(self, address: str, reason: str | None = "A test says so.", button: str = "_save", **changes: Any) -> Page:
        """Opens a page, changes these fields, and presses a button."""
        data = self.get(address).form
        unknown = changes.keys() - data.keys()
        assert not {name for name in unknown if not name.endswith("-DELETE")}, unknown
        data |= {name: str(value) for name, value in changes.items()}
        if reason is not None:
            data["reason"] = reason
        return self.post(address, data | {button: "1"})


def page_of(row: Any, what: str = "change") -> str:
    """The address of a row's page."""
    return f"/admin/relations/{row._meta.model_name}/{row.pk}/{what}/"


def new_row(form: dict[str, str], prefix: str, **values: Any) -> dict[str, str]:
    """The form with one more row in an inline, as the "Add another" link makes it."""
    number = int(form[f"{prefix}-TOTAL_FORMS"])
    row = {f"{prefix}-{number}-{name}": str(value) for name, value in values.items()}
    return form | row | {f"{prefix}-TOTAL_FORMS": str(number + 1)}
