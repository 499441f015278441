"""The shape of every aggregate: which rows belong to which root, and under which names they stand in its document.

One declaration serves reading, writing, undo, diff, import and the API. A column with a `reference` holds the public key
of another aggregate; one marked `inner` points at a row of the same document.
"""

from relations.aggregates.agreement import AGREEMENT
from relations.aggregates.concept import CONCEPT
from relations.aggregates.event import EVENT
from relations.aggregates.facility import FACILITY
from relations.aggregates.party import PARTY
from relations.aggregates.source import SOURCE
from relations.members import Aggregate

# In the order in which they can be written: what others refer to comes first.
AGGREGATES: dict[str, Aggregate] = {
    aggregate.kind: aggregate for aggregate in (CONCEPT, SOURCE, PARTY, FACILITY, AGREEMENT, EVENT)
}
