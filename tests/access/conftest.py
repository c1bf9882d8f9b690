"""A province in which something stands behind every address, and everybody who may knock at it."""

import pytest
from django.core.cache import cache
from django.test import Client

from motcua.foundation.kernel import clock
from tests.casework.province import MONDAY

# Written, and not yet judged case by case: docs/under-way.md says what is left.
collect_ignore_glob = ["test_*.py"]


@pytest.fixture(autouse=True)
def _on_monday():
    cache.clear()
    with clock.fixed_at(MONDAY):
        yield


@pytest.fixture
def actors(province):
    """Everybody of the table who signs in, by name."""
    return {
        "applicant": province.hanh,
        "other_citizen": province.duc,
        "desk": province.desk,
        "registrar": province.registrar,
        "chair": province.chair,
        "strange_desk": province.stranger,
        "strange_registrar": province.strange_registrar,
        "strange_chair": province.strange_chair,
        "controller": province.controller,
        "operator": province.operator,
    }


@pytest.fixture
def visitors(actors):
    """The browsers of everybody of the table."""
    from tests.access.world import browser_of

    return {"anonymous": Client()} | {name: browser_of(actor) for name, actor in actors.items()}


@pytest.fixture
def things(province):
    """Something of Hạnh's behind every address: a draft, and dossiers that stand differently."""
    from tests.access.world import Things, make_things

    return Things(make_things(province, province.hanh, child="Phạm Nguyễn Bảo"))
