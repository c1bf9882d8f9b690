"""Questions about who read a person's data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from motcua.domain.dossiers import queries as dossiers
from motcua.domain.privacy import rules
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import audit
from motcua.foundation.kernel.subjects import Subject
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from datetime import date, datetime

    from motcua.foundation.identity.actors import Citizen

PAGE: Final = 25
OFFICER: Final = "officer:"


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
    """Empty where the product itself read."""
    agency: str
    reference: str
    """Of the dossier; empty where the person's own record was read."""
    number: str
    """What the dossier is called today; empty where the person's own record was read."""


@dataclass(frozen=True, kw_only=True)
class Looks:
    """A page of them, latest day first."""

    rows: tuple[Look, ...]
    number: int
    is_last: bool


def list_looks(citizen: Citizen, *, number: int) -> Looks:
    """Return a page of who read the citizen's data, by day, post, purpose and dossier.

    Four queries for any number; the citizen's own visits are not among them.
    """
    names = dossiers.list_names_of_citizen(citizen)
    subjects = [Subject(kind=dossiers.KIND, key=reference) for reference in names]
    found = audit.list_seen(
        [*subjects, identity.person_subject(citizen.person_id)],
        offset=(number - 1) * PAGE,
        limit=PAGE + 1,
    )
    rows = found[:PAGE]
    posts = identity.list_posts_by_id(
        sorted({int(row.reader.removeprefix(OFFICER)) for row in rows if _is_officer(row)})
    )
    agencies = organisations.list_names({row.agency_id for row in rows if row.agency_id})
    return Looks(
        rows=tuple(_to_look(row, posts, agencies, names) for row in rows),
        number=number,
        is_last=len(found) <= PAGE,
    )


def _to_look(
    row: audit.Seen,
    posts: dict[int, identity.PostRecord],
    agencies: dict[int, str],
    names: dict[str, str],
) -> Look:
    post = posts.get(int(row.reader.removeprefix(OFFICER))) if _is_officer(row) else None
    kind, _, key = row.subject.partition(":")
    reference = key if kind == dossiers.KIND else ""
    return Look(
        on=row.on,
        first_at=row.first_at,
        last_at=row.last_at,
        times=row.times,
        purpose=rules.purpose_in_words(row.purpose),
        post=post.title if post else "",
        agency=agencies.get(row.agency_id or 0, ""),
        reference=reference,
        number=names.get(reference, ""),
    )


def _is_officer(row: audit.Seen) -> bool:
    return row.reader.startswith(OFFICER)
