"""What a request asks for beside its filters: the day, how to match, which fields, what to expand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from api import readers
from api.query import Parameter

Tree = dict[str, "Tree"]

ON = Parameter(
    "on",
    readers.DAY,
    "The day for every derived status in the answer and in the filters; default today (UTC). Years 1 to 9998.",
)
MATCH = Parameter(
    "match",
    readers.choice(["possible", "certain"]),
    "How filters treat imprecise dates and uncertain statuses. Left out, a date filter takes what is possible and a "
    "status filter takes the status shown.",
)


@dataclass(frozen=True)
class Asked:
    """What one request asks for. `names` null means every name of the representation."""

    on: date
    today: date
    match: str | None = None
    names: frozenset[str] | None = None
    expand: Mapping[str, Tree] = field(default_factory=dict)
    reasons: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)

    def wants(self, name: str) -> bool:
        """Whether the answer needs this name."""
        return self.names is None or name in self.names or name in self.expand

    def inside(self, name: str, *, whole: bool) -> "Asked":
        """What is asked of the objects under an expanded name: statuses with reasons only where they stand `whole`."""
        return replace(self, names=None, expand=self.expand.get(name, {}), reasons=self.reasons and whole)

    def plain(self) -> "Asked":
        """The same day, everything of it, nothing expanded."""
        return replace(self, names=None, expand={})

    def of(self, names: Iterable[str]) -> "Asked":
        """The same, of these names only."""
        return replace(self, names=frozenset(names))
