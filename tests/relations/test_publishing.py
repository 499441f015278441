"""Publishing a proposal over a newer record, by a second person, and by several people at once."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from relations import models
from relations.documents import canonical
from relations.log import faults
from relations.merging import Conflict
from relations.models import Proposal
from relations.proposals import conflicts, edit, propose, publish, rebase, request_changes, submit
from relations.revisions import revise, undo
from tests import make
from tests.relations.test_log import together
from tests.relations.test_proposals import document, in_review, newest, proposal, user


@pytest.fixture
def second_person() -> Iterator[None]:
    with override_settings(REQUIRE_SECOND_PERSON=True):
        yield


def change(of: models.Agreement, **fields: Any) -> None:
    with revise(by="tests", reason="Meanwhile"):
        live = models.Agreement.objects.get(pk=of.pk)
        for name, value in fields.items():
            setattr(live, name, value)
        live.save()


@pytest.mark.django_db
def test_what_was_published_meanwhile_stays_where_the_proposal_changed_something_else() -> None:
    agreement = make.agreement()
    act = make.event(agreement, "signature", "IND", "2025")
    with propose(by=user("ann"), reason="The day") as door:
        models.Event.objects.get(pk=act.pk).delete()
        make.event(agreement, "signature", "RUS", "2025-02-18")
    row = submit(door.proposals[0], by=user("ann"))
    change(agreement, place="Moscow")
    make.event(agreement, "ratification", "IND", "2025-12-03")
    publish(row, by=user("bob"))
    live = document(agreement)
    assert live["place"] == "Moscow"
    assert [(event["kind"], event["party"]) for event in live["events"]] == [
        ("signature", "RUS"),
        ("ratification", "IND"),
    ]


@pytest.mark.django_db
def test_the_same_field_changed_on_both_sides_is_asked_and_the_choice_published() -> None:
    agreement = make.agreement(place="Delhi")
    row = in_review(agreement, place="Moscow", summary="Ports.")
    change(agreement, place="Saint Petersburg")
    with pytest.raises(Conflict) as caught:
        publish(row, by=user("bob"))
    [found] = caught.value.differences
    assert (found.path, found.base, found.theirs, found.ours) == ("place", "Delhi", "Saint Petersburg", "Moscow")
    assert conflicts(row) == [found]
    assert document(agreement)["summary"] is None
    publish(row, by=user("bob"), choices={"place": found.theirs})
    assert (document(agreement)["place"], document(agreement)["summary"]) == ("Saint Petersburg", "Ports.")


@pytest.mark.django_db
def test_a_choice_that_settles_nothing_is_refused() -> None:
    row = in_review(make.agreement(), place="Moscow")
    with pytest.raises(ValidationError, match="no conflict to settle at 'summary'"):
        publish(row, by=user("bob"), choices={"summary": "Smuggled in"})


@pytest.mark.django_db
def test_a_record_that_was_deleted_meanwhile_comes_back_only_by_choice() -> None:
    agreement = make.agreement("relos-2025")
    row = in_review(agreement, place="Moscow")
    with revise(by="tests", reason="A duplicate"):
        models.Agreement.objects.get(pk=agreement.pk).delete()
    with pytest.raises(Conflict, match="the whole record") as caught:
        publish(row, by=user("bob"))
    [found] = caught.value.differences
    publish(row, by=user("bob"), choices={"": found.ours})
    assert (newest().action, newest().revision, document(agreement)["place"]) == ("create", 3, "Moscow")


@pytest.mark.django_db
def test_a_deletion_of_what_was_changed_meanwhile_is_asked() -> None:
    agreement = make.agreement()
    with propose(by=user("ann"), reason="A duplicate") as door:
        models.Agreement.objects.get(pk=agreement.pk).delete()
    row = submit(door.proposals[0], by=user("ann"))
    change(agreement, place="Moscow")
    with pytest.raises(Conflict, match="the whole record"):
        publish(row, by=user("bob"))
    publish(row, by=user("bob"), choices={"": None})
    assert not models.Agreement.objects.exists()


@pytest.mark.django_db
def test_a_merge_that_breaks_a_rule_is_refused_in_the_words_of_the_rule() -> None:
    agreement = make.agreement(parties=("IND",))
    with propose(by=user("ann"), reason="Russia takes part") as door:
        models.Participation.objects.create(agreement=agreement, party=make.party("RUS"))
    row = submit(next(row for row in door.proposals if row.kind == "agreement"), by=user("ann"))
    with make.door():
        models.Participation.objects.create(agreement=agreement, party=make.party("RUS"))
    with pytest.raises(ValidationError, match="takes part in this agreement in this role already"):
        publish(row, by=user("bob"))


@pytest.mark.django_db
def test_of_two_proposals_of_one_new_key_the_second_is_refused_with_a_sentence() -> None:
    rows = []
    for author in ("ann", "cleo"):
        with propose(by=user(author), reason="A new source") as door:
            make.source("gazette")
        rows.append(submit(door.proposals[0], by=user(author)))
    publish(rows[0], by=user("bob"))
    with pytest.raises(ValidationError, match="Another source has this key"):
        publish(rows[1], by=user("bob"))
    assert models.Source.objects.get().pk == rows[0].root_id


@pytest.mark.django_db
def test_a_proposal_is_published_once() -> None:
    row = in_review(make.agreement(), place="Moscow")
    publish(row, by=user("bob"))
    revisions = models.Revision.objects.count()
    with pytest.raises(ValidationError, match="The proposal is published"):
        publish(row, by=user("bob"))
    assert models.Revision.objects.count() == revisions


@pytest.mark.django_db
def test_what_was_published_already_in_other_words_needs_no_revision_more() -> None:
    agreement = make.agreement()
    row = in_review(agreement, place="Moscow")
    change(agreement, place="Moscow")
    revision = newest()
    assert publish(row, by=user("bob")).published_as == revision == newest()


@pytest.mark.django_db
def test_many_are_published_in_one_revision_each_or_none() -> None:
    rows = [in_review(make.agreement(), place="Moscow") for _ in range(2)]
    before = models.Revision.objects.count()
    with revise(by=user("bob"), reason="The whole batch"):
        published = [publish(row, by=user("bob")) for row in rows]
    assert models.Revision.objects.count() == before + 2
    assert {row.published_as for row in published} == set(models.Revision.objects.filter(seq__gt=before))
    assert all(row.published_as and row.published_as.key == row.key for row in published)
    rows = [in_review(make.agreement(), place="Moscow"), rows[0]]
    with pytest.raises(ValidationError), revise(by=user("bob"), reason="One of them is published"):
        for row in rows:
            publish(row, by=user("bob"))
    rows[0].refresh_from_db()
    assert rows[0].state == "in_review"


@pytest.mark.django_db
def test_a_proposal_is_written_anew_upon_what_is_published_now() -> None:
    agreement = make.agreement(place="Delhi")
    row = request_changes(in_review(agreement, place="Moscow", summary="Ports."), by=user("bob"), text="It moved.")
    change(agreement, place="Saint Petersburg")
    with pytest.raises(Conflict):
        rebase(row, by=user("ann"))
    row = rebase(row, by=user("ann"), choices={"place": "Moscow, Kremlin"})
    assert row.base == 2
    assert conflicts(row) == []
    publish(submit(row, by=user("ann")), by=user("bob"))
    assert (document(agreement)["place"], document(agreement)["summary"]) == ("Moscow, Kremlin", "Ports.")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["ann", "cleo"])
def test_nobody_publishes_what_he_wrote_or_edited_superusers_included(name: str, second_person: None) -> None:
    for writer in ("ann", "cleo"):
        user(writer, is_superuser=True, is_staff=True)
    row = proposal(make.agreement(), place="Moscow")
    row = submit(edit(row, row.document, by=user("cleo")), by=user("ann"))
    with pytest.raises(ValidationError, match="needs another publisher"):
        publish(row, by=user(name))
    assert publish(row, by=user("bob")).state == "published"


@pytest.mark.django_db
def test_without_the_rule_an_author_publishes_his_own_proposal() -> None:
    assert publish(in_review(make.agreement(), place="Moscow"), by=user("ann")).state == "published"


@pytest.mark.django_db
def test_where_a_second_person_is_required_nobody_goes_around_the_proposal(second_person: None) -> None:
    agreement = make.agreement()  # Through the door of a program: imports and fixtures have no second person.
    for direct in (
        lambda: undo(newest(), by=user("ann"), reason="Away"),
        lambda: in_review(agreement, place="Moscow") and revise(by=user("ann"), reason="Mine").__enter__(),
    ):
        with pytest.raises(ValidationError, match="needs a second person"):
            direct()
    assert models.Agreement.objects.exists()


@pytest.mark.django_db
def test_a_publisher_chooses_between_the_two_values_and_makes_up_none(second_person: None) -> None:
    agreement = make.agreement(place="Delhi")
    row = in_review(agreement, place="Moscow")
    change(agreement, place="Saint Petersburg")
    with pytest.raises(ValidationError, match="Choose one of the two values at “place”"):
        publish(row, by=user("bob"), choices={"place": "Kazan"})
    publish(row, by=user("bob"), choices={"place": "Moscow"})
    assert document(agreement)["place"] == "Moscow"


def refusals(*acts: Callable[[], object]) -> list[str]:
    """What the acts, all at once, were refused with; any other error fails the test."""
    said: list[str] = []

    def run(number: int) -> None:
        try:
            acts[number]()
        except ValidationError as error:
            said.extend(error.messages)

    assert together(run, len(acts)) == []
    return said


@pytest.mark.django_db(transaction=True)
def test_of_two_publishers_at_once_one_is_refused_and_one_revision_written() -> None:
    agreement = make.agreement()
    names = [user(name) for name in ("bob", "dan", "eve")]
    for turn in range(4):
        row, before = in_review(agreement, place=f"Place {turn}"), models.Revision.objects.count()
        said = refusals(*(partial(publish, row, by=by) for by in names))
        assert len(said) == 2
        assert {"The proposal is published" in sentence for sentence in said} == {True}
        assert models.Revision.objects.count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_who_edits_and_publishes_at_once_does_only_one_of_both(second_person: None) -> None:
    agreement, bob = make.agreement(), user("bob")
    for turn in range(6):
        row = in_review(agreement, place=f"Place {turn}")
        wanted = (row.document or {}) | {"place": f"Slipped in {turn}"}
        said = refusals(partial(publish, row, by=bob), partial(edit, row, wanted, by=bob))
        assert len(said) == 1
        row.refresh_from_db()
        assert (row.state == "published") != row.editors.exists()
        assert "Slipped" not in str(document(agreement)["place"])


@pytest.mark.django_db(transaction=True)
def test_of_two_proposals_of_one_key_published_at_once_one_stands() -> None:
    rows, bob = [], user("bob")
    for author in ("ann", "cleo"):
        with propose(by=user(author), reason="A new source") as door:
            make.source("gazette")
        rows.append(submit(door.proposals[0], by=user(author)))
    said = refusals(*(partial(publish, row, by=bob) for row in rows))
    assert said == ["Another source has this key already."]
    assert Proposal.objects.filter(state="published").count() == models.Source.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_writer_and_a_publisher_of_one_record_lose_nothing() -> None:
    agreement, bob = make.agreement(), user("bob")

    def write(turn: int) -> None:
        with revise(by="writer", reason="A provision more"):
            models.Provision.objects.create(agreement_id=agreement.pk, order=turn)

    for turn in range(6):
        row = in_review(agreement, place=f"Place {turn}")
        assert refusals(partial(publish, row, by=bob), partial(write, turn)) == []
        live = document(agreement)
        assert (live["place"], len(live["provisions"])) == (f"Place {turn}", turn + 1)
        assert models.Revision.objects.filter(root_id=agreement.pk).latest("revision").document_bytes == canonical(live)
    assert list(faults()) == []
