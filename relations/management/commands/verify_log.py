"""Checks the revision log against its chain of hashes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from relations.log import faults, head
from relations.models import Revision


class Command(BaseCommand):
    help = "Names every revision that is missing, changed or out of the chain; fails if there is one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", help="A hash printed by an earlier release: the log must still contain it.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(faults())
        for fault in found:
            self.stderr.write(fault)
        if options["head"] and not self._contains(options["head"]):
            found.append("head")
            self.stderr.write(f"No revision has the hash {options['head']}: the log is not the one that was released.")
        if found:
            raise CommandError(f"{len(found)} faults in the log.")
        newest = head()
        self.stdout.write(f"{newest['seq']} revisions, whole; head {newest['hash']}")

    @staticmethod
    def _contains(hash_: str) -> bool:
        return Revision.objects.filter(hash=hash_).exists()
