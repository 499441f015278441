"""Answers of the engine in forms that tests compare."""

import os
from collections.abc import Iterable
from datetime import date
from typing import Any

from hypothesis import settings

from relations.lifecycle import BEGINNING, FOREVER, Span, Timeline, derive, read_case
from tests.lives import Case

SCALE = int(os.environ.get("LIFECYCLE_EXAMPLES", "0"))


def examples(number: int) -> settings:
    """So many plausible lives; `make soak` draws more."""
    soak = settings.get_current_profile_name() == "soak"
    return settings(max_examples=SCALE or (20 * number if soak else number))


def answer(case: Case) -> Timeline:
    return derive(*read_case(*case))


def all_spans(timeline: Timeline) -> Iterable[tuple[Span, ...]]:
    return [timeline.agreement, *timeline.parties.values()]


def plain(spans: Iterable[Span]) -> list[tuple[date, tuple[str, ...], str, str]]:
    """Spans without their reasons."""
    return [(span.start, span.possible, span.status, span.certainty) for span in spans]


def statuses(timeline: Timeline) -> Any:
    return plain(timeline.agreement), {code: plain(spans) for code, spans in timeline.parties.items()}


def findings(timeline: Timeline) -> list[tuple[str, tuple[str, ...]]]:
    return sorted((finding.code, finding.events) for finding in timeline.findings)


def everything(timeline: Timeline) -> Any:
    return statuses(timeline), timeline.entry_into_force, timeline.in_force_for, findings(timeline)


def entry_bounds(timeline: Timeline) -> tuple[date, date]:
    low, high = timeline.entry_into_force or (FOREVER, FOREVER)
    return low or BEGINNING, high or FOREVER
