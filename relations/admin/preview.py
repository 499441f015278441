"""What would follow if the form were saved: the same code, rehearsed and rolled back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from relations.admin.attempts import NotSaved, begin, rendered
from relations.admin.base import RecordAdmin
from relations.admin.filters import today
from relations.admin.statuses import Course, Status, course
from relations.revisions import rehearse

if TYPE_CHECKING:
    Base = RecordAdmin
else:
    Base = object


@dataclass(frozen=True, slots=True)
class Change:
    """Whose status it is, before and after."""

    who: str
    before: Status | None
    after: Status | None

    @property
    def differs(self) -> bool:
        return _facts(self.before) != _facts(self.after)


def _facts(status: Status | None) -> tuple[Any, ...]:
    return (status.code, status.possible, status.since, status.until) if status else ()


@dataclass(frozen=True, slots=True)
class Preview:
    """The course after saving, and what changes for whom."""

    after: Course
    changes: tuple[Change, ...]

    @property
    def differs(self) -> bool:
        return any(change.differs for change in self.changes)


class Previewed(Base):
    """The page of an agreement with a button "Preview"."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        extra = {"can_preview": True, **(extra_context or {})}
        if request.method != "POST" or "_preview" not in request.POST:
            return super().changeform_view(request, object_id, form_url, extra)

        def view(**more: Any) -> HttpResponse:
            return self.plain_form(request, object_id, form_url, extra | more)

        return self.preview(request, object_id, view)

    def preview(self, request: HttpRequest, object_id: str | None, view: Callable[..., HttpResponse]) -> HttpResponse:
        before = self._course(request, unquote(object_id)) if object_id else None
        try:
            after = self._rehearsed(request, view)
        except NotSaved as shown:
            return shown.page
        except ValidationError as refused:
            begin(request, refusal=refused.messages, rehearsing=True)
            return view()
        begin(request, held_back=True, rehearsing=True)
        return view(preview=Preview(after, tuple(_changes(before, after))))

    def _rehearsed(self, request: HttpRequest, view: Callable[..., HttpResponse]) -> Course:
        user: Any = request.user
        attempt = begin(request, rehearsing=True)
        with rehearse(by=user) as door:
            response = view()
            if not attempt.saved:
                raise NotSaved(rendered(response))
            door.finish()
            return course(attempt.saved.pk, attempt.saved.ref, today())

    def _course(self, request: HttpRequest, key: str) -> Course | None:
        found = self.find(request, key)
        return course(found.pk, found.ref, today()) if found else None


def _changes(before: Course | None, after: Course) -> list[Change]:
    """The agreement first, then every party that has a status on one side."""
    old = {status.party: status for status in _statuses(before)}
    new = {status.party: status for status in _statuses(after)}
    people = sorted({*old, *new} - {None}, key=str)
    return [Change(who or "The agreement", old.get(who), new.get(who)) for who in (None, *people)]


def _statuses(found: Course | None) -> list[Status]:
    if found is None:
        return []
    return [*([found.agreement] if found.agreement else []), *found.parties]
