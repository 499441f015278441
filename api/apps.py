"""The API as a Django app."""

from django.apps import AppConfig
from django.db.backends.sqlite3.base import DatabaseWrapper


class ApiConfig(AppConfig):
    name = "api"
    verbose_name = "API"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Django asks SQLite for JSON inside a transaction. While another process writes, that fails and the wrong
        # answer sticks to the connection. Every SQLite since 3.38 has JSON built in, and Python ships a newer one.
        setattr(DatabaseWrapper.features_class, "supports_json_field", True)  # noqa: B010  (a property for the type checker)
