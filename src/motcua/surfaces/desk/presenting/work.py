"""The filter of the list of tasks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from motcua.capabilities.workflow.queries import StepCount
from motcua.composition.casework import naming as casework
from motcua.composition.casework.examining import Place, Work
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.desk import paging
from motcua.surfaces.desk.presenting import pages
from motcua.surfaces.desk.presenting.naming import FORM, ROLE
from motcua.surfaces.desk.record_form import Choice
from motcua.surfaces.desk.typed import key_of

OWN: Final = "o"
"""Begins a place among the tasks for which the reader was named."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which tasks are asked for, as the address says it."""

    step: str
    role: Role | None
    """Another role than the officer's own, for those who lead."""
    after: Place | None

    @classmethod
    def read(cls, asked: QueryDict) -> Self:
        """Return what an address asks for; what it does not spell rightly does not matter."""
        role = asked.get("vai-tro", "")
        return cls(
            step=asked.get("buoc", ""),
            role=Role(role) if role in Role.values else None,
            after=_read_place(asked.get("sau", "")),
        )

    def address(self, *, step: str | None = None, after: str = "") -> str:
        """Return the address of the same list at another step or further down."""
        chosen = self.step if step is None else step
        values = {"buoc": chosen, "vai-tro": self.role or "", "sau": after}
        chosen_values = {name: value for name, value in values.items() if value}
        return f"{reverse('desk:work')}?{urlencode(chosen_values)}"


def place_of(work: Work, reader: Officer, wish: Wish) -> str:
    """Return where the list goes on behind this task, as an address holds it."""
    is_own = wish.role is None and work.task.named_post_id == reader.post_id
    return (OWN if is_own else "") + paging.mark(work.task.due_at, work.task.pk)


def _read_place(text: str) -> Place | None:
    place = paging.read_mark(text.removeprefix(OWN))
    if place is None:
        return None
    return Place(due_at=place[0], key=place[1], is_own=text.startswith(OWN))


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


def naming(
    officer: Officer, roles: Iterable[str], typed: QueryDict, refusal: Refusal | None, *, on: date
) -> dict[str, Any]:
    """Return whom a leader can name for the tasks of the list, and what was chosen (Article 19.1)."""
    if Role.LEADER not in officer.roles:
        return {"assigns": False}
    chosen = typed.get("post", "")
    return {
        "assigns": True,
        "candidates": [
            Choice(
                value=str(post.id),
                text=f"{post.name}, {post.title}",
                is_chosen=str(post.id) == chosen,
            )
            for post in casework.list_for_roles(officer, roles, on=on)
        ],
        "is_role_chosen": chosen == ROLE,
        "ticked": {key_of(key) for key in typed.getlist("viec")},
        "reason": typed.get("reason", ""),
        "after": typed.get("sau", ""),
        "errors": pages.errors(refusal, form=FORM),
        "refused": refusal.field if refusal else "",
    }
