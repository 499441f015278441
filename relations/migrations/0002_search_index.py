"""The full-text index of each database over the search text; triggers and a generated column keep it in step."""

from typing import Any

from django.db import migrations

SQLITE = [
    (
        "CREATE VIRTUAL TABLE relations_search_fts USING fts5("
        "text, content='relations_searchtext', content_rowid='id', tokenize='unicode61')"
    ),
    (
        "CREATE TRIGGER relations_search_added AFTER INSERT ON relations_searchtext BEGIN "
        "INSERT INTO relations_search_fts(rowid, text) VALUES (new.id, new.text); END"
    ),
    (
        "CREATE TRIGGER relations_search_removed AFTER DELETE ON relations_searchtext BEGIN "
        "INSERT INTO relations_search_fts(relations_search_fts, rowid, text) VALUES ('delete', old.id, old.text); END"
    ),
    (
        "CREATE TRIGGER relations_search_changed AFTER UPDATE ON relations_searchtext BEGIN "
        "INSERT INTO relations_search_fts(relations_search_fts, rowid, text) VALUES ('delete', old.id, old.text); "
        "INSERT INTO relations_search_fts(rowid, text) VALUES (new.id, new.text); END"
    ),
]
SQLITE_BACK = [
    "DROP TRIGGER relations_search_added",
    "DROP TRIGGER relations_search_removed",
    "DROP TRIGGER relations_search_changed",
    "DROP TABLE relations_search_fts",
]
POSTGRESQL = [
    (
        "ALTER TABLE relations_searchtext ADD COLUMN vector tsvector "
        "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, text)) STORED"
    ),
    "CREATE INDEX relations_searchtext_vector ON relations_searchtext USING gin (vector)",
]
POSTGRESQL_BACK = ["ALTER TABLE relations_searchtext DROP COLUMN vector"]


def _run(schema_editor: Any, sqlite: list[str], postgresql: list[str]) -> None:
    for statement in postgresql if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(statement)


def build(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, SQLITE, POSTGRESQL)


def drop(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("relations", "0001_registry")]
    operations = [migrations.RunPython(build, drop)]
