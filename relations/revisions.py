"""The one door for writes.

    with revise(by=user, reason="Exchange of instruments, ministry press release"):
        agreement.events.create(kind="instrument_exchange", …)

On leaving it, in the same transaction: the touched roots are locked, spans are derived, one revision per changed
aggregate is appended with its document, and the log's lock is taken last.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from relations import restoring
from relations.aggregates import AGGREGATES
from relations.checking import check_all, refusal
from relations.closing import close
from relations.guard import OutsideTheDoor, open_door, opened
from relations.log import Entry, Stamp, append
from relations.members import Row
from relations.models import Citation, Handle, Revision
from relations.models.keys import uuid7
from relations.roots import PARENTS, Root, roots_of


class Door:
    """What happens between `revise()` and its end: which rows were written, which aggregates they belong to."""

    def __init__(self, stamp: Stamp) -> None:
        self.stamp = stamp
        self.closing = False
        self.written: Counter[str] = Counter()
        self.announced: Counter[str] = Counter()
        self.silent: set[str] = set()
        self.touched: dict[Root, None] = {}
        self.pending: list[Model] = []
        self.deleted: list[UUID] = []
        self.once_logged: list[Callable[[], None]] = []
        self._named: set[str] = set()
        self._unchecked: dict[type[Model], set[UUID]] = defaultdict(set)

    def announce(self, instance: Model, roots: Iterable[Root]) -> None:
        """A row was saved; a signal said so."""
        self.announced[instance._meta.db_table] += 1
        self.touched |= dict.fromkeys(roots)

    def forget(self, instance: Model, roots: Iterable[Root]) -> None:
        """A row is about to be deleted."""
        self.announce(instance, roots)
        self.deleted.append(instance.pk)

    def remember(self, instance: Model) -> None:
        """A row was loaded before its parents: its aggregate is looked up at the exit."""
        self.announced[instance._meta.db_table] += 1
        self.pending.append(instance)

    def touch(self, model: type[Model], roots: Iterable[Root]) -> None:
        """A bulk operation wrote rows of this model in these aggregates; they are checked at the exit."""
        found = list(roots)
        self._named.add(model._meta.db_table)
        self.touched |= dict.fromkeys(found)
        self._unchecked[model] |= {root.id for root in found}

    def create(self, rows: Iterable[Model]) -> None:
        """Any number of new rows at once: fields and `clean()` are checked in memory, no query per row."""
        by_model: dict[type[Model], list[Model]] = defaultdict(list)
        for row in rows:
            by_model[type(row)].append(row)
        for model, created in by_model.items():
            check_all(created)
            model._default_manager.bulk_create(created, batch_size=500)
            self._named.add(model._meta.db_table)
            self.pending += created

    def put(self, kind: str, documents: Iterable[Row]) -> list[UUID]:
        """Brings aggregates to these documents, new ones and old ones; returns their ids."""
        complete = [restoring.completed(AGGREGATES[kind], document) for document in documents]
        models = restoring.write(kind, complete)
        self._named |= {model._meta.db_table for model in models}
        roots = [Root(kind, UUID(document["id"])) for document in complete]
        self.touched |= dict.fromkeys(roots)
        return [root.id for root in roots]

    def settle(self) -> None:
        """Finds the roots of bulk rows, checks what bulk operations wrote, and that every written row was announced."""
        self._drop_citations()
        self.touched |= dict.fromkeys(roots_of(self.pending))
        for model, ids in self._unchecked.items():
            rows: Any = model._default_manager.filter(**{f"{PARENTS.path_of(model)}__in": ids}).iterator(
                chunk_size=1000
            )
            with closing(rows):
                check_all(rows)
        self._balance()

    def finish(self) -> list[Entry]:
        """Checks, locks and derives what was touched; returns what the log would say of it. Nothing is written after."""
        self.settle()
        self.closing = True
        entries = close(self.touched, self.stamp)
        _check_references()
        return entries

    def _drop_citations(self) -> None:
        """What is deleted takes its citations along: they point at it by id, not by foreign key."""
        for citation in Citation.objects.filter(target_id__in=self.deleted) if self.deleted else ():
            citation.delete()

    def _balance(self) -> None:
        for table in (self.written.keys() | self.announced.keys() | self.silent) - self._named:
            wrote, said = self.written[table], self.announced[table]
            if wrote != said or (table in self.silent and not said):
                raise OutsideTheDoor(f"{table}: {wrote} rows written, {said} announced; name them with touch().")


@contextmanager
def revise(
    *,
    by: AbstractBaseUser | str,
    reason: str,
    at: datetime | None = None,
    request_id: str | None = None,
    reviewed: bool = False,
) -> Iterator[Door]:
    """Opens the door for changes of the registry; an inner one joins the outer, whose reason stands.

    `by` is a user, shown by his public handle, or the name of a program. `reviewed`: somebody else wrote the change; with
    REQUIRE_SECOND_PERSON a user's change that nobody reviewed is refused. Raises ValidationError for that, for an empty
    reason, and with the sentence of the constraint that the database refused.
    """
    outer = open_door()
    if outer is not None:
        yield outer
        return
    if settings.REQUIRE_SECOND_PERSON and not (reviewed or isinstance(by, str)):
        raise ValidationError("A change needs a second person here: propose it.", code="second_person_required")
    door = Door(stamp(by, reason, at, request_id))
    try:
        with transaction.atomic(durable=True), opened(door):
            yield door
            append(door.finish(), door.stamp)
            for act in door.once_logged:
                act()
    except IntegrityError as error:
        raise refusal(error) from error


def _check_references() -> None:
    """Deferred foreign keys speak only at the commit: let them speak here, where the sentence can be given."""
    connection = transaction.get_connection()
    if connection.vendor == "postgresql":
        connection.check_constraints()


def stamp(by: AbstractBaseUser | str, reason: str, at: datetime | None, request_id: str | None) -> Stamp:
    """Who, why, when; an empty reason is refused."""
    if not reason or not reason.strip():
        raise ValidationError("Say why: a change needs its reason.", code="reason_required")
    moment = at or datetime.now(UTC)
    if isinstance(by, str):
        return Stamp(by, None, reason.strip(), moment, request_id)
    return Stamp(handle_of(by), by.pk, reason.strip(), moment, request_id)


def handle_of(user: AbstractBaseUser) -> str:
    """The public name of a user; made up once if he has none, and never his user name."""
    found, _ = Handle.objects.get_or_create(user_id=user.pk, defaults={"name": f"curator-{uuid7().hex[-8:]}"})
    return str(found.name)


AnyDoor = TypeVar("AnyDoor", bound=Door)


class _Rehearsed(Exception):
    """Ends a rehearsal: everything is rolled back."""


@contextmanager
def rehearse(*, by: AbstractBaseUser | str) -> Iterator[Door]:
    """The same door, but nothing stays: for previews and dry runs. Statuses are derived before the rollback.

    Read what you need inside: `with rehearse(by=user) as door: …; entries = door.finish()`.
    """
    with rehearsed(Door(stamp(by, "rehearsal", None, None))) as door:
        yield door


@contextmanager
def rehearsed(door: AnyDoor) -> Iterator[AnyDoor]:
    """A rehearsal through a door of one's own making."""
    if open_door() is not None:
        raise OutsideTheDoor("A rehearsal cannot stand inside a revision.")
    try:
        with transaction.atomic(durable=True), opened(door):
            yield door
            raise _Rehearsed
    except _Rehearsed:
        pass
    except IntegrityError as error:
        raise refusal(error) from error


def undo(revision: Revision, *, by: AbstractBaseUser | str, reason: str) -> None:
    """Brings the aggregate back to what it was before the revision, as a new revision.

    Raises ValidationError if something else has been built on what would go.
    """
    earlier = Revision.objects.filter(root_id=revision.root_id, seq__lt=revision.seq).order_by("-seq").first()
    restore(revision.kind, revision.root_id, earlier.document if earlier else None, by=by, reason=reason)


def restore(kind: str, root_id: UUID, document: Row | None, *, by: AbstractBaseUser | str, reason: str) -> None:
    """Brings one aggregate to any earlier document; null deletes it."""
    with revise(by=by, reason=reason) as door:
        if document is not None:
            door.put(kind, [document])
            return
        AGGREGATES[kind].model._default_manager.get(pk=root_id).delete()
