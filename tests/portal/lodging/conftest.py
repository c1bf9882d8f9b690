"""Citizens of the imaginary province in their browsers, on an ordinary Monday."""

import pytest
from django.test import Client
from tests.casework.province import MONDAY, province  # noqa: F401 - this folder's cast, not the catalogue's

from motcua.foundation.kernel import clock

BACKEND = "motcua.foundation.identity.backends.SessionBackend"


@pytest.fixture(autouse=True)
def _on_a_working_day():
    with clock.fixed_at(MONDAY):
        yield


def browser_of(person_id):
    """Return a browser in which this person has signed in."""
    from motcua.foundation.identity.models import Account

    browser = Client()
    browser.force_login(Account.objects.get(person_id=person_id), backend=BACKEND)
    return browser


@pytest.fixture
def hanh(province):  # noqa: F811
    """The mother's browser."""
    return browser_of(province.hanh.person_id)


@pytest.fixture
def duc(province):  # noqa: F811
    """Another citizen's browser."""
    return browser_of(province.duc.person_id)


@pytest.fixture
def desk_browser(province):  # noqa: F811
    """The browser of an officer, whose actor is no citizen."""
    from motcua.foundation.identity import queries as identity

    account = identity.find_officer_account("motcua.songlam")
    browser = Client()
    browser.force_login(account, backend=BACKEND)
    return browser
