"""Many rows through the door at once: checked in memory, no query per row."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relations import models
from relations.aggregates import AGGREGATES
from relations.documents import read
from relations.members import Row
from relations.revisions import revise
from tests import make

pytestmark = pytest.mark.django_db


def document(agreement: models.Agreement) -> Row:
    return read(AGGREGATES["agreement"], [agreement.pk])[agreement.pk]


def newest() -> models.Revision:
    return models.Revision.objects.latest("seq")


def test_many_agreements_in_one_revision_cost_no_query_per_row() -> None:
    for code in ("IND", "RUS"):
        make.party(code)

    def cost(number: int, name: str) -> int:
        rows = [
            {
                "ref": f"{name}-{index}",
                "kind": "treaty",
                "scope": "bilateral",
                "participations": [{"party": "IND"}, {"party": "RUS"}],
                "events": [{"kind": "signature", "party": "IND", "date": "2001"}],
                "provisions": [{"texts": [{"language": "en", "heading": "Ports"}]}],
            }
            for index in range(number)
        ]
        with (
            CaptureQueriesContext(
                connection,
            ) as queries,
            revise(by="tests", reason="Bulk") as door,
        ):
            door.put("agreement", rows)
        return len(queries)

    few, more = cost(2, "few"), cost(9, "more")
    assert more - few <= 0


def test_bulk_rows_are_checked_in_memory_and_named() -> None:
    make.party("IND")
    with pytest.raises(ValidationError, match="2025-02-30"), revise(by="tests", reason="Bulk") as door:
        door.put(
            "agreement",
            [
                {
                    "ref": "odd",
                    "kind": "treaty",
                    "scope": "bilateral",
                    "events": [{"kind": "signature", "party": "IND", "date": "2025-02-30"}],
                }
            ],
        )
    with pytest.raises(ValidationError, match="write lower-case"), revise(by="tests", reason="Bulk") as door:
        door.create([models.Source(key="A B", kind="press", title="x")])
    assert not models.Agreement.objects.exists()


def test_rows_created_in_bulk_find_their_aggregates() -> None:
    agreement = make.agreement()
    provision = make.provision(agreement)
    with revise(by="tests", reason="Limits") as door:
        door.create([models.ProvisionLimit(provision=provision, metric="ships", comparator="max", value=5)])
    assert document(agreement)["provisions"][0]["limits"][0]["value"] == "5"
    assert newest().key == agreement.ref
