"""Documents: rows and documents are two forms of one thing, and every edit can be taken back."""

import copy
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from relations import models
from relations.aggregates import AGGREGATES
from relations.documents import canonical, formed, plain_value, read
from relations.log import faults
from relations.members import Aggregate, Column, Member, Row
from relations.revisions import restore, revise, undo
from tests import make

pytestmark = pytest.mark.django_db
CODES = ("IND", "RUS", "SUN")
NASTY = ["plain", "a\u2028b", "quotes \" and \\ and '", "é ü ж 中", "<script>alert(1)</script>", "=1+1", "x" * 200]
TEXT = st.sampled_from(NASTY)
DATES = st.sampled_from([None, "1954", "1954-04", "1954-04-07", "195X", "../1960", "1955~", "1950/1960"])
PARTY = st.sampled_from(CODES)


def a_row(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries({"id": st.uuids(version=4).map(str), **parts})


ACTS = a_row(
    kind=st.sampled_from(["signature", "ratification", "withdrawal", "suspension"]),
    party=PARTY,
    date=DATES,
    effective=DATES,
    place=st.none() | TEXT,
    note=st.none() | TEXT,
    order=st.integers(-5, 5),
    signatories=st.lists(
        st.fixed_dictionaries({"name": TEXT.map(lambda text: text[:100]), "office": st.none()}), max_size=2
    ),
)
PROVISIONS = a_row(
    number=st.none() | st.sampled_from(["1", "2"]),
    order=st.integers(0, 9),
    texts=st.lists(
        st.fixed_dictionaries({"language": st.just("en"), "heading": st.none(), "summary": TEXT, "quote": st.none()}),
        max_size=2,
    ),
    concepts=st.sampled_from([[], ["access.port"], ["access.airfield", "access.port"]]),
    triggers=st.sampled_from([[], ["access.port"]]),
    roles=st.sampled_from([[], [{"party": "IND", "role": "grantor"}, {"party": "RUS", "role": "beneficiary"}]]),
    limits=st.lists(
        st.fixed_dictionaries(
            {
                "metric": st.just("ships"),
                "comparator": st.just("max"),
                "unit": st.none(),
                "scope": st.none(),
                "applies_to": st.none(),
                "value": st.sampled_from(["5", "0.5", "3000"]),
                "value_to": st.none(),
            }
        ),
        max_size=2,
    ),
    facilities=st.sampled_from([[], [{"key": "vladivostok", "basis": "inferred_by_source"}]]),
)
TERMS = st.none() | a_row(
    entry_into_force=st.just({"rule": "on_signature", "delay": {"n": 30, "unit": "days"}}),
    duration=st.just({"type": "fixed_then_tacit", "term": {"n": 5, "unit": "years"}}),
    withdrawal=st.sampled_from([{}, {"allowed": True, "delay": {"n": 6, "unit": "months"}}]),
)


ASSESSMENTS = a_row(
    kind=st.just("benefit"), statement=TEXT, author=st.just("A writer"), about=st.sampled_from([[], ["SUN"]])
)
CITATIONS = a_row(source=st.just("gazette"), field=st.just("date"), preferred=st.booleans())
IDENTIFIERS = a_row(scheme=st.just("unts_registration"), value=st.sampled_from(["I-1", "II-2"]))


def negotiating(codes: set[str]) -> list[Row]:
    return [{"party": code, "part": "negotiating"} for code in sorted(codes)]


BODY = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["treaty", "agreement"]),
        "scope": st.just("bilateral"),
        "summary": st.none() | TEXT,
        "complete_until": st.sampled_from([None, "2025-12-31"]),
        "titles": st.lists(a_row(language=st.just("en"), kind=st.just("official"), text=TEXT), max_size=2),
        "subjects": st.sampled_from([[], ["defence.logistics"]]),
        "identifiers": st.lists(IDENTIFIERS, max_size=1),
        "participations": st.lists(a_row(party=PARTY), max_size=3, unique_by=lambda row: row["party"]),
        "named_parties": st.sets(PARTY, max_size=2).map(negotiating),
        "terms": TERMS,
        "events": st.lists(ACTS, max_size=4),
        "provisions": st.lists(PROVISIONS, max_size=3),
    }
)


@st.composite
def agreements(draw: st.DrawFn) -> Row:
    """A new state of one agreement, without its id and ref; assessments and citations point into it."""
    body = draw(BODY)
    provisions = sorted(row["id"] for row in body["provisions"])
    body["assessments"] = [{**row, "provisions": provisions} for row in draw(st.lists(ASSESSMENTS, max_size=1))]
    targets = [{"kind": "event", "id": act["id"]} for act in body["events"][:2]]
    body["citations"] = [{**draw(CITATIONS), "target": target} for target in targets]
    return body


def furniture() -> models.Agreement:
    """What the drawn documents refer to, and an agreement to edit."""
    for code in CODES:
        make.party(code)
    make.source("gazette")
    make.facility("vladivostok")
    for notation in ("access.port", "access.airfield"):
        make.concept(notation)
    make.concept("defence.logistics", scheme="subject")
    return make.agreement("edited")


def live(agreement: models.Agreement) -> Row:
    return read(AGGREGATES["agreement"], [agreement.pk])[agreement.pk]


class _Undone(Exception):
    pass


def in_a_world_of_its_own(test: Any) -> None:
    """Runs one drawn example and rolls it back."""
    try:
        around = transaction.atomic()
        around._from_testcase = True  # type: ignore[attr-defined] # The door may be the outermost one inside it.
        with around:
            test()
            raise _Undone
    except _Undone:
        pass


@settings(max_examples=40, phases=[Phase.generate])
@given(st.lists(agreements(), min_size=1, max_size=4))
def test_edits_undone_in_reverse_leave_every_document_as_it_was(states: list[Row]) -> None:
    def example() -> None:
        agreement = furniture()
        documents = [live(agreement)]
        for state in states:
            wanted = {"id": str(agreement.pk), "ref": "edited", **copy.deepcopy(state)}
            restore("agreement", agreement.pk, wanted, by="tests", reason="An edit")
            documents.append(live(agreement))
            newest = models.Revision.objects.filter(root_id=agreement.pk).latest("seq")
            assert newest.document_bytes == canonical(documents[-1])
        for document in reversed(documents[:-1]):
            undo(last_edit(agreement, document), by="tests", reason="Taken back")
            assert canonical(live(agreement)) == canonical(document)
        restore("agreement", agreement.pk, documents[-1], by="tests", reason="And once more")
        assert canonical(live(agreement)) == canonical(documents[-1])
        assert list(faults()) == []

    in_a_world_of_its_own(example)


def last_edit(agreement: models.Agreement, before: Row) -> models.Revision:
    """The revision right after the one whose document was `before`."""
    log = list(models.Revision.objects.filter(root_id=agreement.pk).order_by("seq"))
    earlier = next(row for row in log if row.document == before)
    return log[log.index(earlier) + 1] if log.index(earlier) + 1 < len(log) else log[-1]


def plainly(aggregate: Aggregate, root: Any) -> Row:
    """The document, written row by row and attribute by attribute: slow, and easy to believe."""
    return {
        "format": 1,
        "id": str(root.pk),
        **{column.name: plain_value(attribute(root, column)) for column in aggregate.columns},
        **{member.name: formed(member, members_of(member, root)) for member in aggregate.members},
    }


def attribute(row: Any, column: Column) -> Any:
    if column.reference is None:
        return getattr(row, column.attribute)
    other = getattr(row, column.field)
    return None if other is None else getattr(other, column.reference)


def members_of(member: Member, parent: Any) -> list[Any]:
    rows = member.model._default_manager.filter(**{member.parent: parent}, **dict(member.where)).order_by(*member.order)
    return [shown(member, row) for row in rows]


def shown(member: Member, row: Any) -> Any:
    if member.form == "values":
        return plain_value(attribute(row, member.columns[0]))
    flat: Row = {"id": str(row.pk)} if member.has_id else {}
    flat |= {column.name: plain_value(attribute(row, column)) for column in member.columns}
    nested = member.nested(flat) if member.nested else flat
    return nested | {child.name: formed(child, members_of(child, row)) for child in member.members}


@settings(max_examples=40, phases=[Phase.generate])
@given(agreements())
def test_the_fast_reader_says_what_the_plain_one_says(state: Row) -> None:
    def example() -> None:
        agreement = furniture()
        restore(
            "agreement", agreement.pk, {"id": str(agreement.pk), "ref": "edited", **state}, by="t", reason="An edit"
        )
        agreement.refresh_from_db()
        assert live(agreement) == plainly(AGGREGATES["agreement"], agreement)

    in_a_world_of_its_own(example)


def test_every_kind_of_aggregate_can_be_read_written_and_restored() -> None:
    agreement = furniture()
    summit = make.diplomatic_event("summit-2025")
    make.outcome(summit)
    make.citation(summit, field="date")
    with make.door():
        models.EventParticipant.objects.create(event=summit, party=make.party("IND"), name="A minister")
        models.EventConcern.objects.create(event=summit, agreement=agreement)
        models.PartyIdentifier.objects.create(party=make.party("IND"), scheme="m49", value="356")
    for aggregate in AGGREGATES.values():
        for root in aggregate.model._default_manager.filter(**dict(aggregate.where)):
            document = read(aggregate, [root.pk])[root.pk]
            assert document == plainly(aggregate, root)
            before = models.Revision.objects.count()
            restore(aggregate.kind, root.pk, document, by="tests", reason="As it is")
            assert models.Revision.objects.count() == before


def test_a_new_document_needs_only_what_has_no_default() -> None:
    make.party("IND")
    with revise(by="tests", reason="Sparse") as door:
        (key,) = door.put("agreement", [{"ref": "sparse", "kind": "treaty", "scope": "bilateral"}])
    document = read(AGGREGATES["agreement"], [key])[key]
    assert (document["bindingness"], document["terms"], document["events"]) == ("unknown", None, [])
    with pytest.raises(ValidationError), revise(by="tests", reason="Too sparse") as door:
        door.put("agreement", [{"ref": "sparser"}])


def test_a_missing_root_is_left_out() -> None:
    assert read(AGGREGATES["agreement"], [UUID(int=1)]) == {}
