"""The preview: what would follow if the form were saved, without saving it."""

from relations.models import Agreement, Event, Revision, StatusSpan
from tests import make
from tests.relations.admin.visitor import Visitor, new_row, page_of


def exchanged(desk: Visitor, made: Agreement) -> dict[str, str]:
    """The form of an agreement with an entry into force that is typed, not saved."""
    form = desk.get(page_of(made)).form
    return new_row(form, "events", kind="entry_into_force", date="1 March 2025") | {"_preview": "1"}


def test_a_preview_shows_the_status_before_and_after_with_its_reasons(desk: Visitor) -> None:
    made = make.agreement("relos-2025", complete_until="2025-12-26")
    make.event(made, "signature", "IND", "2025-02-18")
    make.event(made, "signature", "RUS", "2025-02-18")
    page = desk.post(page_of(made), exchanged(desk, made))
    assert page.status == 200
    words = page.words
    assert "Preview: nothing is saved yet" in words
    row = words[words.index("The agreement Signed, not in force") :]
    assert row.startswith("The agreement Signed, not in force In force since 1 March 2025")
    assert "Name of IND (IND) Signatory Party since 1 March 2025" in words


def test_a_preview_stores_nothing_and_keeps_what_was_typed(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    make.event(made, "signature", "IND", "2025-02-18")
    before = (Revision.objects.count(), Event.objects.count(), list(StatusSpan.objects.values_list("pk")))
    page = desk.post(page_of(made), exchanged(desk, made) | {"place": "Moscow", "reason": "Half a sent"})
    assert before == (Revision.objects.count(), Event.objects.count(), list(StatusSpan.objects.values_list("pk")))
    kept = page.form
    assert (kept["events-1-kind"], kept["events-1-date"]) == ("entry_into_force", "1 March 2025")
    assert (kept["place"], kept["reason"]) == ("Moscow", "Half a sent")
    assert "Please correct" not in page.words
    assert "was changed successfully" not in desk.get("/admin/").words


def test_a_preview_needs_no_reason_and_can_be_saved_as_it_stands(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    form = desk.post(page_of(made), exchanged(desk, made)).form
    assert desk.post(page_of(made), form | {"reason": "Exchanged.", "_save": "1"}).status == 302
    assert Event.objects.get(agreement=made).kind == "entry_into_force"


def test_a_preview_of_a_new_agreement_shows_what_it_will_be(desk: Visitor) -> None:
    form = desk.get("/admin/relations/agreement/add/").form
    form |= {"ref": "new-2026", "kind": "agreement", "scope": "bilateral", "bindingness": "binding"}
    form |= {"complete_until": "26 December 2025"}
    form |= {"titles-0-text": "A pact", "titles-0-language": "en", "titles-0-kind": "official"}
    form |= {"participations-0-party": str(make.party("IND").pk), "participations-1-party": str(make.party("RUS").pk)}
    form = new_row(form, "events", kind="signature", party=make.party("IND").pk, date="18 February 2025")
    page = desk.post("/admin/relations/agreement/add/", form | {"_preview": "1"})
    assert "The agreement – Signed, not in force" in page.words
    assert not Agreement.objects.exists()


def test_a_preview_of_what_cannot_be_saved_shows_why(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    form = new_row(desk.get(page_of(made)).form, "named_parties", party=make.party("IND").pk, part="share", weight="1")
    page = desk.post(page_of(made), form | {"_preview": "1"})
    assert "but there are no terms; add the terms." in page.words
    form = new_row(desk.get(page_of(made)).form, "events", kind="signature", party="", date="soon")
    page = desk.post(page_of(made), form | {"_preview": "1"})
    assert "is not a date" in page.words
    assert "Preview: nothing is saved yet" not in page.words


def test_a_preview_says_so_when_nothing_changes(desk: Visitor) -> None:
    made = make.agreement("relos-2025")
    form = desk.get(page_of(made)).form
    assert "no status changes" in desk.post(page_of(made), form | {"place": "Moscow", "_preview": "1"}).words


def test_a_status_is_never_a_field(desk: Visitor) -> None:
    made = make.in_force("relos-2025")
    assert not [name for name in desk.get(page_of(made)).form if "status" in name or name.endswith("in_force_from")]
