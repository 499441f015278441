"""Text as it is compared: without case, accents and punctuation. Pure."""

import re
import unicodedata

_SEPARATORS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """A name without case, accents and doubled spaces, for look-ups: `Côte d'Ivoire` becomes `cote d'ivoire`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(character for character in plain if not unicodedata.combining(character)).split())


def words(text: str) -> str:
    """Folded words with single spaces between: both databases then see the same words, whatever their tokeniser."""
    return " ".join(_SEPARATORS.sub(" ", fold(text)).split())
