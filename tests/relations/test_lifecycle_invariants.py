"""What holds of every record: invariants of the status engine on plausible lives, blurred, contested and shuffled."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from relations.dates import parse
from relations.lifecycle import BEGINNING, FOREVER, status_on
from relations.vocabulary import ACTIONS, AGREEMENT_STATUSES, ENTRY_INTO_FORCE_RULES, PARTY_STATUSES
from tests import lives
from tests.lives import Case, Row
from tests.timelines import all_spans, answer, entry_bounds, everything, examples, findings, plain, statuses

pytestmark = pytest.mark.pure

ENDED = {term.code for term in AGREEMENT_STATUSES if term.extra["ended"]}
IN_FORCE = {term.code for term in AGREEMENT_STATUSES if term.extra["in_force"]}
BOUND = {term.code for term in PARTY_STATUSES if term.extra["bound"]}
NOT_BINDING = {"unknown", "not_concluded", "negotiating", "adopted", "not_binding_active", "not_binding_ended"}
WITHOUT_EFFECT = [
    term.code
    for term in ACTIONS
    if term.extra["scope"] in ("domestic", "informational")
    or (term.extra["scope"] == "party" and term.extra["rank"] == 14)
]
FOUR_CENTURIES = 146_097  # days: the calendar repeats


@examples(300)
@given(lives.contested_cases())
def test_spans_cover_all_days_in_order_and_neighbours_differ(case: Case) -> None:
    timeline = answer(case)
    for spans in all_spans(timeline):
        assert (spans[0].start, spans[-1].end) == (BEGINNING, FOREVER)
        for span, following in pairwise(spans):
            assert span.start < span.end == following.start
            assert (span.possible, span.certainty, span.views) != (
                following.possible,
                following.certainty,
                following.views,
            )


@examples(300)
@given(lives.contested_cases())
def test_the_status_shown_is_possible_and_the_possible_are_in_order(case: Case) -> None:
    timeline = answer(case)
    for order, tracks in ((AGREEMENT_STATUSES, [timeline.agreement]), (PARTY_STATUSES, timeline.parties.values())):
        for span in (span for spans in tracks for span in spans):
            assert span.possible and span.status in span.possible
            assert list(span.possible) == order.sort(set(span.possible))
            assert (span.certainty == "certain") == (span.possible in ((span.status,),) and span.status != "unknown")
            assert (span.views is not None) == (span.certainty == "contested")
            assert span.why and all(why.sentence for why in span.why)


@examples(200)
@given(lives.contested_cases(), st.randoms(use_true_random=False))
def test_the_order_in_which_acts_are_given_changes_nothing(case: Case, random: Any) -> None:
    agreement, events = case
    mixed = list(events)
    random.shuffle(mixed)
    assert everything(answer((agreement, mixed))) == everything(answer(case))


@examples(200)
@given(lives.contested_cases())
def test_renaming_the_parties_renames_the_answer(case: Case) -> None:
    names = {"A": "Y", "B": "É", "C": "🏳", "D": "aa aa", "Z": "B2"}
    agreement, events = (lives.renamed(part, lambda text: names.get(text, text)) for part in case)
    timeline, other = answer(case), answer((agreement, events))
    assert plain(other.agreement) == plain(timeline.agreement)
    assert {code: plain(spans) for code, spans in other.parties.items()} == {
        names[code]: plain(spans) for code, spans in timeline.parties.items()
    }
    assert findings(other) == findings(timeline)


@examples(200)
@given(lives.contested_cases(), st.sampled_from(WITHOUT_EFFECT), st.integers(-900, 4000))
def test_domestic_acts_statements_and_news_change_nothing(case: Case, kind: str, day: int) -> None:
    agreement, events = case
    more = [*events, {"id": "x", "kind": kind, "party": "A", "date": lives.day_of(day)}]
    assert everything(answer((agreement, more))) == everything(answer(case))


def _last_day(events: Iterable[Mapping[str, Any]]) -> date:
    days = [parse(event[name]).latest for event in events for name in lives.DATE_FIELDS if name in event]
    return max((day or date(2100, 1, 1) for day in days), default=lives.START)


@examples(250)
@given(lives.vague_cases(), st.sampled_from("AB"), st.integers(1, 400))
def test_an_exit_after_all_other_acts_never_changes_the_entry_into_force(case: Case, party: str, wait: int) -> None:
    agreement, events = case
    assume(all(parse(event["date"]).latest for event in events))
    late = (_last_day(events) + timedelta(wait)).isoformat()
    more = [*events, {"id": "x", "kind": "withdrawal", "party": party, "date": late}]
    assert answer((agreement, more)).entry_into_force == answer(case).entry_into_force


@examples(250)
@given(lives.vague_cases(), st.integers(1, 4), st.integers(-200, 3000))
def test_a_further_consent_never_makes_entry_into_force_later(case: Case, number: int, day: int) -> None:
    agreement, events = case
    agreement = {**agreement, "entry_into_force": {**agreement["entry_into_force"], "rule": "nth_consent", "n": number}}
    events = [event for event in events if event["kind"] != "entry_into_force"]
    more = [*events, {"id": "x", "kind": "accession", "party": "N", "date": lives.day_of(day)}]
    (low, high), (sooner, surer) = (entry_bounds(answer((agreement, given))) for given in (events, more))
    assert sooner <= low and surer <= high


@examples(400)
@given(lives.exact_cases())
def test_an_exact_and_complete_record_has_certain_answers(case: Case) -> None:
    agreement, events = case
    assume(any(event["kind"] not in ("state_continuity", "state_extinction") for event in events))
    assume(agreement["entry_into_force"]["rule"] != "unknown")
    assume(agreement["bindingness"] in ("binding", "mixed", "non_binding"))
    agreement["record_complete"] = True
    stated = agreement.get("duration", {}).get("type", "unstated") != "unstated"
    events[:] = [event for event in events if stated or event["kind"] != "non_renewal_notice"]
    agreement["withdrawal"] = {"allowed": True, "delay": {"n": 6, "unit": "months"}}
    timeline = answer(case)
    open_ended = {"terms_incomplete", "notice_deadline_ambiguous", "no_exit_clause"}
    assume(not open_ended & {finding.code for finding in timeline.findings})
    assert {span.certainty for spans in all_spans(timeline) for span in spans} == {"certain"}


@examples(400)
@given(lives.vague_cases())
def test_a_party_certainly_bound_has_an_agreement_certainly_in_force(case: Case) -> None:
    timeline = answer(case)
    for spans in timeline.parties.values():
        for day in lives.breakpoints(timeline.agreement, spans):
            if set(status_on(spans, day).possible) <= BOUND:
                assert set(status_on(timeline.agreement, day).possible) <= IN_FORCE, day


@examples(400)
@given(lives.vague_cases())
def test_extinction_and_the_end_of_an_agreement_are_for_good(case: Case) -> None:
    timeline = answer(case)
    for spans in timeline.parties.values():
        certain = [span.possible for span in spans]
        after = certain[certain.index(("extinct",)) :] if ("extinct",) in certain else []
        assert set().union(*after) <= {"extinct", "continued_by_other"}
    ended = [set(span.possible) <= ENDED for span in timeline.agreement]
    if not any(event["kind"] == "extended" for event in case[1]):
        assert ended == sorted(ended)


@examples(250)
@given(lives.vague_cases(), st.data())
def test_one_view_of_a_contested_act_is_the_act_or_its_absence(case: Case, data: st.DataObject) -> None:
    agreement, events = case
    assume(events and agreement["bindingness"] != "disputed")
    act = data.draw(st.sampled_from(events))
    rest = [event for event in events if event is not act]
    for reading, same in (("as_recorded", events), ("no_effect", rest)):
        contested = {**act, "contested": True, "views": [{"view": "v", "reading": reading}]}
        timeline = answer((agreement, [*rest, contested]))
        other = answer((agreement, same))
        assert plain(timeline.agreement) == plain(other.agreement)
        for code in timeline.parties.keys() & other.parties.keys():
            assert plain(timeline.parties[code]) == plain(other.parties[code])


@examples(200)
@given(lives.vague_cases())
def test_tacit_renewal_without_notice_is_an_agreement_without_end(case: Case) -> None:
    agreement, events = case
    quiet = [event for event in events if event["kind"] not in ("non_renewal_notice", "extended", "expired")]
    term = {"term": {"n": 1, "unit": "years"}, "notice": {"n": 3, "unit": "months"}}
    tacit = {**agreement, "duration": {"type": "fixed_then_tacit", **term}}
    indefinite = {**agreement, "duration": {"type": "indefinite"}}
    assert statuses(answer((tacit, quiet))) == statuses(answer((indefinite, quiet)))


@examples(150)
@given(lives.exact_cases())
def test_four_centuries_later_everything_is_four_centuries_later(case: Case) -> None:
    agreement, events = (lives.shifted(part, FOUR_CENTURIES) for part in case)
    later, timeline = answer((agreement, events)), answer(case)
    for spans, moved in zip(all_spans(timeline), all_spans(later), strict=True):
        assert [span.possible for span in spans] == [span.possible for span in moved]
        starts = [span.start.toordinal() + FOUR_CENTURIES for span in spans[1:]]
        assert starts == [span.start.toordinal() for span in moved[1:]]


@examples(200)
@given(lives.vague_cases())
def test_an_instrument_that_does_not_bind_has_no_binding_status(case: Case) -> None:
    agreement, events = case
    timeline = answer(({**agreement, "bindingness": "non_binding"}, events))
    assert {status for span in timeline.agreement for status in span.possible} <= NOT_BINDING
    held = {status for spans in timeline.parties.values() for span in spans for status in span.possible}
    assert not held & (BOUND | {"signatory", "contracting", "provisional"})


KINDS = st.sampled_from(ACTIONS.codes)
TEXTS = st.sampled_from(["1990", "1990-02-29~", "1991-03-04", "../1992", "1993/..", "..", "199X", "0001-01-01", "9998"])
NOISE = st.fixed_dictionaries(
    {
        "id": st.text(min_size=1, max_size=3),
        "kind": KINDS,
        "party": st.none() | st.sampled_from(["A", "B", "ß", "", " "]),
    },
    optional={
        "date": TEXTS.filter(lambda text: text != "1990-02-29~"),
        "effective": TEXTS.filter(lambda text: text != "1990-02-29~"),
        "until": TEXTS.filter(lambda text: text != "1990-02-29~"),
        "order": st.integers(-3, 3),
        "target": st.text(max_size=2),
        "other_party": st.sampled_from(["A", "B", "C"]),
        "contested": st.booleans(),
        "views": st.just([]),
    },
)


@examples(500)
@given(
    st.sampled_from(["bilateral", "plurilateral", "multilateral"]),
    st.sampled_from(ENTRY_INTO_FORCE_RULES.codes),
    st.lists(st.sampled_from(["A", "B", "C"]), max_size=3),
    st.booleans(),
    st.lists(NOISE, max_size=12),
)
def test_any_record_has_an_answer(scope: str, rule: str, sides: list[str], complete: bool, events: list[Row]) -> None:
    agreement = {
        "scope": scope,
        "record_complete": complete,
        "negotiating": sides,
        "entry_into_force": {"rule": rule, "n": 1, "delay": {"n": 10**6, "unit": "years"}},
        "duration": {"type": "fixed_then_tacit", "term": {"n": 1, "unit": "days"}, "notice": {"n": 0, "unit": "days"}},
    }
    timeline = answer((agreement, events))
    for spans in all_spans(timeline):
        assert spans[0].start == BEGINNING and spans[-1].end == FOREVER


def test_a_record_without_any_event_is_unknown() -> None:
    assert [span.status for span in answer(({}, [])).agreement] == ["unknown"]


@pytest.mark.parametrize("unit", ["days", "months", "years"])
def test_renewals_by_the_day_cost_no_more_than_renewals_by_the_century(unit: str) -> None:
    """A renewal is found by search, never by counting: the last day of the calendar is as near as the first."""
    duration = {"type": "fixed_then_tacit", "term": {"n": 1, "unit": unit}, "notice": {"n": 0, "unit": "days"}}
    agreement = {"scope": "bilateral", "negotiating": ["A", "B"], "record_complete": True, "duration": duration}
    agreement |= {"bindingness": "binding", "entry_into_force": {"rule": "on_signature"}}
    events = [{"id": code, "kind": "signature", "party": code, "date": "0002-03-01"} for code in "AB"]
    events.append({"id": "n", "kind": "non_renewal_notice", "party": "A", "date": "9000-06-15"})
    assert status_on(answer((agreement, events)).agreement, date(9002, 1, 1)).status == "expired"
