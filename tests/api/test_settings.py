"""The settings: what a local registry gets for nothing, and what production refuses."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client

from api import environment
from api.database import database

ROOT = Path(__file__).parent.parent.parent
PRODUCTION = {
    "RELATIONS_ENV": "production",
    "SECRET_KEY": "x" * 30 + "0123456789abcdefghijkl",
    "ALLOWED_HOSTS": "a.example",
}


def load(variables: dict[str, str], show: str = "''") -> subprocess.CompletedProcess[str]:
    """Loads the settings in a process of its own and prints an expression over them."""
    command = [sys.executable, "-c", f"from api import settings as s; print({show})"]
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(command, cwd=ROOT, env=kept | variables, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_production_refuses_to_start_without(missing: str, value: str | None) -> None:
    variables = {key: text for key, text in PRODUCTION.items() if key != missing}
    answer = load(variables if value is None else variables | {missing: value})
    assert answer.returncode == 1
    assert f"ImproperlyConfigured: {missing} is not set. Production needs it, for example {missing}=" in answer.stderr


def test_production_refuses_debug() -> None:
    assert "DEBUG=1 shows internals to strangers" in load(PRODUCTION | {"DEBUG": "1"}).stderr


def test_production_believes_a_proxy_only_when_one_is_declared() -> None:
    show = "[getattr(s, 'SECURE_PROXY_SSL_HEADER', None), s.REST_FRAMEWORK['NUM_PROXIES'], s.SECURE_SSL_REDIRECT]"
    assert load(PRODUCTION, show).stdout == "[None, 0, True]\n"
    assert load(PRODUCTION | {"PROXIES": "2"}, show).stdout == "[('HTTP_X_FORWARDED_PROTO', 'https'), 2, True]\n"


def test_a_local_registry_answers_only_on_this_machine_and_shows_no_internals() -> None:
    answer = load({}, "[s.ALLOWED_HOSTS, s.DEBUG, len(s.SECRET_KEY) > 50, s.SECURE_SSL_REDIRECT]")
    assert answer.stdout == "[['localhost', '127.0.0.1', '[::1]'], False, True, False]\n"


def test_the_local_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret_key"
    first = environment.local_secret(file)
    assert environment.local_secret(file) == first
    assert len(first) > 60
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("read", "value", "message"),
    [
        (lambda: environment.flag("X"), "maybe", "X='maybe' is neither true nor false; write 1 or 0."),
        (lambda: environment.number("X", 5000), "-1", "X='-1' is not a whole number such as 5000."),
        (lambda: environment.number("X", 5), "٣", "X='٣' is not a whole number such as 5."),
        (lambda: environment.choice("X", ["FULL", "NORMAL"]), "OFF", "X='OFF' is unknown; write one of FULL, NORMAL."),
    ],
)
def test_a_wrong_variable_is_named_with_its_value(read, value: str, message: str, monkeypatch) -> None:
    monkeypatch.setenv("X", value)
    with pytest.raises(ImproperlyConfigured) as refusal:
        read()
    assert str(refusal.value) == message


def test_words_are_separated_by_commas_and_space_does_not_count(monkeypatch) -> None:
    monkeypatch.setenv("X", " a.example , b.example,")
    assert environment.words("X") == ["a.example", "b.example"]
    monkeypatch.setenv("X", " ")
    assert environment.words("X", ["localhost"]) == ["localhost"]


def test_postgresql_gets_limits_and_keeps_the_options_of_its_url(monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_STATEMENT_TIMEOUT", "0")
    options = database("postgres://u@h/n?sslmode=require")["OPTIONS"]
    assert options == {
        "sslmode": "require",
        "connect_timeout": 3,
        "options": "-c statement_timeout=0 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=15000",
    }


@pytest.mark.django_db
def test_the_connection_has_the_settings_it_should() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("2s",)
        else:
            found = {}
            for pragma in ("synchronous", "foreign_keys", "temp_store", "cache_size", "journal_size_limit"):
                cursor.execute(f"PRAGMA {pragma}")
                found[pragma] = cursor.fetchone()[0]
            full, memory = 2, 2
            assert found == {
                "synchronous": full,
                "foreign_keys": 1,
                "temp_store": memory,
                "cache_size": -20000,
                "journal_size_limit": 67108864,
            }
            assert connection.transaction_mode == "IMMEDIATE"


def test_sqlite_has_json_even_if_the_probe_for_it_would_fail() -> None:
    sqlite = pytest.importorskip("django.db.backends.sqlite3.base")
    assert sqlite.DatabaseWrapper.features_class.__dict__["supports_json_field"] is True


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/login/", "/static/admin/css/base.css", "/nowhere/", "/api/v1/nowhere/"])
def test_one_content_security_policy_stands_on_every_answer(client: Client, path: str) -> None:
    answer = client.get(path)
    answer.close()
    assert sorted(answer["Content-Security-Policy"].split("; ")) == [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "script-src 'self'",
        "style-src 'self'",
    ]


def test_a_host_that_is_not_allowed_is_refused(client: Client) -> None:
    assert client.get("/admin/login/", headers={"host": "evil.example"}).status_code == 400


def test_no_write_shares_a_transaction_with_a_whole_request() -> None:
    assert settings.DATABASES["default"].get("ATOMIC_REQUESTS", False) is False
