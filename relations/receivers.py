"""The only receivers of the project: they tell the open door which rows are saved and deleted, and check saved ones."""

from typing import Any

from django.db.backends.signals import connection_created
from django.db.models import Model
from django.db.models.signals import post_init, post_save, pre_delete, pre_save

from relations.checking import check
from relations.guard import OutsideTheDoor, guarded, install, open_door, under_maintenance
from relations.roots import PARENTS, roots_of


def _is_guarded(model: type[Model]) -> bool:
    return guarded().get(model._meta.db_table) is model and not under_maintenance()


def remember_parents(sender: type[Model], instance: Any, **_: Any) -> None:
    """Keeps the parents that a row was loaded with: a row moved from A to B touches both."""
    paths = PARENTS.paths.get(sender)
    if paths:
        firsts = {path.split("__")[0] for path in paths.values()}
        instance._loaded_parents = {first: instance.__dict__.get(f"{first}_id") for first in firsts}


def before_save(sender: type[Model], instance: Model, **_: Any) -> None:
    if _is_guarded(sender):
        if open_door() is None:
            raise OutsideTheDoor(f"{sender._meta.verbose_name} is saved only inside revise().")
        check(instance)


def after_save(sender: type[Model], instance: Model, raw: bool, **_: Any) -> None:
    if _is_guarded(sender):
        if raw:
            open_door().remember(instance)
        else:
            open_door().announce(instance, roots_of([instance]))
        remember_parents(sender, instance)


def before_delete(sender: type[Model], instance: Model, **_: Any) -> None:
    if _is_guarded(sender):
        if open_door() is None:
            raise OutsideTheDoor(f"{sender._meta.verbose_name} is deleted only inside revise().")
        open_door().forget(instance, list(roots_of([instance])))


def connect() -> None:
    """Called once, when the app is ready."""
    connection_created.connect(install, dispatch_uid="relations.guard")
    post_init.connect(remember_parents, dispatch_uid="relations.parents")
    pre_save.connect(before_save, dispatch_uid="relations.before_save")
    post_save.connect(after_save, dispatch_uid="relations.after_save")
    pre_delete.connect(before_delete, dispatch_uid="relations.before_delete")
