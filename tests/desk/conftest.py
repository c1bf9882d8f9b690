"""Officers at their desks: each with a browser of their own, signed in, on an ordinary Monday."""

import pytest
from django.core.cache import cache
from django.test import Client
from tests.casework.province import MONDAY

from motcua.foundation.kernel import clock


@pytest.fixture(autouse=True)
def _on_monday():
    cache.clear()
    with clock.fixed_at(MONDAY):
        yield


@pytest.fixture
def sign_in(province):
    """Return a function that gives the browser of an officer or a citizen, by person."""
    from motcua.foundation.identity.models import Account

    def enter(actor):
        client = Client()
        client.force_login(Account.objects.get(person_id=actor.person_id))
        return client

    return enter


@pytest.fixture
def desk(province, sign_in):
    """The browser of Sông Lam's desk."""
    return sign_in(province.desk)


@pytest.fixture
def registrar(province, sign_in):
    """The browser of Sông Lam's civil-status officer."""
    return sign_in(province.registrar)


@pytest.fixture
def chair(province, sign_in):
    """The browser of Sông Lam's chair."""
    return sign_in(province.chair)
