"""A waiting room on an ordinary Monday."""

import pytest
from django.core.cache import cache
from tests.casework.province import MONDAY

from motcua.foundation.kernel import clock


@pytest.fixture(autouse=True)
def _on_monday(db):
    cache.clear()
    with clock.fixed_at(MONDAY):
        yield


@pytest.fixture
def room(province):
    """Sông Lam's waiting room."""
    from tests.reception import room as rooms

    return rooms.make(province)
