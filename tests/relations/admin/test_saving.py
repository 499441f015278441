"""Saving at the desk: through the door, with a reason, and nothing that was typed is lost."""

import pytest
from django.contrib.admin.models import LogEntry

from relations.models import Agreement, Citation, Event, Handle, Participation, Party, Revision, Source, Title
from tests import make
from tests.relations.admin.visitor import Visitor, new_row, page_of


def revisions(key: str) -> list[Revision]:
    return list(Revision.objects.filter(key=key).order_by("seq"))


def test_a_change_is_one_revision_with_its_author_and_reason(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    assert desk.save(page_of(made), "The ministry says Moscow.", place="Moscow").status == 302
    made.refresh_from_db()
    assert made.place == "Moscow"
    last = revisions("relos-2025")[-1]
    assert (len(revisions("relos-2025")), last.reason, last.author) == (2, "The ministry says Moscow.", desk.user)
    assert last.by == Handle.objects.get(user=desk.user).name
    assert not LogEntry.objects.exists()


def test_rows_in_sections_are_saved_in_the_same_revision(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    form = new_row(
        desk.get(page_of(made)).form, "events", kind="signature", party=make.party("IND").pk, date="18 February 2025"
    )
    form = new_row(form, "titles", language="ru", kind="official", text="Соглашение")
    assert desk.post(page_of(made), form | {"reason": "Signed.", "_save": "1"}).status == 302
    assert Event.objects.get(agreement=made).date == "2025-02-18"
    assert Title.objects.filter(agreement=made, text="Соглашение").exists()
    assert len(revisions("relos-2025")) == 2
    made.refresh_from_db()
    assert made.signed_on == "2025-02-18"


def test_a_new_agreement_with_its_parties_needs_no_reason_of_its_own(desk: Visitor) -> None:
    ind, rus = make.party("IND"), make.party("RUS")
    form = desk.get("/admin/relations/agreement/add/").form
    form |= {"ref": "new-2026", "kind": "agreement", "scope": "bilateral", "bindingness": "binding", "reason": ""}
    form |= {"titles-0-text": "A new pact", "titles-0-language": "en", "titles-0-kind": "official"}
    form |= {"participations-0-party": str(ind.pk), "participations-1-party": str(rus.pk)}
    assert desk.post("/admin/relations/agreement/add/", form | {"_save": "1"}).status == 302
    made = Agreement.objects.get(ref="new-2026")
    assert (made.title, made.party_count) == ("A new pact", 2)
    assert [row.reason for row in revisions("new-2026")] == ["First record of this agreement."]


def test_without_a_reason_nothing_is_saved_and_nothing_typed_is_lost(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    page = desk.save(page_of(made), "", place="Moscow")
    assert page.status == 200
    assert page.form["place"] == "Moscow"
    assert "This field is required." in page.words
    assert len(revisions("relos-2025")) == 1


def test_an_invalid_form_stores_nothing_and_keeps_what_was_typed(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    form = new_row(
        desk.get(page_of(made)).form, "events", kind="signature", party=make.party("IND").pk, date="03/04/1954"
    )
    page = desk.post(page_of(made), form | {"place": "Moscow", "reason": "Signed.", "_save": "1"})
    assert page.status == 200
    assert (page.form["place"], page.form["events-0-date"]) == ("Moscow", "03/04/1954")
    assert "it can be read as 3 April 1954 (1954-04-03) or 4 March 1954" in page.words
    assert not Event.objects.exists()
    assert len(revisions("relos-2025")) == 1


def test_what_the_door_refuses_is_an_error_of_the_form(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    rule = make.provision(made, number="5")
    page = desk.save(page_of(rule), direction="unilateral")
    assert page.status == 200
    assert "provision 5 is unilateral and names no grantor; say who grants." in page.words
    assert page.form["direction"] == "unilateral"
    rule.refresh_from_db()
    assert rule.direction is None


def test_a_constraint_of_the_database_speaks_in_its_own_sentence(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    form = new_row(desk.get(page_of(made)).form, "relations", kind="amends", other=made.pk)
    page = desk.post(page_of(made), form | {"reason": "Wrong.", "_save": "1"})
    assert "An agreement cannot stand in a relation to itself." in page.words
    party = make.party("CSK")
    page = desk.save(page_of(party), existed_from="1993", existed_to="1918")
    assert "A party cannot cease to exist before it begins to." in page.words
    party.refresh_from_db()
    assert party.existed_to is None


def test_an_act_without_its_party_says_so_at_the_field(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    form = new_row(desk.get(page_of(made)).form, "events", kind="ratification", party="", date="2025")
    page = desk.post(page_of(made), form | {"reason": "Wrong.", "_save": "1"})
    assert page.status == 200
    assert "is an act of one party: name it." in page.words


def test_an_error_about_a_field_that_is_not_shown_is_shown_above_the_row(desk: Visitor) -> None:
    made = make.agreement("npt-1968")
    form = new_row(
        desk.get(page_of(made)).form, "events", kind="state_continuity", party=make.party("SUN").pk, date="1991"
    )
    page = desk.post(page_of(made), form | {"reason": "Wrong.", "_save": "1"})
    assert page.status == 200
    assert "Name the code under which the State goes on." in page.words


def test_a_form_that_is_older_than_the_record_is_refused(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    form = desk.get(page_of(made)).form
    assert desk.save(page_of(made), "The other curator was faster.", place="New Delhi").status == 302
    page = desk.post(page_of(made), form | {"place": "Moscow", "reason": "Late.", "_save": "1"})
    assert page.status == 200
    assert "changed since you opened it" in page.words
    assert "The other curator was faster." in page.words
    assert page.form["place"] == "Moscow"
    made.refresh_from_db()
    assert made.place == "New Delhi"


def test_the_same_holds_for_the_page_of_a_row(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    rule = make.provision(made)
    form = desk.get(page_of(rule)).form
    desk.save(page_of(made), place="New Delhi")
    page = desk.post(page_of(rule), form | {"number": "7", "reason": "Late.", "_save": "1"})
    assert "changed since you opened it" in page.words


def test_without_the_revision_that_was_opened_nothing_is_saved(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    form = desk.get(page_of(made)).form
    del form["base"]
    assert desk.post(page_of(made), form | {"place": "Moscow", "reason": "No base.", "_save": "1"}).status == 200
    assert len(revisions("relos-2025")) == 1


def test_a_deleted_row_takes_its_citations_along(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    act = make.event(made)
    make.citation(act)
    form = desk.get(page_of(made)).form
    desk.post(page_of(made), form | {"events-0-DELETE": "on", "reason": "It never happened.", "_save": "1"})
    assert not Event.objects.exists()
    assert not Citation.objects.exists()


def test_a_row_that_somebody_else_deleted_is_not_made_again(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    act = make.event(made)
    form = desk.get(page_of(made)).form
    with make.door():
        act.delete()
    made.refresh_from_db()
    page = desk.post(
        page_of(made), form | {"base": made.revision, "events-0-place": "Moscow", "reason": "Late.", "_save": "1"}
    )
    assert page.status == 200
    assert "was deleted by somebody else" in page.words
    assert not Event.objects.exists()


@pytest.mark.parametrize("page", [1, 3])
def test_an_edit_on_one_page_of_rows_changes_that_row_only(desk: Visitor, page: int) -> None:
    made = make.agreement("un-charter", parties=())
    with make.door():
        for number in range(60):
            Participation.objects.create(agreement=made, party=make.party(f"P{number:02}"), side=f"side {number}")
    before, count = dict(Participation.objects.values_list("pk", "side")), len(revisions("un-charter"))
    address = f"{page_of(made)}?participations-p={page}"
    form = desk.get(address).form
    assert len([name for name in form if name.endswith("-side")]) == (10 if page == 3 else 25)
    changed = form["participations-4-id"]
    assert (
        desk.post(address, form | {"participations-4-side": "changed", "reason": "Only this.", "_save": "1"}).status
        == 302
    )
    after = dict(Participation.objects.values_list("pk", "side"))
    assert {str(key): side for key, side in after.items() if before[key] != side} == {changed: "changed"}
    assert len(revisions("un-charter")) == count + 1


def test_a_form_sent_without_a_change_makes_no_revision(desk: Visitor) -> None:
    made = make.agreement("relos-2025", languages=["en", "ru"], summary="A pact.", complete_until="2025-12-26")
    make.terms(made, rule="exchange_of_instruments", term_n=5, term_unit="years", not_before="1954-XX")
    make.event(made, date="1954-04-XX", signatories=[{"name": "A, B", "office": None}], views=[])
    make.citation(make.event(made, date="../1959-12-31"))
    make.provision(made, concepts=("access.port",))
    make.assessment(made)
    before = revisions("relos-2025")[-1]
    assert desk.save(page_of(made)).status == 302
    assert "Nothing is different: no revision was made." in desk.get("/admin/").words
    assert revisions("relos-2025")[-1] == before
    assert Event.objects.get(date__startswith="1954").date == "1954-04-XX"


def test_every_page_can_be_sent_back_as_it_is(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    make.terms(made)
    summit = make.diplomatic_event()
    rule = make.provision(made, concepts=("access.port",))
    make.limit(rule)
    act = make.event(made, contested=True, views=[{"view": "Russia", "reading": "no_effect", "effective": None}])
    rows = [
        made,
        rule,
        act,
        make.assessment(made),
        summit,
        make.outcome(summit),
        make.party("IND"),
        make.facility(),
        make.source(),
    ]
    for row in [*rows, make.concept()]:
        count = Revision.objects.count()
        assert desk.save(page_of(row)).status == 302, row
        assert Revision.objects.count() == count, row


def test_a_record_in_use_is_not_deleted_and_the_page_says_where_it_is_used(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    party = make.party("IND")
    page = desk.get(page_of(party, "delete"))
    assert "1 participation (party) of" in page.words
    assert f"/admin/relations/agreement/{made.pk}/change/" in page.text
    assert desk.post(page_of(party, "delete"), {"post": "yes", "reason": "Gone."}).status == 200
    assert Party.objects.filter(code="IND").exists()


def test_a_deletion_needs_its_reason_and_leaves_one_revision(desk: Visitor) -> None:
    made = make.source("gazette")
    assert (
        "Say why"
        in desk.client.post(page_of(made, "delete"), {"post": "yes", "reason": ""}, follow=True).content.decode()
    )
    assert Source.objects.filter(pk=made.pk).exists()
    assert desk.post(page_of(made, "delete"), {"post": "yes", "reason": "Listed twice."}).status == 302
    assert not Source.objects.filter(pk=made.pk).exists()
    last = revisions("gazette")[-1]
    assert (last.action, last.reason, last.author) == ("delete", "Listed twice.", desk.user)


def test_an_agreement_is_deleted_with_all_its_rows(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    notice = make.event(made, "withdrawal")
    make.event(made, "withdrawal_revoked", target=notice)
    make.citation(notice)
    make.provision(made, concepts=("access.port",))
    page = desk.get(page_of(made, "delete"))
    assert "2 events" in page.words
    assert desk.post(page_of(made, "delete"), {"post": "yes", "reason": "Never concluded."}).status == 302
    assert not Agreement.objects.exists()


def test_deleting_several_from_the_list_is_one_act_with_one_reason(desk: Visitor) -> None:
    made = [make.source("one"), make.source("two"), make.source("three")]
    chosen = {"action": "delete_selected", "_selected_action": [str(row.pk) for row in made[:2]]}
    address = "/admin/relations/source/"
    assert "Why (required)" in desk.post(address, chosen).words
    assert "Say why" in desk.post(address, chosen | {"post": "yes", "reason": " "}).words
    assert Source.objects.count() == 3
    assert desk.post(address, chosen | {"post": "yes", "reason": "Listed twice."}).status == 302
    assert [row.key for row in Source.objects.all()] == ["three"]
    assert {row.reason for row in Revision.objects.filter(action="delete")} == {"Listed twice."}


def test_a_source_added_in_the_pop_up_of_a_citation_is_saved(desk: Visitor) -> None:
    form = desk.get("/admin/relations/source/add/?_popup=1").form
    form |= {"key": "mea-2025", "kind": "press", "title": "Press release", "_popup": "1"}
    page = desk.post("/admin/relations/source/add/?_popup=1", form)
    assert page.status == 200
    assert "data-popup-response" in page.text
    assert Source.objects.filter(key="mea-2025").exists()


def test_a_success_is_not_announced_when_the_door_refuses(desk: Visitor) -> None:
    rule = make.provision(make.agreement("relos-2025"), number="5")
    page = desk.save(page_of(rule), direction="unilateral")
    assert "was changed successfully" not in page.words
