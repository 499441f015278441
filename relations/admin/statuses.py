"""What follows from a record, as its page shows it: status today with the reasons, timeline, deadlines, findings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest, HttpResponse

from relations import findings
from relations.admin.fields import in_words
from relations.admin.filters import today
from relations.admin.pictures import Act, Ahead, Bar, Drawing, Lane, draw
from relations.courses import deadlines_on
from relations.lifecycle import BEGINNING, FOREVER, Deadlines
from relations.models import Event, StatusSpan
from relations.vocabulary import ACTIONS, AGREEMENT_STATUSES, FINDING_KINDS, PARTY_STATUSES

if TYPE_CHECKING:  # Only the stubs give Django's classes type arguments.
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin

MOST_LANES = 8  # Parties with a lane of their own in the picture.
QUICK = frozenset(FINDING_KINDS.codes) - {"overlapping_identities"}  # That one compares all records: the list has it.


@dataclass(frozen=True, slots=True)
class Status:
    """A status on a day with its reasons; `party` is null for the agreement itself."""

    party: str | None
    code: str
    label: str
    certainty: str
    since: str
    until: str
    possible: tuple[str, ...]
    reasons: tuple[dict[str, Any], ...]
    views: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def certain(self) -> bool:
        return self.certainty == "certain"


@dataclass(frozen=True, slots=True)
class Course:
    """Everything that is derived about one agreement, on a day."""

    day: date
    agreement: Status | None
    parties: tuple[Status, ...]
    drawing: Drawing
    acts: tuple[tuple[str, str, Any], ...]
    spans: tuple[tuple[str, Bar], ...]
    ahead: tuple[Ahead, ...]
    findings: tuple[findings.Flag, ...]


def label_of(code: str, of_party: bool) -> str:
    statuses = PARTY_STATUSES if of_party else AGREEMENT_STATUSES
    return statuses[code].label if code in statuses else code


def course(key: UUID, ref: str, day: date) -> Course:
    """Six queries, whatever the number of parties and acts."""
    now = _now(key, day)
    parties = tuple(status for status in now if status.party is not None)
    acts = _acts(key)
    lanes = _lanes(key, [status.party or "" for status in parties])
    ahead = tuple(_ahead(deadlines_on(day, [key]).get(key), day))
    drawing = draw([act for _, _, act in acts], lanes, ahead, day)
    flags = findings.flags(findings.Page(day, limit=20, codes=QUICK, agreement=ref))
    spans = tuple((lane.name, bar) for lane in lanes for bar in lane.bars)
    own = next((status for status in now if status.party is None), None)
    return Course(day, own, parties, drawing, tuple(acts), spans, ahead, tuple(flags))


def _now(key: UUID, day: date) -> list[Status]:
    spans = StatusSpan.objects.on(day).filter(agreement=key).select_related("party").order_by("party__code")
    return [_status(span) for span in spans]


def _status(span: StatusSpan) -> Status:
    of_party = span.party_id is not None
    return Status(
        str(span.party) if span.party else None,
        span.status,
        label_of(span.status, of_party),
        span.certainty,
        "" if span.start == BEGINNING else in_words(str(span.start)),
        "" if span.end == FOREVER else in_words(str(span.end)),
        tuple(label_of(code, of_party) for code in span.possible),
        tuple(span.why),
        tuple((view, tuple(label_of(code, of_party) for code in codes)) for view, codes in (span.views or {}).items()),
    )


def _acts(key: UUID) -> list[tuple[str, str, Act]]:
    """(id, date in words, act) of every act, by date."""
    rows = Event.objects.filter(agreement=key).order_by("date_earliest", "order", "id")
    columns = ("id", "kind", "party__name", "party__code", "date", "date_earliest", "date_latest")
    found = []
    for row, kind, name, code, written, earliest, latest in rows.values_list(*columns):
        what = ACTIONS[kind].label if kind in ACTIONS else kind
        who = f", {name or code}" if code else ""
        words = in_words(written) or "no date"
        found.append((str(row), words, Act(earliest, latest, kind, f"{what}{who}: {words}")))
    return found


def _lanes(key: UUID, parties: Sequence[str]) -> list[Lane]:
    """The agreement's own bars, and those of the parties where they are few."""
    spans = StatusSpan.objects.filter(agreement=key).order_by("party__code", "start")
    if len(parties) > MOST_LANES:
        spans = spans.filter(party__isnull=True)
    rows = spans.values_list("party__code", "start", "end", "status", "certainty")
    lanes: dict[str, list[Bar]] = {"Agreement": []}
    for code, start, end, status, certainty in rows:
        bar = Bar(start, end, status, label_of(status, code is not None), certainty)
        lanes.setdefault(code or "Agreement", []).append(bar)
    return [Lane(name, bars) for name, bars in lanes.items()]


def _ahead(deadlines: Deadlines | None, day: date) -> Iterable[Ahead]:
    if deadlines is None:
        return
    ending = "Renews unless notice is given" if deadlines.renewal else "Term ends"
    for days, name in ((deadlines.last_notice_day, "Last day for notice"), (deadlines.next_expiry, ending)):
        if days and days[0].year < 9998:
            yield Ahead(days[0], f"{name}: {_span(*days)}")
    for party, days in deadlines.pending_exits:
        if days[0].year < 9998:
            yield Ahead(days[0], f"Exit of {party} takes effect: {_span(*days)}")


def _span(earliest: date, latest: date) -> str:
    if earliest == latest:
        return in_words(str(earliest))
    return in_words(f"{earliest}/{latest if latest.year < 9999 else '..'}")


class StatusList(ChangeList):
    """A list of agreements with the status of each today: one query for the page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows: list[Any] = list(self.result_list)
        self.result_list = rows
        spans = StatusSpan.objects.of_agreements().on(today()).filter(agreement__in=[row.pk for row in rows])
        statuses = dict(spans.values_list("agreement_id", "status"))
        for row in rows:
            code = statuses.get(row.pk, "unknown")
            row.status_shown = (code, label_of(code, False))


class Statuses(ModelAdmin):
    """The page of an agreement with its course."""

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> HttpResponse:
        row = options.get("obj")
        if row is not None:
            context["course"] = course(row.pk, row.ref, today())
        return super().render_change_form(request, context, *args, **options)
