"""Addresses of the resources: the canonical one ends with a slash, without it the answer is the same."""

from django.urls import URLPattern, re_path
from rest_framework.routers import SimpleRouter

from api.agreements import AgreementEvents, Agreements
from api.assessments import Assessments
from api.citations import Citations
from api.concepts import Concepts
from api.derive import Derive
from api.events import Events
from api.facilities import Facilities
from api.findings import Findings
from api.outcomes import Outcomes
from api.pairs import Pairs
from api.participations import Participations
from api.parties import Parties
from api.provisions import Provisions
from api.resolve import Resolve
from api.sources import Sources

router = SimpleRouter()
router.trailing_slash = r"/?\Z"  # After construction: the constructor takes only true and false.
router.register("agreements", Agreements, basename="agreement")
router.register("parties", Parties, basename="party")
router.register("participations", Participations, basename="participation")
router.register("events", Events, basename="event")
router.register("provisions", Provisions, basename="provision")
router.register("facilities", Facilities, basename="facility")
router.register("assessments", Assessments, basename="assessment")
router.register("outcomes", Outcomes, basename="outcome")
router.register("concepts", Concepts, basename="concept")
router.register("sources", Sources, basename="source")
router.register("citations", Citations, basename="citation")

# Answers of their own form. The regular expressions end as those of the router do.
ANSWERS: list[URLPattern] = [
    re_path(
        r"^agreements/(?P<key>[^/]+)/events/?\Z", AgreementEvents.as_view({"get": "list"}), name="agreement-events"
    ),
    re_path(r"^relations/(?P<a>[^/]+)/(?P<b>[^/]+)/?\Z", Pairs.as_view(), name="relations"),
    re_path(r"^derive/?\Z", Derive.as_view(), name="derive"),
    re_path(r"^resolve/?\Z", Resolve.as_view(), name="resolve"),
    re_path(r"^findings/?\Z", Findings.as_view(), name="findings"),
]


def names() -> list[str]:
    """What can be asked without a key: the resources by their path, then the other answers."""
    answers = [str(route.name) for route in ANSWERS if "(?P<" not in str(route.pattern)]
    return [prefix for prefix, _, _ in router.registry] + answers
