"""Who holds dossiers now: the steps that wait, who was named for them, and whom they wait for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import naming
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.inquiries import queries as inquiries

if TYPE_CHECKING:
    from datetime import date

    from motcua.capabilities.workflow.models import Task
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.inquiries.models import Opinion
    from motcua.foundation.identity.queries import PostRecord


@dataclass(frozen=True, kw_only=True)
class Held:
    """In whose hands one dossier is."""

    steps: tuple[tuple[Task, PostRecord | None], ...]
    """The steps that wait, each with who was named for it, where the name holds."""
    asked: tuple[Opinion, ...]
    """What others were asked and have not answered."""


def list_held(rows: Iterable[Dossier], *, on: date) -> dict[int, Held]:
    """Return in whose hands each of these dossiers is, by id, to code that checked the right before.

    Two queries for any number, and one more where somebody is named.
    """
    found = list(rows)
    waiting = workflow.list_all_open(dossiers.KIND, [row.reference for row in found])
    named = naming.list_named((task for tasks in waiting.values() for task in tasks), on=on)
    asked = inquiries.list_open_about(row.pk for row in found)
    return {
        row.pk: Held(
            steps=tuple((task, named.get(task.pk)) for task in waiting.get(row.reference, ())),
            asked=tuple(asked.get(row.pk, ())),
        )
        for row in found
    }
