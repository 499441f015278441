"""`derive/`: what would follow from these terms and acts. Nothing is stored, and the registry is not asked."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from api import bodies
from api.asked import ON, Asked
from api.cases import CaseSerializer
from api.formats import MEGABYTE, body
from api.resources import Answer
from api.timelines import (
    DeadlinesSerializer,
    FindingSerializer,
    TimelineOf,
    deadlines_object,
    entry_object,
    span_objects,
)
from api.values import Day, Flag
from relations.dates import parse
from relations.lifecycle import Timeline, deadlines, derive, read_case
from relations.members import Row
from relations.vocabulary import FINDING_KINDS


class CaseTimelineSerializer(TimelineOf):
    """What follows from a case: spans over all time, and deadlines on a day."""

    on = Day("The day of the deadlines.", null=False)
    projected = Flag("Whether that day lies after what the case vouches for, or after today.")
    complete_until = Day("As it was sent.")
    deadlines = DeadlinesSerializer()
    findings = FindingSerializer(many=True)


class Derive(Answer):
    """What would follow from these terms and acts: statuses with their reasons, deadlines, findings. Stores nothing."""

    http_method_names = ["post", "options"]
    body_limit = 16 * MEGABYTE
    list_limit = 5000
    parameters = (ON,)
    question = CaseSerializer
    answer = CaseTimelineSerializer

    def post(self, request: Request) -> Response:
        asked = self.asked()
        case = bodies.read(CaseSerializer(), body(request))
        day = case.get("on") or asked.on
        timeline = derive(*read_case(_agreement(case["agreement"]), case["events"]))
        return Response(_answer(case, timeline, day, asked))


def _agreement(sent: Row) -> Row:
    """The terms as the engine takes them: what an agreement's own page shows elsewhere is put in its place."""
    entry = dict(sent.get("entry_into_force") or {})
    negotiating = entry.pop("negotiating", None)
    if share := entry.get("share"):
        weights = {code: float(weight or 0) for code, weight in share["weights"].items()}
        entry["share"] = {"at_least": float(share["at_least"]), "weights": weights}
    return sent | {
        "negotiating": sent.get("negotiating") or negotiating,
        "record_complete": bool(sent.get("record_complete") or sent.get("complete_until")),
        "entry_into_force": entry,
    }


def _answer(case: Row, timeline: Timeline, day: date, asked: Asked) -> Row:
    vouched = case["agreement"].get("complete_until") or newest(event.get("date") for event in case["events"])
    return {
        "on": str(day),
        "projected": day > asked.today or vouched is None or day > vouched,
        "complete_until": _text(case["agreement"].get("complete_until")),
        "agreement": span_objects(timeline.agreement, {}),
        "parties": {code: span_objects(spans, {}) for code, spans in timeline.parties.items()},
        "entry_into_force": entry_object(timeline.entry_into_force),
        "deadlines": deadlines_object(deadlines(timeline, day)),
        "findings": [
            {
                "code": one.code,
                "severity": FINDING_KINDS[one.code].extra["severity"],
                "events": list(one.events),
                "sentence": one.sentence,
            }
            for one in timeline.findings
        ],
    }


def newest(texts: Iterable[str | None]) -> date | None:
    """The last day that the newest of these dates can mean; null without any."""
    days = [parse(text) for text in texts if text]
    known = [last for day in days if (last := day.latest or day.earliest)]
    return max(known, default=None)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
