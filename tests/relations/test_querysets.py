"""What SQL answers from the stored spans is what the engine says, on any day."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from relations import models
from relations.aggregates import AGGREGATES
from relations.cases import case
from relations.documents import read
from relations.lifecycle import BEGINNING, Timeline, derive, read_case, status_on
from relations.members import Row
from relations.models.keys import uuid7
from relations.querysets import BOUND, IN_FORCE
from relations.revisions import revise
from relations.vocabulary import AGREEMENT_STATUSES, PARTY_STATUSES
from tests import make
from tests.relations.test_documents import in_a_world_of_its_own

pytestmark = pytest.mark.django_db
CODES = ("IND", "RUS", "USA", "FRA")
KINDS = (
    "signature",
    "ratification",
    "accession",
    "withdrawal",
    "suspension",
    "resumption",
    "consent_withdrawn",
    "communication",
)
DATES = st.dates(date(1990, 1, 1), date(2010, 12, 31)).flatmap(
    lambda day: st.sampled_from([str(day), str(day)[:7], str(day)[:4], f"../{day}", f"{str(day)[:4]}~", None])
)
DAYS = [date(1988, 1, 1) + timedelta(days=131 * step) for step in range(70)]
DURATIONS: list[Row] = [
    {"type": "indefinite"},
    {"type": "fixed_term", "term": {"n": 5, "unit": "years"}},
    {"type": "fixed_then_tacit", "term": {"n": 3, "unit": "years"}, "notice": {"n": 6, "unit": "months"}},
]


@st.composite
def agreements(draw: st.DrawFn) -> Row:
    codes = draw(st.lists(st.sampled_from(CODES), min_size=2, max_size=4, unique=True))
    acts = draw(st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(codes), DATES, st.booleans()), max_size=8))
    events: list[Row] = [
        {"id": str(uuid7()), "kind": kind, "party": code, "date": day, "contested": contested and kind == "suspension"}
        for kind, code, day, contested in acts
    ]
    if draw(st.booleans()):
        events.append({"id": str(uuid7()), "kind": "entry_into_force", "party": None, "date": draw(DATES)})
    return {
        "kind": "treaty",
        "bindingness": draw(st.sampled_from(["binding", "binding", "non_binding", "disputed"])),
        "scope": "bilateral" if len(codes) == 2 else "multilateral",
        "complete_until": draw(st.sampled_from([None, "2012-01-01"])),
        "participations": [{"party": code} for code in codes],
        "events": events,
        "terms": {
            "entry_into_force": draw(st.sampled_from([{"rule": "on_signature"}, {"rule": "nth_consent", "n": 2}, {}])),
            "duration": draw(st.sampled_from(DURATIONS)),
            "withdrawal": draw(st.sampled_from([{}, {"allowed": True, "delay": {"n": 6, "unit": "months"}}])),
        },
    }


def engine(agreement: models.Agreement) -> Timeline:
    given_case = case(read(AGGREGATES["agreement"], [agreement.pk])[agreement.pk])
    return derive(*read_case(given_case["agreement"], given_case["events"]))


@settings(max_examples=25, phases=[Phase.generate])
@given(
    st.lists(agreements(), min_size=1, max_size=3), st.lists(st.sampled_from(DAYS), min_size=5, max_size=5, unique=True)
)
def test_the_stored_spans_the_querysets_and_the_engine_agree(documents: list[Row], days: list[date]) -> None:
    def example() -> None:
        for code in CODES:
            make.party(code)
        with revise(by="tests", reason="Drawn") as door:
            door.put("agreement", [{"ref": f"drawn-{index}", **row} for index, row in enumerate(documents)])
        timelines = {agreement.ref: engine(agreement) for agreement in models.Agreement.objects.all()}
        for ref, timeline in timelines.items():
            assert stored(ref, None) == [spoken(span) for span in timeline.agreement]
            for code, spans in timeline.parties.items():
                assert stored(ref, code) == [spoken(span) for span in spans]
        for day in [*days, *edges(timelines)]:
            compare(timelines, day)

    in_a_world_of_its_own(example)


def edges(timelines: dict[str, Timeline]) -> list[date]:
    """Some first days of spans, where `<` and `<=` part ways."""
    starts = {span.start for timeline in timelines.values() for span in timeline.agreement}
    starts |= {span.start for timeline in timelines.values() for spans in timeline.parties.values() for span in spans}
    known = sorted(day for day in starts if day > BEGINNING)
    return known[:: max(1, len(known) // 3)]


def spoken(span: Any) -> tuple[Any, ...]:
    return span.start, span.end, span.status, list(span.possible), span.certainty


def stored(ref: str, code: str | None) -> list[tuple[Any, ...]]:
    spans = models.StatusSpan.objects.filter(agreement__ref=ref).order_by("start")
    return [spoken(span) for span in (spans.filter(party__code=code) if code else spans.of_agreements())]


def compare(timelines: dict[str, Timeline], day: date) -> None:
    """Every status, every way to match, on one day."""
    now = {ref: status_on(timeline.agreement, day) for ref, timeline in timelines.items()}
    for status in AGREEMENT_STATUSES.codes:
        shown = {ref for ref, span in now.items() if span.status == status}
        certain = {ref for ref in shown if now[ref].certainty == "certain"}
        possible = {ref for ref, span in now.items() if status in span.possible}
        assert found(models.Agreement.objects.with_status(status, on=day)) == shown
        assert found(models.Agreement.objects.with_status(status, on=day, match="certain")) == certain
        assert found(models.Agreement.objects.with_status(status, on=day, match="possible")) == possible
    assert found(models.Agreement.objects.in_force_on(day)) == {
        ref for ref, span in now.items() if span.status in IN_FORCE
    }
    for code in CODES:
        compare_party(timelines, code, day)


def compare_party(timelines: dict[str, Timeline], code: str, day: date) -> None:
    spans = {ref: status_on(one.parties[code], day) for ref, one in timelines.items() if code in one.parties}
    bound = {ref for ref, span in spans.items() if span.status in BOUND}
    assert found(models.Agreement.objects.binding(code, on=day)) == bound
    for status in PARTY_STATUSES.codes:
        standings = models.Standing.objects.filter(party__code=code).with_status(status, on=day)
        expected = {ref for ref, span in spans.items() if span.status == status}
        expected |= {ref for ref in silent(timelines, code) if status == ("none" if vouched(ref) else "unknown")}
        assert set(standings.values_list("agreement__ref", flat=True)) == expected


def silent(timelines: dict[str, Timeline], code: str) -> set[str]:
    """The agreements in which the party takes part and has done nothing."""
    refs = models.Participation.objects.filter(party__code=code).values_list("agreement__ref", flat=True)
    return {ref for ref in refs if code not in timelines[ref].parties}


def vouched(ref: str) -> bool:
    return models.Agreement.objects.get(ref=ref).complete_until is not None


def found(agreements: Any) -> set[str]:
    return set(agreements.values_list("ref", flat=True))


def test_agreements_are_asked_in_the_words_of_treaty_law() -> None:
    day = date(2021, 6, 1)
    bound = make.in_force("bound", on="2020-01-01", parties=("IND", "RUS"))
    make.agreement("signed", parties=("IND", "RUS"))
    make.in_force("elsewhere", on="2020-01-01", parties=("IND", "FRA"))
    assert found(models.Agreement.objects.between("IND", "RUS")) == {"bound", "signed"}
    assert found(models.Agreement.objects.between("IND", "RUS").in_force_on(day)) == {"bound"}
    assert found(models.Agreement.objects.binding("IND", on=day)) == {"bound", "elsewhere"}
    assert found(models.Agreement.objects.binding("IND", "RUS", on=day)) == {"bound"}
    assert found(models.Agreement.objects.binding("IND", on=date(2019, 6, 1))) == set()
    assert found(models.Agreement.objects.concerning_any(["RUS", "FRA"])) == {"bound", "signed", "elsewhere"}
    make.provision(bound, concepts=("access.port",))
    assert found(models.Agreement.objects.providing("access")) == {"bound"}
    assert found(models.Agreement.objects.providing("acc")) == set()


def test_the_two_indexes_for_a_day_are_used() -> None:
    make.in_force()
    spans = models.StatusSpan.objects.of_agreements().on(date(2021, 1, 1)).saying(["in_force"])
    plan = spans.explain()
    assert "span_" in plan or "Seq Scan" in plan  # PostgreSQL reads a table of one page without an index.
