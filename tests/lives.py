"""Plausible lives of agreements for property tests, in the JSON shape of a case, and the days hidden in vague dates."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from relations.dates import FIRST_DAY, LAST_DAY, parse

Row = dict[str, Any]
Case = tuple[Row, list[Row]]
DATE_FIELDS = ("date", "effective", "until")
START = date(1990, 1, 1)
CONSENT_OF = {
    "on_signature": "signature",
    "exchange_of_instruments": "instrument_exchange",
    "exchange_of_notes": "note_sent",
    "last_completion_notification": "completion_notification",
}
ENDS = ("terminated_by_consent", "superseded", "completed", "abandoned", "declared_void", "expired")
gaps = st.integers(0, 900)
rarely = st.integers(0, 5).map(lambda number: number == 0)
durations = st.builds(
    lambda n, unit: {"n": n, "unit": unit},
    st.integers(1, 30),
    st.sampled_from(["days", "months", "first_day_of_month_after_n_days", "first_day_of_nth_month"]),
)


def day_of(number: int) -> str:
    return (START + timedelta(number)).isoformat()


@st.composite
def entry_rules(draw: st.DrawFn, parties: list[str], bilateral: bool) -> Row:
    """A rule with its parameters, known more often than not."""
    rules = [
        "on_signature",
        "exchange_of_instruments",
        "all_negotiating_states",
        "unknown",
        "last_completion_notification",
    ]
    if not bilateral:
        rules = ["nth_consent", "nth_consent", "named_states", "share_condition", "all_negotiating_states", "unknown"]
    entry: Row = {"rule": draw(st.sampled_from([*rules, "fixed_date", "retroactive_to_date"]))}
    if entry["rule"] == "nth_consent":
        entry["n"] = draw(st.integers(1, len(parties)))
    elif entry["rule"] == "named_states":
        entry["named"] = draw(st.lists(st.sampled_from(parties), min_size=1, max_size=2, unique=True))
    elif entry["rule"] == "share_condition":
        weights = {code: draw(st.integers(5, 50)) for code in parties}
        entry |= {"n": 1, "share": {"at_least": 50, "weights": weights}}
    elif entry["rule"] == "fixed_date":
        entry["fixed_date"] = day_of(draw(st.integers(0, 1500)))
    elif entry["rule"] == "retroactive_to_date":
        entry["effective_from"] = day_of(draw(st.integers(-400, 900)))
    if draw(st.booleans()):
        entry["delay"] = draw(durations)
    if draw(rarely):
        entry["party_delay"] = draw(durations)
    if draw(rarely):
        entry["not_before"] = day_of(draw(st.integers(0, 2500)))
    return entry


@st.composite
def terms(draw: st.DrawFn, parties: list[str]) -> Row:
    """The terms of an agreement between these parties."""
    bilateral = len(parties) == 2 and draw(st.booleans())
    agreement: Row = {
        "scope": "bilateral" if bilateral else draw(st.sampled_from(["multilateral", "plurilateral"])),
        "bindingness": draw(st.sampled_from(["binding"] * 6 + ["non_binding", "mixed", "disputed", "unknown"])),
        "negotiating": parties if bilateral or draw(st.booleans()) else [],
        "record_complete": draw(st.booleans()),
        "entry_into_force": draw(entry_rules(parties, bilateral)),
    }
    if draw(st.booleans()):
        kinds = ["fixed_term", "fixed_then_tacit", "fixed_then_by_agreement", "indefinite", "unstated"]
        kind = draw(st.sampled_from(kinds))
        length = {"n": draw(st.integers(1, 4)), "unit": "years"}
        agreement["duration"] = {
            "type": kind,
            "term": length,
            "late_notice": draw(st.sampled_from(["lapses", "carries_over"])),
        }
        if draw(st.booleans()):
            agreement["duration"]["notice"] = {"n": draw(st.integers(1, 8)), "unit": "months"}
    if draw(st.booleans()):
        agreement["withdrawal"] = {
            "allowed": draw(st.sampled_from([True, True, None, False])),
            "delay": draw(durations),
        }
        if draw(rarely):
            agreement["withdrawal"]["not_before"] = {"n": 1, "unit": "years"}
    return agreement


@st.composite
def party_life(draw: st.DrawFn, party: str, agreement: Row) -> list[Row]:
    """What one party does: signature, consent, then what follows in the life of a party, perhaps its return."""
    consent = CONSENT_OF.get(agreement["entry_into_force"]["rule"], "ratification")
    kinds = draw(st.sampled_from([["signature", consent], ["signature", consent], [consent], ["signature"], []]))
    turns = [
        ["suspension", "resumption"],
        ["suspension"],
        ["withdrawal"],
        ["withdrawal", "withdrawal_revoked"],
        ["withdrawal", consent],
        ["consent_withdrawn"],
        ["consent_withdrawn", consent],
        ["non_renewal_notice"],
        ["provisional_application_start", "provisional_application_end"],
        ["intention_not_to_become_party"],
        ["expulsion"],
        ["state_extinction"],
        ["entry_into_force"],
        [consent],
    ]
    kinds = [*kinds, *(kind for turn in draw(st.lists(st.sampled_from(turns), max_size=2)) for kind in turn)]
    if draw(rarely):
        kinds = ["provisional_application_start", *kinds]
    day, acts = draw(st.integers(0, 300)), []
    for kind in kinds:
        act: Row = {"kind": kind, "party": party, "date": day_of(day)}
        if kind in ("withdrawal", "suspension", "expulsion", "intention_not_to_become_party") and draw(rarely):
            act["effective"] = day_of(day + draw(gaps))
        acts.append(act)
        day += draw(gaps)
    return acts


@st.composite
def agreement_acts(draw: st.DrawFn) -> list[Row]:
    """What is done for the agreement as a whole."""
    acts: list[Row] = []
    if draw(st.booleans()):
        acts.append({"kind": "text_adopted", "date": day_of(draw(st.integers(-400, 0)))})
    if draw(rarely):
        acts.append({"kind": "entry_into_force", "date": day_of(draw(st.integers(-50, 1500)))})
    if draw(rarely):
        start = draw(st.integers(100, 900))
        acts.append({"kind": "provisional_entry_into_force", "date": day_of(start)})
        acts.append({"kind": "provisional_application_end", "date": day_of(start + draw(gaps))})
    if draw(rarely):
        start = draw(st.integers(300, 2000))
        acts.append({"kind": "suspended_all", "date": day_of(start)})
        acts.append({"kind": "resumed_all", "date": day_of(start + draw(gaps))})
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
        start = draw(st.integers(300, 3000))
        acts.append({"kind": "extended", "date": day_of(start), "until": day_of(start + 1 + draw(gaps))})
    if draw(rarely):
        acts.append({"kind": draw(st.sampled_from(ENDS)), "date": day_of(draw(st.integers(800, 4000)))})
    return [{**act, "party": None} for act in acts]


@st.composite
def exact_cases(draw: st.DrawFn) -> Case:
    """A plausible life with exact dates."""
    parties = draw(st.sampled_from([["A", "B"], ["A", "B"], ["A", "B", "C"], ["A", "B", "C", "D"]]))
    agreement = draw(terms(parties))
    acts = [act for party in parties for act in draw(party_life(party, agreement))] + draw(agreement_acts())
    if draw(rarely):
        acts.append(
            {"kind": "state_continuity", "party": "A", "other_party": "Z", "date": day_of(draw(st.integers(0, 3000)))}
        )
    return agreement, [{"id": f"e{number:02}", **act} for number, act in enumerate(acts)]


def _around(draw: st.DrawFn, text: str) -> str:
    """A range that holds the day: its month, its year, an interval, or one open end."""
    day = date.fromisoformat(text)
    before, after = draw(st.integers(0, 500)), draw(st.integers(0, 500))
    low, high = (day - timedelta(before)).isoformat(), (day + timedelta(after)).isoformat()
    choices = [text, text, text[:7], text[:4], f"{low}/{high}", f"{low}/{high}", f"../{high}", f"{low}/.."]
    return draw(st.sampled_from(choices))


@st.composite
def vague_cases(draw: st.DrawFn) -> Case:
    """A plausible life with some of its dates blurred, each into a range that contains it."""
    agreement, events = draw(exact_cases())
    return agreement, [
        {**event, **{name: _around(draw, event[name]) for name in DATE_FIELDS if name in event and draw(st.booleans())}}
        for event in events
    ]


@st.composite
def contested_cases(draw: st.DrawFn) -> Case:
    """A vague life in which one act is contested, with named views or without."""
    agreement, events = draw(vague_cases())
    if events:
        act = draw(st.sampled_from(events))
        named = [{"view": "one", "reading": "as_recorded"}, {"view": "other", "reading": "no_effect"}]
        act |= {"contested": True, "views": draw(st.sampled_from([named, []]))}
    return agreement, events


def is_exact(case: Case) -> bool:
    return all(
        event[name] == event[name][:10] and len(event[name]) == 10
        for event in case[1]
        for name in DATE_FIELDS
        if name in event
    )


def shifted(value: Any, days: int) -> Any:
    """The same JSON with every day in it moved."""
    if isinstance(value, dict):
        return {name: shifted(part, days) for name, part in value.items()}
    if isinstance(value, list):
        return [shifted(part, days) for part in value]
    if isinstance(value, str) and value[:1].isdigit() and (found := parse(value)).precision == "day" and found.earliest:
        return date.fromordinal(found.earliest.toordinal() + days).isoformat()
    return value


def renamed(value: Any, names: Callable[[str], str]) -> Any:
    """The same JSON with the codes A to Z of parties renamed, as keys of weights too."""
    if isinstance(value, dict):
        return {names(name): renamed(part, names) for name, part in value.items()}
    if isinstance(value, list):
        return [renamed(part, names) for part in value]
    return names(value) if isinstance(value, str) else value


def pick(draw: st.DrawFn, low: date | None, high: date | None) -> date:
    """A day of a range, its ends often; beyond an open end some years."""
    first = (low or max(FIRST_DAY, (high or START) - timedelta(2500))).toordinal()
    last = (high or min(LAST_DAY, max(START, low or START) + timedelta(9000))).toordinal()
    last = max(first, last)
    return date.fromordinal(draw(st.one_of(st.just(first), st.just(last), st.integers(first, last))))


def breakpoints(*timelines: Iterable[Any]) -> Iterator[date]:
    """Every first day of a span: between two of them no answer changes."""
    yield from sorted({span.start for spans in timelines for span in spans})
