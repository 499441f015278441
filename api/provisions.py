"""Provisions: what agreements say, coded with direction, quantity and place."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from rest_framework import serializers

from api import enumerations as enums
from api import lookups, pagination
from api.asked import Asked
from api.lookups import Rows
from api.members import Plain
from api.readers import DECIMAL, Found, code, reference, text
from api.resources import Resource
from api.shapes import Expansion, Shape, known
from api.statuses import cited
from api.values import Address, Amount, Code, Earliest, Edtf, Expandable, Id, Key, Latest, Text, Whole, listed, names_of
from relations.aggregates.columns import agreement
from relations.aggregates.provision import PROVISION
from relations.models import (
    Agreement,
    Concept,
    Facility,
    Party,
    Provision,
    ProvisionConcept,
    ProvisionFacility,
    ProvisionLimit,
    ProvisionRole,
    Standing,
)


class ProvisionTextSerializer(Plain):
    """Heading, our summary and, where allowed, a quote, in one language."""

    language = Text("BCP 47 tag.")
    heading = Text(null=True)
    summary = Text(null=True)
    quote = Text(null=True)


class RoleSerializer(Plain):
    """Who grants, benefits, hosts or sends."""

    party = Key("Party code.")
    role = Code(enums.PROVISION_ROLE)


class LimitSerializer(Plain):
    """A quantity: at most five warships at one time."""

    metric = Code(enums.LIMIT_METRIC)
    comparator = Code(enums.LIMIT_COMPARATOR)
    value = Amount()
    value_to = Amount("The upper value of a range.")
    unit = Text(null=True)
    scope = Code(enums.LIMIT_SCOPE, null=True)
    applies_to = Code(enums.LIMIT_APPLIES_TO, null=True)


class PlaceSerializer(Plain):
    """A facility, and whether the text names it or a source infers it."""

    key = Key("Key of the facility.")
    basis = Code(enums.FACILITY_BASIS)


class ProvisionSerializer(serializers.Serializer[Provision]):
    """One rule of an agreement."""

    id = Id()
    url = Address()
    agreement = Expandable("api.agreement_serializers.AgreementRowSerializer", "Ref of the agreement.")
    number = Text("As in the text.", null=True)
    order = Whole()
    text_basis = Code(enums.TEXT_BASIS)
    texts = ProvisionTextSerializer(many=True)
    concepts = listed(Key(), "Notations of the concepts by which it is coded.")
    modality = Code(enums.MODALITY, null=True)
    direction = Code(enums.DIRECTION, null=True)
    approval_mode = Code(enums.APPROVAL_MODE, null=True)
    triggers = listed(Key(), "Notations of the concepts that set it off.")
    coded_value = Code(enums.CODED_VALUE)
    valid_from = Edtf()
    valid_from_earliest = Earliest()
    valid_from_latest = Latest()
    valid_to = Edtf()
    valid_to_earliest = Earliest()
    valid_to_latest = Latest()
    roles = RoleSerializer(many=True)
    limits = LimitSerializer(many=True)
    facilities = PlaceSerializer(many=True)
    citations = Expandable("api.citations.CitationSerializer", "Ids of citations.", many=True)


SHAPE = known(
    Shape(
        model=Provision,
        path="provisions",
        names=names_of(ProvisionSerializer),
        columns=(agreement("agreement"), *PROVISION.columns),
        members=PROVISION.members,
        parts={"citations": cited},
        expansions={"agreement": Expansion("agreements", key="ref"), "citations": Expansion("citations")},
        order=("order", "id"),
    )
)


def _by_party(rows: Rows, party: Found, asked: Asked) -> Rows:
    """The party has a role in it; without any role in it, a provision speaks to every party of its agreement."""
    roles = ProvisionRole.objects.filter(provision=OuterRef("pk"))
    if "role" in asked.values:
        return rows.filter(Exists(roles.filter(party=party.pk, role=asked.values["role"])))
    standings = Standing.objects.filter(agreement=OuterRef("agreement"), party=party.pk)
    return rows.filter(Exists(roles.filter(party=party.pk)) | (Q(Exists(standings)) & ~Exists(roles)))


def _by_role(rows: Rows, role: str, asked: Asked) -> Rows:
    if "party" in asked.values:
        return rows  # Asked together with the party: both are of one row.
    return rows.filter(Exists(ProvisionRole.objects.filter(provision=OuterRef("pk"), role=role)))


LIMITS = {
    "metric": ("metric", "The metric of a quantity in it."),
    "comparator": ("comparator", "How the quantity is compared."),
    "unit": ("unit", "The unit of the quantity."),
    "limit_scope": ("scope", "What the quantity is counted over."),
    "applies_to": ("applies_to", "To whom the quantity applies."),
    "value__gte": ("value__gte", "The quantity is at least this."),
    "value__lte": ("value__lte", "The quantity is at most this."),
}


def _by_limit(rows: Rows, value: Any, asked: Asked) -> Rows:
    """All that is asked about a quantity is asked of one and the same limit."""
    asked_for = {path: asked.values[name] for name, (path, _) in LIMITS.items() if name in asked.values}
    if value is not next(iter(asked_for.values())):
        return rows  # The first of these filters has asked for all of them.
    return rows.filter(Exists(ProvisionLimit.objects.filter(provision=OuterRef("pk"), **asked_for)))


def _limit(name: str, reader: Any) -> lookups.Lookup:
    return lookups.asking(name, reader, LIMITS[name][1], _by_limit, column="limits")


def _by_trigger(rows: Rows, notation: Found, asked: Asked) -> Rows:
    links = ProvisionConcept.objects.filter(provision=OuterRef("pk"), concept=notation.pk, use="trigger")
    return rows.filter(Exists(links))


def _by_facility(rows: Rows, found: Found, asked: Asked) -> Rows:
    return rows.filter(Exists(ProvisionFacility.objects.filter(provision=OuterRef("pk"), facility=found.pk)))


def _by_concept(rows: Rows, notation: Found, asked: Asked) -> Rows:
    return rows.coded(notation.key)  # type: ignore[attr-defined,no-any-return]


CONCEPT_KEY = reference(Concept, "notation", "access.port")


class Provisions(Resource):
    """What agreements say: every coded provision, in the order of its agreement."""

    shape = SHAPE
    serializer = ProvisionSerializer
    lookups = (
        lookups.related("agreement", Agreement, "ref", "relos-2025", "The agreement, by its ref."),
        lookups.words("number", "The number in the text.", "Article 5(2)"),
        *lookups.coded("text_basis", enums.TEXT_BASIS, "What the coding is based on."),
        lookups.asking(
            "concept", CONCEPT_KEY, "Coded by the concept or a narrower one.", _by_concept, column="concepts"
        ),
        lookups.asking("trigger", CONCEPT_KEY, "Set off by this concept.", _by_trigger, column="triggers"),
        *lookups.coded("modality", enums.MODALITY, "The modality."),
        *lookups.coded("direction", enums.DIRECTION, "Who owes whom."),
        *lookups.coded("approval_mode", enums.APPROVAL_MODE, "How a use is approved."),
        *lookups.coded("coded_value", enums.CODED_VALUE, "Whether the provision is there."),
        *lookups.dated("valid_from", "From when it applies."),
        *lookups.dated("valid_to", "Until when it applies."),
        lookups.asking(
            "party",
            reference(Party, "code", "IND"),
            "The party has a role in it, or nobody has and the party is concerned by the agreement.",
            _by_party,
            column="roles",
        ),
        lookups.asking(
            "role", code(enums.PROVISION_ROLE), "The role, together with `party` its role.", _by_role, column="roles"
        ),
        _limit("metric", code(enums.LIMIT_METRIC)),
        _limit("comparator", code(enums.LIMIT_COMPARATOR)),
        _limit("unit", text("vessels")),
        _limit("limit_scope", code(enums.LIMIT_SCOPE)),
        _limit("applies_to", code(enums.LIMIT_APPLIES_TO)),
        _limit("value__gte", DECIMAL),
        _limit("value__lte", DECIMAL),
        lookups.asking(
            "facility",
            reference(Facility, "key", "vladivostok"),
            "Concerns the facility.",
            _by_facility,
            column="facilities",
        ),
    )
    orderings = {
        "agreement": pagination.ordering(Provision, "agreement_id", "order"),
        "-agreement": pagination.ordering(Provision, "-agreement_id", "-order"),
        "id": pagination.ordering(Provision, "id"),
        "-id": pagination.ordering(Provision, "-id"),
    }
    default_ordering = "agreement"
