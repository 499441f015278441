"""From the JSON shape of a case to terms and acts."""

from collections.abc import Mapping, Sequence
from typing import Any

from relations.dates import parse
from relations.lifecycle.model import ANY_DAY, BEGINNING, FOREVER, NEVER, Act, Period, Range, Terms, View


def read_case(agreement: Mapping[str, Any], events: Sequence[Mapping[str, Any]]) -> tuple[Terms, tuple[Act, ...]]:
    """Terms and acts of `{"agreement": …, "events": […]}`; keys may be missing, dates are EDTF text.

    Raises DateError for a date that is none; everything else is expected to be valid.
    """
    return _terms(agreement), tuple(_act(event, index) for index, event in enumerate(events))


def _terms(agreement: Mapping[str, Any]) -> Terms:
    entry = agreement.get("entry_into_force") or {}
    duration = agreement.get("duration") or {}
    withdrawal = agreement.get("withdrawal") or {}
    share = entry.get("share") or {}
    return Terms(
        scope=agreement.get("scope") or "multilateral",
        bindingness=agreement.get("bindingness") or "unknown",
        negotiating=tuple(sorted(set(agreement.get("negotiating") or ()))),
        complete=bool(agreement.get("record_complete")),
        rule=entry.get("rule") or "unknown",
        n=entry.get("n"),
        named=tuple(sorted(set(entry.get("named") or ()))),
        share_at_least=share.get("at_least"),
        weights=share.get("weights") or {},
        not_counted=frozenset(entry.get("not_counted") or ()),
        delay=_period(entry.get("delay")),
        party_delay=_period(entry.get("party_delay")),
        not_before=_range(entry.get("not_before")),
        fixed_date=_range(entry.get("fixed_date")),
        effective_from=_range(entry.get("effective_from")),
        other_entry=_range(entry.get("other_entry_into_force")),
        entry_clause=entry.get("clause"),
        duration=duration.get("type") or "unstated",
        term=_period(duration.get("term")),
        ends_on=_range(duration.get("ends_on")),
        renewal=_period(duration.get("renewal_term")),
        notice=_period(duration.get("notice")),
        late_notice=duration.get("late_notice"),
        duration_clause=duration.get("clause"),
        exit_allowed=withdrawal.get("allowed"),
        exit_delay=_period(withdrawal.get("delay")),
        exit_not_before=_period(withdrawal.get("not_before")),
        exit_clause=withdrawal.get("clause"),
    )


def _period(value: Mapping[str, Any] | None) -> Period | None:
    return Period(int(value["n"]), str(value["unit"])) if value else None


def _range(text: str | None) -> Range | None:
    if text is None:
        return None
    day = parse(text)
    return day.earliest or BEGINNING, day.latest or FOREVER


def _act(event: Mapping[str, Any], index: int) -> Act:
    until = event.get("until")
    return Act(
        id=str(event.get("id") or f"event-{index}"),
        kind=event["kind"],
        party=event.get("party"),
        days=_range(event.get("date")) or ANY_DAY,
        effective=_range(event.get("effective")),
        until=NEVER if until == ".." else _range(until),
        order=event.get("order") or 0,
        target=event.get("target"),
        other_party=event.get("other_party"),
        views=_views(event),
    )


def _views(event: Mapping[str, Any]) -> tuple[View, ...]:
    """The readings of a contested act; without named ones, that it counts and that it does not."""
    if not event.get("contested"):
        return ()
    named = [
        View(view["view"], view["reading"] != "no_effect", _range(view.get("effective")))
        for view in event.get("views") or ()
    ]
    return tuple(named) or (View("accepts", True, None), View("rejects", False, None))
