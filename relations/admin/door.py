"""Every change from a page goes through the door: `super()` runs inside it, and whatever is not a success is rolled back."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst

from relations.admin.attempts import NotSaved, attempt_of, begin, rendered
from relations.admin.forms import first_reason, root_of
from relations.revisions import Door, rehearse, revise

if TYPE_CHECKING:  # Only the stubs give Django's classes type arguments.
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin

NO_REASON = "Say why: a change needs its reason."
View = Callable[[], HttpResponse]


class ThroughTheDoor(ModelAdmin):
    """Forms, deletions and actions as one revision each, with its author and its reason."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        def view() -> HttpResponse:
            return self.plain_form(request, object_id, form_url, extra_context)

        if request.method != "POST":
            return view()
        reason = self.reason(request, default=first_reason(self.model) if object_id is None else "")
        try:
            return self._inside(request, reason, view)
        except ValidationError as refused:
            begin(request, refusal=refused.messages)
            return view()

    def plain_form(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: Any
    ) -> HttpResponse:
        """Django's own view: what is done around it decides whether anything stays."""
        response: HttpResponse = super().changeform_view(request, object_id, form_url, extra_context)
        return response

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        def view() -> HttpResponse:
            return super(ThroughTheDoor, self).delete_view(request, object_id, extra_context)

        return view() if request.method != "POST" else self._act(request, view, request.get_full_path())

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        named = {"title": capfirst(self.opts.verbose_name_plural), **(extra_context or {})}

        def view() -> HttpResponse:
            return super(ThroughTheDoor, self).changelist_view(request, named)

        if request.method != "POST":
            return view()
        if "post" not in request.POST:  # An action that asks first: nothing is written yet.
            return view()
        if not self.reason(request):
            self._ask_again(request)
            return view()
        return self._act(request, view, request.get_full_path())

    def reason(self, request: HttpRequest, default: str = "") -> str:
        return str(request.POST.get("reason", "")).strip() or default

    def _ask_again(self, request: HttpRequest) -> None:
        """Shows the confirmation of an action once more."""
        sent = request.POST.copy()
        del sent["post"]
        request.POST = sent  # type: ignore[assignment]
        self.message_user(request, NO_REASON, messages.ERROR)

    def _act(self, request: HttpRequest, view: View, again: str) -> HttpResponse:
        """A confirmed deletion or action; refused, it leads back with the sentence of the refusal."""
        try:
            return self._inside(request, self.reason(request), view, confirmed=True)
        except ValidationError as refused:
            for sentence in refused.messages:
                messages.error(request, sentence)
            return HttpResponseRedirect(again)

    def _inside(self, request: HttpRequest, reason: str, view: View, confirmed: bool = False) -> HttpResponse:
        """Without a reason the form will be found invalid: it is only rehearsed."""
        attempt = begin(request)
        try:
            with self._door(request, reason, confirmed):
                response = view()
                if not (attempt.saved or (confirmed and isinstance(response, HttpResponseRedirect))):
                    raise NotSaved(rendered(response))
        except NotSaved as shown:
            return shown.page
        if _unchanged(attempt.saved):
            messages.info(request, "Nothing is different: no revision was made.")
            return response
        for said in attempt.said:
            messages.add_message(request, *said)
        return response

    def _door(self, request: HttpRequest, reason: str, confirmed: bool) -> AbstractContextManager[Door]:
        user: Any = request.user
        if reason or confirmed:
            return revise(by=user, reason=reason)
        return rehearse(by=user)

    def message_user(
        self,
        request: HttpRequest,
        message: Any,
        level: int | str = messages.INFO,
        extra_tags: str = "",
        fail_silently: bool = False,
    ) -> None:
        """Inside the door a success is announced only once it is one."""
        attempt = attempt_of(request)
        if attempt is None:
            super().message_user(request, message, level, extra_tags, fail_silently)
        else:
            attempt.said.append((level, message, extra_tags, fail_silently))

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        self._saved(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        self._saved(request, obj)
        return super().response_change(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        self._saved(request, obj_display)
        return super().response_delete(request, obj_display, obj_id)

    def _saved(self, request: HttpRequest, what: Any) -> None:
        attempt = attempt_of(request)
        if attempt is not None:
            attempt.saved = what

    def find(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row by its id or by its public key."""
        found = super().get_object(request, object_id, from_field)
        key_field = getattr(self.model, "key_field", None)
        if found is None and key_field:
            with suppress(ValidationError):  # Characters that no key has.
                found = self.get_queryset(request).filter(**{key_field: object_id}).first()
        return found

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Whoever saves locks the record first: of two curators the second sees what the first has done."""
        found = self.find(request, object_id, from_field)
        if found is not None and request.method == "POST":
            root = root_of(found)
            locked = type(root)._default_manager.select_for_update(no_key=True).filter(pk=root.pk)
            root.revision = locked.values_list("revision", flat=True).first()
        return found

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The revision log is the history: Django's own stays empty."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """As `log_addition`."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """As `log_addition`."""


def _unchanged(saved: Any) -> bool:
    """Whether a row was saved and its record is still at the revision at which it was opened."""
    if not isinstance(saved, Model):
        return False
    root = root_of(saved)
    newest = type(root)._default_manager.filter(pk=root.pk).values_list("revision", flat=True).first()
    return bool(newest == root.revision)
