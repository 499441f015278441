"""The rows of one record as a curator names them: what a citation can be about, which act another one revokes."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce

from relations.admin.fields import in_words
from relations.models import (
    AgreementRelation,
    Assessment,
    Event,
    Identifier,
    Outcome,
    Participation,
    PartyName,
    PartyRelation,
    Provision,
    ProvisionText,
    Terms,
    Text,
    Title,
)
from relations.vocabulary import (
    ACTIONS,
    AGREEMENT_RELATION_KINDS,
    IDENTIFIER_SCHEMES,
    PARTY_RELATION_KINDS,
    Vocabulary,
)

WHOLE = {
    "agreement": "The agreement as a whole",
    "party": "The party itself",
    "event": "The event itself",
    "facility": "The facility itself",
}


class Shape(NamedTuple):
    """Where the rows of a kind are, and the three columns that name one."""

    model: Any
    owner: str
    columns: tuple[Any, Any, Any]


def _text(column: str) -> Any:
    return Coalesce(Cast(F(column), CharField()), Value(""))


NOTHING = Value("", output_field=CharField())
HEADING = Subquery(ProvisionText.objects.filter(provision=OuterRef("pk")).order_by("position").values("heading")[:1])
SHAPES = {
    "event": Shape(Event, "agreement", (_text("kind"), _text("party__code"), _text("date"))),
    "provision": Shape(Provision, "agreement", (_text("number"), _text("order"), Coalesce(HEADING, Value("")))),
    "assessment": Shape(Assessment, "agreement", (_text("kind"), _text("statement"), NOTHING)),
    "terms": Shape(Terms, "agreement", (NOTHING, NOTHING, NOTHING)),
    "participation": Shape(Participation, "agreement", (_text("party__code"), _text("role"), NOTHING)),
    "title": Shape(Title, "agreement", (_text("language"), _text("text"), NOTHING)),
    "identifier": Shape(Identifier, "agreement", (_text("scheme"), _text("value"), NOTHING)),
    "relation": Shape(AgreementRelation, "agreement", (_text("kind"), _text("other__ref"), NOTHING)),
    "text": Shape(Text, "agreement", (_text("language"), _text("link"), NOTHING)),
    "outcome": Shape(Outcome, "event", (_text("statement"), NOTHING, NOTHING)),
    "party_name": Shape(PartyName, "party", (_text("text"), NOTHING, NOTHING)),
    "party_relation": Shape(PartyRelation, "party", (_text("kind"), _text("other__code"), NOTHING)),
}


def _label_of(vocabulary: Vocabulary, code: str) -> str:
    return vocabulary[code].label if code in vocabulary else code


def named(kind: str, a: str, b: str, c: str) -> str:
    """The name of a row from its three columns."""
    match kind:
        case "event":
            return ", ".join(part for part in (f"Act: {_label_of(ACTIONS, a)}", b, in_words(c)) if part)
        case "provision":
            return f"Provision {a or b}{f': {c}' if c else ''}"
        case "identifier":
            return f"Identifier: {_label_of(IDENTIFIER_SCHEMES, a)} {b}"
        case "relation":
            return f"Relation: {_label_of(AGREEMENT_RELATION_KINDS, a).lower()} {b}"
        case "party_relation":
            return f"Relation: {_label_of(PARTY_RELATION_KINDS, a).lower()} {b}"
        case "terms":
            return "The terms"
        case "assessment":
            return f"Assessment: {b[:80]}"
        case "title" | "text":
            return f"{kind.capitalize()} ({a}): {b[:80]}"
        case "participation":
            return f"Participation: {a}, {b.replace('_', ' ')}"
    return f"{kind.replace('_', ' ').capitalize()}: {a[:80]}"


def _union(kinds: Iterable[str], condition: Any) -> list[tuple[UUID, str, str]]:
    """(id, kind, name) of the rows of these kinds under a condition, in one query."""
    parts = [
        shape.model._default_manager.order_by()
        .filter(condition(shape))
        .annotate(what=Value(kind, output_field=CharField()), **dict(zip("abc", shape.columns, strict=True)))
        .values_list("id", "what", "a", "b", "c")
        for kind, shape in ((kind, SHAPES[kind]) for kind in kinds)
    ]
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return [(key, kind, named(kind, a, b, c)) for key, kind, a, b, c in rows]


def own_rows(owner: str, key: UUID, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """(value, name) of the rows of a record; the record as a whole comes first if it is asked for by its own kind."""
    found = [(owner, WHOLE[owner])] if owner in kinds else []
    inner = [kind for kind in kinds if kind in SHAPES and SHAPES[kind].owner == owner]
    rows = _union(inner, lambda shape: Q(**{shape.owner: key})) if inner else []
    return found + sorted(((f"{kind}:{row}", name) for row, kind, name in rows), key=lambda pair: pair[1])


def names_of(targets: Iterable[tuple[str, UUID]]) -> dict[str, str]:
    """The names of these rows by `kind:id`, in one query."""
    wanted: dict[str, set[UUID]] = {}
    for kind, key in targets:
        if kind in SHAPES:
            wanted.setdefault(kind, set()).add(key)
    keys = set().union(*wanted.values()) if wanted else set()
    rows = _union(wanted, lambda shape: Q(pk__in=keys)) if wanted else []
    return {f"{kind}:{row}": name for row, kind, name in rows}
