"""Questions asked of calls. Whoever asks of one dossier has been given it: the right to it is the right to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.domain.calls import rules
from motcua.domain.calls.enums import Outcome, Way
from motcua.domain.calls.errors import CallNotFound
from motcua.domain.calls.models import Call, Entry, Wish
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.errors import FieldProblem

if TYPE_CHECKING:
    from motcua.capabilities.notifications.queries import Spoken
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer

PURPOSE: Final = "call"
SEALED: Final = "calls:wish"
LONGEST: Final = 120
PAGE: Final = 25
HALVES: Final = rules.HALVES
OF_A_CALL: Final = rules.OF_A_CALL
MINUTES: Final = int(rules.HELD_FOR.total_seconds() // 60)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """By what number somebody is reached, whom to ask for, and when."""

    number: str = ""
    ask_for: str = ""
    hours: str = ""


@dataclass(frozen=True, kw_only=True)
class Wished:
    """How the applicant wishes to be told, as it holds now; no ``reach`` once the dossier's key was destroyed."""

    way: Way
    written_at: datetime
    who: str
    reach: Reach | None


@dataclass(frozen=True, kw_only=True)
class Tried:
    """An entry of a call as it is read."""

    outcome: Outcome
    at: datetime
    post_id: int
    who: str


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A call that is still to be made."""

    id: int
    dossier: Dossier
    about: Template
    due_at: datetime
    halves: int
    holder: str
    """Who is making it now."""
    is_letter_due: bool


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One call with everything."""

    id: int
    dossier: Dossier
    about: Template
    spoken: Spoken
    asked_at: datetime
    due_at: datetime
    ended_at: datetime | None
    wished: Wished | None
    entries: tuple[Tried, ...]
    holder_id: int | None
    halves: int
    is_letter_due: bool


def find_wish(dossier: Dossier) -> Wish | None:
    """Return how the applicant wishes to be told; nothing was wished where there is none. One query."""
    return Wish.objects.filter(dossier=dossier).order_by("-pk").first()


def read_wish(dossier: Dossier) -> Wished | None:
    """Return the wish that holds, opened. Two queries; one where there is none."""
    wish = find_wish(dossier)
    if wish is None:
        return None
    posts = identity.list_posts_by_id([wish.by_post_id])
    return Wished(
        way=Way(wish.way),
        written_at=wish.written_at,
        who=_name(posts[wish.by_post_id]),
        reach=_open(dossier, wish),
    )


def list_problems(way: str, reach: Reach) -> list[FieldProblem]:
    """Return what is missing of a wish: how, the number, whom to ask for. No query."""
    if way == Way.NONE:
        return []
    problems = []
    if way not in Way.values:
        text = _("Chọn cách báo người nộp muốn.")
        problems.append(FieldProblem(field="way", text=text, code="no-way"))
    if not identity.national_phone(reach.number):
        text = _("Ghi số điện thoại gọi được, chỉ gồm chữ số, như 0912 345 678.")
        problems.append(FieldProblem(field="number", text=text, code="no-number"))
    if way == Way.THROUGH and not reach.ask_for:
        text = _("Ghi gặp ai: họ tên, là gì của người nộp.")
        problems.append(FieldProblem(field="ask_for", text=text, code="nobody"))
    for name in ("ask_for", "hours"):
        if len(getattr(reach, name)) > LONGEST:
            text = _("Viết ngắn hơn: tối đa {longest} ký tự.").format(longest=LONGEST)
            problems.append(FieldProblem(field=name, text=text, code="too-long"))
    return problems


def list_open(
    by: Officer, *, now: datetime, after: tuple[datetime, int] | None = None, limit: int = PAGE
) -> list[Listed]:
    """Return what the officer's desk still has to tell by telephone, most urgent first. Four queries.

    Nothing of a person stands in it but the dossier's number.
    """
    calls = list(
        Call.objects.filter(ended_at__isnull=True, dossier__receiving_agency_id=by.agency_id)
        .select_related("dossier", "message")
        .filter(_behind(*after) if after else Q())
        .order_by("due_at", "pk")[:limit]
    )
    tried = _list_entries([call.pk for call in calls])
    given = dict(
        Wish.objects.filter(dossier__in=[call.dossier_id for call in calls])
        .order_by("pk")
        .values_list("dossier_id", "written_at")
    )
    listed = []
    for call in calls:
        entries = tried.get(call.pk, [])
        holder = find_holder(entries, now=now)
        tries = [(one.outcome, one.at) for one in entries]
        listed.append(
            Listed(
                id=call.pk,
                dossier=call.dossier,
                about=Template(call.message.template),
                due_at=call.due_at,
                halves=rules.count_halves(tries),
                holder=holder.who if holder else "",
                is_letter_due=rules.is_letter_due(
                    tries, number_given_at=given.get(call.dossier_id)
                ),
            )
        )
    return listed


def list_of(dossier: Dossier) -> list[Call]:
    """Return the calls about a dossier, newest first. One query."""
    return list(Call.objects.filter(dossier=dossier).select_related("message").order_by("-pk"))


def open_call(call_id: int, dossier: Dossier, *, now: datetime) -> Opened:
    """Return a call about this dossier with everything. At most five queries.

    Raises:
        CallNotFound: if it is not about this dossier.
    """
    call = Call.objects.filter(pk=call_id, dossier=dossier).select_related("message").first()
    if call is None:
        raise CallNotFound
    entries = _list_entries([call.pk]).get(call.pk, [])
    wished = read_wish(dossier)
    holder = find_holder(entries, now=now)
    tries = [(one.outcome, one.at) for one in entries]
    return Opened(
        id=call.pk,
        dossier=dossier,
        about=Template(call.message.template),
        spoken=notifications.speak(call.message),
        asked_at=call.asked_at,
        due_at=call.due_at,
        ended_at=call.ended_at,
        wished=wished,
        entries=tuple(entries),
        holder_id=holder.post_id if holder else None,
        halves=rules.count_halves(tries),
        is_letter_due=rules.is_letter_due(
            tries, number_given_at=wished.written_at if wished else None
        ),
    )


def list_entries(call: Call) -> list[Tried]:
    """Return what was done about a call, oldest first. At most two queries."""
    return _list_entries([call.pk]).get(call.pk, [])


def find_holder(entries: list[Tried], *, now: datetime) -> Tried | None:
    """Return who is making the call now: who took it last, has noted nothing since and took it not long ago."""
    last = entries[-1] if entries else None
    if last is None or last.outcome is not Outcome.TAKEN or not rules.is_held(last.at, now=now):
        return None
    return last


def _behind(due_at: datetime, key: int) -> Q:
    return Q(due_at__gt=due_at) | Q(due_at=due_at, pk__gt=key)


def _list_entries(call_ids: Iterable[int]) -> dict[int, list[Tried]]:
    rows = list(Entry.objects.filter(call__in=list(call_ids)).order_by("pk"))
    posts = identity.list_posts_by_id(sorted({row.by_post_id for row in rows}))
    entries: dict[int, list[Tried]] = {}
    for row in rows:
        entries.setdefault(row.call_id, []).append(
            Tried(
                outcome=Outcome(row.outcome),
                at=row.at,
                post_id=row.by_post_id,
                who=_name(posts[row.by_post_id]),
            )
        )
    return entries


def _open(dossier: Dossier, wish: Wish) -> Reach | None:
    try:
        key = sealing.unwrap_key(dossier.wrapped_key, dossier.subject)
    except sealing.KeyErased:
        return None
    number, ask_for, hours = sealing.open_sealed(key, wish.sealed, context=SEALED)
    return Reach(number=number, ask_for=ask_for, hours=hours)


def _name(post: identity.PostRecord) -> str:
    return f"{post.name}, {post.title}"
