"""Assessments in the document of an agreement."""

from relations import models
from relations.aggregates.columns import party, plain
from relations.members import Column, Member

ASSESSMENT = Member(
    "assessments",
    models.Assessment,
    "agreement",
    (party("party"), *plain("kind", "statement", "author", "verdict", "verdict_reason", "order")),
    order=("order", "id"),
    members=(
        Member(
            "provisions",
            models.AssessmentProvision,
            "assessment",
            (Column("provision", "provision", inner=True),),
            order=("provision_id",),
            form="values",
            has_id=False,
        ),
        Member(
            "about",
            models.AssessmentParty,
            "assessment",
            (party("party"),),
            order=("party__code",),
            form="values",
            has_id=False,
        ),
    ),
)
