"""A search box takes any text, and no character of it means anything to a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.searching import TooManyWords, phrases

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("logistics", ("logistics",)),
        ("  Exchange of   Notes ", ("exchange", "of", "notes")),
        ('"exchange of notes" ports', ("exchange of notes", "ports")),
        ('"unclosed phrase', ("unclosed", "phrase")),
        ("Côte d'Ivoire", ("cote", "d ivoire")),
        ("relos-2025", ("relos 2025",)),
        ("* & | ! ( ) : ^ -", ()),
        ("", ()),
    ],
)
def test_words_are_folded_and_quoted_ones_stand_together(text: str, found: tuple[str, ...]) -> None:
    assert phrases(text).texts == found


def test_each_database_gets_every_phrase_quoted_in_its_own_language() -> None:
    found = phrases('"exchange of notes" OR')
    assert found.written_for("sqlite") == '"exchange of notes" AND "or"'
    assert found.written_for("postgresql") == "('exchange' <-> 'of' <-> 'notes') & ('or')"


def test_more_than_ten_words_are_refused() -> None:
    assert len(phrases("a b c d e f g h i j").texts) == 10
    with pytest.raises(TooManyWords, match="at most 10 words and quoted phrases; these are 11"):
        phrases("a b c d e f g h i j k")


@given(st.text(max_size=60))
def test_nothing_but_letters_and_digits_reaches_a_database(text: str) -> None:
    try:
        found = phrases(text)
    except TooManyWords:
        return
    assert all(word.isalnum() for phrase in found.texts for word in phrase.split())
