"""From what people call a thing to its public key, and the nearest names of what is not known."""

from relations.naming.resolving import Match as Match
from relations.naming.resolving import by_identifiers as by_identifiers
from relations.naming.resolving import by_names as by_names
from relations.naming.resolving import party_code as party_code
from relations.naming.searching import by_words as by_words
from relations.naming.suggesting import nearest as nearest
