"""What somebody types into a search box, as the query of each database: quoted, so that no character of it has a meaning.

The words are folded as the indexes are (case, accents); words between quotation marks stand together in this order.
"""

import re
from typing import NamedTuple

from relations.folding import words

MOST = 10  # Words and phrases in one search.
_PARTS = re.compile(r'"([^"]*)"|([^\s"]+)')


class TooManyWords(ValueError):
    """More words and phrases than one search takes."""


class Phrases(NamedTuple):
    """Phrases, all of which must occur; each is one or more folded words."""

    texts: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.texts)

    def written_for(self, vendor: str) -> str:
        """The query in FTS5's or in tsquery's own language. Folded words hold letters and digits, nothing else."""
        if vendor == "postgresql":
            return " & ".join("(" + " <-> ".join(f"'{word}'" for word in text.split()) + ")" for text in self.texts)
        return " AND ".join(f'"{text}"' for text in self.texts)


def phrases(text: str) -> Phrases:
    """The phrases of a search; empty if nothing is left after folding. More than ten raise `TooManyWords`."""
    parts = [quoted or word for quoted, word in _PARTS.findall(text)]
    if len(parts) > MOST:
        raise TooManyWords(f"A search takes at most {MOST} words and quoted phrases; these are {len(parts)}.")
    return Phrases(tuple(folded for part in parts if (folded := words(part))))
