"""Plans of the main list on SQLite: searches in an index, in the order of the list, without sorting."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="Plans of SQLite.")


@pytest.fixture
def many(db: None) -> None:
    """Enough for the planner to have statistics: three parties, of which one is rare."""
    with make.door():
        for number in range(60):
            made = make.agreement(f"pact-{number}", parties=("IND", "RUS") if number % 10 else ("IND", "MNG"))
            make.event(made, "signature", "IND", f"19{40 + number}-01-01")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def plans(client: Client, url: str) -> list[str]:
    """The plan of every query of one request."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    found = []
    for query in queries.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            found += [row[3] for row in cursor.fetchall()]
    return found


PAGES = ["", "party=IND", "party=MNG", "bound=MNG", "party=IND&kind=agreement", "status=signed_not_in_force"]


@pytest.mark.parametrize("query", PAGES)
def test_a_page_is_searched_in_an_index_and_never_sorted(client: Client, many: None, query: str) -> None:
    first = f"/api/v1/agreements/?{query}&page_size=5&fields=ref".replace("?&", "?")
    second = client.get(first).json()["next"]
    for url in [first, *([second] if second else [])]:
        read = plans(client, url)
        assert [step for step in read if step.startswith("SCAN") or "TEMP B-TREE" in step] == [], (url, read)


def test_the_party_filter_reads_the_standings_in_the_order_of_the_list(client: Client, many: None) -> None:
    read = plans(client, "/api/v1/agreements/?party=MNG&page_size=5&fields=ref")
    assert any("standing_newest_first" in step and step.startswith("SEARCH") for step in read), read


def test_the_status_filter_reads_the_spans_in_the_order_of_the_list(client: Client, many: None) -> None:
    read = plans(client, "/api/v1/agreements/?status=unknown&page_size=5&fields=ref")
    assert any(
        "INDEX span_by_" in step and "status=? AND signed" in step and step.startswith("SEARCH") for step in read
    ), read
