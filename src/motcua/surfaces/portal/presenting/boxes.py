"""Boxes of a plain form of the portal, drawn by the templates that draw the forms of procedures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from motcua.foundation.kernel.errors import InvalidInput, Refusal

TOP: Final = "main"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A value of a select."""

    value: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Option:
    """A value to press, with the boxes that belong to it."""

    id: str
    value: str
    text: str
    is_chosen: bool
    hint: str = ""
    reveals: tuple[Box, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Error:
    """A sentence with the box it is about."""

    anchor: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Box:
    """One thing to fill in, as the templates of ``ui/forms`` expect it."""

    kind: str
    """The template that draws it."""
    name: str
    label: str
    value: str = ""
    hint: str = ""
    error: str = ""
    is_required: bool = True
    width: str = ""
    input_type: str = "text"
    inputmode: str = ""
    autocomplete: str = ""
    spellcheck: str = ""
    choices: tuple[Choice, ...] = ()
    options: tuple[Option, ...] = ()
    source_label: str = ""
    help_title: str = ""
    help_text: str = ""

    @property
    def id(self) -> str:
        """The box's place on the page; of options to press, the first."""
        return self.options[0].id if self.options else f"f-{self.name}"

    @property
    def template(self) -> str:
        """The file that draws it."""
        return f"ui/forms/{self.kind}.html"

    @property
    def described_by(self) -> str:
        """What stands between label and box."""
        parts = (("hint", self.hint), ("error", self.error))
        return " ".join(f"{self.id}-{part}" for part, text in parts if text)


def list_options(
    name: str, choices: Mapping[str, str], chosen: str, *,
    hints: Mapping[str, str] | None = None, reveals: Mapping[str, tuple[Box, ...]] | None = None,
) -> tuple[Option, ...]:  # fmt: skip
    """Return the values to press, with what each explains and reveals."""
    return tuple(
        Option(
            id=f"f-{name}-{value}", value=value, text=text, is_chosen=value == chosen,
            hint=(hints or {}).get(value, ""), reveals=(reveals or {}).get(value, ()),
        )
        for value, text in choices.items()
    )  # fmt: skip


def read_wrong(refusal: Refusal | None) -> dict[str, str]:
    """Return what is wrong, by box; under no name what belongs to none."""
    if refusal is None:
        return {}
    if isinstance(refusal, InvalidInput):
        return {one.field: one.text for one in refusal.problems}
    return {refusal.field or "": refusal.text}


def list_errors(wrong: Mapping[str, str], anchors: Mapping[str, str]) -> list[Error]:
    """Return what is wrong, each with a link to its box; else to the page.

    :param anchors: places on the page, by name of the box
    """
    return [Error(anchor=anchors.get(name, TOP), text=text) for name, text in wrong.items()]
