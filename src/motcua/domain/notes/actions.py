"""Writing notes: the only writer of this context. A note is never changed; its author may retract it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.domain.dossiers import queries as dossiers
from motcua.domain.notes import queries
from motcua.domain.notes.errors import (
    AlreadyRetracted,
    NotAColleague,
    NoteNotFound,
    NotYourNote,
    WordsNeeded,
)
from motcua.domain.notes.models import Mention, Note, Retraction
from motcua.foundation.kernel import clock, outbox, sealing

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer
    from motcua.foundation.identity.queries import PostRecord


@transaction.atomic
def write(
    *, reference: str, words: str, post_ids: Collection[int], by: Officer, at: datetime
) -> tuple[Dossier, list[PostRecord]]:
    """Write a note in a dossier and call these colleagues; return the dossier and whom it calls.

    Raises:
        DossierNotFound: if there is none, or none this officer may see.
        WordsNeeded: if it says nothing, or too much.
        NotAColleague: if somebody called does not serve the dossier's agencies today.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=queries.PURPOSE)
    said = _require_words(words, field="words")
    colleagues = queries.list_colleagues(dossier, by, on=clock.day_in_vietnam(at))
    called = [post for post in colleagues if post.id in post_ids]
    if len(called) != len(set(post_ids)):
        raise NotAColleague(field="post")
    note = Note.objects.create(
        dossier=dossier,
        by_post_id=by.post_id,
        written_at=at,
        sealed=_seal(dossier, said, context=queries.WORDS),
    )
    Mention.objects.bulk_create(
        Mention(note=note, post_id=post.id, written_at=at) for post in called
    )
    if called:
        outbox.wake(queries.screen_of(post.id) for post in called)
    return dossier, called


@transaction.atomic
def retract(*, reference: str, note_id: int, reason: str, by: Officer, at: datetime) -> None:
    """Say why a note of one's own does not stand any more; it stays to be read, struck.

    Raises:
        DossierNotFound, NoteNotFound: if there is none this officer may see.
        NotYourNote: if somebody else wrote it.
        WordsNeeded: if no reason is given.
        AlreadyRetracted: if it was retracted before.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=queries.PURPOSE)
    note = queries.find_seen(note_id, dossier)
    if note is None:
        raise NoteNotFound
    if note.by_post_id != by.post_id:
        raise NotYourNote
    said = _require_words(reason, field=f"reason-{note.pk}")
    sealed = _seal(dossier, said, context=queries.REASON)
    _retraction, is_new = Retraction.objects.get_or_create(
        note=note, defaults={"retracted_at": at, "sealed": sealed}
    )
    if not is_new:
        raise AlreadyRetracted
    if called := queries.list_posts_called(note):
        outbox.wake(map(queries.screen_of, called))


@transaction.atomic
def mark_read(*, mention_id: int, by: Officer, at: datetime) -> None:
    """Note that the officer read the note that calls them; the first time counts.

    Raises:
        NoteNotFound: if none calls this officer.
    """
    mention = (
        Mention.objects.select_for_update(of=("self",))
        .filter(pk=mention_id, post_id=by.seat_id)
        .first()
    )
    if mention is None:
        raise NoteNotFound
    if mention.read_at is None:
        mention.read_at = at
        mention.save(update_fields=["read_at"])
        outbox.wake([queries.screen_of(mention.post_id)])


def _require_words(words: str, *, field: str) -> str:
    said = words.strip()
    if not said or len(said) > queries.LONGEST:
        raise WordsNeeded(field=field, longest=queries.LONGEST)
    return said


def _seal(dossier: Dossier, words: str, *, context: str) -> bytes:
    key = sealing.unwrap_key(dossier.wrapped_key, dossier.subject)
    return sealing.seal(key, words, context=context)
