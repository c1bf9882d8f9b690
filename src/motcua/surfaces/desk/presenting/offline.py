"""What a counter needs while the line is gone, and what it hears of each slip it sends."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.composition.casework import offline
from motcua.composition.casework.declaring import Answers, Declared
from motcua.composition.casework.offline import TakenDown, Written
from motcua.domain.procedures.enums import ChannelKind
from motcua.domain.reserves import queries
from motcua.domain.reserves.actions import Timed
from motcua.domain.reserves.queries import Accounted
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal
from motcua.surfaces.desk import counter_form
from motcua.surfaces.desk.presenting import offline_forms
from motcua.surfaces.desk.presenting.dossiers import name_of
from motcua.surfaces.ui import tus
from motcua.surfaces.ui.reading import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.procedures.queries import Version
    from motcua.foundation.identity.actors import Officer

LONGEST_OFFSET: Final = timedelta(days=2)
"""A clock further off than this measures nothing."""


def material(officer: Officer, device: UUID, *, at: datetime) -> dict[str, Any]:
    """Return the procedures, the promises and the numbers that the device keeps for its day."""
    today = clock.day_in_vietnam(at)
    versions = offline.list_procedures(officer, on=today)
    kept = offline_forms.list_kept(versions, officer, on=today)
    blocks = queries.list_for_device(device, officer, since=today)
    days = sorted({today, *(one.block.received_on for one in blocks)})
    return {
        "now": at.isoformat(),
        "today": today.isoformat(),
        "officer": officer.name,
        "procedures": [_procedure(one, kept.get(one.code, "")) for one in versions],
        "promises": {
            day.isoformat(): {
                one.code: promise_table(one, officer.agency_id, day) for one in versions
            }
            for day in days
        },
        "blocks": [block(one) for one in blocks],
    }


def block(accounted: Accounted) -> dict[str, Any]:
    """Return a block as the device keeps it, with the numbers that nobody was given yet."""
    one = accounted.block
    return {
        "id": str(one.pk),
        "on": one.received_on.isoformat(),
        "name": one.name,
        "taken_at": one.taken_at.isoformat(),
        "free": [[number.counter, number.text] for number in accounted.numbers if number.is_free],
    }


def promise_table(version: Version, agency_id: int, on: date) -> list[list[str]]:
    """Return from which time of the day on what is received is promised for when."""
    table: list[list[str]] = []
    for moment in HALF_HOURS:
        received_at = datetime.combine(on, moment, tzinfo=clock.VIETNAM)
        due_at = offline.promise(version, agency_id, received_at)
        words = f"{due_at.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}" if due_at else ""
        if not table or table[-1][1] != words:
            table.append([f"{moment:%H:%M}", words])
    return table


HALF_HOURS: Final = tuple(time(hour, minute) for hour in range(24) for minute in (0, 30))


def read_slip(posted: Mapping[str, str]) -> Written:
    """Return the slip that a device sent.

    Raises:
        InvalidInput: naming every box that is empty or wrong.
    """
    problems: list[FieldProblem] = []
    who = None
    try:
        who = counter_form.read_who(posted)
    except InvalidInput as refusal:
        problems += refusal.problems
    slip_id, block_id, device = (_uuid(posted, name) for name in ("slip", "block", "device"))
    counter = key_of(posted.get("counter", ""))
    timed = _read_timed(posted)
    if slip_id is None or block_id is None or device is None or counter is None or timed is None:
        text = _("Phiếu gửi lên thiếu số hoặc giờ nhận. Tải lại trang rồi gửi lại.")
        problems.append(FieldProblem(field="slip", text=text, code="not-read"))
        raise InvalidInput(problems)
    if problems or who is None:
        raise InvalidInput(problems)
    codes = [name.removeprefix(_HANDED) for name in posted if name.startswith(_HANDED)]
    brought = counter_form.read_brought(
        posted, timed.came_at, counter_form.read_papers(posted, codes)
    )
    return Written(
        slip_id=slip_id, block_id=block_id, counter=counter, device=device,
        code=posted.get("code", ""), who=who, brought=brought, timed=timed,
        declared=_read_declared(posted),
    )  # fmt: skip


_HANDED: Final = f"{counter_form.PREFIX}handed-"


def _read_declared(posted: Mapping[str, str]) -> Declared | None:
    """Return the declaration, sent as one text of the shape in which a form is posted.

    Raises:
        InvalidInput: if it is longer than any form can be.
    """
    text = posted.get("declaration", "")
    if not text:
        return None
    try:
        if len(text) > LONGEST_DECLARATION:
            raise TooManyFieldsSent  # noqa: TRY301 - one answer to both
        answers = QueryDict(text)
    except TooManyFieldsSent as error:
        said = _("Tờ khai dài quá mức một biểu mẫu có thể có. Bỏ bớt rồi gửi lại.")
        problem = FieldProblem(field="declaration", text=said, code="too-long")
        raise InvalidInput([problem]) from error
    return Declared(
        answers=Answers({name: list(values) for name, values in answers.lists()}),
        form_id=key_of(posted.get("form", "")),
    )


LONGEST_DECLARATION: Final = 400_000
"""Characters, letters with marks counting up to nine each; no form of ours comes near."""


def told(taken: TakenDown) -> dict[str, Any]:
    """Return what the device hears of a slip that is on record."""
    slip, dossier = taken.slip, taken.dossier
    return {
        "number": slip.number,
        "sheet": reverse("desk:counter-sheet", args=[slip.draft_id]),
        "upload": reverse("desk:counter-upload", args=[slip.draft_id]),
        "needs_second": slip.needs_second,
        "take_in": reverse("desk:offline-slip", args=[slip.draft_id]),
        "is_whole": taken.is_whole,
        "missing": [one.text for one in taken.problems],
        "left": len(taken.left),
        "dossier": _address_of(dossier) if dossier else "",
    }


def _address_of(dossier: Dossier) -> str:
    """Return where its receipt is printed, or where one sees how it was answered."""
    is_taken_in = dossier.number is not None
    name = "desk:accepted" if is_taken_in else "desk:dossier"
    return reverse(name, args=[dossier.reference])


def refused(refusal: Refusal) -> HttpResponse:
    """Return why a slip was not taken down, with every box that is wrong."""
    wrong = refusal.problems if isinstance(refusal, InvalidInput) else ()
    said = (
        {
            _BOX_OF_CODE.get(refusal.code, refusal.field or ""): refusal.text,
        }
        if not wrong
        else {_box_of(one.field): one.text for one in wrong}
    )
    return tus.problem(refusal, problems=said)


_BOX_OF_CODE: Final = {
    "identity.pin-malformed": "pin",
    "identity.person-differs": "full_name",
}


def _box_of(field: str) -> str:
    return f"{counter_form.PREFIX}{field}" if field in {"identified", "late_reason"} else field


def _procedure(version: Version, form: str) -> dict[str, Any]:
    channel = version.find_channel(ChannelKind.COUNTER)
    assert channel is not None  # list_procedures names no other
    return {
        "code": version.code,
        "name": name_of(version),
        "form": form,
        "limit": channel.limit.unit.limit_in_words(channel.limit.amount),
        "fees": [fee.name for fee in channel.fees],
        "papers": [
            {
                "code": paper.code,
                "name": paper.name,
                "required": paper.is_required and paper.case is None,
                "form": counter_form.usual_form(paper).value,
            }
            for paper in version.papers
        ],
    }


def _read_timed(posted: Mapping[str, str]) -> Timed | None:
    """Return when the slip was written by the device's clock, brought to ours; None if that is no time."""
    try:
        written_at = datetime.fromisoformat(posted.get("written_at", ""))
        offset = _milliseconds(posted.get("offset", ""))
        offset_now = _milliseconds(posted.get("offset_now", ""))
    except (ValueError, OverflowError):
        return None
    if written_at.tzinfo is None or offset is None or abs(offset) > LONGEST_OFFSET:
        return None
    # The minute is what the slip says; the seconds would make the box on the sheet differ from it.
    came_at = (written_at + offset).astimezone(clock.VIETNAM).replace(second=0, microsecond=0)
    drift = None if offset_now is None else offset_now - offset
    return Timed(came_at=came_at, written_at=written_at, offset=offset, drift=drift)


def _milliseconds(text: str) -> timedelta | None:
    return timedelta(milliseconds=int(text)) if text else None


def _uuid(posted: Mapping[str, str], name: str) -> UUID | None:
    try:
        return UUID(posted.get(name, ""))
    except ValueError:
        return None


def words() -> dict[str, str]:
    """Return every sentence that the script of the page says."""
    return {
        "online": _("Có mạng"),
        "offline": _("Mất mạng: vẫn nhận được, phiếu được gửi khi có mạng lại"),
        "signed_out": _("Phiên làm việc đã hết. Hãy đăng nhập lại; không mất gì trên máy này."),
        "left": _("Còn {count} số của hôm nay"),
        "no_numbers": _(
            "Hết số của hôm nay. Giữ thêm số khi có mạng, hoặc viết vào tập phiếu giấy."
        ),
        "waiting": _("{count} phiếu chờ gửi"),
        "scans_waiting": _("{count} bản quét chờ gửi"),
        "ready": _("Máy này đã sẵn sàng cho lúc mất mạng."),
        "not_ready": _("Trình duyệt này không giữ được trang khi mất mạng. Dùng tập phiếu giấy."),
        "too_short": _("Mật khẩu của ngày cần ít nhất 8 ký tự."),
        "wrong_password": _("Không đúng mật khẩu đã đặt cho máy này hôm nay."),
        "card": _("Không đọc được thẻ. Kiểm tra bộ gõ tiếng Việt, quét lại, hoặc gõ các ô dưới."),
        "choose_procedure": _("Chọn thủ tục."),
        "pin": _("Ghi đủ 12 chữ số của số định danh cá nhân."),
        "full_name": _("Ghi họ tên người nộp hồ sơ."),
        "born_on": _("Ghi ngày sinh có thật, theo ngày/tháng/năm."),
        "identified": _("Chọn đã nhận diện người nộp bằng gì."),
        "error": _("Lỗi:"),
        "promise": _("Hẹn trả kết quả"),
        "no_promise": _("Ngày hẹn ghi trên giấy tiếp nhận"),
        "limit": _("Thời hạn"),
        "fees": _("Phí, lệ phí"),
        "required": _("bắt buộc"),
        "scan": _("Bản quét hoặc ảnh"),
        "form": _("Bản nhận"),
        "remove": _("Bỏ"),
        "state_waiting": _("Chờ gửi"),
        "state_sent": _("Đã gửi"),
        "state_refused": _("Chưa nhận được"),
        "second": _("Chờ người thứ hai xác nhận giờ nhận."),
        "open_sheet": _("Ghi tiếp tờ khai"),
        "edit": _("Sửa rồi gửi lại"),
        "scan_refused": _("Bản quét {name} chưa nhận được: {reason}"),
        "send_again": _("Gửi lại"),
        "forms_kept": _("Đã giữ tờ khai của {count} thủ tục."),
        "no_form": _("Máy này không giữ tờ khai của thủ tục ấy: ghi ở tờ nhập liệu sau khi gửi."),
        "declared_all": _("Tờ khai đủ những gì máy này kiểm tra được."),
        "declared_missing": _("Tờ khai còn {count} ô bắt buộc để trống."),
        "declared_wrong": _("{count} ô cần xem lại."),
        "declared_later": _("Vẫn nhận được: phần thiếu hỏi sau."),
        "lacks": _("Tờ khai thiếu {count} ô."),
        "whole": _("Đủ để tiếp nhận."),
        "still_missing": _("Còn thiếu:"),
        "left_over": _("{count} câu trả lời không vừa biểu mẫu hiện hành: xem ở tờ khai."),
        "look_at": _("Xem tờ khai"),
        "take_in": _("Tiếp nhận"),
        "take_in_all": _("Tiếp nhận cả {count} hồ sơ đủ"),
        "taken_in": _("Đã trả lời."),
        "open_dossier": _("Xem, in giấy"),
        "row": _("Dòng {number}"),
        "print_again": _("In lại"),
        "saved": _("Đã ghi phiếu {number}. Phiếu được giữ trên máy này đến khi gửi xong."),
        "kept": _("Đã giữ {count} số."),
        "restored": _("Đã khôi phục phần đang gõ dở."),
        "refused_numbers": _("Không giữ được số: {reason}"),
        "no_line": _("Không có mạng. Thử lại khi có mạng."),
    }
