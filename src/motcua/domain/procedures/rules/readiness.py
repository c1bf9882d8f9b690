"""Whether a procedure is ready to go online as a whole: from its record and the few answers of a person.

Online as a whole is the rule; in part only for one of the reasons the law names, said in public
(Decree 224/2026, Articles 14 and 15).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.domain.procedures.enums import ChannelKind, PaperHandling, ReadinessItem
from motcua.domain.procedures.rules.record import Channel, Fixed, Paper, Record


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One item of the list, whether it is met, and why."""

    item: ReadinessItem
    is_met: bool
    why: str
    basis: str


def checklist(record: Record) -> tuple[Checked, ...]:
    """Return all nine items in their order, each with what decided it."""
    return tuple(
        Checked(item=item, is_met=not lacks, why="; ".join(lacks) or _("Đạt"), basis=_BASES[item])
        for item, lacks in _find(record)
    )


def lacking(record: Record) -> tuple[Checked, ...]:
    """Return the items that are not met; none means that it may be published as toàn trình."""
    return tuple(one for one in checklist(record) if not one.is_met)


_BASES = {
    ReadinessItem.NO_PRESENCE: "Nghị định 224/2026/NĐ-CP, Điều 14",
    ReadinessItem.PAPERS: "Nghị định 224/2026/NĐ-CP, Điều 15.1.d",
    ReadinessItem.FORM: "Nghị định 224/2026/NĐ-CP, Điều 15.1.c",
    ReadinessItem.IDENTITY: "Nghị định 224/2026/NĐ-CP, Điều 15.1, 29",
    ReadinessItem.SIGNATURE: "Nghị định 224/2026/NĐ-CP, Điều 15.1.e",
    ReadinessItem.PAYMENT: "Nghị định 224/2026/NĐ-CP, Điều 15.1.đ",
    ReadinessItem.RESULT: "Nghị định 224/2026/NĐ-CP, Điều 14",
    ReadinessItem.UNITS: "Nghị định 224/2026/NĐ-CP, Điều 15.1.g",
    ReadinessItem.FALLBACK: "Nghị định 224/2026/NĐ-CP, Điều 14",
}


def _find(record: Record) -> Iterator[tuple[ReadinessItem, list[str]]]:
    online = next((one for one in record.channels if one.kind is ChannelKind.ONLINE), None)
    yield ReadinessItem.NO_PRESENCE, _presence(record)
    yield ReadinessItem.PAPERS, list(_papers(record))
    yield ReadinessItem.FORM, [] if record.form_key else [_("chưa có biểu mẫu điện tử")]
    yield ReadinessItem.IDENTITY, [] if online else [_("chưa có cách nộp trực tuyến")]
    yield ReadinessItem.SIGNATURE, _unanswered(record)
    yield ReadinessItem.PAYMENT, _payment(record, online)
    yield ReadinessItem.RESULT, list(_results(record))
    yield ReadinessItem.UNITS, _units(record)
    yield ReadinessItem.FALLBACK, _unanswered(record)


def _unanswered(record: Record) -> list[str]:
    return [] if record.readiness else [_("chưa trả lời")]


def _presence(record: Record) -> list[str]:
    if record.readiness is None:
        return _unanswered(record)
    lacks = []
    if record.readiness.needs_presence:
        lacks.append(_("người yêu cầu phải có mặt"))
    if record.readiness.needs_field_check:
        lacks.append(_("phải kiểm tra, xác minh tại chỗ"))
    return lacks


def _papers(record: Record) -> Iterator[str]:
    """What is handed in can be scanned; what must be shown has to be found by the agency itself."""
    for paper in record.papers:
        if _is_asked_online(paper) and paper.is_required and not _is_electronic(paper):
            yield _("phải xuất trình tận nơi: {paper}").format(paper=paper.name)


def _is_asked_online(paper: Paper) -> bool:
    return not paper.channels or ChannelKind.ONLINE in paper.channels


def _is_electronic(paper: Paper) -> bool:
    return bool(
        paper.handling is PaperHandling.SUBMIT
        or paper.form_key
        or paper.electronic_sources
        or paper.earlier_results
    )


def _payment(record: Record, online: Channel | None) -> list[str]:
    costs = [
        fee
        for fee in (online.fees if online else ())
        if not (isinstance(fee.rule, Fixed) and fee.rule.amount == 0)
    ]
    if not costs or (record.readiness and record.readiness.is_paid_online):
        return []
    return [_("chưa trả được trực tuyến: {fee}").format(fee=fee.name) for fee in costs]


def _results(record: Record) -> Iterator[str]:
    for result in record.results:
        if not result.is_electronic:
            yield _("chưa có bản điện tử: {result}").format(result=result.name)


def _units(record: Record) -> list[str]:
    lacks = _unanswered(record)
    if record.readiness is not None and not record.readiness.are_units_trained:
        lacks.append(_("người tiếp nhận, giải quyết chưa được tập huấn"))
    if record.workflow_key is None:
        lacks.append(_("chưa có quy trình giải quyết trên hệ thống"))
    return lacks
