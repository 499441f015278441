"""No write to the registry's tables goes past the door, whatever path it takes."""

from collections.abc import Callable
from uuid import RFC_4122

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from relations import models
from relations.guard import OutsideTheDoor, guarded, maintenance, written_table
from relations.models.keys import uuid7
from relations.revisions import revise
from relations.roots import Root
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement() -> models.Agreement:
    made = make.agreement("relos-2025")
    make.event(made)
    return made


def sql(statement: str, *parameters: object) -> Callable[[], object]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)

    return run


def many() -> None:
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE relations_event SET place = %s", [("Moscow",)])


def new_source() -> models.Source:
    return models.Source(key="loose", kind="press", title="Loose")


PATHS: dict[str, Callable[[], object]] = {
    "save": lambda: models.Event.objects.get().save(),
    "create": lambda: models.Source.objects.create(key="loose", kind="press", title="Loose"),
    "get_or_create": lambda: models.Source.objects.get_or_create(key="loose", defaults={"kind": "press", "title": "L"}),
    "delete": lambda: models.Event.objects.get().delete(),
    "delete of a queryset": lambda: models.Event.objects.all().delete(),
    "cascade": lambda: models.Agreement.objects.get().delete(),
    "update": lambda: models.Event.objects.update(place="Moscow"),
    "update of related rows": lambda: models.Agreement.objects.get().events.update(place="Moscow"),
    "bulk_create": lambda: models.Source.objects.bulk_create([new_source()]),
    "bulk_update": lambda: models.Event.objects.bulk_update(models.Event.objects.all(), ["place"]),
    "raw delete": lambda: models.Event.objects.all()._raw_delete("default"),
    "SQL": sql("UPDATE relations_event SET place = %s", "Moscow"),
    "SQL, commented and lower case": sql("/* late */ update relations_event set place = %s", "Moscow"),
    "SQL with a common table expression": sql(
        "WITH chosen AS (SELECT id FROM relations_event) UPDATE relations_event SET place = %s", "Moscow"
    ),
    "SQL that returns": sql("UPDATE relations_event SET place = %s RETURNING id", "Moscow"),
    "SQL on a derived table": sql("DELETE FROM relations_statusspan"),
    "SQL on the log": sql("DELETE FROM relations_revision"),
    "executemany": many,
}
BULK = [
    name
    for name in PATHS
    if name not in ("save", "create", "get_or_create", "delete", "delete of a queryset", "cascade")
]


@pytest.mark.parametrize("path", PATHS)
def test_a_write_outside_the_door_raises_and_changes_nothing(path: str, agreement: models.Agreement) -> None:
    before = list(models.Event.objects.values()), models.Source.objects.count(), models.StatusSpan.objects.count()
    with pytest.raises(OutsideTheDoor), transaction.atomic():
        PATHS[path]()
    after = list(models.Event.objects.values()), models.Source.objects.count(), models.StatusSpan.objects.count()
    assert after == before


@pytest.mark.parametrize("path", BULK)
def test_a_bulk_write_inside_that_nobody_announced_raises(path: str, agreement: models.Agreement) -> None:
    with pytest.raises(OutsideTheDoor, match="announced"), revise(by="tests", reason="Forgotten touch"):
        PATHS[path]()
    assert not models.Source.objects.filter(key="loose").exists()
    assert models.Event.objects.get().place is None


def test_a_bulk_write_that_is_announced_is_logged(agreement: models.Agreement) -> None:
    with revise(by="tests", reason="All in Moscow") as door:
        models.Event.objects.update(place="Moscow")
        door.touch(models.Event, [Root("agreement", agreement.pk)])
    newest = models.Revision.objects.latest("seq")
    assert newest.document is not None
    assert newest.document["events"][0]["place"] == "Moscow"


def test_what_an_announced_bulk_write_wrote_is_checked(agreement: models.Agreement) -> None:
    with (
        pytest.raises(ValidationError, match="act of one party"),
        revise(by="tests", reason="A signature of nobody") as door,
    ):
        models.Event.objects.update(party=None)
        door.touch(models.Event, [Root("agreement", agreement.pk)])


def test_maintenance_is_the_one_escape(agreement: models.Agreement) -> None:
    with maintenance():
        models.Event.objects.update(place="Moscow")
    assert models.Event.objects.get().place == "Moscow"


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("SELECT * FROM relations_event", None),
        ("INSERT INTO auth_user VALUES (1)", None),
        ('INSERT INTO "relations_event" ("id") VALUES (1)', "relations_event"),
        ("INSERT OR REPLACE INTO relations_event VALUES (1)", "relations_event"),
        ('DELETE FROM "public"."relations_event"', "relations_event"),
        ('TRUNCATE "auth_user", "relations_event"', "relations_event"),
        ("REPLACE INTO relations_event VALUES (1)", "relations_event"),
        ('INSERT INTO "new__relations_event" SELECT * FROM "relations_event"', None),
        ("-- why\nUPDATE relations_event SET place = ''", "relations_event"),
        ("UPDATE relations_handle SET name = ''", None),
    ],
)
def test_the_guard_reads_which_table_a_statement_writes(statement: str, table: str | None) -> None:
    assert written_table(statement) == table


def test_every_table_of_the_registry_is_guarded_but_the_handles_and_what_is_not_published() -> None:
    tables = {model._meta.db_table for model in apps.get_app_config("relations").get_models()}
    proposals = {"relations_proposal", "relations_proposaleditor", "relations_proposalcomment"}
    assert tables - guarded().keys() == {"relations_handle"} | proposals
    assert {"relations_event", "relations_statusspan", "relations_revision", "relations_searchtext"} <= guarded().keys()


def test_no_guarded_model_sets_null_or_has_an_automatic_table() -> None:
    for model in guarded().values():
        assert not model._meta.local_many_to_many
        for field in model._meta.concrete_fields:
            if field.remote_field:
                assert field.remote_field.on_delete.__name__ in ("CASCADE", "PROTECT", "RESTRICT"), (
                    f"{model.__name__}.{field.name}"
                )


def test_keys_are_ascending_in_the_order_in_which_they_were_made() -> None:
    made = [uuid7() for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {(key.version, key.variant) for key in made} == {(7, RFC_4122)}
