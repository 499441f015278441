"""Partial dates: bounds, arithmetic, and the way people write them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.dates import FIRST_DAY, LAST_DAY, UNITS, DateError, add, display, parse, read

pytestmark = pytest.mark.pure

GOLDEN: dict[str, Any] = json.loads((Path(__file__).parents[1] / "lifecycle_cases.json").read_text(encoding="utf-8"))
DAYS = st.dates(FIRST_DAY, LAST_DAY)
MARKS = st.sampled_from(["", "", "~", "?", "%"])
SINGLES = st.one_of(
    DAYS.map(date.isoformat),
    DAYS.map(lambda day: day.isoformat()[:7]),
    DAYS.map(lambda day: day.isoformat()[:4]),
    DAYS.map(lambda day: day.isoformat()[:7] + "-XX"),
    DAYS.map(lambda day: day.isoformat()[:4] + "-XX"),
    st.integers(0, 999).map(lambda decade: f"{decade:03d}X"),
    st.integers(0, 99).map(lambda century: f"{century:02d}XX"),
)
MARKED = st.builds("{}{}".format, SINGLES, MARKS)


@st.composite
def edtf(draw: st.DrawFn) -> str:
    start, end = draw(MARKED), draw(MARKED)
    ordered = sorted([start, end], key=lambda text: parse(text).earliest or FIRST_DAY)
    return draw(st.sampled_from([start, start, f"../{start}", f"{start}/..", "/".join(ordered), ".."]))


@pytest.mark.parametrize("row", GOLDEN["edtf_bounds"], ids=lambda row: row["value"])
def test_a_text_has_the_bounds_of_the_golden_table(row: dict[str, str | None]) -> None:
    partial = parse(str(row["value"]))
    bounds = [bound and bound.isoformat() for bound in (partial.earliest, partial.latest)]
    assert bounds == [row["earliest"], row["latest"]]


@pytest.mark.parametrize(
    "text",
    [
        *GOLDEN["edtf_invalid"],
        *("0000", "9999", "9999-12-31", "-0044", "1954-00", "1954-04-00", "1954-04-31", "1900-02-29"),
        *("../..", "/1960", "1960/", "1950/1960/1970", "1960..1970", "1964-XX-16", "1954-XX-XX", "195X-04", "1XXX"),
        *("1954-4-7", "1954~~", "~1954", " 1954", "1954 ", "1954-04-07T00:00", "١٩٥٤", "１９５４", "1954\n", "195x"),
    ],
)
def test_anything_else_is_refused_with_the_value_the_rule_and_an_example(text: str) -> None:
    with pytest.raises(DateError) as error:
        parse(text)
    assert repr(text) in str(error.value)
    assert "write for example 1954" in str(error.value)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("1954?", "1953-01-01", "1955-12-31", "year"),
        ("1954%", "1953-01-01", "1955-12-31", "year"),
        ("2024-02~", "2024-01-01", "2024-03-31", "month"),
        ("2024-01~", "2023-12-01", "2024-02-29", "month"),
        ("195X~", "1940-01-01", "1969-12-31", "decade"),
        ("19XX~", "1800-01-01", "2099-12-31", "century"),
        ("1955~/1960-02", "1954-01-01", "1960-02-29", "interval"),
        ("1954-04-XX~", "1954-03-01", "1954-05-31", "month"),
        ("000X", "0001-01-01", "0009-12-31", "decade"),
        ("99XX", "9900-01-01", "9998-12-31", "century"),
        ("9998~", "9997-01-01", "9998-12-31", "year"),
        ("0001-01-01~", "0001-01-01", "0001-01-02", "day"),
    ],
)
def test_a_mark_widens_by_one_unit_of_the_written_precision(
    text: str, earliest: str, latest: str, precision: str
) -> None:
    partial = parse(text)
    assert (str(partial.earliest), str(partial.latest), partial.precision) == (earliest, latest, precision)


@pytest.mark.parametrize("row", GOLDEN["date_arithmetic"], ids=lambda row: f"{row['start']} {row['n']} {row['unit']}")
def test_adding_gives_the_day_of_the_golden_table(row: dict[str, Any]) -> None:
    assert add(date.fromisoformat(row["start"]), row["n"], row["unit"]).isoformat() == row["result"]


@given(DAYS, DAYS, st.integers(-200_000, 200_000), st.sampled_from(UNITS))
def test_adding_is_monotone(one: date, other: date, n: int, unit: str) -> None:
    first, second = sorted([one, other])
    assert add(first, n, unit) <= add(second, n, unit)


@given(DAYS, st.integers(), st.sampled_from(UNITS))
def test_adding_never_leaves_the_calendar(day: date, n: int, unit: str) -> None:
    assert FIRST_DAY <= add(day, n, unit) <= LAST_DAY


@given(st.dates(date(2, 1, 1), date(9990, 1, 1)), st.integers(0, 40), st.sampled_from(UNITS))
def test_a_first_of_the_month_unit_is_strictly_later_and_on_a_first(day: date, n: int, unit: str) -> None:
    result = add(day, n, unit)
    if unit.startswith("first_day_of_month_after"):
        assert result.day == 1
        assert result > add(day, n, "days" if unit.endswith("days") else "months")


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(DateError, match="'weeks' is not a unit of time: use one of days, months"):
        add(date(2000, 1, 1), 1, "weeks")


@given(edtf())
def test_bounds_are_never_backwards(text: str) -> None:
    partial = parse(text)
    assert partial.earliest is None or partial.latest is None or partial.earliest <= partial.latest


@given(edtf())
def test_what_is_displayed_reads_back_with_the_same_bounds(text: str) -> None:
    partial, again = parse(text), read(display(text))
    assert (again.earliest, again.latest) == (partial.earliest, partial.latest)


@given(edtf())
def test_read_takes_everything_that_parse_takes(text: str) -> None:
    assert read(text) == parse(text)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert parse(read(text).text) == read(text)
    except DateError as error:
        assert "is not a date" in str(error)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("April 1954", "1954-04"),
        ("Apr. 1954", "1954-04"),
        ("apr 1954", "1954-04"),
        ("7 April 1954", "1954-04-07"),
        ("7th  Apr 1954", "1954-04-07"),
        ("April 7, 1954", "1954-04-07"),
        ("7.4.1954", "1954-04-07"),
        ("07.04.1954", "1954-04-07"),
        ("13/04/1954", "1954-04-13"),
        ("04/13/1954", "1954-04-13"),
        ("04/04/1954", "1954-04-04"),
        ("before 1960", "../1959"),
        ("before April 1960", "../1960-03"),
        ("before 5 April 1960", "../1960-04-04"),
        ("before c. 1960", "../1960~"),
        ("by 1960", "../1960"),
        ("until 5 April 1960", "../1960-04-05"),
        ("after 1960", "1961/.."),
        ("after 31 March 1960", "1960-04/.."),
        ("since 1960", "1960/.."),
        ("from April 1960", "1960-04/.."),
        ("c. 1955", "1955~"),
        ("circa 1955", "1955~"),
        ("about April 1955", "1955-04~"),
        ("possibly 1955", "1955?"),
        ("April 1955?", "1955-04?"),
        ("1950s", "195X"),
        ("19th century", "18XX"),
        ("21st century", "20XX"),
        ("1960-1965", "1960/1965"),
        ("1960 – 1965", "1960/1965"),
        ("between 1960 and 1965", "1960/1965"),
        ("from April 1960 to 7 May 1965", "1960-04/1965-05-07"),
        ("between c. 1955 and the 1960s", None),
        ("date unknown", ".."),
    ],
)
def test_dates_are_read_as_people_write_them(written: str, stored: str | None) -> None:
    if stored is None:
        with pytest.raises(DateError):
            read(written)
    else:
        assert read(written).text == stored


def test_a_date_with_two_readings_is_refused_with_both() -> None:
    with pytest.raises(DateError, match=r"3 April 1954 \(1954-04-03\) or 4 March 1954 \(1954-03-04\)"):
        read("03/04/1954")


@pytest.mark.parametrize(
    "text",
    [
        "April 54",
        "31 April 1954",
        "Foo 1954",
        "before 0001",
        "after 9998",
        "between 1960/1961 and 1970",
        "before " * 999,
    ],
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        read(text)


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("1954", "1954"),
        ("1954-04", "April 1954"),
        ("1954-04-07", "7 April 1954"),
        ("1954-04-XX", "April 1954"),
        ("195X", "1950s"),
        ("18XX", "19th century"),
        ("20XX", "21st century"),
        ("10XX", "11th century"),
        ("1955~", "c. 1955"),
        ("1955-04?", "possibly April 1955"),
        ("../1959", "before 1960"),
        ("../1960-04-04", "before 5 April 1960"),
        ("1960/..", "since 1960"),
        ("1960/1965-05", "between 1960 and May 1965"),
        ("../9998", "until 9998"),
        ("..", "date unknown"),
    ],
)
def test_a_date_is_displayed_in_words(stored: str, words: str) -> None:
    assert display(stored) == words
    assert display(parse(stored)) == words
