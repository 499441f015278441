"""From an agreement's document to the input of the status engine; pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

Row = dict[str, Any]
ACT_FIELDS = (
    "id",
    "kind",
    "party",
    "date",
    "effective",
    "until",
    "order",
    "target",
    "other_party",
    "contested",
    "views",
)


def _known(row: Mapping[str, Any]) -> Row:
    """Without what is not known: to the engine a missing key and null are one."""
    return {name: value for name, value in row.items() if value is not None}


def _named(parties: Iterable[Row], part: str) -> list[str]:
    return [row["party"] for row in parties if row["part"] == part]


def entry_condition(document: Row) -> Row:
    """The entry-into-force rule with its parameters, the named parties and shares included."""
    terms, parties = document["terms"], document["named_parties"]
    if terms is None:
        return {"rule": "unknown"}
    entry = _known(terms["entry_into_force"])
    entry |= {part: codes for part in ("named", "not_counted") if (codes := _named(parties, part))}
    weights = {row["party"]: float(row["weight"]) for row in parties if row["part"] == "share"}
    at_least = entry.pop("share_at_least", None)
    if at_least is not None:
        entry["share"] = {"at_least": float(at_least), "weights": weights}
    return entry


def negotiating(document: Row) -> list[str]:
    """The States whose act is needed: those named so; else the sides of a bilateral agreement."""
    named = _named(document["named_parties"], "negotiating")
    if named or document["scope"] != "bilateral":
        return named
    sides = sorted({row["party"] for row in document["participations"] if row["role"] == "party"})
    return sides if len(sides) == 2 else []


def case(document: Row, other_entry: Mapping[str, str | None] | None = None) -> Row:
    """`{"agreement", "events"}` as `derive/` takes it; `other_entry` gives the entry into force of agreements named."""
    entry = entry_condition(document)
    if other_entry and entry.get("other_agreement") in other_entry:
        entry |= _known({"other_entry_into_force": other_entry[entry["other_agreement"]]})
    terms = document["terms"]
    agreement = {
        "scope": document["scope"],
        "bindingness": document["bindingness"],
        "negotiating": negotiating(document),
        "record_complete": document["complete_until"] is not None,
        "entry_into_force": entry,
        "duration": _known(terms["duration"]) if terms else {"type": "unstated"},
        "withdrawal": _known(terms["withdrawal"]) if terms else {},
    }
    return {"agreement": agreement, "events": [act(event) for event in document["events"]]}


def act(event: Row) -> Row:
    """An event reduced to what the engine reads."""
    return _known({name: event.get(name) for name in ACT_FIELDS})


def identity_acts(codes: set[str], links: Iterable[tuple[str, str, str, str | None]]) -> list[Row]:
    """Relations between parties as acts on one agreement of which `codes` are parties.

    A link is (kind, later party, earlier party, date text). A continuation makes two codes one person; a succession
    ends the earlier State, and gives the later one nothing without an instrument of its own (VCSS 16, 34).
    """
    acts: dict[str, Row] = {}
    for kind, later, earlier, day in links:
        if earlier not in codes:
            continue
        if kind == "continues":
            acts[f"identity:{later}:{earlier}"] = {
                "kind": "state_continuity",
                "party": earlier,
                "other_party": later,
                "date": day,
            }
        elif kind in ("succeeds", "merges_into"):
            acts[f"extinct:{earlier}"] = {"kind": "state_extinction", "party": earlier, "date": day}
    return [_known({"id": key, **row}) for key, row in acts.items()]


def span_day(day: date) -> str | None:
    """A stored bound as the world sees it: null for the beginning and for no end."""
    return None if day.year in (1, 9999) else str(day)
