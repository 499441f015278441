"""Two answers about one agreement: its timeline, and its status on a day with the reasons."""

from uuid import UUID

from django.http import Http404

from api.asked import Asked
from api.citations import SHAPE as CITATION
from api.events import SHAPE as EVENT
from api.shapes import BASE, children, objects
from api.statuses import agreement_statuses, is_id, party_statuses
from api.timelines import cited_acts, deadlines_of, engine, entry_object, findings_of, span_objects
from relations.members import Row
from relations.models import Agreement, Citation


def timeline(pk: UUID, asked: Asked) -> Row:
    """TIMELINE: everything that follows from the record, derived now."""
    found = engine(pk)
    document, cited = found.document, cited_acts(found.document)
    return {
        "ref": document["ref"],
        "on": str(asked.on),
        "known_at": None,
        "complete_until": document["complete_until"],
        "agreement": span_objects(found.timeline.agreement, cited),
        "parties": {code: span_objects(spans, cited) for code, spans in sorted(found.timeline.parties.items())},
        "entry_into_force": entry_object(found.timeline.entry_into_force),
        "events": children(EVENT, "agreement", [pk], asked.plain())[pk],
        "deadlines": deadlines_of(found, asked),
        "findings": findings_of(document["ref"], asked.on),
    }


def day_status(pk: UUID, asked: Asked) -> Row:
    """The status on the day, of the agreement and its parties, with the acts and citations that the reasons name."""
    ref = Agreement.objects.filter(pk=pk).values_list("ref", flat=True).first()
    status = agreement_statuses([pk], asked).get(pk)
    if ref is None or status is None:
        raise Http404
    parties = party_statuses(pk, asked)
    acts = {key for span in [status, *parties.values()] for why in span["why"] for key in why["events"] if is_id(key)}
    events = objects(EVENT, _in_order(acts), asked.plain())
    citations = Citation.objects.filter(target_id__in=[UUID(key) for key in acts]).order_by("id")
    return {
        "ref": ref,
        "url": f"{BASE}/agreements/{ref}/status/",
        **status,
        "parties": parties,
        "events": events,
        "citations": objects(CITATION, list(citations.values_list("pk", flat=True)), asked.plain()),
    }


def _in_order(acts: set[str]) -> list[UUID]:
    ids = [UUID(key) for key in acts]
    return list(EVENT.model._default_manager.filter(pk__in=ids).order_by(*EVENT.order).values_list("pk", flat=True))
