"""Derived rows in the database: refreshed for touched aggregates and for those that depend on them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from relations.courses import course_of
from relations.derivation import (
    Derived,
    Link,
    alternatives,
    codes_of,
    copies,
    derived,
    spans_of,
    standings_of,
)
from relations.findings.flagging import agreement_findings, event_findings, party_findings
from relations.members import Row
from relations.models import (
    Agreement,
    Course,
    Event,
    Finding,
    Participation,
    Party,
    PartyRelation,
    PossibleStatus,
    Revision,
    SearchText,
    Standing,
    StatusSpan,
    Terms,
)
from relations.models.fields import words
from relations.rows import update_rows

IDENTITY = ("continues", "succeeds", "merges_into")
COPIES = ("title", "title_language", "short_title", "party_count")
COPIED_DATES = ("signed_on", "in_force_from", "ended_on")


def identity_links() -> list[Link]:
    """(kind, later party, earlier party, date) of every relation that touches the identity of a State."""
    rows = PartyRelation.objects.filter(kind__in=IDENTITY).order_by("valid_from_earliest", "id")
    found = rows.values_list("kind", "party__code", "other__code", "valid_from")
    return [
        (kind, other, code, day) if kind == "merges_into" else (kind, code, other, day)
        for kind, code, other, day in found
    ]


def add_dependents(by_kind: dict[str, set[UUID]]) -> None:
    """Adds the agreements that have to be derived anew because something they depend on has changed."""
    parties = _parties_with_other_identity(by_kind.get("party", set()))
    if parties:
        concerned = Participation.objects.filter(party__in=parties).values_list("agreement_id", flat=True)
        acted = Event.objects.filter(party__in=parties, agreement__isnull=False).values_list("agreement_id", flat=True)
        by_kind["agreement"] |= set(concerned) | set(acted)
    newest = by_kind.get("agreement", set())
    while newest:
        waiting = set(Terms.objects.filter(other_agreement__in=newest).values_list("agreement_id", flat=True))
        newest = waiting - by_kind["agreement"]
        by_kind["agreement"] |= newest


def _parties_with_other_identity(ids: set[UUID]) -> set[UUID]:
    """Parties whose identity relations are not those of their newest revision, and the parties at the other end."""
    if not ids:
        return set()
    now: dict[UUID, set[tuple[Any, ...]]] = {key: set() for key in ids}
    others: dict[UUID, set[UUID]] = {key: set() for key in ids}
    relations = PartyRelation.objects.filter(party__in=ids, kind__in=IDENTITY)
    for party, kind, code, day, other in relations.values_list(
        "party", "kind", "other__code", "valid_from", "other_id"
    ):
        now[party].add((kind, code, day))
        others[party].add(other)
    before = _published_identity(ids)
    changed = {key for key in ids if now[key] != {row[:3] for row in before.get(key, set())}}
    gone = {row[1] for key in changed for row in before.get(key, set())}
    named = set(Party.objects.filter(code__in=gone).values_list("id", flat=True)) if gone else set()
    return changed.union(named, *(others[key] for key in changed))


def _published_identity(ids: set[UUID]) -> dict[UUID, set[tuple[Any, ...]]]:
    newest = Revision.objects.filter(root_id__in=ids, kind="party").order_by("root_id", "-revision")
    found: dict[UUID, set[tuple[Any, ...]]] = {}
    for revision in newest.iterator(chunk_size=200):
        if revision.root_id not in found:
            rows = (revision.document or {}).get("relations", [])
            found[revision.root_id] = {
                (row["kind"], row["party"], row["valid_from"]) for row in rows if row["kind"] in IDENTITY
            }
    return found


def layers(ids: Iterable[UUID]) -> list[list[UUID]]:
    """Agreements in the order in which they can be derived: one that waits for another comes after it."""
    left = set(ids)
    waits: dict[UUID, UUID] = {}
    if left and Terms.objects.filter(other_agreement__isnull=False).exists():
        waits = dict(
            Terms.objects.filter(other_agreement__isnull=False).values_list("agreement_id", "other_agreement_id")
        )
    ordered: list[list[UUID]] = []
    while left:
        ready = {key for key in left if waits.get(key) not in left} or left  # A circle is derived as it stands.
        ordered.append(sorted(ready))
        left -= ready
    return ordered


def refresh(kind: str, documents: Mapping[UUID, Row], rows: Mapping[UUID, Any], day: date) -> dict[UUID, list[Row]]:
    """Writes what is derived from these documents; returns the status changes on the day, by root."""
    if kind == "agreement":
        return _refresh_agreements(documents, rows, day)
    if kind in ("party", "facility"):
        for key, document in documents.items():
            rows[key].name = shown_name(document["names"])
        update_rows([rows[key] for key in documents], ["name"])
    if kind in ("party", "event"):
        flagged = party_findings if kind == "party" else event_findings
        _flag(kind, documents, [row for key, document in documents.items() for row in flagged(key, document)])
    return {}


def shown_name(names: Sequence[Row]) -> str:
    """The English short name, else another English one, else the first."""
    order = sorted(
        names, key=lambda name: (name["language"] != "en", name["kind"] != "short", name["kind"] in ("former", "alias"))
    )
    return order[0]["text"] if order else ""


def _refresh_agreements(
    documents: Mapping[UUID, Row], rows: Mapping[UUID, Agreement], day: date
) -> dict[UUID, list[Row]]:
    links, entries = identity_links(), other_entries(documents.values())
    found = {key: derived(document, links, entries) for key, document in documents.items()}
    codes = set().union(*(codes_of(one) for one in found.values()))
    parties = dict(Party.objects.keyed(codes).values_list("code", "id"))
    for one in found.values():
        _drop_unknown(one, parties)
    before = _statuses([key for key in documents if rows[key].document_hash], day)
    _rewrite(found, parties)
    _copy(found, rows)
    _index(documents)
    after = _statuses(list(before), day) if before else {}
    return {key: _differences(before[key], after.get(key, {})) for key in before}


def _drop_unknown(found: Derived, parties: Mapping[str, UUID]) -> None:
    """A code that an act names but no party has cannot have spans of its own."""
    for code in [code for code in found.timeline.parties if code not in parties]:
        del found.timeline.parties[code]


def other_entries(documents: Iterable[Row]) -> dict[str, str | None]:
    refs = {
        document["terms"]["entry_into_force"]["other_agreement"]
        for document in documents
        if document["terms"] and document["terms"]["entry_into_force"]["other_agreement"]
    }
    return dict(Agreement.objects.keyed(refs).values_list("ref", "in_force_from")) if refs else {}


def _statuses(ids: Sequence[UUID], day: date) -> dict[UUID, dict[str | None, str]]:
    """Status on the day by party code, null for the agreement itself."""
    found: dict[UUID, dict[str | None, str]] = {key: {} for key in ids}
    spans = StatusSpan.objects.filter(agreement__in=ids).on(day)
    for agreement, code, status in spans.values_list("agreement_id", "party__code", "status"):
        found[agreement][code] = status
    return found


def _differences(before: dict[str | None, str], after: dict[str | None, str]) -> list[Row]:
    codes = sorted(before.keys() | after.keys(), key=lambda code: code or "")
    return [
        {"party": code, "before": before.get(code), "after": after.get(code)}
        for code in codes
        if before.get(code) != after.get(code)
    ]


def _rewrite(found: Mapping[UUID, Derived], parties: Mapping[str, UUID]) -> None:
    ids = list(found)
    for model, path in (
        (PossibleStatus, "span__agreement"),
        (StatusSpan, "agreement"),
        (Standing, "agreement"),
        (Course, "agreement"),
    ):
        doomed = model._default_manager.filter(Q(**{f"{path}__in": ids}))
        doomed._raw_delete(doomed.db)
    spans = [span for key, one in found.items() for span in spans_of(key, one, parties)]
    StatusSpan.objects.bulk_create(spans, batch_size=500)
    PossibleStatus.objects.bulk_create(alternatives(spans), batch_size=500)
    Standing.objects.bulk_create(
        [row for key, one in found.items() for row in standings_of(key, one, parties)], batch_size=500
    )
    Course.objects.bulk_create([course_of(key, one.timeline) for key, one in found.items()], batch_size=500)
    _flag("agreement", ids, [row for key, one in found.items() for row in agreement_findings(key, one, parties)])


def _flag(kind: str, roots: Iterable[UUID], findings: list[Finding]) -> None:
    """Replaces the findings about these records."""
    old = Finding.objects.filter(kind=kind, **{f"{kind}__in": list(roots)})
    old._raw_delete(old.db)
    Finding.objects.bulk_create(findings, batch_size=500)


def _copy(found: Mapping[UUID, Derived], rows: Mapping[UUID, Agreement]) -> None:
    for key, one in found.items():
        for name, value in copies(one).items():
            setattr(rows[key], name, value)
    bounds = [f"{name}_{side}" for name in COPIED_DATES for side in ("earliest", "latest")]
    update_rows([rows[key] for key in found], [*COPIES, *COPIED_DATES, *bounds])


def _index(documents: Mapping[UUID, Row]) -> None:
    old = SearchText.objects.filter(agreement__in=list(documents))
    old._raw_delete(old.db)
    SearchText.objects.bulk_create(
        [SearchText(agreement_id=key, text=words(" ".join(_texts(document)))) for key, document in documents.items()],
        batch_size=500,
    )


def _texts(document: Row) -> list[str]:
    """What full-text search finds an agreement by: titles, summary, identifiers, provisions."""
    texts = [title["text"] for title in document["titles"]] + [document["ref"], document["summary"] or ""]
    texts += [identifier["value"] for identifier in document["identifiers"]]
    for provision in document["provisions"]:
        for text in provision["texts"]:
            texts += [text["heading"] or "", text["summary"] or "", text["quote"] or ""]
    return texts
