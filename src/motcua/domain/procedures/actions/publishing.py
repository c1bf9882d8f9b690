"""Publishing: a record enters the catalogue as a version that never changes."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import msgspec
from django.db import transaction

from motcua.domain.procedures.events import VersionPublished
from motcua.domain.procedures.models import Procedure, ProcedureVersion, SearchEntry
from motcua.domain.procedures.queries import versions
from motcua.domain.procedures.rules import words
from motcua.domain.procedures.rules.record import Paper, Record, Result, to_json
from motcua.domain.procedures.rules.version import Version
from motcua.foundation.kernel import outbox, vietnamese
from motcua.foundation.kernel.subjects import Subject

_AT_ONCE: Final = 500
"""Rows read or written by one statement when everything is indexed anew."""


NO_PAPERS: Final[Mapping[str, int]] = {}


@transaction.atomic
def publish(
    *,
    record: Record,
    form_definition_id: int | None,
    workflow_definition_id: int | None,
    fee_definition_id: int | None = None,
    paper_template_ids: Mapping[str, int] = NO_PAPERS,
    at: datetime,
) -> Version | None:
    """Add a version with this content; return None when the latest version says the same already.

    Announces VersionPublished. The record must be free of problems (``rules.checks``).
    """
    procedure, _is_new = Procedure.objects.get_or_create(code=record.code)
    Procedure.objects.select_for_update(of=("self",)).get(pk=procedure.pk)
    later: list[object] = [fee_definition_id] if fee_definition_id is not None else []
    later += [dict(sorted(paper_template_ids.items()))] if paper_template_ids else []
    digest = _digest(record, form_definition_id, workflow_definition_id, *later)
    latest = ProcedureVersion.objects.filter(procedure=procedure).order_by("-number").first()
    if latest is not None and bytes(latest.sha256) == digest:
        return None

    row = ProcedureVersion.objects.create(
        procedure=procedure,
        number=latest.number + 1 if latest else 1,
        valid_from=record.valid_from,
        valid_to=record.valid_to,
        published_at=at,
        record=msgspec.to_builtins(record),
        sha256=digest,
        form_definition_id=form_definition_id,
        workflow_definition_id=workflow_definition_id,
        fee_definition_id=fee_definition_id,
        paper_templates=dict(paper_template_ids),
    )
    _entry(row.pk, record).save(force_insert=True)
    _announce(row, procedure.code, at)
    return versions.to_version(row)


@transaction.atomic
def publish_all(records: Sequence[Record], *, at: datetime) -> list[str]:
    """Publish, without form and process, what the catalogue does not hold; return the new codes.

    A procedure that it holds already stays as it is. A few statements for any number of records, and
    one for each announcement. The records must be free of problems (``rules.checks``).
    """
    known = set(
        Procedure.objects.filter(code__in=[record.code for record in records]).values_list(
            "code", flat=True
        )
    )
    new = {record.code: record for record in reversed(records) if record.code not in known}
    procedures = Procedure.objects.bulk_create([Procedure(code=code) for code in sorted(new)])
    rows = ProcedureVersion.objects.bulk_create(
        ProcedureVersion(
            procedure=procedure,
            number=1,
            valid_from=new[procedure.code].valid_from,
            valid_to=new[procedure.code].valid_to,
            published_at=at,
            record=msgspec.to_builtins(new[procedure.code]),
            sha256=_digest(new[procedure.code], None, None),
        )
        for procedure in procedures
    )
    SearchEntry.objects.bulk_create(_entry(row.pk, new[row.procedure.code]) for row in rows)
    for row in rows:
        _announce(row, row.procedure.code, at)
    return [procedure.code for procedure in procedures]


@transaction.atomic
def rebuild_search() -> int:
    """Index every version anew, as after a change in how words are folded; return how many."""
    SearchEntry.objects.all().delete()
    rows = ProcedureVersion.objects.order_by("pk").iterator(chunk_size=_AT_ONCE)
    entries = (_entry(row.pk, versions.to_version(row)) for row in rows)
    return len(SearchEntry.objects.bulk_create(entries, batch_size=_AT_ONCE))


def _announce(row: ProcedureVersion, code: str, at: datetime) -> None:
    versions.forget(row.pk)
    event = VersionPublished(
        procedure_id=row.procedure_id,
        version_id=row.pk,
        procedure_code=code,
        number=row.number,
    )
    outbox.publish(event, subject=Subject(kind="procedure", key=code), at=at)


def _digest(record: Record, *definitions: object) -> bytes:
    # What came after forms and processes counts only where it is, so that nothing published looks new.
    return hashlib.sha256(to_json(record) + repr(definitions).encode()).digest()


def _entry(version_id: int, record: Record) -> SearchEntry:
    names = [record.name, record.name_en]
    named: list[Result | Paper] = [*record.results, *record.papers]
    return SearchEntry(
        version_id=version_id,
        field=record.field.code,
        level=record.level,
        online_level=record.online_level,
        sort_key=vietnamese.sort_key(record.name),
        names=words.entry([*names, *record.keywords]),
        words=words.vector(
            {
                "A": [*names, record.code],
                "B": [*record.keywords],
                "C": [
                    *(record.field.name, record.field.name_en),
                    *(part.name for part in named),
                    *(part.name_en for part in named),
                ],
                "D": [
                    *(record.summary, record.summary_en),
                    *(case.name for case in record.cases),
                    *(case.name_en for case in record.cases),
                ],
            }
        ),
    )
