"""Which terms end, and which last days for notice fall, within 90 days."""

from datetime import date

import pytest

from relations import findings
from relations.courses import deadlines_on
from relations.findings import Page
from relations.models import Agreement
from tests import make

pytestmark = pytest.mark.django_db


def with_term(ref: str, start: str, **terms: object) -> Agreement:
    pact = make.in_force(ref, on=start)
    make.terms(pact, **{"duration": "fixed_then_tacit", "term_n": 5, "term_unit": "years", **terms})
    return pact


def expiring(ref: str, day: str) -> str | None:
    found = findings.flags(Page(date.fromisoformat(day), codes=frozenset({"expiring"}), agreement=ref))
    return found[0].sentence if found else None


def test_a_term_that_ends_within_90_days_is_expiring() -> None:
    with_term("fixed", "2020-06-01", duration="fixed_term")
    assert expiring("fixed", "2025-03-02") is None
    assert expiring("fixed", "2025-03-03") == expiring("fixed", "2025-05-31") == "The term ends on 1 June 2025."
    assert expiring("fixed", "2025-06-01") is None


def test_a_tacit_renewal_is_expiring_before_every_end_and_every_last_day_for_notice() -> None:
    with_term("tacit", "2000-06-01", notice_n=6, notice_unit="months")
    for year in (2005, 2010, 2040):
        assert expiring("tacit", f"{year - 1}-09-01") is None
        assert expiring("tacit", f"{year - 1}-10-01") == f"The last day for notice is 1 December {year - 1}."
        assert expiring("tacit", f"{year}-01-01") is None
        assert (
            expiring("tacit", f"{year}-05-01") == f"The term ends on 1 June {year} and renews unless notice is given."
        )


def test_a_clamped_end_of_a_month_is_found_too() -> None:
    with_term("leap", "2024-02-29", term_n=1, notice_n=30, notice_unit="days")
    assert expiring("leap", "2026-11-01") == "The last day for notice is 29 January 2027."
    assert expiring("leap", "2028-01-31") == "The term ends on 29 February 2028 and renews unless notice is given."


def test_what_is_not_in_force_or_has_no_term_does_not_expire() -> None:
    make.terms(make.agreement("signed"), duration="fixed_term", term_n=5, term_unit="years")
    make.terms(make.in_force("endless", on="2020-06-01"), duration="indefinite")
    assert expiring("signed", "2025-05-01") is expiring("endless", "2025-05-01") is None


def test_every_expiring_agreement_is_what_the_engine_says_of_its_deadlines() -> None:
    """The short cut by months lets nothing out that the engine would keep."""
    for number, (start, notice, unit, term) in enumerate(
        [
            ("2000-01-31", 6, "months", 1),
            ("2001-12-31", 45, "days", 2),
            ("1999-02-28", 1, "years", 3),
            ("2003-05", 3, "months", 4),
        ]
    ):
        with_term(f"pact-{number}", start, notice_n=notice, notice_unit=unit, term_n=term)
    ids = dict(Agreement.objects.values_list("id", "ref"))
    for month in range(12 * 14):
        day = date(2004 + month // 12, month % 12 + 1, 1 + month % 28)
        ahead = deadlines_on(day, ids)
        near = {
            ids[key]
            for key, one in ahead.items()
            for days in (one.next_expiry, one.last_notice_day)
            if days and any(0 < (bound - day).days <= 90 for bound in days)
        }
        assert {flag.key for flag in findings.flags(Page(day, codes=frozenset({"expiring"})))} == near
