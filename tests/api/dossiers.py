"""A small registry with every kind of record in it, for tests that walk over all endpoints."""

from relations import models
from tests import make


def dossier(number: int = 1) -> models.Agreement:
    """An agreement with everything that one can have, and the records around it; one revision of each."""
    with make.door():
        agreement = _written(number)
    agreement.refresh_from_db()
    return agreement


def _written(number: int) -> models.Agreement:
    for code, name in (("IND", "India"), ("RUS", "Russia")):
        if not models.Party.objects.filter(code=code).exists():
            make.party(code, name=name)
    agreement = make.agreement(
        f"pact-{number}",
        title=f"Pact {number} on logistics",
        complete_until="2025-12-26",
        depositary=make.party("USA"),
    )
    make.terms(agreement, rule="exchange_of_instruments", duration="fixed_then_tacit", term_n=5, term_unit="years")
    acts = [make.event(agreement, "signature", code, "2025-02-18") for code in ("IND", "RUS")]
    make.event(agreement, "domestic_approval", "RUS", "2025-12", chamber="lower", organ="State Duma")
    provision = make.provision(agreement, concepts=("access.port",), order=1)
    make.limit(provision)
    assessment = make.assessment(agreement, party=make.party("IND"))
    port = make.facility(f"port-{number}", party=make.party("RUS"))
    summit = make.diplomatic_event(f"summit-{number}")
    outcome = make.outcome(summit)
    _members(agreement, provision, assessment, port, summit, outcome)
    for target in (agreement, *acts, provision, assessment, port, summit, outcome, make.party("IND")):
        make.citation(target, by=f"gazette-{number}")
    return agreement


def _members(
    agreement: models.Agreement,
    provision: models.Provision,
    assessment: models.Assessment,
    port: models.Facility,
    summit: models.Event,
    outcome: models.Outcome,
) -> None:
    """One row of every member that the builders do not make."""
    india, number = make.party("IND"), agreement.ref[5:]
    models.Title.objects.create(agreement=agreement, language="ru", kind="official", text="Соглашение")
    models.Identifier.objects.create(agreement=agreement, scheme="wikidata", value=f"Q{number}")
    models.Text.objects.create(agreement=agreement, kind="authentic_text", language="ru", link="https://example.org/")
    models.AgreementSubject.objects.create(agreement=agreement, concept=make.concept("defence", scheme="subject"))
    models.AgreementRelation.objects.create(
        agreement=agreement, kind="supplements", other=make.agreement(f"older-{number}")
    )
    models.NamedParty.objects.create(agreement=agreement, party=india, part="negotiating")
    models.ProvisionConcept.objects.create(
        provision=provision, concept=make.concept("activity.exercise"), use="trigger"
    )
    models.ProvisionRole.objects.create(provision=provision, party=india, role="grantor")
    models.ProvisionFacility.objects.create(provision=provision, facility=port, basis="named_in_text")
    models.AssessmentProvision.objects.create(assessment=assessment, provision=provision)
    models.AssessmentParty.objects.create(assessment=assessment, party=make.party("CHN"))
    models.EventParticipant.objects.create(event=summit, party=india, name="N. Modi", office="Prime Minister")
    models.EventConcern.objects.create(event=summit, agreement=agreement)
    models.OutcomeAgreement.objects.create(outcome=outcome, agreement=agreement)
