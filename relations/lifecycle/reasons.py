"""Why a status holds: the rule, the acts, the clause, and a sentence by which a reader can check it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from relations.lifecycle.kinds import ADOPTIONS, CONSENTS, EXITS, SIGNATURES
from relations.lifecycle.model import BEGINNING, FOREVER, Act, Range, Why
from relations.lifecycle.party import Person
from relations.lifecycle.record import Record
from relations.lifecycle.state import Exit, State
from relations.lifecycle.words import condition, ids, label, listed, on, since

NOT_BINDING = {"not_binding_active", "not_binding_ended", "participant"}


class Reasons:
    """The reasons of one reading of the record."""

    def __init__(self, found: Record, binding: bool) -> None:
        self._record, self._terms, self._binding = found, found.terms, binding
        self._of_all: dict[str, Callable[[date], Why]] = {
            "in_force": self._in_force,
            "signed_not_in_force": self._signed,
            "adopted": self._adopted,
            "negotiating": lambda day: self._acts_say(
                "R3", "negotiation_opened", "Talks had begun, and no text was adopted."
            ),
            "provisionally_applied": self._provisional,
            "suspended": self._suspended,
            "partly_suspended": self._suspended,
            "never_entered_into_force": self._never,
            "not_concluded": lambda day: Why("R3", (), None, "Nothing had been signed or agreed yet."),
            "unknown": lambda day: Why("R3", (), None, "The record does not say what was before."),
        }
        self._of_party: dict[str, Callable[[Person, State], Why]] = {
            "none": self._none,
            "signatory": self._signatory,
            "declined": self._declined,
            "contracting": self._contracting,
            "provisional": self._applies,
            "party": self._party,
            "party_withdrawal_pending": self._pending,
            "suspended": self._paused,
            "former": self._former,
            "extinct": self._extinct,
        }

    def why(self, status: str, code: str | None, day: date, view: str) -> Why:
        """The reason for one possible status of the agreement (code None) or of a party on a day."""
        found = self._agreement(status, day) if code is None else self._code(status, code, day)
        return Why(found.rule, found.events, found.clause, f"As {view} reads it: {found.sentence}") if view else found

    def _agreement(self, status: str, day: date) -> Why:
        if status == "not_binding_active":
            return self._not_binding(self._in_force(day), "It operates, and is not meant to bind.")
        if status == "not_binding_ended":
            return self._not_binding(self._ended(day, ""), "It was not meant to bind, and has ended.")
        if status == "adopted" and not self._binding:
            return self._not_binding(self._signed(day), "It is signed and does not operate yet.")
        return self._of_all[status](day) if status in self._of_all else self._ended(day, status)

    @staticmethod
    def _not_binding(why: Why, sentence: str) -> Why:
        return Why("R17", why.events, why.clause, f"{sentence} {why.sentence}")

    def _whole(self, *kinds: str) -> list[Act]:
        return [act for act in self._record.whole if act.kind in kinds]

    def _acts_say(self, rule: str, kind: str, sentence: str) -> Why:
        return Why(rule, ids(self._whole(kind)), None, sentence)

    @cached_property
    def _continuities(self) -> list[Act]:
        return [act for act in self._record.acts if act.kind == "state_continuity"]

    @cached_property
    def _own(self) -> list[Act]:
        """The acts of all parties, by day."""
        acts = [act for person in self._record.people.values() for act in person.acts]
        return sorted(acts, key=lambda act: (act.lo, act.hi, act.party or "", act.id))

    def _acts(self, kinds: frozenset[str]) -> list[Act]:
        return [act for act in self._own if act.kind in kinds]

    def _in_force(self, day: date) -> Why:
        entry, clause = self._record.entry, self._terms.entry_clause
        if entry.recorded is not None:
            return Why("R1", (entry.recorded.id,), clause, f"Its entry into force is recorded: {since(entry.days)}.")
        acts = [act for act in self._acts(CONSENTS | SIGNATURES) if act.lo <= (entry.trigger or entry.days)[1]]
        if entry.days[1] >= FOREVER:
            text = f"It may be in force: {self._open(entry.days)}."
            return Why("R3", ids(acts), clause, text)
        parties = listed(act.party or "" for act in acts if act.kind in CONSENTS or self._terms.rule == "on_signature")
        text = f"In force {since(entry.days)}. It enters into force {condition(self._terms)}; the acts of {parties} met that."
        return Why("R3", ids(acts), clause, text)

    def _open(self, days: Range) -> str:
        if self._terms.rule == "unknown":
            return "the rule by which it enters into force is not known, and no day is recorded"
        if not self._terms.complete:
            return f"it enters into force {condition(self._terms)}, and the record is not complete"
        return f"it enters into force {condition(self._terms)}, and the dates leave the day open"

    def _signed(self, day: date) -> Why:
        acts = [act for act in self._acts(SIGNATURES | CONSENTS | {"note_sent"}) if act.lo <= day]
        signing = [act for act in acts if act.kind in SIGNATURES] or acts
        first = (
            f"{listed(act.party or '' for act in signing)} signed {_when(signing)}"
            if signing
            else "Consent was expressed"
        )
        entry = self._record.entry.days
        if entry[0] >= FOREVER:
            rest = f"it enters into force {condition(self._terms)}, and the record does not show that"
        elif day < entry[0]:
            rest = f"it enters into force only {on(entry)}"
        else:
            rest = self._open(entry) if entry[1] >= FOREVER else f"it enters into force {on(entry)}"
        return Why("R3", ids(acts), self._terms.entry_clause, f"{first}; {rest}.")

    def _adopted(self, day: date) -> Why:
        acts = [act for act in self._record.whole if act.kind in ADOPTIONS]
        return Why("R3", ids(acts), None, f"The text was adopted {_when(acts)}, and nobody had signed or consented.")

    def _provisional(self, day: date) -> Why:
        acts = self._whole("provisional_entry_into_force") or self._acts(frozenset({"provisional_application_start"}))
        return Why(
            "R7", ids(acts), None, f"It is applied provisionally, {since(acts[0].effect)}, and not in force (VCLT 25)."
        )

    def _suspended(self, day: date) -> Why:
        acts = [act for act in self._whole("suspended_all") if act.effect[0] <= day]
        acts += [act for act in self._acts(frozenset({"suspension"})) if act.effect[0] <= day and not _over(act, day)]
        who = listed(act.party or "all parties" for act in acts)
        return Why("R11", ids(acts), None, f"Suspended by {who}, {_since(acts)}.")

    def _never(self, day: date) -> Why:
        ended = self._ended(day, "")
        return Why("R9", ended.events, None, f"It ended without ever having been in force. {ended.sentence}")

    def _ended(self, day: date, status: str) -> Why:
        found = [
            one for one in self._record.endings if one.clock.lo <= day and status in ("", one.status) and one.clock.why
        ]
        if found:
            first = min(found, key=lambda one: (one.clock.lo, one.clock.hi))
            why = first.clock.why
            assert why is not None  # noqa: S101 - Sought above.
            return Why(
                why.rule, why.events, why.clause, f"{why.sentence} It is no longer in force {since(first.clock.range)}."
            )
        gap = next((end for end, revived in self._record.course.gaps if end[0] <= day < revived[1]), None)
        text = f"Its term ended {on(gap)}, and it was extended only later." if gap else "It has ended."
        return Why("R10", self._record.course.acts, self._terms.duration_clause, text)

    def _code(self, status: str, code: str, day: date) -> Why:
        if status == "continued_by_other" or (status == "none" and self._begins(code, day)):
            return self._continued(code, status)
        person = self._record.people.get(self._record.person_of.get(code, code))
        if person is None:
            return Why("R3", (), None, f"No act of {code} is on record.")
        done = person.done_by(day)
        state = person.states[done]
        person = replace(person, name=_called(code, person.acts[max(0, done - 1) : done]))
        if status == "participant":
            return self._not_binding(
                self._participant(person, state), f"{code} takes part; the instrument is not meant to bind."
            )
        return self._of_party[status](person, state)

    def _begins(self, code: str, day: date) -> bool:
        return any(act.other_party == code and day < act.hi for act in self._continuities)

    def _continued(self, code: str, status: str) -> Why:
        side = "party" if status == "continued_by_other" else "other_party"
        act = next(act for act in self._continuities if getattr(act, side) == code)
        text = f"{act.other_party} continues the legal person of {act.party}, {since(act.effect)}."
        return Why("R12", (act.id,), None, text)

    def _participant(self, person: Person, state: State) -> Why:
        return self._party(person, state) if state.consent else self._signatory(person, state)

    def _none(self, person: Person, state: State) -> Why:
        if state.consent is not None and state.consent.withdrawn_by:
            return self._lost(person, state)
        return Why("R3", (), None, f"No signature or consent of {person.name} is on record by then.")

    def _lost(self, person: Person, state: State) -> Why:
        consent = state.consent
        events = tuple(key for key in (consent.act, consent.withdrawn_by) if key) if consent else ()
        return Why("R6", events, None, f"{person.name} withdrew its consent before the agreement was in force for it.")

    def _signatory(self, person: Person, state: State) -> Why:
        if state.consent is not None and state.consent.withdrawn_by:
            return self._lost(person, state)
        acts = person.named(state.signed)
        rest = "no consent to be bound is on record by then"
        if state.consent is not None:
            rest = "the agreement was not in force for it"
        return Why("R3", ids(acts), None, f"{person.name} signed {_when(acts)}; {rest}.")

    def _declined(self, person: Person, state: State) -> Why:
        acts = person.named(state.declined_by)
        text = f"{person.name} made clear that it will not become a party (VCLT 18(a))."
        return Why("R7", ids(acts), None, text)

    def _contracting(self, person: Person, state: State) -> Why:
        acts = person.named(state.consent.act if state.consent else None)
        days = state.consent.force if state.consent else (FOREVER, FOREVER)
        rest = "is not yet in force for it" if days[0] >= FOREVER else f"is in force for it only {since(days)}"
        how = f"by {label(acts[0])} " if acts else ""
        return Why(
            "R5",
            ids(acts),
            self._terms.entry_clause,
            f"{person.name} consented {how}{_when(acts)}; the agreement {rest}.",
        )

    def _applies(self, person: Person, state: State) -> Why:
        acts = person.named(state.provisional_by) or self._whole("provisional_entry_into_force")
        return Why("R7", ids(acts), None, f"{person.name} applies it provisionally, {_since(acts)} (VCLT 25).")

    def _party(self, person: Person, state: State) -> Why:
        consent = state.consent
        if consent is None or consent.act is None:
            acts = person.named(state.signed)
            text = (
                f"{person.name} is a side of a bilateral agreement that is in force; no separate consent is recorded."
            )
            recorded = (self._record.entry.recorded.id,) if self._record.entry.recorded else ()
            return Why("R5", (*ids(acts), *recorded), self._terms.entry_clause, text)
        acts = person.named(consent.act)
        how = f"{person.name} consented by {label(acts[0])} {_when(acts)}" if acts else f"{person.name} consented"
        text = f"{how}; in force for it {since(consent.force)} (VCLT 24)."
        return Why("R5", ids(acts), self._terms.entry_clause, text)

    def _pending(self, person: Person, state: State) -> Why:
        exit_ = state.consent.exits[-1] if state.consent and state.consent.exits else Exit("", (BEGINNING, FOREVER))
        acts = person.named(exit_.act)
        text = f"{person.name} gave notice {_when(acts)}; it takes effect {on(exit_.days)}, until then it is bound."
        return Why("R8", ids(acts), self._terms.exit_clause, text)

    def _paused(self, person: Person, state: State) -> Why:
        acts = person.named(state.suspended_by) or self._whole("suspended_all")
        return Why("R11", ids(acts), None, f"Suspended for {person.name} {_since(acts)}.")

    def _former(self, person: Person, state: State) -> Why:
        consent = state.consent or state.earlier
        leaving = [exit_.act for exit_ in consent.exits] if consent else []
        acts = [act for act in person.named(*leaving) if act.kind in EXITS]
        if acts and consent is not None:
            text = (
                f"{person.name} left: {label(acts[-1])} {_when(acts[-1:])}, with effect {on(consent.exits[-1].days)}."
            )
            return Why("R8", ids(acts), self._terms.exit_clause, text)
        ended = self._ended(FOREVER, "")
        return Why(
            ended.rule,
            ended.events,
            ended.clause,
            f"{person.name} was bound until the agreement ended. {ended.sentence}",
        )

    def _extinct(self, person: Person, state: State) -> Why:
        acts = person.named(state.extinct_by)
        return Why(
            "R12", ids(acts), None, f"{person.name} ceased to exist {on(state.extinct or (BEGINNING, FOREVER))}."
        )


def _called(code: str, acts: Sequence[Act]) -> str:
    """The code; where only an earlier code of the same person acted, that code as well (R12 a)."""
    actors = list(dict.fromkeys(act.party for act in acts if act.party))
    return code if code in actors or not actors else f"{code} (as {actors[0]})"


def _when(acts: list[Act]) -> str:
    """When the acts were done: one day, or from the first to the last."""
    if not acts:
        return "on an unknown day"
    return on(acts[0].days) if len({act.days for act in acts}) == 1 else on((acts[0].lo, max(act.hi for act in acts)))


def _since(acts: list[Act]) -> str:
    return since(acts[0].effect) if acts else "from an unknown day"


def _over(act: Act, day: date) -> bool:
    return act.until is not None and act.until[1] <= day
