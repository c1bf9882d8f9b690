"""Everybody of the story at a browser of their own, on an ordinary Monday that goes on."""

from contextlib import ExitStack
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from tests.casework.province import MONDAY

from motcua.foundation.kernel import clock

# Django is not set up yet when this file is read: the fixtures import what they need.


@pytest.fixture
def at():
    """Return the function that lets it become a later time of the day, as in ``at("10:20")``."""
    cache.clear()
    with ExitStack() as day:

        def become(time):
            hour, minute = map(int, time.split(":"))
            day.enter_context(clock.fixed_at(MONDAY.replace(hour=hour, minute=minute)))

        become("08:00")
        yield become


@pytest.fixture
def identity_provider(settings):
    """The running identity provider that vouches for whoever sits before it."""
    from tests.identity.conftest import use_provider
    from tests.identity.provider import FakeProvider, serve

    provider = FakeProvider()
    close = serve(provider)
    use_provider(settings, provider.issuer)
    yield provider
    close()


@pytest.fixture
def cast(province, at, identity_provider):
    """The people of the story: the mother and who handles her dossier; and whom it does not concern."""
    from tests.journeys.people import HANH, Citizen, Officer, Visitor

    return SimpleNamespace(
        anybody=Visitor(),
        hanh=Citizen(provider=identity_provider, claims=HANH),
        lam=Citizen(
            provider=identity_provider,
            claims=HANH
            | {"personal_identification_number": "099061000103", "name": "Trần Văn Lâm"}
            | {"sub": "lam", "birthdate": "1961-03-20", "gender": "male"},
        ),
        desk=Officer(login="motcua.songlam"),
        registrar=Officer(login="hotich.songlam"),
        chair=Officer(login="chutich.songlam"),
        strange_desk=Officer(login="motcua.benthanhco"),
        strange_registrar=Officer(login="hotich.benthanhco"),
        strange_chair=Officer(login="chutich.benthanhco"),
    )
