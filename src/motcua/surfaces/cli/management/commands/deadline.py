"""`motcua deadline`: when is it due, and why."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils.translation import gettext as _

from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.worktime import (
    Calendar,
    CountedDay,
    Due,
    OutsideCalendar,
    TimeUnit,
    due_after,
)
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.enums import Weekday

REFUSED = 1


class Command(BaseCommand):
    """Print when a limit ends, and each day that was counted or skipped, with the reason.

    Without ``--agency`` the national calendar that ships with the product is used and no database is
    asked.
    """

    help = "Tính hạn giải quyết và giải thích từng ngày được tính hoặc bỏ qua."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the start, exactly one limit, the agency and the form of the answer."""
        parser.add_argument(
            "--from", dest="start", type=_moment, required=True, metavar="2026-02-12T16:10",
            help="thời điểm tiếp nhận, giờ Việt Nam",
        )  # fmt: skip
        limit = parser.add_mutually_exclusive_group(required=True)
        limit.add_argument("--working-days", type=_amount, metavar="N", help="số ngày làm việc")
        limit.add_argument("--working-hours", type=_amount, metavar="N", help="số giờ làm việc")
        limit.add_argument("--calendar-days", type=_amount, metavar="N", help="số ngày liên tục")
        limit.add_argument("--months", type=_amount, metavar="N", help="số tháng")
        limit.add_argument(
            "--same-day", action="store_const", const=1, help="trong ngày; sau 15 giờ thì ngày sau"
        )
        parser.add_argument(
            "--agency",
            metavar="H99.101",
            help="mã cơ quan, cấu trúc mới hoặc cũ; bỏ trống: cả nước",
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="trả lời bằng JSON")

    def handle(self, **options: Any) -> None:  # Django's signature
        """Answer on standard output."""
        start: datetime = options["start"]
        unit, amount = _limit(options)
        agency, calendar = _calendar(options["agency"], start.date())
        try:
            due = due_after(calendar, start, amount, unit)
        except OutsideCalendar as error:
            raise CommandError(
                _("Chưa có lịch nghỉ lễ của năm này, không thể tính hạn."), returncode=REFUSED
            ) from error
        tell = _as_json if options["as_json"] else _as_text
        self.stdout.write(tell(start, unit, amount, agency, due))


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"không phải thời điểm dạng 2026-02-12T16:10: {text}") from error
    return at.replace(tzinfo=VIETNAM) if at.tzinfo is None else at.astimezone(VIETNAM)


def _amount(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise ArgumentTypeError(f"không phải số nguyên dương: {text}")
    return int(text)


def _limit(options: dict[str, Any]) -> tuple[TimeUnit, int]:
    given = {
        TimeUnit.WORKING_DAY: options["working_days"],
        TimeUnit.WORKING_HOUR: options["working_hours"],
        TimeUnit.CALENDAR_DAY: options["calendar_days"],
        TimeUnit.MONTH: options["months"],
        TimeUnit.SAME_DAY: options["same_day"],
    }
    return next((unit, amount) for unit, amount in given.items() if amount is not None)


def _calendar(code: str | None, on: date) -> tuple[tuple[str, str] | None, Calendar]:
    """Return code and name of the agency, if one is meant, and the calendar to count on."""
    if code is None:
        return None, organisations.get_national_calendar()
    try:
        agency = organisations.get_agency_by_code(code, on=on)
        return (agency.code, agency.name), organisations.get_calendar(agency.pk)
    except OperationalError as error:
        raise CommandError(
            _("Không kết nối được cơ sở dữ liệu; bỏ --agency để tính theo lịch cả nước."),
            returncode=REFUSED,
        ) from error


def _as_json(
    start: datetime, unit: TimeUnit, amount: int, agency: tuple[str, str] | None, due: Due
) -> str:
    answer = {
        "from": start.isoformat(),
        "unit": unit.value,
        "amount": amount,
        "agency": agency and agency[0],
        "due_at": due.at and due.at.isoformat(),
        "is_verified": due.is_verified,
        "days": [
            {
                "on": step.on.isoformat(),
                "kind": step.kind.value,
                "verdict": step.verdict.value,
                "is_counted": step.is_counted,
                "number": step.number or None,
                "seconds": step.seconds or None,
                "reason": step.reason,
                "source": step.source or None,
                "is_verified": step.is_verified,
            }
            for step in due.steps
        ],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2)


def _as_text(
    start: datetime, unit: TimeUnit, amount: int, agency: tuple[str, str] | None, due: Due
) -> str:
    calendar = agency[1] if agency else _("cả nước, giờ làm việc thông thường")
    rows = (
        (_("Tiếp nhận"), _spoken(start)),
        (_("Thời hạn"), unit.limit_in_words(amount)),
        (_("Hẹn trả"), _spoken(due.at) if due.at else "-"),
        (_("Lịch"), calendar),
    )
    width = max(len(label) for label, _text in rows)
    lines = [f"{label:<{width}}  {text}" for label, text in rows]
    lines += ["", *(_line(step) for step in due.steps)]
    return "\n".join(lines)


def _spoken(at: datetime) -> str:
    clock_time = f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
    return f"{clock_time} {_weekday(at)} {at:%d/%m/%Y}"


def _line(step: CountedDay) -> str:
    number = str(step.number) if step.is_counted else "-"
    line = f"{_weekday(step.on):<8}  {step.on:%d/%m/%Y}  {number:>3}  {step.reason}"
    if step.source:
        line += f" ({step.source})"
    if not step.is_verified:
        line += f" [{_('chưa đối chiếu văn bản gốc')}]"
    return line


def _weekday(on: date) -> str:
    return str(Weekday(on.weekday()).label)
