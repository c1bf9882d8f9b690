"""The register of a one-stop desk: the dossiers it took in, in the order in which they were written down.

The order is that of the log. What is recorded stays where it is, so a line keeps its number for ever.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from django.db import connection

from motcua.domain.dossiers import rules
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.models import Dossier, DossierAnswers, DossierEvent
from motcua.domain.dossiers.queries.seeing import with_names
from motcua.foundation.kernel import sealing

_NUMBERED: Final = """
    SELECT numbered.no, numbered.dossier_id FROM (
        SELECT row_number() OVER (ORDER BY recorded_at, dossier_id) AS no, dossier_id
        FROM dossiers_dossierevent
        WHERE act = 'accept' AND agency_id = %(agency_id)s
          AND recorded_at >= %(since)s AND recorded_at < %(until)s
    ) AS numbered
    JOIN dossiers_dossier AS dossier ON dossier.id = numbered.dossier_id
    WHERE numbered.no > %(after)s
      AND (%(procedure_id)s::bigint IS NULL OR dossier.procedure_id = %(procedure_id)s)
      AND (%(received_since)s::timestamptz IS NULL OR dossier.accepted_at >= %(received_since)s)
      AND (%(received_until)s::timestamptz IS NULL OR dossier.accepted_at < %(received_until)s)
      AND (NOT %(is_open)s OR dossier.state = ANY(%(open_states)s))
    ORDER BY numbered.no
    LIMIT %(limit)s
"""
_UNRETURNED: Final = sorted(state.value for state in rules.OPEN_STATES)


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Which lines of a desk's register are asked for; what is left empty does not matter."""

    agency_id: int
    """Whose one-stop desk."""
    year: int
    procedure_id: int | None = None
    received_since: datetime | None = None
    received_until: datetime | None = None
    """The first moment no longer asked for."""
    is_open: bool = False
    """Only what is not yet handed over or otherwise ended."""


@dataclass(frozen=True, kw_only=True)
class Entered:
    """One line of the register: its number in the year, the dossier, how it stood."""

    no: int
    dossier: Dossier
    seq: int
    """The last entry of the log that was read."""
    stood: rules.Stood
    agency_id: int
    """The agency that was competent then."""
    answers: Mapping[str, Any] = field(default_factory=dict)
    """What had been declared by then."""


def list_numbers(
    sought: Sought, *, after: int = 0, limit: int | None = None
) -> list[tuple[int, int]]:
    """Return number and dossier of the lines asked for, behind a number. One query."""
    since, until = rules.year_of(sought.year)
    asked: dict[str, int | bool | datetime | list[str] | None] = {
        "agency_id": sought.agency_id,
        "since": since,
        "until": until,
        "after": after,
        "procedure_id": sought.procedure_id,
        "received_since": sought.received_since,
        "received_until": sought.received_until,
        "is_open": sought.is_open,
        "open_states": _UNRETURNED,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERED, asked)
        found: list[tuple[int, int]] = cursor.fetchall()
    return found


def read_lines(
    numbers: Sequence[tuple[int, int]], *, heads: Mapping[int, int] | None = None
) -> list[Entered]:
    """Return these lines with what their dossiers' logs say. Three queries for any number.

    A dossier that was reopened has a line for each handling under its one number: the first stays as it was.

    :param heads: the last entry to read of each dossier, for a book that was closed; all if left out
    """
    keys = [dossier_id for _no, dossier_id in numbers]
    dossiers = {dossier.pk: dossier for dossier in with_names().filter(pk__in=keys)}
    entries = _entries_of(keys)
    declared = _declared_by(dossiers, heads or {})
    return [
        line
        for no, key in numbers
        for line in _entered(
            no, dossiers[key], entries[key], declared.get(key, {}), (heads or {}).get(key)
        )
    ]


def _entered(
    no: int, dossier: Dossier, entries: Sequence[rules.Written], answers: Mapping[str, Any],
    head: int | None,
) -> Iterator[Entered]:  # fmt: skip
    head = dossier.last_seq if head is None else head
    for handling in rules.split_handlings(entry for entry in entries if entry.seq <= head):
        seq = handling[-1].seq
        stood = rules.stood_after(handling)
        if seq == dossier.last_seq:
            # Entries of supplements say since ADR 27 what is promised then; the row always did.
            stood = replace(stood, due_at=dossier.due_at)
        later = (entry for entry in reversed(entries) if entry.seq > seq)
        yield Entered(
            no=no,
            dossier=dossier,
            seq=seq,
            stood=stood,
            agency_id=rules.competent_after(dossier.agency_id, later),
            answers=answers,
        )


def _entries_of(dossier_ids: Sequence[int]) -> dict[int, list[rules.Written]]:
    entries: dict[int, list[rules.Written]] = {key: [] for key in dossier_ids}
    rows = DossierEvent.objects.filter(dossier_id__in=dossier_ids).order_by("dossier_id", "seq")
    for row in rows.only(
        "dossier_id", "seq", "act", "target", "occurred_at", "recorded_at", "payload"
    ):
        entries[row.dossier_id].append(written(row))
    return entries


def written(row: DossierEvent) -> rules.Written:
    """Return an entry as the register reads it."""
    return rules.Written(
        seq=row.seq,
        act=Act(row.act),
        target=State(row.target),
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
        payload=row.payload,
    )


def _declared_by(
    dossiers: Mapping[int, Dossier], heads: Mapping[int, int]
) -> dict[int, dict[str, Any]]:
    """Return what each had declared last by its head, opened. One query."""
    declared = {}
    rows = DossierAnswers.objects.filter(dossier_id__in=dossiers).order_by("dossier_id", "version")
    for row in rows.defer("sealed_localities"):
        head = heads.get(row.dossier_id)
        # Versions are numbered by the log's length before the supplement is entered.
        if head is None or row.version == 1 or row.version < head:
            declared[row.dossier_id] = row
    return {
        key: sealing.open_sealed(
            sealing.unwrap_key(dossiers[key].wrapped_key, dossiers[key].subject),
            row.sealed,
            context=f"answers:{row.version}",
        )
        for key, row in declared.items()
    }


@dataclass(frozen=True, kw_only=True)
class Head:
    """The last entry of a dossier's log at a moment; its hash binds all entries before it."""

    seq: int
    hash: bytes


def list_heads(dossier_ids: Iterable[int]) -> dict[int, Head]:
    """Return where these dossiers' logs stand now. One query."""
    rows = Dossier.objects.filter(pk__in=list(dossier_ids))
    return {
        key: Head(seq=seq, hash=bytes(found))
        for key, seq, found in rows.values_list("pk", "last_seq", "last_hash")
    }


def find_unlike(heads: Iterable[tuple[int, Head]]) -> list[tuple[int, int]]:
    """Return dossier and place of those heads that the log no longer has. One query a thousand."""
    unlike, waiting = [], list(heads)
    for start in range(0, len(waiting), _CHUNK):
        chunk = waiting[start : start + _CHUNK]
        rows = DossierEvent.objects.filter(dossier_id__in=[key for key, _head in chunk])
        wanted = {(key, head.seq) for key, head in chunk}
        hashes = {
            (key, seq): bytes(found)
            for key, seq, found in rows.values_list("dossier_id", "seq", "hash")
            if (key, seq) in wanted
        }
        unlike += [
            (key, head.seq) for key, head in chunk if hashes.get((key, head.seq)) != head.hash
        ]
    return unlike


_CHUNK: Final = 1000


@dataclass(frozen=True, kw_only=True)
class Afterwards:
    """What happened to a dossier after its book was closed."""

    dossier_id: int
    seq: int
    act: Act
    at: datetime


def list_afterwards(heads: Mapping[int, int]) -> list[Afterwards]:
    """Return the entries behind these heads, oldest first. One query."""
    rows = DossierEvent.objects.filter(dossier_id__in=list(heads)).order_by(
        "recorded_at", "dossier_id", "seq"
    )
    return [
        Afterwards(dossier_id=key, seq=seq, act=Act(act), at=at)
        for key, seq, act, at in rows.values_list("dossier_id", "seq", "act", "recorded_at")
        if seq > heads[key]
    ]
