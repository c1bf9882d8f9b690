"""Who may do which task. Whether the task is still open is another question."""

from motcua.capabilities.workflow.enums import APPLICANT
from motcua.capabilities.workflow.errors import NoSuchTask
from motcua.capabilities.workflow.models import Task
from motcua.foundation.identity.actors import Actor, Citizen, Officer


def may_complete(actor: Actor, task: Task) -> bool:
    """Return whether the actor's post has the task's role in its agency and kind of unit.

    The applicant's task is open to any citizen here: whether this citizen is the applicant is known
    to whoever knows the subject, and must be asked there.
    """
    match actor:
        case Officer():
            return (
                actor.agency_id == task.agency_id
                and task.role in actor.roles
                and task.unit_kind in {"", actor.unit_kind}
                and task.role != APPLICANT
            )
        case Citizen():
            return task.role == APPLICANT
        case _:
            return False


def require_may_complete(actor: Actor, task: Task) -> None:
    """Refuse as if there were no such task, so that strangers learn nothing.

    Raises:
        NoSuchTask: if the actor may not do the task.
    """
    if not may_complete(actor, task):
        raise NoSuchTask
