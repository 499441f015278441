"""What each act does to the state of its party (R5 to R8, R11)."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from relations.lifecycle.consents import YEAR, earliest, exit_range
from relations.lifecycle.entry import NO_DELAY, Entry
from relations.lifecycle.kinds import EXITS, SIGNATURES
from relations.lifecycle.model import FOREVER, NEVER, Act, Finding, Range, Terms
from relations.lifecycle.state import Consent, Exit, State

MOST_EXITS = 16
MOST_OUTCOMES = 6


@dataclass(slots=True)
class Course:
    """What the acts of every party are read against."""

    terms: Terms
    entry: Entry
    consents: frozenset[str]
    notices: dict[str, Range]
    implicit: bool
    needed: frozenset[str] = frozenset()
    entries: dict[str, list[Act]] = field(default_factory=dict)
    recorded: dict[str, Act] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def find(self, code: str, act: Act, text: str) -> None:
        self.findings.append(Finding(code, (act.id,), text, act.party))


def after(state: State, act: Act, course: Course) -> State:
    """The state after one more act, in every outcome that is still open."""
    quiet = replace(course, findings=[])  # What only some outcome says is no finding.
    outcomes = list(_after(replace(state, also=None), act, course).outcomes()) if state.also else []
    if not outcomes:
        return _after(state, act, course)
    for other in state.outcomes():
        if other is not state:
            outcomes += _after(replace(other, also=None), act, quiet).outcomes()
    found: State | None = None
    for outcome in reversed(list(dict.fromkeys(replace(one, also=None) for one in outcomes))[:MOST_OUTCOMES]):
        found = replace(outcome, also=found)
    return found or state


def _after(state: State, act: Act, course: Course) -> State:
    if act.kind in SIGNATURES and state.signed is None:
        state = replace(state, signed=act.id)
    if act.kind in course.consents:
        return _consented(state, act, course)
    handler = HANDLERS.get(act.kind)
    return handler(state, act, course) if handler else state


def _consented(state: State, act: Act, course: Course) -> State:
    current = state.consent
    if current is not None and not current.closed:
        if current.act is None:
            return replace(state, consent=replace(current, act=act.id), suspended=None, suspended_end=NEVER)
        course.find("repeated_consent", act, "The party had consented already; it remains one consent.")
        return state
    force, follows = from_when(act, course, first=current is None)
    found = course.recorded.get(act.id)
    if found is not None:
        force, follows = _recorded_force(found, force, course), False
    joint = act.joint and follows and force == act.days
    unended = _unended(current) if current else None
    return replace(
        state,
        consent=Consent(act.id, force, follows, joint),
        earlier=current,
        suspended=None,
        suspended_end=NEVER,
        also=replace(state, consent=unended) if unended else None,
    )


def _unended(consent: Consent) -> Consent | None:
    """The consent without what may not have ended it: a withdrawal that came too late, a notice revoked in time."""
    if any(exit_.void is None for exit_ in consent.exits):
        return None
    if consent.withdrawn is None:
        return replace(consent, exits=())
    low, high = consent.force[0], min(consent.force[1], consent.withdrawn[1])
    if low > high:
        return None
    return replace(consent, force=(low, high), follows=False, withdrawn=None, withdrawn_by=None, exits=())


def from_when(act: Act, course: Course, first: bool) -> tuple[Range, bool]:
    """From when the agreement is in force for the party (R5, VCLT 24): and whether that is the agreement's own day.

    `first`: the party has not consented before. Where its consent is one that the rule needs, it surely came in time.
    """
    entry, terms = course.entry, course.terms
    if act.kind == "succession":
        if act.effective is None:
            course.find(
                "succession_without_effective_date", act, "The date of succession is not recorded: the deposit counts."
            )
        return _not_before(entry.days, act.effect)
    if act.effective is not None:
        return _not_before(entry.days, act.effective)
    limit = entry.trigger or (entry.days if terms.bilateral and entry.recorded is not None else None)
    needed = first and entry.trigger is not None and act.party in course.needed
    if needed or (limit is not None and act.hi <= limit[0]):
        return entry.days, True
    late = _not_before(entry.days, (terms.party_delay or terms.delay or NO_DELAY).shift(act.days))
    if limit is not None and act.lo <= limit[1]:
        return (min(entry.days[0], late[0][0]), max(entry.days[1], late[0][1])), False
    return late


def _not_before(entry: Range, days: Range) -> tuple[Range, bool]:
    return (max(entry[0], days[0]), max(entry[1], days[1])), days[1] <= entry[0]


def _recorded_force(act: Act, force: Range, course: Course) -> Range:
    """R1(b): a recorded day for the party rules, though not over a later one recorded for the agreement."""
    days, entry = act.effect, course.entry.days
    if days[1] < force[0] or days[0] > force[1]:
        course.find(
            "party_entry_conflict", act, "The recorded day for the party and the one that follows from the rule differ."
        )
    return max(days[0], entry[0]), max(days[1], entry[1])


def _in_force(state: State, act: Act, course: Course) -> State:
    """A day of entry into force is recorded for a party whose consent is not."""
    force = (max(act.effect[0], course.entry.days[0]), max(act.effect[1], course.entry.days[1]))
    if state.consent is None:
        return replace(state, consent=Consent(None, force, False))
    if state.consent.act is None:
        return replace(state, consent=replace(state.consent, force=force, follows=False))
    return state


def recorded_days(acts: Sequence[Act], consents: frozenset[str], entries: Sequence[Act]) -> dict[str, Act]:
    """For each consent the recorded entry into force for the party that comes after it, before the next consent."""
    found: dict[str, Act] = {}
    given = [act for act in acts if act.kind in consents]
    for entry in sorted(entries, key=lambda entry: (entry.effect, entry.id)):
        index = bisect_right(given, entry.effect[1], key=lambda act: act.lo)
        if index:
            found.setdefault(given[index - 1].id, entry)
    return found


def _withdrawn(state: State, act: Act, course: Course) -> State:
    current = state.consent
    if current is None or current.act is None or current.withdrawn is not None:
        return state
    days = (max(act.effect[0], act.lo), max(act.effect[1], act.hi))
    if current.force[0] <= days[1]:
        text = "The consent was withdrawn when the agreement was, or may have been, in force for the party: leaving needs a notice."
        course.find("consent_withdrawn_after_entry_into_force", act, text)
    if current.force[1] <= days[0]:
        return state
    return replace(state, consent=replace(current, withdrawn=days, withdrawn_by=act.id))


def _left(state: State, act: Act, course: Course) -> State:
    """R8: an exit of a party that has consented; nobody else can leave."""
    current, terms = state.consent, course.terms
    if current is None:
        return state
    days = exit_range(act, terms)
    if days is None:
        course.find("exit_not_permitted", act, "The text rules an exit out, and no effect is recorded.")
        return state
    if act.effective is None and act.kind != "expulsion":
        days = _with_clause(act, days, current, course)
    elif act.kind != "expulsion" and terms.exit_delay and days[1] < terms.exit_delay.after(act.lo):
        course.find("exit_sooner_than_clause", act, "The exit takes effect sooner than the clause allows.")
    return replace(state, consent=replace(current, exits=_with(current.exits, Exit(act.id, days))))


def _with(exits: tuple[Exit, ...], exit_: Exit) -> tuple[Exit, ...]:
    """One exit more; of very many only those that may take effect first are kept."""
    if len(exits) < MOST_EXITS:
        return (*exits, exit_)
    return tuple(sorted((*exits, exit_), key=lambda one: one.days)[:MOST_EXITS])


def _with_clause(act: Act, days: Range, current: Consent, course: Course) -> Range:
    """R8(c), (e): no clause leaves it open; a notice before the first permitted day counts from that day."""
    terms = course.terms
    if terms.exit_delay is None:
        course.find("no_exit_clause", act, "No clause on leaving is known and no effect is recorded (VCLT 56).")
    if terms.exit_not_before is None:
        return days
    permitted = terms.exit_not_before.shift(current.force)
    if act.hi < permitted[0]:
        course.find(
            "exit_notice_too_early", act, "The notice came before the first permitted day and counts from that day."
        )
    given = (max(act.lo, permitted[0]), max(act.hi, permitted[1]))
    if terms.exit_delay is not None:
        return terms.exit_delay.shift(given)
    return YEAR.after(given[0]), FOREVER


def _not_renewed(state: State, act: Act, course: Course) -> State:
    if act.id not in course.notices or state.consent is None:
        return state
    days = course.notices[act.id]
    left = replace(state, consent=replace(state.consent, exits=_with(state.consent.exits, Exit(act.id, days))))
    return replace(left, also=state) if days[1] >= FOREVER else left  # The notice may have come too late.


def _revoked(state: State, act: Act, course: Course) -> State:
    """R8(h): before the effect it undoes the notice, afterwards nothing (VCLT 68)."""
    current = state.consent
    if current is None:
        return state
    exits = list(current.exits)
    for index in range(len(exits) - 1, -1, -1):
        if act.target in (None, exits[index].act):
            if act.lo >= exits[index].days[1]:
                course.find("revocation_too_late", act, "The notice had taken effect when it was revoked.")
            elif act.hi < exits[index].days[0]:
                del exits[index]
            else:
                course.find("revocation_timing_uncertain", act, "The revocation may have come too late.")
                exits[index] = replace(exits[index], void=act.days)
            break
    return replace(state, consent=replace(current, exits=tuple(exits)))


def _suspended(state: State, act: Act, course: Course) -> State:
    current = state.consent
    if current is None or current.force[0] > act.effect[1] or current.force[0] >= FOREVER:
        course.find("suspension_of_non_party", act, "The agreement was not in force for the party that suspended it.")
    if current is None:
        return state
    return replace(state, suspended=act.effect, suspended_end=act.until or NEVER, suspended_by=act.id)


def _resumed(state: State, act: Act, course: Course) -> State:
    return replace(state, suspended_end=earliest([state.suspended_end, act.effect]))


def _declined(state: State, act: Act, course: Course) -> State:
    return replace(state, declined=act.effect, declined_by=act.id)


def _extinct(state: State, act: Act, course: Course) -> State:
    return replace(state, extinct=act.effect, extinct_by=act.id)


def _applies(state: State, act: Act, course: Course) -> State:
    running = state.provisional is not None and state.provisional_end == NEVER
    start = earliest([state.provisional, act.effect]) if running and state.provisional else act.effect
    by = state.provisional_by if running else act.id
    return replace(state, provisional=start, provisional_end=NEVER, provisional_by=by, opted_out=False)


def _opted_out(state: State, act: Act, course: Course) -> State:
    return replace(state, opted_out=True)


def _applied(state: State, act: Act, course: Course) -> State:
    return replace(state, provisional_end=earliest([state.provisional_end, act.effect]))


HANDLERS: dict[str, Callable[[State, Act, Course], State]] = {
    "entry_into_force": _in_force,
    "consent_withdrawn": _withdrawn,
    **dict.fromkeys(EXITS, _left),
    "non_renewal_notice": _not_renewed,
    "withdrawal_revoked": _revoked,
    "suspension": _suspended,
    "resumption": _resumed,
    "intention_not_to_become_party": _declined,
    "state_extinction": _extinct,
    "provisional_application_start": _applies,
    "provisional_application_opt_out": _opted_out,
    "provisional_application_end": _applied,
}
