"""The question in which commune something is: the box, what was typed, what it was found to be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.queries import Located

NOWHERE: Final = Located(typed="")


@dataclass(frozen=True, kw_only=True)
class Maybe:
    """A commune that may be meant, with the way to say so."""

    path: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ShownPlace:
    """A place that is asked for, with what was typed and what it was found to be."""

    field: str
    label: str
    hint: str
    value: str
    is_unknown: bool
    was: str
    """The commune of before July 2025 that was typed, where it has become another."""
    maybe: tuple[Maybe, ...]
    """What to choose from where it is not settled."""


def show_place(
    found: Located | None, *, field: str, label: str, hint: str, way: Callable[[str], str]
) -> ShownPlace:
    """Return the box of a place.

    :param found: what was typed; None while nothing is
    :param way: gives the address that chooses a commune, by its path
    """
    located = found or NOWHERE
    choices = located.suggestions if not located.communes else located.communes
    return ShownPlace(
        field=field,
        label=label,
        hint=hint,
        value=located.communes[0].path if located.is_settled else located.typed,
        is_unknown=bool(located.typed) and not located.communes,
        was=located.was.path if located.was else "",
        maybe=tuple(
            Maybe(path=one.path, href=way(one.path)) for one in choices if not located.is_settled
        ),
    )


def suggest_communes(province_codes: Iterable[str]) -> tuple[str, ...]:
    """Return what browsers suggest while one types: the communes of these provinces. One query."""
    provinces = set(province_codes) - {""}
    return tuple(one.path for one in organisations.list_communes(provinces))
