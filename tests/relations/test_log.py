"""The log: numbered in commit order, chained, never gapped, also with many writers at once."""

import threading
import time
import zlib
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from relations import models
from relations.aggregates import AGGREGATES
from relations.documents import canonical, read
from relations.guard import maintenance
from relations.log import NOTHING, faults, head
from relations.revisions import revise
from tests import make

WRITERS = 8


@pytest.mark.django_db
def test_the_chain_begins_with_nothing_and_each_entry_holds_the_one_before() -> None:
    assert head() == {"seq": 0, "hash": NOTHING}
    make.party("IND")
    make.party("RUS")
    first, second = models.Revision.objects.order_by("seq")
    assert (first.seq, first.previous_hash) == (1, NOTHING)
    assert (second.seq, second.previous_hash) == (2, first.hash)
    assert head() == {"seq": 2, "hash": second.hash}
    assert list(faults()) == []


def tamper(**change: object) -> None:
    with maintenance():
        models.Revision.objects.filter(seq=2).update(**change)


TAMPERINGS: dict[str, tuple[Callable[[], object], str]] = {
    "a flipped byte": (
        lambda: tamper(packed=zlib.compress(b'{"code":"XXX"}')),
        "Revision 2: the document is not the one",
    ),
    "an unreadable document": (lambda: tamper(packed=b"junk"), "Revision 2: the document is not the one"),
    "an emptied document": (lambda: tamper(packed=None), "Revision 2: the document is missing"),
    "another key": (lambda: tamper(key="XXX"), "Revision 2: the chain of hashes is broken"),
    "another hash": (lambda: tamper(hash="f" * 64), "Revision 2: the chain of hashes is broken"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_named(name: str) -> None:
    for code in ("IND", "RUS", "USA"):
        make.party(code)
    act, sentence = TAMPERINGS[name]
    act()
    assert sentence in " ".join(faults())
    with pytest.raises(CommandError):
        call_command("verify_log", stdout=StringIO(), stderr=StringIO())


@pytest.mark.django_db
def test_a_missing_entry_is_a_gap() -> None:
    for code in ("IND", "RUS", "USA"):
        make.party(code)
    with maintenance():
        models.Revision.objects.filter(seq=2).delete()
    assert "Revision 2 is missing: the log goes on at 3." in list(faults())


@pytest.mark.django_db
def test_the_command_prints_the_head_and_knows_an_earlier_one() -> None:
    make.party("IND")
    earlier = head()["hash"]
    make.party("RUS")
    out = StringIO()
    call_command("verify_log", "--head", earlier, stdout=out)
    assert f"2 revisions, whole; head {head()['hash']}" in out.getvalue()
    with pytest.raises(CommandError):
        call_command("verify_log", "--head", "f" * 64, stdout=StringIO(), stderr=StringIO())


def together(work: Callable[[int], None], workers: int) -> list[BaseException]:
    """Runs the work in threads with a connection each; returns what went wrong."""
    errors: list[BaseException] = []

    def run(number: int) -> None:
        try:
            work(number)
        except BaseException as error:  # noqa: BLE001 - The test shows every error, of whatever kind.
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


@pytest.mark.django_db(transaction=True)
def test_eight_writers_leave_a_whole_log_and_a_poller_misses_nothing() -> None:
    for number in range(WRITERS):
        make.source(f"source-{number}")
    start, seen, done = head()["seq"], [], threading.Event()

    def write(number: int) -> None:
        for turn in range(6):
            with revise(by=f"writer-{number}", reason=f"Turn {turn}"):
                source = models.Source.objects.get(key=f"source-{number}")
                source.title = f"Title {turn}"
                source.save()

    def poll() -> None:
        newest = start
        while True:
            finished = done.is_set()
            rows = list(models.Revision.objects.filter(seq__gt=newest).order_by("seq").values_list("seq", flat=True))
            seen.extend(rows)
            newest = rows[-1] if rows else newest
            if finished and not rows:
                break
            time.sleep(0.001)
        connection.close()

    poller = threading.Thread(target=poll)
    poller.start()
    errors = together(write, WRITERS)
    done.set()
    poller.join()
    assert errors == []
    assert seen == list(range(start + 1, start + 1 + WRITERS * 6))
    assert list(faults()) == []


@pytest.mark.django_db(transaction=True)
def test_writers_of_one_aggregate_leave_the_live_state_as_the_last_revision() -> None:
    agreement = make.agreement("relos-2025")

    def write(number: int) -> None:
        for turn in range(4):
            with revise(by=f"writer-{number}", reason="A provision more"):
                models.Provision.objects.create(agreement_id=agreement.pk, order=number * 10 + turn)

    assert together(write, 4) == []
    live = read(AGGREGATES["agreement"], [agreement.pk])[agreement.pk]
    newest = models.Revision.objects.filter(root_id=agreement.pk).latest("seq")
    assert newest.document_bytes == canonical(live)
    assert len(live["provisions"]) == 16
    numbers = models.Revision.objects.filter(root_id=agreement.pk).order_by("seq").values_list("revision", flat=True)
    assert list(numbers) == list(range(1, 18))


@pytest.mark.django_db(transaction=True)
def test_two_doors_that_touch_the_same_roots_in_other_order_both_pass() -> None:
    refs = [make.agreement(f"agreement-{number}").ref for number in ("one", "two")]

    def write(number: int) -> None:
        for turn in range(4):
            with revise(by=f"writer-{number}", reason="Both"):
                for ref in refs if number else reversed(refs):
                    agreement = models.Agreement.objects.get(ref=ref)
                    models.Provision.objects.create(agreement=agreement, order=turn)

    assert together(write, 2) == []
    assert models.Provision.objects.count() == 16
    assert list(faults()) == []
