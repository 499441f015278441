"""Three versions of a document become one: what was proposed upon, what is published now, what is proposed. Pure.

Fields are compared one by one, rows by their ids, and lists of values as a whole. A null document is a deleted record.
A place is named by its path: the names and row ids that lead to it, such as `events/<id>/date`; the whole record is "".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
Choices = Mapping[str, Any]
NO_CHOICES: Choices = {}

# The parts of the terms. Any other object without an id, such as a duration, is one value.
PARTS = frozenset({"entry_into_force", "duration", "withdrawal"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that both sides changed, to different values; null where a field or row is missing."""

    path: str
    base: Any
    theirs: Any
    ours: Any


class Conflict(Exception):
    """Both sides changed the same places, and no choice settles them."""

    def __init__(self, differences: Sequence[Difference]) -> None:
        self.differences = tuple(differences)
        places = ", ".join(difference.path or "the whole record" for difference in differences)
        super().__init__(f"Changed on both sides, to different values: {places}. Choose a value for each.")


class NeedlessChoice(ValueError):
    """A choice for a place where there is no conflict."""


def merge(base: Row | None, theirs: Row | None, ours: Row | None, choices: Choices = NO_CHOICES) -> Row | None:
    """The document with the changes of both sides since `base`; `choices` has the value for each path in conflict.

    Raises Conflict with the places that no choice settles, NeedlessChoice for a choice where there is no conflict.
    """
    merging = _Merging(choices)
    merged: Row | None = merging.value("", base, theirs, ours)
    unsettled = [found for found in merging.found if found.path not in choices]
    if unsettled:
        raise Conflict(unsettled)
    needless = choices.keys() - {found.path for found in merging.found}
    if needless:
        raise NeedlessChoice(f"There is no conflict to settle at {', '.join(sorted(map(repr, needless)))}.")
    return merged


def differences(base: Row | None, theirs: Row | None, ours: Row | None) -> list[Difference]:
    """The places that both sides changed to different values; empty if they merge by themselves."""
    merging = _Merging(NO_CHOICES)
    merging.value("", base, theirs, ours)
    return merging.found


class _Merging:
    """One walk through three versions; keeps what it finds in conflict, settled or not."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.found: list[Difference] = []

    def value(self, path: str, base: Any, theirs: Any, ours: Any) -> Any:
        if theirs == ours or ours == base:
            return theirs
        if theirs == base:
            return ours
        if _are_one_object(path, base, theirs, ours):
            return self._object(path, base, theirs, ours)
        if _are_rows(base, theirs, ours):
            return self._rows(path, base, theirs, ours)
        self.found.append(Difference(path, base, theirs, ours))
        return self.choices.get(path, theirs)

    def _object(self, path: str, base: Row, theirs: Row, ours: Row) -> Row:
        return {
            name: self.value(_below(path, name), base.get(name), theirs.get(name), ours.get(name))
            for name in theirs | ours
        }

    def _rows(self, path: str, base: list[Row], theirs: list[Row], ours: list[Row]) -> list[Row]:
        """A row is missing as null is: one that is removed here and changed there is in conflict as a whole."""
        was, published, proposed = ({row["id"]: row for row in rows} for rows in (base, theirs, ours))
        merged = [
            self.value(_below(path, key), was.get(key), published.get(key), proposed.get(key))
            for key in published | proposed
        ]
        return [row for row in merged if row is not None]


def _below(path: str, name: str) -> str:
    return f"{path}/{name}" if path else name


def _are_one_object(path: str, *versions: Any) -> bool:
    """Three versions of one record, row or part of the terms: they are merged field by field."""
    if not all(isinstance(version, dict) for version in versions):
        return False
    ids = {version.get("id") for version in versions}
    return path.rpartition("/")[2] in PARTS or (len(ids) == 1 and None not in ids)


def _are_rows(*versions: Any) -> bool:
    """Three lists of rows with ids; rows without are compared as a whole list."""
    return all(
        isinstance(version, list) and all(isinstance(row, dict) and "id" in row for row in version)
        for version in versions
    )
