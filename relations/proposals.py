"""Proposals: what waits for a second pair of eyes, from the first draft to its publication.

    with propose(by=user, reason="Exchange of instruments, ministry press release") as door:
        agreement.events.create(kind="instrument_exchange", …)
    for proposal in door.proposals:
        submit(proposal, by=user)

Every function takes a proposal as its caller has seen it, locks its row, refuses if it has changed since, and returns it
as it is then. They raise ValidationError with a sentence, and `publish` and `rebase` also merging.Conflict.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from relations.aggregates import AGGREGATES
from relations.checking import check
from relations.documents import canonical, read
from relations.log import Entry, Stamp, pack
from relations.members import Row
from relations.merging import NO_CHOICES, Choices, Difference, NeedlessChoice, differences, merge
from relations.models import Proposal, ProposalComment, ProposalEditor, Revision
from relations.revisions import Door, rehearse, rehearsed, revise, stamp

OPEN = ("draft", "in_review", "changes_requested")
UNSENT = ("draft", "changes_requested")
AnyRow = TypeVar("AnyRow", Proposal, ProposalComment)


class ProposalDoor(Door):
    """A door through which nothing is published: at its end every changed aggregate is a proposal."""

    def __init__(self, stamp: Stamp) -> None:
        super().__init__(stamp)
        self.proposals: list[Proposal] = []


@contextmanager
def propose(*, by: AbstractBaseUser, reason: str) -> Iterator[ProposalDoor]:
    """The same door as `revise()`: the code inside runs and is rolled back, its documents are kept as drafts.

    They are in `door.proposals` when the block has ended, one for each aggregate that would have got a revision.
    """
    with rehearsed(ProposalDoor(stamp(by, reason, None, None))) as door:
        yield door
        entries = door.finish()
    with transaction.atomic():
        door.proposals += [_store(_draft(entry, by, door.stamp.reason)) for entry in entries]


def edit(proposal: Proposal, document: Row | None, *, by: AbstractBaseUser) -> Proposal:
    """The proposal with another document, complete or not; null proposes the deletion. `by` becomes an editor of it.

    Raises ValidationError if the document could not be published.
    """
    return _rewrite(proposal, document, by, proposal.base)


def rebase(proposal: Proposal, *, by: AbstractBaseUser, choices: Choices = NO_CHOICES) -> Proposal:
    """The proposal written upon what is published now, with the changes of both sides.

    Whoever settles a conflict by values of his own does it so, and is an editor like any other.
    """
    newest = _revisions(proposal).last()
    live = newest.document if newest else None
    merged = _merge(_base(proposal), live, proposal.document, choices)
    return _rewrite(proposal, merged, by, newest.revision if newest else 0)


def conflicts(proposal: Proposal) -> list[Difference]:
    """What a publisher would have to choose, for a page that shows both sides."""
    return differences(_base(proposal), _live(proposal), proposal.document)


@transaction.atomic
def submit(proposal: Proposal, *, by: AbstractBaseUser) -> Proposal:
    """To the reviewers; by its author or an editor."""
    row = _locked(proposal, UNSENT, "submitted")
    if by.pk not in _writers(row):
        raise ValidationError("Only its author and its editors submit a proposal.", code="not_yours")
    return _moved(row, "in_review")


@transaction.atomic
def request_changes(proposal: Proposal, *, by: AbstractBaseUser, text: str) -> Proposal:
    """Back to its author, with a comment that says what to change."""
    row = _locked(proposal, ("in_review",), "sent back")
    comment(row, by=by, text=text)
    return _moved(row, "changes_requested")


@transaction.atomic
def reject(proposal: Proposal, *, by: AbstractBaseUser, text: str) -> Proposal:
    """Refused for good, with a comment that says why."""
    row = _locked(proposal, ("in_review", "changes_requested"), "rejected")
    comment(row, by=by, text=text)
    return _moved(row, "rejected")


@transaction.atomic
def withdraw(proposal: Proposal, *, by: AbstractBaseUser) -> Proposal:
    """Given up by its author."""
    row = _locked(proposal, OPEN, "withdrawn")
    if by.pk != row.author_id:
        raise ValidationError("Only its author withdraws a proposal; anybody else rejects it.", code="not_yours")
    return _moved(row, "withdrawn")


def comment(proposal: Proposal, *, by: AbstractBaseUser, text: str) -> ProposalComment:
    """Says something about a proposal, in whatever state it is."""
    return _store(ProposalComment(proposal_id=proposal.pk, author_id=by.pk, text=text.strip()))


def publish(
    proposal: Proposal,
    *,
    by: AbstractBaseUser,
    reason: str | None = None,
    choices: Choices = NO_CHOICES,
    request_id: str | None = None,
) -> Proposal:
    """Brings the record to the proposed document, merged with what was published since; the log gets one revision.

    `choices` has a value for each path that both sides changed; without it, raises Conflict. With REQUIRE_SECOND_PERSON
    nobody publishes what he wrote or edited, and a choice is one of the two values. `reason` is the proposal's by default.
    """
    with revise(by=by, reason=reason or proposal.reason, request_id=request_id, reviewed=True) as door:
        row = _locked(proposal, ("in_review",), "published", publisher=by)
        _lock_record(row)
        live = _live(row)
        _refuse_own_values(row, live, choices)
        _bring(door, row.kind, row.root_id, _merge(_base(row), live, row.document, choices))
        row = _moved(row, "published")
        door.once_logged.append(partial(_name_revision, row))
    return row


def _draft(entry: Entry, by: AbstractBaseUser, reason: str) -> Proposal:
    return Proposal(
        kind=entry.kind,
        root_id=entry.root_id,
        key=entry.key,
        base=entry.revision - 1,
        packed=entry.packed,
        author_id=by.pk,
        reason=reason,
    )


def _rewrite(proposal: Proposal, document: Row | None, by: AbstractBaseUser, base: int) -> Proposal:
    proposed = _rehearsed_document(proposal, document, by)
    with transaction.atomic():
        row = _locked(proposal, OPEN, "edited")
        row.base, row.packed = base, None if proposed is None else pack(canonical(proposed))
        row.key = row.key if proposed is None else proposed[AGGREGATES[row.kind].key]
        ProposalEditor.objects.get_or_create(proposal=row, user_id=by.pk)
        return _store(row)


def _rehearsed_document(proposal: Proposal, document: Row | None, by: AbstractBaseUser) -> Row | None:
    """The document as the tables would hold it: complete, in its order, every reference and constraint checked."""
    if document is not None:
        document = {"id": str(proposal.root_id), **document}
        if document["id"] != str(proposal.root_id):
            text = f"The document is of {document['id']}, the proposal of {proposal.root_id}."
            raise ValidationError(text, code="other_record")
    with rehearse(by=by) as door:
        _bring(door, proposal.kind, proposal.root_id, document)
        door.finish()
        return _live(proposal)


def _bring(door: Door, kind: str, root_id: UUID, document: Row | None) -> None:
    """The record as the document has it; gone if there is none."""
    if document is not None:
        door.put(kind, [document])
        return
    for row in AGGREGATES[kind].model._default_manager.filter(pk=root_id):
        row.delete()


def _locked(
    proposal: Proposal, states: Collection[str], done: str, publisher: AbstractBaseUser | None = None
) -> Proposal:
    """The row as it is now, locked until the transaction ends; refuses what its state and its writers forbid."""
    row: Proposal = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    if row.state not in states:
        wanted = " or ".join(state.replace("_", " ") for state in states)
        text = f"The proposal is {row.state.replace('_', ' ')}; only one that is {wanted} can be {done}."
        raise ValidationError(text, code="wrong_state")
    if publisher is not None and settings.REQUIRE_SECOND_PERSON and publisher.pk in _writers(row):
        text = "You wrote or edited this proposal: it needs another publisher."
        raise ValidationError(text, code="second_person_required")
    if row.changed_at != proposal.changed_at:
        raise ValidationError("Somebody changed the proposal since you read it: read it again.", code="stale")
    return row


def _lock_record(row: Proposal) -> None:
    """What is published of it stays as it is until it is merged."""
    model: Any = AGGREGATES[row.kind].model
    model._default_manager.select_for_update(no_key=True).filter(pk=row.root_id).first()


def _writers(row: Proposal) -> set[Any]:
    return {row.author_id, *row.editors.values_list("user_id", flat=True)}


def _live(proposal: Proposal) -> Row | None:
    return read(AGGREGATES[proposal.kind], [proposal.root_id]).get(proposal.root_id)


def _revisions(proposal: Proposal) -> Any:
    return Revision.objects.filter(root_id=proposal.root_id).order_by("revision")


def _base(proposal: Proposal) -> Row | None:
    """The document that the proposal was written upon."""
    found = _revisions(proposal).filter(revision=proposal.base).first()
    return found.document if found else None


def _merge(base: Row | None, theirs: Row | None, ours: Row | None, choices: Choices) -> Row | None:
    try:
        return merge(base, theirs, ours, choices)
    except NeedlessChoice as error:
        raise ValidationError(str(error), code="needless_choice") from error


def _refuse_own_values(row: Proposal, live: Row | None, choices: Choices) -> None:
    """A value that a publisher makes up has been seen by nobody else."""
    if not settings.REQUIRE_SECOND_PERSON or not choices:
        return
    for found in differences(_base(row), live, row.document):
        if found.path in choices and choices[found.path] not in (found.theirs, found.ours):
            text = f"Choose one of the two values at “{found.path}”; for another one, edit the proposal."
            raise ValidationError(text, code="second_person_required")


def _moved(row: Proposal, state: str) -> Proposal:
    row.state = state
    return _store(row)


def _name_revision(row: Proposal) -> None:
    """The revision that was just written; or, if it was published already in other words, the newest."""
    row.published_as = _revisions(row).last()
    _store(row)


def _store(row: AnyRow) -> AnyRow:
    """Saves a row of these tables, checked; the guard leaves them alone."""
    check(row)
    row.validate_constraints()
    row.save()
    return row
