"""Who visits the desk."""

import pytest

from tests.relations.admin.visitor import Visitor


@pytest.fixture
def desk(db: None) -> Visitor:
    return Visitor()
