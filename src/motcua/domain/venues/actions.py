"""The verbs of venues, and the only writers of their tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.errors import ProcedureNotFound
from motcua.domain.venues import permissions, queries, rules
from motcua.domain.venues.enums import VenueKind
from motcua.domain.venues.errors import AlreadyEnded, EndInThePast, HoursUnreadable, ReasonNeeded
from motcua.domain.venues.models import Session, Venue
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, list_problems
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.domain.venues.rules import Span
    from motcua.foundation.identity.actors import Officer
    from motcua.foundation.organisations.models import Territory

LONGEST_NAME: Final = 120
LONGEST_LINE: Final = 200
MOST_PROCEDURES: Final = 50


@dataclass(frozen=True, kw_only=True)
class Named:
    """A venue as the head of an agency described it."""

    kind: str
    name: str
    address: str
    commune: str
    """As typed."""
    basis: str
    hours: str
    """A session a line."""
    valid_from: date
    last_on: date | None = None
    """The last day on which it is; None if nobody knows yet."""
    procedures: tuple[str, ...] = ()
    """Codes; all that the agency receives if there are none."""


@transaction.atomic
def record(named: Named, *, by: Officer, at: datetime) -> Venue:
    """Put on record where and when the officer's agency receives besides its office.

    Raises:
        VenueNotFound: to who does not lead the agency.
        InvalidInput: naming all that is missing or cannot be.
    """
    permissions.require_leader(by)
    commune = _find_commune(named.commune)
    problems = _problems(named, commune, on=clock.day_in_vietnam(at))
    spans: tuple[Span, ...] = ()
    try:
        spans = rules.read_spans(named.hours)
    except HoursUnreadable as refusal:
        problems.append(FieldProblem(field="hours", text=refusal.text, code=refusal.code))
    if problems or commune is None:
        raise InvalidInput(problems)
    venue = Venue(
        agency_id=by.agency_id, kind=named.kind, name=named.name.strip()[:LONGEST_NAME],
        address=named.address.strip()[:LONGEST_LINE], commune=commune,
        basis=named.basis.strip()[:LONGEST_LINE], procedures=list(dict.fromkeys(named.procedures)),
        valid_from=named.valid_from, valid_to=named.last_on + timedelta(days=1) if named.last_on else None,
        recorded_by=by.post_id, recorded_at=at,
    )  # fmt: skip
    venue.save(force_insert=True)
    Session.objects.bulk_create(
        Session(
            venue=venue, weekday=one.weekday, on=one.on, opens=one.hours.opens,
            closes=one.hours.closes,
        )
        for one in spans
    )  # fmt: skip
    return venue


@transaction.atomic
def end(*, venue_id: int, valid_to: date, reason: str, by: Officer, at: datetime) -> Venue:
    """Say from which day on the agency does not receive there any more; the row stays.

    Raises:
        VenueNotFound: to who does not lead the agency, or if it has no such venue.
        AlreadyEnded: if somebody said so before, or its last day is over.
        EndInThePast: if the day is over, or before the first.
        ReasonNeeded: if no reason is given.
    """
    permissions.require_leader(by)
    Venue.objects.select_for_update(of=("self",)).filter(pk=venue_id).first()
    venue = queries.get_own(venue_id, by)
    today = clock.day_in_vietnam(at)
    if venue.ended_at is not None or (venue.valid_to is not None and venue.valid_to <= today):
        raise AlreadyEnded
    if valid_to < max(today, venue.valid_from):
        raise EndInThePast(field="valid_to")
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    venue.valid_to, venue.ended_by, venue.ended_at = valid_to, by.post_id, at
    venue.end_reason = reason.strip()[:LONGEST_LINE]
    venue.save(update_fields=["valid_to", "ended_by", "ended_at", "end_reason"])
    return venue


def _find_commune(typed: str) -> Territory | None:
    located = organisations.locate(typed)
    return located.communes[0] if located.is_settled else None


def _problems(named: Named, commune: Territory | None, *, on: date) -> list[FieldProblem]:
    unknown = [code for code in named.procedures[:MOST_PROCEDURES] if not _is_known(code, on)]
    return list_problems(
        {
            "kind": (named.kind not in VenueKind.values, _("Chọn loại điểm tiếp nhận.")),
            "name": (not named.name.strip(), _("Ghi tên nơi nhận, như nhà văn hóa thôn.")),
            "address": (not named.address.strip(), _("Ghi địa chỉ để dân tìm được.")),
            "commune": (
                commune is None, _("Ghi tên xã, phường và tỉnh, như “Xã Sông Lam, Tỉnh Nghệ An”."),
            ),
            "basis": (not named.basis.strip(), _("Ghi quyết định, thông báo mở nơi nhận này.")),
            "hours": (not named.hours.strip(), _("Ghi ít nhất một buổi.")),
            "last_on": (
                named.last_on is not None and named.last_on < named.valid_from,
                _("Ngày cuối không thể trước ngày đầu."),
            ),
            "procedures": (
                bool(unknown),
                _("Không có thủ tục mang mã: {codes}.").format(codes=", ".join(unknown)),
            ),
        }
    )  # fmt: skip


def _is_known(code: str, on: date) -> bool:
    try:
        procedures.get_by_code(code, on=on)
    except ProcedureNotFound:
        return False
    return True
