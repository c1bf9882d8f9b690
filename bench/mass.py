"""What is done to many dossiers in one go, beside the same rows written by plain SQL in the same run."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connections

from bench.bare import REFERENCE_MS
from bench.product import Cast, draft_of
from motcua.composition.casework import intake, lodging
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock

RESIDENCE = "1.004222"
"""Seven working days, so that a changed day moves the promise."""
PROMISES = 100_000
SECONDS_FOR_PROMISES = 60.0
BULK = 200
SECONDS_FOR_BULK = 3.0
"""The marks on the reference machine; here they are as many times longer as the floor takes."""

FILL = """
WITH made AS (
    INSERT INTO dossiers_dossier (
        id, reference, reference_key, number, number_key, procedure_version_id, procedure_id,
        agency_id, receiving_agency_id, applicant_id, channel, state, lodged_at, waiting_since,
        intake_due_at, accepted_at, due_at, wrapped_key, last_seq, last_hash, handling)
    SELECT nextval('dossiers_dossier_id_seq'),
        'NT-' || lpad(n::text, 10, 'W'), 'NT' || lpad(n::text, 10, 'W'),
        'H99-20260102-' || n, 'H9920260102' || n, %(version)s, %(procedure)s, agency.id, agency.id,
        %(person)s, 'online', 'in_progress', now(), now(), now(), now(), now() + interval '90 days',
        '\\x00', 1, '\\x00', 1
    FROM generate_series(%(from)s, %(many)s) n
    JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS many
          FROM organisations_agency) agency ON agency.place = n %% agency.many
    RETURNING id)
INSERT INTO dossiers_dossierevent (dossier_id, seq, act, source, target, by, occurred_at, recorded_at,
    article, payload, commitment, previous_hash, hash)
SELECT id, 1, 'accept', 'lodged', 'accepted', 'officer:1', now(), now(), 'Điều 17.2.b', '{}', '',
    '\\x00', '\\x00' FROM made
"""
PLAIN = """
WITH moved AS (
    UPDATE dossiers_dossier SET due_at = due_at - interval '1 day', last_seq = last_seq + 1
    WHERE id IN (SELECT id FROM dossiers_dossier WHERE number LIKE 'H99-20260102-%%' AND id > %(after)s
                 ORDER BY id LIMIT 1000) RETURNING id, last_seq),
told AS (
    INSERT INTO dossiers_dossierevent (dossier_id, seq, act, source, target, by, occurred_at,
        recorded_at, article, payload, commitment, previous_hash, hash)
    SELECT id, last_seq, 'redate', 'in_progress', 'in_progress', 'system:worker', now(), now(),
        'Điều 148', '{}', '', '\\x00', '\\x00' FROM moved),
announced AS (
    INSERT INTO kernel_outboxmessage (type, subject_kind, subject_key, payload, occurred_at,
        is_delivered, attempts, last_error)
    SELECT 'bench', 'dossier', id::text, '{}', now(), true, 0, '' FROM moved)
SELECT max(id) FROM moved
"""
SETTLED = "UPDATE kernel_outboxmessage SET is_delivered = true WHERE NOT is_delivered"
"""Nobody has to be told of what is only measured."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """How long so many took, against the mark and against plain SQL."""

    name: str
    many: int
    seconds: float
    mark: float
    limit: float | None
    """Seconds that plain SQL takes for the same rows."""

    def mark_here(self, slowness: float) -> float:
        """Return the mark in seconds of this machine at this hour."""
        return self.mark * slowness

    def tell(self, slowness: float) -> str:
        """Return a line of the report."""
        ratio = (
            f"; plain SQL {self.limit:.1f} s, {self.seconds / self.limit:.1f} times"
            if self.limit
            else ""
        )
        return (
            f"{self.name}: {self.many:,} in {self.seconds:.1f} s, mark {self.mark:.0f} s,"
            f" here {self.mark_here(slowness):.0f} s{ratio}"
        )


def slowness(floor: dict[str, float]) -> float:
    """Return how many times longer the floor's transition takes here than on the reference machine."""
    return floor["transition"] / REFERENCE_MS["transition"]


def measure(promises: int = PROMISES, bulk: int = BULK) -> list[Done]:
    """Count promises anew after a change of the calendar, and take dossiers in in bulk."""
    return [_recount(promises), _accept(bulk)]


def _recount(many: int) -> Done:
    _fill(many)
    seconds = _timed(lambda: _redate(many))
    limit = _timed(_write_plainly)
    _settle()
    return Done(
        name="promises counted anew", many=many, seconds=seconds,
        mark=SECONDS_FOR_PROMISES * many / PROMISES, limit=limit,
    )  # fmt: skip


def _redate(many: int) -> None:
    after, moved = _first() - 1, 0  # what was filled in before has no log
    today = clock.today()
    while True:
        done = dossiers.redate(agency_id=None, changed_on=today, after_id=after, at=clock.now())
        if not done.seen:
            break
        after, moved = done.last_id, moved + done.moved
    assert moved >= many, f"{moved} of {many} moved"


def _first() -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT min(id) FROM dossiers_dossier WHERE number LIKE 'H99-20260102-%'")
        (first,) = cursor.fetchone()
    return int(first)


def _write_plainly() -> None:
    after = 0
    while after is not None:
        with connections["owner"].cursor() as cursor:
            cursor.execute(PLAIN, {"after": after})
            (after,) = cursor.fetchone()


def _accept(many: int) -> Done:
    cast = Cast()
    references = [
        lodging.lodge(draft_id=draft_of(cast).pk, by=cast.citizen, at=clock.now()).reference
        for _one in range(many)
    ]

    def accept() -> None:
        answers = intake.accept_each(references=references, by=cast.desk, at=clock.now())
        assert all(one.dossier for one in answers)

    return Done(
        name="dossiers taken in at once", many=many, seconds=_timed(accept),
        mark=SECONDS_FOR_BULK * many / BULK, limit=None,
    )  # fmt: skip


def _fill(many: int) -> None:
    """Let there be so many open dossiers, each promised for another day than the calendar says.

    The log is only ever added to, so that dossiers of an earlier run are used again.
    """
    version = procedures.get_by_code(RESIDENCE, clock.today())
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dossiers_dossier WHERE number LIKE 'H99-20260102-%'")
        (there,) = cursor.fetchone()
        told = {
            "version": version.id,
            "procedure": version.procedure_id,
            "person": Cast().citizen.person_id,
            "from": there + 1,
            "many": many,
        }
        cursor.execute(FILL, told)
        cursor.execute(
            "UPDATE dossiers_dossier SET due_at = now() + interval '90 days'"
            " WHERE number LIKE 'H99-20260102-%'"
        )
        cursor.execute("ANALYZE dossiers_dossier")


def _settle() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(SETTLED)


def _timed(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
