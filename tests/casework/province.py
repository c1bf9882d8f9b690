"""The demo province at work, and shorthands for what its people do in a test."""

from datetime import datetime, timedelta
from functools import cache
from types import SimpleNamespace

import pytest

from motcua.foundation.kernel.clock import VIETNAM

# Monday 16 March 2026, 09:00: an ordinary working morning.
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MONDAY = datetime(2026, 3, 16, 9, tzinfo=VIETNAM)


def load_province() -> None:
    """Load the imaginary province into the database in use, for good: no past, no dossier.

    What loading announces is delivered here, once, and not again in every test that lets the worker work.
    """
    from django.test import override_settings

    from motcua.foundation.kernel import outbox
    from motcua.surfaces.cli.demo import world

    with override_settings(PASSWORD_HASHERS=QUICK):
        world.load(at=MONDAY - timedelta(days=1), with_past=False)
    while outbox.drain():
        pass


@cache
def find_cast():
    """Return who acts in the province; every copy of it has the same keys."""
    from motcua.surfaces.cli.demo import world

    return world.find_cast(at=MONDAY)


def find_people():
    """Return the people of the province that tests speak of, by short names."""
    cast = find_cast()
    return SimpleNamespace(
        hanh=cast.citizens["099192000101"],
        duc=cast.citizens["099090000102"],
        desk=cast.officers["motcua.songlam"],
        registrar=cast.officers["hotich.songlam"],
        chair=cast.officers["chutich.songlam"],
        stranger=cast.officers["motcua.benthanhco"],
        strange_registrar=cast.officers["hotich.benthanhco"],
        strange_chair=cast.officers["chutich.benthanhco"],
        controller=cast.officers["kiemsoat.lamgiang"],
        operator=cast.officers["vanhanh.lamgiang"],
        agency_id=cast.officers["motcua.songlam"].agency_id,
        other_agency_id=cast.officers["motcua.benthanhco"].agency_id,
    )


@pytest.fixture
def province(db, settings, tmp_path):
    """Return the cast of the imaginary province; the files it makes live for one test."""
    settings.PASSWORD_HASHERS = QUICK
    settings.FILES_DIR = tmp_path / "files"
    return find_people()
