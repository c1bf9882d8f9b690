"""How long records with personal data are kept: dated rows, each with its source or marked as not verified."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kept(StrEnum):
    """Kinds of record that hold personal data."""

    DOSSIER = "dossier"
    CIVIL_BOOK = "civil-book"
    CERTIFICATION_BOOK = "certification-book"
    CERTIFIED_SIGNATURE = "certified-signature"
    CERTIFIED_CONTRACT = "certified-contract"
    LOG = "log"
    READINGS = "readings"
    BREACH = "breach"
    DRAFT = "draft"
    ACCOUNT = "account"


@dataclass(frozen=True, kw_only=True)
class Retention:
    """How long one kind of record is kept from a day on."""

    kept: Kept
    label: Promise
    period: Promise
    valid_from: date
    source: str
    is_verified: bool


_ARCHIVE: Final = (
    "Luật Lưu trữ 33/2024/QH15 (chưa đối chiếu nguyên văn; chưa có thời hạn theo thủ tục)"
)
_CERTIFYING: Final = "Nghị định 23/2015/NĐ-CP"
_OURS: Final = "Quy định của hệ thống, chưa có quy định của luật"

RETENTIONS: Final = (
    Retention(
        kept=Kept.DOSSIER, label=_("Hồ sơ thủ tục: tờ khai, giấy tờ nộp, kết quả"),
        period=_("Theo thời hạn bảo quản của pháp luật lưu trữ"), valid_from=date(2025, 7, 1),
        source=_ARCHIVE, is_verified=False,
    ),
    Retention(
        kept=Kept.CIVIL_BOOK, label=_("Sổ hộ tịch"), period=_("Vĩnh viễn"),
        valid_from=date(2016, 1, 1), source="Điều 58.1 Luật Hộ tịch 60/2014/QH13",
        is_verified=True,
    ),
    Retention(
        kept=Kept.CERTIFICATION_BOOK, label=_("Sổ chứng thực"), period=_("Vĩnh viễn"),
        valid_from=date(2015, 4, 10), source=f"Điều 14.1 {_CERTIFYING}", is_verified=True,
    ),
    Retention(
        kept=Kept.CERTIFIED_SIGNATURE, label=_("Văn bản chứng thực chữ ký"), period=_("2 năm"),
        valid_from=date(2015, 4, 10), source=f"Điều 14.2 {_CERTIFYING}", is_verified=True,
    ),
    Retention(
        kept=Kept.CERTIFIED_CONTRACT, label=_("Hợp đồng, giao dịch đã chứng thực"),
        period=_("20 năm"), valid_from=date(2015, 4, 10), source=f"Điều 14.3 {_CERTIFYING}",
        is_verified=True,
    ),
    Retention(
        kept=Kept.LOG, label=_("Nhật ký hồ sơ và cam kết mật mã (không đọc được lời sau khi xóa khóa)"),
        period=_("Cùng thời hạn với hồ sơ"), valid_from=date(2025, 7, 1), source=_ARCHIVE,
        is_verified=False,
    ),
    Retention(
        kept=Kept.READINGS, label=_("Nhật ký đọc dữ liệu cá nhân"),
        period=_("Chưa định thời hạn"), valid_from=date(2023, 7, 1), source=_OURS,
        is_verified=False,
    ),
    Retention(
        kept=Kept.BREACH, label=_("Sổ vi phạm bảo vệ dữ liệu"), period=_("Ít nhất 5 năm"),
        valid_from=date(2026, 1, 1),
        source="Nghị định 356/2025/NĐ-CP (chưa đối chiếu nguyên văn)", is_verified=False,
    ),
    Retention(
        kept=Kept.DRAFT, label=_("Hồ sơ đang soạn, chưa nộp"),
        period=_("Đến khi nộp hoặc người soạn xóa"), valid_from=date(2023, 7, 1), source=_OURS,
        is_verified=False,
    ),
    Retention(
        kept=Kept.ACCOUNT, label=_("Tài khoản, liên hệ và hộp thư"),
        period=_("Khi tài khoản còn dùng"), valid_from=date(2023, 7, 1), source=_OURS,
        is_verified=False,
    ),
)  # fmt: skip


def list_retentions(on: date) -> tuple[Retention, ...]:
    """Return how long each kind of record is kept on a day, in the order of the table."""
    holding: dict[Kept, Retention] = {}
    for one in RETENTIONS:
        known = holding.get(one.kept)
        if one.valid_from <= on and (known is None or known.valid_from <= one.valid_from):
            holding[one.kept] = one
    return tuple(holding.values())
