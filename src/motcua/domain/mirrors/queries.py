"""Questions asked of mirrors. Fetching one checks the right to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from motcua.domain.dossiers.queries import SEEING_ROLES, lookup_key
from motcua.domain.mirrors import rules
from motcua.domain.mirrors.enums import NationalState
from motcua.domain.mirrors.errors import MirrorNotFound
from motcua.domain.mirrors.models import Mirror, MirrorWord
from motcua.domain.mirrors.rules import Word
from motcua.foundation.identity.actors import Actor, Citizen, Officer
from motcua.foundation.kernel import audit, chain

__all__ = [
    "Broken",
    "Progress",
    "Word",
    "count_open",
    "find_mirror",
    "find_public",
    "find_visible",
    "get_visible",
    "list_of_citizen",
    "list_visible",
    "list_words",
    "verify_words",
]

MOST = 200


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What anybody with the number may know (Article 16.2.d of Circular 01/2018/TT-VPCP)."""

    number: str
    system: str
    state: NationalState


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A place where the words about a dossier do not hold."""

    mirror_id: int
    place: int


def list_of_citizen(citizen: Citizen) -> list[Mirror]:
    """Return the citizen's dossiers in other systems, newest first. One query."""
    rows = _with_names().filter(person_id=citizen.person_id)
    return list(rows.order_by("-lodged_at", "-pk")[:MOST])


def get_visible(mirror_id: int, actor: Actor, *, purpose: str) -> Mirror:
    """Return a mirror to its applicant or to an officer of its agency, whose reading is noted. One query.

    Raises:
        MirrorNotFound: if there is none, or none this actor may see.
    """
    mirror = _visible(actor).filter(pk=mirror_id).first()
    if mirror is None:
        raise MirrorNotFound
    return _noted(mirror, actor, purpose)


def find_visible(typed: str, actor: Actor, *, purpose: str) -> Mirror | None:
    """Return the mirror with this number, in any layout, as this actor may see it. One query."""
    key = lookup_key(typed)
    mirror = _visible(actor).filter(number_key=key).order_by("pk").first() if key else None
    return mirror and _noted(mirror, actor, purpose)


def list_visible(
    person_ids: Sequence[int], officer: Officer, *, purpose: str, limit: int = MOST
) -> list[Mirror]:
    """Return these people's mirrors of the officer's agency, newest first. One query.

    :param limit: how many are shown, and so noted as read; one more comes if there are more
    """
    rows = _visible(officer).filter(person_id__in=person_ids)
    found = list(rows.order_by("-lodged_at", "-pk")[: limit + 1])
    audit.note_reading(
        reader=officer.key,
        agency_id=officer.agency_id,
        subjects=[mirror.subject for mirror in found[:limit]],
        purpose=purpose,
    )
    return found


def find_public(typed: str) -> Progress | None:
    """Return how far the dossier with this number is in its system. One query."""
    key = lookup_key(typed)
    mirror = Mirror.objects.filter(number_key=key).order_by("pk").first() if key else None
    if mirror is None:
        return None
    return Progress(number=mirror.number, system=mirror.system, state=mirror.state)


def find_mirror(system: str, number: str) -> Mirror | None:
    """Return what the system told of this number, to code that checked the right before. One query."""
    rows = _with_names().filter(system=system, number_key=lookup_key(number))
    return rows.first()


def list_words(mirror: Mirror) -> list[MirrorWord]:
    """Return what was told of the dossier, by the other system's own order. One query."""
    return list(MirrorWord.objects.filter(mirror=mirror).order_by("sequence"))


def count_open(agency_ids: Sequence[int]) -> int:
    """Return how many dossiers of these agencies other systems are handling. One query."""
    rows = Mirror.objects.filter(agency_id__in=agency_ids)
    return rows.filter(national_code__in=sorted(rules.OPEN)).count()


def verify_words(*, chunk: int = 2000) -> Iterator[Broken]:
    """Recompute the chain of every mirror and yield the first word of each that does not hold."""
    mirror_id, previous, place, is_broken = 0, chain.GENESIS, 0, False
    for word in MirrorWord.objects.order_by("mirror_id", "place").iterator(chunk_size=chunk):
        if word.mirror_id != mirror_id:
            mirror_id, previous, place, is_broken = word.mirror_id, chain.GENESIS, 0, False
        place += 1
        expected = rules.link(previous, word.content, place=place)
        if not is_broken and (word.place != place or bytes(word.hash) != expected):
            is_broken = True
            yield Broken(mirror_id=mirror_id, place=place)
        previous = bytes(word.hash)
    head = MirrorWord.objects.filter(
        mirror_id=OuterRef("pk"), place=OuterRef("last_place"), hash=OuterRef("last_hash")
    )
    for mirror in Mirror.objects.exclude(Exists(head)).order_by("pk"):
        yield Broken(mirror_id=mirror.pk, place=mirror.last_place)


def _visible(actor: Actor) -> QuerySet[Mirror]:
    match actor:
        case Citizen():
            return _with_names().filter(person_id=actor.person_id)
        case Officer() if actor.roles & SEEING_ROLES:
            return _with_names().filter(agency_id=actor.agency_id)
        case _:
            return Mirror.objects.none()


def _noted(mirror: Mirror, actor: Actor, purpose: str) -> Mirror:
    if isinstance(actor, Officer):
        audit.note_reading(
            reader=actor.key, agency_id=actor.agency_id, subjects=[mirror.subject], purpose=purpose
        )
    return mirror


def _with_names() -> QuerySet[Mirror]:
    return Mirror.objects.select_related("person", "agency")
