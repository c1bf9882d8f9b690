"""Bring a log of another system, match its activities with our steps, remove it again."""

import zlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.db import transaction

from motcua.capabilities.mining.enums import Standing
from motcua.capabilities.mining.queries.foreign import (
    NEEDED,
    Columns,
    ForeignCase,
    Table,
    Taken,
    guess_steps,
    open_log,
    take_cases,
)
from motcua.composition.hindsight import models, queries, rules
from motcua.composition.hindsight.enums import ForeignAct
from motcua.composition.hindsight.errors import ColumnsMissing, NothingTaken
from motcua.composition.hindsight.models import (
    ForeignLog,
    ForeignLogEntry,
    ForeignPiece,
    ForeignUpload,
)
from motcua.domain.dossiers.enums import State
from motcua.foundation.identity.actors import Officer, System
from motcua.foundation.kernel import sealing, worktime
from motcua.foundation.kernel.worktime import Calendar
from motcua.foundation.organisations import queries as organisations

KEPT_FOR: Final = timedelta(days=1)
"""How long a file waits for its columns."""

Steps = Mapping[str, tuple[str, ...]]
"""What activities can be matched with: by code, the names in every language."""


@transaction.atomic
def take_in(
    *, code: str, title: str, source: str, content: bytes, by: Officer, at: datetime
) -> ForeignUpload:
    """Take a file in, sealed, so that its columns can be chosen. One insert.

    :raises LogUnreadable, LogTooLarge: if it is no log, breaks off, or is larger than is read at once
    """
    table = open_log(content)
    for _row in table.rows():
        pass
    upload = ForeignUpload(
        procedure_code=code, agency_id=by.agency_id, title=title, source=source,
        sha256=sha256(content).hexdigest(), sent_by=by.key, sent_at=at,
    )  # fmt: skip
    data_key, upload.wrapped_key = sealing.new_key(upload.subject)
    packed = b64encode(zlib.compress(content, 1)).decode()
    upload.sealed = sealing.seal(data_key, packed, context=queries.CONTENT)
    upload.save(force_insert=True)
    return upload


@transaction.atomic
def keep(
    *, upload: ForeignUpload, columns: Columns, steps: Steps, by: Officer, at: datetime
) -> ForeignLog:
    """Keep what the chosen columns tell, and let the file go. Six statements for any number of rows.

    :raises ColumnsMissing: if a column that is needed was not chosen, or one tells two things
    :raises NothingTaken: if no row can be used
    :raises LogUnreadable, LogTooLarge: as its reading does
    """
    log = _keep(
        queries.open_upload(upload), columns, steps,
        ForeignLog(
            procedure_code=upload.procedure_code, agency_id=upload.agency_id, title=upload.title,
            source=upload.source, sha256=upload.sha256, kept_at=at,
        ),
    )  # fmt: skip
    _enter(log, ForeignAct.KEPT, by, at)
    upload.delete()
    return log


@transaction.atomic
def keep_file(
    *,
    code: str,
    agency_id: int,
    title: str,
    source: str,
    content: bytes,
    columns: Columns,
    steps: Steps,
    by: System,
    at: datetime,
) -> ForeignLog:
    """Keep a file at once, for the command. Five statements for any number of rows.

    :raises ColumnsMissing, NothingTaken, LogUnreadable, LogTooLarge: as above
    """
    log = _keep(
        open_log(content), columns, steps,
        ForeignLog(
            procedure_code=code, agency_id=agency_id, title=title, source=source,
            sha256=sha256(content).hexdigest(), kept_at=at,
        ),
    )  # fmt: skip
    _enter(log, ForeignAct.KEPT, by, at)
    return log


@transaction.atomic
def match(*, log: ForeignLog, steps: Mapping[str, str], by: Officer, at: datetime) -> None:
    """Match activities with steps of ours; those that are not named keep their own names."""
    log = ForeignLog.objects.select_for_update(of=("self",)).get(pk=log.pk)
    chosen = {key: code for key, code in steps.items() if key in log.names and code}
    if chosen == log.steps:
        return
    log.steps = chosen
    log.save(update_fields=["steps"])
    _enter(log, ForeignAct.MATCHED, by, at)


@transaction.atomic
def remove(*, log: ForeignLog, reason: str, by: Officer, at: datetime) -> None:
    """Remove what a log holds; that it was there, of which file, and who removed it, stays."""
    models.ForeignPiece.objects.filter(log=log).delete()
    models.ForeignCase.objects.filter(log=log).delete()
    log.removed_at = at
    log.save(update_fields=["removed_at"])
    _enter(log, ForeignAct.REMOVED, by, at, reason)


@transaction.atomic
def discard(*, upload: ForeignUpload) -> None:
    """Let a file go without keeping anything of it."""
    upload.delete()


@transaction.atomic
def forget_uploads(*, at: datetime) -> int:
    """Let files go whose columns nobody chose; return how many."""
    count, _by_table = ForeignUpload.objects.filter(sent_at__lt=at - KEPT_FOR).delete()
    return count


def _keep(table: Table, columns: Columns, steps: Steps, log: ForeignLog) -> ForeignLog:
    if not is_enough(columns):
        raise ColumnsMissing
    taken = take_cases(table, columns)
    if not taken.cases:
        raise NothingTaken
    log.written_as = table.written_as
    log.rows, log.cases, log.pieces = taken.rows, len(taken.cases), taken.pieces
    log.left_out = {reason.value: count for reason, count in taken.left_out.items()}
    log.left_out_lines = [[one.line, one.reason.value] for one in taken.lines]
    log.names = dict(taken.names)
    log.steps = guess_steps(taken.names, steps)
    log.save(force_insert=True)
    calendar = organisations.get_calendar(log.agency_id)
    models.ForeignCase.objects.bulk_create(_cases(log, taken))
    ForeignPiece.objects.bulk_create(_pieces(log, taken.cases, calendar))
    return log


def is_enough(columns: Columns) -> bool:
    """Say whether the columns tell what a log needs, and none tells two things."""
    return all(role in columns for role in NEEDED) and len(set(columns.values())) == len(columns)


def _cases(log: ForeignLog, taken: Taken) -> Iterator[models.ForeignCase]:
    for number, case in enumerate(taken.cases):
        is_ours = case.state in State.values
        yield models.ForeignCase(
            log=log,
            number=number,
            key=queries.hide(case.key, log.sha256),
            standing=rules.standing_of(State(case.state)) if is_ours else Standing.FINISHED,
            due_at=case.due_at,
        )


def _pieces(
    log: ForeignLog, cases: tuple[ForeignCase, ...], calendar: Calendar
) -> Iterator[ForeignPiece]:
    for number, case in enumerate(cases):
        begin = min(piece.began_at for piece in case.pieces)
        for place, piece in enumerate(case.pieces):
            yield ForeignPiece(
                log=log,
                case_number=number,
                place=place,
                activity=piece.activity,
                began_at=piece.began_at,
                done_at=piece.done_at,
                began=int(worktime.working_seconds_between(calendar, begin, piece.began_at)),
                done=int(worktime.working_seconds_between(calendar, begin, piece.done_at)),
                unit=piece.unit,
            )


def _enter(
    log: ForeignLog, act: ForeignAct, by: Officer | System, at: datetime, reason: str = ""
) -> None:
    ForeignLogEntry.objects.create(
        log=log, act=act, by=by.key, by_name=by.name, at=at, reason=reason
    )
