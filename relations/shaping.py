"""Rows whose form in a document differs from their columns: terms and citations. Pure, both ways."""

from typing import Any

Row = dict[str, Any]


def _duration(row: Row, name: str) -> Row | None:
    number = row[f"{name}_n"]
    return None if number is None else {"n": number, "unit": row[f"{name}_unit"]}


def _put(row: Row, name: str, duration: Row | None) -> None:
    row[f"{name}_n"] = duration["n"] if duration else None
    row[f"{name}_unit"] = duration["unit"] if duration else None


def terms_nested(row: Row) -> Row:
    """Columns of the terms, grouped by what they settle."""
    return {
        "id": row["id"],
        "entry_into_force": {
            "rule": row["rule"],
            "n": row["n"],
            "share_at_least": row["share_at_least"],
            "delay": _duration(row, "delay"),
            "party_delay": _duration(row, "party_delay"),
            "not_before": row["not_before"],
            "fixed_date": row["fixed_date"],
            "effective_from": row["effective_from"],
            "other_agreement": row["other_agreement"],
            "clause": row["entry_clause"],
        },
        "duration": {
            "type": row["duration"],
            "term": _duration(row, "term"),
            "ends_on": row["ends_on"],
            "renewal_term": _duration(row, "renewal"),
            "notice": _duration(row, "notice"),
            "late_notice": row["late_notice"],
            "other_agreement": row["until_agreement"],
            "clause": row["duration_clause"],
        },
        "withdrawal": {
            "allowed": row["withdrawal_allowed"],
            "delay": _duration(row, "withdrawal_delay"),
            "not_before": _duration(row, "withdrawal_not_before"),
            "clause": row["withdrawal_clause"],
        },
    }


def terms_flat(nested: Row) -> Row:
    """The columns of nested terms; what is left out is not known."""
    entry, duration, withdrawal = (nested.get(part) or {} for part in ("entry_into_force", "duration", "withdrawal"))
    row = {
        "id": nested["id"],
        "rule": entry.get("rule", "unknown"),
        **{name: entry.get(name) for name in ("n", "share_at_least", "not_before", "fixed_date", "effective_from")},
        "other_agreement": entry.get("other_agreement"),
        "entry_clause": entry.get("clause"),
        "duration": duration.get("type", "unstated"),
        "ends_on": duration.get("ends_on"),
        "late_notice": duration.get("late_notice"),
        "until_agreement": duration.get("other_agreement"),
        "duration_clause": duration.get("clause"),
        "withdrawal_allowed": withdrawal.get("allowed"),
        "withdrawal_clause": withdrawal.get("clause"),
    }
    for name, part, key in (
        ("delay", entry, "delay"),
        ("party_delay", entry, "party_delay"),
        ("term", duration, "term"),
        ("renewal", duration, "renewal_term"),
        ("notice", duration, "notice"),
        ("withdrawal_delay", withdrawal, "delay"),
        ("withdrawal_not_before", withdrawal, "not_before"),
    ):
        _put(row, name, part.get(key))
    return row


def citation_nested(row: Row) -> Row:
    nested = {"id": row["id"], "source": row["source"], "target": {"kind": row["target_kind"], "id": row["target_id"]}}
    return nested | {name: value for name, value in row.items() if name not in (*nested, "target_kind", "target_id")}


def citation_flat(nested: Row) -> Row:
    row = {name: value for name, value in nested.items() if name != "target"}
    return row | {"target_kind": nested["target"]["kind"], "target_id": nested["target"]["id"]}
