"""Questions about who read a person's data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, TypeAlias
from uuid import UUID

from motcua.domain.dossiers import queries as dossiers
from motcua.domain.privacy import rules
from motcua.domain.privacy.models import Objection
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import audit
from motcua.foundation.kernel.subjects import Subject
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Citizen

PAGE: Final = 25
OFFICER: Final = "officer:"
PERSON: Final = dossiers.REPRESENTATIVE
Place: TypeAlias = audit.Place
"""Where a row stands in the list."""
_Read = tuple[date, str, str]
"""On which day, by whom, for what."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """That a post read a person's data on a day for one purpose, once or more often.

    The post acts, not the person in it: so the log is kept, and so it is told.
    """

    on: date
    first_at: datetime
    last_at: datetime
    times: int
    purpose: str
    """In words."""
    post: str
    """Empty where the product itself read, or a person."""
    person: str
    """Who read it in the citizen's name."""
    agency: str
    reference: str
    """Of the dossier; empty where the person's own record was read."""
    number: str
    """What the dossier is called today; empty where the person's own record was read."""
    reading_id: UUID
    """The first of these readings, by which one asks about them."""
    objection: Objection | None
    """What the person asked about them."""


@dataclass(frozen=True, kw_only=True)
class Looks:
    """A page of them, latest day first."""

    rows: tuple[Look, ...]
    next: Place | None
    """Behind which row the next page begins."""


@dataclass(frozen=True, kw_only=True)
class _Readers:
    """What those are called who read."""

    posts: Mapping[int, identity.PostRecord]
    people: Mapping[int, str]
    agencies: Mapping[int, str]

    def post_of(self, reader: str) -> str:
        if not reader.startswith(OFFICER):
            return ""
        post = self.posts.get(int(reader.removeprefix(OFFICER)))
        return post.title if post else ""

    def person_of(self, reader: str) -> str:
        if not reader.startswith(PERSON):
            return ""
        return self.people.get(int(reader.removeprefix(PERSON)), "")


def list_looks(citizen: Citizen, *, after: Place | None = None, size: int = PAGE) -> Looks:
    """Return a page of who read the citizen's data, by day, post, purpose and dossier, and what was asked of it.

    Five queries for any number, one more where somebody acts for the citizen; the citizen's own visits are not among them.
    """
    names = dossiers.list_names_of_citizen(citizen)
    found = audit.list_seen(subjects_of(citizen, names), after=after, limit=size + 1)
    rows = found[:size]
    asked = _list_asked(citizen, {row.on for row in rows})
    readers = _Readers(
        posts=identity.list_posts_by_id(sorted(_keys(rows, OFFICER))),
        people=identity.list_names(_keys(rows, PERSON)),
        agencies=organisations.list_names({row.agency_id for row in rows if row.agency_id}),
    )
    return Looks(
        rows=tuple(_to_look(row, readers, names, asked) for row in rows),
        next=rows[-1].place if len(found) > size else None,
    )


def subjects_of(citizen: Citizen, references: Iterable[str]) -> list[Subject]:
    """Return whose readings are a citizen's to know: of these dossiers, and of the person."""
    held = [Subject(kind=dossiers.KIND, key=reference) for reference in references]
    return [*held, identity.person_subject(citizen.person_id)]


def _list_asked(citizen: Citizen, days: Collection[date]) -> dict[_Read, Objection]:
    found = Objection.objects.filter(person_id=citizen.person_id, read_on__in=days)
    return {(one.read_on, one.reader, one.purpose): one for one in found}


def _to_look(
    row: audit.Seen,
    readers: _Readers,
    names: dict[str, str],
    asked: dict[_Read, Objection],
) -> Look:
    kind, _, key = row.subject.partition(":")
    reference = key if kind == dossiers.KIND else ""
    return Look(
        on=row.on,
        first_at=row.first_at,
        last_at=row.last_at,
        times=row.times,
        purpose=rules.purpose_in_words(row.purpose),
        post=readers.post_of(row.reader),
        person=readers.person_of(row.reader),
        agency=readers.agencies.get(row.agency_id or 0, ""),
        reference=reference,
        number=names.get(reference, ""),
        reading_id=row.first_id,
        objection=asked.get((row.on, row.reader, row.purpose)),
    )


def _keys(rows: Iterable[audit.Seen], kind: str) -> set[int]:
    return {int(row.reader.removeprefix(kind)) for row in rows if row.reader.startswith(kind)}
