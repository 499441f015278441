"""Who grants what to whom: the provisions between two parties, sorted by direction and roles."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q

from relations.models import Provision, ProvisionRole
from relations.pairs.pair import Pair

MUTUAL = frozenset({"reciprocal_identical", "reciprocal_asymmetric", "all_to_all", "joint"})
HEAPS = ("granted_by_a", "granted_by_b", "reciprocal", "other")
Roles = Mapping[str, Collection[str]]


def grants(pair: Pair) -> dict[str, list[UUID]]:
    """The provisions between the two on the day, by heap, from agreements that are not over. Three queries.

    `other` holds those without a coded direction between the two, and those that benefit third parties.
    """
    rows = Provision.objects.filter(_applying(pair.day), agreement__in=pair.standing().values("pk"))
    rows = rows.order_by("-agreement__signed_on_earliest", "agreement__ref", "order", "id")
    found: dict[str, list[UUID]] = {heap: [] for heap in HEAPS}
    directions = dict(rows.values_list("id", "direction"))
    roles = _roles(pair)
    for key, coded in directions.items():
        heap = direction(coded, roles.get(key, {}), *pair.persons)
        if heap is not None:
            found[heap].append(key)
    return found


def _applying(day: date) -> Q:
    """Provisions that may apply on the day; one without dates applies as long as its agreement."""
    begun = Q(valid_from_earliest__isnull=True) | Q(valid_from_earliest__lte=day)
    return begun & (Q(valid_to_latest__isnull=True) | Q(valid_to_latest__gt=day))


def _roles(pair: Pair) -> dict[UUID, dict[str, set[str]]]:
    """The codes in each role, by provision."""
    found: dict[UUID, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = ProvisionRole.objects.filter(provision__agreement__in=pair.standing().values("pk"))
    for provision, role, code in rows.values_list("provision_id", "role", "party__code"):
        found[provision][role].add(code)
    return found


def direction(coded: str | None, roles: Roles, a: frozenset[str], b: frozenset[str]) -> str | None:
    """The heap of a provision between two persons; null if it is the business of others.

    Who owes is the grantor, else the host; who receives is the beneficiary, else the sender.
    """
    owing = roles.get("grantor") or roles.get("host") or ()
    receiving = roles.get("beneficiary") or roles.get("sender") or ()
    owes = [not person.isdisjoint(owing) for person in (a, b)]
    if owing and not any(owes):
        return None
    if all(owes):
        return "reciprocal"
    if any(owes):
        benefits = b if owes[0] else a
        others_only = bool(receiving) and benefits.isdisjoint(receiving)
        return None if others_only else f"granted_by_{'a' if owes[0] else 'b'}"
    return "reciprocal" if coded in MUTUAL else "other"
