"""Boxes of a form that an officer fills in, with what was typed and what is wrong with it."""

from collections.abc import Iterable, Mapping
from typing import Any

from motcua.surfaces.desk.record_form import Box, Choice


def box(
    name: str, label: str, typed: Mapping[str, str], wrong: Mapping[str, str], *,
    kind: str = "text", hint: str = "",
) -> Box:  # fmt: skip
    """Return a box to write in, or a file to choose."""
    return Box(
        kind=kind, name=name, label=label, hint=hint, value=typed.get(name, ""),
        error=wrong.get(name, ""),
    )  # fmt: skip


def choose(
    name: str, label: str, choices: Iterable[tuple[Any, Any]], typed: Mapping[str, str],
    wrong: Mapping[str, str],
) -> Box:  # fmt: skip
    """Return a box to choose one of several in, by value and text."""
    chosen = typed.get(name, "")
    return Box(
        kind="select", name=name, label=label, error=wrong.get(name, ""),
        choices=tuple(
            Choice(value=str(value), text=str(text), is_chosen=str(value) == chosen)
            for value, text in choices
        ),
    )  # fmt: skip
