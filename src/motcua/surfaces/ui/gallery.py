"""The components: what each is for, the values it takes, and examples that gallery and tests share.

A component is a folder ``components/<name>`` with ``template.html``, ``README.md`` and ``examples.toml``:

    summary = "…"                     what it is for, one sentence
    slot = "body"                     the parameter that a block tag fills (optional)
    is_remembered = true              its values are few and nobody's data: drawings are kept (optional)
    [parameters.text]                 required, because it has no default
    about = "…"
    [parameters.tone]
    about = "…"
    default = "neutral"
    choices = ["neutral", "success"]
    [[examples]]
    name = "…"
    [examples.values]
    text = "…"
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "components"
_REQUIRED: Final = object()


class MisusedComponent(Exception):
    """A template called a component that does not exist, or with values that it does not take."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value that a component takes."""

    name: str
    about: str
    default: Any
    choices: tuple[str, ...]

    @property
    def is_required(self) -> bool:
        """Whether the component cannot be drawn without it."""
        return self.default is _REQUIRED


@dataclass(frozen=True, slots=True)
class Example:
    """One state of a component, with the values that show it."""

    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """One pattern of the pages; there is one value for each folder."""

    name: str
    summary: str
    slot: str
    is_remembered: bool
    parameters: Mapping[str, Parameter]
    examples: tuple[Example, ...]

    @property
    def template(self) -> str:
        """Name of the template for the template engine."""
        return f"ui/components/{self.name}/template.html"

    def fill(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values to draw it with: what was given over the defaults.

        :raises MisusedComponent: if a value is missing, unknown or not among the choices
        """
        values: dict[str, Any] = {}
        for name, parameter in self.parameters.items():
            value = given.get(name, parameter.default)
            if value is _REQUIRED:
                raise MisusedComponent(f"{self.name} needs {name}")
            if parameter.choices and value not in parameter.choices:
                raise MisusedComponent(f"{self.name}: {name} cannot be {value!r}")
            values[name] = value
        unknown = given.keys() - values.keys()
        if unknown:
            raise MisusedComponent(f"{self.name} does not take {', '.join(sorted(unknown))}")
        return values


@cache
def get_component(name: str) -> Component:
    """Return the component of that name.

    :raises MisusedComponent: if there is none
    """
    file = FOLDER / f"{name}/examples.toml"
    if not file.is_file():
        raise MisusedComponent(f"there is no component {name!r}")
    written = tomllib.loads(file.read_text(encoding="utf-8"))
    return Component(
        name=name,
        summary=written["summary"],
        slot=written.get("slot", ""),
        is_remembered=written.get("is_remembered", False),
        parameters={
            key: Parameter(
                name=key,
                about=value["about"],
                default=value.get("default", _REQUIRED),
                choices=tuple(value.get("choices", ())),
            )
            for key, value in written.get("parameters", {}).items()
        },
        examples=tuple(
            Example(name=one["name"], values=one["values"]) for one in written["examples"]
        ),
    )


def list_components() -> tuple[Component, ...]:
    """Return all components by name."""
    return tuple(
        get_component(folder.name) for folder in sorted(FOLDER.iterdir()) if folder.is_dir()
    )
