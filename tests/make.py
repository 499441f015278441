"""Builders: one valid object per entity, written through the door; a test names only what it is about."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from relations import models
from relations.revisions import Door, revise

NUMBERS = count(1)


@contextmanager
def door(reason: str = "A test needs it.") -> Iterator[Door]:
    with revise(by="tests", reason=reason) as opened:
        yield opened


def party(code: str = "IND", *, name: str | None = None, kind: str = "state", **fields: Any) -> models.Party:
    """The party with this code, made once; its name is the code unless given."""
    found = models.Party.objects.filter(code=code).first()
    if found is not None and not fields and name is None:
        return found
    with door():
        made = found or models.Party.objects.create(code=code, kind=kind, **fields)
        models.PartyName.objects.create(party=made, language="en", kind="short", text=name or f"Name of {code}")
    made.refresh_from_db()
    return made


def source(key: str = "gazette", **fields: Any) -> models.Source:
    found = models.Source.objects.filter(key=key).first()
    if found is not None:
        return found
    with door():
        return models.Source.objects.create(
            **{
                "key": key,
                "kind": "gazette",
                "title": f"Title of {key}",
                "link": f"https://example.org/{key}",
                **fields,
            }
        )


def concept(notation: str = "access.port", *, scheme: str = "provision", **fields: Any) -> models.Concept:
    found = models.Concept.objects.filter(notation=notation).first()
    if found is not None:
        return found
    with door():
        return models.Concept.objects.create(
            **{"notation": notation, "scheme": scheme, "label": f"Label of {notation}", **fields}
        )


def facility(key: str = "vladivostok", **fields: Any) -> models.Facility:
    found = models.Facility.objects.filter(key=key).first()
    if found is not None:
        return found
    with door():
        made = models.Facility.objects.create(**{"key": key, "kind": "port", **fields})
        models.FacilityName.objects.create(facility=made, text=f"Name of {key}")
    made.refresh_from_db()
    return made


def agreement(
    ref: str | None = None, *, parties: tuple[str, ...] = ("IND", "RUS"), title: str | None = None, **fields: Any
) -> models.Agreement:
    """A binding agreement between these parties, without any act."""
    ref = ref or f"agreement-{next(NUMBERS)}"
    scope = "bilateral" if len(parties) == 2 else "multilateral"
    with door():
        made = models.Agreement.objects.create(
            **{"ref": ref, "kind": "agreement", "bindingness": "binding", "scope": scope, **fields}
        )
        models.Title.objects.create(agreement=made, language="en", kind="official", text=title or f"Title of {ref}")
        for code in parties:
            models.Participation.objects.create(agreement=made, party=party(code))
    made.refresh_from_db()
    return made


def terms(to: models.Agreement, **fields: Any) -> models.Terms:
    with door():
        return models.Terms.objects.create(agreement=to, **fields)


def event(
    to: models.Agreement,
    kind: str = "signature",
    by: str | None = "IND",
    date: str | None = "2025-02-18",
    **fields: Any,
) -> models.Event:
    """A treaty action; `by` is the code of the acting party, null for an act on the whole agreement."""
    with door():
        actor = party(by) if by else None
        return models.Event.objects.create(agreement=to, kind=kind, party=actor, date=date, **fields)


def diplomatic_event(key: str | None = None, **fields: Any) -> models.Event:
    key = key or f"summit-{next(NUMBERS)}"
    with door():
        return models.Event.objects.create(
            **{"key": key, "kind": "summit", "title": f"Title of {key}", "date": "2025-12-05", **fields}
        )


def provision(
    to: models.Agreement, *, concepts: tuple[str, ...] = (), heading: str = "Ports", **fields: Any
) -> models.Provision:
    with door():
        made = models.Provision.objects.create(agreement=to, **fields)
        models.ProvisionText.objects.create(provision=made, heading=heading, summary=f"Summary of {heading}.")
        for notation in concepts:
            models.ProvisionConcept.objects.create(provision=made, concept=concept(notation))
    return made


def limit(to: models.Provision, **fields: Any) -> models.ProvisionLimit:
    with door():
        return models.ProvisionLimit.objects.create(
            **{"provision": to, "metric": "ships", "comparator": "max", "value": 5, "unit": "vessels", **fields}
        )


def assessment(to: models.Agreement, **fields: Any) -> models.Assessment:
    with door():
        return models.Assessment.objects.create(
            **{"agreement": to, "kind": "benefit", "statement": "It helps.", "author": "A writer", **fields}
        )


def outcome(to: models.Event, **fields: Any) -> models.Outcome:
    with door():
        return models.Outcome.objects.create(**{"event": to, "statement": "More trade.", **fields})


def citation(of: Any, *, by: str = "gazette", **fields: Any) -> models.Citation:
    """A citation of an agreement, one of its members, a party, a diplomatic event or a facility."""
    kind = of._meta.model_name
    target_kind = {"partyname": "party_name", "partyrelation": "party_relation", "agreementrelation": "relation"}.get(
        kind, kind
    )
    with door():
        return models.Citation.objects.create(
            source=source(by), target_kind=target_kind, target_id=of.pk, **_owner(of), **fields
        )


def _owner(of: Any) -> dict[str, Any]:
    """The root of the aggregate: the record itself, or the one that it is a member of."""
    kind = of._meta.model_name
    if kind in ("agreement", "party", "facility") or (kind == "event" and of.agreement_id is None):
        return {kind: of}
    name = next(name for name in ("agreement", "event", "party", "facility") if getattr(of, f"{name}_id", None))
    return {f"{name}_id": getattr(of, f"{name}_id")}


def in_force(
    ref: str | None = None, *, on: str = "2020-01-01", parties: tuple[str, ...] = ("IND", "RUS"), **fields: Any
) -> models.Agreement:
    """An agreement signed and in force on the day, its record vouched for."""
    with door():
        made = agreement(ref, parties=parties, complete_until="2025-12-31", **fields)
        for code in parties:
            event(made, "signature", code, on)
        event(made, "entry_into_force", None, on)
    made.refresh_from_db()
    return made
