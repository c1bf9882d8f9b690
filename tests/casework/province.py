"""The demo province at work, and shorthands for what its people do in a test."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from motcua.foundation.kernel.clock import VIETNAM

# Monday 16 March 2026, 09:00: an ordinary working morning.
MONDAY = datetime(2026, 3, 16, 9, tzinfo=VIETNAM)


@pytest.fixture
def province(db, settings, tmp_path):
    """Load the imaginary province; keys and files live for one test."""
    from motcua.surfaces.cli.demo import world

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.FILES_DIR = tmp_path / "files"
    loaded = world.load(at=MONDAY - timedelta(days=1))
    return SimpleNamespace(
        hanh=loaded.citizens["099192000101"],
        duc=loaded.citizens["099090000102"],
        desk=loaded.officers["motcua.songlam"],
        registrar=loaded.officers["hotich.songlam"],
        chair=loaded.officers["chutich.songlam"],
        stranger=loaded.officers["motcua.benthanhco"],
        strange_chair=loaded.officers["chutich.benthanhco"],
        controller=loaded.officers["kiemsoat.lamgiang"],
        agency_id=loaded.officers["motcua.songlam"].agency_id,
        other_agency_id=loaded.officers["motcua.benthanhco"].agency_id,
    )
