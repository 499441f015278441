"""What goes into the engine and what comes out: terms and acts, spans with their reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from relations.dates import LAST_DAY, add

BEGINNING = date(1, 1, 1)
FOREVER = date(9999, 12, 31)
Range = tuple[date, date]
ANY_DAY: Range = (BEGINNING, FOREVER)
NEVER: Range = (FOREVER, FOREVER)


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time, `{n, unit}`; units as in the vocabulary of delay units."""

    n: int
    unit: str

    def after(self, day: date) -> date:
        """The day this long after another; what never comes never ends."""
        if day >= LAST_DAY or day == BEGINNING:
            return FOREVER if day >= LAST_DAY else day
        return add(day, self.n, self.unit)

    def before(self, day: date) -> date:
        """The day this long before another, counted back with the same clamp."""
        return day if day >= LAST_DAY or day == BEGINNING else add(day, -self.n, self.unit)

    def shift(self, days: Range) -> Range:
        return self.after(days[0]), self.after(days[1])

    def times(self, factor: int) -> "Period":
        return Period(self.n * factor, self.unit)

    def __str__(self) -> str:
        return (
            f"{self.n} {self.unit.replace('_', ' ')}" if self.n != 1 else f"1 {self.unit.rstrip('s').replace('_', ' ')}"
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an agreement as far as they are known; None is unknown."""

    scope: str = "multilateral"
    bindingness: str = "binding"
    negotiating: tuple[str, ...] = ()
    complete: bool = False
    rule: str = "unknown"
    n: int | None = None
    named: tuple[str, ...] = ()
    share_at_least: float | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    not_counted: frozenset[str] = frozenset()
    delay: Period | None = None
    party_delay: Period | None = None
    not_before: Range | None = None
    fixed_date: Range | None = None
    effective_from: Range | None = None
    other_entry: Range | None = None
    entry_clause: str | None = None
    duration: str = "unstated"
    term: Period | None = None
    ends_on: Range | None = None
    renewal: Period | None = None
    notice: Period | None = None
    late_notice: str | None = None
    duration_clause: str | None = None
    exit_allowed: bool | None = None
    exit_delay: Period | None = None
    exit_not_before: Period | None = None
    exit_clause: str | None = None

    @property
    def bilateral(self) -> bool:
        return self.scope == "bilateral"


@dataclass(frozen=True, slots=True)
class View:
    """One reading of a contested act: as recorded, perhaps with another effect, or without any."""

    name: str
    counts: bool
    effective: Range | None


@dataclass(frozen=True, slots=True)
class Act:
    """One event that can change a status; `until` None is not stated, (FOREVER, FOREVER) is no end."""

    id: str
    kind: str
    party: str | None = None
    days: Range = ANY_DAY
    effective: Range | None = None
    until: Range | None = None
    order: int = 0
    target: str | None = None
    other_party: str | None = None
    joint: bool = False
    views: tuple[View, ...] = ()

    @property
    def lo(self) -> date:
        return self.days[0]

    @property
    def hi(self) -> date:
        return self.days[1]

    @property
    def effect(self) -> Range:
        """When it takes effect: the day stated, else its own."""
        return self.effective or self.days

    def on(self, days: Range) -> "Act":
        return replace(self, days=days)


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: the rule (R1–R18), the acts, the clause, and a sentence for a reader."""

    rule: str
    events: tuple[str, ...]
    clause: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Span:
    """A status over the days `[start, end)`, with everything the record leaves possible."""

    status: str
    possible: tuple[str, ...]
    start: date
    end: date
    certainty: str
    why: tuple[Why, ...] = ()
    views: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a curator should look at; a by-product of a rule, it never changes a status."""

    code: str
    events: tuple[str, ...]
    sentence: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A day that the law derives: no earlier than `lo`, no later than `hi` (FOREVER: perhaps never)."""

    lo: date
    hi: date
    why: Why | None = None

    def may(self, day: date) -> tuple[bool, ...]:
        """Whether it may have struck by the end of the day: (False,), (True,) or both."""
        if day < self.lo:
            return (False,)
        return (True,) if day >= self.hi else (False, True)

    @property
    def range(self) -> Range:
        return self.lo, self.hi


@dataclass(frozen=True, slots=True)
class Tacit:
    """How a term goes on: the ends are `start + (term + k · renewal)`, or only the first."""

    start: Range
    term: Period | None
    renewal: Period | None
    notice: Period | None
    first_end: Range | None

    def end(self, k: int, side: int) -> date:
        """The k-th end, from the lower (0) or upper (1) bound of the start; always counted from the first day."""
        if self.first_end is not None:
            base = self.first_end[side]
            return base if k == 0 or self.renewal is None else self.renewal.times(k).after(base)
        return _stepped(self.start[side], self.term, self.renewal, k)

    def last_notice(self, k: int, side: int) -> date:
        end = self.end(k, side)
        return self.notice.before(end) if self.notice else end


def _stepped(start: date, term: Period | None, renewal: Period | None, k: int) -> date:
    if term is None:
        return FOREVER
    if k == 0 or renewal is None:
        return term.after(start)
    if renewal.unit == term.unit:
        return Period(term.n + k * renewal.n, term.unit).after(start)
    if {renewal.unit, term.unit} <= {"months", "years"}:
        months = sum(part.n * (12 if part.unit == "years" else 1) for part in (term, renewal.times(k)))
        return Period(months, "months").after(start)
    return renewal.times(k).after(term.after(start))


@dataclass(slots=True)
class Timeline:
    """The answer: spans of the agreement and of each party, dates, findings, and what deadlines are counted from."""

    agreement: tuple[Span, ...]
    parties: dict[str, tuple[Span, ...]]
    entry_into_force: tuple[date | None, date | None] | None
    in_force_for: dict[str, tuple[date | None, date | None]]
    findings: tuple[Finding, ...]
    term: Tacit | None = None
    end: Range = NEVER
    pending_exits: tuple[tuple[str, Range, Range], ...] = ()
    signed: Range = NEVER
