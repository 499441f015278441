"""The timeline: where marks and bars stand, what is said about each, and that nothing is lost in a crowd."""

from datetime import date, timedelta

import pytest

from relations.admin.pictures import GUTTER, STACK, WIDTH, Act, Ahead, Bar, Lane, draw, shape_of
from relations.vocabulary import ACTIONS
from tests import make
from tests.relations.admin.visitor import Visitor, page_of

TODAY = date(2025, 12, 20)
SIGNED = Act(date(2025, 2, 18), date(2025, 2, 18), "signature", "Signature, India: 18 February 2025")
IN_FORCE = Lane("Agreement", [Bar(date(1, 1, 1), date(2025, 3, 1), "unknown", "Unknown", "certain")])


def test_marks_stand_in_the_order_of_their_days_inside_the_picture() -> None:
    days = [date(1950, 1, 1), date(1970, 6, 1), date(2025, 2, 18)]
    drawing = draw([Act(day, day, "signature", str(day)) for day in days], [], [], TODAY)
    places = [mark.x for mark in drawing.marks]
    assert places == sorted(places)
    assert places[0] > GUTTER
    assert places[-1] < drawing.today < WIDTH


def test_an_imprecise_act_spans_the_days_it_can_mean() -> None:
    exact, vague = draw(
        [SIGNED, Act(date(1950, 1, 1), date(1959, 12, 31), "ratification", "1950s")], [], [], TODAY
    ).marks[::-1]
    assert (exact.width, exact.shape) == (0, "sign")
    assert vague.left < vague.x < vague.left + vague.width


def test_an_open_end_reaches_the_edge_and_no_date_leaves_no_mark() -> None:
    drawing = draw(
        [SIGNED, Act(None, date(2020, 1, 1), "ratification", "before"), Act(None, None, "ratification", "?")],
        [],
        [],
        TODAY,
    )
    assert len(drawing.marks) == 2
    assert min(mark.left for mark in drawing.marks) == GUTTER


def test_a_crowd_is_stacked_and_what_is_beyond_is_counted() -> None:
    drawing = draw([SIGNED] * 30, [], [], TODAY)
    assert len(drawing.marks) == STACK
    assert [number for _, _, number in drawing.more] == [30 - STACK]
    heights = {mark.y for mark in drawing.marks}
    assert len(heights) == STACK
    assert min(heights) > 0


def test_bars_are_cut_at_the_edges_and_named_where_there_is_room() -> None:
    drawing = draw([SIGNED], [IN_FORCE], [], TODAY)
    [(_, name, [bar])] = drawing.lanes
    assert (name, bar["x"], bar["room"]) == ("Agreement", GUTTER, True)
    tiny = Lane("IND", [Bar(TODAY, TODAY + timedelta(1), "suspended", "Suspended", "certain")])
    [(_, _, [bar])] = draw([Act(date(1950, 1, 1), date(1950, 1, 1), "signature", "")], [tiny], [], TODAY).lanes
    assert (bar["width"], bar["room"]) == (1, False)


def test_a_deadline_lies_beyond_today() -> None:
    drawing = draw([SIGNED], [], [Ahead(date(2028, 1, 1), "Term ends: 1 January 2028")], TODAY)
    [(x, name)] = drawing.ahead
    assert drawing.today < x < WIDTH
    assert name == "Term ends: 1 January 2028"


@pytest.mark.parametrize("years", [0, 1, 5, 70, 2000, 9000])
def test_the_axis_has_a_few_ticks_whatever_the_time(years: int) -> None:
    start = date(max(1, TODAY.year - years), 6, 1) if years < 2025 else date(1, 1, 1)
    acts = [Act(start, start, "signature", "")] + (
        [Act(date(9997, 1, 1), date(9997, 1, 1), "expired", "")] if years == 9000 else []
    )
    ticks = [x for x, _ in draw(acts, [], [], TODAY).ticks]
    assert 1 <= len(ticks) <= 13
    assert ticks == sorted(ticks)


def test_every_kind_of_act_has_a_form() -> None:
    shapes = {shape_of(term.code) for term in ACTIONS}
    assert shapes == {"sign", "consent", "force", "end", "domestic", "informational", "other"}
    assert (shape_of("signature"), shape_of("ratification"), shape_of("entry_into_force")) == (
        "sign",
        "consent",
        "force",
    )
    assert (shape_of("withdrawal"), shape_of("domestic_approval"), shape_of("no_such_kind")) == (
        "end",
        "domestic",
        "other",
    )


def test_the_page_of_an_agreement_shows_the_timeline_its_reasons_and_a_table(desk: Visitor) -> None:
    made = make.in_force("relos-2025")
    make.terms(made, duration="fixed_then_tacit", term_n=50, term_unit="years", notice_n=6, notice_unit="months")
    page = desk.get(page_of(made))
    assert 'class="timeline"' in page.text
    assert 'role="group"' in page.text
    assert "<title>Today</title>" in page.text
    assert "<title>Signature, Name of IND: 1 January 2020</title>" in page.text
    assert '<g class="ahead"><title>Last day for notice: ' in page.text
    assert "In force since 1 January 2020" in page.words
    assert "Its entry into force is recorded: from 1 January 2020." in page.words
    assert "Name of IND (IND): Party since 1 January 2020" in page.words
    assert "Agreement In force 1 January 2020 open" in page.words
    assert "style=" not in page.text


def test_a_new_agreement_has_no_timeline_yet(desk: Visitor) -> None:
    assert 'class="timeline"' not in desk.get("/admin/relations/agreement/add/").text


def test_a_contested_status_says_who_reads_it_how(desk: Visitor) -> None:
    made = make.in_force("new-start-2010")
    views = [{"view": "Russia", "reading": "as_recorded"}, {"view": "United States", "reading": "no_effect"}]
    make.event(made, "suspension", "RUS", "2023-02-28", contested=True, views=views)
    assert "contested: Russia: Suspended; United States: In force" in desk.get(page_of(made)).words


def test_an_uncertain_status_says_what_is_possible(desk: Visitor) -> None:
    made = make.agreement("old-pact")
    make.event(made, "entry_into_force", None, "../1960")
    make.event(made, "terminated_by_consent", None, "2000/..")
    assert "uncertain: " in desk.get(page_of(made)).words
