"""The language of the domain: who is bound, what is in force, on a day. The day is always an argument.

Statuses are read from the stored spans, which never go stale with the calendar: they run to the end of time.
"""

import datetime
from collections.abc import Iterable
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.apps import apps
from django.db import connections, models
from django.db.models import Exists, F, Max, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from relations.searching import phrases
from relations.vocabulary import AGREEMENT_STATUSES, PARTY_STATUSES

IN_FORCE = tuple(term.code for term in AGREEMENT_STATUSES if term.extra["in_force"])
BOUND = tuple(term.code for term in PARTY_STATUSES if term.extra["bound"])


# What the words of a search are matched against; each database has its own index over the same folded words.
SEARCHED = {
    "sqlite": (
        "SELECT agreement_id FROM relations_searchtext WHERE id IN "
        "(SELECT rowid FROM relations_search_fts WHERE relations_search_fts MATCH %s)"
    ),
    "postgresql": "SELECT agreement_id FROM relations_searchtext WHERE vector @@ to_tsquery('simple', %s)",
}

# How well they match, of these agreements: bm25 is the better the lower, ts_rank the higher.
RANKING = {
    "sqlite": (
        "SELECT agreement_id, bm25(relations_search_fts) FROM relations_search_fts "
        "JOIN relations_searchtext ON relations_searchtext.id = relations_search_fts.rowid "
        "WHERE relations_search_fts MATCH %s AND agreement_id IN ({})"
    ),
    "postgresql": (
        "SELECT agreement_id, -ts_rank(vector, to_tsquery('simple', %s)) FROM relations_searchtext "
        "WHERE agreement_id IN ({})"
    ),
}
RANKED = 1000


class Known(NamedTuple):
    """How far a record reaches: whether somebody vouches for it, and the last day that it speaks of, if any."""

    vouched: bool
    until: datetime.date | None


def _model(name: str) -> Any:
    return apps.get_model("relations", name)


class AggregateQuerySet(models.QuerySet[Any]):
    """Roots are found by their public key."""

    def get_by_natural_key(self, key: str) -> Any:
        return self.get(**{self.model.key_field: key})

    def keyed(self, keys: Iterable[str]) -> Self:
        """The rows with these public keys."""
        return self.filter(**{f"{self.model.key_field}__in": keys})


class SpanQuerySet(models.QuerySet[Any]):
    """Stored status spans."""

    def on(self, day: datetime.date) -> Self:
        """The spans that hold on the day: at most one per agreement, one per agreement and party."""
        return self.filter(start__lte=day, end__gt=day)

    def of_agreements(self) -> Self:
        return self.filter(party__isnull=True)

    def saying(self, statuses: Iterable[str], match: str | None = None) -> Self:
        """Spans of a status: the one shown; `possible` any that is left open; `certain` only where nothing is open."""
        codes = list(statuses)
        if match == "certain":
            return self.filter(status__in=codes, certainty="certain")
        if match == "possible":
            other = _model("PossibleStatus").objects.filter(span=OuterRef("pk"), status__in=codes)
            return self.filter(Q(status__in=codes) | Exists(other))
        return self.filter(status__in=codes)


class AgreementQuerySet(AggregateQuerySet):
    """Agreements, asked in the words of treaty law."""

    def concerning(self, *codes: str) -> Self:
        """Agreements that every one of the parties was ever concerned by, also through a State that it continues."""
        found = self
        for code in codes:
            found = found.filter(Exists(_standings(party__code=code)))
        return found

    def concerning_any(self, codes: Iterable[str]) -> Self:
        return self.filter(Exists(_standings(party__code__in=list(codes))))

    def between(self, *codes: str) -> Self:
        """The same as `concerning`, for two or more parties: what lies between them."""
        return self.concerning(*codes)

    def with_status(self, *statuses: str, on: datetime.date, match: str | None = None) -> Self:
        """Agreements with one of the statuses on the day."""
        spans = _model("StatusSpan").objects.of_agreements().on(on).saying(statuses, match)
        return self.filter(Exists(spans.filter(agreement=OuterRef("pk"))))

    def in_force_on(self, day: datetime.date, match: str | None = None) -> Self:
        """Agreements in force, suspended ones and those leaving included, as the vocabulary marks them."""
        return self.with_status(*IN_FORCE, on=day, match=match)

    def binding(self, *codes: str, on: datetime.date, match: str | None = None) -> Self:
        """Agreements that bind every one of the parties on the day (VCLT 26)."""
        found = self
        for code in codes:
            spans = _model("StatusSpan").objects.on(on).saying(BOUND, match).filter(party__code=code)
            found = found.filter(Exists(spans.filter(agreement=OuterRef("pk"))))
        return found

    def about(self, notation: str) -> Self:
        """Agreements with the subject or a narrower one."""
        return self.filter(
            Exists(_model("AgreementSubject").objects.filter(_under("concept", notation), agreement=OuterRef("pk")))
        )

    def providing(self, notation: str) -> Self:
        """Agreements with a provision coded by the concept or a narrower one."""
        links = _model("ProvisionConcept").objects.filter(_under("concept", notation), use="concept")
        return self.filter(Exists(links.filter(provision__agreement=OuterRef("pk"))))

    def matching(self, text: str) -> Self:
        """Agreements whose titles, summary, identifiers or provisions have every word and every quoted phrase."""
        found = phrases(text)
        if not found:
            return self.none()
        vendor = connections[self.db].vendor
        return self.filter(pk__in=RawSQL(SEARCHED[vendor], [found.written_for(vendor)]))  # noqa: S611  (no text of a caller)

    def ranked(self, text: str) -> list[tuple[int, UUID]]:
        """Of the newest thousand of these agreements, how well each matches the search: the lower, the better."""
        found = phrases(text)
        newest = self.order_by(F("signed_on_earliest").desc(nulls_last=True), "-id").values_list("pk", flat=True)[
            :RANKED
        ]
        ids = {_stored(key, self.db): key for key in newest} if found else {}
        if not ids:
            return []
        places = ", ".join(["%s"] * len(ids))
        vendor = connections[self.db].vendor
        with connections[self.db].cursor() as cursor:
            cursor.execute(RANKING[vendor].format(places), [found.written_for(vendor), *ids])
            rows = cursor.fetchall()
        return sorted((round(rank * 1_000_000_000), ids[key]) for key, rank in rows)

    def known_until(self, ids: Iterable[UUID]) -> dict[UUID, Known]:
        """Up to which day each record speaks: where nobody vouches for it, up to its newest act."""
        days = dict(self.filter(pk__in=list(ids)).order_by().values_list("pk", "complete_until"))
        acts = _model("Event").objects.filter(agreement__in=[key for key, day in days.items() if day is None])
        latest = Max(Coalesce("date_latest", "date_earliest", output_field=models.DateField()))
        newest = dict(acts.order_by().values("agreement").annotate(latest=latest).values_list("agreement", "latest"))
        return {key: Known(day is not None, day or newest.get(key)) for key, day in days.items()}

    def identified(self, scheme: str, value: str) -> Self:
        rows = _model("Identifier").objects.filter(scheme=scheme, value=value, agreement=OuterRef("pk"))
        return self.filter(Exists(rows))


class StandingQuerySet(models.QuerySet[Any]):
    """Agreement × party."""

    def with_status(self, *statuses: str, on: datetime.date, match: str | None = None) -> Self:
        """Standings with one of the statuses on the day; a party without any act has none, or an unknown one."""
        own = _model("StatusSpan").objects.filter(agreement=OuterRef("agreement"), party=OuterRef("party"))
        found: Any = Q(Exists(own.on(on).saying(statuses, match)))
        if "none" in statuses:
            found |= Q(agreement__complete_until__isnull=False) & ~Exists(own)
        if "unknown" in statuses and match != "certain":
            found |= Q(agreement__complete_until__isnull=True) & ~Exists(own)
        return self.filter(found)


class EventQuerySet(AggregateQuerySet):
    """Acts and diplomatic events, one timeline."""

    def diplomatic(self) -> Self:
        return self.filter(agreement__isnull=True)


class ProvisionQuerySet(models.QuerySet[Any]):
    """Provisions."""

    def coded(self, notation: str) -> Self:
        """Provisions with the concept or a narrower one."""
        links = _model("ProvisionConcept").objects.filter(_under("concept", notation), use="concept")
        return self.filter(Exists(links.filter(provision=OuterRef("pk"))))


def _stored(key: UUID, alias: str) -> Any:
    """A primary key as a statement of our own passes it."""
    return key if connections[alias].features.has_native_uuid_field else key.hex


def _standings(**condition: Any) -> Any:
    return _model("Standing").objects.filter(agreement=OuterRef("pk"), **condition)


def _under(field: str, notation: str) -> Q:
    """The concept with this notation or one below it in the thesaurus."""
    return Q(**{f"{field}__notation": notation}) | Q(**{f"{field}__notation__startswith": f"{notation}."})
