"""No endpoint costs more queries for more rows: the count for one record is the count for six."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from api import fields
from tests import make
from tests.api.dossiers import dossier
from tests.api.endpoints import Endpoint, address, endpoints

Cost = dict[str, int]


def questions(endpoint: Endpoint) -> list[str]:
    """The endpoint as it stands, and with everything that it can expand."""
    url = address(endpoint)
    sign = "&" if "?" in url else "?"
    shape = getattr(endpoint.view, "shape", None)
    known = sorted(fields.paths(shape)) if shape is not None and endpoint.action in ("list", "retrieve") else []
    return [url, *(f"{url}{sign}expand={path}" for path in known)]


def cost(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(url)
    assert answer.status_code == 200, (url, answer.content[:300])
    return len(queries)


def costs(client: Client, wanted: Callable[[Endpoint], bool]) -> Cost:
    return {url: cost(client, url) for endpoint in endpoints() if wanted(endpoint) for url in questions(endpoint)}


def differences(before: Cost, after: Cost) -> dict[str, str]:
    return {url: f"{before[url]} queries before, {after[url]} after" for url in before if before[url] != after[url]}


def test_no_list_costs_more_queries_for_six_rows_than_for_one(client: Client, db: None) -> None:
    dossier(1)
    before = costs(client, lambda endpoint: endpoint.listed)
    for number in range(2, 7):
        dossier(number)
    assert differences(before, costs(client, lambda endpoint: endpoint.listed)) == {}


def test_no_answer_costs_more_queries_for_more_records(client: Client, db: None) -> None:
    dossier(1)
    dossier(2)  # Two records that look alike: what is asked about them is asked in both countings.
    before = costs(client, lambda endpoint: not endpoint.listed)
    for number in range(3, 8):
        dossier(number)
    assert differences(before, costs(client, lambda endpoint: not endpoint.listed)) == {}


def test_no_detail_of_an_agreement_costs_more_queries_for_fifty_members_than_for_one(client: Client, db: None) -> None:
    agreement = dossier(1)

    def about(endpoint: Endpoint) -> bool:
        return endpoint.name.startswith("agreement-") and not endpoint.listed

    before = costs(client, about)
    with make.door():
        for number in range(50):
            make.event(agreement, "signature", f"P{number}", "2025-03-01")
            provision = make.provision(agreement, concepts=("access.port",), order=number + 2)
            make.limit(provision)
            make.citation(provision)
            make.assessment(agreement)
    assert differences(before, costs(client, about)) == {}


@pytest.mark.parametrize(
    ("url", "queries"),
    [
        # The page, signed and unsigned; columns, subjects, parties, spans, until when vouched for, newest acts else.
        ("/api/v1/agreements/", 8),
        ("/api/v1/agreements/?fields=ref,title", 3),
        ("/api/v1/agreements/?party=IND", 9),  # The party, then as above.
        ("/api/v1/sources/?fields=key", 2),
    ],
)
def test_what_is_not_shown_is_not_read(client: Client, db: None, url: str, queries: int) -> None:
    dossier(1)
    assert cost(client, url) <= queries
