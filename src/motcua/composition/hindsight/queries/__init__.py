"""What happened to the dossiers of a procedure in some days, mined and laid beside its design."""

from dataclasses import dataclass

from motcua.capabilities.mining import queries as mining
from motcua.capabilities.mining.queries import Mined, Replayed
from motcua.capabilities.workflow import queries as workflow
from motcua.capabilities.workflow.queries import Model
from motcua.composition.hindsight.queries.exporting import FORMATS, export, pseudonym
from motcua.composition.hindsight.queries.foreign import (
    CONTENT,
    OWN_NAME,
    Foreign,
    find_log,
    find_upload,
    hide,
    list_entries,
    list_logs,
    list_steps,
    names_of_foreign,
    open_upload,
    read_foreign,
)
from motcua.composition.hindsight.queries.story import (
    Asked,
    Rework,
    Story,
    count_late,
    read_story,
)
from motcua.composition.hindsight.rules import activity_of

__all__ = [
    "CONTENT",
    "FORMATS",
    "OWN_NAME",
    "Asked",
    "Foreign",
    "Hindsight",
    "Rework",
    "Story",
    "activity_of",
    "count_late",
    "export",
    "find_log",
    "find_upload",
    "hide",
    "list_entries",
    "list_logs",
    "list_steps",
    "look_back",
    "names_of_foreign",
    "open_upload",
    "pseudonym",
    "read_foreign",
    "read_story",
]


@dataclass(frozen=True, kw_only=True)
class Hindsight:
    """What really happened, beside what was designed."""

    story: Story
    mined: Mined
    model: Model | None
    """The design; None where the version has no process."""
    replayed: Replayed | None


def look_back(asked: Asked, *, definition_id: int | None) -> Hindsight:
    """Return what happened, laid beside the design of this process. At most seven queries.

    Raises:
        SpanTooWide: if there are more dossiers than are looked at together
    """
    story = read_story(asked)
    mined = mining.mine(story.cases)
    if definition_id is None:
        return Hindsight(story=story, mined=mined, model=None, replayed=None)
    model = workflow.get_process_by_id(definition_id).model
    replayed = mining.replay(mining.to_net(model), story.handled)
    return Hindsight(story=story, mined=mined, model=model, replayed=replayed)
