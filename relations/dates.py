"""Partial dates: as precise as the source, never more.

A date is kept as text in a subset of EDTF (ISO 8601-2) with the first and the last day it can mean:

    1954-04-07  1954-04  1954        a day, a month, a year
    195X  19XX  1954-XX  1954-04-XX  a decade, a century, an unknown month, an unknown day
    1955~  1955?  1955%              approximate, uncertain, both: one unit of the written precision wider on both sides
    1950/1960  ../1960  1950/..  ..  some day between two dates; `..` is an open end

`read` and `display` translate from and to the way people write. Years run from 0001 to 9998; the proleptic Gregorian
calendar is used throughout. Everything here is pure and total: bad text raises `DateError`, arithmetic is clamped.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

FIRST_DAY = date(1, 1, 1)
LAST_DAY = date(9998, 12, 31)
MONTHS = ("January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")  # fmt: skip
UNITS = ("days", "months", "years", "first_day_of_month_after_n_days",
         "first_day_of_month_after_n_months", "first_day_of_nth_month")  # fmt: skip
_EXAMPLES = "for example 1954, 1954-04, 1954-04-07, 195X, 1955~, 1950/1960, ../1960 or 1950/.."
_EDTF = re.compile(r"([0-9]{2}(?:[0-9]{2}|[0-9]X|XX))(?:-([0-9]{2}|XX))?(?:-([0-9]{2}|XX))?([~?%])?")


class DateError(ValueError):
    """A text that is not a date, or a unit that does not exist; the message names the value, the rule and an example."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as written, with the first and the last day it can mean; None is an open end.

    `precision` is one of day, month, year, decade, century, interval.
    """

    text: str
    earliest: date | None
    latest: date | None
    precision: str

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=8192)  # a registry writes the same few thousand days again and again
def parse(text: str) -> PartialDate:
    """The bounds of an EDTF text of the subset above. Raises `DateError` for anything else, never guesses."""
    if text == "..":
        return PartialDate(text, None, None, "interval")
    start, slash, end = text.partition("/")
    if not slash:
        return _single(text, text)
    if start == end == "..":
        raise _error(text, "a date open at both ends is written ..")
    earliest = None if start == ".." else _single(start, text).earliest
    latest = None if end == ".." else _single(end, text).latest
    if earliest and latest and latest < earliest:
        raise _error(text, "the interval ends before it begins")
    return PartialDate(text, earliest, latest, "interval")


def add(day: date, n: int, unit: str) -> date:
    """The day that lies `n` units after `day` (before it when `n` is negative), kept within years 1 to 9998.

    Months and years keep the day of the month, or take the last day of a shorter month. The `first_day…` units end on
    the first of a month that is strictly later than the day reached. Monotone in `day`, so bounds are added one by one.
    """
    if unit == "days":
        return _clamped(day.toordinal() + n)
    if unit == "months":
        return _shift(day, n, day.day)
    if unit == "years":
        return _shift(day, 12 * n, day.day)
    if unit == "first_day_of_month_after_n_days":
        return _shift(_clamped(day.toordinal() + n), 1, 1)
    if unit == "first_day_of_month_after_n_months":
        return _shift(day, n + 1, 1)
    if unit == "first_day_of_nth_month":
        return _shift(day, n, 1)
    raise DateError(f"{unit!r} is not a unit of time: use one of {', '.join(UNITS)}")


def _clamped(ordinal: int) -> date:
    return date.fromordinal(max(1, min(ordinal, LAST_DAY.toordinal())))


def _shift(day: date, months: int, day_of_month: int) -> date:
    """The day in the month `months` later; years outside the calendar end at its edges."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < 1:
        return FIRST_DAY
    if year > LAST_DAY.year:
        return LAST_DAY
    return date(year, month + 1, min(day_of_month, monthrange(year, month + 1)[1]))


def _error(text: str, rule: str) -> DateError:
    shown = text if len(text) <= 60 else text[:57] + "..."
    return DateError(f"{shown!r} is not a date: {rule}; write {_EXAMPLES}")


def _single(text: str, whole: str) -> PartialDate:
    """One date without `/`; `whole` is the text that an error names."""
    match = _EDTF.fullmatch(text)
    if not match:
        raise _error(whole, "it is not year, month and day in digits" if text else "a date is missing")
    year, month, day, mark = match.groups()
    first, last, precision = _written(year, month, day, whole)
    if mark:
        first, last = _widen(first, last, precision)
    return PartialDate(text, first, last, precision)


def _written(year: str, month: str | None, day: str | None, whole: str) -> tuple[date, date, str]:
    if "X" in year:
        if month:
            raise _error(whole, "a decade or century has no month")
        first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
        return date(max(first, 1), 1, 1), date(min(last, 9998), 12, 31), "decade" if year[2] != "X" else "century"
    number = int(year)
    if not 1 <= number <= 9998:
        raise _error(whole, "years run from 0001 to 9998")
    if month is None or (month == "XX" and day is None):
        return date(number, 1, 1), date(number, 12, 31), "year"
    if month == "XX" or not 1 <= int(month) <= 12:
        raise _error(whole, f"month {month} does not exist" if month != "XX" else "a day needs its month")
    length = monthrange(number, int(month))[1]
    if day is None or day == "XX":
        return date(number, int(month), 1), date(number, int(month), length), "month"
    if not 1 <= int(day) <= length:
        raise _error(whole, f"{MONTHS[int(month) - 1]} {year} has no day {day}")
    exact = date(number, int(month), int(day))
    return exact, exact, "day"


_WIDENING = {"month": (1, "months"), "year": (1, "years"), "decade": (10, "years"), "century": (100, "years")}


def _widen(first: date, last: date, precision: str) -> tuple[date, date]:
    n, unit = _WIDENING.get(precision, (1, "days"))
    if last == LAST_DAY:
        return add(first, -n, unit), last
    after = last + timedelta(1)  # counted from the first of a month, so that no length of month gets lost
    end = add(after, n, unit)
    return add(first, -n, unit), end if end == LAST_DAY else end - timedelta(1)


# Dates as people write them. The patterns are matched against lower-case text with single spaces.
_NAMES = {form: number for number, name in enumerate(MONTHS, 1) for form in (name.lower(), name[:3].lower())}
_NAMES["sept"] = 9
_MONTH, _DAY, _YEAR = r"(?P<month>[a-z]+)\.?", r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?", r"(?P<year>[0-9]{4})"
_WRITTEN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_MONTH},? {_YEAR}",
        rf"{_DAY} {_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_DAY}\. ?(?P<month>[0-9]{{1,2}})\. ?{_YEAR}",
    )
)
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_DECADE = re.compile(r"([0-9]{3})0s")
_CENTURY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th) century")
_RANGE = re.compile(r"(?:between (.+) and|from (.+) to) (.+)")
_DASHED = re.compile(r"(.*[0-9s])(?: [-–—] |[–—]| to )(.+)|([0-9]{4})-([0-9]{4})")
_BOUND = re.compile(r"(before|by|until|after|since|from) (.+)")
_MARKED = re.compile(r"(possibly c\.|possibly|circa|about|approximately|ca?\.|ca(?= )) ?(.+)")
_MARKS = {"possibly c.": "%", "possibly": "?"}


def read(text: str) -> PartialDate:
    """A date as people write it: all that `parse` takes, "7 April 1954", "before 1960", "c. 1955", "1950s" and the like.

    Raises `DateError` for what cannot be read and for what can be read in two ways, such as 03/04/1954.
    """
    plain = " ".join(text.split())
    if len(plain) > 100:
        raise _error(plain, "it is too long")
    try:
        return parse(plain)
    except DateError:
        edtf = _edtf(plain.lower(), text)
        if edtf is None:
            raise
    return parse(edtf)


def _edtf(plain: str, text: str) -> str | None:
    if plain in ("unknown", "date unknown"):
        return ".."
    if (match := _BOUND.fullmatch(plain)) and (match[1] != "from" or " to " not in match[2]):
        return _open(match[1], read(match[2].replace("x", "X")))
    if match := _RANGE.fullmatch(plain) or _DASHED.fullmatch(plain):
        start, end = [part for part in match.groups() if part]
        return f"{_inner(start, text)}/{_inner(end, text)}"
    if match := _MARKED.fullmatch(plain):
        return _inner(match[2], text) + _MARKS.get(match[1], "~")
    return _point(plain, text)


def _inner(part: str, text: str) -> str:
    """One end of a range, or what a qualifier qualifies: itself without a range."""
    edtf = read(part.replace("x", "X")).text
    if "/" in edtf or edtf == "..":
        raise _error(text, f"{part!r} is a range within a range")
    return edtf


def _open(word: str, bound: PartialDate) -> str:
    """`before 1960` ends with 1959, `by` and `until` with 1960; `after 1960` begins with 1961, `since` with 1960.

    Before or after an approximate date may still be within it.
    """
    if bound.precision == "interval" or bound.earliest is None or bound.latest is None:
        raise _error(f"{word} {bound.text}", "a bound is one date, not a range")
    if word in ("by", "until") or (word == "before" and bound.text[-1] in "~?%"):
        return f"../{bound.text}"
    if word in ("since", "from") or (word == "after" and bound.text[-1] in "~?%"):
        return f"{bound.text}/.."
    if bound.earliest == FIRST_DAY or bound.latest == LAST_DAY:
        raise _error(f"{word} {bound.text}", "years run from 0001 to 9998")
    if word == "before":
        return "../" + _shortest(bound.earliest - timedelta(1), ends=True)
    return _shortest(bound.latest + timedelta(1), ends=False) + "/.."


def _shortest(day: date, ends: bool) -> str:
    """The year or month that ends (or begins) with this day, else the day itself."""
    edge = day + timedelta(1) if ends else day
    if edge.day > 1:
        return day.isoformat()
    return day.isoformat()[:4] if edge.month == 1 else day.isoformat()[:7]


def _point(plain: str, text: str) -> str | None:
    mark = plain[-1] if plain[-1:] in ("?", "~", "%") else ""
    plain = plain.removesuffix(mark).rstrip()
    if match := _DECADE.fullmatch(plain):
        return f"{match[1]}X{mark}"
    if match := _CENTURY.fullmatch(plain):
        return f"{int(match[1]) - 1:02d}XX{mark}" if int(match[1]) else None
    if match := _SLASHED.fullmatch(plain):
        return _slashed(int(match[1]), int(match[2]), match[3], text) + mark
    for pattern in _WRITTEN:
        if match := pattern.fullmatch(plain):
            name = match["month"]
            month = int(name) if name.isdigit() else _NAMES.get(name, 0)
            if month:
                day = f"-{int(match['day']):02d}" if "day" in match.groupdict() else ""
                return f"{match['year']}-{month:02d}{day}{mark}"
    return None


def _slashed(first: int, second: int, year: str, text: str) -> str:
    day_first, month_first = f"{year}-{second:02d}-{first:02d}", f"{year}-{first:02d}-{second:02d}"
    if first > 12 or first == second:
        return day_first
    if second > 12:
        return month_first
    both = f"{display(day_first)} ({day_first}) or {display(month_first)} ({month_first})"
    raise _error(text, f"it can be read as {both}")


def display(value: str | PartialDate) -> str:
    """The date in words; `read` of it has the same bounds. Raises `DateError` for text that `parse` refuses."""
    partial = parse(value) if isinstance(value, str) else value
    if partial.text == "..":
        return "date unknown"
    start, slash, end = partial.text.partition("/")
    if not slash:
        return _words(start)
    if start == "..":
        if partial.latest is None or partial.latest == LAST_DAY:
            return f"until {_words(end)}"
        return f"before {_words(_shortest(partial.latest + timedelta(1), ends=False))}"
    return f"since {_words(start)}" if end == ".." else f"between {_words(start)} and {_words(end)}"


def _words(text: str) -> str:
    if text[-1] in "~?%":
        return {"~": "c. ", "?": "possibly ", "%": "possibly c. "}[text[-1]] + _words(text[:-1])
    year, month, day = (*text.split("-"), "XX", "XX")[:3]
    if year.endswith("XX"):
        number = int(year[:2]) + 1
        suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{suffix} century"
    if year.endswith("X"):
        return f"{year[:3]}0s"
    if month == "XX":
        return year
    words = f"{MONTHS[int(month) - 1]} {year}"
    return words if day == "XX" else f"{int(day)} {words}"
