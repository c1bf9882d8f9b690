"""What a dossier costs as its applicant reads it: each charge, what was paid, how to pay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from motcua.composition.casework.paying import BY_APPLICANT, LONGEST_PROOF, Bill
from motcua.composition.casework.proving import Said
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.queries import Happened
from motcua.domain.dues.enums import LineKind, Way
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import InvalidInput, Refusal
from motcua.foundation.kernel.money import Dong, format_dong
from motcua.surfaces.ui.reading import require_day

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier

_TOLD: Final = frozenset({Act.CHARGE, Act.PAY, Act.CANCEL_PAYMENT, Act.PAY_BACK, Act.SEND_PROOF})


@dataclass(frozen=True, kw_only=True)
class ShownLine:
    """One line of the bill."""

    name: str
    amount: str
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class ShownBill:
    """What is asked for, what came, and what is left."""

    standing: str
    tone: str
    charges: tuple[ShownLine, ...]
    paid: tuple[ShownLine, ...]
    owed: str
    """What is left to pay; empty if nothing is."""
    proof_sent_at: datetime | None


def show(bill: Bill) -> ShownBill | None:
    """Return the bill; none where nothing was asked or paid."""
    if not bill.charges and not bill.paid:
        return None
    balance = bill.balance
    return ShownBill(
        standing=str(balance.standing.label),
        tone="attention" if balance.owed or balance.to_return else "success",
        charges=tuple(
            ShownLine(name=line.name, amount=format_dong(Dong(line.amount)))
            for line in bill.charges
        ),
        paid=tuple(
            ShownLine(
                name=f"{LineKind(line.kind).label}: {Way(line.way).label}",
                amount=format_dong(Dong(line.amount)),
                when=f"{line.paid_on:%d/%m/%Y}",
            )
            for line in bill.paid
        ),
        owed=format_dong(balance.owed) if balance.owed else "",
        proof_sent_at=bill.proof_sent_at,
    )


def page(
    dossier: "Dossier", bill: Bill, typed: Mapping[str, str], refusal: Refusal | None
) -> dict[str, Any]:
    """Return the values of the page that says how to pay, with what was typed and what is wrong."""
    problems = refusal.problems if isinstance(refusal, InvalidInput) else ()
    wrong = {problem.field: problem.text for problem in problems}
    if refusal is not None and not problems:
        wrong = {refusal.field or "file": refusal.text}
    chosen = typed.get("way", "")
    return {
        "dossier": dossier,
        "bill": show(bill),
        "ways": [(way.value, way.label, way.value == chosen) for way in BY_APPLICANT],
        "proof": typed.get("proof", ""),
        "paid_on": typed.get("paid_on", f"{clock.today():%d/%m/%Y}"),
        "wrong": wrong,
    }


def read(posted: Mapping[str, str]) -> Said:
    """Return what the applicant says of a payment.

    Raises:
        InvalidInput: if the day is none.
    """
    way = posted.get("way", "")
    return Said(
        way=Way(way) if way in Way.values else None,
        proof=posted.get("proof", "")[:LONGEST_PROOF],
        paid_on=require_day(posted.get("paid_on", ""), field="paid_on"),
    )


def tell(timeline: Sequence[Happened]) -> dict[int, tuple[str, str]]:
    """Return title and text of each entry about money, by its place in the log."""
    return {one.seq: _entry(one) for one in timeline if one.act in _TOLD}


def _entry(happened: Happened) -> tuple[str, str]:
    payload, reason = happened.payload, str(happened.words.get("reason", ""))
    match happened.act:
        case Act.CHARGE:
            lines = [
                f"{one['name']}: {format_dong(Dong(one['amount']))}" for one in payload["charges"]
            ]
            return happened.label, "\n".join(filter(None, [*lines, reason]))
        case Act.SEND_PROOF:
            return happened.label, _("Số {proof}").format(proof=payload["proof"])
        case _:
            amount = format_dong(Dong(payload["amount"]))
            told = f"{Way(payload['way']).label}: {amount}"
            return happened.label, "\n".join(filter(None, [told, reason]))
