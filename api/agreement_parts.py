"""What an agreement's representation is computed from beside its own columns."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from api.asked import Asked
from api.shapes import SHAPES, Part, bounds, children, ordered
from api.timelines import deadlines_object
from relations import cases
from relations.aggregates.agreement import AGREEMENT
from relations.courses import deadlines_on
from relations.derivation import following_acts
from relations.deriving import identity_links
from relations.documents import formed, read_members
from relations.members import Member, Row
from relations.models import Agreement, Event, Participation, Standing

SIDES = ("party", "member_of_side")
IDENTITY_NAMES = ("id", "kind", "party", "other_party", "date")
NOTHING_KNOWN: Row = {
    "rule": "unknown",
    "n": None,
    "delay": None,
    "party_delay": None,
    "not_before": None,
    "fixed_date": None,
    "effective_from": None,
    "other_agreement": None,
    "clause": None,
}


def member(name: str) -> Member:
    return next(found for found in AGREEMENT.members if found.name == name)


def parties(ids: Sequence[UUID], asked: Asked) -> dict[UUID, list[str]]:
    """The codes of those who are parties in their own right, each once; the State that acted, not the one that continues it."""
    rows = Standing.objects.filter(agreement__in=ids, role__in=SIDES, via__isnull=True).order_by("party__code")
    found: dict[UUID, list[str]] = {key: [] for key in ids}
    for key, code in rows.values_list("agreement_id", "party__code").distinct():
        found[key].append(code)
    return found


def subjects(ids: Sequence[UUID], asked: Asked) -> dict[UUID, list[str]]:
    """The notations of the subjects, in the order of the vocabulary."""
    found = read_members(member("subjects"), "agreement", ids)
    return {key: ordered("subjects", found.get(key, [])) for key in ids}


def belonging(path: str) -> Part:
    """The objects of another shape that belong to the agreement."""

    def part(ids: Sequence[UUID], asked: Asked) -> Mapping[UUID, Any]:
        return children(SHAPES[path], "agreement", ids, asked.plain())

    return part


def deadlines(ids: Sequence[UUID], asked: Asked) -> dict[UUID, Row]:
    """The deadlines on the day, from what the door stored."""
    found = deadlines_on(asked.on, ids)
    return {key: deadlines_object(shown) for key, shown in found.items()}


def terms(ids: Sequence[UUID], asked: Asked) -> dict[UUID, Row | None]:
    """The terms with the parties that they name, in the form that `derive/` takes."""
    found = read_members(member("terms"), "agreement", ids)
    named = read_members(member("named_parties"), "agreement", ids)
    scopes = dict(Agreement.objects.filter(pk__in=ids).values_list("pk", "scope"))
    sides = Participation.objects.filter(agreement__in=ids).values_list("agreement_id", "party__code", "role")
    roles: dict[UUID, list[Row]] = {key: [] for key in ids}
    for key, code, role in sides:
        roles[key].append({"party": code, "role": role})
    return {
        key: _terms(formed(member("terms"), found.get(key, [])), named.get(key, []), scopes[key], roles[key])
        for key in scopes
    }


def negotiating(ids: Sequence[UUID], asked: Asked) -> dict[UUID, list[str]]:
    """The codes of those whose act is needed, named by the record or the two sides of a bilateral agreement."""
    named = read_members(member("named_parties"), "agreement", ids)
    sides = read_members(member("participations"), "agreement", ids)
    scopes = dict(Agreement.objects.filter(pk__in=ids).values_list("pk", "scope"))
    return {
        key: cases.negotiating(
            {"named_parties": named.get(key, []), "participations": sides.get(key, []), "scope": scopes[key]}
        )
        for key in scopes
    }


def identity_acts(ids: Sequence[UUID], asked: Asked) -> dict[UUID, list[Row]]:
    """The acts that follow from relations between parties: a State that continues another, or ceased to exist."""
    links, sides = identity_links(), read_members(member("participations"), "agreement", ids)
    acts: dict[UUID, list[Row]] = {key: [] for key in ids}
    for key, kind, code in Event.objects.filter(agreement__in=ids).values_list("agreement_id", "kind", "party__code"):
        acts[key].append({"kind": kind, "party": code})
    found = {key: following_acts(acts[key], sides.get(key, []), links) for key in ids}
    return {key: [{name: act.get(name) for name in IDENTITY_NAMES} for act in rows] for key, rows in found.items()}


def _terms(shown: Row | None, named: list[Row], scope: str, sides: list[Row]) -> Row | None:
    if shown is None and not named:
        return None
    whole = shown or _blank()
    document = {"terms": whole, "named_parties": named, "scope": scope, "participations": sides}
    entry, condition = dict(whole["entry_into_force"]), cases.entry_condition(document)
    entry.pop("share_at_least", None)
    entry["negotiating"] = cases.negotiating(document)
    entry["named"], entry["not_counted"] = condition.get("named", []), condition.get("not_counted", [])
    entry["share"] = condition.get("share")
    return whole | {"entry_into_force": _dated(entry), "duration": _dated(whole["duration"])}


def _blank() -> Row:
    """Terms of which nothing is known but the parties they name."""
    duration: Row = dict.fromkeys(
        ("term", "ends_on", "renewal_term", "notice", "late_notice", "other_agreement", "clause")
    )
    withdrawal: Row = dict.fromkeys(("allowed", "delay", "not_before", "clause"))
    return {
        "id": None,
        "entry_into_force": NOTHING_KNOWN,
        "duration": {"type": "unstated"} | duration,
        "withdrawal": withdrawal,
    }


def _dated(part: Row) -> Row:
    """With the bounds of its partial dates beside them."""
    shown: Row = {}
    for name, value in part.items():
        shown[name] = value
        if name in ("not_before", "fixed_date", "effective_from", "ends_on"):
            shown |= bounds(name, value)
    return shown
