"""Agreements of which a term ends, or a last day for notice falls, within 90 days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from relations.courses import Facts, deadlines_from, read_term
from relations.dates import display
from relations.lifecycle import Deadlines
from relations.models import Course

AHEAD = timedelta(days=90)
MONTHS = {"months": 1, "years": 12}


class Expiry(NamedTuple):
    """An agreement with a deadline ahead."""

    ref: str
    sentence: str


def expiring(day: date, ref: str | None = None) -> list[Expiry]:
    """Every agreement with a term end or a last day for notice in the 90 days after the day, by ref. Two queries."""
    found = list(_candidates(day, ref))
    refs = {key: name for key, name, _ in found}
    ahead = deadlines_from(day, {key: facts for key, _, facts in found}) if found else {}
    return sorted(Expiry(refs[key], text) for key, one in ahead.items() if (text := _sentence(one, day)))


def _candidates(day: date, ref: str | None) -> Iterator[tuple[UUID, str, Facts]]:
    """Agreements that may end within the time, and those that renew and may do so within it."""
    window = (day + timedelta(days=1), day + AHEAD)
    rows = Course.objects.filter(Q(end_earliest__range=window) | Q(end_latest__range=window) | Q(renews=True))
    rows = rows.filter(agreement__ref=ref) if ref else rows
    for key, name, renews, facts in rows.values_list("agreement_id", "agreement__ref", "renews", "facts"):
        if not renews or _may_fall(facts, day):
            yield key, name, facts


def _may_fall(facts: Facts, day: date) -> bool:
    """Whether a term end or notice day can fall within the time, by its month alone: most agreements go out here.

    Ends lie whole terms apart, so their months do; a notice counted in days may shift by a month.
    """
    term = read_term(facts["term"])
    renewal = term.renewal if term else None
    if term is None or renewal is None or renewal.unit not in MONTHS or term.start[0] != term.start[1] or not renewal.n:
        return True
    every, end = renewal.n * MONTHS[renewal.unit], term.end(0, 0)
    near = range(_month(day), _month(day + AHEAD) + 1)
    if any((month - _month(end)) % every == 0 for month in near):
        return True
    if term.notice is None:
        return False
    margin = 0 if term.notice.unit in MONTHS else 1
    notice = _month(term.notice.before(end))
    return any((month - notice) % every == 0 for month in range(near.start - margin, near.stop + margin))


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _sentence(ahead: Deadlines, day: date) -> str | None:
    """What falls within the time, the end of the term before the notice; null if nothing does."""
    last = day + AHEAD
    for days, text in ((ahead.next_expiry, _ending(ahead)), (ahead.last_notice_day, "The last day for notice is {}.")):
        if days and any(day < one <= last for one in days):
            return text.format(_shown(*days))
    return None


def _ending(ahead: Deadlines) -> str:
    return "The term ends on {} and renews unless notice is given." if ahead.renewal else "The term ends on {}."


def _shown(earliest: date, latest: date) -> str:
    return display(str(earliest) if earliest == latest else f"{earliest}/{'..' if latest.year > 9998 else latest}")
