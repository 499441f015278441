"""What a few words may mean: parties and facilities whose names begin so, agreements in which the words occur."""

from relations.models import Agreement, FacilityName, PartyName
from relations.models.fields import fold
from relations.naming.resolving import Match


def by_words(text: str, limit: int = 10) -> list[Match]:
    """At most `limit` things of each kind: parties, then agreements from the newest on, then facilities. Three queries.

    The words are searched as they stand; no sign in them is an operator.
    """
    start = fold(text)
    parties = PartyName.objects.filter(folded__startswith=start).order_by("party__code", "kind")
    agreements = Agreement.objects.matching(text).order_by("-signed_on_earliest", "-id")
    facilities = FacilityName.objects.filter(folded__startswith=start).order_by("facility__key", "kind")
    found = [
        *(Match("party", *row) for row in parties.values_list("party__code", "kind", "party__name")[: 5 * limit]),
        *(Match("agreement", ref, "text", title) for ref, title in agreements.values_list("ref", "title")[:limit]),
        *(
            Match("facility", *row)
            for row in facilities.values_list("facility__key", "kind", "facility__name")[: 5 * limit]
        ),
    ]
    return _few(found, limit) if start else []


def _few(found: list[Match], limit: int) -> list[Match]:
    """Each thing once, at most `limit` of a kind."""
    kept: dict[tuple[str, str], Match] = {}
    for match in found:
        if sum(kind == match.kind for kind, _ in kept) < limit:
            kept.setdefault((match.kind, match.key), match)
    return list(kept.values())
