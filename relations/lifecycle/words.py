"""Dates, lists and rules in words, for the sentences of the reasons."""

from collections.abc import Iterable, Sequence

from relations.dates import display
from relations.lifecycle.entry import NO_DELAY
from relations.lifecycle.model import BEGINNING, FOREVER, Act, Range, Terms
from relations.vocabulary import ACTIONS

MOST = 6

CONDITIONS = {
    "on_signature": "when the last negotiating State has signed",
    "exchange_of_instruments": "when the instruments of ratification are exchanged",
    "exchange_of_notes": "on the reply note",
    "last_completion_notification": "when the last side has notified that its procedures are complete",
    "nth_consent": "when the number of consents that the text asks for is reached",
    "all_negotiating_states": "when every negotiating State has consented (VCLT 24(2))",
    "named_states": "when the States that the text names have consented",
    "share_condition": "when enough States with the share that the text asks for have consented",
    "fixed_date": "on the date in the text, or when the consents are there if that is later",
    "upon_other_agreement": "together with another agreement",
    "retroactive_to_date": "once the consents are there, with effect from the earlier date in the text",
}


def on(days: Range) -> str:
    """`on 18 February 2025`, `between … and …`, `from … on`, `by …`."""
    low, high = days
    if low >= FOREVER:
        return "on no day that is known"
    if low == high:
        return f"on {display(str(low))}"
    if high >= FOREVER:
        return "on an unknown day" if low == BEGINNING else f"on some day from {display(str(low))} on"
    if low == BEGINNING:
        return f"by {display(str(high))}"
    return f"between {display(str(low))} and {display(str(high))}"


def since(days: Range) -> str:
    """The same for the beginning of something that goes on."""
    known = days[0] == days[1] and days[0] < FOREVER
    return f"from {display(str(days[0]))}" if known else f"beginning {on(days)}"


def listed(names: Iterable[str]) -> str:
    """`IND and RUS`; a long list is cut with its number."""
    rows = list(dict.fromkeys(names))
    if len(rows) > MOST:
        return f"{', '.join(rows[: MOST - 1])} and {len(rows) - MOST + 1} others"
    return " and ".join([", ".join(rows[:-1]), rows[-1]] if len(rows) > 1 else rows)


def label(act: Act) -> str:
    """The act in words, without capital: `withdrawal`, `exchange of instruments`."""
    text = ACTIONS[act.kind].label if act.kind in ACTIONS else act.kind
    return text[:1].lower() + text[1:]


def condition(terms: Terms) -> str:
    """When the agreement enters into force, as a clause of a sentence."""
    text = CONDITIONS.get(terms.rule, "under a rule that is not known")
    if terms.rule == "nth_consent" and terms.n:
        text = f"when {terms.n} States have consented"
    delay = f", then after {terms.delay}" if terms.delay and terms.delay != NO_DELAY and terms.delay.n else ""
    return text + delay


def ids(acts: Sequence[Act]) -> tuple[str, ...]:
    """The ids of the acts that a reader needs; of very many the first and the last."""
    found = list(dict.fromkeys(act.id for act in acts))
    return tuple(found if len(found) <= 2 * MOST else [*found[:MOST], *found[-MOST:]])
