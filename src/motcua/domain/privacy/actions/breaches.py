"""Keeping the register of breaches (Article 23 of Decree 13/2023): enter, add, notify, tell, close."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.domain.privacy import queries
from motcua.domain.privacy.enums import BreachAct, BreachOutcome
from motcua.domain.privacy.errors import BreachClosed, BreachNotFound
from motcua.domain.privacy.models import Breach, BreachEvent
from motcua.domain.privacy.queries.breaches import WORDS
from motcua.domain.privacy.rules import breaches as rules
from motcua.domain.privacy.rules.breaches import PARTICULARS, Report
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.errors import Text, require_right

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer

LONGEST: Final = 5000
ARTICLES: Final = {
    BreachAct.RECORD: "Điều 23.5 Nghị định 13/2023/NĐ-CP",
    BreachAct.SUPPLEMENT: "Điều 23.4 Nghị định 13/2023/NĐ-CP",
    BreachAct.NOTIFY: "Điều 23.1 Nghị định 13/2023/NĐ-CP",
    BreachAct.TELL: "Điều 3.2, 9.1 Nghị định 13/2023/NĐ-CP",
    BreachAct.CLOSE: "Điều 23.5 Nghị định 13/2023/NĐ-CP",
}


@dataclass(frozen=True, kw_only=True)
class Notice:
    """That the authority was told."""

    sent_at: datetime | None
    reference: str
    """The number of the letter, or how else it was sent."""
    late_reason: str = ""


@transaction.atomic
def record(report: Report, *, by: Officer, at: datetime) -> Breach:
    """Enter a breach, and start its clock; what is not known yet follows.

    Raises:
        BreachNotFound: to who does not keep the register.
        InvalidInput: naming all that is missing or wrong.
    """
    if not queries.keep_as(by).keeps:
        raise BreachNotFound
    report = _trimmed(report)
    found_at = report.found_at
    require_right(
        {
            "found": (found_at is None or found_at > at, _("Ghi ngày, giờ phát hiện đã qua.")),
            **_wrong_in(report, found_at),
        }
    )
    assert found_at is not None
    breach = Breach.objects.create(
        agency_id=by.agency_id, found_at=found_at, happened_at=report.happened_at, recorded_at=at,
        due_at=rules.count_notice_due(found_at, report.happened_at), kinds=list(report.kinds),
        persons=report.persons,
    )  # fmt: skip
    sealing.create_key(breach.subject)
    _put(breach, BreachAct.RECORD, report.words, _coded(report), by=by, at=at)
    return breach


@transaction.atomic
def supplement(breach_id: int, report: Report, *, by: Officer, at: datetime) -> Breach:
    """Enter what is known now, in place of what was; what was stays in the history. The clock runs on.

    Raises:
        BreachNotFound, BreachClosed
        InvalidInput: naming all that is missing or wrong, or if nothing changes.
    """
    breach = _take(breach_id, by)
    before = queries.read_report(breach)
    report = replace(_trimmed(report), found_at=breach.found_at)
    wrong = _wrong_in(report, breach.found_at)
    changed = list_changed(before, report)
    wrong["nothing"] = (not changed, _("Chưa có thông tin nào khác với lần ghi trước."))
    require_right(wrong)
    breach.happened_at, breach.kinds, breach.persons = (
        report.happened_at, list(report.kinds), report.persons,
    )  # fmt: skip
    breach.save(update_fields=["happened_at", "kinds", "persons"])
    payload = _coded(report) | {"changed": changed}
    _put(breach, BreachAct.SUPPLEMENT, report.words, payload, by=by, at=at)
    return breach


@transaction.atomic
def notify(breach_id: int, notice: Notice, *, by: Officer, at: datetime) -> Breach:
    """Enter that the authority was told; the first time, why late, if it was. More may follow in stages.

    Raises:
        BreachNotFound, BreachClosed
        InvalidInput: naming all that is missing.
    """
    breach = _take(breach_id, by)
    sent_at, is_first = notice.sent_at, breach.notified_at is None
    is_late = is_first and sent_at is not None and sent_at > breach.due_at
    require_right(
        {
            "sent": (
                sent_at is None or not breach.found_at <= sent_at <= at,
                _("Ghi ngày, giờ đã gửi, sau lúc phát hiện."),
            ),
            "reference": (
                not notice.reference.strip(), _("Ghi số văn bản hoặc cách gửi thông báo."),
            ),
            "late_reason": (
                is_late and not notice.late_reason.strip(),
                _("Gửi sau 72 giờ thì phải ghi lý do chậm (Điều 23.1 Nghị định 13/2023/NĐ-CP)."),
            ),
        }
    )  # fmt: skip
    assert sent_at is not None
    if is_first:
        breach.notified_at = sent_at
        breach.save(update_fields=["notified_at"])
    words = {"reference": notice.reference, "late_reason": notice.late_reason if is_late else ""}
    missing = list(queries.read_report(breach).missing)
    payload = {"sent_at": sent_at.isoformat(), "late": is_late, "missing": missing}
    _put(breach, BreachAct.NOTIFY, words, payload, by=by, at=at)
    return breach


@transaction.atomic
def tell(
    breach_id: int, *, persons: int | None, way: str, text: str, by: Officer, at: datetime
) -> Breach:
    """Enter that people concerned were told: how many, in which way, what.

    Raises:
        BreachNotFound, BreachClosed
        InvalidInput: naming all that is missing.
    """
    breach = _take(breach_id, by)
    require_right(
        {
            "persons": (not persons, _("Ghi số người đã được báo.")),
            "way": (not way.strip(), _("Ghi cách báo: thư, điện thoại, niêm yết…")),
            "text": (not text.strip(), _("Ghi điều đã báo cho họ.")),
        }
    )
    breach.told_at = at
    breach.save(update_fields=["told_at"])
    _put(breach, BreachAct.TELL, {"way": way, "text": text}, {"persons": persons}, by=by, at=at)
    return breach


@transaction.atomic
def close(breach_id: int, *, outcome: str, text: str, by: Officer, at: datetime) -> Breach:
    """Close a breach with what came of it; handled is only what the authority was told of.

    Raises:
        BreachNotFound, BreachClosed
        InvalidInput: naming all that is missing.
    """
    breach = _take(breach_id, by)
    unknown = outcome not in BreachOutcome.values
    untold = outcome == BreachOutcome.HANDLED and breach.notified_at is None
    words = _("Chọn kết quả.") if unknown else _("Chưa thông báo cho cơ quan chuyên trách.")
    require_right(
        {
            "outcome": (unknown or untold, words),
            "text": (not text.strip(), _("Ghi kết quả, hoặc vì sao không phải vi phạm.")),
        }
    )
    breach.closed_at, breach.outcome = at, outcome
    breach.save(update_fields=["closed_at", "outcome"])
    _put(breach, BreachAct.CLOSE, {"text": text}, {"outcome": outcome}, by=by, at=at)
    return breach


def list_changed(before: Report, after: Report) -> list[str]:
    """Return the names of what differs between two reports."""
    names = [
        one.name
        for one in PARTICULARS
        if before.words.get(one.name, "") != after.words.get(one.name, "")
    ]
    others = {
        "happened": before.happened_at != after.happened_at, "kinds": before.kinds != after.kinds,
        "persons": before.persons != after.persons,
    }  # fmt: skip
    return [*names, *(name for name, differs in others.items() if differs)]


def _take(breach_id: int, by: Officer) -> Breach:
    breach = Breach.objects.select_for_update(of=("self",)).filter(pk=breach_id).first()
    if breach is None or not rules.may_keep(queries.keep_as(by), agency_id=breach.agency_id):
        raise BreachNotFound
    if breach.closed_at is not None:
        raise BreachClosed(number=breach.number)
    return breach


def _trimmed(report: Report) -> Report:
    words = {
        one.name: report.words.get(one.name, "").strip()[:LONGEST].replace("\r\n", "\n")
        for one in PARTICULARS
    }
    return replace(report, words=words)


def _wrong_in(report: Report, found_at: datetime | None) -> dict[str, tuple[bool, Text]]:
    happened = report.happened_at
    is_after = found_at is not None and happened is not None and happened > found_at
    return {
        **{
            one.name: (
                one.is_needed_at_once and not report.words[one.name],
                _("Ghi: {what}.").format(what=one.label),
            )
            for one in PARTICULARS
        },
        "happened": (
            is_after or "happened" in report.unreadable,
            _("Ghi ngày, giờ xảy ra trước lúc phát hiện, hoặc để trống cả hai."),
        ),
        "persons": (
            "persons" in report.unreadable,
            _("Ghi số người bằng chữ số, hoặc để trống nếu chưa biết."),
        ),
    }


def _coded(report: Report) -> dict[str, Any]:
    return {
        "found_at": report.found_at.isoformat() if report.found_at else None,
        "happened_at": report.happened_at.isoformat() if report.happened_at else None,
        "kinds": list(report.kinds),
        "persons": report.persons,
    }


def _put(
    breach: Breach, act: BreachAct, words: Any, payload: dict[str, Any], *,
    by: Officer, at: datetime,
) -> None:  # fmt: skip
    key = sealing.get_key(breach.subject)
    kept = {name: text.strip()[:LONGEST] for name, text in words.items()}
    BreachEvent.objects.create(
        breach=breach, seq=BreachEvent.objects.filter(breach=breach).count() + 1, act=act,
        actor=by.key, agency_id=by.agency_id, article=ARTICLES[act], payload=payload,
        sealed=sealing.seal(key, kept, context=WORDS), at=at,
    )  # fmt: skip
