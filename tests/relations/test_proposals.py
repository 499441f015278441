"""Proposals: written through the same door as revisions, kept apart from everything published, reviewed, then published."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from relations import models
from relations.aggregates import AGGREGATES
from relations.documents import read
from relations.guard import OutsideTheDoor, guarded
from relations.log import faults
from relations.members import Row
from relations.models import Proposal
from relations.models.keys import uuid7
from relations.proposals import comment, edit, propose, publish, reject, request_changes, submit, withdraw
from relations.revisions import revise
from tests import make

pytestmark = pytest.mark.django_db
CANARY = "Canary of Murmansk"


def user(name: str, **fields: Any) -> User:
    found = User.objects.filter(username=name).first()
    return found or User.objects.create_user(name, password="secret", **fields)  # noqa: S106


def document(of: Any, kind: str = "agreement") -> Row:
    return read(AGGREGATES[kind], [of.pk])[of.pk]


def newest() -> models.Revision:
    return models.Revision.objects.latest("seq")


def proposal(of: models.Agreement, by: str = "ann", **fields: Any) -> Proposal:
    """A draft that changes fields of an agreement."""
    with propose(by=user(by), reason="As the gazette has it") as door:
        changed = models.Agreement.objects.get(pk=of.pk)
        for name, value in fields.items():
            setattr(changed, name, value)
        changed.save()
    return door.proposals[0]


def in_review(of: models.Agreement, by: str = "ann", **fields: Any) -> Proposal:
    return submit(proposal(of, by, **fields), by=user(by))


def test_what_is_proposed_is_kept_and_nothing_is_published() -> None:
    agreement = make.agreement("relos-2025")
    before, revisions = document(agreement), models.Revision.objects.count()
    with propose(by=user("ann"), reason="Three acts at once") as door:
        act = make.event(agreement, "signature", "IND")
        make.event(agreement, "signature", "RUS")
    assert (document(agreement), models.Revision.objects.count()) == (before, revisions)
    kept = Proposal.objects.get()
    assert door.proposals == [kept]
    assert (kept.kind, kept.root_id, kept.key, kept.base) == ("agreement", agreement.pk, "relos-2025", 1)
    assert (kept.state, kept.author, kept.reason) == ("draft", user("ann"), "Three acts at once")
    assert kept.document is not None
    assert str(act.pk) in [event["id"] for event in kept.document["events"]]
    assert kept.document | {"events": []} == before


def test_publishing_brings_exactly_the_proposed_document_and_one_revision() -> None:
    make.party("IND")
    with propose(by=user("ann"), reason="A new pact") as door:
        make.agreement("relos-2025", parties=("IND", "RUS"))
    kept = {row.kind: submit(row, by=user("ann")) for row in door.proposals}
    assert {row.kind: (row.base, row.key) for row in kept.values()} == {
        "party": (0, "RUS"),
        "agreement": (0, "relos-2025"),
    }
    publish(kept["party"], by=user("bob"))
    published = publish(kept["agreement"], by=user("bob"), reason="Read and found right", request_id="r-1")
    revision = newest()
    assert (published.state, published.published_as) == ("published", revision)
    assert (revision.action, revision.author, revision.request_id) == ("create", user("bob"), "r-1")
    assert revision.reason == "Read and found right"
    live = read(AGGREGATES["agreement"], [kept["agreement"].root_id])
    assert revision.document == kept["agreement"].document == live[kept["agreement"].root_id]
    assert list(faults()) == []


def test_what_a_proposal_refers_to_must_be_published_first() -> None:
    with propose(by=user("ann"), reason="A new pact") as door:
        make.agreement("relos-2025", parties=("IND", "RUS"))
    pact = next(row for row in door.proposals if row.kind == "agreement")
    with pytest.raises(ValidationError) as caught:
        publish(submit(pact, by=user("ann")), by=user("bob"))
    assert caught.value.messages == ["Unknown party “IND”.", "Unknown party “RUS”."]


def test_a_proposal_without_a_change_is_none() -> None:
    agreement = make.agreement()
    with propose(by=user("ann"), reason="Saved as it was") as door:
        agreement.save()
    assert door.proposals == []


def test_documents_are_proposed_as_they_are_published() -> None:
    agreement = make.agreement()
    wanted = document(agreement) | {"place": "Moscow"}
    with propose(by=user("ann"), reason="From a table") as door:
        door.put("agreement", [wanted])
    assert [row.document for row in door.proposals] == [wanted]


def test_what_the_door_refuses_is_not_proposed() -> None:
    agreement = make.agreement()
    with pytest.raises(ValidationError, match="takes part in this agreement in this role already"):  # noqa: SIM117
        with propose(by=user("ann"), reason="India, once more"):
            models.Participation.objects.create(agreement=agreement, party=make.party("IND"))
    with pytest.raises(ValidationError, match="Say why"), propose(by=user("ann"), reason=" "):
        pass
    with pytest.raises(RuntimeError), propose(by=user("ann"), reason="Half done"):
        make.event(agreement)
        raise RuntimeError
    with revise(by="tests", reason="Real"), pytest.raises(OutsideTheDoor), propose(by=user("ann"), reason="Inside"):
        pass
    assert not Proposal.objects.exists()


def test_nothing_of_a_proposal_stands_in_a_table_of_published_facts() -> None:
    agreement = make.agreement()
    row = proposal(agreement, summary=CANARY)
    comment(row, by=user("bob"), text=CANARY)
    request_changes(submit(row, by=user("ann")), by=user("bob"), text=CANARY)
    for model in guarded().values():
        assert CANARY not in str(list(model._default_manager.values()))
    revisions = models.Revision.objects.all()
    assert all(CANARY not in str(revision.document) for revision in revisions)
    with_reverse = [relation.related_model for relation in models.Revision._meta.related_objects]
    assert with_reverse == []


def test_a_deletion_is_proposed_and_published_as_a_tombstone() -> None:
    agreement = make.agreement("relos-2025")
    with propose(by=user("ann"), reason="A duplicate") as door:
        agreement.delete()
    [row] = door.proposals
    assert (row.document, row.base, row.key) == (None, 1, "relos-2025")
    published = publish(submit(row, by=user("ann")), by=user("bob"))
    assert (newest().action, newest().key) == ("delete", "relos-2025")
    assert published.published_as == newest()
    assert not models.Agreement.objects.exists()


def test_what_something_refers_to_cannot_be_deleted() -> None:
    party = make.party("IND")
    with propose(by=user("ann"), reason="A duplicate") as door:
        models.Party.objects.get(code="IND").delete()
    row = submit(door.proposals[0], by=user("ann"))
    for number in range(3):
        make.agreement(f"late-{number}")
    with pytest.raises(ValidationError, match="used by 3 participations"):
        publish(row, by=user("bob"))
    with pytest.raises(ValidationError, match="used by 3 participations"), propose(by=user("ann"), reason="Again"):
        models.Party.objects.get(code="IND").delete()
    row.refresh_from_db()
    assert (row.state, row.published_as, document(party, "party")["code"]) == ("in_review", None, "IND")


def test_an_edited_document_is_completed_and_its_editor_remembered_once() -> None:
    agreement = make.agreement("relos-2025")
    row = proposal(agreement, place="Moscow")
    assert row.document is not None
    for place in ("Delhi", "New Delhi"):
        titles = [{"language": "en", "kind": "short", "text": "RELOS"}]
        row = edit(row, row.document | {"place": place, "titles": titles}, by=user("cleo"))
    assert row.document is not None
    assert row.document["place"] == "New Delhi"
    assert row.document["titles"][0]["id"]
    assert [editor.user for editor in row.editors.all()] == [user("cleo")]
    assert (row.author, row.base) == (user("ann"), 1)
    publish(submit(row, by=user("cleo")), by=user("bob"))
    assert document(agreement) == row.document


def test_an_edit_that_could_not_be_published_is_refused() -> None:
    row = proposal(make.agreement(), place="Moscow")
    assert row.document is not None
    for wrong, sentence in (
        ({"depositary": "XXX"}, "Unknown party “XXX”"),
        ({"ref": "Not A Slug"}, "lower-case letters"),
        ({"id": str(uuid7())}, "the proposal of"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            edit(row, row.document | wrong, by=user("ann"))
    assert Proposal.objects.get().packed == row.packed


def test_a_record_that_was_never_published_cannot_be_proposed_for_deletion() -> None:
    with propose(by=user("ann"), reason="A new party") as door:
        make.party("IND")
    with pytest.raises(ValidationError, match="Only a record that was published"):
        edit(door.proposals[0], None, by=user("ann"))


def test_whoever_comes_second_is_told_that_the_proposal_has_changed() -> None:
    row = proposal(make.agreement(), place="Moscow")
    edit(row, row.document, by=user("cleo"))
    for late in (
        lambda: edit(row, row.document, by=user("ann")),
        lambda: submit(row, by=user("ann")),
    ):
        with pytest.raises(ValidationError, match="since you read it"):
            late()


def test_a_proposal_goes_to_and_fro_until_it_is_published() -> None:
    row = in_review(make.agreement(), place="Moskow")
    row = request_changes(row, by=user("bob"), text="A typing error in the place.")
    assert row.document is not None
    row = edit(row, row.document | {"place": "Moscow"}, by=user("ann"))
    comment(row, by=user("ann"), text="Done.")
    row = publish(submit(row, by=user("ann")), by=user("bob"))
    assert row.state == "published"
    said = [(said.author.username, said.text) for said in row.comments.select_related("author")]
    assert said == [("bob", "A typing error in the place."), ("ann", "Done.")]


MOVES: dict[str, Callable[[Proposal], object]] = {
    "edited": lambda row: edit(row, row.document, by=user("ann")),
    "submitted": lambda row: submit(row, by=user("ann")),
    "sent back": lambda row: request_changes(row, by=user("bob"), text="Why?"),
    "rejected": lambda row: reject(row, by=user("bob"), text="No."),
    "withdrawn": lambda row: withdraw(row, by=user("ann")),
    "published": lambda row: publish(row, by=user("bob")),
}
ALLOWED = {
    "draft": {"edited", "submitted", "withdrawn"},
    "in_review": {"edited", "sent back", "rejected", "withdrawn", "published"},
    "changes_requested": {"edited", "submitted", "rejected", "withdrawn"},
    "rejected": set(),
    "withdrawn": set(),
    "published": set(),
}


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("state", ALLOWED)
def test_in_every_state_a_proposal_can_go_only_where_it_may(state: str, move: str) -> None:
    row = proposal(make.agreement(), place="Moscow")
    Proposal.objects.update(state=state)
    if move in ALLOWED[state]:
        MOVES[move](row)
        return
    with pytest.raises(ValidationError, match=f"is {state.replace('_', ' ')}; only one that .* can be {move}"):
        MOVES[move](row)
    assert Proposal.objects.get().state == state


def test_only_its_writers_submit_a_proposal_and_only_its_author_withdraws_it() -> None:
    row = proposal(make.agreement(), place="Moscow")
    with pytest.raises(ValidationError, match="Only its author and its editors"):
        submit(row, by=user("bob"))
    row = edit(row, row.document, by=user("cleo"))
    with pytest.raises(ValidationError, match="Only its author withdraws"):
        withdraw(row, by=user("cleo"))
    assert submit(row, by=user("cleo")).state == "in_review"


def test_who_refuses_says_why() -> None:
    row = in_review(make.agreement(), place="Moscow")
    for refuse in (request_changes, reject):
        with pytest.raises(ValidationError):
            refuse(row, by=user("bob"), text=" ")
    assert Proposal.objects.get().state == "in_review"
    assert not row.comments.exists()


@pytest.mark.parametrize(
    "wrong", [{"packed": None, "base": 0}, {"reason": ""}, {"published_as": 1}], ids=lambda wrong: " ".join(wrong)
)
def test_the_database_itself_refuses_an_impossible_proposal(wrong: Row) -> None:
    proposal(make.agreement(), place="Moscow")
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(**wrong)
