"""Vague dates: whatever the days were, the answer for them is among those that the engine leaves possible."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from relations.dates import parse
from relations.lifecycle import BEGINNING, FOREVER, Span, read_case, status_on
from relations.lifecycle.record import Record, record, relevant
from tests import lives
from tests.lives import Case, Row
from tests.timelines import answer, entry_bounds, examples

pytestmark = pytest.mark.pure


def _groups(found: Record) -> list[list[Any]]:
    return [list(found.whole), *(list(person.acts) for person in found.people.values())]


def _narrowed(draw: st.DrawFn, case: Case) -> Case:
    """The same life with one day of each range, in the fixed order of the acts."""
    agreement, events = case
    terms, acts = read_case(agreement, events)
    openings = [act for act in acts if act.kind == "opened_for_signature"]
    exact = {event["id"]: dict(event) for event in events}
    for group in _groups(record(terms, relevant(acts), openings)):
        floor = BEGINNING
        for place, act in enumerate(group):
            floor = lives.pick(draw, _known(max(floor, act.lo)), _known(act.hi))
            _settle(draw, exact[act.id], floor, place)
    for event in exact.values():
        _settle_rest(draw, event)
    return agreement, list(exact.values())


def _known(day: date) -> date | None:
    return None if day in (BEGINNING, FOREVER) else day


def _settle(draw: st.DrawFn, event: Row, day: date, place: int) -> None:
    event |= {"date": day.isoformat(), "order": place}
    if "effective" in event:
        bounds = parse(event["effective"])
        assume(bounds.latest is None or bounds.latest >= day)
        event["effective"] = lives.pick(draw, max(bounds.earliest or day, day), bounds.latest).isoformat()


def _settle_rest(draw: st.DrawFn, event: Row) -> None:
    for name in lives.DATE_FIELDS:
        if name in event and parse(event[name]).precision != "day":
            bounds = parse(event[name])
            event[name] = lives.pick(draw, bounds.earliest, bounds.latest).isoformat()


def _plausible_entry(vague: Case, exact: Case) -> bool:
    """A recorded entry into force is cut at the first signature or consent (R1 c) and at a recorded end (R1 d).

    One recorded for a party belongs to the consent before it, so days that change which one that is do not count.
    """
    if any(_straddles(event, vague[1]) for event in vague[1] if event["kind"] == "entry_into_force" and event["party"]):
        return False
    signing = {"signature", "definitive_signature"} | set(lives.CONSENT_OF.values()) | {"ratification", "accession"}
    entry = [event["date"] for event in exact[1] if event["kind"] == "entry_into_force" and not event["party"]]
    first = min((event["date"] for event in exact[1] if event["kind"] in signing), default="9999")
    ends = min((event["date"] for event in exact[1] if event["kind"] in lives.ENDS), default="9999")
    retroactive = "retroactive_entry_into_force" in {finding.code for finding in answer(vague).findings}
    return not entry or retroactive or (first <= entry[0] <= ends)


def _straddles(entry: Row, events: Iterable[Row]) -> bool:
    """Whether an act of the same party may have come before as well as after."""
    low, high = parse(entry["date"]).earliest or BEGINNING, parse(entry["date"]).latest or FOREVER
    own = [parse(event["date"]) for event in events if event["party"] == entry["party"] and event is not entry]
    return any((one.earliest or BEGINNING) <= high and low < (one.latest or FOREVER) for one in own)


@examples(1500)
@given(st.data())
def test_the_answer_for_any_days_within_the_ranges_is_possible(data: st.DataObject) -> None:
    vague = data.draw(lives.vague_cases())
    exact = _narrowed(data.draw, vague)
    assume(_plausible_entry(vague, exact))
    wide, narrow = answer(vague), answer(exact)
    _contains(wide.agreement, narrow.agreement)
    for code, spans in narrow.parties.items():
        _contains(wide.parties[code], spans)
    assert entry_bounds(wide)[0] <= entry_bounds(narrow)[0] and entry_bounds(narrow)[1] <= entry_bounds(wide)[1]


def _contains(wide: tuple[Span, ...], narrow: tuple[Span, ...]) -> None:
    for day in lives.breakpoints(wide, narrow):
        here, held = status_on(narrow, day), status_on(wide, day)
        assert set(here.possible) <= set(held.possible), (day, here.possible, held.possible)


@examples(400)
@given(st.data())
def test_blurring_one_date_keeps_the_old_answer_possible(data: st.DataObject) -> None:
    agreement, events = data.draw(lives.exact_cases())
    own = [event for event in events if event["party"] and event["kind"] != "state_continuity"]
    assume(own and not any(event["kind"] == "entry_into_force" for event in events))
    event = data.draw(st.sampled_from(own))
    assume("effective" not in event)
    day = date.fromisoformat(event["date"])
    others = [date.fromisoformat(one["date"]) for one in events if one["party"] == event["party"] and one is not event]
    assume(day not in others)
    low = max([other for other in others if other < day], default=day - timedelta(900)) + timedelta(1)
    high = min([other for other in others if other > day], default=day + timedelta(900)) - timedelta(1)
    blurred = {**event, "date": f"{low}/{high}"} if low < high else event
    wide = answer((agreement, [blurred if one is event else one for one in events]))
    narrow = answer((agreement, events))
    _contains(wide.agreement, narrow.agreement)
    for code, spans in narrow.parties.items():
        _contains(wide.parties[code], spans)
