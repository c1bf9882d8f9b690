"""The program for strangers, run as strangers run it: alone in a folder, by a bare Python."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import motcua

PROGRAM = Path(motcua.__file__).parent / "surfaces" / "portal" / "verify_history.py"


def verify(folder, *files, keys=()):
    """Return the exit status of the program and what it said about these files."""
    names = []
    for number, file in enumerate(files):
        path = folder / f"{number}.json"
        path.write_text(file if isinstance(file, str) else json.dumps(file), "utf-8")
        names.append(str(path))
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(PROGRAM), *names, *(f"--khoa={key}" for key in keys)],
        capture_output=True, text=True, encoding="utf-8", cwd=folder, env={"PYTHONUTF8": "1"}, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def imported():
    """Return what the program imports."""
    return {
        name.name
        for node in ast.walk(ast.parse(PROGRAM.read_text("utf-8")))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in node.names
    }


def load():
    """Return the program as a module, for the tests that ask it a thousand times."""
    found = {"__name__": "verify_history"}
    exec(compile(PROGRAM.read_text("utf-8"), str(PROGRAM), "exec"), found)
    return found
