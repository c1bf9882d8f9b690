"""Somebody away: a colleague of the agency stands in, from day to day, by the head's decision.

Whoever stands in chooses at the desk in whose place to work. What is done then is done by a post of its
own, whose title names who is away and the decision; so every log says so without being asked.
"""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from motcua.foundation.identity import errors, queries
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.events import StandInBegun, StandInStopped
from motcua.foundation.identity.models import Decision, Post
from motcua.foundation.identity.sessions import SEAT_KEY
from motcua.foundation.kernel import clock, outbox
from motcua.foundation.kernel.errors import require_right

LONGEST_NUMBER: Final = 60
LONGEST_REASON: Final = 500


@transaction.atomic
def begin_standing_in(
    *,
    away_id: int,
    stand_in_id: int,
    valid_from: date,
    last_day: date,
    number: str,
    reason: str,
    by: Officer,
    at: datetime,
) -> None:
    """Let who holds one post of the agency work in the place of who holds another.

    Raises:
        NotTheHead: to who does not lead the agency, or only stands in there.
        InvalidInput: without number or reason, or with days that are past or the wrong way round.
        StandsInForOneself: if both are one person.
        StandInOutsidePost: if one of the posts is not held on each of these days in this agency.
        AlreadyStoodIn: if somebody stands in for the post on some of these days.
    """
    _require_head(by)
    number, reason = " ".join(number.split()), reason.strip()
    _require_words(number, reason)
    _require_days(valid_from, last_day, on=clock.day_in_vietnam(at))
    until = last_day + timedelta(days=1)
    posts = Post.objects.select_for_update(of=("self",)).select_related("person").order_by("pk")
    both = posts.filter(pk__in={away_id, stand_in_id}, agency_id=by.agency_id, in_place_of=None)
    found = {post.pk: post for post in both}
    away, own = found.get(away_id), found.get(stand_in_id)
    if away is None or own is None:
        raise errors.StandInOutsidePost(field="days")
    if away.person_id == own.person_id:
        raise errors.StandsInForOneself(field="stand_in")
    if not all(_lasts(post, valid_from, until) for post in (away, own)):
        raise errors.StandInOutsidePost(field="valid_from")
    post = Post(
        person_id=own.person_id, agency_id=away.agency_id, unit_id=away.unit_id,
        title=f"làm thay {away.person.full_name}, {away.title} (theo {number})",
        roles=away.roles, valid_from=valid_from, valid_to=until, in_place_of=away,
    )  # fmt: skip
    try:
        with transaction.atomic():
            post.save(force_insert=True)
    except IntegrityError as error:
        if "post_one_stand_in_at_a_time" not in str(error):
            raise
        raise errors.AlreadyStoodIn(field="away") from error
    Decision.objects.create(
        post=post, number=number, reason=reason, entered_by=by.post_id, entered_at=at
    )
    event = StandInBegun(post_id=post.pk, in_place_of=away.pk, agency_id=post.agency_id, by=by.key)
    outbox.publish(event, subject=queries.person_subject(post.person_id), at=at)


@transaction.atomic
def stop_standing_in(*, post_id: int, by: Officer, at: datetime) -> None:
    """End it at once, before its last day; what was done in it stays done.

    Raises:
        NotTheHead: to who does not lead the agency, or only stands in there.
        StandInNotFound: if there is none, or it is another agency's.
        StandInOver: if it ended already.
    """
    _require_head(by)
    posts = Post.objects.select_for_update(of=("self",))
    post = posts.filter(pk=post_id, agency_id=by.agency_id, in_place_of__isnull=False).first()
    if post is None or post.in_place_of_id is None or post.valid_to is None:
        raise errors.StandInNotFound
    if post.stopped_at is not None or post.valid_to <= clock.day_in_vietnam(at):
        raise errors.StandInOver
    post.stopped_at = at
    post.save(update_fields=["stopped_at"])
    event = StandInStopped(
        post_id=post.pk, in_place_of=post.in_place_of_id, agency_id=post.agency_id, by=by.key
    )
    outbox.publish(event, subject=queries.person_subject(post.person_id), at=at)


def take_seat(request: HttpRequest, *, seat: int | None, by: Officer) -> None:
    """Work from now on in the place of who is away, in this browser; None for the own post.

    Raises:
        StandInNotFound: if the officer does not stand in there today.
    """
    if seat is None:
        request.session.pop(SEAT_KEY, None)
    elif seat in {one.id for one in by.seats}:
        request.session[SEAT_KEY] = seat
    else:
        raise errors.StandInNotFound


def _require_head(by: Officer) -> None:
    if Role.LEADER not in by.roles or by.in_place_of is not None:
        raise errors.NotTheHead


def _require_words(number: str, reason: str) -> None:
    require_right({
        "number": (
            not 0 < len(number) <= LONGEST_NUMBER,
            _("Ghi số của quyết định, không quá 60 chữ, ví dụ: Quyết định số 12/QĐ-UBND."),
        ),
        "reason": (
            not 0 < len(reason) <= LONGEST_REASON,
            _("Ghi vì sao cần người làm thay, không quá 500 chữ."),
        ),
    })  # fmt: skip


def _require_days(valid_from: date, last_day: date, *, on: date) -> None:
    require_right({
        "valid_from": (valid_from < on, _("Chọn ngày bắt đầu từ hôm nay trở đi.")),
        "last_day": (last_day < valid_from, _("Chọn ngày cuối không trước ngày bắt đầu.")),
    })  # fmt: skip


def _lasts(post: Post, valid_from: date, until: date) -> bool:
    return post.valid_from <= valid_from and (post.valid_to is None or until <= post.valid_to)
