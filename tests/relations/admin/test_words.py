"""Dates and lists at the desk: typed as people write them, shown back in words, stored as the registry has them."""

import pytest
from django.core.exceptions import ValidationError

from relations.admin.fields import Commas, Day, Lines, PartialDate, Signatories, Views
from relations.models import Event
from tests import make
from tests.relations.admin.visitor import Visitor, page_of

WRITTEN = [
    ("April 1954", "1954-04", "April 1954"),
    ("before 1960", "../1959", "before 1960"),
    ("c. 1955", "1955~", "c. 1955"),
    ("7 april 1954", "1954-04-07", "7 April 1954"),
    ("1954-04-07", "1954-04-07", "7 April 1954"),
    (
        "between 7 April 1954 and 30 September 1955",
        "1954-04-07/1955-09-30",
        "between 7 April 1954 and 30 September 1955",
    ),
    ("1950s", "195X", "1950s"),
    ("unknown", "..", "date unknown"),
]


@pytest.mark.parametrize(("typed", "stored", "shown"), WRITTEN)
def test_a_date_is_typed_in_words_and_shown_in_words(desk: Visitor, typed: str, stored: str, shown: str) -> None:
    act = make.event(make.agreement(), date=None)
    assert desk.save(page_of(act), date=typed).status == 302
    act.refresh_from_db()
    assert act.date == stored
    assert desk.get(page_of(act)).form["date"] == shown


def test_a_date_that_cannot_be_read_says_why_at_its_field(desk: Visitor) -> None:
    act = make.event(make.agreement())
    page = desk.save(page_of(act), date="31 April 1954")
    assert page.status == 200
    assert "April 1954 has no day 31" in page.words
    assert page.form["date"] == "31 April 1954"


def test_what_was_shown_and_left_alone_stays_as_it_was_stored() -> None:
    field = PartialDate()
    assert field.shown("1954-04-XX") == "April 1954"
    assert not field.has_changed("1954-04-XX", " April  1954 ")
    assert field.has_changed("1954-04-XX", "1954")
    assert not Views().has_changed([{"view": "Russia", "reading": "no_effect"}], "Russia:  no_effect")


def test_a_name_with_a_comma_stands_in_quotes() -> None:
    rows = [{"name": "King, Martin", "office": "Envoy"}, {"name": "King, Martin", "office": None}]
    assert Signatories().shown(rows) == '"King, Martin", Envoy\n"King, Martin"'
    assert Signatories().clean(Signatories().shown(rows)) == rows


def test_a_stored_text_that_is_no_date_is_shown_as_it_is() -> None:
    assert PartialDate().prepare_value("yesterday") == "yesterday"


def test_a_day_is_one_day() -> None:
    field = Day(required=False)
    assert str(field.clean("26 December 2025")) == "2025-12-26"
    assert field.clean("") is None
    assert field.prepare_value("2025-12-26") == "26 December 2025"
    with pytest.raises(ValidationError, match="not one day"):
        field.clean("December 2025")


def test_signatories_are_one_per_line(desk: Visitor) -> None:
    act = make.event(make.agreement())
    assert desk.save(page_of(act), signatories="Vinay Kumar, Ambassador of India\n\nAlexander Fomin\n").status == 302
    act.refresh_from_db()
    assert act.signatories == [
        {"name": "Vinay Kumar", "office": "Ambassador of India"},
        {"name": "Alexander Fomin", "office": None},
    ]
    assert desk.get(page_of(act)).form["signatories"] == "Vinay Kumar, Ambassador of India\nAlexander Fomin"


def test_readings_of_a_contested_act_are_one_per_line(desk: Visitor) -> None:
    act = make.event(make.agreement(), "suspension", contested=True)
    assert desk.save(page_of(act), views="Russia: no effect\nUnited States: as_recorded, April 2026").status == 302
    act.refresh_from_db()
    assert act.views == [
        {"view": "Russia", "reading": "no_effect", "effective": None},
        {"view": "United States", "reading": "as_recorded", "effective": "2026-04"},
    ]
    assert desk.get(page_of(act)).form["views"] == "Russia: no_effect\nUnited States: as_recorded, April 2026"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Russia: no_effect\nUnited States", "Line 2: “United States” is no reading"),
        ("Russia: perhaps", "Line 1: “Russia: perhaps” is no reading"),
        ("Russia: as_recorded, 31 April 2026", "Line 1: &#x27;31 april 2026&#x27;|April 2026 has no day 31"),
    ],
)
def test_a_reading_that_is_none_names_its_line(desk: Visitor, typed: str, said: str) -> None:
    act = make.event(make.agreement(), "suspension", contested=True)
    page = desk.save(page_of(act), views=typed)
    assert page.status == 200
    assert any(part in page.words for part in said.split("|"))
    assert page.form["views"] == typed
    assert Event.objects.get(pk=act.pk).views == []


def test_languages_are_separated_by_commas(desk: Visitor) -> None:
    made = make.agreement()
    assert desk.save(page_of(made), languages="en, ru,").status == 302
    made.refresh_from_db()
    assert made.languages == ["en", "ru"]
    page = desk.save(page_of(made), languages="English")
    assert "is no list of language tags" in page.words
    assert page.form["languages"] == "English"


def test_lists_are_read_and_written_the_same_way() -> None:
    assert Commas().clean("en,  ru ,") == ["en", "ru"]
    assert Commas().prepare_value(["en", "ru"]) == "en, ru"
    assert Lines().clean("https://a.example\n\n https://b.example ") == ["https://a.example", "https://b.example"]
    assert Views().line({"view": "Russia", "reading": "no_effect", "effective": None}) == "Russia: no_effect"


def test_an_empty_text_is_stored_as_not_known(desk: Visitor) -> None:
    made = make.agreement(summary="A pact.")
    desk.save(page_of(made), summary="")
    made.refresh_from_db()
    assert made.summary is None


def test_html_that_is_stored_is_shown_as_text(desk: Visitor) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    made = make.agreement("relos-2025", title=evil, place=evil[:20], summary=evil)
    act = make.event(made, place=evil[:30], note=evil, signatories=[{"name": evil, "office": evil}])
    make.party("XXA", name=evil)
    make.event(made, by="XXA")
    rule = make.provision(made, heading=evil, number="<b>5</b>")
    make.assessment(made, statement=evil, author=evil)
    make.citation(rule, quote=evil, value=evil)
    source = make.source("gazette")
    with make.door(evil):
        source.title = evil
        source.save()
    addresses = [
        page_of(made),
        page_of(act),
        page_of(rule),
        page_of(source),
        page_of(made, "history"),
        page_of(made, "delete"),
    ]
    addresses += ["/admin/", "/admin/relations/agreement/", "/admin/relations/assessment/", "/admin/relations/source/"]
    addresses += [
        "/admin/relations/revision/",
        "/admin/findings/",
        f"/admin/relations/party/{make.party('XXA').pk}/delete/",
    ]
    for address in addresses:
        text = desk.get(address).text
        assert "<script>alert" not in text, address
        assert "<img src=x" not in text, address
        assert "<b>5</b>" not in text, address
