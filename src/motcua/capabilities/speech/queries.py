"""A sentence as sound: made once by espeak-ng, kept as a file, read again ever after."""

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import structlog
from django.conf import settings

from motcua.capabilities.speech.errors import NoVoice

log = structlog.get_logger(__name__)
LONGEST: Final = 200
_SECONDS: Final = 10
_VOICE: Final = Path(__file__).with_name("voice.py")
_MADE_BY: Final = "espeak-ng vi 135"
"""Part of a file's name: another voice makes other files."""


def say(text: str) -> bytes:
    """Return the Vietnamese sentence as a WAV file.

    Raises:
        NoVoice: if this installation cannot say it.
    """
    digest = hashlib.sha256(f"{_MADE_BY}\n{text}".encode()).hexdigest()
    path = Path(settings.STATE_DIR) / "speech" / f"{digest}.wav"
    if path.exists():
        return path.read_bytes()
    sound = _speak(text[:LONGEST])
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(sound)
    os.replace(file.name, path)  # noqa: PTH105 - whole or not at all, whoever else makes it
    return sound


def _speak(text: str) -> bytes:
    """Let a process of its own speak: the engine is C with global state, and a fall of it is none of ours."""
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no shell
            [sys.executable, "-I", str(_VOICE)],
            input=text.encode(), capture_output=True, check=True, timeout=_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("no voice", error=str(error))
        raise NoVoice from error
    return done.stdout
