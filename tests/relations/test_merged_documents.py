"""Whatever two people do to one agreement: published is what the pure merge says, or nothing."""

import copy
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st

from relations import models
from relations.documents import canonical
from relations.log import faults
from relations.members import Row
from relations.merging import merge
from relations.proposals import conflicts, propose, publish, submit
from relations.revisions import restore
from tests.relations.test_documents import TEXT, agreements, furniture, in_a_world_of_its_own, live

pytestmark = pytest.mark.django_db
# What points at each other is replaced together.
ALONE = (
    "kind",
    "summary",
    "complete_until",
    "titles",
    "subjects",
    "identifiers",
    "participations",
    "named_parties",
    "terms",
)
BUNDLES = [*((name,) for name in ALONE), ("events", "citations"), ("provisions", "assessments")]


@st.composite
def edits(draw: st.DrawFn) -> Row:
    """New values for some of the parts, and perhaps a note for every act that stays."""
    other = draw(agreements())
    bundles = draw(st.lists(st.sampled_from(BUNDLES), min_size=1, max_size=4))
    edit: Row = {name: other[name] for bundle in bundles for name in bundle}
    return edit if "events" in edit else edit | {"note": draw(st.none() | TEXT)}


def edited(base: Row, edit: Row) -> Row:
    document = copy.deepcopy(base) | copy.deepcopy({name: part for name, part in edit.items() if name != "note"})
    for act in document["events"] if "note" in edit else ():
        act["note"] = edit["note"]
    return document


def in_order(document: Row | None) -> Any:
    """Lists of rows by id: the tables give them an order of their own."""
    return {name: _sorted(value) for name, value in (document or {}).items()}


def _sorted(value: Any) -> Any:
    with_ids = isinstance(value, list) and value and all(isinstance(row, dict) and "id" in row for row in value)
    return sorted(value, key=lambda row: row["id"]) if with_ids else value


@settings(max_examples=25, phases=[Phase.generate])
@given(agreements(), edits(), edits(), st.sampled_from(["theirs", "ours"]))
def test_published_is_the_merge_of_both_sides_or_nothing(base: Row, theirs: Row, ours: Row, side: str) -> None:
    def example() -> None:
        agreement, author = furniture(), User.objects.create_user("ann")
        wanted = {"id": str(agreement.pk), "ref": "edited", **base}
        restore("agreement", agreement.pk, copy.deepcopy(wanted), by="tests", reason="The beginning")
        begin = live(agreement)
        with propose(by=author, reason="One side") as door:
            door.put("agreement", [edited(begin, ours)])
        restore("agreement", agreement.pk, edited(begin, theirs), by="tests", reason="The other side")
        for proposal in door.proposals:
            _published(agreement, submit(proposal, by=author), begin, side, author)
        assert list(faults()) == []

    in_a_world_of_its_own(example)


def _published(agreement: models.Agreement, proposal: models.Proposal, begin: Row, side: str, by: User) -> None:
    before, found = live(agreement), conflicts(proposal)
    choices = {difference.path: getattr(difference, side) for difference in found}
    expected = merge(begin, before, proposal.document, choices)
    try:
        published = publish(proposal, by=by, choices=choices)
    except ValidationError:  # Both sides added what can be there only once.
        event("refused")
        assert canonical(live(agreement)) == canonical(before)
        return
    event("merged with conflicts" if found else "merged")
    assert in_order(live(agreement)) == in_order(expected)
    assert published.published_as is not None
    assert published.published_as.document_bytes == canonical(live(agreement))
