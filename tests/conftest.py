"""What every test shares: the profiles of hypothesis, a quick password hasher, and who may open a socket."""

import os
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import TransactionTestCase, override_settings
from hypothesis import HealthCheck, settings

from relations.guard import maintenance

# The clock of a busy machine fails no test, and a run without changes gives the same answer twice. `make soak` explores.
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", settings.get_profile("ci"), derandomize=False, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Only tests that drive a browser reach a server, and only on this machine."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1", "localhost"]))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file of this run alone: in memory, threads that write fail where they would wait in a file."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True, scope="session")
def emptied_databases() -> Iterator[None]:
    """After a test with real transactions the tables are emptied, which nothing but maintenance may do."""
    teardown = TransactionTestCase._fixture_teardown

    def under_maintenance(case: TransactionTestCase) -> None:
        with maintenance():
            teardown(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", under_maintenance)
        yield
