"""The timeline of an agreement as a drawing: where each mark and bar stands. The template draws it as inline SVG.

Lengths are SVG units; days are placed on one linear scale.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from relations.vocabulary import ACTIONS

WIDTH, GUTTER, MARGIN = 1000, 150, 24
RADIUS, STACK, ROW, LANE = 5, 8, 13, 26
COLUMN = 12  # Marks nearer to each other than this stand in one stack.
MONTHS_PER_TICK = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
MOST_TICKS = 11
WIDE_ENOUGH = 7  # Units per letter of a label inside a bar.


class Act(NamedTuple):
    """An act with the first and last day it can mean (null: open), its kind, and its name."""

    earliest: date | None
    latest: date | None
    kind: str
    name: str


class Bar(NamedTuple):
    """A status over `[start, end)`."""

    start: date
    end: date
    code: str
    label: str
    certainty: str


class Ahead(NamedTuple):
    """A deadline."""

    day: date
    name: str


class Lane(NamedTuple):
    """A row of bars with its name."""

    name: str
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at (x, y); an imprecise one spans `left` to `left + width`."""

    x: float
    y: float
    shape: str
    name: str
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that the template draws."""

    width: int
    height: float
    axis: float
    today: float
    marks: list[Mark]
    more: list[tuple[float, float, int]]
    ticks: list[tuple[float, str]]
    lanes: list[tuple[float, str, list[dict[str, object]]]]
    ahead: list[tuple[float, str]]
    below: float
    foot: float


class Scale:
    """From days to the horizontal."""

    def __init__(self, first: date, last: date) -> None:
        pad = max(30, (last - first).days // 25)
        self.first = _shifted(first, -pad)
        self.last = _shifted(last, pad)
        self.unit = (WIDTH - GUTTER - MARGIN) / max(1, (self.last - self.first).days)

    def x(self, day: date) -> float:
        inside = min(max(day, self.first), self.last)
        return round(GUTTER + (inside - self.first).days * self.unit, 1)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """The first days of years, or of months where the time is short."""
        months = (self.last - self.first).days / 30.4
        step = next((step for step in MONTHS_PER_TICK if months / step <= MOST_TICKS), MONTHS_PER_TICK[-1])
        first, last = (day.year * 12 + day.month - 1 for day in (self.first, self.last))
        for index in range(-(-(first + 1) // step) * step, last + 1, step):
            day = date(index // 12, index % 12 + 1, 1)
            yield self.x(day), f"{day:%b %Y}" if step < 12 else str(day.year)


def _shifted(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date(9998, 12, 31).toordinal()))


def shape_of(kind: str) -> str:
    """How an act is drawn: by what it does to the life of an agreement."""
    if kind not in ACTIONS:
        return "other"
    action = ACTIONS[kind].extra
    effects = f"{action['party_effect']} {action['agreement_effect']}"
    if action["scope"] in ("domestic", "informational"):
        return str(action["scope"])
    if action["counts_as_consent"]:
        return "consent"
    for shape, signs in (
        ("sign", ("signatory", "signed")),
        ("end", ("former", "ended", "terminated", "withdrawal", "suspended", "declined", "extinct")),
        ("force", ("party", "in_force", "provisional")),
    ):
        if any(sign in effects for sign in signs):
            return shape
    return "other"


def draw(acts: Iterable[Act], lanes: Sequence[Lane], ahead: Sequence[Ahead], today: date) -> Drawing:
    """Places everything: acts above the axis, statuses and deadlines below."""
    dated = [act for act in acts if act.earliest or act.latest]
    days = [day for act in dated for day in (act.earliest, act.latest) if day and 1 < day.year < 9998]
    days += [one.day for one in ahead if one.day.year < today.year + 60]
    scale = Scale(min([*days, today]), max([*days, today]))
    stacks = _stacks(dated, scale)
    tallest = max((min(len(stack), STACK) + (len(stack) > STACK) for stack in stacks.values()), default=1)
    axis = MARGIN + tallest * ROW
    top = axis + 34
    foot = top + len(lanes) * LANE + 4
    return Drawing(
        WIDTH,
        foot + (16 if ahead else 4),
        axis,
        scale.x(today),
        [mark for stack in stacks.values() for mark in _marks(stack, axis, scale)],
        [(x, axis - STACK * ROW - 8, len(stack) - STACK) for x, stack in _crowded(stacks, scale)],
        list(scale.ticks()),
        [(top + number * LANE, lane.name, list(_bars(lane, scale))) for number, lane in enumerate(lanes)],
        [(scale.x(one.day), one.name) for one in ahead],
        foot - axis,
        foot,
    )


def _middle(act: Act) -> date:
    first, last = act.earliest or act.latest, act.latest or act.earliest
    return first + (last - first) / 2 if first and last else date.min


def _stacks(acts: Iterable[Act], scale: Scale) -> dict[int, list[Act]]:
    """Acts by the column they fall into, in the order of their days."""
    found: dict[int, list[Act]] = defaultdict(list)
    for act in sorted(acts, key=_middle):
        found[int(scale.x(_middle(act)) // COLUMN)].append(act)
    return found


def _marks(stack: Sequence[Act], axis: float, scale: Scale) -> Iterator[Mark]:
    for place, act in enumerate(stack[:STACK]):
        x = scale.x(_middle(act)) if len(stack) == 1 else scale.x(_middle(stack[0]))
        left = scale.x(act.earliest) if act.earliest else scale.x(scale.first)
        right = scale.x(act.latest) if act.latest else scale.x(scale.last)
        wide = round(right - left, 1)
        yield Mark(x, axis - 9 - place * ROW, shape_of(act.kind), act.name, left, wide if wide > 2 * RADIUS else 0)


def _crowded(stacks: dict[int, list[Act]], scale: Scale) -> Iterator[tuple[float, list[Act]]]:
    return ((scale.x(_middle(stack[0])), stack) for stack in stacks.values() if len(stack) > STACK)


def _bars(lane: Lane, scale: Scale) -> Iterator[dict[str, object]]:
    for bar in lane.bars:
        if bar.end <= scale.first or bar.start >= scale.last:
            continue
        left, right = scale.x(bar.start), scale.x(bar.end)
        room = right - left > WIDE_ENOUGH * len(bar.label)
        yield {"x": left, "width": max(1, round(right - left, 1)), "bar": bar, "room": room}
