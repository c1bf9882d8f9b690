"""What stands on letters that go out instead of a result or before it: refusal, request, apology, stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from motcua.composition.casework import papers
from motcua.domain.custody.queries import Amends
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock, money

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


def refusal_letter(
    dossier: Dossier,
    declared: papers.Declared,
    *,
    number: str,
    reason: str,
    signed: dict[str, str],
    at: datetime,
) -> dict[str, Any]:
    """Return the values of the notice that the conditions are not met (Article 19.8)."""
    person = dossier.applicant.full_name
    return {
        **papers.common(dossier, number=number, at=at),
        **signed,
        "title": "Phiếu từ chối giải quyết hồ sơ",
        "subtitle": declared.version.name,
        "legal_bases": procedures.cite_all(declared.version.legal_bases),
        "paragraphs": [
            f"Hồ sơ số {dossier.number} của {person} không đủ điều kiện giải quyết.",
            f"Lý do: {reason}",
        ],
        "recipients": [dossier.applicant.full_name, "Lưu: hồ sơ điện tử"],
    }


def supplement_request(
    dossier: Dossier, declared: papers.Declared, *, asked: Mapping[str, Any], officer: str,
    at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """Return the values of form No. 02: what is missing, all at once (Articles 17.1.a and 19.4).

    :param asked: what the officer wrote: the items with what and why, and the reason
    """
    guide = " – ".join(filter(None, (officer, dossier.agency.phone)))
    return {
        **papers.common(dossier, number=dossier.number or dossier.reference, at=at),
        "office": f"Bộ phận Một cửa {dossier.receiving_agency.name}",
        "applicant": papers.applicant(declared, dossier),
        "request": declared.version.name,
        "items": [{"name": item["what"], "reason": item["why"]} for item in asked["items"]],
        "reason": asked["reason"],
        "guide": guide,
        "officer": officer,
        "tracking_url": papers.tracking_url(dossier),
    }


def intake_refusal(
    dossier: Dossier, declared: papers.Declared, *, reason: str, officer: str, submitter: str,
    at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """Return the values of form No. 03: the desk does not take the papers in (Article 17.1.b)."""
    person = papers.applicant(declared, dossier)
    return {
        **papers.common(dossier, number=dossier.number or dossier.reference, at=at),
        "office": f"Bộ phận Một cửa {dossier.receiving_agency.name}",
        "applicant": person,
        "request": declared.version.name,
        "reason": reason,
        "officer": officer,
        "submitter": submitter or person["name"],
        "tracking_url": papers.tracking_url(dossier),
    }


APOLOGY_TITLES = (
    (date(2018, 6, 21), "Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
    (date(2025, 7, 1), "Văn bản xin lỗi và đề nghị gia hạn"),
)
"""Form No. 04 as it is called from a day on: Circular 01/2018, then Circular 03/2025."""


def apology_title(dossier: Dossier) -> str:
    """Return what form No. 04 is called for a dossier received when this one was."""
    assert dossier.accepted_at is not None
    received = clock.day_in_vietnam(dossier.accepted_at)
    return max((since, title) for since, title in APOLOGY_TITLES if since <= received)[1]


def apology(
    dossier: Dossier, declared: papers.Declared, *, number: str, reason: str, promised: datetime,
    signed: dict[str, str], at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """Return the values of form No. 04: sorry, why, and the new day (Article 19.9)."""
    assert dossier.accepted_at is not None
    assert dossier.due_at is not None
    person = dossier.applicant.full_name
    return {
        **papers.common(dossier, number=number, at=at),
        **signed,
        "title": apology_title(dossier),
        "subtitle": declared.version.name,
        "legal_bases": [],
        "paragraphs": [
            f"{dossier.agency.name} xin lỗi {person} vì chưa trả được kết quả đúng ngày đã hẹn.",
            f"Lý do: {reason}",
        ],
        "rows": [
            {"label": "Mã hồ sơ", "text": dossier.number or dossier.reference},
            {"label": "Ngày tiếp nhận", "text": _moment(dossier.accepted_at)},
            {"label": "Đã hẹn trả kết quả", "text": _moment(promised)},
            {"label": "Đề nghị gia hạn, hẹn lại vào", "text": _moment(dossier.due_at)},
        ],
        "recipients": [person, "Bộ phận Một cửa", "Lưu: hồ sơ điện tử"],
    }


def loss_title(*, is_result: bool, is_sorry: bool) -> str:
    """Return what the answer for a loss is called. No form is set for it: Article 21.2 wants the apology alone."""
    if not is_result:
        return "Thư xin lỗi vì làm mất, thất lạc, hư hỏng giấy tờ"
    if is_sorry:
        return "Thư xin lỗi vì kết quả bị mất, thất lạc, hư hỏng khi gửi"
    return "Thông báo về kết quả bị mất, thất lạc, hư hỏng khi gửi"


def loss_answer(
    dossier: Dossier, declared: papers.Declared, *, number: str, title: str, is_sorry: bool,
    lost: Sequence[str], amends: Amends, signed: dict[str, str], at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """Return the values of the answer for a loss: of what, by whom, what is done, who pays (Articles 21.2 and 21.3)."""
    assert amends.blame is not None
    person, agency = dossier.applicant.full_name, dossier.agency.name
    rows = [
        {"label": "Mã hồ sơ", "text": dossier.number or dossier.reference},
        {"label": "Giấy tờ bị mất, thất lạc, hư hỏng", "text": "; ".join(lost)},
    ]
    if amends.cost and amends.bearer and amends.paid_on:
        paid = f"{money.format_dong(money.Dong(amends.cost))}, {amends.paid_on:%d/%m/%Y}"
        rows.append({"label": f"Chi phí cấp lại ({amends.bearer.label})", "text": paid})
    opening = f"{agency} thông báo để {person} biết việc giấy tờ bị mất, thất lạc, hư hỏng khi gửi."
    if is_sorry:
        opening = f"{agency} xin lỗi {person} vì để mất, thất lạc, hư hỏng giấy tờ của hồ sơ."
    return {
        **papers.common(dossier, number=number, at=at),
        **signed,
        "title": title,
        "subtitle": declared.version.name,
        "legal_bases": [],
        "paragraphs": [
            opening,
            f"Trách nhiệm: {amends.blame.label}. {amends.who}",
            f"Khắc phục: {amends.remedy}",
        ],
        "rows": rows,
        "recipients": [person, "Bộ phận Một cửa", "Lưu: hồ sơ điện tử"],
    }


OPINION_TITLE = "Công văn lấy ý kiến"
ABOUT_OPINION = "V/v lấy ý kiến giải quyết hồ sơ {number}"
OPINION_BASIS = "Căn cứ Điều 19.5 Nghị định 61/2018/NĐ-CP"


def opinion_request(
    dossier: Dossier, *, asked: str, asker: str, question: str, shared: Sequence[str],
    due_at: datetime, number: str, signed: dict[str, str], at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """Return the values of the letter that asks another agency or unit for its opinion (Article 19.5.a).

    The asked may not see the dossier: beside its number and procedure the letter says what was asked, and which
    papers go with it.
    """
    name = dossier.number or dossier.reference
    rows = [
        {"label": "Mã hồ sơ", "text": name},
        {"label": "Giấy tờ gửi kèm", "text": "; ".join(shared) or "Không có"},
        {"label": "Đề nghị trả lời trước", "text": _moment(due_at)},
        {"label": "Người hỏi", "text": asker},
    ]
    procedure = procedures.get_version(dossier.procedure_version_id).name
    opening = f"{dossier.agency.name} đang giải quyết hồ sơ thủ tục “{procedure}”"
    return {
        **papers.common(dossier, number=number, at=at),
        **signed,
        "title": OPINION_TITLE,
        "subtitle": ABOUT_OPINION.format(number=name),
        "legal_bases": [OPINION_BASIS],
        "paragraphs": [
            f"Kính gửi: {asked}",
            f"{opening} và đề nghị {asked} cho ý kiến về nội dung sau:",
            *[line for line in question.splitlines() if line.strip()],
            "Quá thời hạn trên mà chưa có trả lời, việc không trả lời được ghi vào hồ sơ.",
        ],
        "rows": rows,
        "recipients": ["Như trên", "Lưu: hồ sơ điện tử"],
    }


STOP_TITLE = "Thông báo dừng giải quyết hồ sơ"
"""Form No. 05 of Circular 03/2025; before 1 July 2025 the notice had no form of its own."""


def stop_notice(
    dossier: Dossier, declared: papers.Declared, *, number: str, reason: str, signed: dict[str, str],
    at: datetime,
) -> dict[str, Any]:  # fmt: skip
    """Return the values of form No. 05: what is stopped, when, and why."""
    person = dossier.applicant.full_name
    return {
        **papers.common(dossier, number=number, at=at),
        **signed,
        "title": STOP_TITLE,
        "subtitle": declared.version.name,
        "legal_bases": [],
        "paragraphs": [
            f"{dossier.agency.name} thông báo dừng giải quyết hồ sơ của {person}.",
            f"Lý do: {reason}",
            "Hồ sơ chưa có kết quả giải quyết. Người nộp có thể nộp lại hồ sơ khi đã có đủ giấy tờ.",
        ],
        "rows": [
            {"label": "Mã hồ sơ", "text": dossier.number or dossier.reference},
            {"label": "Nộp lúc", "text": _moment(dossier.lodged_at)},
            {"label": "Dừng giải quyết từ", "text": _moment(at)},
        ],
        "recipients": [person, "Bộ phận Một cửa", "Lưu: hồ sơ điện tử"],
    }


def _moment(at: datetime) -> str:
    return f"{at.astimezone(clock.VIETNAM):%H giờ %M, ngày %d/%m/%Y}"
