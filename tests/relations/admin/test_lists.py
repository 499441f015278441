"""How a curator finds things: lists, filters, searches, findings, the history."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from relations.models import Handle, Revision
from tests import make
from tests.relations.admin.visitor import Visitor, page_of

AGREEMENTS = "/admin/relations/agreement/"


def listed(desk: Visitor, address: str, *refs: str) -> set[str]:
    """Which of these keys a list shows."""
    words = desk.get(address).words.split()
    return {ref for ref in refs if ref in words}


def test_the_list_shows_the_status_of_today(desk: Visitor) -> None:
    make.in_force("relos-2025")
    make.event(make.agreement("new-pact"), date="2025-02-18")
    words = desk.get(AGREEMENTS).words
    assert "relos-2025 Agreement In force 1 January 2020" in words
    assert listed(desk, f"{AGREEMENTS}?status=in_force", "relos-2025", "new-pact") == {"relos-2025"}
    assert listed(desk, f"{AGREEMENTS}?status=nonsense", "relos-2025", "new-pact") == {"relos-2025", "new-pact"}


def test_a_list_is_filtered_by_finding_and_by_subject(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    make.event(made)
    make.agreement("bare")
    assert listed(desk, f"{AGREEMENTS}?finding=no_source", "relos-2025", "bare") == {"relos-2025"}
    with make.door():
        made.subjects.create(concept=make.concept("defence.logistics", scheme="subject"))
    assert listed(desk, f"{AGREEMENTS}?subject=defence", "relos-2025", "bare") == {"relos-2025"}


@pytest.mark.parametrize("term", ["port", "PÓRT access", "relos", "tias 123"])
def test_a_search_finds_titles_refs_and_numbers_without_case_and_accents(desk: Visitor, term: str) -> None:
    made = make.agreement("relos-2025", title="Accèss to the Port")
    make.agreement("other", title="Something else")
    with make.door():
        made.identifiers.create(scheme="legacy", value="tias 123")
    assert listed(desk, f"{AGREEMENTS}?q={term}", "relos-2025", "other") == {"relos-2025"}


def test_a_party_is_found_by_a_former_name(desk: Visitor) -> None:
    party = make.party("MMR", name="Myanmar")
    with make.door():
        party.names.create(kind="former", text="Burma")
    assert listed(desk, "/admin/relations/party/?q=burma", "MMR") == {"MMR"}


def test_events_are_divided_into_acts_and_diplomatic_events(desk: Visitor) -> None:
    make.event(make.agreement("relos-2025"))
    make.diplomatic_event("summit-2025")
    assert listed(desk, "/admin/relations/event/?of=none", "summit-2025") == {"summit-2025"}
    assert listed(desk, "/admin/relations/event/?of=agreement", "summit-2025") == set()


def test_a_record_opens_by_its_public_key(desk: Visitor) -> None:
    make.agreement("relos-2025")
    assert desk.get(f"{AGREEMENTS}relos-2025/change/").status == 200
    assert desk.get("/admin/relations/party/IND/change/").status == 200
    assert desk.get(f"{AGREEMENTS}no-such-ref/change/").status == 302


def test_a_field_for_subjects_offers_subjects_only(desk: Visitor) -> None:
    make.concept("access.port")
    make.concept("access", scheme="subject")
    asked = {"app_label": "relations", "field_name": "concept", "term": "access"}
    for model, notation in (("agreementsubject", "access"), ("provisionconcept", "access.port")):
        found = desk.get("/admin/autocomplete/", model_name=model, **asked).response.json()["results"]
        assert [row["text"] for row in found] == [f"Label of {notation} ({notation})"]


def test_the_rows_of_a_record_are_found_by_their_names(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    act = make.event(made)
    make.event(make.agreement("other"))
    rule = make.provision(made, number="Article 5")
    address = f"/admin/own/agreement/{made.pk}/"
    found = {row["text"]: row["id"] for row in desk.get(address).response.json()["results"]}
    assert found["The agreement as a whole"] == "agreement"
    assert found["Act: Signature, IND, 18 February 2025"] == f"event:{act.pk}"
    assert found["Provision Article 5: Ports"] == f"provision:{rule.pk}"
    some = desk.get(f"{address}?term=SIGN 2025&rows=event&page=0").response.json()
    assert [row["id"] for row in some["results"]] == [f"event:{act.pk}"]
    assert desk.get(f"/admin/own/nonsense/{made.pk}/").status == 403


def test_findings_are_listed_by_kind_page_by_page(desk: Visitor) -> None:
    for number in range(55):
        make.event(make.agreement(f"pact-{number:02}", title=f"Pact {number}"), date=None)
    first = desk.get("/admin/findings/?code=no_date")
    assert "pact-00" in first.text
    assert "pact-54" not in first.text
    after = first.text.split("after=")[1].split('"')[0]
    assert "pact-54" in desk.get(f"/admin/findings/?code=no_date&after={after}").text
    assert desk.get("/admin/findings/?code=nonsense&after=nonsense").status == 200


@pytest.mark.parametrize(
    "address",
    [
        "/admin/findings/?after=9~no_date~x~99999999999999999999",
        "/admin/findings/?after=²~no_date~x~1",
        "/admin/relations/agreement/?q=%00%ff&p=0",
        "/admin/relations/agreement/?status=&finding=&subject=%00",
        "/admin/relations/agreement/x%00y/change/",
        "/admin/relations/event/add/?agreement=nonsense",
        "/admin/relations/event/add/?agreement=01a2131e-19c8-760a-ac92-e07b986e3c73&party=x",
        "/admin/relations/agreement/relos-2025/change/?events-p=²&titles-p=99999999999&citations-p=-1",
        "/admin/relations/agreement/relos-2025/history/?p=x",
    ],
)
def test_an_address_that_makes_no_sense_is_answered_all_the_same(desk: Visitor, address: str) -> None:
    make.agreement("relos-2025")
    assert desk.get(address).status in (200, 302)


def test_a_form_that_makes_no_sense_is_answered_with_its_errors(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    form = desk.get(page_of(made)).form
    nonsense = {name: "\x00💣" for name in form if name not in ("csrfmiddlewaretoken", "base")}
    assert desk.post(page_of(made), nonsense | {"_save": "1"}).status == 200
    huge = form | {"events-INITIAL_FORMS": "999999999", "events-TOTAL_FORMS": "1000", "reason": "x"}
    assert desk.post(page_of(made), huge | {"_save": "1"}).status == 200
    assert desk.post(page_of(made), {"_save": "1"}).status == 200
    assert made.revision == type(made).objects.get(pk=made.pk).revision


def test_the_first_page_says_what_to_do_next(desk: Visitor) -> None:
    assert "Nothing is doubtful" in desk.get("/admin/").words
    make.event(make.agreement("relos-2025"), date=None)
    words = desk.get("/admin/").words
    assert "1 An act without a date warning" in words
    assert "relos-2025 changed by tests" in words
    assert "Add an agreement" in words


def test_the_history_says_who_changed_what_when_and_why(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    Handle.objects.create(user=desk.user, name="anna")
    desk.save(page_of(made), "The ministry says Moscow.", place="Moscow", languages="en")
    words = desk.get(page_of(made, "history")).words
    assert "anna Changed: languages, place The ministry says Moscow." in words
    assert "tests Created A test needs it." in words
    act = make.event(made)
    assert "History of" in desk.get(page_of(act, "history")).words
    assert "Agreement: Unknown → Signed, not in force" in desk.get(page_of(made, "history")).words
    assert desk.get(f"{AGREEMENTS}no-such-ref/history/").status == 404


def test_the_log_is_read_and_never_edited(desk: Visitor) -> None:
    make.concept("article_25")
    row = Revision.objects.latest("seq")
    page = desk.get(f"/admin/relations/revision/{row.pk}/change/")
    assert page.status == 200
    assert desk.post(f"/admin/relations/revision/{row.pk}/change/", {"reason": "forged"}).status == 403
    assert desk.post(f"/admin/relations/revision/{row.pk}/delete/", {"post": "yes", "reason": "Gone."}).status == 403
    assert "/admin/relations/concept/article_5F25/change/" in desk.get("/admin/relations/revision/").text


def test_somebody_who_may_only_read_sees_records_and_saves_nothing(db: None) -> None:
    reader = get_user_model().objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client = Client()
    client.force_login(reader)
    made = make.in_force("relos-2025")
    page = client.get(page_of(made))
    assert page.status_code == 200
    assert "You may read this record, not change it." in page.content.decode()
    count = Revision.objects.count()
    for sent in ({"place": "Moscow", "reason": "Mine."}, {"_preview": "1"}, {"place": "Moscow"}):
        assert client.post(page_of(made), sent).status_code == 403
    assert client.post(page_of(made, "delete"), {"post": "yes", "reason": "Mine."}).status_code == 403
    assert Revision.objects.count() == count


def test_a_stranger_on_the_staff_sees_no_findings_and_no_rows(db: None) -> None:
    stranger = get_user_model().objects.create_user("stranger", is_staff=True)
    client = Client()
    client.force_login(stranger)
    made = make.agreement("relos-2025")
    assert client.get("/admin/findings/").status_code == 403
    assert client.get(f"/admin/own/agreement/{made.pk}/").status_code == 403
    assert client.get("/admin/").status_code == 200
