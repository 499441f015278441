"""`manage.py bootstrap`: an empty database becomes a registry one can look at; one in use is left alone."""

import json
import re
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import call_command

from relations.models import Party, Revision
from relations.revisions import revise

pytestmark = pytest.mark.django_db


@pytest.fixture
def fixture_folder(tmp_path: Path, settings) -> Path:
    """A folder of fixtures with one party, in a folder of its own."""
    party = {"model": "relations.party", "pk": str(UUID(int=1)), "fields": {"code": "IND", "kind": "state"}}
    (tmp_path / "parties").mkdir()
    (tmp_path / "parties" / "states.json").write_text(json.dumps([party]))
    settings.FIXTURE_DIRS = [tmp_path]
    return tmp_path


def bootstrap() -> str:
    out = StringIO()
    call_command("bootstrap", stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("fixture_folder")
def test_an_empty_registry_gets_the_fixtures_and_a_curator_who_can_log_in() -> None:
    shown = re.search(r"Curator account: curator, password: (\S+) \(shown only this once\)", bootstrap())
    assert shown is not None
    curator = authenticate(username="curator", password=shown[1])
    assert curator is not None and curator.is_staff
    assert Party.objects.get().code == "IND"
    assert Revision.objects.get().key == "IND"


@pytest.mark.usefixtures("fixture_folder")
def test_a_second_time_changes_nothing_and_shows_no_password() -> None:
    bootstrap()
    password = get_user_model().objects.get().password
    assert bootstrap() == ""
    assert get_user_model().objects.get().password == password
    assert Revision.objects.count() == 1


@pytest.mark.usefixtures("fixture_folder")
def test_what_a_curator_deleted_does_not_come_back() -> None:
    bootstrap()
    with revise(by="tests", reason="It was never a state."):
        Party.objects.get().delete()
    bootstrap()
    assert not Party.objects.exists()


@pytest.mark.usefixtures("fixture_folder")
def test_no_curator_is_added_beside_the_users_of_a_registry() -> None:
    get_user_model().objects.create_user("somebody")
    assert "password" not in bootstrap()
    assert [user.get_username() for user in get_user_model().objects.all()] == ["somebody"]
