"""Everything a curator should look at, from one place: stored findings, and those that depend on the day or on others.

The list is paged by `place`: the stored findings first, by code and key, then silent and expiring agreements, then
records that look like one.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from relations.dates import display
from relations.findings.expiry import expiring
from relations.findings.overlaps import overlaps
from relations.findings.silence import signing_acts, silent
from relations.models import Finding
from relations.vocabulary import FINDING_KINDS


class Place(NamedTuple):
    """Where a finding stands in the list: its part of the list, code, key of the record, number."""

    part: int
    code: str
    key: str
    number: int


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding as it is shown: about which record (kind and public key), whose act, which acts, and the sentence."""

    place: Place
    kind: str
    party: str | None
    events: list[str]
    sentence: str

    @property
    def code(self) -> str:
        return self.place.code

    @property
    def key(self) -> str:
        return self.place.key

    @property
    def label(self) -> str:
        return FINDING_KINDS[self.code].label

    @property
    def severity(self) -> str:
        return str(FINDING_KINDS[self.code].extra["severity"])


@dataclass(frozen=True, slots=True)
class Page:
    """Which findings are wanted: so many of these codes, about one agreement or any, from a place on or back from it."""

    day: date
    limit: int = 50
    codes: frozenset[str] = frozenset(FINDING_KINDS.codes)
    agreement: str | None = None
    after: Place | None = None
    backwards: bool = False

    def place_in(self, part: int) -> Place | None:
        """The place after which this part of the list is read; null reads it from its beginning (or its end)."""
        return self.after if self.after and self.after.part == part else None

    def reads(self, part: int) -> bool:
        """Whether a part of the list lies on the way."""
        here = self.after.part if self.after else (len(PARTS) if self.backwards else 0)
        return part <= here if self.backwards else part >= here


def flags(page: Page) -> list[Flag]:
    """The findings of a page; backwards they come in reverse order."""
    found: list[Flag] = []
    numbers = [part for part in range(len(PARTS)) if page.reads(part)]
    for part in reversed(numbers) if page.backwards else numbers:
        if len(found) < page.limit:
            found += PARTS[part](page)
    return found[: page.limit]


def number(page: Page) -> int:
    """How many findings the whole list has, wherever the page stands."""
    whole = replace(page, after=None, backwards=False)
    found = _stored_rows(whole).count()
    if "silent_since_signature" in page.codes:
        found += silent(page.day).filter(**_keyed("ref", whole, 1)).count()
    unlimited = replace(whole, limit=sys.maxsize)
    return found + len(_expiring(unlimited)) + len(_overlapping(unlimited))


def of_agreement(ref: str, day: date) -> list[Flag]:
    """Every finding about one agreement."""
    return flags(Page(day, limit=1000, agreement=ref))


def counts(day: date) -> dict[str, int]:
    """How many findings there are of each kind, in the order of the vocabulary; a kind without any is left out."""
    found = dict(Finding.objects.values_list("code").annotate(Count("id")).order_by())
    found["silent_since_signature"] = silent(day).count()
    found["expiring"] = len(expiring(day))
    found["overlapping_identities"] = len(overlaps())
    return {code: found[code] for code in FINDING_KINDS.codes if found.get(code)}


def flagged(code: str, day: date) -> Q:
    """A condition on agreements: those with a finding of this kind. Raises KeyError for an unknown code."""
    FINDING_KINDS[code]
    if code == "silent_since_signature":
        return Q(pk__in=silent(day).values("pk"))
    if code == "expiring":
        return Q(ref__in=[one.ref for one in expiring(day)])
    if code == "overlapping_identities":
        return Q(ref__in=[one.key for one in overlaps() if one.kind == "agreement"])
    return Q(pk__in=Finding.objects.filter(code=code, kind="agreement").values("agreement"))


def _stored_rows(page: Page) -> QuerySet[Finding]:
    rows = Finding.objects.filter(code__in=page.codes)
    return rows.filter(kind="agreement", key=page.agreement) if page.agreement else rows


def _stored(page: Page) -> list[Flag]:
    rows, place = _stored_rows(page), page.place_in(0)
    if place:
        rows = rows.filter(_beyond(place, "lt" if page.backwards else "gt"))
    sign = "-" if page.backwards else ""
    columns = ("code", "key", "id", "kind", "party__code", "events", "sentence")
    found = rows.order_by(f"{sign}code", f"{sign}key", f"{sign}id").values_list(*columns)[: page.limit]
    return [
        Flag(Place(0, code, key, number), kind, party, events, sentence)
        for code, key, number, kind, party, events, sentence in found
    ]


def _beyond(place: Place, beyond: str) -> Q:
    """Rows after (gt) or before (lt) a place, in the order of code, key, id."""
    return (
        Q(**{f"code__{beyond}": place.code})
        | Q(**{"code": place.code, f"key__{beyond}": place.key})
        | Q(**{"code": place.code, "key": place.key, f"id__{beyond}": place.number})
    )


def _silent(page: Page) -> list[Flag]:
    code = "silent_since_signature"
    if code not in page.codes:
        return []
    rows = silent(page.day).filter(**_keyed("ref", page, 1))
    found = dict(rows.order_by("-ref" if page.backwards else "ref").values_list("ref", "signed_on")[: page.limit])
    acts = signing_acts(list(found)) if found else {}
    sentence = "Signed on {}, over a year ago; no act is recorded since."
    return [
        Flag(Place(1, code, ref, 0), "agreement", None, acts[ref], sentence.format(display(day)))
        for ref, day in found.items()
    ]


def _keyed(column: str, page: Page, part: int) -> dict[str, str]:
    """The condition on the public key that a page puts on a part of the list."""
    place, condition = page.place_in(part), {}
    if place:
        condition[f"{column}__{'lt' if page.backwards else 'gt'}"] = place.key
    if page.agreement:
        condition[column] = page.agreement
    return condition


def _expiring(page: Page) -> list[Flag]:
    if "expiring" not in page.codes:
        return []
    found = expiring(page.day, page.agreement)
    return _cut(page, [Flag(Place(2, "expiring", one.ref, 0), "agreement", None, [], one.sentence) for one in found])


def _overlapping(page: Page) -> list[Flag]:
    code = "overlapping_identities"
    if code not in page.codes:
        return []
    found = [one for one in overlaps() if page.agreement in (None, one.key)]
    sentence = "{} {} looks like {}."
    return _cut(
        page,
        [
            Flag(
                Place(3, code, one.key, 0),
                one.kind,
                None,
                [],
                sentence.format(one.kind.capitalize(), one.key, ", ".join(one.others)),
            )
            for one in found
        ],
    )


def _cut(page: Page, found: list[Flag]) -> list[Flag]:
    """The flags of one part that lie beyond the page's place, in its direction."""
    place = page.place_in(found[0].place.part) if found else None
    ordered = sorted(found, key=lambda flag: flag.place, reverse=page.backwards)
    if place:
        ordered = [flag for flag in ordered if (flag.place < place if page.backwards else flag.place > place)]
    return ordered[: page.limit]


PARTS: tuple[Callable[[Page], list[Flag]], ...] = (_stored, _silent, _expiring, _overlapping)
