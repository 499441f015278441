"""What a curator is told to look at."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relations import findings
from relations.findings import Page
from relations.models import Agreement, Citation, Finding, PartyRelation
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


def codes(ref: str, day: date = DAY) -> list[str]:
    return [flag.code for flag in findings.of_agreement(ref, day)]


def sentence(code: str) -> str:
    return Finding.objects.get(code=code).sentence


def test_a_date_without_a_citation_is_a_finding_that_names_the_act_and_the_date() -> None:
    signed = make.event(make.agreement("relos-2025"), "signature", "IND", "2025-02-18")
    found = Finding.objects.get()
    assert (found.code, found.kind, found.key, found.events) == (
        "no_source",
        "agreement",
        "relos-2025",
        [str(signed.pk)],
    )
    assert found.sentence == "No citation supports: date of signature by IND (18 February 2025)."


def test_a_citation_of_the_act_ends_the_finding() -> None:
    signed = make.event(make.agreement("relos-2025"), "signature", "IND", "2025-02-18")
    make.citation(signed)
    assert not Finding.objects.exists()


def test_a_citation_of_another_field_or_one_that_contradicts_does_not_support_a_date() -> None:
    signed = make.event(make.agreement(), "signature", "IND", "2025-02-18")
    make.citation(signed, field="place")
    make.citation(signed, stance="contradicts")
    assert "date of signature" in sentence("no_source")


def test_deleting_the_citation_brings_the_finding_back() -> None:
    cited = make.citation(make.event(make.agreement(), "signature", "IND", "2025-02-18"))
    with make.door():
        Citation.objects.get(pk=cited.pk).delete()
    assert Finding.objects.get().code == "no_source"


def test_quantities_assessments_and_terms_need_a_citation_too() -> None:
    pact = make.agreement()
    make.limit(make.provision(pact, number="Article 5"))
    make.assessment(pact, statement="It helps the navy.")
    make.terms(pact, rule="exchange_of_instruments", duration="fixed_term", term_n=5, term_unit="years")
    assert sentence("no_source") == (
        "No citation supports: ships max 5, provision Article 5; the assessment “It helps the navy.”; "
        "the dates and periods of the terms."
    )


def test_terms_that_state_no_quantity_need_no_citation() -> None:
    make.terms(make.agreement(), rule="exchange_of_instruments", duration="indefinite")
    assert not Finding.objects.exists()


def test_a_long_list_of_uncited_facts_is_counted() -> None:
    pact = make.agreement()
    for year in range(2001, 2006):
        make.event(pact, "ratification", "IND", str(year))
    assert sentence("no_source").endswith("; and 2 more.")


def test_an_act_without_a_date_is_a_finding() -> None:
    act = make.event(make.agreement(), "ratification", "RUS", None)
    found = Finding.objects.get()
    assert (found.code, found.events) == ("no_date", [str(act.pk)])
    assert found.sentence == "Acts without a date: ratification by RUS."


def test_diplomatic_events_and_parties_have_findings_of_their_own() -> None:
    summit = make.diplomatic_event("summit-2025", date="2025-12-05")
    make.party("SUN", existed_to="1991-12-26")
    found = {(row.kind, row.key): row.sentence for row in Finding.objects.all()}
    assert found == {
        ("event", "summit-2025"): "No citation supports: date of summit (5 December 2025).",
        ("party", "SUN"): "No citation supports: existed_to (26 December 1991).",
    }
    make.citation(summit)
    assert not Finding.objects.filter(kind="event").exists()


def test_a_deleted_agreement_leaves_no_finding() -> None:
    pact = make.agreement()
    make.event(pact)
    with make.door():
        Agreement.objects.get(pk=pact.pk).delete()
    assert not Finding.objects.exists()


def test_a_signature_of_over_a_year_ago_with_nothing_since_is_silent() -> None:
    pact = make.agreement("relos-2025")
    signed = make.event(pact, "signature", "IND", "2025-02-18")
    assert "silent_since_signature" not in codes("relos-2025", date(2026, 2, 18))
    assert "silent_since_signature" in codes("relos-2025", date(2026, 2, 19))
    [flag] = findings.flags(Page(DAY, codes=frozenset({"silent_since_signature"})))
    assert (flag.key, flag.events, flag.severity) == ("relos-2025", [str(signed.pk)], "info")
    assert flag.sentence == "Signed on 18 February 2025, over a year ago; no act is recorded since."


@pytest.mark.parametrize(
    ("kind", "by", "day"),
    [
        ("domestic_approval", "RUS", "2025-12-02"),
        ("signature", "RUS", "2025-06-01"),
        ("entry_into_force", None, "2025-03-01"),
    ],
)
def test_an_act_since_the_signature_breaks_the_silence(kind: str, by: str | None, day: str) -> None:
    pact = make.agreement("relos-2025")
    make.event(pact, "signature", "IND", "2025-02-18")
    make.event(pact, kind, by, day)
    assert "silent_since_signature" not in codes("relos-2025")


def test_what_lies_ahead_of_the_day_does_not_break_the_silence() -> None:
    pact = make.agreement("relos-2025")
    make.event(pact, "signature", "IND", "2025-02-18")
    make.event(pact, "domestic_approval", "RUS", "2027-01-01")
    assert "silent_since_signature" in codes("relos-2025")


def test_what_the_engine_doubts_is_stored_with_the_acts_and_the_party() -> None:
    pact = make.in_force("pact", on="2001-05-04")
    late = make.event(pact, "suspension", "USA", "2010-01-01")
    found = Finding.objects.get(code="suspension_of_non_party")
    assert (found.events, found.key, found.party and found.party.code) == ([str(late.pk)], "pact", "USA")
    assert "suspension_of_non_party" in codes("pact")


def test_two_parties_with_one_name_overlap_unless_a_relation_explains_it() -> None:
    make.party("COG", name="Congo")
    make.party("COD", name="Côngo")
    flags = findings.flags(Page(DAY, codes=frozenset({"overlapping_identities"})))
    assert [(flag.kind, flag.key, flag.sentence) for flag in flags] == [
        ("party", "COD", "Party COD looks like COG."),
        ("party", "COG", "Party COG looks like COD."),
    ]
    with make.door():
        PartyRelation.objects.create(party=make.party("COD"), kind="succeeds", other=make.party("COG"))
    assert not findings.flags(Page(DAY, codes=frozenset({"overlapping_identities"})))


def test_two_agreements_with_one_title_day_and_parties_overlap() -> None:
    for ref, title, parties in [
        ("pact-a", "Agreement on trade", ("IND", "RUS")),
        ("pact-b", "Agreement on TRADE", ("IND", "RUS")),
        ("pact-c", "Agreement on trade", ("IND", "USA")),
        ("pact-d", "Agreement on ports", ("IND", "RUS")),
    ]:
        make.event(make.agreement(ref, title=title, parties=parties), "signature", "IND", "2001-05-04")
    assert "overlapping_identities" in codes("pact-a")
    assert "overlapping_identities" in codes("pact-b")
    assert "overlapping_identities" not in codes("pact-c") + codes("pact-d")


def test_agreements_are_found_by_the_kind_of_their_findings() -> None:
    make.event(make.agreement("old", title="Old pact"), "signature", "IND", "2001-05-04")
    make.event(make.agreement("new", title="New pact"), "signature", "IND", None)
    make.in_force("quiet")

    def found(code: str) -> set[str]:
        return set(Agreement.objects.filter(findings.flagged(code, DAY)).values_list("ref", flat=True))

    assert found("no_source") == {"old", "quiet"}
    assert found("no_date") == {"new"}
    assert found("silent_since_signature") == {"old"}
    assert found("overlapping_identities") == set()
    with pytest.raises(KeyError):
        findings.flagged("no_sauce", DAY)


def several() -> list[str]:
    """Findings of five kinds and three kinds of records; returns what the whole list says."""
    for number in range(4):
        pact = make.agreement(f"pact-{number}", title="Agreement on trade")
        make.event(pact, "signature", "IND", "2001-05-04")
        make.event(pact, "ratification", "IND", None)
    make.party("COG", name="Congo")
    make.party("COD", name="Congo", existed_from="1960")
    make.diplomatic_event("summit-2025")
    return [f"{flag.code} {flag.key}" for flag in findings.flags(Page(DAY, limit=1000))]


def test_the_list_is_paged_without_loss_both_ways() -> None:
    whole = several()
    assert len(whole) == len(set(whole)) == 20
    for limit in (1, 2, 3, 5):
        for backwards in (False, True):
            assert walked(limit, backwards) == (whole[::-1] if backwards else whole)


def walked(limit: int, backwards: bool) -> list[str]:
    found: list[findings.Flag] = []
    while True:
        after = found[-1].place if found else None
        page = findings.flags(Page(DAY, limit=limit, after=after, backwards=backwards))
        found += page
        if len(page) < limit:
            return [f"{flag.code} {flag.key}" for flag in found]


def test_counts_equal_the_list() -> None:
    whole = several()
    counted = findings.counts(DAY)
    assert sum(counted.values()) == len(whole)
    assert all(sum(row.startswith(f"{code} ") for row in whole) == number for code, number in counted.items())


def test_findings_cost_the_same_for_many_as_for_few() -> None:
    several()
    cost = queries(), len(findings.flags(Page(DAY, limit=1000)))
    for number in range(10):
        make.event(make.agreement(f"more-{number}", title="Agreement on trade"), "signature", "IND", "2001-05-04")
    assert queries() == cost[0]
    assert len(findings.flags(Page(DAY, limit=1000))) > cost[1]


def queries() -> tuple[int, int]:
    with CaptureQueriesContext(connection) as listing:
        findings.flags(Page(DAY, limit=1000))
    with CaptureQueriesContext(connection) as counting:
        findings.counts(DAY)
    return len(listing), len(counting)
