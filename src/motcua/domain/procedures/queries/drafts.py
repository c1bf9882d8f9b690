"""Drafts of records: one, those of an agency, what was done with them, what is still missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from motcua.domain.procedures.enums import DraftKind
from motcua.domain.procedures.errors import DraftNotFound
from motcua.domain.procedures.models import (
    DraftDesign,
    Provision,
    RecordDraft,
    RecordDraftEvent,
    SearchEntry,
)
from motcua.domain.procedures.rules import checks, drafting
from motcua.domain.procedures.rules.record import Record, from_plain
from motcua.foundation.kernel import chain
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class BrokenDraft:
    """A place where the log of a draft does not hold."""

    draft_id: int
    seq: int


def get_draft(draft_id: int, *, agency_id: int, is_locked: bool = False) -> RecordDraft:
    """Return an agency's draft; locked until the transaction ends if asked for. One query.

    :raises DraftNotFound: if the agency has no such draft
    """
    rows = RecordDraft.objects.filter(pk=draft_id, agency_id=agency_id)
    if is_locked:
        rows = rows.select_for_update(of=("self",))
    else:
        rows = rows.select_related("based_on", "author__person")
    draft = rows.first()
    if draft is None:
        raise DraftNotFound
    return draft


def get_draft_of_any_agency(draft_id: int, *, is_locked: bool = False) -> RecordDraft:
    """Return a draft, whoever writes it; locked until the transaction ends if asked for. One query.

    Who may do what with it is asked next (``permissions.require_designing``).

    :raises DraftNotFound: if there is no such draft
    """
    rows = RecordDraft.objects.filter(pk=draft_id).select_related("agency")
    draft = (rows.select_for_update(of=("self",)) if is_locked else rows).first()
    if draft is None:
        raise DraftNotFound
    return draft


def list_drafts_in_charge(agency_id: int, on: date) -> list[RecordDraft]:
    """Return the drafts under way whose process a specialised agency may write. Three queries.

    The agency takes in a procedure of the same field on the day, and stands beside the agency that
    controls procedures, under the same committee or ministry (Circular 01/2018, Article 8).
    """
    agency = organisations.get_agency(agency_id)
    if agency.parent_id is None:
        return []
    rows = RecordDraft.objects.filter(
        state__in=sorted(drafting.OPEN),
        kind__in=[DraftKind.NEW, DraftKind.AMENDMENT],
        agency__parent_id=agency.parent_id,
        agency__level=agency.level,
        record__field__code__in=sorted(_list_fields_of(agency_id, on)),
    )
    return list(rows.select_related("agency", "author__person").order_by("-changed_at", "-pk"))


def _list_fields_of(agency_id: int, on: date) -> frozenset[str]:
    provided = Provision.objects.filter(agency_id=agency_id, valid_from__lte=on).exclude(
        valid_to__lte=on
    )
    entries = SearchEntry.objects.filter(version__procedure__in=provided.values("procedure"))
    return frozenset(entries.values_list("field", flat=True).distinct())


def list_drafts(agency_id: int) -> list[RecordDraft]:
    """Return the agency's drafts, the one changed last first. One query."""
    rows = RecordDraft.objects.filter(agency_id=agency_id).select_related("author__person")
    return list(rows.order_by("-changed_at", "-pk"))


def find_open_draft(code: str) -> RecordDraft | None:
    """Return the procedure's draft that may still become a version. One query."""
    rows = RecordDraft.objects.filter(procedure_code=code, state__in=sorted(drafting.OPEN))
    return rows.first()


def list_draft_events(draft_id: int) -> list[RecordDraftEvent]:
    """Return what was done with the draft, the first act first. One query."""
    return list(RecordDraftEvent.objects.filter(draft_id=draft_id).order_by("seq"))


def list_fingerprints(draft_id: int) -> dict[str, str]:
    """Return the fingerprints of the designs that the draft brings, by kind and key. One query."""
    rows = DraftDesign.objects.filter(draft_id=draft_id).order_by("kind", "key")
    return {
        f"{kind}/{key}": sha256 for kind, key, sha256 in rows.values_list("kind", "key", "sha256")
    }


def list_writers(draft_id: int) -> frozenset[int]:
    """Return the keys of the persons who wrote in the draft. One query."""
    rows = RecordDraftEvent.objects.filter(draft_id=draft_id, act__in=sorted(drafting.WRITING))
    return frozenset(rows.values_list("person_id", flat=True))


def missing(record: "Mapping[str, Any]") -> list[checks.Found]:
    """Return what is still wrong with a draft's content, whatever the decision will say."""
    return checks.problems_of({**drafting.STAND_IN, **record})


def find_record(record: "Mapping[str, Any]") -> Record | None:
    """Return a draft's content as a record, if its parts are all there and fit."""
    try:
        return from_plain({**drafting.STAND_IN, **record})
    except msgspec.ValidationError:
        return None


def verify_drafts() -> Iterator[BrokenDraft]:
    """Recompute the chain of every draft and yield where it does not hold. One query."""
    previous, draft_id = chain.GENESIS, 0
    for event in RecordDraftEvent.objects.order_by("draft_id", "seq").iterator():
        if event.draft_id != draft_id:
            previous, draft_id = chain.GENESIS, event.draft_id
        expected = drafting.hash_entry(previous, event.to_entry())
        if bytes(event.previous_hash) != previous or bytes(event.hash) != expected:
            yield BrokenDraft(draft_id=event.draft_id, seq=event.seq)
        previous = bytes(event.hash)


def read_draft_hashes() -> dict[tuple[str, int], bytes]:
    """Return the hash of every entry of every draft, by the draft's key and the entry's number. One query."""
    rows = RecordDraftEvent.objects.values_list("draft_id", "seq", "hash")
    return {(str(draft_id), seq): bytes(entry_hash) for draft_id, seq, entry_hash in rows}
