"""Records with many rows of every kind, made in bulk through the door."""

from collections.abc import Iterator
from typing import Any

from relations import models
from relations.models.keys import uuid7
from relations.vocabulary import AGREEMENT_RELATION_KINDS, FACILITY_BASES
from tests import make


def crowd(rows: int, ref: str) -> list[Any]:
    """One record of every kind with so many rows in every section."""
    made = make.agreement(ref, parties=())
    make.terms(made, rule="nth_consent", n=2, duration="fixed_then_tacit", term_n=5, term_unit="years")
    rule, opinion = make.provision(made), make.assessment(made)
    summit = make.diplomatic_event(f"summit-of-{ref}")
    hope, place, party = make.outcome(summit), make.facility(f"port-of-{ref}"), make.party(f"X-{ref.upper()}")
    with make.door() as door:
        others = [_others(number, ref) for number in range(rows)]
        door.create(row for other in others for row in other)
        for number, (code, other, subject, site) in enumerate(others):
            door.create(_of_agreement(made, number, code, other, subject))
            door.create(_of_rule(rule, opinion, number, code, subject, site))
            door.create(_of_others(summit, hope, place, party, number, code, other))
    return [made, rule, opinion, summit, hope, place, party, made.events.first()]


def _others(number: int, ref: str) -> tuple[models.Party, models.Agreement, models.Concept, models.Facility]:
    """What the rows refer to: another one for each."""
    key = f"{ref}-{number}"
    return (
        models.Party(code=key.upper(), kind="state"),
        models.Agreement(ref=key, kind="agreement", scope="bilateral"),
        models.Concept(notation=f"{ref.replace('-', '_')}.n{number}", scheme="subject", label=f"Subject {number}"),
        models.Facility(key=key, kind="port"),
    )


def _of_agreement(made: Any, number: int, party: Any, other: Any, subject: Any) -> Iterator[Any]:
    act = models.Event(id=uuid7(), agreement=made, kind="signature", party=party, date=f"{1900 + number % 100}-02")
    yield act
    yield models.Citation(
        agreement=made, source=make.source(), target_kind="event", target_id=act.id, quote="As it says.", value="1954"
    )
    yield models.Title(
        agreement=made, language="en", kind="translated", text=f"A title of some length, number {number}"
    )
    yield models.Identifier(agreement=made, scheme="legacy", value=f"{made.ref}-{number}")
    yield models.AgreementSubject(agreement=made, concept=subject)
    yield models.Text(agreement=made, kind="translation", language="en", link=f"https://example.org/{number}")
    yield models.AgreementRelation(agreement=made, kind=AGREEMENT_RELATION_KINDS.codes[number % 9], other=other)
    yield models.Participation(agreement=made, party=party)
    yield models.NamedParty(agreement=made, party=party, part="negotiating")
    yield models.Provision(agreement=made, number=f"Article {number}", order=number)
    yield models.Assessment(agreement=made, kind="benefit", statement=f"It helps {number} times.", author="A writer")


def _of_rule(rule: Any, opinion: Any, number: int, party: Any, subject: Any, site: Any) -> Iterator[Any]:
    yield models.ProvisionText(provision=rule, heading=f"Heading {number}", position=number)
    yield models.ProvisionConcept(provision=rule, concept=subject)
    yield models.ProvisionRole(provision=rule, party=party, role="grantor")
    yield models.ProvisionLimit(provision=rule, metric="ships", comparator="max", value=number, position=number)
    yield models.ProvisionFacility(provision=rule, facility=site, basis=FACILITY_BASES.codes[0])
    yield models.AssessmentParty(assessment=opinion, party=party)


def _of_others(
    summit: Any, hope: Any, place: Any, party: Any, number: int, other: Any, agreement: Any
) -> Iterator[Any]:
    yield models.EventParticipant(event=summit, party=other, name="A name", office="An office")
    yield models.EventConcern(event=summit, agreement=agreement)
    yield models.Outcome(event=summit, statement=f"Outcome {number}.")
    yield models.OutcomeAgreement(outcome=hope, agreement=agreement)
    yield models.FacilityName(facility=place, text=f"Name {number}")
    yield models.PartyName(party=party, text=f"Name {number}")
    yield models.PartyRelation(party=party, kind="member_of", other=other)
