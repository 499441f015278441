"""The document of an agreement."""

from relations import models
from relations.aggregates.assessment import ASSESSMENT
from relations.aggregates.columns import ACT_COLUMNS, NAME_COLUMNS, agreement, citations, party, plain
from relations.aggregates.provision import PROVISION
from relations.members import Aggregate, Column, Member
from relations.shaping import terms_flat, terms_nested

AGREEMENT = Aggregate(
    "agreement",
    models.Agreement,
    "ref",
    (
        *plain("ref", "kind", "bindingness", "scope", "place"),
        party("depositary"),
        *plain("languages", "text_availability", "summary", "complete_until"),
    ),
    (
        Member("titles", models.Title, "agreement", NAME_COLUMNS),
        Member("identifiers", models.Identifier, "agreement", plain("scheme", "value")),
        Member(
            "subjects",
            models.AgreementSubject,
            "agreement",
            (Column("concept", "concept", "notation"),),
            order=("concept__notation",),
            form="values",
            has_id=False,
        ),
        Member("texts", models.Text, "agreement", plain("kind", "language", "link", "archived_link", "checksum")),
        Member("relations", models.AgreementRelation, "agreement", (*plain("kind"), agreement("agreement", "other"))),
        Member(
            "terms",
            models.Terms,
            "agreement",
            (
                *plain("rule", "n", "share_at_least", "delay_n", "delay_unit", "party_delay_n", "party_delay_unit"),
                *plain("not_before", "fixed_date", "effective_from"),
                agreement("other_agreement"),
                *plain("entry_clause", "duration", "term_n", "term_unit", "ends_on", "renewal_n", "renewal_unit"),
                *plain("notice_n", "notice_unit", "late_notice"),
                agreement("until_agreement"),
                *plain("duration_clause", "withdrawal_allowed", "withdrawal_delay_n", "withdrawal_delay_unit"),
                *plain("withdrawal_not_before_n", "withdrawal_not_before_unit", "withdrawal_clause"),
            ),
            form="one",
            nested=terms_nested,
            flat=terms_flat,
        ),
        Member(
            "named_parties",
            models.NamedParty,
            "agreement",
            (party("party"), *plain("part", "weight")),
            order=("part", "party__code"),
            has_id=False,
        ),
        Member(
            "participations",
            models.Participation,
            "agreement",
            (party("party"), *plain("role", "side"), party("on_behalf_of")),
            order=("party__code", "id"),
        ),
        Member(
            "events",
            models.Event,
            "agreement",
            ACT_COLUMNS,
            order=("date_earliest", "order", "id"),
        ),
        PROVISION,
        ASSESSMENT,
        citations("agreement"),
    ),
)
