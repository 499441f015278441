"""What lies between two parties on a day."""

from relations.pairs.grants import grants as grants
from relations.pairs.pair import Pair as Pair
from relations.pairs.versions import Reserved as Reserved
from relations.pairs.versions import Version as Version
from relations.pairs.versions import binding_versions as binding_versions
from relations.pairs.versions import reservations as reservations
