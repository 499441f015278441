"""From terms and acts to the timeline: each view is derived alone, then the views are laid over one another."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from relations.lifecycle.agreement import Counts, Stretch, agreement_stretches, person_stretches
from relations.lifecycle.model import BEGINNING, FOREVER, Act, Finding, Range, Span, Terms, Timeline, Why
from relations.lifecycle.reasons import Reasons
from relations.lifecycle.record import Record, marks, read_as, record, relevant, views_of
from relations.lifecycle.standing import may
from relations.vocabulary import AGREEMENT_STATUSES, PARTY_STATUSES

ACTIVE = {"in_force", "partly_suspended", "suspended", "provisionally_applied"}
OVER = {"expired", "terminated", "superseded", "void", "never_entered_into_force"}
PARTICIPANTS = {"signatory", "contracting", "provisional", "party", "party_withdrawal_pending", "suspended"}
BINDING = {"disputed": (True, False), "non_binding": (False,)}


class Reading:
    """One view with the statuses that follow from it."""

    def __init__(self, name: str, found: Record, binding: bool) -> None:
        self.name, self.record, self.binding = name, found, binding
        counts, common = Counts(), marks(found)
        people = {who: person_stretches(found, person, counts, common) for who, person in found.people.items()}
        counts.close()
        self.agreement = [(day, self._agreement(held)) for day, held in agreement_stretches(found, counts)]
        self.parties = {code: self._window(code, people) for code in found.codes}
        self.reasons = Reasons(found, binding)

    def _agreement(self, held: frozenset[str]) -> frozenset[str]:
        return held if self.binding else frozenset(map(_not_binding, held))

    @staticmethod
    def also(status: str, held: frozenset[str], code: str | None) -> bool:
        """Whether the status is what one of these means if the instrument turns out not to bind (R17)."""
        return status in (frozenset(map(_not_binding, held)) if code is None else _as_participant(held))

    def _window(self, code: str, people: Mapping[str, Sequence[Stretch]]) -> list[Stretch]:
        """The person's statuses as far as the person stood under this code (R12 a)."""
        stretches = people.get(self.record.person_of.get(code, code)) or [(BEGINNING, frozenset({"none"}))]
        begins, ends = _tenure(code, self.record.acts)
        if begins is None and ends is None:
            return [(day, self._party(held)) for day, held in stretches]
        days = sorted({day for day, _ in stretches} | {*(begins or ()), *(ends or ())})
        return [(day, self._party(_under(_at(stretches, day), day, begins, ends))) for day in days if day < FOREVER]

    def _party(self, held: frozenset[str]) -> frozenset[str]:
        return (
            held if self.binding else frozenset("participant" if status in PARTICIPANTS else status for status in held)
        )


def _not_binding(status: str) -> str:
    """R17: what a status means for an instrument that is not meant to bind."""
    if status in ACTIVE:
        return "not_binding_active"
    if status in OVER:
        return "not_binding_ended"
    return "adopted" if status == "signed_not_in_force" else status


def _tenure(code: str, acts: Iterable[Act]) -> tuple[Range | None, Range | None]:
    begins = ends = None
    for act in acts:
        if act.kind == "state_continuity" and act.party != act.other_party:
            begins = act.effect if act.other_party == code else begins
            ends = act.effect if act.party == code else ends
    return begins, ends


def _under(held: frozenset[str], day: date, begins: Range | None, ends: Range | None) -> frozenset[str]:
    found: set[str] = set()
    for begun in may(begins, day) if begins else (True,):
        for ended in may(ends, day) if ends else (False,):
            if ended:
                found.add("continued_by_other")
            else:
                found |= held if begun else {"none"}
    return frozenset(found)


def _at(stretches: Sequence[Stretch], day: date) -> frozenset[str]:
    return stretches[max(0, bisect_right(stretches, day, key=lambda stretch: stretch[0]) - 1)][1]


def derive(terms: Terms, acts: Sequence[Act]) -> Timeline:
    """The statuses of the agreement and of each party over all time. Pure and total; knows no today."""
    openings = [act for act in acts if act.kind == "opened_for_signature"]
    ruling = relevant(acts)
    readings = []
    for name in views_of(ruling):
        found = record(terms, read_as(ruling, name), openings)
        readings += [
            Reading(_labelled(name, binding, terms), found, binding)
            for binding in BINDING.get(terms.bindingness, (True,))
        ]
    return _timeline(terms, readings)


def _labelled(name: str, binding: bool, terms: Terms) -> str:
    if terms.bindingness != "disputed":
        return name
    label = "binding" if binding else "not binding"
    return f"{name}, {label}" if name else label


def _timeline(terms: Terms, readings: Sequence[Reading]) -> Timeline:
    codes = sorted({code for reading in readings for code in reading.parties})
    parties = {code: _spans(readings, code, terms) for code in codes}
    first = readings[0].record
    return Timeline(
        agreement=_spans(readings, None, terms),
        parties=parties,
        entry_into_force=_known([reading.record.entry.days for reading in readings]),
        in_force_for={code: days for code in codes if (days := _in_force(readings, code))},
        findings=_findings(readings),
        term=first.course.tacit,
        end=first.end,
        pending_exits=tuple(_exits(first)),
        signed=dict(first.stages)["signed_not_in_force"],
    )


def _known(ranges: Sequence[Range]) -> tuple[date | None, date | None] | None:
    lo, hi = min(days[0] for days in ranges), max(days[1] for days in ranges)
    if lo >= FOREVER:
        return None
    return (None if lo == BEGINNING else lo), (None if hi >= FOREVER else hi)


def _in_force(readings: Sequence[Reading], code: str) -> tuple[date | None, date | None] | None:
    ranges = []
    for reading in readings:
        who = reading.record.people.get(reading.record.person_of.get(code, code))
        starts = [bond.start for bond in who.bonds] if who else []
        ranges += starts[:1]
    return _known(ranges) if ranges else None


def _exits(found: Record) -> Iterable[tuple[str, Range, Range]]:
    """(party, day of the notice, day of the effect) of every exit that stands at the end of the record."""
    for who in found.people.values():
        consent = who.states[-1].consent
        for exit_ in consent.exits if consent else ():
            notice = next((act.days for act in who.named(exit_.act)), exit_.days)
            yield who.name, notice, exit_.days


def _findings(readings: Sequence[Reading]) -> tuple[Finding, ...]:
    found = {(one.code, one.events): one for reading in readings for one in reading.record.findings}
    return tuple(found[key] for key in sorted(found))


def _spans(readings: Sequence[Reading], code: str | None, terms: Terms) -> tuple[Span, ...]:
    """Lays the views over one another: days on which they differ are contested (R16)."""
    tracks = [
        reading.agreement if code is None else reading.parties.get(code, [(BEGINNING, frozenset({"none"}))])
        for reading in readings
    ]
    order = AGREEMENT_STATUSES.position if code is None else PARTY_STATUSES.position
    spans: list[Span] = []
    cursors = [0] * len(tracks)
    for day in sorted({day for track in tracks for day, _ in track}):
        for index, track in enumerate(tracks):
            while cursors[index] + 1 < len(track) and track[cursors[index] + 1][0] <= day:
                cursors[index] += 1
        held = [track[cursors[index]][1] for index, track in enumerate(tracks)]
        _add(spans, day, held, readings, code, terms, order)
    return tuple(spans)


def _add(
    spans: list[Span],
    day: date,
    held: Sequence[frozenset[str]],
    readings: Sequence[Reading],
    code: str | None,
    terms: Terms,
    order: Mapping[str, int],
) -> None:
    union = frozenset().union(*held)
    if terms.bindingness == "unknown":
        union |= frozenset(map(_not_binding, union)) if code is None else _as_participant(union)
    possible = tuple(sorted(union, key=order.__getitem__))
    contested = any(one != held[0] for one in held)
    certainty = (
        "contested" if contested else "certain" if len(possible) == 1 and possible != ("unknown",) else "uncertain"
    )
    views = (
        {reading.name: tuple(sorted(one, key=order.__getitem__)) for reading, one in zip(readings, held, strict=True)}
        if contested
        else None
    )
    if spans and (spans[-1].possible, spans[-1].certainty, spans[-1].views) == (possible, certainty, views):
        return
    if spans:
        spans[-1] = replace(spans[-1], end=day)
    status = possible[0] if len(possible) == 1 else _headline(spans, possible)
    why = tuple(_reasons(readings, held, code, day, possible, contested))
    spans.append(Span(status, possible, day, FOREVER, certainty, why, views))


def _as_participant(held: frozenset[str]) -> frozenset[str]:
    return frozenset("participant" if status in PARTICIPANTS else status for status in held)


def _headline(spans: Sequence[Span], possible: tuple[str, ...]) -> str:
    """The last certain status while it is still possible, else the first of what is."""
    last = next((span.status for span in reversed(spans) if span.certainty == "certain"), None)
    return last if last in possible else possible[0]


def _reasons(
    readings: Sequence[Reading],
    held: Sequence[frozenset[str]],
    code: str | None,
    day: date,
    possible: Iterable[str],
    contested: bool,
) -> Iterable[Why]:
    """One reason for each possible status; on contested days it says whose reading it is."""
    for status in possible:
        for reading, one in zip(readings, held, strict=True):
            if status in one or reading.also(status, one, code):
                yield reading.reasons.why(status, code, day, reading.name if contested else "")
                break


def status_on(spans: Sequence[Span], day: date) -> Span:
    """The span that holds on a day (spans cover all days)."""
    return spans[max(0, bisect_right(spans, day, key=lambda span: span.start) - 1)]
