"""Paging: complete and in order in both directions, whatever ties and nulls there are; cursors are checked by type."""

import base64
from typing import Any

import orjson
import pytest
from django.test import Client

from tests import make

URL = "/api/v1/agreements/"


@pytest.fixture
def agreements(db: None) -> None:
    """Signed on one day, on different days, on a day not known, and not at all."""
    days = ["2020-01-01", "2020-01-01", "2020-01-01", "2021", "1999-05", "../1950", None, None, None]
    with make.door():
        for number, day in enumerate(days):
            made = make.agreement(f"pact-{number}")
            if day:
                make.event(made, "signature", "IND", day)


def walk(client: Client, url: str, direction: str = "next") -> tuple[list[str], str]:
    """The refs in the order of the walk, and the address of the last page."""
    found: list[str] = []
    last = url
    while url:
        page = client.get(url).json()
        refs = [row["ref"] for row in page["results"]]
        found = found + refs if direction == "next" else refs + found
        last, url = url, page[direction]
        assert len(found) < 100, "The walk does not end."
    return found, last


ORDERINGS = ["-signed_on", "signed_on", "ref", "-ref", "updated_at", "-updated_at", "in_force_from", "-ended_on"]


@pytest.mark.parametrize("size", [1, 2, 4, 9])
@pytest.mark.parametrize("ordering", ORDERINGS)
def test_every_row_is_seen_once_forth_and_back(client: Client, agreements: None, ordering: str, size: int) -> None:
    whole = [row["ref"] for row in client.get(f"{URL}?ordering={ordering}").json()["results"]]
    forth, last = walk(client, f"{URL}?ordering={ordering}&page_size={size}")
    back, first = walk(client, last, "previous")
    assert (len(whole), forth, back) == (9, whole, whole)
    assert client.get(first).json()["previous"] is None


def test_rows_come_in_the_order_asked_for_and_unknown_days_last(client: Client, agreements: None) -> None:
    newest = [row["signed_on_earliest"] for row in client.get(f"{URL}?ordering=-signed_on").json()["results"]]
    oldest = [row["signed_on_earliest"] for row in client.get(f"{URL}?ordering=signed_on").json()["results"]]
    days = ["2021-01-01", *["2020-01-01"] * 3, "1999-05-01"]
    assert newest == [*days, None, None, None, None]
    assert oldest == [*reversed(days), None, None, None, None]


@pytest.mark.parametrize(
    "query", ["party=IND", "party=IND&party=RUS", "status=unknown", "party=IND&kind=agreement", "q=title"]
)
def test_a_filtered_list_walks_as_the_whole_does(client: Client, agreements: None, query: str) -> None:
    whole = {row["ref"] for row in client.get(f"{URL}?{query}").json()["results"]}
    forth, last = walk(client, f"{URL}?{query}&page_size=2")
    back, _ = walk(client, last, "previous")
    assert len(whole) > 1
    assert (sorted(forth), back) == (sorted(whole), forth)


def test_the_count_is_the_number_of_rows_walked(client: Client, agreements: None) -> None:
    for query in ("", "party=IND", "status=unknown", "q=title", "signed_on__gte=2020-01-01"):
        forth, _ = walk(client, f"{URL}?{query}&page_size=2".replace("?&", "?"))
        assert client.get(f"{URL}?{query}&count=true".replace("?&", "?")).json()["count"] == len(forth)


def test_links_carry_every_parameter_and_no_host(client: Client, agreements: None) -> None:
    answer = client.get("/api/v1/agreements?party=IND&party=RUS&page_size=2&q=title")
    link = answer.json()["next"]
    assert link.startswith("/api/v1/agreements/?party=IND&party=RUS&page_size=2&q=title&cursor=")
    assert answer["Link"] == f'<{link}>; rel="next"'
    second = client.get(link)
    assert second["Link"] == f'<{second.json()["next"]}>; rel="next", <{second.json()["previous"]}>; rel="prev"'


def test_a_page_that_was_emptied_in_between_has_no_neighbours(client: Client, db: None) -> None:
    assert client.get(URL).json() == {"next": None, "previous": None, "results": []}


def cursor(*parts: Any) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(parts)).rstrip(b"=").decode()


ID = "01a21306-b627-73aa-8d03-b665c4d90744"


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "!!!",
        "%C3%A9",
        "a" * 512,
        cursor(),
        cursor("n", "-signed_on"),
        cursor("n", "ref", ["2020-01-01", ID]),
        cursor("x", "-signed_on", ["2020-01-01", ID]),
        cursor("n", "-signed_on", ["2020-01-01"]),
        cursor("n", "-signed_on", ["2020-13-01", ID]),
        cursor("n", "-signed_on", ["2020-01-01", "nothing"]),
        cursor("n", "-signed_on", ["2020-01-01", None]),
        cursor("n", "-signed_on", [7, ID]),
        cursor("n", "-signed_on", [{"a": 1}, ID]),
        cursor("n", "-signed_on", [["a"], ID]),
        cursor("n", "-signed_on", ["\0", ID]),
        cursor("n", "-signed_on", "ab"),
        cursor({"n": 1}, "-signed_on", ["2020-01-01", ID]),
        base64.urlsafe_b64encode(b"p=\0").decode(),
        base64.urlsafe_b64encode(b"[" * 300).decode(),
        base64.urlsafe_b64encode(b'["n","-signed_on",["2020-01-01","' + ID.encode() + b'"]]junk').decode(),
    ],
)
def test_a_cursor_that_was_made_by_hand_is_refused(client: Client, agreements: None, text: str) -> None:
    answer = client.get(f"{URL}?cursor={text}")
    assert answer.status_code == 400
    assert [fault["code"] for fault in answer.json()["errors"]] == ["invalid_cursor"]


def test_a_cursor_that_is_too_long_is_refused(client: Client, db: None) -> None:
    assert client.get(f"{URL}?cursor={'a' * 513}").json()["errors"][0]["code"] == "too_long"


def test_a_text_key_of_a_cursor_may_be_any_text(client: Client, agreements: None) -> None:
    """Typed, not signed: a place between two rows is a place."""
    page = client.get(f"{URL}?ordering=ref&cursor=" + cursor("n", "ref", ["pact-5\u202e", ID]))
    assert [row["ref"] for row in page.json()["results"]] == ["pact-6", "pact-7", "pact-8"]


def test_relevance_puts_the_best_match_first_and_walks_both_ways(client: Client, db: None) -> None:
    with make.door():
        for number in range(5):
            make.agreement(f"filler-{number}", title="An agreement on many things, and on ports among them")
        make.agreement("best", title="Ports, ports, ports")
    forth, last = walk(client, f"{URL}?q=ports&ordering=relevance&page_size=2")
    assert (forth[0], len(forth)) == ("best", 6)
    assert walk(client, last, "previous")[0] == forth
