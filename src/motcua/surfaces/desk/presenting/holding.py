"""In whose hands a dossier is, in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.composition.casework.holding import Held
from motcua.foundation.identity.enums import Role
from motcua.surfaces.desk.presenting.dossiers import step_name

if TYPE_CHECKING:
    from motcua.capabilities.workflow.models import Task
    from motcua.foundation.identity.queries import PostRecord


def tell(held: Held) -> tuple[str, ...]:
    """Return a line for each step that waits and for each question that others have not answered."""
    return tuple(_lines(held))


def _lines(held: Held) -> Iterator[str]:
    for task, named in held.steps:
        yield _("{who}: {step}").format(who=_who(task, named), step=step_name(task))
    for opinion in held.asked:
        name = opinion.asked_unit.name if opinion.asked_unit else ""
        whom = name or opinion.asked_agency.name_in(get_language() or "vi")
        yield _("Chờ ý kiến: {name}").format(name=whom)


def _who(task: "Task", named: "PostRecord | None") -> str:
    if named is not None:
        return f"{named.name}, {named.title}"
    if task.role not in Role.values:
        return _("Người nộp hồ sơ")
    return str(Role(task.role).label)
