"""Taking in what a province published as prose: as information, each record with its doubts."""

import gzip
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
import yaml
from django.db import transaction

from motcua.domain.procedures import queries
from motcua.domain.procedures.actions.publishing import publish_all
from motcua.domain.procedures.errors import CatalogueRefused, Problem
from motcua.domain.procedures.rules import checks
from motcua.domain.procedures.rules.published_text import Draft, Publication, draft_all
from motcua.domain.procedures.rules.record import Record, from_plain
from motcua.foundation.kernel import clock


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of the procedures of a text, by their codes and names."""

    published: tuple[str, ...]
    known: tuple[str, ...]
    """Those that the catalogue held already; they stay as they are."""
    without_code: tuple[str, ...]
    """Names of those that the text gives no code at all."""
    doubts: int


@transaction.atomic
def import_published_text(description: Path, *, at: datetime) -> Taken:
    """Publish each procedure of the text that the description names and the catalogue lacks.

    Nothing can be lodged by such a record: it says what was published, and what to verify.

    :raises CatalogueRefused: if a draft cannot be a record; nothing is taken in
    """
    publication = msgspec.convert(
        yaml.load(description.read_bytes(), Loader=yaml.CSafeLoader), Publication
    )
    fields = queries.list_fields(clock.day_in_vietnam(at))
    drafts = draft_all(
        _text_of(description.parent / publication.file),
        publication,
        {field.code: (field.name, field.name_en) for field in fields},
    )
    records = _records(drafts, description.name)
    published = publish_all(records, at=at)
    return Taken(
        published=tuple(published),
        known=tuple(sorted({record.code for record in records} - set(published))),
        without_code=tuple(draft.title for draft in drafts if draft.plain is None),
        doubts=sum(len(record.to_verify) for record in records if record.code in set(published)),
    )


def _records(drafts: list[Draft], file: str) -> list[Record]:
    plain = [draft.plain for draft in drafts if draft.plain is not None]
    problems = [
        Problem(file=file, path=f"{one['code']} {path}", text=text)
        for one in plain
        for path, text in checks.problems_of(one)
    ]
    if problems:
        raise CatalogueRefused(problems)
    return [from_plain(one) for one in plain]


def _text_of(path: Path) -> str:
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
