"""One reading of a record: everything that is fixed before a day is asked, in one view of the contested acts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from relations.lifecycle import term
from relations.lifecycle.acts import Course
from relations.lifecycle.consents import Life, earliest, lives
from relations.lifecycle.ends import Ending, below_two, by_exit, recorded_ends
from relations.lifecycle.entry import Entry, condition, derived, recorded
from relations.lifecycle.kinds import (
    ADOPTIONS,
    CONSENTS,
    ENDS,
    IDENTITY,
    OPENINGS,
    RANK,
    RELEVANT,
    SIGNATURES,
    consents_of,
)
from relations.lifecycle.model import FOREVER, NEVER, Act, Clock, Finding, Range, Terms, View
from relations.lifecycle.ordering import ambiguous, grouped, persons
from relations.lifecycle.party import Person, person
from relations.lifecycle.standing import Weather
from relations.lifecycle.steps import Cover


@dataclass
class Record:
    """The acts of one view in order, with the clocks that follow from them."""

    terms: Terms
    acts: Sequence[Act]
    person_of: dict[str, str]
    whole: Sequence[Act]
    entry: Entry
    course: term.Course
    people: dict[str, Person]
    endings: list[Ending]
    weather: Weather
    stages: list[tuple[str, Range]]
    base: frozenset[str]
    findings: list[Finding] = field(default_factory=list)
    applied: list[tuple[str, Range, Range]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.end: Range = earliest(ending.clock.range for ending in self.endings)
        self.free_end: Range = earliest(ending.clock.range for ending in self.endings if not ending.needs_entry)
        self.clock = Clock(*self.entry.days)

    @property
    def codes(self) -> list[str]:
        """The parties that appear in the answer: those that act, and the sides of a bilateral agreement."""
        acting = {code for act in self.acts for code in (act.party, act.other_party) if code}
        return sorted(acting | (set(self.terms.negotiating) if self.terms.bilateral else set()))


def views_of(acts: Iterable[Act]) -> list[str]:
    """The names of all readings; one without name if nothing is contested."""
    names = {view.name for act in acts for view in act.views}
    return sorted(names) or [""]


def read_as(acts: Iterable[Act], name: str) -> list[Act]:
    """The acts as one view reads them (R16): a view that an act does not list reads it as recorded."""
    found = []
    for act in acts:
        view = next((view for view in act.views if view.name == name), View(name, True, None))
        if view.counts:
            found.append(replace(act, effective=view.effective or act.effective, views=()) if act.views else act)
    return found


def relevant(acts: Iterable[Act]) -> list[Act]:
    """Only international acts count (R2): domestic, informational and statement acts never change a status."""
    return sorted((act for act in acts if act.kind in RELEVANT), key=lambda act: (act.lo, act.hi, act.id))


def record(terms: Terms, given: Sequence[Act], openings: Sequence[Act]) -> Record:
    """Reads the acts of one view: order, entry into force, term, parties, ends."""
    consents = consents_of(terms)
    findings: list[Finding] = []
    person_of = persons(given)
    acts = [_placed(act, consents) for act in _counted(_spread(given, terms), consents, findings)]
    acts, entries = _party_entries(acts, person_of, consents)
    groups = grouped(acts, person_of)
    whole = groups.pop(None, [])
    first = _first_day(groups.values(), whole, openings, consents)
    alive = [life for name, own in groups.items() for life in lives(str(name), own, consents, terms)]
    entry = _entry(terms, alive, first, whole, person_of)
    if entry.recorded is None:  # In force for a party, so in force.
        entry.days = earliest([entry.days, *(act.effect for own in entries.values() for act in own)])
    course = term.course(terms, entry.days, whole, [act for act in acts if act.kind == "non_renewal_notice"])
    people, noted = _people(terms, groups, entry, consents, course, person_of, entries)
    endings = _endings(terms, whole, people, course)
    findings += [*entry.findings, *course.findings, *noted]
    for own in (whole, *groups.values()):
        findings += ambiguous(own)
    stages, base = _stages(groups.values(), whole, given, openings, terms, consents)
    applied = [one for found in people.values() for one in _applied(found)]
    return Record(
        terms, given, person_of, whole, entry, course, people, endings, _weather(whole), stages, base, findings, applied
    )


def _spread(acts: Iterable[Act], terms: Terms) -> list[Act]:
    """A joint exchange of instruments is the act of every negotiating State at once (R3 c)."""
    found = []
    for act in acts:
        if act.kind == "instrument_exchange" and act.party is None:
            found += [replace(act, party=code, joint=True) for code in terms.negotiating]
        else:
            found.append(act)
    return found


def _counted(acts: Iterable[Act], consents: frozenset[str], findings: list[Finding]) -> list[Act]:
    """A consent that is not the act the rule asks for counts for nothing (R2)."""
    found = []
    for act in acts:
        if act.kind in CONSENTS and act.kind not in consents:
            text = f"The rule does not ask for {act.kind.replace('_', ' ')}: the act does not count as consent."
            findings.append(Finding("act_does_not_count", (act.id,), text, act.party))
            if act.kind not in SIGNATURES and act.kind != "note_sent":
                continue
        found.append(act)
    return found


def _party_entries(
    acts: Sequence[Act], person_of: dict[str, str], consents: frozenset[str]
) -> tuple[list[Act], dict[str, list[Act]]]:
    """Days of entry into force recorded for a party: they are clocks, and out of the order of acts (R1 b).

    Only where no consent can have come before does one stand in the order, for the consent that is not on record.
    """
    entries: dict[str, list[Act]] = {}
    consented: dict[str, date] = {}
    for act in acts:
        name = person_of.get(act.party or "", act.party or "")
        if act.kind == "entry_into_force" and act.party:
            entries.setdefault(name, []).append(act)
        elif act.kind in consents:
            consented[name] = min(act.lo, consented.get(name, FOREVER))
    rest = [act for act in acts if act.kind != "entry_into_force" or not act.party]
    for name, own in entries.items():
        first = min(own, key=lambda act: (act.effect, act.id))
        if name not in consented or consented[name] > first.effect[1]:
            rest.append(first.on(first.effect))
    return rest, entries


def _placed(act: Act, consents: frozenset[str]) -> Act:
    """A succession, and a consent whose effect lies before its deposit, stand where they take effect (R12 c)."""
    if act.effective is None or act.kind not in consents:
        return act
    if act.kind == "succession" or act.effective[1] < act.lo:
        return act.on(act.effective)
    return act


def _first_day(
    groups: Iterable[Sequence[Act]], whole: Sequence[Act], openings: Sequence[Act], consents: frozenset[str]
) -> Range:
    """The range of the first adoption, opening, signature or consent: nothing is in force before."""
    kinds = SIGNATURES | consents | {"note_sent"}
    own = [act.days for group in groups for act in group if act.kind in kinds]
    return earliest([*own, *(act.days for act in whole if act.kind in ADOPTIONS), *(act.days for act in openings)])


def _entry(terms: Terms, alive: list[Life], first: Range, whole: Sequence[Act], person_of: dict[str, str]) -> Entry:
    entry = derived(terms, alive, first, person_of)
    ends = [act for act in whole if act.kind in ENDS and act.kind != "declared_void"]
    return recorded(terms, entry, whole, first, ends)


def _people(
    terms: Terms,
    groups: dict[str | None, list[Act]],
    entry: Entry,
    consents: frozenset[str],
    course: term.Course,
    person_of: dict[str, str],
    entries: dict[str, list[Act]],
) -> tuple[dict[str, Person], list[Finding]]:
    """The states of every person; the sides of a bilateral agreement also without an act."""
    rule = condition(terms, person_of)
    unclear = entry.recorded is not None or rule is None or not terms.complete
    sides = tuple(person_of.get(code, code) for code in terms.negotiating)
    implicit = terms.bilateral and unclear
    needed = rule().needed if rule else frozenset()
    codes = frozenset(code for code in {*needed, *person_of} if person_of.get(code, code) in needed)
    read = Course(replace(terms, negotiating=sides), entry, consents, course.exits, implicit, codes, entries)
    names = {str(name) for name in groups} | (set(sides) if terms.bilateral else set())
    return {name: person(name, groups.get(name, []), read) for name in sorted(names)}, read.findings


def _endings(terms: Terms, whole: Sequence[Act], people: dict[str, Person], course: term.Course) -> list[Ending]:
    endings = recorded_ends(whole)
    bonds = [bond for found in people.values() for bond in found.bonds]
    if terms.bilateral:
        endings += by_exit(bonds)
    elif terms.complete:
        endings += below_two(bonds)
    if course.end[0] < FOREVER:
        endings.append(Ending(term.clock(terms, course), "expired", True))
    first = min((ending.clock.hi for ending in endings), default=FOREVER)
    return [ending for ending in endings if ending.clock.lo <= first]  # The others come too late to matter.


def _weather(whole: Sequence[Act]) -> Weather:
    """What the acts on the whole agreement do to every party: provisional application, suspension of all."""
    provisional = next((act.effect for act in whole if act.kind == "provisional_entry_into_force"), NEVER)
    over = earliest(act.effect for act in whole if act.kind == "provisional_application_end")
    pauses: list[tuple[Range, Range]] = []
    for act in whole:
        if act.kind == "suspended_all":
            pauses.append((act.effect, act.until or NEVER))
        elif act.kind == "resumed_all" and pauses:
            pauses[-1] = (pauses[-1][0], earliest([pauses[-1][1], act.effect]))
    return Weather(provisional, over, Cover(pauses))


def _applied(found: Person) -> Iterable[tuple[str, Range, Range]]:
    """The stretches over which one party applies the agreement provisionally by its own act."""
    last = None
    for state in found.states:
        if last is not None and last[1] is not None and (state.provisional != last[1]):
            yield found.name, last[1], last[2]
        last = (found.name, state.provisional, state.provisional_end)
    if last is not None and last[1] is not None:
        yield found.name, last[1], last[2]


def _stages(
    groups: Iterable[Sequence[Act]],
    whole: Sequence[Act],
    given: Sequence[Act],
    openings: Sequence[Act],
    terms: Terms,
    consents: frozenset[str],
) -> tuple[list[tuple[str, Range]], frozenset[str]]:
    """How far the text had come before it entered into force, and what is said of the time before all acts."""
    kinds = SIGNATURES | consents | {"note_sent"}
    signed = earliest(act.days for group in groups for act in group if act.kind in kinds)
    stages = [
        ("negotiating", earliest(act.days for act in whole if act.kind == "negotiation_opened")),
        ("adopted", earliest(act.days for act in whole if act.kind in ADOPTIONS)),
        ("signed_not_in_force", signed),
    ]
    everything = [act for act in given if act.kind not in IDENTITY] + list(openings)
    return stages, _before_all(everything, terms)


def _before_all(acts: Sequence[Act], terms: Terms) -> frozenset[str]:
    """What is said of the time before the first act, whichever of several acts with vague dates that is."""
    limit = min(((act.hi, RANK[act.kind], act.id) for act in acts), default=None)
    first = [act for act in acts if limit is not None and (act.lo, RANK[act.kind], act.id) <= limit]
    if first and terms.complete:
        return frozenset({"not_concluded"})
    return frozenset("not_concluded" if act.kind in OPENINGS else "unknown" for act in first) or frozenset({"unknown"})


def marks(found: Record) -> set[date]:
    """The days on which something may change for the whole agreement."""
    days = {*found.entry.days, *(day for ending in found.endings for day in ending.clock.range)}
    days |= {*found.weather.provisional, *found.weather.provisional_end}
    days |= set(found.weather.pauses.days)
    days |= {day for gap in found.course.gaps for bound in gap for day in bound}
    return days
