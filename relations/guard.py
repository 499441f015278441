"""The guard at the door: a write to the registry's tables outside of it raises, whatever path it takes.

A wrapper on every connection sees the SQL, signals see which row; at the exit of the door the rows written must equal
the rows announced. A bulk operation, which sends no signal, is announced by `touch()`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, Protocol

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

UNGUARDED = {"handle", "proposal", "proposaleditor", "proposalcomment"}  # Nothing in them is a published fact.
WRITE = re.compile(
    r"\s*(?:/\*.*?\*/\s*|--[^\n]*\n\s*)*(?:WITH\b.*?\)\s*)?"
    r"(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE(?:\s+OR\s+\w+)?(?:\s+ONLY)?|DELETE\s+FROM(?:\s+ONLY)?|REPLACE\s+INTO"
    r"|TRUNCATE(?:\s+TABLE)?(?:\s+ONLY)?|MERGE\s+INTO|COPY)"
    r"\s+(?:[\"`\[]?\w+[\"`\]]?\s*\.\s*)?[\"`\[]?(\w+)",
    re.IGNORECASE | re.DOTALL,
)


class OutsideTheDoor(RuntimeError):
    """A write to the registry's tables that no `revise()` surrounds, or that went past its accounts."""


class Accounts(Protocol):
    """What the guard needs of an open door."""

    closing: bool
    written: Counter[str]
    silent: set[str]


_open: ContextVar[Accounts | None] = ContextVar("open_door", default=None)
_maintenance: ContextVar[bool] = ContextVar("maintenance", default=False)


@cache
def guarded() -> dict[str, type[Model]]:
    """The guarded tables; the search index of the database among them."""
    models = [
        model for model in apps.get_app_config("relations").get_models() if model._meta.model_name not in UNGUARDED
    ]
    return {model._meta.db_table: model for model in models}


def open_door() -> Any:
    """The door that is open in this context, or None."""
    return _open.get()


@contextmanager
def opened(door: Accounts) -> Iterator[None]:
    token = _open.set(door)
    try:
        yield
    finally:
        _open.reset(token)


@contextmanager
def maintenance() -> Iterator[None]:
    """The one escape, for migrations and for emptying test databases."""
    token = _maintenance.set(True)
    try:
        yield
    finally:
        _maintenance.reset(token)


def under_maintenance() -> bool:
    return _maintenance.get()


def written_table(sql: str) -> str | None:
    """The guarded table that a statement writes to."""
    if sql[:6].upper() == "SELECT" or not _names_a_table(sql):
        return None
    tables = (statement.group(1).lower() for statement in WRITE.finditer(sql))
    return next((table for table in tables if table in guarded()), None) or _truncated(sql)


def _truncated(sql: str) -> str | None:
    """TRUNCATE takes a list of tables."""
    if sql.lstrip()[:8].upper() != "TRUNCATE":
        return None
    return next((table for table in guarded() if f'"{table}"' in sql), None)


def _names_a_table(sql: str) -> bool:
    return "relations_" in sql.lower()


def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Runs the statement if it is no write to the registry, or if the door is open; counts the rows."""
    table = None if _maintenance.get() else written_table(str(sql))
    if table is None:
        return execute(sql, params, many, context)
    door = _open.get()
    if door is None:
        raise OutsideTheDoor(f"{table} is written only inside revise(): {str(sql)[:80]}")
    answer = execute(sql, params, many, context)
    if not door.closing:
        _count(door, table, context["cursor"].rowcount, sql)
    return answer


def _count(door: Accounts, table: str, rows: int, sql: str) -> None:
    if rows > 0:
        door.written[table] += rows
    elif rows < 0 or "RETURNING" in sql.upper():
        door.silent.add(table)  # The driver does not say how many: only touch() can announce these.


def install(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Puts the wrapper on a new connection; it stays there over reconnects."""
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, watch)
