"""Drawers, cash book and settlements in words, and the boxes in which they are written."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from motcua.composition.casework.cash import Book, Desk, Drawer, Line, Own, Quarterly
from motcua.domain.tills import permissions
from motcua.domain.tills.actions import Counted
from motcua.domain.tills.enums import Place
from motcua.domain.tills.queries import NOTES, PAID_FROM, Quarter, quarter_of
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock, vietnamese
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal
from motcua.foundation.kernel.money import NO_MONEY, Dong, format_dong
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.ui.reading import money_of

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer

LONGEST_LINE: Final = 200
_LONGEST_WHY: Final = 500
_FIRST_YEAR: Final = 2018
"""Decree 61/2018 orders the settlement."""
_MOST_NOTES: Final = 100_000
_NONE: Final[Mapping[str, str]] = {}


def signed(amount: int) -> str:
    """Return a sum that may be below nothing."""
    return f"−{format_dong(Dong(-amount))}" if amount < 0 else format_dong(Dong(amount))


# --- drawers --------------------------------------------------------------------------------------


def drawers(
    desk: Desk, officer: "Officer", typed: Mapping[str, str], refusal: Refusal | None
) -> dict[str, Any]:
    """Return the officer's own drawer, those that wait to be taken over, and the last that are over."""
    act = typed.get("act", "")
    wrong = wrong_by_field(refusal)
    counting = act in {"count", "sum"}
    return {
        "own": _own(desk.own) if desk.own else None,
        "may_open": desk.own is None or desk.own.count is not None,
        "opening": box(
            "opening", _("Tiền lẻ có sẵn trong ngăn (đồng)"),
            typed if act == "open" else {"opening": "0"}, wrong if act == "open" else _NONE,
        ),
        "notes": _notes(typed if counting else _NONE, wrong if counting else _NONE),
        "why": box(
            "why", _("Vì sao lệch sổ"), typed if counting else _NONE,
            wrong if counting else _NONE, hint=_("Chỉ ghi khi số đếm được khác sổ."),
        ),
        "total": _total(typed) if counting else "",
        "waiting": [
            {
                "id": count.shift_id,
                "officer": name,
                "at": count.at,
                "may_take": permissions.may_take_over(officer, count.shift),
                "typed": typed.get("counted", "") if act == f"take-{count.shift_id}" else "",
                "error": wrong.get("counted", "") if act == f"take-{count.shift_id}" else "",
            }
            for count, name in desk.waiting
        ],
        "over": [
            {
                "id": shift.pk,
                "officer": name,
                "opened_at": shift.opened_at,
                "over_at": shift.takeover.at,
                "counted": format_dong(Dong(shift.takeover.count.counted)),
                "difference": _difference(shift.takeover.count),
                "taken_by": taken_by,
            }
            for shift, name, taken_by in desk.over
        ],
        "errors": errors(refusal, ["opening", "why", *(f"note-{worth}" for worth in NOTES)]),
    }  # fmt: skip


def _own(own: Own) -> dict[str, Any]:
    return {
        "id": own.shift.pk,
        "opened_at": own.shift.opened_at,
        "opening": format_dong(Dong(own.shift.opening)),
        "taken": own.taken,
        "counted": format_dong(Dong(own.count.counted)) if own.count else "",
        "counted_at": own.count.at if own.count else None,
    }


def drawer(found: Drawer) -> dict[str, Any]:
    """Return one shift as the minutes of its hand-over."""
    count = found.count
    return {
        "shift": found.shift,
        "officer": found.officer,
        "opening": format_dong(Dong(found.shift.opening)),
        "expected": format_dong(Dong(count.expected if count else found.expected)),
        "count": count,
        "counted": format_dong(Dong(count.counted)) if count else "",
        "in_words": vietnamese.amount_in_words(Dong(count.counted)) if count else "",
        "difference": _difference(count) if count else "",
        "notes": [
            (format_dong(Dong(worth)), count.notes[str(worth)],
             format_dong(Dong(worth * count.notes[str(worth)])))
            for worth in NOTES
            if count.notes.get(str(worth))
        ] if count else [],
        "taken_by": found.taken_by,
        "over_at": found.shift.takeover.at if found.shift.is_over else None,
        "lines": [
            _line(one, came=one.movement.target == Place.DRAWER) for one in found.lines
        ],
    }  # fmt: skip


def read_counted(posted: Mapping[str, str]) -> Dong:
    """Return what somebody who takes over counted.

    Raises:
        InvalidInput: if it is no sum.
    """
    return _sum_of(posted, "counted")


def read_notes(posted: Mapping[str, str]) -> Counted:
    """Return how many of each note were counted; an empty box is none.

    Raises:
        InvalidInput: naming what is no number.
    """
    notes, problems = {}, []
    for worth in NOTES:
        text = posted.get(f"note-{worth}", "").strip()
        number = _number(text)
        if number is None:
            words = _("Ghi số tờ: số nguyên, từ 0.")
            problems.append(FieldProblem(field=f"note-{worth}", text=words, code="no-number"))
        elif number:
            notes[worth] = number
    if problems:
        raise InvalidInput(problems)
    return Counted(notes=notes, why=posted.get("why", "")[:_LONGEST_WHY])


def _number(text: str) -> int | None:
    if not text:
        return 0
    is_number = text.isascii() and text.isdigit() and len(text) < len(str(_MOST_NOTES))
    return int(text) if is_number else None


def _sum_of(posted: Mapping[str, str], field: str) -> Dong:
    text = posted.get(field, "").strip()
    amount = money_of(text) if text else None
    if amount is None:
        words = _("Ghi số tiền bằng đồng, như 200.000; không có thì ghi 0.")
        raise InvalidInput([FieldProblem(field=field, text=words, code="no-amount")])
    return amount


def _notes(typed: Mapping[str, str], wrong: Mapping[str, str]) -> list[Any]:
    return [
        box(f"note-{worth}", _("Số tờ {worth}").format(worth=format_dong(Dong(worth))), typed, wrong,
            kind="number")
        for worth in NOTES
    ]  # fmt: skip


def _total(typed: Mapping[str, str]) -> str:
    numbers = {worth: _number(typed.get(f"note-{worth}", "").strip()) or 0 for worth in NOTES}
    return format_dong(Counted(notes=numbers).total)


def _difference(count: Any) -> str:
    difference = count.counted - count.expected
    if not difference:
        return ""
    words = _("Thừa {sum}") if difference > 0 else _("Thiếu {sum}")
    return words.format(sum=format_dong(Dong(abs(difference))))


# --- the cash book --------------------------------------------------------------------------------


def book(found: Book, typed: Mapping[str, str], refusal: Refusal | None) -> dict[str, Any]:
    """Return what lies where since the book was balanced, and each line of it."""
    wrong = wrong_by_field(refusal)
    boxes = (
        box("amount", _("Số tiền (đồng)"), typed, wrong),
        box("basis", _("Số giấy nộp tiền"), typed, wrong),
    )
    return {
        "last": found.last,
        "sums": [
            {
                "name": str(one.place.label),
                "before": signed(one.before),
                "came": format_dong(Dong(one.came)),
                "went": format_dong(Dong(one.went)),
                "lies": signed(one.lies),
            }
            for one in found.sums
        ],
        "lines": [_line(one, came=None) for one in found.lines],
        "open_shifts": found.open_shifts,
        "closings": [{"at": one.at, "officer": name} for one, name in found.closings],
        "boxes": boxes,
        "errors": errors(refusal, [one.name for one in boxes]),
    }


def _line(one: Line, *, came: bool | None) -> dict[str, Any]:
    moved = one.movement
    amount = moved.amount if came is None or came else -moved.amount
    return {
        "at": moved.at,
        "dossier": moved.dossier,
        "source": str(Place(moved.source).label),
        "target": str(Place(moved.target).label),
        "basis": moved.basis,
        "amount": signed(amount),
        "officer": one.officer,
    }


def read_deposit(posted: Mapping[str, str]) -> tuple[Dong, str]:
    """Return what was brought to the bank, and the number of its slip.

    Raises:
        InvalidInput: naming what is missing or no sum.
    """
    amount = money_of(posted.get("amount", ""))
    basis = " ".join(posted.get("basis", "").split())[:LONGEST_LINE]
    problems = []
    if not amount:
        words = _("Ghi số tiền bằng đồng, lớn hơn 0, như 8.000.")
        problems.append(FieldProblem(field="amount", text=words, code="no-amount"))
    problems += _without(basis, _("Ghi số giấy nộp tiền vào tài khoản."))
    if problems:
        raise InvalidInput(problems)
    return amount or NO_MONEY, basis


# --- settlement -----------------------------------------------------------------------------------


def read_quarter(text: str, *, today: date) -> Quarter:
    """Return the quarter that an address names; the one before today's, if it names none."""
    year, _dash, number = text.partition("-")
    if (year + number).isascii() and year.isdigit() and number in {"1", "2", "3", "4"}:
        found = Quarter(year=int(year), number=int(number))
        if _FIRST_YEAR <= found.year <= today.year:
            return found
    return quarter_of(today).preceding


def quarterly(
    found: Quarterly, officer: "Officer", typed: Mapping[str, str], refusal: Refusal | None
) -> dict[str, Any]:
    """Return what is due to each agency for the quarter, and what was settled."""
    wrong = wrong_by_field(refusal)
    quarter, current = found.quarter, quarter_of(clock.today())
    ways = [(place.value, place.label) for place in PAID_FROM]
    rows = [
        {
            "id": key,
            "name": name,
            "is_own": key == officer.agency_id,
            "before": signed(due.before),
            "taken": format_dong(due.taken),
            "returned": format_dong(due.returned),
            "handed": format_dong(due.handed),
            "left": signed(due.left),
            "may_settle": found.is_over and due.left > 0 and key != officer.agency_id,
        }
        for key, name, due in found.dues
    ]
    owners = [(row["id"], f"{row['name']}: {row['left']}") for row in rows if row["may_settle"]]
    boxes = (
        choose("owner", _("Cơ quan"), owners, typed, wrong),
        choose("source", _("Chi từ"), ways, typed, wrong),
        box("basis", _("Số chứng từ"), typed, wrong, hint=_("Số lệnh chuyển tiền hoặc phiếu chi.")),
    )
    return {
        "quarter": quarter,
        "name": _name(quarter),
        "before": _key(quarter.preceding),
        "after": _key(quarter.following) if quarter < current else "",
        "is_over": found.is_over,
        "rows": rows,
        "may_settle": bool(owners) and Role.DESK in officer.roles,
        "settlements": [
            {
                "settlement": one,
                "quarter": _name(Quarter(year=one.year, number=one.quarter)),
                "amount": format_dong(Dong(one.amount)),
                "source": str(Place(one.source).label),
                "may_confirm": permissions.may_confirm_arrival(officer, one),
            }
            for one in found.settlements
        ],
        "boxes": boxes,
        "errors": errors(refusal, [one.name for one in boxes]),
    }


def _name(quarter: Quarter) -> str:
    return _("Quý {number} năm {year}").format(number=quarter.number, year=quarter.year)


def _key(quarter: Quarter) -> str:
    return f"{quarter.year}-{quarter.number}"


def read_settlement(posted: Mapping[str, str]) -> tuple[Place, str]:
    """Return from where it was paid, and by which document.

    Raises:
        InvalidInput: naming what is missing.
    """
    source = posted.get("source", "")
    basis = " ".join(posted.get("basis", "").split())[:LONGEST_LINE]
    problems = _without(basis, _("Ghi số chứng từ."))
    if source not in PAID_FROM:
        problems.append(FieldProblem(field="source", text=_("Chọn nơi chi tiền."), code="empty"))
    if problems:
        raise InvalidInput(problems)
    return Place(source), basis


def _without(basis: str, words: str) -> list[FieldProblem]:
    return [] if basis else [FieldProblem(field="basis", text=words, code="empty")]
