"""Validation in memory, and the database's refusals in the words of the constraint that was broken."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import BaseConstraint, ForeignKey, Model, ProtectedError, RestrictedError


@cache
def _references(model: type[Model]) -> frozenset[str]:
    """Foreign keys are the database's to check: asking for each row would cost a query for each row."""
    return frozenset(field.name for field in model._meta.concrete_fields if isinstance(field, ForeignKey))


def check(instance: Model) -> None:
    """The row's fields and its `clean()`, without a query. Raises ValidationError."""
    instance.clean_fields(exclude=set(_references(type(instance))))
    instance.clean()


def check_all(instances: Iterable[Model]) -> None:
    """Checks every row; the error of a row says which row it is."""
    for instance in instances:
        try:
            check(instance)
        except ValidationError as error:
            raise labelled(error, instance) from error


def labelled(error: ValidationError, instance: Model) -> ValidationError:
    """The error with the row it is about in front of each message."""
    label = f"{instance._meta.verbose_name} {getattr(instance, 'public_key', None) or instance.pk}"
    messages = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return ValidationError(
        [f"{label}, {field}: {text}" if field else f"{label}: {text}" for field in messages for text in messages[field]]
    )


@cache
def _constraints() -> dict[str, BaseConstraint]:
    """Every constraint of the registry by its name."""
    models = apps.get_app_config("relations").get_models()
    return {constraint.name: constraint for model in models for constraint in model._meta.constraints}


def refusal(error: IntegrityError) -> ValidationError:
    """The database's refusal as the sentence of the constraint; the database names it, or the columns of a unique one."""
    if isinstance(error, ProtectedError):
        return ValidationError(_in_use(error.protected_objects), code="in_use")
    if isinstance(error, RestrictedError):
        return ValidationError(_in_use(error.restricted_objects), code="in_use")
    text = str(error)
    for name, constraint in _constraints().items():
        if name in text:
            return ValidationError(constraint.get_violation_error_message(), code=name)
    return ValidationError(_unique(text) or _plain_refusal(text), code="conflict")


def _in_use(rows: Iterable[Model]) -> str:
    """How many rows of which kind stand in the way of a deletion."""
    kinds = Counter(row._meta for row in rows)
    used = [f"{count} {meta.verbose_name if count == 1 else meta.verbose_name_plural}" for meta, count in kinds.items()]
    return f"It is still used by {', '.join(used)}: change these first."


def _unique(text: str) -> str | None:
    """SQLite names the columns of a broken unique constraint, PostgreSQL its columns and values."""
    for model in apps.get_app_config("relations").get_models():
        for constraint in model._meta.constraints:
            if _breaks(text, model, getattr(constraint, "fields", ())):
                return str(constraint.get_violation_error_message())
        for field in model._meta.concrete_fields:
            if field.unique and _breaks(text, model, (field.name,)):
                return f"Another {model._meta.verbose_name} has this {field.verbose_name} already."
    return None


def _breaks(text: str, model: type[Model], fields: Sequence[str]) -> bool:
    table, columns = model._meta.db_table, [_column(model, name) for name in fields]
    sqlite = ", ".join(f"{table}.{column}" for column in columns)
    postgresql = f"Key ({', '.join(columns)})="
    return bool(columns) and (
        text.endswith(f"constraint failed: {sqlite}")
        or (postgresql in text and f'"{table}_' in text and "exists" in text)
    )


def _column(model: type[Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return str(field.column)


def _plain_refusal(text: str) -> str:
    lowered = text.lower()
    if "foreign key" in lowered:
        return "Something still refers to what was deleted, or a reference points at nothing."
    if "unique" in lowered:
        detail = text.rsplit("DETAIL:", 1)[-1].rsplit("constraint failed:", 1)[-1].strip()
        return f"Another row has this value already: {detail}"
    return f"The database refused the rows: {text.splitlines()[0]}"
