"""Three versions of a document: what only one side changed is kept, what both changed differently is asked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.merging import Conflict, NeedlessChoice, Row, differences, merge

pytestmark = pytest.mark.pure

NAMES = ("place", "summary", "kind")
values = st.sampled_from([None, "", "Delhi", "Moscow", 1, 2, True])
lists = st.lists(st.sampled_from(["en", "ru", "hi"]), max_size=2)
durations = st.none() | st.builds(lambda n, unit: {"n": n, "unit": unit}, st.integers(1, 3), st.sampled_from(["days"]))


def row_of(key: str) -> st.SearchStrategy[Row]:
    return st.fixed_dictionaries({"id": st.just(key), "date": values, "views": lists})


rows = st.lists(st.sampled_from("abcd"), unique=True, max_size=4).flatmap(
    lambda keys: st.tuples(*(row_of(key) for key in keys)).map(list)
)
terms = st.none() | st.fixed_dictionaries(
    {"id": st.just("t"), "duration": st.fixed_dictionaries({"type": values, "term": durations})}
)
documents = st.fixed_dictionaries(
    {"id": st.just("root"), **dict.fromkeys(NAMES, values), "languages": lists, "events": rows, "terms": terms}
)
versions = st.none() | documents


def in_order(document: Any) -> Any:
    """The order of rows with ids says nothing: the tables give them their own."""
    if document is None:
        return None
    return document | {"events": sorted(document["events"], key=lambda row: row["id"])}


def settled(base: Row | None, theirs: Row | None, ours: Row | None, side: str) -> Row | None:
    """The merged document, every conflict decided for one side."""
    choices = {found.path: getattr(found, side) for found in differences(base, theirs, ours)}
    return merge(base, theirs, ours, choices)


@given(versions, versions)
def test_what_one_side_left_alone_is_as_the_other_has_it(base: Row | None, changed: Row | None) -> None:
    assert merge(base, base, changed) == changed
    assert merge(base, changed, base) == changed
    assert merge(base, changed, changed) == changed


@given(versions, versions, versions)
def test_the_sides_are_equal_they_merge_to_the_same_and_ask_the_same(
    base: Row | None, one: Row | None, other: Row | None
) -> None:
    there, back = differences(base, one, other), differences(base, other, one)
    asked = sorted(((found.path, found.base, found.theirs, found.ours) for found in there), key=repr)
    assert asked == sorted(((found.path, found.base, found.ours, found.theirs) for found in back), key=repr)
    assert in_order(settled(base, one, other, "theirs")) == in_order(settled(base, other, one, "ours"))


@given(versions, versions, versions)
def test_a_conflict_is_where_both_changed_and_nowhere_else(
    base: Row | None, theirs: Row | None, ours: Row | None
) -> None:
    found = differences(base, theirs, ours)
    for each in found:
        assert each.base != each.theirs != each.ours != each.base
    if found:
        with pytest.raises(Conflict) as caught:
            merge(base, theirs, ours)
        assert list(caught.value.differences) == found
    else:
        merge(base, theirs, ours)


@given(documents, documents, documents)
def test_every_field_and_row_comes_from_the_side_that_changed_it(base: Row, theirs: Row, ours: Row) -> None:
    merged = settled(base, theirs, ours, "ours")
    assert merged is not None
    for name in (*NAMES, "languages"):
        assert merged[name] == (theirs[name] if ours[name] == base[name] else ours[name])
    was, published, proposed, got = (
        {row["id"]: row for row in version["events"]} for version in (base, theirs, ours, merged)
    )
    for key in "abcd":
        if proposed.get(key) == was.get(key):
            assert got.get(key) == published.get(key)
        elif published.get(key) == was.get(key):
            assert got.get(key) == proposed.get(key)


@given(documents, documents, documents)
def test_merging_again_what_was_merged_changes_nothing(base: Row, theirs: Row, ours: Row) -> None:
    merged = settled(base, theirs, ours, "ours")
    assert in_order(merge(theirs, theirs, merged)) == in_order(merged)
    assert in_order(settled(base, merged, ours, "theirs")) == in_order(merged)


@given(documents, st.permutations(NAMES), values, values)
def test_changes_of_different_fields_commute(base: Row, names: list[str], one: Any, other: Any) -> None:
    theirs, ours = base | {names[0]: one}, base | {names[1]: other}
    both = base | {names[0]: one, names[1]: other}
    assert merge(base, theirs, ours) == merge(base, ours, theirs) == both


EVENT = {"id": "e", "kind": "signature", "date": "1954", "views": []}
BASE: Row = {
    "id": "root",
    "place": None,
    "languages": ["en"],
    "events": [EVENT],
    "terms": {"id": "t", "duration": {"type": "fixed", "term": {"n": 5, "unit": "years"}, "clause": None}},
    "limits": [{"metric": "ships", "value": "5"}],
}


def terms_with(**fields: Any) -> Row:
    return BASE | {"terms": {"id": "t", "duration": BASE["terms"]["duration"] | fields}}


@pytest.mark.parametrize(
    ("theirs", "ours", "paths"),
    [
        (BASE | {"place": "Delhi"}, BASE | {"place": "Moscow"}, ["place"]),
        (BASE | {"place": "Delhi"}, BASE | {"place": "Delhi"}, []),
        (BASE | {"place": "Delhi"}, BASE | {"languages": ["ru"]}, []),
        (BASE | {"languages": ["en", "ru"]}, BASE | {"languages": ["en", "hi"]}, ["languages"]),
        (BASE | {"events": [EVENT | {"date": "1955"}]}, BASE | {"events": [EVENT | {"kind": "ratification"}]}, []),
        (
            BASE | {"events": [EVENT | {"date": "1955"}]},
            BASE | {"events": [EVENT | {"date": "1956"}]},
            ["events/e/date"],
        ),
        (BASE | {"events": []}, BASE | {"events": [EVENT | {"date": "1956"}]}, ["events/e"]),
        (BASE | {"events": []}, BASE | {"events": [EVENT, EVENT | {"id": "f"}]}, []),
        (terms_with(type="indefinite"), terms_with(clause="Article 9"), []),
        (
            terms_with(term={"n": 6, "unit": "years"}),
            terms_with(term={"n": 5, "unit": "months"}),
            ["terms/duration/term"],
        ),
        (terms_with(type="indefinite"), BASE | {"terms": None}, ["terms"]),
        (terms_with(type="indefinite"), BASE | {"terms": BASE["terms"] | {"id": "new"}}, ["terms"]),
        (BASE | {"limits": []}, BASE | {"limits": [{"metric": "ships", "value": "6"}]}, ["limits"]),
        (None, BASE | {"place": "Moscow"}, [""]),
        (BASE | {"place": "Delhi"}, None, [""]),
        (None, None, []),
    ],
)
def test_what_is_asked_and_what_is_not(theirs: Row | None, ours: Row | None, paths: list[str]) -> None:
    assert [found.path for found in differences(BASE, theirs, ours)] == paths


def test_a_choice_settles_a_conflict_and_may_be_a_third_value() -> None:
    theirs, ours = BASE | {"place": "Delhi"}, BASE | {"place": "Moscow", "languages": ["ru"]}
    merged = merge(BASE, theirs, ours, {"place": "New Delhi"})
    assert merged == BASE | {"place": "New Delhi", "languages": ["ru"]}


def test_a_choice_of_null_removes_the_row_or_the_record() -> None:
    changed = BASE | {"events": [EVENT | {"date": "1956"}]}
    merged = merge(BASE, BASE | {"events": []}, changed, {"events/e": None})
    assert merged is not None
    assert merged["events"] == []
    assert merge(BASE, changed, None, {"": None}) is None


def test_a_choice_settles_only_its_own_place() -> None:
    theirs = BASE | {"place": "Delhi", "languages": ["hi"]}
    ours = BASE | {"place": "Moscow", "languages": ["ru"]}
    with pytest.raises(Conflict, match="languages") as caught:
        merge(BASE, theirs, ours, {"place": "Delhi"})
    assert [found.path for found in caught.value.differences] == ["languages"]


def test_a_choice_where_there_is_no_conflict_is_refused() -> None:
    with pytest.raises(NeedlessChoice, match="'summary'"):
        merge(BASE, BASE, BASE | {"place": "Delhi"}, {"summary": "Smuggled in"})
