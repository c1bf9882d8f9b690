"""Bring database, static files and demo province up to date before a local run."""

import hashlib
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

STAMP = ".stamp"


def main() -> None:
    """Do what has changed since the last run, and nothing else."""
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    _collect_static()
    call_command("demo", "load", if_empty=True)


def _collect_static() -> None:
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
    main()
