"""Typed readers of the settings: environment, then a ``_FILE``, then what set-up wrote; loud failure.

Each call also describes the setting, from which the reference page of the docs is generated.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured

from motcua.foundation.kernel import local

T = TypeVar("T")


class MissingSetting(ImproperlyConfigured):
    """A setting without a default has no value."""


@dataclass(frozen=True, kw_only=True)
class Described:
    """One setting, for the reference page."""

    name: str
    kind: str
    default: str | None
    help: str


described: list[Described] = []
_local = local.read_local_settings()


def _raw(name: str) -> str | None:
    value = os.environ.get(name)
    if value is not None:
        return value
    file = os.environ.get(f"{name}_FILE")
    if file is not None:
        return Path(file).read_text(encoding="utf-8").strip()
    return _local.get(name)


def _read(name: str, kind: str, convert: Callable[[str], T], default: T | None, help_: str) -> T:
    shown = None if default is None else str(default)
    described.append(Described(name=name, kind=kind, default=shown, help=help_))
    raw = _raw(name)
    if raw is None:
        if default is None:
            raise MissingSetting(
                f"{name} is not set: {help_} Set it in the environment, or let `make run` make it."
            )
        return default
    try:
        return convert(raw)
    except ValueError as error:
        raise MissingSetting(f"{name}={raw!r} is not a {kind}: {help_}") from error


def text(name: str, *, default: str | None = None, help: str) -> str:  # noqa: A002 - reads well
    """Return a setting as text."""
    return _read(name, "text", str, default, help)


def number(name: str, *, default: int | None = None, help: str) -> int:  # noqa: A002
    """Return a setting as a whole number."""
    return _read(name, "whole number", int, default, help)


def flag(name: str, *, default: bool | None = None, help: str) -> bool:  # noqa: A002
    """Return a setting that is 1/true/yes or 0/false/no."""
    return _read(name, "yes or no", _to_flag, default, help)


def words(name: str, *, default: str | None = None, help: str) -> list[str]:  # noqa: A002
    """Return a comma-separated setting as a list."""
    raw = _read(name, "comma-separated list", str, default, help)
    return [word.strip() for word in raw.split(",") if word.strip()]


def _to_flag(raw: str) -> bool:
    match raw.strip().lower():
        case "1" | "true" | "yes" | "on":
            return True
        case "0" | "false" | "no" | "off" | "":
            return False
        case other:
            raise ValueError(other)
