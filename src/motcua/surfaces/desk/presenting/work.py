"""The filter of the list of tasks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from motcua.capabilities.workflow.queries import StepCount
from motcua.foundation.identity.enums import Role
from motcua.surfaces.desk import paging


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which tasks are asked for, as the address says it."""

    step: str
    role: Role | None
    """Another role than the officer's own, for those who lead."""
    after: tuple[datetime | None, int] | None

    @classmethod
    def read(cls, asked: QueryDict) -> Self:
        """Return what an address asks for; what it does not spell rightly does not matter."""
        role = asked.get("vai-tro", "")
        return cls(
            step=asked.get("buoc", ""),
            role=Role(role) if role in Role.values else None,
            after=paging.read_mark(asked.get("sau", "")),
        )

    def address(self, *, step: str | None = None, after: str = "") -> str:
        """Return the address of the same list at another step or further down."""
        chosen = self.step if step is None else step
        values = {"buoc": chosen, "vai-tro": self.role or "", "sau": after}
        chosen_values = {name: value for name, value in values.items() if value}
        return f"{reverse('desk:work')}?{urlencode(chosen_values)}"


@dataclass(frozen=True, kw_only=True)
class StepLink:
    """One step to cut the list to."""

    name: str
    count: int
    href: str
    is_chosen: bool


def show_steps(counts: Iterable[StepCount], wish: Wish) -> list[StepLink]:
    """Return the steps at which something waits, each with its number."""
    is_english = get_language() == "en"
    return [
        StepLink(
            name=count.name_en if is_english and count.name_en else count.name,
            count=count.open,
            href=wish.address(step=count.name),
            is_chosen=count.name == wish.step,
        )
        for count in counts
    ]
