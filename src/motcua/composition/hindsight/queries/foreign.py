"""Logs of other systems: files being read, logs that were kept, and their cases beside ours."""

import hmac
import zlib
from base64 import b64decode
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import translation

from motcua.capabilities.mining import queries as mining
from motcua.capabilities.mining.enums import Standing
from motcua.capabilities.mining.queries import Case, Happening, Mined
from motcua.capabilities.mining.queries.foreign import Table, open_log
from motcua.capabilities.workflow.queries.designs import Model
from motcua.composition.hindsight import rules
from motcua.composition.hindsight.models import (
    ForeignCase,
    ForeignLog,
    ForeignLogEntry,
    ForeignPiece,
    ForeignUpload,
)
from motcua.domain.dossiers.enums import Act
from motcua.foundation.kernel import sealing

if TYPE_CHECKING:
    from django.db.models import QuerySet

OWN_NAME: Final = "own:"
"""What an activity begins with that is matched with no step of ours."""
CONTENT: Final = "hindsight.foreign-upload"
_LETTERS: Final = 20


@dataclass(frozen=True, kw_only=True)
class Foreign:
    """A kept log, mined: activities that were matched go under our steps' codes."""

    mined: Mined
    late: int
    with_due: int
    """Cases of which a day is known by which they should have ended."""


def find_upload(upload_id: int) -> ForeignUpload | None:
    """Return a file whose columns are being chosen. One query."""
    return ForeignUpload.objects.filter(pk=upload_id).first()


def open_upload(upload: ForeignUpload) -> Table:
    """Return the table in the file. No query.

    :raises LogUnreadable, LogTooLarge: as its reading does
    """
    data_key = sealing.unwrap_key(upload.wrapped_key, upload.subject)
    content = sealing.open_sealed(data_key, upload.sealed, context=CONTENT)
    return open_log(zlib.decompress(b64decode(content)))


def find_log(log_id: int) -> ForeignLog | None:
    """Return a kept log that was not removed. One query."""
    return ForeignLog.objects.filter(pk=log_id, removed_at__isnull=True).first()


def list_logs(code: str, agency_ids: Collection[int]) -> "QuerySet[ForeignLog]":
    """Return the logs these agencies brought for a procedure, newest first. One query."""
    return (
        ForeignLog.objects.select_related("agency")
        .filter(procedure_code=code, agency_id__in=sorted(agency_ids), removed_at__isnull=True)
        .order_by("-kept_at", "-pk")
    )


def list_entries(log: ForeignLog) -> "QuerySet[ForeignLogEntry]":
    """Return what was done to a log, in order. One query."""
    return ForeignLogEntry.objects.filter(log=log).order_by("pk")


def list_steps(model: Model | None) -> dict[str, tuple[str, str]]:
    """Return what a foreign activity can be matched with: acts that are told of, steps of the design."""
    acts = {rules.activity_of(act): _labels(act) for act in Act if act in rules.TOLD}
    nodes = model.nodes.values() if model else ()
    return acts | {
        node.code: (node.name, node.name_en) for node in nodes if node.role and node.name
    }


def _labels(act: Act) -> tuple[str, str]:
    with translation.override("vi"):
        vietnamese = str(act.label)
    with translation.override("en"):
        return vietnamese, str(act.label)


def read_foreign(log: ForeignLog) -> Foreign:
    """Return a kept log, mined. Two queries."""
    pieces = _pieces(log)
    cases, late, with_due = [], 0, 0
    rows = ForeignCase.objects.filter(log=log).order_by("number")
    for number, key, standing, due_at in rows.values_list("number", "key", "standing", "due_at"):
        happenings = pieces[number]
        cases.append(Case(key=key, standing=Standing(standing), happenings=tuple(happenings)))
        if due_at is not None and standing == Standing.FINISHED:
            with_due += 1
            late += happenings[-1].done_at > due_at
    return Foreign(mined=mining.mine(cases), late=late, with_due=with_due)


def _pieces(log: ForeignLog) -> Mapping[int, list[Happening]]:
    called = {key: log.steps.get(key) or f"{OWN_NAME}{key}" for key in log.names}
    found: defaultdict[int, list[Happening]] = defaultdict(list)
    rows = ForeignPiece.objects.filter(log=log).order_by("case_number", "place")
    columns = ("case_number", "activity", "began_at", "done_at", "began", "done", "unit")
    for number, activity, began_at, done_at, began, done, unit in rows.values_list(*columns):
        happening = Happening(
            activity=called[activity],
            began_at=began_at,
            done_at=done_at,
            began=began,
            done=done,
            holder=unit,
        )
        found[number].append(happening)
    return found


def names_of_foreign(log: ForeignLog) -> dict[str, str]:
    """Return what the activities are called that keep their own names."""
    return {f"{OWN_NAME}{key}": name for key, name in log.names.items() if key not in log.steps}


def hide(case: str, salt: str) -> str:
    """Return under which key a foreign case is kept: keyed, so that nobody can try numbers out."""
    key = bytes.fromhex(settings.MASTER_KEY)
    return hmac.new(key, f"hindsight.foreign:{salt}:{case}".encode(), sha256).hexdigest()[:_LETTERS]
