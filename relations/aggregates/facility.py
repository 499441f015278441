"""The document of a facility."""

from relations import models
from relations.aggregates.columns import NAME_COLUMNS, citations, party, plain
from relations.members import Aggregate, Member

FACILITY = Aggregate(
    "facility",
    models.Facility,
    "key",
    (*plain("key", "kind"), party("party"), *plain("latitude", "longitude")),
    (
        Member("names", models.FacilityName, "facility", NAME_COLUMNS),
        Member("identifiers", models.FacilityIdentifier, "facility", plain("scheme", "value")),
        citations("facility"),
    ),
)
