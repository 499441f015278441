"""The door: one revision per touched aggregate, statuses derived in the same transaction."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User

from relations import models
from relations.aggregates import AGGREGATES
from relations.documents import read
from relations.members import Row
from relations.revisions import revise
from tests import make

pytestmark = pytest.mark.django_db


def document(agreement: models.Agreement) -> Row:
    return read(AGGREGATES["agreement"], [agreement.pk])[agreement.pk]


def newest() -> models.Revision:
    return models.Revision.objects.latest("seq")


def test_a_change_leaves_one_revision_with_author_reason_and_document() -> None:
    agreement = make.agreement("relos-2025")
    before = models.Revision.objects.count()
    with revise(by="tests", reason="Three acts at once", request_id="r-1"):
        make.event(agreement, "signature", "IND")
        make.event(agreement, "signature", "RUS")
        agreement.summary = "Ports and airfields."
        agreement.save()
    assert models.Revision.objects.count() == before + 1
    revision = newest()
    assert (revision.kind, revision.key, revision.action) == ("agreement", "relos-2025", "update")
    assert (revision.by, revision.reason, revision.request_id) == ("tests", "Three acts at once", "r-1")
    assert revision.document == document(agreement)
    assert [event["kind"] for event in document(agreement)["events"]] == ["signature", "signature"]


def test_a_change_that_changes_nothing_leaves_no_revision() -> None:
    agreement = make.agreement()
    before = models.Revision.objects.count()
    with revise(by="tests", reason="Saved as it was"):
        agreement.save()
    assert models.Revision.objects.count() == before


def test_the_status_follows_at_once_and_the_revision_says_what_changed() -> None:
    agreement = make.agreement(complete_until=date(2025, 12, 31))
    make.terms(agreement, rule="on_signature")
    with revise(by="tests", reason="Signed", at=datetime(2025, 3, 1, tzinfo=UTC)):
        make.event(agreement, "signature", "IND", "2025-02-18")
        make.event(agreement, "signature", "RUS", "2025-02-18")
    spans = models.StatusSpan.objects.filter(agreement=agreement).of_agreements()
    assert spans.on(date(2025, 2, 17)).get().status == "not_concluded"
    assert spans.on(date(2025, 2, 18)).get().status == "in_force"
    changes = {row["party"]: row["after"] for row in newest().status_changes}
    assert changes == {None: "in_force", "IND": "party", "RUS": "party"}
    agreement.refresh_from_db()
    assert (agreement.signed_on, agreement.in_force_from) == ("2025-02-18", "2025-02-18")


def test_a_user_is_shown_by_a_handle_never_by_name_or_mail() -> None:
    user = User.objects.create_user("olga.ivanova", "olga@example.org", "secret")
    with revise(by=user, reason="A party"):
        make.party("IND")
    revision = newest()
    assert revision.author == user
    assert "olga" not in revision.by
    with revise(by=user, reason="Another"):
        make.party("RUS")
    assert newest().by == revision.by


def test_an_inner_door_joins_the_outer_one() -> None:
    with revise(by="tests", reason="Outer"), revise(by="somebody", reason="Inner"):
        make.party("IND")
    assert newest().reason == "Outer"


def test_a_fault_inside_rolls_everything_back() -> None:
    with pytest.raises(RuntimeError), revise(by="tests", reason="Half done"):
        make.party("IND")
        raise RuntimeError
    assert not models.Party.objects.exists()
    assert not models.Revision.objects.exists()


def test_a_new_identity_of_a_party_derives_its_agreements_anew() -> None:
    agreement = make.agreement(parties=("CHN", "SUN"), complete_until=date(2025, 12, 31))
    make.terms(agreement, rule="on_signature")
    for code in ("CHN", "SUN"):
        make.event(agreement, "signature", code, "1960-01-01")
    russia = make.party("RUS")
    with revise(by="tests", reason="The Russian Federation continues the Soviet Union"):
        models.PartyRelation.objects.create(
            party=russia, kind="continues", other=make.party("SUN"), valid_from="1991-12-24"
        )
    status = {
        span.party.code: span.status
        for span in models.StatusSpan.objects.on(date(2000, 1, 1)).filter(party__isnull=False).select_related("party")
    }
    assert status == {"CHN": "party", "SUN": "continued_by_other", "RUS": "party"}
    standing = models.Standing.objects.get(party=russia)
    assert standing.via is not None
    assert (standing.via.code, standing.signed_on) == ("SUN", "1960-01-01")
    assert models.Agreement.objects.between("CHN", "RUS").binding("RUS", on=date(2000, 1, 1)).get() == agreement


def test_an_agreement_that_waits_for_another_is_derived_after_it() -> None:
    base, follower = (
        make.agreement("base", complete_until=date(2025, 1, 1)),
        make.agreement("follower", complete_until=date(2025, 1, 1)),
    )
    make.terms(follower, rule="upon_other_agreement", other_agreement=base)
    for agreement in (follower, base):
        for code in ("IND", "RUS"):
            make.event(agreement, "ratification", code, "2000-01-01")
    make.event(base, "entry_into_force", None, "2001-05-01")
    follower.refresh_from_db()
    assert follower.in_force_from == "2001-05-01"
