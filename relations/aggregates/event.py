"""The document of a diplomatic event."""

from relations import models
from relations.aggregates.columns import ACT_COLUMNS, agreement, citations, party, plain
from relations.members import Aggregate, Member

EVENT = Aggregate(
    "event",
    models.Event,
    "key",
    (*plain("key"), *ACT_COLUMNS),
    (
        Member(
            "participants",
            models.EventParticipant,
            "event",
            (party("party"), *plain("name", "office")),
            order=("party__code", "id"),
        ),
        Member(
            "concerns",
            models.EventConcern,
            "event",
            (agreement("agreement"),),
            order=("agreement__ref",),
            form="values",
            has_id=False,
        ),
        Member(
            "outcomes",
            models.Outcome,
            "event",
            plain("statement", "status", "what_happened"),
            members=(
                Member(
                    "agreements",
                    models.OutcomeAgreement,
                    "outcome",
                    (agreement("agreement"),),
                    order=("agreement__ref",),
                    form="values",
                    has_id=False,
                ),
            ),
        ),
        citations("event"),
    ),
    where=(("agreement", None),),
)
