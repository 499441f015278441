"""The golden cases: every expectation, date of entry into force, set of findings, deadline and chain of amendments."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from relations.lifecycle import (
    Link,
    Span,
    Terms,
    Timeline,
    binding_version,
    consents,
    consents_of,
    deadlines,
    derive,
    read_case,
    status_on,
)
from relations.vocabulary import FINDING_KINDS

pytestmark = pytest.mark.pure

GOLDEN: dict[str, Any] = json.loads((Path(__file__).parents[1] / "lifecycle_cases.json").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = GOLDEN["cases"]
CHAINS: list[dict[str, Any]] = GOLDEN["chain_cases"]
Answer = tuple[list[str], str, str]


def _derived(case: Mapping[str, Any]) -> tuple[Terms, Timeline]:
    terms, acts = read_case(case["agreement"], case["events"])
    return terms, derive(terms, acts)


def _span(terms: Terms, timeline: Timeline, party: str | None, day: date) -> Span | None:
    """None for a party that the record does not mention."""
    spans = timeline.agreement if party is None else timeline.parties.get(party)
    return status_on(spans, day) if spans is not None else None


def _answer(terms: Terms, timeline: Timeline, expected: Mapping[str, Any]) -> Answer:
    span = _span(terms, timeline, expected["party"], date.fromisoformat(expected["on"]))
    if span is None:  # Absence is evidence only where the record is vouched complete.
        return (["none"], "certain", "none") if terms.complete else (["unknown"], "uncertain", "unknown")
    return sorted(span.possible), span.certainty, span.status


def _plain(days: tuple[date | None, date | None] | None) -> list[str | None] | None:
    return None if days is None else [day and day.isoformat() for day in days]


def test_no_case_is_lost() -> None:
    counts = GOLDEN["about"]["counts"]
    asked = sum(len(case["expectations"]) for case in [*CASES, *CHAINS])
    assert (len(CASES), len(CHAINS), asked) == (counts["cases"], counts["chain_cases"], counts["expectations"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_expectation_of_a_golden_case_holds(case: dict[str, Any]) -> None:
    terms, timeline = _derived(case)
    for expected in case["expectations"]:
        wanted = (expected["statuses"], expected["certainty"])
        statuses, certainty, headline = _answer(terms, timeline, expected)
        assert (statuses, certainty) == wanted, expected
        assert headline == expected.get("headline", expected["statuses"][0]), expected


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if any("by_view" in one for one in case["expectations"])],
    ids=lambda case: case["id"],
)
def test_a_contested_day_lists_what_each_view_holds(case: dict[str, Any]) -> None:
    terms, timeline = _derived(case)
    for expected in (one for one in case["expectations"] if "by_view" in one):
        span = _span(terms, timeline, expected["party"], date.fromisoformat(expected["on"]))
        assert span is not None and span.views is not None
        assert {view: sorted(held) for view, held in span.views.items()} == expected["by_view"], expected


@pytest.mark.parametrize("case", [case for case in CASES if "entry_into_force" in case], ids=lambda case: case["id"])
def test_the_entry_into_force_is_that_of_the_golden_case(case: dict[str, Any]) -> None:
    assert _plain(_derived(case)[1].entry_into_force) == case["entry_into_force"]


@pytest.mark.parametrize("case", [case for case in CASES if "findings" in case], ids=lambda case: case["id"])
def test_exactly_the_findings_of_the_golden_case_are_raised(case: dict[str, Any]) -> None:
    assert sorted({finding.code for finding in _derived(case)[1].findings}) == sorted(case["findings"])


@pytest.mark.parametrize("case", [case for case in CASES if "deadlines" in case], ids=lambda case: case["id"])
def test_the_deadlines_are_those_of_the_golden_case(case: dict[str, Any]) -> None:
    timeline = _derived(case)[1]
    for expected in case["deadlines"]:
        found = deadlines(timeline, date.fromisoformat(expected["on"]))
        for name in ("next_expiry", "last_notice_day"):
            wanted = expected[name] and [expected[name], expected[name]]
            assert _plain(getattr(found, name)) == wanted, (name, expected)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_answer_explains_itself_with_a_rule_acts_that_exist_and_a_sentence(case: dict[str, Any]) -> None:
    timeline = _derived(case)[1]
    known = {event["id"] for event in case["events"]}
    for span in [*timeline.agreement, *(span for spans in timeline.parties.values() for span in spans)]:
        assert len(span.why) >= len(span.possible)
        for why in span.why:
            assert why.rule in {f"R{number}" for number in range(1, 19)}
            assert set(why.events) <= known
            assert why.sentence[0].isupper() and why.sentence.endswith("."), why.sentence


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_finding_has_a_kind_acts_that_exist_and_a_sentence(case: dict[str, Any]) -> None:
    known = {event["id"] for event in case["events"]}
    for finding in _derived(case)[1].findings:
        assert finding.code in FINDING_KINDS and set(finding.events) <= known
        assert finding.sentence.endswith(".")


@pytest.mark.parametrize("case", CHAINS, ids=lambda case: case["id"])
def test_the_binding_version_between_two_is_that_of_the_golden_chain(case: dict[str, Any]) -> None:
    chain = []
    for instrument in case["instruments"]:
        terms, acts = read_case(instrument["agreement"], instrument["events"])
        chain.append(Link(instrument["id"], derive(terms, acts), consents(acts, consents_of(terms))))
    for expected in case["expectations"]:
        for one, other in (expected["pair"], reversed(expected["pair"])):
            assert binding_version(chain, one, other, date.fromisoformat(expected["on"])) == expected["binding"], (
                expected
            )
