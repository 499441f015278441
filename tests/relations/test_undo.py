"""What is deleted, rehearsed or restored: nothing is lost, and everything can be taken back."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from relations import models
from relations.aggregates import AGGREGATES
from relations.documents import read
from relations.guard import OutsideTheDoor
from relations.log import faults
from relations.members import Row
from relations.revisions import rehearse, restore, revise, undo
from tests import make

pytestmark = pytest.mark.django_db


def document(agreement: models.Agreement) -> Row:
    return read(AGGREGATES["agreement"], [agreement.pk])[agreement.pk]


def newest() -> models.Revision:
    return models.Revision.objects.latest("seq")


def test_deleting_a_member_takes_its_citations_along() -> None:
    agreement = make.agreement()
    act = make.event(agreement)
    make.citation(act, field="date")
    with revise(by="tests", reason="It never happened"):
        act.delete()
    assert document(agreement)["citations"] == []


def test_deleting_an_aggregate_leaves_a_tombstone_and_coming_back_goes_on_counting() -> None:
    agreement = make.agreement("relos-2025")
    kept = document(agreement)
    with revise(by="tests", reason="A duplicate"):
        agreement.delete()
    stone = newest()
    assert (stone.action, stone.document, stone.revision) == ("delete", None, 2)
    undo(stone, by="tests", reason="No duplicate after all")
    assert (newest().action, newest().revision) == ("create", 3)
    assert read(AGGREGATES["agreement"], [stone.root_id])[stone.root_id] == kept


def test_a_child_that_moves_touches_both_aggregates() -> None:
    one, other = make.agreement("one"), make.agreement("other")
    act = make.event(one)
    before = models.Revision.objects.count()
    with revise(by="tests", reason="Filed under the wrong one"):
        moved = models.Event.objects.get(pk=act.pk)
        moved.agreement = other
        moved.save()
    assert models.Revision.objects.count() == before + 2
    assert document(one)["events"] == []
    assert len(document(other)["events"]) == 1


def test_a_rehearsal_shows_and_stores_nothing() -> None:
    agreement = make.agreement(complete_until=date(2025, 12, 31))
    make.terms(agreement, rule="on_signature")
    before = document(agreement), models.Revision.objects.count()
    with rehearse(by="tests") as door:
        make.event(agreement, "signature", "IND", "2025-02-18")
        make.event(agreement, "signature", "RUS", "2025-02-18")
        shown = door.finish()
        assert models.StatusSpan.objects.of_agreements().on(date(2025, 3, 1)).get().status == "in_force"
    assert [entry.key for entry in shown] == [agreement.ref]
    assert shown[0].document is not None
    assert len(shown[0].document["events"]) == 2
    assert (document(agreement), models.Revision.objects.count()) == before


def test_a_rehearsal_cannot_stand_inside_a_revision() -> None:
    with revise(by="tests", reason="Real"), pytest.raises(OutsideTheDoor), rehearse(by="tests"):
        pass


def test_undo_brings_back_what_was_before_as_a_new_revision() -> None:
    agreement = make.agreement()
    provision = make.provision(agreement, concepts=("access.port",))
    make.limit(provision)
    kept = document(agreement)
    with revise(by="tests", reason="A mistake"):
        provision.delete()
        make.event(agreement)
    undo(newest(), by="tests", reason="Taken back")
    assert document(agreement) == kept
    assert newest().reason == "Taken back"
    assert list(faults()) == []


def test_restoring_swaps_unique_values_without_a_clash() -> None:
    agreement = make.agreement()
    for value in ("I-1", "I-2"):
        with make.door():
            models.Identifier.objects.create(agreement=agreement, scheme="unts_registration", value=value)
    wanted = document(agreement)
    first, second = wanted["identifiers"]
    first["value"], second["value"] = second["value"], first["value"]
    restore("agreement", agreement.pk, wanted, by="tests", reason="Swapped")
    assert document(agreement) == wanted


def test_unknown_references_are_named_together_before_anything_is_written() -> None:
    agreement = make.agreement()
    wanted = document(agreement)
    wanted["subjects"] = ["no.such"]
    wanted["depositary"] = "XXX"
    before = models.Revision.objects.count()
    with pytest.raises(ValidationError) as caught:
        restore("agreement", agreement.pk, wanted, by="tests", reason="Gone")
    assert sorted(caught.value.messages) == ["Unknown concept “no.such”.", "Unknown party “XXX”."]
    assert models.Revision.objects.count() == before
