"""Agencies, people, results and ways of lodging as prose names them, in the record's own kinds."""

import re
from collections.abc import Iterable
from typing import Final, TypeVar

from motcua.domain.procedures.enums import (
    AgencyRole,
    ChannelKind,
    Level,
    ResultKind,
    StepActor,
    SubjectKind,
)

Kind = TypeVar("Kind")
Table = tuple[tuple[re.Pattern[str], Kind], ...]


def _table(rows: Iterable[tuple[str, Kind]]) -> Table[Kind]:
    return tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in rows)


def _all_in(table: Table[Kind], text: str) -> tuple[Kind, ...]:
    return tuple(dict.fromkeys(kind for pattern, kind in table if pattern.search(text)))


def _first_in(table: Table[Kind], text: str) -> Kind | None:
    return next((kind for pattern, kind in table if pattern.search(text)), None)


DISTRICT: Final = re.compile(r"quận|huyện", re.IGNORECASE)
"""The level that local government gave up on 1 July 2025 (Law 72/2025/QH15, Article 1)."""

GONE: Final = _table(
    (
        (r"Giao thông vận tải", "Sở Giao thông vận tải"),
        (r"Lao động\s*[,–-]?\s*Thương binh", "Sở Lao động - Thương binh và Xã hội"),
        (r"Kế hoạch và Đầu tư", "Sở Kế hoạch và Đầu tư"),
        (r"Tài nguyên và Môi trường", "Sở Tài nguyên và Môi trường"),
        (r"Thông tin và Truyền thông", "Sở Thông tin và Truyền thông"),
        (r"Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp và Phát triển nông thôn"),
        (r"Sở Du lịch", "Sở Du lịch"),
        (r"Sở Văn hóa và Thể thao", "Sở Văn hóa và Thể thao"),
    )
)
"""Departments that were merged into others in 2025; which took what over is for a person to say."""

_AGENCIES: Final = _table(
    (
        (r"(?:UBND|Ủy ban nhân dân)[^\n]{0,8}?(?:phường|xã)|cấp xã", AgencyRole.COMMUNE_COMMITTEE),
        (r"(?:UBND|Ủy ban nhân dân)[^\n]*?(?:quận|huyện)|cấp huyện", AgencyRole.COMMUNE_COMMITTEE),
        (r"(?:UBND|Ủy ban nhân dân) (?:thành phố|tỉnh|cấp tỉnh|TP)", AgencyRole.PROVINCE_COMMITTEE),
        (r"Văn phòng đăng ký đất đai", AgencyRole.LAND_REGISTRY),
        (r"Bảo hiểm xã hội", AgencyRole.SOCIAL_INSURANCE),
        (r"Trung tâm Dịch vụ việc làm", AgencyRole.EMPLOYMENT_CENTRE),
        (r"(?:Chi cục|Cục) Thuế", AgencyRole.TAX_OFFICE),
        (r"Công an (?:thành phố|tỉnh)", AgencyRole.PROVINCE_POLICE),
        (r"Công an (?:phường|xã)", AgencyRole.COMMUNE_POLICE),
        (r"Sở Giáo dục", AgencyRole.EDUCATION_DEPARTMENT),
        (r"Sở (?!Giáo dục)|Ban [QT]|Chi cục (?!Thuế)|Trung tâm (?!Dịch vụ việc làm)|Công ty",
         AgencyRole.DEPARTMENT),
        (r"\bBộ (?!phận)\w", AgencyRole.MINISTRY),
    )
)  # fmt: skip
_COMMUNE: Final = frozenset({AgencyRole.COMMUNE_COMMITTEE, AgencyRole.COMMUNE_POLICE})

_SUBJECTS: Final = _table(
    (
        (r"công dân|(?<!gia đình, )cá nhân|người (?!Việt Nam định cư|nước ngoài)|hộ gia đình|thân nhân",
         SubjectKind.CITIZEN),
        (r"định cư ở nước ngoài|gốc Việt Nam", SubjectKind.OVERSEAS_VIETNAMESE),
        (r"người nước ngoài", SubjectKind.FOREIGNER),
        (r"hộ kinh doanh", SubjectKind.HOUSEHOLD_BUSINESS),
        (r"(?<!bao gồm )doanh nghiệp|thương nhân|cơ sở|chủ đầu tư", SubjectKind.ENTERPRISE),
        (r"(?<!, )(?:hợp tác xã)|, HTX$", SubjectKind.COOPERATIVE),
        (r"tổ chức|cơ quan|đơn vị", SubjectKind.ORGANISATION),
    )
)  # fmt: skip

_RESULTS: Final = _table(
    (
        (r"trích lục|bản sao", ResultKind.EXTRACT),
        (r"giấy phép|văn bản cho phép|chấp thuận", ResultKind.LICENCE),
        (r"chứng nhận|chứng chỉ", ResultKind.CERTIFICATE),
        (r"quyết định", ResultKind.DECISION),
        (r"\bthẻ\b", ResultKind.CARD),
        (r"xác nhận|phiếu lý lịch", ResultKind.CONFIRMATION),
        (r"hợp đồng", ResultKind.CONTRACT),
        (r"cập nhật|chỉnh lý", ResultKind.REGISTRATION),
    )
)

_ACTORS: Final = _table(
    (
        (r"^(?:\W|\w+ \d+\W)*(?:tổ chức|cá nhân|công dân|người (?!tiếp nhận|có trách nhiệm)|hộ |cơ sở)",
         StepActor.APPLICANT),
        (r"^(?:\W|\w+ \d+\W)*(?:doanh nghiệp|chủ đầu tư|thân nhân|nộp hồ sơ)", StepActor.APPLICANT),
        (r"(?:bộ phận|người|cán bộ|công chức) tiếp nhận|tiếp nhận hồ sơ|một cửa|trả kết quả|TN&TKQ",
         StepActor.ONE_STOP),
        (r"(?:chủ tịch|lãnh đạo|giám đốc)[^.]*(?:ký|quyết định|phê duyệt)", StepActor.LEADER),
    )
)  # fmt: skip

_CHANNELS: Final = _table(
    (
        (r"trực tiếp|bộ phận tiếp nhận|bộ phận một cửa|nộp hồ sơ tại|nộp tại", ChannelKind.COUNTER),
        (r"bưu chính|bưu điện", ChannelKind.POST),
    )
)
ONLINE: Final = re.compile(r"trực tuyến|dịch vụ công|dichvucong|qua mạng", re.IGNORECASE)
"""Words by which a text offers lodging online: elsewhere, for nothing can be lodged here."""


def agencies_in(text: str) -> tuple[AgencyRole, ...]:
    """Return the kinds of agencies named; a district's tasks are put down to the commune."""
    return _all_in(_AGENCIES, text)


def level_of(agencies: Iterable[AgencyRole]) -> Level:
    """Return the lower of today's two levels when one of its agencies acts, else the province."""
    return Level.COMMUNE if _COMMUNE & set(agencies) else Level.PROVINCE


def subjects_in(text: str) -> tuple[SubjectKind, ...]:
    """Return who may apply, as far as the text says."""
    without_exceptions = re.sub(r"\(không bao gồm[^)]*\)", "", text)
    return _all_in(_SUBJECTS, without_exceptions)


def result_kind_of(text: str) -> ResultKind | None:
    """Return what kind of paper the words speak of."""
    return _first_in(_RESULTS, text)


def actor_of(text: str) -> StepActor:
    """Return who seems to act in a step; the specialist when nobody is named."""
    return _first_in(_ACTORS, text) or StepActor.SPECIALIST


def channels_in(text: str) -> tuple[ChannelKind, ...]:
    """Return the ways of lodging on paper; the counter when none is named."""
    return _all_in(_CHANNELS, text) or (ChannelKind.COUNTER,)
