"""A province in which something stands behind every address, and everybody who may knock at it."""

import shutil

import pytest
from django.core.cache import cache
from django.test import Client

from motcua.foundation.kernel import clock
from tests.access.asking import Round
from tests.access.rows import ANONYMOUS
from tests.casework.province import MONDAY


@pytest.fixture(autouse=True)
def _on_monday():
    with clock.fixed_at(MONDAY):
        yield


@pytest.fixture(autouse=True)
def _nobody_asked_before(db):
    """Forget how often was asked and tried: the counters of an earlier test are not this one's."""
    cache.clear()


@pytest.fixture(autouse=True)
def _only_pages(monkeypatch):
    """Let browsers keep no copies of what templates were given: here only the pages are looked at."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_, **__: None)


@pytest.fixture
def lives(province):
    """Return what goes on in the province, made once for all tests."""
    from tests.access import world

    return world.made


@pytest.fixture
def actors(province):
    """Everybody of the table who signs in, by name."""
    from tests.access.world import find_actors

    return find_actors(province)


@pytest.fixture
def visitors(lives):
    """The browsers of everybody of the table."""
    return {name: lives.browser_of(name) for name in lives.sessions} | {ANONYMOUS: Client()}


@pytest.fixture
def things(lives, tmp_path):
    """Something of Hạnh's behind every address: a draft, and dossiers that stand differently.

    Their files are copied for each test: a rollback does not bring a file back.
    """
    shutil.copytree(lives.files, tmp_path / "files")
    return lives.things


@pytest.fixture
def others(lives):
    """The same things of another citizen."""
    return lives.others


@pytest.fixture
def _provider_away(settings):
    """Let the citizens' provider of identities not answer: what it says is not ours to test."""
    (provider,) = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    away = provider | {"settings": provider["settings"] | {"server_url": "http://127.0.0.1:9"}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [away]}}


@pytest.fixture(scope="session")
def rounds():
    """The rounds gone so far, by address: every test that asks for one reads the same answers."""
    return {}


@pytest.fixture
def go_round(request, rounds, lives):
    """Return the function that lets every visitor try every method at an address, once a run."""

    def go(route):
        if route not in rounds:
            request.getfixturevalue("_provider_away")
            things, visitors = map(request.getfixturevalue, ("things", "visitors"))
            rounds[route] = Round.go(route, things, visitors)
        return rounds[route]

    return go
