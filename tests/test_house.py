"""The rules of the house that no linter knows: sizes, names, pinned versions, and nothing of anybody's machine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.version import Version

pytestmark = pytest.mark.pure

ROOT = Path(__file__).parent.parent
CODE = [path for folder in ("relations", "api", "tests") for path in sorted((ROOT / folder).rglob("*"))]
PYTHON = [path for path in CODE if path.suffix == ".py"]
WRITTEN_BY_HAND = [path for path in PYTHON if "migrations" not in path.parts]  # Django writes the migrations.
TEXT = {"", ".py", ".md", ".txt", ".toml", ".yaml", ".yml", ".json", ".html", ".css", ".js", ".svg"}
NOT_OURS = {".git", ".venv", ".hypothesis", "var", "node_modules"}

# Below these versions lie known holes, or versions that were never tested together.
FLOORS = {
    "django": "5.2.14",  # SQL injection by alias, upload limits.
    "django-filter": "26.2",
    "djangorestframework": "3.18.2",  # CVE-2026-114138, CVE-2026-114137.
    "granian": "2.8.7",
    "orjson": "3.13",
    "whitenoise": "6.12",
    "django-csp": "4.0",
    "django-cors-headers": "4.9",
    "psycopg": "3.3",
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=name(path))


def repository_files() -> Iterator[Path]:
    for entry in sorted(ROOT.iterdir()):
        if entry.name not in NOT_OURS and not entry.name.endswith("_cache"):
            for path in entry.rglob("*") if entry.is_dir() else [entry]:
                if path.is_file() and path.suffix in TEXT and "__pycache__" not in path.parts:
                    yield path


def pins(file: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / file).read_text(), re.MULTILINE))


def test_no_file_is_longer_than_300_lines() -> None:
    hand = [*WRITTEN_BY_HAND, *(path for path in CODE if path.suffix in {".html", ".css", ".js"})]
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in hand}
    assert {path: length for path, length in lengths.items() if length > 300} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    functions = [
        (f"{name(path)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for path in WRITTEN_BY_HAND
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
    ]
    assert [function for function, length in functions if length > 40] == []


def test_every_import_and_every_served_column_is_named() -> None:
    everything = "__" + "all__"
    found = []
    for path in PYTHON:
        for node in ast.walk(tree(path)):
            stars = isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
            alls = (isinstance(node, ast.Constant) and node.value == everything) or (
                isinstance(node, ast.Name) and node.id == everything
            )
            if stars or alls:
                found.append(f"{name(path)}:{node.lineno}")
    assert found == []


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "helpers", "services", "common", "misc", "signals", "managers"}
    assert [name(path) for path in CODE if path.stem in drawers] == []


def test_no_model_overrides_save() -> None:
    """A rule in save() is skipped by every bulk path; rules are constraints, and acts go through the door."""
    methods = [
        f"{name(path)} {node.name}.{child.name}"
        for path in WRITTEN_BY_HAND
        if "models" in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        for child in node.body
        if isinstance(child, ast.FunctionDef) and child.name == "save"
    ]
    assert methods == []


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-postgres.txt", "requirements-dev.txt"])
def test_every_pinned_version_is_at_or_above_its_floor(file: str) -> None:
    pinned = pins(file)
    required = FLOORS.keys() - ({"psycopg"} if file == "requirements.txt" else set())
    assert required <= pinned.keys()
    assert {p: v for p, v in pinned.items() if p in FLOORS and Version(v) < Version(FLOORS[p])} == {}


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-postgres.txt", "requirements-dev.txt"])
def test_every_pin_has_hashes_and_no_file_names_an_index(file: str) -> None:
    text = (ROOT / file).read_text()
    entries = re.findall(r"^[a-z0-9].*(?:\n    --hash.*)*", text, re.MULTILINE)
    assert len(entries) == len(pins(file))
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"^\s*-|://", text.replace("    --hash", ""), re.MULTILINE)


def test_the_three_sets_of_pins_agree() -> None:
    development = pins("requirements-dev.txt")
    for file in ("requirements.txt", "requirements-postgres.txt"):
        assert pins(file).items() <= development.items()


def test_nothing_in_the_repository_tells_of_a_machine() -> None:
    telltale = re.compile(
        r"(?<![\w./:-])/(?:work|root|home|opt)/|[.][.]/shared\b|DESIGN[.]md|pypi[.]org|pythonhosted[.]"
    )
    found = [
        f"{name(path)}: {match.group()}"
        for path in repository_files()
        for match in telltale.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
