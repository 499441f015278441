"""The settings of the database connection, for SQLite and for PostgreSQL (docs/adr/0004)."""

from pathlib import Path
from typing import Any

import dj_database_url

from api import environment as env

SQLITE_PRAGMAS = (
    "journal_mode=WAL",  # Readers never wait for a writer.
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "cache_size=-20000",  # Kibibytes, per connection.
    "mmap_size=134217728",
    "journal_size_limit=67108864",
)


def database(url: str) -> dict[str, Any]:
    """The settings of the database at `url`, such as sqlite:////data/relations.sqlite3 or postgres://user@host/name."""
    settings: dict[str, Any] = dict(dj_database_url.parse(url))
    own = sqlite(settings["NAME"]) if settings["ENGINE"].endswith("sqlite3") else postgresql()
    return settings | own | {"OPTIONS": settings.get("OPTIONS", {}) | own["OPTIONS"]}


def sqlite(name: str) -> dict[str, Any]:
    """Writers queue for the lock at BEGIN instead of failing in the middle, and a commit survives a loss of power.

    SQLITE_SYNCHRONOUS=NORMAL gives up the second promise for speed: only for bulk loads that can be repeated.
    """
    if not name.startswith((":memory:", "file:")):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
    pragmas = (*SQLITE_PRAGMAS, f"synchronous={env.choice('SQLITE_SYNCHRONOUS', ['FULL', 'NORMAL'])}")
    return {
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # Seconds that a writer waits for the lock.
            "init_command": " ".join(f"PRAGMA {pragma};" for pragma in pragmas),
        },
    }


def postgresql() -> dict[str, Any]:
    """No statement, lock or forgotten transaction holds a worker for long.

    DATABASE_STATEMENT_TIMEOUT is in milliseconds; 0 lifts the limit, for long migrations.
    """
    limits = {
        "statement_timeout": env.number("DATABASE_STATEMENT_TIMEOUT", 5000),
        "lock_timeout": 2000,
        "idle_in_transaction_session_timeout": 15000,
    }
    return {
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 3,
            "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
        },
    }
