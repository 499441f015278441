"""`loaddata` through the door: fixtures are published like any other change, and what is derived is computed."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.loaddata import Command as LoadData

from relations.models import Revision
from relations.revisions import revise


class Command(LoadData):
    help = "Loads fixtures into an empty registry; it never overwrites what curators have published."

    def handle(self, *fixture_labels: Any, **options: Any) -> None:
        if Revision.objects.exists():
            raise CommandError("The registry is not empty: fixtures would overwrite it. Use an import instead.")
        with revise(by="fixtures", reason="The curated data shipped with this version."):
            super().handle(*fixture_labels, **options)
