"""`bootstrap` makes an empty database a registry one can look at; on a registry in use it changes nothing."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from relations.models import Revision

CURATOR = "curator"


def fixtures() -> list[str]:
    """The labels of all fixtures, as `loaddata` takes them."""
    return sorted(
        path.relative_to(folder).with_suffix("").as_posix()
        for folder in settings.FIXTURE_DIRS
        for path in folder.rglob("*.json")
    )


class Command(BaseCommand):
    help = "Loads the fixtures into an empty registry and makes the first curator, whose password is shown once."

    def handle(self, *args: Any, **options: Any) -> None:
        self._load_fixtures()
        self._make_curator()

    def _load_fixtures(self) -> None:
        """Only where nothing was ever recorded: curators' work is not overwritten, what they deleted stays deleted."""
        labels = fixtures()
        if labels and not Revision.objects.exists():
            self.stdout.write("Loading the fixtures …")
            call_command("loaddata", *labels, stdout=self.stdout)

    def _make_curator(self) -> None:
        users = get_user_model()._default_manager
        if not users.exists():
            password = secrets.token_urlsafe(12)
            users.create_superuser(CURATOR, password=password)
            self.stdout.write(f"Curator account: {CURATOR}, password: {password} (shown only this once)")
