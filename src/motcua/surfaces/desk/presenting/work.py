"""The filter of the list of tasks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Self

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.capabilities.workflow.queries import WHOLE, Cut, StepCount
from motcua.composition.casework import naming as casework
from motcua.composition.casework.examining import Place, Work
from motcua.composition.casework.narrowing import Counted, Narrowed, Standing
from motcua.domain.dossiers.permissions import HANDLERS
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.desk import paging
from motcua.surfaces.desk.presenting import pages
from motcua.surfaces.desk.presenting.door import Door, Option, list_options, read_key
from motcua.surfaces.desk.presenting.dossiers import name_of
from motcua.surfaces.desk.presenting.naming import FORM, ROLE
from motcua.surfaces.desk.record_form import Choice
from motcua.surfaces.ui.reading import key_of

if TYPE_CHECKING:
    from motcua.foundation.identity.queries import PostRecord

OWN: Final = "o"
"""Begins a place among the tasks for which the reader was named."""
AGENCY: Final = "ca-co-quan"
"""Stands for every role that handles dossiers."""
NOBODY: Final = 0
"""Stands where a post would, for tasks given to nobody."""
OF_PEOPLE: Final = frozenset({Standing.OWN, Standing.UNNAMED})
"""Ways to cut the list that say nothing once it is one person's."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which tasks are asked for, as the address says it."""

    narrowed: Narrowed
    role: Role | None
    """Another role than the officer's own, for those who lead."""
    after: Place | None
    is_agency: bool = False
    """Whether all that waits in the agency is asked for, by those who lead."""
    post_id: int | None = None
    """Whose tasks of these; ``NOBODY`` for those given to nobody."""

    @classmethod
    def read(cls, asked: QueryDict) -> Self:
        """Return what an address asks for; what it does not spell rightly does not matter."""
        role = asked.get("vai-tro", "")
        is_agency = role == AGENCY
        post_id = read_key(asked.get("nguoi", "")) if is_agency else None
        narrowed = read_narrowed(asked)
        if post_id is not None and narrowed.standing in OF_PEOPLE:
            narrowed = replace(narrowed, standing=None)
        return cls(
            narrowed=narrowed,
            role=Role(role) if role in Role.values else None,
            after=_read_place(asked.get("sau", "")),
            is_agency=is_agency,
            post_id=post_id,
        )

    @property
    def is_of_others(self) -> bool:
        """Whether more than the reader's own list is asked for."""
        return self.is_agency or self.role is not None

    @property
    def of_whom(self) -> dict[str, str]:
        """Return what an address says of whose tasks they are."""
        post = "" if self.post_id is None else str(self.post_id)
        return {"vai-tro": AGENCY if self.is_agency else self.role or "", "nguoi": post}

    def roles(self, reader: Officer) -> frozenset[str]:
        """Return the roles whose tasks are asked for."""
        if self.is_agency:
            return frozenset(HANDLERS)
        return frozenset(reader.roles if self.role is None else {self.role})

    def cut_to_person(self, cut: Cut = WHOLE) -> Cut:
        """Return the cut, cut further to the one person whose tasks are asked for, if it is one's."""
        if self.post_id is None:
            return cut
        if self.post_id == NOBODY:
            return replace(cut, is_unnamed=True)
        return replace(cut, named_post_id=self.post_id)

    def address(self, *, after: str = "", **changes: object) -> str:
        """Return the address of the same list, cut otherwise or further down."""
        asked = write_narrowed(replace(self.narrowed, **changes))  # type: ignore[arg-type]  # its own fields
        asked |= {**self.of_whom, "sau": after}
        return f"{reverse('desk:work')}?{urlencode({name: value for name, value in asked.items() if value})}"


def read_narrowed(asked: QueryDict) -> Narrowed:
    """Return how an address cuts the list of tasks down."""
    standing = asked.get("loc", "")
    return Narrowed(
        step=asked.get("buoc", ""),
        standing=Standing(standing) if standing in Standing.values else None,
        procedure_id=read_key(asked.get("thu-tuc", "")),
    )


def write_narrowed(narrowed: Narrowed) -> dict[str, str]:
    """Return what an address says of it."""
    asked = {
        "buoc": narrowed.step,
        "loc": narrowed.standing.value if narrowed.standing else "",
        "thu-tuc": str(narrowed.procedure_id or ""),
    }
    return {name: value for name, value in asked.items() if value}


def name_whose(wish: Wish, person: "PostRecord | None") -> str:
    """Return whose tasks the list shows, where they are not the reader's own."""
    if person is not None:
        return f"{person.name}, {person.title}"
    if wish.post_id == NOBODY:
        return _("Chưa phân công")
    if wish.is_agency:
        return _("Cả cơ quan")
    return str(wish.role.label) if wish.role else ""


def place_of(work: Work, reader: Officer, wish: Wish) -> str:
    """Return where the list goes on behind this task, as an address holds it."""
    is_own = not wish.is_of_others and work.task.named_post_id == reader.post_id
    return (OWN if is_own else "") + paging.mark(work.task.due_at, work.task.pk)


def _read_place(text: str) -> Place | None:
    place = paging.read_mark(text.removeprefix(OWN))
    if place is None:
        return None
    return Place(due_at=place[0], key=place[1], is_own=text.startswith(OWN))


@dataclass(frozen=True, kw_only=True)
class Link:
    """One way to cut the list, or to what waits for others."""

    name: str
    count: int
    href: str
    is_chosen: bool = False


def show_standings(counted: Counted, wish: Wish) -> list[Link]:
    """Return how the tasks stand, each with its number; choosing the chosen one again shows all."""
    links = []
    for standing, number in counted.standings.items():
        if wish.post_id is not None and standing in OF_PEOPLE:
            continue
        is_chosen = standing == wish.narrowed.standing
        href = wish.address(standing=None if is_chosen else standing)
        links.append(Link(name=str(standing.label), count=number, href=href, is_chosen=is_chosen))
    return [link for link in links if link.count or link.is_chosen]


def show_waiting(counted: Counted) -> list[Link]:
    """Return the dossiers that wait for their applicants, as doors to the list of dossiers."""
    return [
        Link(name=str(state.label), count=number, href=Door(states=frozenset({state})).address())
        for state, number in counted.waiting.items()
        if number
    ]


def show_procedures(wish: Wish, found: Iterable[Work]) -> list[Option]:
    """Return the procedures of the page to cut the list to, by name; the chosen one always."""
    names = {work.dossier.procedure_id: name_of(work.version) for work in found}
    return list_options(names, chosen=wish.narrowed.procedure_id)


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
            is_chosen=count.name == wish.narrowed.step,
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
