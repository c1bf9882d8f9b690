"""What an applicant owes the State by another agency's notice, as the applicant reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.queries import Happened
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import InvalidInput, Refusal
from motcua.foundation.kernel.money import Dong, format_dong

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.obligations.models import Obligation

_TOLD: Final = frozenset(
    {Act.ASK_OBLIGATION, Act.PROVE_OBLIGATION, Act.MEET_OBLIGATION, Act.DROP_OBLIGATION}
)


@dataclass(frozen=True, kw_only=True)
class ShownObligation:
    """What is to be paid, by which notice, where and until when."""

    items: tuple[tuple[str, str], ...]
    total: str
    issuer: str
    notice: str
    notice_on: date
    pay_by: date | None
    pay_to: str
    href: str
    """The notice itself; empty if none was attached."""
    proof_sent_at: datetime | None


def show(dossier: "Dossier", awaited: "Obligation | None") -> ShownObligation | None:
    """Return what the dossier waits for; none if it waits for nothing."""
    if awaited is None:
        return None
    kept = [dossier.reference, awaited.document_id]
    return ShownObligation(
        items=tuple(
            (str(item["name"]), format_dong(Dong(item["amount"]))) for item in awaited.items
        ),
        total=format_dong(Dong(awaited.total)),
        issuer=awaited.issuer,
        notice=awaited.notice,
        notice_on=awaited.notice_on,
        pay_by=awaited.pay_by,
        pay_to=awaited.pay_to,
        href=reverse("portal:obligation-notice", args=kept) if awaited.document_id else "",
        proof_sent_at=awaited.proof_sent_at,
    )


def page(
    dossier: "Dossier", awaited: "Obligation | None", typed: Mapping[str, str],
    refusal: Refusal | None,
) -> dict[str, Any]:  # fmt: skip
    """Return the values of the page that says what to pay, with what was typed and what is wrong."""
    problems = refusal.problems if isinstance(refusal, InvalidInput) else ()
    wrong = {problem.field: problem.text for problem in problems}
    if refusal is not None and not problems:
        wrong = {refusal.field or "file": refusal.text}
    return {
        "dossier": dossier,
        "obligation": show(dossier, awaited),
        "proof": typed.get("proof", ""),
        "paid_on": typed.get("paid_on", f"{clock.today():%d/%m/%Y}"),
        "wrong": wrong,
    }


def tell(timeline: Sequence[Happened]) -> dict[int, tuple[str, str]]:
    """Return title and text of each entry about an obligation, by its place in the log."""
    return {one.seq: (one.label, _entry(one)) for one in timeline if one.act in _TOLD}


def _entry(happened: Happened) -> str:
    payload = happened.payload
    match happened.act:
        case Act.ASK_OBLIGATION:
            words = _("Thông báo số {notice} của {issuer}: {total}. Căn cứ: {basis}.")
            return words.format(
                notice=payload["notice"], issuer=payload["issuer"],
                total=format_dong(Dong(payload["total"])), basis=payload["basis"],
            )  # fmt: skip
        case Act.PROVE_OBLIGATION:
            return _("Số {proof}").format(proof=payload["proof"])
        case Act.MEET_OBLIGATION:
            words = _("Nộp ngày {on:%d/%m/%Y}, chứng từ số {proof}.")
            return words.format(on=date.fromisoformat(payload["paid_on"]), proof=payload["proof"])
        case _:
            return str(happened.words.get("reason", ""))
