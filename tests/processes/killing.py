"""Acts in processes that are killed: how a test asks for them."""

import base64
import os
import pickle
import subprocess
import sys
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from tests.casework.province import MONDAY
from tests.processes.dying import WHEN_DONE

LIVES = 4
"""In how many runs one after the other an act must live before there are no steps left."""


@contextmanager
def executioner(act, *, folder, settings_there=None, **task):
    """Give the function that attempts the act, killed at a step; it tells whether the process lived."""
    log = (folder / f"{act}.log").open("w+b")
    task |= {
        "act": act,
        "at": MONDAY,
        "settings": {"FILES_DIR": str(settings.FILES_DIR), **(settings_there or {})},
    }
    surroundings = {
        "MOTCUA_DATABASE_NAME": connection.settings_dict["NAME"],
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    with (
        log,
        subprocess.Popen(
            [sys.executable, "-m", "tests.processes.killed"],
            env=os.environ | surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        ) as process,
    ):

        def tell(thing):
            process.stdin.write(base64.b64encode(pickle.dumps(thing)) + b"\n")
            process.stdin.flush()

        def attempt(one, step):
            tell((one, step))
            outcome = process.stdout.readline().decode().strip()
            if outcome not in {"killed", "lived"}:
                log.seek(0)
                raise AssertionError(f"step {step}: {outcome}\n{log.read()[-4000:].decode()}")
            return outcome == "lived"

        tell(task)
        try:
            yield attempt
            tell(None)
            process.wait(timeout=30)
        finally:
            process.kill()


def kill_at_every_step(act, make, **task):
    """Do the act on one newly made object after another, each killed a step later; return the objects.

    An act has a few steps more when it is the first to need a folder. So it is over when the act has
    lived ``LIVES`` times in a row, not when it has lived once. And the step behind its last commit may
    be missed, if the run before had one more: one last object's process dies when its act has returned.
    """
    done = []
    with executioner(act, **task) as attempt:
        lived = 0
        while lived < LIVES:
            done.append(make())
            lived = lived + 1 if attempt(done[-1], step=len(done) - 1) else 0
        done.append(make())
        assert not attempt(done[-1], step=WHEN_DONE)
    return done
