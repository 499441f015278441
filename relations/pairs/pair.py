"""What lies between two parties on a day: which agreements bind both, who grants what to whom, what was done together.

A State that continues another stands for it: what the Soviet Union signed lies between the Russian Federation and India.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from relations.models import (
    Agreement,
    Assessment,
    Event,
    EventConcern,
    EventParticipant,
    Outcome,
    PartyRelation,
    StatusSpan,
)
from relations.querysets import AgreementQuerySet, EventQuerySet
from relations.vocabulary import AGREEMENT_STATUSES

OVER = tuple(term.code for term in AGREEMENT_STATUSES if term.extra["ended"])


@dataclass(frozen=True)
class Pair:
    """Two different parties, by their codes, on a day."""

    a: str
    b: str
    day: date

    @cached_property
    def persons(self) -> tuple[frozenset[str], frozenset[str]]:
        """For each of the two its own code and the codes of the States that it continues."""
        links = list(PartyRelation.objects.filter(kind="continues").values_list("party__code", "other__code"))
        return person(self.a, links), person(self.b, links)

    @property
    def codes(self) -> frozenset[str]:
        return self.persons[0] | self.persons[1]

    def shared(self) -> AgreementQuerySet:
        """Agreements that concern both, on whatever day."""
        return Agreement.objects.between(self.a, self.b)

    def bound(self) -> AgreementQuerySet:
        """Agreements that bind both on the day (VCLT 26)."""
        return Agreement.objects.binding(self.a, self.b, on=self.day)

    def concerned(self) -> AgreementQuerySet:
        """Agreements that concern both and do not bind both on the day."""
        return self.shared().exclude(pk__in=self.bound().values("pk"))

    def standing(self) -> AgreementQuerySet:
        """Agreements that concern both and are not over on the day: in force, or still to come."""
        ended = StatusSpan.objects.of_agreements().on(self.day).filter(status__in=OVER, agreement=OuterRef("pk"))
        return self.shared().exclude(Exists(ended))

    def events(self) -> EventQuerySet:
        """The shared timeline: acts on shared agreements by either or by all, and diplomatic events of both."""
        shared = self.shared().values("pk")
        own = Q(agreement__in=shared) & (Q(party__isnull=True) | Q(party__code__in=self.codes))
        return Event.objects.filter(own | (Q(agreement__isnull=True) & self._diplomatic()))

    def _diplomatic(self) -> Q:
        concerns = EventConcern.objects.filter(event=OuterRef("pk"), agreement__in=self.shared().values("pk"))
        present = [
            EventParticipant.objects.filter(event=OuterRef("pk"), party__code__in=codes) for codes in self.persons
        ]
        return Q(Exists(concerns)) | (Q(Exists(present[0])) & Q(Exists(present[1])))

    def assessments(self) -> QuerySet[Assessment]:
        """What is said about shared agreements, as seen from either, from both or from nobody in particular."""
        mine = Q(party__isnull=True) | Q(party__code__in=self.codes) | Q(agreement__scope="bilateral")
        return Assessment.objects.filter(mine, agreement__in=self.shared().values("pk"))

    def outcomes(self) -> QuerySet[Outcome]:
        """What diplomatic events of both were expected to bring, and what came of it."""
        events = Event.objects.diplomatic().filter(self._diplomatic())
        return Outcome.objects.filter(event__in=events.values("pk"))


def person(code: str, links: Iterable[tuple[str, str]]) -> frozenset[str]:
    """A party with everything it continues; links are (later, earlier)."""
    earlier: dict[str, set[str]] = defaultdict(set)
    for later, before in links:
        earlier[later].add(before)
    found, new = {code}, {code}
    while new:
        new = set().union(*(earlier[one] for one in new)) - found
        found |= new
    return frozenset(found)
