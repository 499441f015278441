"""`derive/`: the engine over HTTP, for terms and acts that nobody stored."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from jsonschema import Draft202012Validator

from relations.lifecycle import deadlines, derive, read_case, status_on
from relations.vocabulary import AGREEMENT_STATUSES, PARTY_STATUSES
from tests import make

CASES = json.loads((Path(__file__).parent.parent / "lifecycle_cases.json").read_text(encoding="utf-8"))["cases"]
pytestmark = pytest.mark.django_db
URL = "/api/v1/derive/"
PLAIN: dict[str, Any] = {"scope": "bilateral", "bindingness": "binding", "negotiating": ["IND", "RUS"]}
SIGNED: dict[str, Any] = {"id": "e1", "kind": "signature", "party": "IND", "date": "2025-02-18"}


def ask(agreement: dict[str, Any], events: list[dict[str, Any]], status: int = 200, **more: Any) -> Any:
    body = {"agreement": agreement, "events": events, **more}
    response = Client().post(URL, body, content_type="application/json")
    assert response.status_code == status, response.content
    return response.json()


def faults(agreement: dict[str, Any], events: list[dict[str, Any]], **more: Any) -> list[tuple[Any, ...]]:
    """Code, pointer, value and suggestion of every fault."""
    problem = ask(agreement, events, 400, **more)
    assert problem["code"] == "validation_error"
    return [(row["code"], row["pointer"], row.get("value"), row.get("suggestion")) for row in problem["errors"]]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_case_is_answered_as_the_engine_answers_it(case: dict[str, Any]) -> None:
    shown = ask(case["agreement"], case["events"], on="2024-06-01")
    timeline = derive(*read_case(case["agreement"], case["events"]))
    assert [span["code"] for span in shown["agreement"]] == [span.status for span in timeline.agreement]
    assert {code: len(spans) for code, spans in shown["parties"].items()} == {
        code: len(spans) for code, spans in timeline.parties.items()
    }
    for expected in case["expectations"]:
        party = expected["party"]
        if party is not None and party not in timeline.parties:
            continue  # A party without any act has no spans to show.
        spans = shown["agreement"] if party is None else shown["parties"][party]
        span = on_day(spans, expected["on"])
        order = AGREEMENT_STATUSES if party is None else PARTY_STATUSES
        assert (span["possible"], span["certainty"]) == (order.sort(expected["statuses"]), expected["certainty"])
    if "entry_into_force" in case:
        days = case["entry_into_force"]
        assert shown["entry_into_force"] == (days and {"earliest": days[0], "latest": days[1]})
    if "findings" in case:
        assert sorted({row["code"] for row in shown["findings"]}) == sorted(case["findings"])
    for row in case.get("deadlines", ()):
        found = ask(case["agreement"], case["events"], on=row["on"])["deadlines"]
        assert {name: found[name] for name in row if name != "on"} == {name: row[name] for name in row if name != "on"}


def on_day(spans: list[dict[str, Any]], day: str) -> dict[str, Any]:
    return next(span for span in spans if (span["from"] or "") <= day < (span["to"] or "9999"))


def test_the_answer_is_whole() -> None:
    events = [SIGNED, {"id": "e2", "kind": "signature", "party": "RUS", "date": "2025-02-18"}]
    terms = {"record_complete": True, "entry_into_force": {"rule": "exchange_of_instruments"}}
    shown = ask(PLAIN | terms, events, on="2025-12-20")
    assert list(shown) == [
        "on", "projected", "complete_until", "agreement", "parties", "entry_into_force", "deadlines", "findings"
    ]  # fmt: skip
    assert (shown["on"], shown["projected"], shown["entry_into_force"]) == ("2025-12-20", True, None)
    span = shown["agreement"][-1]
    assert {name: span[name] for name in ("code", "possible", "certainty", "from", "to", "views")} == {
        "code": "signed_not_in_force",
        "possible": ["signed_not_in_force"],
        "certainty": "certain",
        "from": "2025-02-18",
        "to": None,
        "views": None,
    }
    assert span["why"][0].keys() == {"rule", "events", "clause", "sentence", "citations"}
    assert shown["deadlines"]["signed_since"] == "2025-02-18"


def test_a_day_that_the_case_vouches_for_is_not_projected() -> None:
    assert ask(PLAIN | {"complete_until": "2025-12-31"}, [SIGNED], on="2025-12-20")["projected"] is False
    assert ask(PLAIN | {"complete_until": "2025-12-01"}, [SIGNED], on="2025-12-20")["projected"] is True
    assert ask(PLAIN | {"complete_until": "9990-12-01"}, [SIGNED], on="9980-12-20")["projected"] is True


def test_the_day_is_today_unless_given_in_the_body_or_the_query() -> None:
    assert ask(PLAIN, [], on=None)["on"] >= "2025-01-01"
    response = Client().post(
        f"{URL}?on=2001-02-03", {"agreement": PLAIN, "events": []}, content_type="application/json"
    )
    assert response.json()["on"] == "2001-02-03"


def test_what_an_agreement_shows_of_itself_can_be_sent_as_it_stands() -> None:
    entry = {
        "rule": "on_signature",
        "negotiating": ["IND"],
        "share": None,
        "not_before": None,
        "not_before_earliest": None,
    }
    shown_event = SIGNED | {
        "url": "/x/",
        "citations": [],
        "date_earliest": "2025-02-18",
        "note": None,
        "effective": None,
    }
    shown = ask({"scope": "bilateral", "entry_into_force": entry, "duration": {"ends_on_latest": None}}, [shown_event])
    assert shown["entry_into_force"] == {"earliest": "2025-02-18", "latest": "2025-02-18"}


def test_shares_are_taken_as_numbers_and_as_decimal_text() -> None:
    for at_least, weight in ((55, 60.5), ("55", "60.5")):
        entry = {"rule": "share_condition", "share": {"at_least": at_least, "weights": {"IND": weight}}}
        consent = {"kind": "ratification", "party": "IND", "date": "2001-01-01"}
        shown = ask({"scope": "multilateral", "record_complete": True, "entry_into_force": entry}, [consent])
        assert shown["entry_into_force"] == {"earliest": "2001-01-01", "latest": "2001-01-01"}


def test_ids_may_be_left_out() -> None:
    events = [{"kind": "signature", "party": code, "date": "2025-02-18"} for code in ("IND", "RUS")]
    assert ask(PLAIN, events)["agreement"][-1]["code"] == "signed_not_in_force"


def test_every_fault_is_named_with_its_place_its_value_and_what_may_be_meant() -> None:
    agreement = {"scope": "bilaterall", "recordcomplete": True, "entry_into_force": {"rule": "nth_consent", "n": "5"}}
    events = [
        SIGNED | {"date": "2025-02-30"},
        {"kind": "signature", "party": None},
        SIGNED | {"id": "e3", "kindd": "x"},
    ]
    assert faults(agreement, events) == [
        ("unknown_field", "#/agreement/recordcomplete", None, "record_complete"),
        ("invalid_choice", "#/agreement/scope", "bilaterall", "bilateral"),
        ("invalid", "#/agreement/entry_into_force/n", "5", None),
        ("invalid", "#/events/0/date", "2025-02-30", None),
        ("required", "#/events/1/party", None, None),
        ("unknown_field", "#/events/2/kindd", None, "kind"),
    ]


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        (
            {"kind": "signature", "party": "IND", "date": "April 1954"},
            ("invalid", "#/events/0/date", "April 1954", None),
        ),
        ({"kind": "signature", "party": "IND", "date": 1954}, ("invalid", "#/events/0/date", 1954, None)),
        ({"party": "IND"}, ("required", "#/events/0/kind", None, None)),
        ({"kind": None}, ("null", "#/events/0/kind", None, None)),
        ({"kind": "signatur", "party": "IND"}, ("invalid_choice", "#/events/0/kind", "signatur", "signature")),
        ({"kind": "entry_into_force", "order": True}, ("invalid", "#/events/0/order", True, None)),
        ({"kind": "entry_into_force", "order": 2**40}, ("out_of_range", "#/events/0/order", 2**40, None)),
        ({"kind": "extended", "party": "IND"}, ("invalid", "#/events/0/party", "IND", None)),
        ({"kind": "state_continuity", "party": "SUN"}, ("required", "#/events/0/other_party", None, None)),
        ({"kind": "entry_into_force", "target": "e9"}, ("unknown_reference", "#/events/0/target", None, None)),
        (
            {"kind": "entry_into_force", "views": [{"view": "a"}]},
            ("required", "#/events/0/views/0/reading", None, None),
        ),
        ({"kind": "entry_into_force", "views": {}}, ("invalid", "#/events/0/views", "{}", None)),
        ("signature", ("invalid", "#/events/0", "signature", None)),
    ],
)
def test_a_bad_event_is_refused(event: Any, fault: tuple[Any, ...]) -> None:
    assert faults(PLAIN, [event]) == [fault]


def test_bad_terms_are_refused() -> None:
    assert faults(PLAIN | {"duration": {"type": "fixed_term", "term": {"n": -1, "unit": "years"}}}, []) == [
        ("out_of_range", "#/agreement/duration/term/n", -1, None)
    ]
    assert faults(PLAIN | {"negotiating": ["IND", 5]}, []) == [("invalid", "#/agreement/negotiating/1", 5, None)]
    assert faults(PLAIN, [], on="2025-13-01") == [("invalid", "#/on", "2025-13-01", None)]
    assert faults(PLAIN, [SIGNED, SIGNED]) == [("invalid", "#/events/1/id", None, None)]


def test_a_body_that_is_no_case_is_refused() -> None:
    response = Client().post(URL, [1], content_type="application/json")
    assert response.json()["errors"] == [
        {"code": "invalid", "pointer": "#", "value": "[1]", "detail": "This must be an object."}
    ]
    assert Client().post(URL, b"{", content_type="application/json").json()["code"] == "parse_error"
    assert Client().get(URL).status_code == 405


def test_five_thousand_acts_are_taken_and_one_more_is_not() -> None:
    acts = [{"kind": "communication", "date": "2001"}] * 5000
    assert ask(PLAIN, acts)["agreement"][0]["code"] in AGREEMENT_STATUSES
    assert faults(PLAIN, [*acts, acts[0]])[0][:2] == ("too_long", "#/events")


def test_nothing_is_asked_of_the_database_and_nothing_is_stored(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        ask(PLAIN, [SIGNED])


def test_the_deadlines_are_the_engines() -> None:
    terms = {
        "duration": {
            "type": "fixed_then_tacit",
            "term": {"n": 5, "unit": "years"},
            "notice": {"n": 6, "unit": "months"},
        },
        "record_complete": True,
    }
    events = [SIGNED, {"id": "e2", "kind": "entry_into_force", "date": "2025-03-01"}]
    shown = ask(PLAIN | terms, events, on="2031-01-01")["deadlines"]
    timeline = derive(*read_case(PLAIN | terms, events))
    found = deadlines(timeline, date(2031, 1, 1))
    assert found.next_expiry and shown["next_expiry"] == str(found.next_expiry[0]) == "2035-03-01"
    assert shown["last_notice_day"] == "2034-09-01"
    assert status_on(timeline.agreement, date(2031, 1, 1)).status == "in_force"


def test_the_example_of_the_contract_is_answered_as_the_contract_says() -> None:
    contract = yaml.safe_load((Path(__file__).parents[2] / "api" / "openapi.yaml").read_text(encoding="utf-8"))
    operation = contract["paths"][URL]["post"]
    [example] = operation["requestBody"]["content"]["application/json"]["examples"].values()
    shown = ask(example["value"]["agreement"], example["value"]["events"], on=example["value"]["on"])
    assert shown["entry_into_force"] == {"earliest": "2026-01-01", "latest": "2026-01-31"}
    for answer in (shown, ask(PLAIN, [SIGNED | {"contested": True}]), ask(PLAIN, [])):
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        Draft202012Validator(schema | {"components": contract["components"]}).validate(answer)


def test_the_terms_and_events_of_an_agreement_give_its_own_timeline() -> None:
    pact = make.agreement("relos-2025", complete_until="2025-12-26")
    make.terms(pact, rule="exchange_of_instruments", duration="fixed_then_tacit", term_n=5, term_unit="years")
    make.citation(make.event(pact, "signature", "IND", "2025-02-18", place="Moscow"))
    make.event(pact, "signature", "RUS", "2025-02-18")
    make.event(pact, "domestic_approval", "RUS", "2025-12-02", chamber="lower")
    make.event(pact, "instrument_exchange", None, "2026-01")
    detail = Client().get("/api/v1/agreements/relos-2025/?expand=events").json()
    timeline = Client().get("/api/v1/agreements/relos-2025/timeline/?on=2026-02-01").json()
    agreement = {name: detail[name] for name in ("scope", "bindingness", "complete_until")}
    agreement |= {name: detail["terms"][name] for name in ("entry_into_force", "duration", "withdrawal")}
    shown = ask(agreement, detail["events"], on="2026-02-01")
    for name in ("agreement", "parties", "entry_into_force", "deadlines", "complete_until", "on"):
        assert without_citations(shown[name]) == without_citations(timeline[name]), name


def without_citations(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_citations(inner) for name, inner in value.items() if name != "citations"}
    return [without_citations(inner) for inner in value] if isinstance(value, list) else value
