"""`fields`, `omit` and `expand`: which names an answer has. Unknown names are refused; what is not shown is not read."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from api.asked import Tree
from api.problems import Refusal, invalid, item
from api.query import Parameter, Reader, nearest
from api.readers import several, text

if TYPE_CHECKING:
    from api.shapes import Shape

DEEPEST = 2


def _names(known: Iterable[str]) -> Reader:
    names = sorted(known)

    def read(given: str) -> str:
        if given not in names:
            raise unknown(given, names)
        return given

    return several(Reader(read, {"type": "string", "enum": names}))


def unknown(given: str, names: Iterable[str]) -> Refusal:
    near = nearest(given, names)
    hint = f" Do you mean {near}?" if near else f" Known are {', '.join(sorted(names))}."
    return Refusal("unknown_field", f"There is no field “{given[:60]}” here.{hint}", near)


def parameters(shape: "Shape", names: Iterable[str]) -> tuple[Parameter, ...]:
    """`fields`, `omit`, and `expand` where something can be expanded."""
    found = [
        Parameter("fields", _names(names), "Only these fields, separated by commas."),
        Parameter("omit", _names(names), "All fields but these, separated by commas. Not together with `fields`."),
    ]
    if shape.expansions:
        found.append(Parameter("expand", _expand(shape), _expand_text(shape)))
    return tuple(found)


def _expand(shape: "Shape") -> Reader:
    def read(given: str) -> Tree:
        tree: Tree = {}
        for path in several(text()).read(given):
            _grow(tree, shape, path)
        return tree

    schema = {"type": "array", "items": {"type": "string", "enum": sorted(paths(shape))}}
    return Reader(read, schema, longest=1000)


def _expand_text(shape: "Shape") -> str:
    return f"Objects in the place of keys, separated by commas; a dot goes one level deeper, {DEEPEST} at most."


def _grow(tree: Tree, shape: "Shape", path: str) -> None:
    parts = path.split(".")
    if len(parts) > DEEPEST:
        raise Refusal("out_of_range", f"“{path[:60]}” goes {len(parts)} levels deep; {DEEPEST} are allowed.")
    known = paths(shape)
    if path not in known:
        raise unknown(path, known)
    for part in parts:
        tree = tree.setdefault(part, {})


def paths(shape: "Shape", depth: int = DEEPEST) -> set[str]:
    """Every path that can be expanded from here."""
    found = set(shape.expansions)
    if depth > 1:
        for name, expansion in shape.expansions.items():
            found |= {f"{name}.{inner}" for inner in paths(expansion.shape, depth - 1)}
    return found


def chosen(names: tuple[str, ...], values: Mapping[str, list[str]]) -> frozenset[str] | None:
    """The names that the answer has, without those that are expanded; null for all."""
    if "fields" in values and "omit" in values:
        raise invalid(item("invalid", "Give fields or omit, not both.", parameter="omit"))
    if "fields" in values:
        return frozenset(values["fields"])
    return frozenset(names) - set(values["omit"]) if "omit" in values else None
