"""Agreements signed over a year ago of which nothing has been heard since."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from relations.dates import add
from relations.derivation import SIGNING
from relations.models import Agreement, Event
from relations.querysets import AgreementQuerySet


def silent(day: date) -> AgreementQuerySet:
    """Not in force on the day, first signed over a year before, nobody signed within that year, and no other act since."""
    year_ago = add(day, -1, "years")
    signing = Q(kind__in=SIGNING)
    heard = (signing & Q(date_latest__gt=year_ago)) | (~signing & Q(date_latest__gt=OuterRef("signed_on_latest")))
    acts = Event.objects.filter(heard, agreement=OuterRef("pk"), date_earliest__lte=day)
    waiting = Agreement.objects.with_status("signed_not_in_force", on=day)
    return waiting.filter(signed_on_latest__lt=year_ago).exclude(Exists(acts))


def signing_acts(refs: list[str]) -> dict[str, list[str]]:
    """The ids of the acts of signature of these agreements."""
    found: dict[str, list[str]] = {ref: [] for ref in refs}
    acts = Event.objects.filter(agreement__ref__in=refs, kind__in=SIGNING).order_by("date_earliest", "id")
    for ref, key in acts.values_list("agreement__ref", "id"):
        found[ref].append(str(key))
    return found
