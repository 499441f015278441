"""What lies between two parties on a day."""

from datetime import date
from typing import Any

import pytest

from relations.models import (
    Agreement,
    AgreementRelation,
    EventConcern,
    EventParticipant,
    PartyRelation,
    ProvisionRole,
)
from relations.pairs import Pair, binding_versions, grants, reservations
from relations.pairs.grants import direction
from relations.pairs.pair import person
from tests import make

DAY = date(2026, 3, 1)
A, B = frozenset({"IND"}), frozenset({"RUS", "SUN"})


def pair(a: str = "IND", b: str = "RUS", day: date = DAY) -> Pair:
    return Pair(a, b, day)


def refs(agreements: Any) -> list[str]:
    return sorted(agreements.values_list("ref", flat=True))


@pytest.mark.django_db
def test_what_binds_both_is_told_apart_from_what_merely_concerns_both() -> None:
    make.in_force("bound")
    make.event(make.agreement("signed"), "signature", "IND", "2025-02-18")
    make.in_force("other", parties=("IND", "USA"))
    assert refs(pair().bound()) == ["bound"]
    assert refs(pair().concerned()) == ["signed"]
    assert refs(pair().shared()) == ["bound", "signed"]


def test_a_person_is_a_party_with_everything_it_continues() -> None:
    links = [("RUS", "SUN"), ("SUN", "RSF"), ("SRB", "SCG")]
    assert person("RUS", links) == {"RUS", "SUN", "RSF"}
    assert person("SUN", links) == {"SUN", "RSF"}
    assert person("IND", links) == {"IND"}


def roles(**given: str) -> dict[str, list[str]]:
    """Roles as grantor="IND", beneficiary="RUS CHN"."""
    return {role: codes.split() for role, codes in given.items()}


@pytest.mark.parametrize(
    ("coded", "given", "heap"),
    [
        ("unilateral", roles(grantor="IND"), "granted_by_a"),
        ("unilateral", roles(grantor="RUS", beneficiary="IND"), "granted_by_b"),
        ("unilateral", roles(grantor="SUN"), "granted_by_b"),
        ("reciprocal_asymmetric", roles(grantor="IND", beneficiary="RUS"), "granted_by_a"),
        ("reciprocal_identical", roles(grantor="IND RUS", beneficiary="IND RUS"), "reciprocal"),
        ("reciprocal_identical", roles(), "reciprocal"),
        ("all_to_all", roles(), "reciprocal"),
        (None, roles(host="RUS", sender="IND"), "granted_by_b"),
        ("third_party_benefit", roles(), "other"),
        (None, roles(), "other"),
        ("unilateral", roles(grantor="USA", beneficiary="IND"), None),
        ("unilateral", roles(grantor="IND", beneficiary="USA"), None),
    ],
)
def test_a_provision_is_sorted_by_who_owes_and_who_receives(
    coded: str | None, given: dict[str, list[str]], heap: str | None
) -> None:
    assert direction(coded, given, A, B) == heap


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, True),
        ("2026-03-01", None, True),
        ("2026-03-02", None, False),
        ("2026-03", None, True),
        (None, "2026-03-01", False),
        (None, "2026-03-02", True),
        (None, "2026-03", True),
    ],
)
def test_a_provision_applies_from_its_first_day_to_the_day_before_its_end(
    start: str | None, end: str | None, expected: bool
) -> None:
    made = make.provision(make.agreement(), valid_from=start, valid_to=end)
    assert grants(pair())["other"] == ([made.pk] if expected else [])


@pytest.mark.django_db
def test_provisions_of_what_is_over_or_of_others_are_no_grants() -> None:
    over = make.in_force("over", on="2001-01-01")
    make.event(over, "terminated_by_consent", None, "2010-01-01")
    make.provision(over)
    make.provision(make.in_force("other", parties=("IND", "USA")))
    assert grants(pair()) == {"granted_by_a": [], "granted_by_b": [], "reciprocal": [], "other": []}
    assert grants(pair(day=date(2005, 1, 1)))["other"]


@pytest.mark.django_db
def test_grants_cost_the_same_for_any_number_of_agreements(django_assert_num_queries: Any) -> None:
    pacts = [make.agreement(f"pact-{number}") for number in range(3)]
    mutual = [make.provision(pact, direction="reciprocal_identical") for pact in pacts]
    with make.door():
        given = make.provision(pacts[0], heading="Airfields", order=2)
        ProvisionRole.objects.create(provision=given, party=make.party("IND"), role="grantor")
    with django_assert_num_queries(3):
        found = grants(pair())
    assert found["granted_by_a"] == [given.pk]
    assert found["reciprocal"] == [row.pk for row in mutual]


@pytest.mark.django_db
def test_the_shared_timeline_holds_acts_of_both_and_what_both_attended() -> None:
    pact = make.agreement("pact", parties=("IND", "RUS", "USA"))
    make.event(pact, "signature", "IND", "2001-01-01")
    make.event(pact, "signature", "USA", "2001-01-02")
    make.event(pact, "entry_into_force", None, "2001-01-03")
    make.event(make.agreement("theirs", parties=("USA", "RUS")), "signature", "RUS", "2001-01-04")
    attended("both-came", "IND", "RUS")
    attended("one-came", "IND", "USA")
    about = make.diplomatic_event("about-the-pact")
    with make.door():
        EventConcern.objects.create(event=about, agreement=pact)
    shown = {event.key or f"{event.kind} {event.date}" for event in pair().events()}
    assert shown == {"signature 2001-01-01", "entry_into_force 2001-01-03", "both-came", "about-the-pact"}


def attended(key: str, *codes: str) -> None:
    meeting = make.diplomatic_event(key)
    with make.door():
        for code in codes:
            EventParticipant.objects.create(event=meeting, party=make.party(code))


@pytest.mark.django_db
def test_outcomes_and_assessments_are_those_of_both() -> None:
    pact = make.agreement("pact")
    make.assessment(pact, party=make.party("IND"), statement="Good for India.")
    many = make.agreement("many", parties=("IND", "RUS", "USA"))
    make.assessment(many, party=make.party("USA"), statement="Good for America.")
    make.assessment(many, statement="Good for all.")
    attended("both-came", "IND", "RUS")
    attended("one-came", "IND", "USA")
    for event in pair().events():
        make.outcome(event, statement=f"Outcome of {event.key}.")
    assert sorted(row.statement for row in pair().assessments()) == ["Good for India.", "Good for all."]
    assert [row.statement for row in pair().outcomes()] == ["Outcome of both-came."]


def text(ref: str, on: str, *consents: str, n: int = 2) -> Agreement:
    """A multilateral text in force at the n-th consent; consents as "IND 2000-01-01"."""
    pact = make.agreement(ref, parties=("IND", "RUS", "USA"), complete_until="2020-01-01")
    make.terms(pact, rule="nth_consent", n=n)
    make.event(pact, "text_adopted", None, on)
    for consent in consents:
        code, day = consent.split()
        make.event(pact, "ratification", code, day)
    return pact


def amend(later: Agreement, base: Agreement, kind: str = "amends") -> None:
    with make.door():
        AgreementRelation.objects.create(agreement=later, kind=kind, other=base)


def version(day: str, a: str = "IND", b: str = "RUS") -> list[tuple[Any, ...]]:
    return [tuple(one) for one in binding_versions(Pair(a, b, date.fromisoformat(day)))]


@pytest.mark.django_db
def test_the_latest_text_to_which_both_are_bound_binds_them() -> None:
    base = text("base", "1999-01-01", "IND 2000-01-01", "RUS 2000-01-01", "USA 2000-01-01")
    later = text("later", "2002-01-01", "IND 2003-01-01", "RUS 2003-01-01")
    amend(later, base)
    chain = ("base", "later")
    assert version("2001-01-01") == [(chain, "base")]
    assert version("2005-01-01") == [(chain, "later")]
    assert version("2005-01-01", "IND", "USA") == [(chain, "base")]
    assert version("1999-06-01") == [(chain, None)]
    assert version("2005-01-01", "IND", "FRA") == []


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "binding"), [("amends", "later"), ("modifies", "base")])
def test_a_later_acceder_is_deemed_party_to_an_amendment_but_not_to_a_modification(kind: str, binding: str) -> None:
    base = text("base", "1999-01-01", "IND 2000-01-01", "USA 2000-01-01", "RUS 2004-01-01")
    later = text("later", "2002-01-01", "IND 2003-01-01", "USA 2003-01-01")
    amend(later, base, kind)
    assert version("2005-01-01") == [(("base", "later"), binding)]


@pytest.mark.django_db
def test_amendments_of_amendments_belong_to_the_chain_and_a_circle_ends() -> None:
    texts = [text(f"text-{n}", f"{2000 + n}-01-01", f"IND {2000 + n}-02-01", f"RUS {2000 + n}-02-01") for n in range(4)]
    amend(texts[1], texts[0])
    amend(texts[2], texts[1])
    amend(texts[3], texts[2])
    amend(texts[2], texts[3])
    assert version("2010-01-01") == [(("text-0", "text-1", "text-2", "text-3"), "text-3")]


@pytest.mark.django_db
def test_versions_cost_the_same_for_any_number_of_chains(django_assert_num_queries: Any) -> None:
    for number in range(3):
        amend(text(f"later-{number}", "2002-01-01", "IND 2003-01-01"), text(f"base-{number}", "1999-01-01"))
        with django_assert_num_queries(5):
            binding_versions(pair())
    with django_assert_num_queries(2):
        reservations(pair())


@pytest.mark.django_db
def test_a_reservation_modifies_until_it_is_objected_to_and_until_it_is_withdrawn() -> None:
    pact = text("pact", "1999-01-01", "IND 2000-01-01", "RUS 2000-01-01", "USA 2000-01-01")
    made = make.event(pact, "reservation", "IND", "2000-01-01")
    objection = make.event(pact, "objection", "USA", "2001-01-01", target=made)
    make.event(pact, "reservation_withdrawn", "IND", "2010-01-01", target=made)

    def between(b: str, day: str) -> list[tuple[Any, ...]]:
        found = reservations(Pair("IND", b, date.fromisoformat(day)))
        return [
            (one.agreement, one.reservation.party, one.reservation.effect, one.reservation.objection) for one in found
        ]

    assert between("RUS", "2005-01-01") == [("pact", "IND", "modified", None)]
    assert between("USA", "2005-01-01") == [("pact", "IND", "excluded", str(objection.pk))]
    assert between("USA", "1999-06-01") == between("RUS", "2011-01-01") == []


@pytest.mark.django_db
def test_what_a_state_did_under_an_earlier_code_lies_between_the_two() -> None:
    with make.door():
        PartyRelation.objects.create(
            party=make.party("RUS"), kind="continues", other=make.party("SUN"), valid_from="1991-12-24"
        )
    pact = make.agreement("pact", parties=("IND", "SUN"), complete_until="2020-01-01")
    for code in ("IND", "SUN"):
        make.event(pact, "signature", code, "1971-08-09")
    make.event(pact, "entry_into_force", None, "1971-08-18")
    made = make.provision(pact)
    with make.door():
        ProvisionRole.objects.create(provision=made, party=make.party("SUN"), role="grantor")
    assert refs(pair().bound()) == ["pact"]
    assert grants(pair())["granted_by_b"] == [made.pk]
    assert pair().events().filter(party__code="SUN").count() == 1
    assert refs(pair(day=date(1980, 1, 1)).bound()) == []
    assert refs(pair(b="SUN", day=date(1980, 1, 1)).bound()) == ["pact"]
