"""Provisions in the document of an agreement."""

from relations import models
from relations.aggregates.columns import party, plain
from relations.members import Column, Member

PROVISION = Member(
    "provisions",
    models.Provision,
    "agreement",
    plain(
        "number",
        "order",
        "text_basis",
        "modality",
        "direction",
        "approval_mode",
        "coded_value",
        "valid_from",
        "valid_to",
    ),
    order=("order", "id"),
    members=(
        Member(
            "texts",
            models.ProvisionText,
            "provision",
            plain("language", "heading", "summary", "quote"),
            order=("position", "id"),
            has_id=False,
            positioned=True,
        ),
        Member(
            "concepts",
            models.ProvisionConcept,
            "provision",
            (Column("concept", "concept", "notation"),),
            order=("concept__notation",),
            form="values",
            has_id=False,
            where=(("use", "concept"),),
        ),
        Member(
            "triggers",
            models.ProvisionConcept,
            "provision",
            (Column("concept", "concept", "notation"),),
            order=("concept__notation",),
            form="values",
            has_id=False,
            where=(("use", "trigger"),),
        ),
        Member(
            "roles",
            models.ProvisionRole,
            "provision",
            (party("party"), *plain("role")),
            order=("party__code", "role"),
            has_id=False,
        ),
        Member(
            "limits",
            models.ProvisionLimit,
            "provision",
            plain("metric", "comparator", "value", "value_to", "unit", "scope", "applies_to"),
            order=("position", "id"),
            has_id=False,
            positioned=True,
        ),
        Member(
            "facilities",
            models.ProvisionFacility,
            "provision",
            (Column("key", "facility", "key"), *plain("basis")),
            order=("facility__key",),
            has_id=False,
        ),
    ),
)
