"""Assessments: what somebody says about an agreement, with our verdict; opinion, kept apart from law."""

from uuid import UUID

from django.db.models import Exists, OuterRef
from rest_framework import serializers

from api import lookups
from api.asked import Asked
from api.enumerations import ASSESSMENT_KIND, ASSESSMENT_VERDICT
from api.lookups import Rows
from api.readers import ID, Found, reference
from api.resources import Resource, sortable
from api.shapes import Expansion, Shape, known
from api.statuses import cited
from api.values import Address, Code, Expandable, Id, Key, Text, listed, names_of
from relations.aggregates.assessment import ASSESSMENT
from relations.aggregates.columns import agreement
from relations.models import Agreement, Assessment, AssessmentParty, AssessmentProvision, Party


class AssessmentSerializer(serializers.Serializer[Assessment]):
    """A statement with its author, and a verdict on it with the reason."""

    id = Id()
    url = Address()
    agreement = Expandable("api.agreement_serializers.AgreementRowSerializer", "Ref of the agreement.")
    party = Key("Code of the party from whose side it is seen.", null=True)
    kind = Code(ASSESSMENT_KIND)
    statement = Text()
    author = Text("Who says so.")
    verdict = Code(ASSESSMENT_VERDICT)
    verdict_reason = Text(null=True)
    provisions = Expandable("api.provisions.ProvisionSerializer", "Ids of the provisions concerned.", many=True)
    about = listed(Key(), "Codes of third parties that it is about.")
    citations = Expandable("api.citations.CitationSerializer", "Ids of citations.", many=True)


SHAPE = known(
    Shape(
        model=Assessment,
        path="assessments",
        names=names_of(AssessmentSerializer),
        columns=(agreement("agreement"), *ASSESSMENT.columns),
        members=ASSESSMENT.members,
        parts={"citations": cited},
        expansions={
            "agreement": Expansion("agreements", key="ref"),
            "provisions": Expansion("provisions"),
            "citations": Expansion("citations"),
        },
        order=("order", "id"),
    )
)


def _by_third(rows: Rows, party: Found, asked: Asked) -> Rows:
    return rows.filter(Exists(AssessmentParty.objects.filter(assessment=OuterRef("pk"), party=party.pk)))


def _by_provision(rows: Rows, provision: UUID, asked: Asked) -> Rows:
    return rows.filter(Exists(AssessmentProvision.objects.filter(assessment=OuterRef("pk"), provision=provision)))


class Assessments(Resource):
    """What analysts, officials and journalists say about agreements, with verdicts."""

    shape = SHAPE
    serializer = AssessmentSerializer
    lookups = (
        lookups.related("agreement", Agreement, "ref", "relos-2025", "The agreement, by its ref."),
        lookups.related("party", Party, "code", "IND", "The party from whose side it is seen."),
        *lookups.coded("kind", ASSESSMENT_KIND, "The kind of statement."),
        lookups.words("author", "Who says so.", "Dinakar Peri"),
        *lookups.coded("verdict", ASSESSMENT_VERDICT, "The verdict."),
        lookups.asking("about", reference(Party, "code", "CHN"), "A third party that it is about.", _by_third),
        lookups.asking("provision", ID, "A provision concerned, by its id.", _by_provision, column="provisions"),
    )
    orderings = sortable(Assessment, "id")
    default_ordering = "id"
