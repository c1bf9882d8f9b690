"""Draw the reference pages of docs/ from the code that they speak of.

python tools/reference.py           write the pages
python tools/reference.py --check   say which page is not what the code says
"""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
django.setup()

from motcua.config import env  # noqa: E402 - Django first
from motcua.surfaces.cli.main import VERBS  # noqa: E402

PAGES = Path(__file__).resolve().parents[1] / "docs" / "reference"
HEAD = "<!-- Drawn by tools/reference.py: change the code, then `make docs`. -->"


def main() -> int:
    """Write the pages, or compare them."""
    pages = {"settings.md": _settings(), "commands.md": _commands()}
    if sys.argv[1:] == ["--check"]:
        stale = [name for name, text in pages.items() if _read(PAGES / name) != text]
        for name in stale:
            print(f"docs/reference/{name} is not what the code says: make docs", file=sys.stderr)
        return 1 if stale else 0
    PAGES.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (PAGES / name).write_text(text, encoding="utf-8")
    return 0


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _settings() -> str:
    lines = [
        HEAD,
        "",
        "# Settings",
        "",
        "Each is read from the environment, else from the file that `NAME_FILE` names, else from what"
        " set-up wrote into `local.json` of the state folder. One without a default must be set.",
        "",
        "Three more are read before any other: `MOTCUA_STATE_DIR`, the state folder (as root"
        " `/var/lib/motcua/<hash of the checkout>`, otherwise `var/` in the checkout);"
        " `MOTCUA_POSTGRES`, which PostgreSQL the private cluster runs on (`auto`, `system` or"
        " `wheel`); `MOTCUA_TEST_STATE_DIR`, the state folder of tests.",
        "",
        "| setting | kind | default | what it is |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{setting.name}` | {setting.kind} | {_default(setting)} | {setting.help} |"
        for setting in sorted(env.described, key=lambda setting: setting.name)
    ]
    return "\n".join([*lines, ""])


def _default(setting: env.Described) -> str:
    if setting.default is None:
        return "must be set"
    # The state folder differs between machines; the page must not.
    state = os.environ.get("MOTCUA_STATE_DIR", "")
    shown = setting.default.replace(state, "STATE") if state else setting.default
    return f"`{shown}`" if shown else "empty"


def _commands() -> str:
    lines = [
        HEAD,
        "",
        "# Commands",
        "",
        "`motcua VERB --help` tells the arguments. Exit status: 0 fine, 1 refused or found wrong, 2"
        " wrong usage.",
        "",
        "| verb | Việc | What it does |",
        "|---|---|---|",
    ]
    lines += [f"| `motcua {verb.name}` | {verb.vietnamese} | {verb.english} |" for verb in VERBS]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
