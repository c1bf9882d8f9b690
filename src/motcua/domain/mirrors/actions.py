"""Taking in what another system tells of its dossiers: the only writer of mirrors."""

from datetime import datetime

from django.db import connection, transaction

from motcua.domain.dossiers.queries import lookup_key
from motcua.domain.mirrors import rules
from motcua.domain.mirrors.errors import AnotherPerson, SequenceTaken
from motcua.domain.mirrors.models import Mirror, MirrorWord
from motcua.domain.mirrors.rules import Word
from motcua.foundation.identity.actors import System
from motcua.foundation.kernel import chain


@transaction.atomic
def take(*, word: Word, person_id: int, by: System, at: datetime) -> Mirror:
    """Keep the word; show it if it is newer than what is shown (Decree 224/2026, Article 15.1.h).

    Words count by the other system's own sequence, in whatever order they come: an older one is kept
    and changes nothing. The same word again changes nothing at all. Five statements at the most.

    Raises:
        SequenceTaken: if another word came under this sequence.
        AnotherPerson: if the dossier came with another applicant before.
    """
    _wait_for_number(by, word.number)
    mirror = Mirror.objects.filter(system=by.name, number_key=lookup_key(word.number)).first()
    if mirror is None:
        mirror = Mirror(
            system=by.name,
            number=word.number,
            number_key=lookup_key(word.number),
            person_id=person_id,
            sequence=word.sequence,
            last_place=1,
            last_hash=rules.link(chain.GENESIS, word.to_content(), place=1),
            first_told_at=at,
        )
        _show(mirror, word)
        mirror.save(force_insert=True)
        _keep(mirror, word, previous=chain.GENESIS, is_newer=True, at=at)
        return mirror
    if mirror.person_id != person_id:
        raise AnotherPerson(number=mirror.number)
    known = MirrorWord.objects.filter(mirror=mirror, sequence=word.sequence).first()
    if known is not None:
        if known.content != word.to_content():
            raise SequenceTaken(number=mirror.number, sequence=word.sequence)
        return mirror
    previous = bytes(mirror.last_hash)
    is_newer = word.sequence > mirror.sequence
    if is_newer:
        mirror.sequence = word.sequence
        _show(mirror, word)
    mirror.last_place += 1
    mirror.last_hash = rules.link(previous, word.to_content(), place=mirror.last_place)
    mirror.save()
    _keep(mirror, word, previous=previous, is_newer=is_newer, at=at)
    return mirror


def _show(mirror: Mirror, word: Word) -> None:
    mirror.procedure_code = word.procedure_code
    mirror.agency_id = word.agency_id
    mirror.national_code = word.state
    mirror.words = word.words
    mirror.link = word.link
    mirror.lodged_at = word.lodged_at
    mirror.changed_at = word.changed_at
    mirror.due_at = word.due_at
    mirror.finished_at = word.finished_at


def _keep(mirror: Mirror, word: Word, *, previous: bytes, is_newer: bool, at: datetime) -> None:
    MirrorWord.objects.create(
        mirror=mirror,
        place=mirror.last_place,
        sequence=word.sequence,
        is_newer=is_newer,
        content=word.to_content(),
        received_at=at,
        previous_hash=previous,
        hash=mirror.last_hash,
    )


def _wait_for_number(by: System, number: str) -> None:
    """Let one word of a number be judged at a time, known here or not yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"mirror {by.name} {lookup_key(number)}"],
        )
