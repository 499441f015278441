"""What is refused, by fields, constraints and the document as a whole, is refused in a sentence."""

import pytest
from django.core.exceptions import ValidationError

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


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_empty_reason_is_refused(reason: str) -> None:
    with pytest.raises(ValidationError, match="Say why"), revise(by="tests", reason=reason):
        make.party("IND")
    assert not models.Party.objects.exists()


def refused(reason: str, act: object) -> str:
    with pytest.raises(ValidationError) as caught, revise(by="tests", reason=reason):
        act()  # type: ignore[operator]
    return " ".join(caught.value.messages)


def test_the_constraints_refuse_with_their_own_sentences() -> None:
    agreement = make.agreement("relos-2025")
    provision = make.provision(agreement)
    make.citation(agreement, preferred=True)
    assert "Another agreement has this ref" in refused(
        "Twice", lambda: models.Agreement.objects.create(ref="relos-2025", kind="treaty", scope="bilateral")
    )
    assert "lower value first" in refused("Backwards", lambda: make.limit(provision, value=5, value_to=3))
    assert "Only one citation" in refused("Two", lambda: make.citation(agreement, by="other", preferred=True))
    assert "needs its reason" in refused("No reason", lambda: make.assessment(agreement, verdict="supported"))
    assert "in this role already" in refused(
        "Twice", lambda: models.Participation.objects.create(agreement=agreement, party=make.party("IND"))
    )
    assert "number and a unit" in refused("Unit", lambda: make.terms(agreement, term_n=5))
    assert "relation to itself" in refused(
        "Self", lambda: models.AgreementRelation.objects.create(agreement=agreement, other=agreement, kind="amends")
    )
    assert "cannot cease" in refused("Party", lambda: make.party("SUN", existed_from="1990", existed_to="1980"))
    assert "URL or a title" in refused("Lost", lambda: make.source("lost", title=None, link=None))
    assert "both latitude" in refused("Nowhere", lambda: make.facility("nowhere", latitude=91, longitude=0))


def test_a_unilateral_provision_names_its_grantor() -> None:
    agreement = make.agreement()
    assert "names no grantor" in refused("Who?", lambda: make.provision(agreement, direction="unilateral"))


def test_a_citation_points_into_its_own_aggregate() -> None:
    one, other = make.agreement("one"), make.agreement("other")
    act = make.event(other)
    assert "not part of it" in refused(
        "Astray",
        lambda: models.Citation.objects.create(
            agreement=one, source=make.source(), target_kind="event", target_id=act.pk
        ),
    )


def test_an_act_targets_an_act_of_its_own_agreement() -> None:
    act = make.event(make.agreement("one"))
    other = make.agreement("other")
    assert "act of another agreement" in refused("Astray", lambda: make.event(other, "withdrawal_revoked", target=act))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"ref": "RELOS 2025"}, "write lower-case letters"),
        ({"kind": "pact"}, "not a valid choice"),
        ({"languages": ["english"]}, "no list of language tags"),
        ({"summary": "a\x00b"}, "U+0000"),
        ({"summary": "a\ud800b"}, "U+D800"),
    ],
)
def test_a_wrong_field_is_refused_before_it_is_stored(fields: dict[str, object], sentence: str) -> None:
    values = {"ref": "relos-2025", "kind": "treaty", "scope": "bilateral", **fields}
    assert sentence in refused("Wrong", lambda: models.Agreement.objects.create(**values))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/x", "example"])
def test_only_web_addresses_become_links(link: str) -> None:
    assert "no web address" in refused("Link", lambda: make.source("odd", link=link))


def test_a_party_in_use_cannot_be_deleted() -> None:
    make.agreement(parties=("IND", "RUS"))
    with pytest.raises(ValidationError, match="used by 1 participation"), revise(by="tests", reason="Gone"):
        models.Party.objects.get(code="IND").delete()
    assert models.Party.objects.filter(code="IND").exists()
