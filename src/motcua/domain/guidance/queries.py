"""Questions asked of guidance. Fetching one checks the right to it and notes the reading."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast

from motcua.domain.guidance import rules
from motcua.domain.guidance.enums import Way
from motcua.domain.guidance.errors import GuidanceNotFound
from motcua.domain.guidance.models import GUIDANCE, Guidance
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.errors import ProcedureNotFound
from motcua.domain.procedures.queries import Version
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import audit, sealing
from motcua.foundation.kernel.models import SubjectKey

PURPOSE: Final = "guidance"
WORDS: Final = "guidance:words"
MOST: Final = 50
USED: Final = 5
"""How many ways of saying it are offered."""
_KEY_PURPOSE: Final = b"motcua guidance contact v1"


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was said to whom; name and number are empty where the person gave none."""

    name: str = ""
    contact: str = ""
    content: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One guidance in a list: nothing of the person stands there."""

    guidance: Guidance
    version: Version
    way: Way


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A guidance with its words."""

    guidance: Guidance
    version: Version
    way: Way
    said: Said
    papers: tuple[str, ...]
    """Names of the papers that were named."""
    officer: str
    is_current: bool
    """Whether the version spoken of is the one in force on the day it is read."""


@dataclass(frozen=True, kw_only=True)
class Used:
    """What was said about a procedure, in these words and naming these papers, how often."""

    key: UUID
    """The guidance that said it last."""
    content: str
    papers: tuple[str, ...]
    """Codes of the papers that were named."""
    times: int


def list_recent(officer: Officer) -> list[Row]:
    """Return what the officer's desk told people last, newest first. One query and the versions'."""
    return _rows(_of_desk(officer))


def find_of_person(officer: Officer, contact: str) -> list[Row]:
    """Return what the officer's desk told who gave this number, newest first; the readings are noted.

    One query and the versions'; none for what is no number.
    """
    digest = digest_of(contact)
    if digest is None:
        return []
    rows = _rows(_of_desk(officer).filter(contact_digest=digest))
    subjects = [row.guidance.subject for row in rows]
    audit.note_reading(
        reader=officer.key, agency_id=officer.agency_id, purpose=PURPOSE, subjects=subjects
    )
    return rows


def list_used(officer: Officer, version: Version) -> list[Used]:
    """Return what the officer's desk said about the procedure before, most often first. One query, and the readings.

    Who it was said to stays out; what was said may yet speak of them, so that the readings are noted.
    """
    key = SubjectKey.objects.filter(kind=GUIDANCE, key=Cast(OuterRef("pk"), CharField()))
    given = _of_desk(officer).filter(version__procedure_id=version.procedure_id)
    rows = given.annotate(wrapped=Subquery(key.values("wrapped"))).order_by("-given_at", "pk")
    said: dict[tuple[str, tuple[str, ...]], list[Guidance]] = {}
    for row in rows[:MOST]:
        if row.wrapped is not None:
            words = sealing.open_sealed(
                sealing.unwrap_key(row.wrapped, row.subject), row.sealed, context=WORDS
            )
            said.setdefault((words["content"], tuple(row.papers)), []).append(row)
    often = sorted(said.items(), key=lambda one: -len(one[1]))[:USED]
    read = [row.subject for _words, found in often for row in found]
    audit.note_reading(
        reader=officer.key, agency_id=officer.agency_id, purpose=PURPOSE, subjects=read
    )
    return [
        Used(key=found[0].pk, content=content, papers=papers, times=len(found))
        for (content, papers), found in often
    ]


def get(guidance_id: UUID, officer: Officer, *, on: date) -> Seen:
    """Return what was said to an officer of the desk that said it; the reading is noted.

    Raises:
        GuidanceNotFound: if there is none, another agency's desk gave it, or its words were erased.
    """
    guidance = _of_desk(officer).filter(pk=guidance_id).first()
    if guidance is None:
        raise GuidanceNotFound
    try:
        data_key = sealing.get_key(guidance.subject)
    except sealing.KeyErased as erased:
        raise GuidanceNotFound from erased
    words = sealing.open_sealed(data_key, guidance.sealed, context=WORDS)
    audit.note_reading(
        reader=officer.key, agency_id=officer.agency_id, purpose=PURPOSE,
        subjects=[guidance.subject],
    )  # fmt: skip
    version = procedures.get_version(guidance.version_id)
    names = {paper.code: paper.name for paper in version.papers}
    post = identity.list_posts_by_id([guidance.by_post_id]).get(guidance.by_post_id)
    return Seen(
        guidance=guidance,
        version=version,
        way=Way(guidance.way),
        said=Said(**words),
        papers=tuple(names.get(code, code) for code in guidance.papers),
        officer=f"{post.name}, {post.title}" if post else "",
        is_current=_is_current(version, on),
    )


def _is_current(version: Version, on: date) -> bool:
    try:
        return procedures.get_by_code(version.code, on).id == version.id
    except ProcedureNotFound:
        return False


def digest_of(contact: str) -> bytes | None:
    """Return under which 32 bytes a number is kept for searching; None if it is none."""
    key = rules.contact_key(contact)
    if not key:
        return None
    master = hmac.digest(bytes.fromhex(settings.MASTER_KEY), _KEY_PURPOSE, hashlib.sha256)
    return hmac.digest(master, key.encode(), hashlib.sha256)


def _of_desk(officer: Officer) -> QuerySet[Guidance]:
    """Return what the officer's own desk gave; nothing for who serves no desk."""
    if Role.DESK not in officer.roles:
        return Guidance.objects.none()
    return Guidance.objects.filter(agency_id=officer.agency_id)


def _rows(found: QuerySet[Guidance]) -> list[Row]:
    rows = list(found.order_by("-given_at", "pk")[:MOST])
    versions = procedures.get_versions([row.version_id for row in rows])
    return [
        Row(guidance=row, version=version, way=Way(row.way))
        for row, version in zip(rows, versions, strict=True)
    ]
