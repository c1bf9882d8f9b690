"""The site for practising as pages: who one can be there, and each exercise in the words of the job."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.composition.practising.enums import Exercise
from motcua.composition.practising.queries import Verdict

DESK: Final = "motcua.songlam"
REGISTRAR: Final = "hotich.songlam"
SPECIALIST: Final = "kinhte.songlam"
LEADER: Final = "chutich.songlam"
CONTROL: Final = "kiemsoat.lamgiang"

ROLES: Final = {
    DESK: _("Công chức Bộ phận Một cửa: tiếp nhận, thu phí, trả kết quả"),
    REGISTRAR: _("Công chức hộ tịch: thẩm tra, trình ký"),
    SPECIALIST: _("Chuyên viên: giải quyết hồ sơ"),
    LEADER: _("Lãnh đạo: ký, phân công, xin lỗi và hẹn lại"),
    CONTROL: _("Kiểm soát thủ tục: danh mục, quy trình"),
}
LOGINS: Final = (DESK, REGISTRAR, SPECIALIST, LEADER)
"""Whose doings the exercises look at."""


@dataclass(frozen=True, kw_only=True)
class Guide:
    """How an exercise is done: as whom, where it begins, step by step."""

    role: str
    begins: str
    steps: tuple[Promise, ...]
    article: str


GUIDES: Final = {
    Exercise.TAKE_IN: Guide(
        role=DESK,
        begins="desk:counter",
        article="Điều 17 Nghị định 61/2018/NĐ-CP",
        steps=(
            _("Vào Nhận hồ sơ giấy. Gõ số định danh 099198000104 (Lê Ngọc Ánh)."),
            _("Chọn thủ tục 1.004873, Cấp Giấy xác nhận tình trạng hôn nhân."),
            _("Điền tờ khai theo lời người nộp. Đánh dấu giấy tờ đã nhận."),
            _("Bấm Tiếp nhận hồ sơ. Giấy in ra có chữ “Bản tập”."),
        ),
    ),
    Exercise.ASK_ONCE: Guide(
        role=DESK,
        begins="desk:queue",
        article="Điều 17.2.a",
        steps=(
            _("Vào Chờ tiếp nhận, mở một hồ sơ, bấm Yêu cầu bổ sung."),
            _("Xem hết giấy tờ trước khi viết: chỉ được yêu cầu bổ sung một lần."),
            _("Ghi từng giấy cần bổ sung và lý do của từng giấy, rồi gửi."),
        ),
    ),
    Exercise.GUIDE: Guide(
        role=DESK,
        begins="desk:counter",
        article="Điều 15.2",
        steps=(
            _("Vào Nhận hồ sơ giấy, bấm Ghi hướng dẫn ở một thủ tục."),
            _("Chọn cách hướng dẫn, đánh dấu giấy tờ đã nêu, ghi điều đã nói."),
            _("Lưu. Lần sau tìm lại bằng số điện thoại của người đó."),
        ),
    ),
    Exercise.HAND_OVER: Guide(
        role=DESK,
        begins="desk:results",
        article="Điều 20, Điều 22",
        steps=(
            _("Vào Kết quả chờ trả, mở một hồ sơ còn phải nộp phí."),
            _("Thu phí trước: ghi số tiền và cách nộp ngay ở trang đó."),
            _("Ghi ai nhận, người đó xuất trình giấy gì, rồi bấm Ghi đã trả kết quả."),
        ),
    ),
    Exercise.VOID_RECEIPT: Guide(
        role=LEADER,
        begins="desk:dossiers",
        article="Điều 22",
        steps=(
            _("Với vai Một cửa, thu phí một hồ sơ để có biên lai."),
            _("Đổi sang vai lãnh đạo: người lập biên lai không được tự hủy."),
            _("Mở hồ sơ, vào phần phí, chọn biên lai ghi sai, ghi lý do và hủy."),
        ),
    ),
    Exercise.CLOSE_DRAWER: Guide(
        role=DESK,
        begins="desk:drawers",
        article="Điều 22",
        steps=(
            _("Vào Thu phí, mục Ca thu. Mở ca, ghi tiền lẻ đầu ca."),
            _("Cuối ca, đếm số tờ mỗi loại, ghi lại rồi bấm Chốt ca. Lệch thì ghi lý do."),
            _("Đổi sang vai lãnh đạo, đếm lại rồi bấm Đã đếm đủ, nhận bàn giao."),
        ),
    ),
    Exercise.SIGN_THREE: Guide(
        role=LEADER,
        begins="desk:work",
        article="Điều 19",
        steps=(
            _("Vào Việc của tôi. Xem bản sẽ ký của từng hồ sơ."),
            _("Đánh dấu ba hồ sơ chờ ký."),
            _("Bấm Ký các việc đã chọn, xem lại danh sách rồi bấm ký."),
        ),
    ),
    Exercise.APOLOGISE: Guide(
        role=LEADER,
        begins="desk:dossiers",
        article="Điều 19.9",
        steps=(
            _("Vào Hồ sơ của cơ quan, mở một hồ sơ đang giải quyết."),
            _("Bấm Xin lỗi và hẹn lại ngày trả kết quả. Chỉ được hẹn lại một lần."),
            _("Ghi lý do và ngày mới, rồi bấm Ký văn bản xin lỗi."),
        ),
    ),
}


@dataclass(frozen=True, kw_only=True)
class ShownExercise:
    """One exercise with its steps and what the log says of it."""

    key: str
    name: str
    guide: Guide
    role: Promise
    address: str
    verdict: Verdict


def door(site: str, ticket: str) -> str:
    """Return where a ticket lets somebody in."""
    return f"{site}{reverse('desk:practice-door')}?{urlencode({'ve': ticket})}"


def cast() -> list[tuple[str, Promise]]:
    """Return whom one can be: login name and what that officer does."""
    return list(ROLES.items())


def exercises(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Return the exercises in order, and how many of them are done."""
    shown = [_shown(verdict) for verdict in verdicts]
    return {"exercises": shown, "done": sum(one.verdict.is_done for one in shown)}


def _shown(verdict: Verdict) -> ShownExercise:
    guide = GUIDES[verdict.exercise]
    return ShownExercise(
        key=verdict.exercise.value,
        name=str(verdict.exercise.label),
        guide=guide,
        role=ROLES[guide.role],
        address=reverse(guide.begins),
        verdict=verdict,
    )
