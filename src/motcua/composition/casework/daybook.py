"""What a desk took and gave back on one day: each line, and sums by way and by officer (Article 12.9)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from motcua.domain.dossiers.errors import DossierNotFound
from motcua.domain.dues import queries
from motcua.domain.dues.enums import LineKind, Way
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import audit

if TYPE_CHECKING:
    from motcua.domain.dues.models import Line
    from motcua.foundation.identity.actors import Officer

PURPOSE: Final = "day-book"


@dataclass(frozen=True, kw_only=True)
class Written:
    """A line that an officer wrote that day."""

    line: Line
    kind: LineKind
    way: Way
    proof: str
    officer: str
    change: int
    """By how much it changed what the desk holds, in đồng."""


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What came, what went back and what was cancelled in one way or by one officer, in đồng."""

    name: str
    taken: int
    returned: int
    cancelled: int

    @property
    def left(self) -> int:
        """What it comes to."""
        return self.taken - self.returned - self.cancelled


@dataclass(frozen=True, kw_only=True)
class DayBook:
    """A desk's day."""

    on: date
    lines: tuple[Written, ...]
    by_way: tuple[Sums, ...]
    by_officer: tuple[Sums, ...]
    total: Sums


def open_day(by: Officer, *, on: date) -> DayBook:
    """Return the day of the officer's desk. Two queries; the reading of each dossier is noted.

    Raises:
        DossierNotFound: if the officer serves no desk.
    """
    if Role.DESK not in by.roles:
        raise DossierNotFound
    moved = queries.list_moved(by, on=on)
    posts = identity.list_posts_by_id(sorted({line.post_id for line, _ in moved if line.post_id}))
    lines = []
    for line, change in moved:
        money = line.cancels or line
        post = posts.get(line.post_id) if line.post_id else None
        lines.append(
            Written(
                line=line,
                kind=LineKind(line.kind),
                way=Way(money.way),
                proof=money.proof,
                officer=f"{post.name}, {post.title}" if post else "",
                change=change,
            )
        )
    audit.note_reading(
        reader=by.key, agency_id=by.agency_id, purpose=PURPOSE,
        subjects=[one.line.account.dossier.subject for one in lines],
    )  # fmt: skip
    by_way, by_officer = defaultdict(list), defaultdict(list)
    for one in lines:
        by_way[str(one.way.label)].append(one)
        by_officer[one.officer].append(one)
    return DayBook(
        on=on,
        lines=tuple(lines),
        by_way=tuple(_sum(name, of) for name, of in by_way.items()),
        by_officer=tuple(_sum(name, of) for name, of in sorted(by_officer.items())),
        total=_sum("", lines),
    )


def _sum(name: str, lines: list[Written]) -> Sums:
    def of(kind: LineKind) -> int:
        return sum(abs(one.change) for one in lines if one.kind is kind)

    return Sums(
        name=name, taken=of(LineKind.PAYMENT), returned=of(LineKind.REFUND),
        cancelled=of(LineKind.CANCEL),
    )  # fmt: skip
