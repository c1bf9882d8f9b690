"""Many subjects' finished tasks as bare facts for figures: steps, units and moments, nobody's name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.capabilities.workflow.models import Task


@dataclass(frozen=True, kw_only=True, slots=True)
class DoneTask:
    """A task that somebody did."""

    subject_key: str
    code: str
    name: str
    name_en: str
    role: str
    unit_kind: str
    agency_id: int
    ready_at: datetime
    done_at: datetime
    done_by_post_id: int | None
    """None for the applicant."""
    outcome: str


_COLUMNS = tuple(DoneTask.__dataclass_fields__)


def list_done(kind: str, keys: Iterable[str]) -> list[DoneTask]:
    """Return what was done for these subjects, in the order in which it ended. One query for any number."""
    tasks = Task.objects.filter(
        subject_kind=kind, subject_key__in=sorted(keys), done_at__isnull=False
    )
    rows = tasks.order_by("done_at", "pk").values_list(*_COLUMNS)
    return [DoneTask(**dict(zip(_COLUMNS, row, strict=True))) for row in rows]
