"""Answers over time, prepared once: how many uncertain stretches cover a day, surely and perhaps."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date

from relations.lifecycle.model import Range


class Cover:
    """Counts, for each day, the stretches between two uncertain days that surely and that perhaps cover it."""

    def __init__(self, stretches: Iterable[tuple[Range, Range]]) -> None:
        changes: dict[date, list[int]] = {}
        for start, end in stretches:
            for index, (first, last) in enumerate(((start[1], end[0]), (start[0], end[1]))):
                if first < last:
                    changes.setdefault(first, [0, 0])[index] += 1
                    changes.setdefault(last, [0, 0])[index] -= 1
        self.days = sorted(changes)
        self._sums: list[tuple[int, int]] = []
        surely = maybe = 0
        for day in self.days:
            surely, maybe = surely + changes[day][0], maybe + changes[day][1]
            self._sums.append((surely, maybe))

    def on(self, day: date) -> tuple[int, int]:
        """(surely, perhaps) on the day."""
        index = bisect_right(self.days, day) - 1
        return self._sums[index] if index >= 0 else (0, 0)

    def options(self, day: date) -> set[bool]:
        """Whether the day may be covered by at least one of them."""
        surely, maybe = self.on(day)
        return {True} if surely else ({True, False} if maybe else {False})
