"""What a file of officers would change in an agency, line by line."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.foundation.identity import errors, rosters
from motcua.foundation.identity.enums import AccountKind, Role, RosterAct
from motcua.foundation.identity.models import Account, Person, Post
from motcua.foundation.identity.personal import pin_index
from motcua.foundation.identity.rosters import BY_FILE, Line
from motcua.foundation.kernel.vietnamese import fold
from motcua.foundation.organisations import queries as organisations

COLUMNS: Final = tuple(rosters.COLUMNS)
"""What the columns of a file are called."""
ROLES: Final = tuple(role for role in Role if role in rosters.BY_FILE)
"""Roles that a file gives."""
LARGEST: Final = rosters.LONGEST
"""Bytes of a file."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """What one line would change, or why it cannot."""

    line: Line
    name: str
    """Whom it is about, as known here; as the line says, if nobody is."""
    act: RosterAct | None
    """None where something is wrong."""
    post_id: int | None
    """The post that ends, if one does."""
    unit_id: int | None
    """Where the new post is, if there is one."""
    on: date | None
    """The first day of the new post, or the first on which the old one is held no more."""
    words: str
    problems: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a file would change."""

    changes: tuple[Change, ...]

    @property
    def has_problems(self) -> bool:
        """Say whether some line cannot be carried out."""
        return any(one.problems for one in self.changes)

    @property
    def is_idle(self) -> bool:
        """Say whether everything is so already."""
        return all(one.act is RosterAct.STAY for one in self.changes)

    @property
    def mark(self) -> str:
        """Return what differs as soon as the plan does: what is confirmed is what was seen."""
        seen = repr([
            (one.line, one.act, one.post_id, one.unit_id, one.on, sorted(one.line.roles))
            for one in self.changes
        ])  # fmt: skip
        return hashlib.sha256(seen.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class _Known:
    agency_id: int
    hands: frozenset[int]
    units: dict[str, int]
    accounts: dict[str, Account]
    posts: dict[int, list[Post]]
    """Lasting posts by person, the first to begin first."""
    held_pins: frozenset[bytes]
    """Of those whose number an officer's account bears already."""


def plan_roster(content: bytes, *, agency_id: int, hands: Collection[int], on: date) -> Plan:
    """Return what a file would change in an agency. Four queries at most, for any number of lines.

    Args:
        content: the file
        agency_id: whose officers they are
        hands: the people who send and confirm it, of whom none changes the own post
        on: the day it would be carried out

    Raises:
        RosterUnreadable: if it is no such file
    """
    return plan_lines(rosters.read(content), agency_id=agency_id, hands=hands, on=on)


def plan_lines(lines: Sequence[Line], *, agency_id: int, hands: Collection[int], on: date) -> Plan:
    """Return what these lines would change in an agency. Four queries at most."""
    known = _read_known(lines, agency_id, hands, on=on)
    seen: set[str] = set()
    changes = []
    for line in lines:
        change = _judge(line, known, on=on, is_second=line.login in seen)
        seen.add(line.login)
        changes.append(change)
    return Plan(changes=tuple(changes))


def _read_known(
    lines: Sequence[Line], agency_id: int, hands: Collection[int], *, on: date
) -> _Known:
    accounts = {
        one.login: one
        for one in Account.objects.select_related("person")
        .filter(login__in={line.login for line in lines})
        .order_by("pk")
        if one.login
    }
    pins = {bytes(pin_index(line.pin)) for line in lines if line.pin and not line.problems}
    held = Person.objects.filter(pin_index__in=pins, accounts__kind=AccountKind.OFFICER)
    posts: dict[int, list[Post]] = {}
    lasting = Post.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        person__in={one.person_id for one in accounts.values()}, in_place_of=None,
    )  # fmt: skip
    for post in lasting.order_by("valid_from", "pk"):
        posts.setdefault(post.person_id, []).append(post)
    return _Known(
        agency_id=agency_id,
        hands=frozenset(hands),
        units={unit.code: unit.pk for unit in organisations.list_units(agency_id)},
        accounts=accounts,
        posts=posts,
        held_pins=frozenset(bytes(one) for one in held.values_list("pin_index", flat=True) if one),
    )


def _judge(line: Line, known: _Known, *, on: date, is_second: bool) -> Change:
    problems = list(line.problems)
    if is_second:
        problems.append(_("Tài khoản này đã có ở một dòng trên."))
    account = known.accounts.get(line.login)
    if problems:
        return _wrong(line, problems)
    if account is None:
        return _join(line, known, on=on)
    posts = known.posts.get(account.person_id, [])
    if account.kind != AccountKind.OFFICER or any(
        one.agency_id != known.agency_id for one in posts
    ):
        return _wrong(line, [_("Tên đăng nhập này là của cơ quan khác. Hãy chọn tên khác.")])
    if account.person_id in known.hands:
        return _wrong(
            line, [_("Không ai tự đổi vị trí của mình. Hãy nhờ người khác nạp dòng này.")]
        )
    if problem := _other_person(line, account.person):
        return _wrong(line, [problem])
    if not posts:
        return _wrong(
            line, [_("Người này đã thôi giữ vị trí. Hãy nhờ quản trị cài đặt cho vào lại.")]
        )
    if len(posts) > 1:
        return _wrong(line, [_("Người này đã có vị trí cho thời gian tới. Hãy đợi đến ngày đó.")])
    post = posts[0]
    change = _leave(line, post, on=on) if line.last_day else _move(line, post, known, on=on)
    return replace(change, name=account.person.full_name)


def _other_person(line: Line, person: Person) -> str:
    """Say that the line names somebody else than whose account it is; "" if it does not."""
    is_other = (line.full_name and fold(line.full_name) != fold(person.full_name)) or (
        line.pin and pin_index(line.pin) != bytes(person.pin_index or b"")
    )
    if not is_other:
        return ""
    return _(
        "Tài khoản này là của {name}. Hãy xem lại tên đăng nhập, họ tên, số định danh."
    ).format(name=person.full_name)


def _join(line: Line, known: _Known, *, on: date) -> Change:
    problems = [
        *_new_post_problems(line, known, on=on),
        *([] if line.full_name else [_("Ghi họ tên của người mới vào.")]),
        *([] if line.pin else [_("Ghi số định danh cá nhân của người mới vào.")]),
    ]
    if line.pin and bytes(pin_index(line.pin)) in known.held_pins:
        problems.append(_("Số định danh này đã có tài khoản cán bộ khác. Hãy dùng tài khoản đó."))
    until = line.last_day
    if until is not None and line.valid_from is not None and until < line.valid_from:
        problems.append(_("Chọn ngày cuối không trước ngày bắt đầu."))
    if problems:
        return _wrong(line, problems)
    return _change(line, RosterAct.JOIN, None, known.units[line.unit], line.valid_from)


def _move(line: Line, post: Post, known: _Known, *, on: date) -> Change:
    unit_id = known.units.get(line.unit)
    if (unit_id, line.title, line.roles) == (post.unit_id, post.title, frozenset(post.roles)):
        return _change(line, RosterAct.STAY, post.pk, None, None)
    problems = _new_post_problems(line, known, on=on)
    if not BY_FILE.issuperset(post.roles) and not problems:
        problems.append(rosters.only_by_hand())
    if line.valid_from is not None and line.valid_from <= post.valid_from:
        problems.append(
            _("Chọn ngày sau {day}: hôm ấy vị trí hiện nay bắt đầu.").format(
                day=f"{post.valid_from:%d/%m/%Y}"
            )
        )
    if problems:
        return _wrong(line, problems)
    return _change(line, RosterAct.MOVE, post.pk, unit_id, line.valid_from)


def _leave(line: Line, post: Post, *, on: date) -> Change:
    last_day = line.last_day or on
    first_out = max(last_day + timedelta(days=1), on)
    if first_out <= post.valid_from:
        return _wrong(line, [_("Vị trí này chưa bắt đầu vào ngày đó. Hãy chọn ngày muộn hơn.")])
    return _change(line, RosterAct.LEAVE, post.pk, None, first_out)


def _new_post_problems(line: Line, known: _Known, *, on: date) -> list[str]:
    wrong = (
        (
            line.unit not in known.units,
            _("Không có đơn vị mang mã này trong cơ quan bạn. Hãy xem lại mã đơn vị."),
        ),
        (not line.title, _("Ghi chức danh.")),
        (not line.roles, str(errors.RolesMissing.message)),
        (not line.roles <= BY_FILE, rosters.only_by_hand()),
        (line.valid_from is None, _("Ghi ngày bắt đầu.")),
        (line.valid_from is not None and line.valid_from < on, _("Chọn ngày từ hôm nay trở đi.")),
    )
    return [words for is_wrong, words in wrong if is_wrong]


def _change(
    line: Line, act: RosterAct, post_id: int | None, unit_id: int | None, on: date | None
) -> Change:
    words = {
        RosterAct.JOIN: _("Có tài khoản và vị trí từ {day}."),
        RosterAct.MOVE: _("Vị trí cũ kết thúc, vị trí mới bắt đầu {day}."),
        RosterAct.LEAVE: _("Không vào được nữa từ {day}."),
        RosterAct.STAY: _("Đã đúng như vậy."),
    }[act].format(day=f"{on:%d/%m/%Y}" if on else "")
    return Change(
        line=line,
        name=line.full_name,
        act=act,
        post_id=post_id,
        unit_id=unit_id,
        on=on,
        words=words,
        problems=(),
    )


def _wrong(line: Line, problems: Sequence[str]) -> Change:
    return Change(
        line=line,
        name=line.full_name,
        act=None,
        post_id=None,
        unit_id=None,
        on=None,
        words="",
        problems=tuple(problems),
    )
