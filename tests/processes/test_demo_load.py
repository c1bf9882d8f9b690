"""The demo is loaded as `make run` loads it: its past by one process, its dossiers by two more."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from tests.processes.harness import Product

from motcua.surfaces.cli.local import plan
from motcua.surfaces.cli.local.plan import Service

COUNT = 4
FROM_ELSEWHERE = 2
"""Dossiers that the national portal passes on."""
ASKED_ABOUT = 1
"""Dossiers about which other agencies are asked."""
SETTLED_TOGETHER = 1
"""Dossiers that several agencies settle together."""
OWED_FOR = 1
"""Dossiers that wait for what their applicants owe the State."""
WITHIN = 240
"""Seconds; processes that wait for one another wait for ever."""


@pytest.fixture
def empty(database_maker, tmp_path):
    """An installation with its tables and nothing in them."""
    return Product(database=database_maker("loading"), folder=tmp_path, settings=settings.DATABASES)


def test_the_demo_is_loaded_in_parallel_with_its_past(empty):
    load = Service(name="load", command=(sys.executable, "-m", "motcua.surfaces.cli.main"))
    environment = plan.environment(load) | {
        "MOTCUA_DATABASE_NAME": empty.database,
        "MOTCUA_FILES_DIR": str(empty.folder / "files"),
    }

    with subprocess.Popen(
        [*load.command, "demo", "load", f"--dossiers={COUNT}"], env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    ) as loading:  # fmt: skip
        try:
            said, complained = loading.communicate(timeout=WITHIN)
        except subprocess.TimeoutExpired:
            os.killpg(loading.pid, signal.SIGKILL)
            raise

    assert loading.returncode == 0, complained[-4000:]
    assert f"{COUNT} dossiers" in said
    reform = "lodged_at < '2025-07-01'"
    told = empty.rows(f"SELECT {reform}, count(*) FROM dossiers_dossier GROUP BY 1 ORDER BY 1")
    assert told == [
        (False, COUNT + FROM_ELSEWHERE + ASKED_ABOUT + SETTLED_TOGETHER + OWED_FOR),
        (True, 4),
    ]
