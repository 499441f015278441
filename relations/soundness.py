"""What must hold between the rows of one aggregate, and no single row or constraint can say."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError

from relations.members import Aggregate, Member, Row

TARGET_OF = {
    "titles": "title",
    "identifiers": "identifier",
    "relations": "relation",
    "texts": "text",
    "terms": "terms",
    "participations": "participation",
    "events": "event",
    "provisions": "provision",
    "assessments": "assessment",
    "outcomes": "outcome",
}
PARTY_TARGET_OF = {"names": "party_name", "relations": "party_relation"}


def check_document(aggregate: Aggregate, document: Row) -> None:
    """Raises ValidationError with one sentence for each thing that does not fit together."""
    faults = [*_citations(aggregate, document)]
    if aggregate.kind == "agreement":
        faults += [*_targets(document), *_named_parties(document), *_grantors(document)]
    if faults:
        raise ValidationError([f"{aggregate.kind} {document[aggregate.key]}: {fault}" for fault in faults])


def targets(aggregate: Aggregate, document: Row) -> set[tuple[str, str]]:
    """Everything in a document that a citation can point at: (kind, id)."""
    names = PARTY_TARGET_OF if aggregate.kind == "party" else TARGET_OF
    found = {(aggregate.kind, document["id"])}
    for member in aggregate.members:
        if member.has_id and member.name in names:
            found |= {(names[member.name], row["id"]) for row in _rows(member, document)}
    return found


def _rows(member: Member, document: Row) -> list[Any]:
    value = document[member.name]
    return value if isinstance(value, list) else [value] if value else []


def _citations(aggregate: Aggregate, document: Row) -> Iterator[str]:
    if not document.get("citations"):
        return
    known = targets(aggregate, document)
    for citation in document["citations"]:
        target = citation["target"]
        if (target["kind"], target["id"]) not in known:
            yield f"the citation of {citation['source']} points at {target['kind']} {target['id']}, which is not part of it."


def _targets(document: Row) -> Iterator[str]:
    own = {event["id"] for event in document["events"]}
    for event in document["events"]:
        if event["target"] is not None and event["target"] not in own:
            yield f"the act {event['kind']} targets {event['target']}, which is an act of another agreement."


def _named_parties(document: Row) -> Iterator[str]:
    if document["terms"] is None and any(row["part"] != "negotiating" for row in document["named_parties"]):
        yield "parties are named by an entry-into-force condition, but there are no terms; add the terms."


def _grantors(document: Row) -> Iterator[str]:
    for provision in document["provisions"]:
        if provision["direction"] == "unilateral" and not any(row["role"] == "grantor" for row in provision["roles"]):
            yield f"provision {provision['number'] or provision['order']} is unilateral and names no grantor; say who grants."
