"""Questions asked of notes. Whoever asks has been given the dossier: the right to it is the right to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, Func, OuterRef, Q, QuerySet

from motcua.domain.dossiers.queries import SEEING_ROLES
from motcua.domain.notes.models import Mention, Note, Retraction
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import audit, sealing
from motcua.foundation.kernel.subjects import Subject

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer
    from motcua.foundation.identity.queries import PostRecord

PURPOSE: Final = "note"
WORDS: Final = "notes:words"
REASON: Final = "notes:reason"
LONGEST: Final = 2000
MOST: Final = 50
SCREEN: Final = "notes-of-post"
CALLING: Final = "calling"
"""What an officer carries of the notes that call them."""


@dataclass(frozen=True, kw_only=True)
class Called:
    """A colleague whom a note calls."""

    name: str
    read_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Written:
    """A note as it is read; without words once the dossier's key was destroyed."""

    id: int
    by_post_id: int
    who: str
    written_at: datetime
    words: str | None
    called: tuple[Called, ...]
    retracted_at: datetime | None
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class Calling:
    """A note that calls the reader."""

    id: int
    """Of the mention."""
    dossier: Dossier
    who: str
    written_at: datetime
    words: str | None
    read_at: datetime | None
    is_retracted: bool


def count_of(dossier: Dossier) -> int:
    """Return how many notes stand in a dossier, retracted ones aside. One query."""
    return Note.objects.filter(dossier=dossier, retraction__isnull=True).count()


def list_of(dossier: Dossier) -> list[Written]:
    """Return the notes in a dossier, newest first. Three queries; one where there are none."""
    notes = list(Note.objects.filter(dossier=dossier).select_related("retraction").order_by("-pk"))
    if not notes:
        return []
    mentions = list(Mention.objects.filter(note__dossier=dossier).order_by("pk"))
    posts = identity.list_posts_by_id(
        sorted({note.by_post_id for note in notes} | {one.post_id for one in mentions})
    )
    called: dict[int, list[Called]] = {}
    for one in mentions:
        name = _name(posts[one.post_id])
        called.setdefault(one.note_id, []).append(Called(name=name, read_at=one.read_at))
    written = []
    for note in notes:
        retraction = getattr(note, "retraction", None)
        written.append(
            Written(
                id=note.pk,
                by_post_id=note.by_post_id,
                who=_name(posts[note.by_post_id]),
                written_at=note.written_at,
                words=_open(dossier, note.sealed, context=WORDS),
                called=tuple(called.get(note.pk, ())),
                retracted_at=retraction.retracted_at if retraction else None,
                reason=_open(dossier, retraction.sealed, context=REASON) if retraction else None,
            )
        )
    return written


def list_calling(by: Officer) -> list[Calling]:
    """Return the notes that call the officer, unread and newest first; the readings are noted. Two queries.

    Of dossiers that are another agency's by now nothing is shown.
    """
    mentions = list(
        Mention.objects.filter(_of_seen(by), post_id=by.seat_id)
        .select_related("note__dossier", "note__retraction")
        .order_by("-read_at", "-written_at", "-pk")[:MOST]
    )
    posts = identity.list_posts_by_id(sorted({one.note.by_post_id for one in mentions}))
    audit.note_reading(
        reader=by.key, agency_id=by.agency_id, purpose=PURPOSE,
        subjects=[one.note.dossier.subject for one in mentions],
    )  # fmt: skip
    return [
        Calling(
            id=one.pk,
            dossier=one.note.dossier,
            who=_name(posts[one.note.by_post_id]),
            written_at=one.note.written_at,
            words=_open(one.note.dossier, one.note.sealed, context=WORDS),
            read_at=one.read_at,
            is_retracted=hasattr(one.note, "retraction"),
        )
        for one in mentions
    ]


def ask_calling(_posts: QuerySet[Any], seats: QuerySet[Any]) -> ArraySubquery:
    """Return the question for whose posts notes call that nobody has read, once for each note.

    It is asked before it is known who acts, so the database is asked about each note, and shows none.
    """
    is_theirs = Func(
        "note_id", "post__agency_id", function="notes_lies_with", output_field=BooleanField()
    )
    mentions = Mention.objects.filter(
        is_theirs, ~Exists(Retraction.objects.filter(note=OuterRef("note"))),
        post__in=seats, read_at__isnull=True,
    ).order_by("pk")  # fmt: skip
    return ArraySubquery(mentions.values("post_id")[:MOST])


def count_calling(by: Officer) -> int:
    """Return how many notes call the officer that nobody has read; retracted ones aside. No query."""
    unread: list[int] = by.carried.get(CALLING, [])
    return unread.count(by.seat_id)


def screen_of(post_id: int) -> Subject:
    """Return under which name screens hear that the notes which call a post changed."""
    return Subject(kind=SCREEN, key=str(post_id))


def list_posts_called(note: Note) -> list[int]:
    """Return the posts that a note calls. One query."""
    mentions = Mention.objects.filter(note=note).order_by("pk")
    return list(mentions.values_list("post_id", flat=True))


def list_colleagues(dossier: Dossier, by: Officer, *, on: date) -> list[PostRecord]:
    """Return whom a note in the dossier can call: who serves its agencies and sees it. At most two queries."""
    agencies = dict.fromkeys((dossier.agency_id, dossier.receiving_agency_id))
    return [
        post
        for agency_id in agencies
        for post in identity.list_posts(agency_id, on=on)
        if post.id != by.seat_id and post.roles & SEEING_ROLES
    ]


def find_seen(note_id: int, dossier: Dossier) -> Note | None:
    """Return the note, if it is in this dossier. One query."""
    return Note.objects.filter(pk=note_id, dossier=dossier).select_related("retraction").first()


def _of_seen(by: Officer) -> Q:
    own = Q(note__dossier__agency_id=by.agency_id)
    return own | Q(note__dossier__receiving_agency_id=by.agency_id)


def _open(dossier: Dossier, sealed: sealing.Stored, *, context: str) -> str | None:
    try:
        key = sealing.unwrap_key(dossier.wrapped_key, dossier.subject)
    except sealing.KeyErased:
        return None
    return str(sealing.open_sealed(key, sealed, context=context))


def _name(post: PostRecord) -> str:
    return f"{post.name}, {post.title}"
