"""One attempt to save: what the door needs to know of a request, and what the pages need to know of the door."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse


@dataclass
class Attempt:
    """`refusal`: sentences with which the door refused. `held_back`: show the form as it was sent, save nothing."""

    saved: Any = None
    refusal: Sequence[str] = ()
    held_back: bool = False
    rehearsing: bool = False
    said: list[tuple[Any, ...]] = field(default_factory=list)


class NotSaved(Exception):
    """Ends a visit through the door without a change: the page is shown, everything is rolled back."""

    def __init__(self, page: HttpResponse) -> None:
        self.page = page


def attempt_of(request: HttpRequest) -> Attempt | None:
    """The attempt that is going on, if one is."""
    return getattr(request, "_attempt", None)


def begin(request: HttpRequest, **options: Any) -> Attempt:
    attempt = Attempt(**options)
    setattr(request, "_attempt", attempt)  # noqa: B010  (an attribute that the type checker does not know)
    return attempt


def rendered(response: HttpResponse) -> HttpResponse:
    """The page with its text: it may show what is about to be rolled back."""
    if hasattr(response, "render"):
        response.render()
    return response
