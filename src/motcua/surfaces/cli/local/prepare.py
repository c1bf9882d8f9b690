"""Bring database, static files and demo province up to date before a local run."""

import argparse
import hashlib
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connections

from motcua.foundation.kernel import grants

STAMP = ".stamp"
LOADING = "demo.loading"


def main(arguments: Sequence[str] = ()) -> None:
    """Do what has changed since the last run, and nothing else."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dossiers", help="how many the demo is to have")
    dossiers = parser.parse_args(arguments).dossiers
    django.setup()
    # Tables can be imported once Django is set up, and not before.
    from motcua.domain.procedures import queries as procedures
    from motcua.foundation.kernel import reach

    reach.open_process()
    loading = Path(settings.STATE_DIR) / LOADING
    if loading.exists():
        # The run that was loading the demo was killed: half a province is of no use.
        _empty_the_database()
    # A process of its own: compressing and migrating each take a processor.
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as aside:
        collected = aside.submit(collect_static)
        call_command("migrate", verbosity=0, interactive=False)
        collected.result()
    if not procedures.names_by_id():
        loading.touch()
        call_command("demo", "load", *([f"--dossiers={dossiers}"] if dossiers else []))
    loading.unlink(missing_ok=True)


def _empty_the_database() -> None:
    with connections[grants.OWNER_ALIAS].cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def collect_static() -> None:
    """Gather the static files under names that carry their digest, if any has changed."""
    wanted = _digest_of_static()
    stamp = Path(settings.STATIC_ROOT) / STAMP
    if stamp.exists() and stamp.read_text("ascii") == wanted:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(wanted, "ascii")


def _digest_of_static() -> str:
    total = hashlib.sha256()
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            total.update(path.encode())
            with storage.open(path) as file:
                total.update(hashlib.sha256(file.read()).digest())
    return total.hexdigest()


if __name__ == "__main__":
    main(sys.argv[1:])
