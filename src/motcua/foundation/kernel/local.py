"""Where this installation keeps its own state when nobody configured another place."""

import hashlib
import json
import os
import secrets
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[4]
"""The folder of the checkout, or of the installed package's parent."""

SETTINGS_FILE = "local.json"


def state_dir() -> Path:
    """Return the folder for database, files and secrets of this checkout.

    ``MOTCUA_STATE_DIR`` wins. As root it lies under ``/var/lib/motcua`` because the database server
    runs as another user, who may not enter a checkout in a private home; otherwise under ``var/``.
    """
    configured = os.environ.get("MOTCUA_STATE_DIR")
    if configured:
        return Path(configured)
    if os.name == "posix" and os.geteuid() == 0:
        digest = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:12]
        return Path("/var/lib/motcua") / digest
    return CHECKOUT / "var"


def read_local_settings() -> dict[str, str]:
    """Return what set-up wrote for this installation, or an empty mapping before set-up."""
    return read_settings_in(state_dir())


def read_settings_in(folder: Path) -> dict[str, str]:
    """Return what set-up wrote for the installation of this folder, or an empty mapping before set-up."""
    try:
        values: dict[str, str] = json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return values


def write_local_settings(changes: dict[str, str]) -> dict[str, str]:
    """Merge the changes into the local settings, readable by the owner alone, and return all."""
    return write_settings_in(state_dir(), changes)


def write_settings_in(folder: Path, changes: dict[str, str]) -> dict[str, str]:
    """Merge the changes into the settings of the installation of this folder, and return all."""
    folder.mkdir(parents=True, exist_ok=True)
    values = read_settings_in(folder) | changes
    path = folder / SETTINGS_FILE
    temporary = path.with_suffix(f".{secrets.token_hex(4)}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(values, file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    return values
