"""What a dossier costs, asked for and paid: beside its state, and before its result (Article 22)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.composition.casework import fees, receipting, results
from motcua.domain.dossiers import actions as dossier_actions
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dues import actions as dues
from motcua.domain.dues import permissions, queries
from motcua.domain.dues.actions import Asked, Money
from motcua.domain.dues.enums import LineKind, Way
from motcua.domain.dues.queries import Balance
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind
from motcua.domain.tills import actions as tills
from motcua.domain.tills.actions import Fee
from motcua.domain.tills.enums import Place
from motcua.domain.tills.queries import find_open_shift
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import audit, clock, stage
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput
from motcua.foundation.kernel.money import NO_MONEY, Dong

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.dues.models import Account, Line
    from motcua.foundation.identity.actors import Actor, Officer
    from motcua.foundation.identity.queries import PostRecord


PURPOSE: Final = "fees"
PROOF: Final = "payment-proof"
"""The code under which the applicant's document for a payment is kept; no paper of a record has it."""
PROOF_TITLE: Final = "Chứng từ nộp tiền"
LONGEST_PROOF: Final = 64
LONGEST_WORDS: Final = 500
BY_APPLICANT: Final = (Way.TRANSFER, Way.POST, Way.OTHER)
"""Ways of which an applicant tells the desk; cash the desk sees itself, and nothing is paid online here."""
AT_DESK: Final = (Way.CASH, *BY_APPLICANT)
LIES: Final = {
    Way.CASH: Place.DRAWER,
    Way.TRANSFER: Place.BANK,
    Way.ONLINE: Place.BANK,
    Way.POST: Place.POST,
    Way.OTHER: Place.OTHER,
}
"""Where money lies that came in one of these ways."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A line of an account with who wrote it and whether it was cancelled."""

    line: Line
    officer: str
    is_cancelled: bool
    may_be_cancelled: bool


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What the applicant says of a payment, and when."""

    way: Way
    proof: str
    paid_on: date
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Bill:
    """What a dossier costs, as its applicant reads it; an empty one where it costs nothing."""

    balance: Balance = queries.NO_ACCOUNT
    charges: tuple[Line, ...] = ()
    """What is asked for now."""
    paid: tuple[Line, ...] = ()
    """What came and what went back, without what was cancelled."""
    proof_sent_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Till:
    """The account of a dossier as an officer sees it."""

    dossier: Dossier
    balance: Balance
    lines: tuple[Told, ...]
    sent: Sent | None
    """What the applicant sent and nobody has confirmed."""
    is_till: bool
    """Whether the officer serves the desk that received it."""
    may_take: bool
    may_give_back: bool
    opens_drawer: bool
    """Whether the next cash opens the officer's drawer, which is asked for the change in it."""


# --- what is asked for ----------------------------------------------------------------------------


def charge(dossier: Dossier, *, by: Actor, at: datetime) -> None:
    """Ask for what the dossier costs by what was declared, as it is taken in (Article 22.1).

    The caller's transaction holds the dossier. One query for a procedure that costs something, none
    for others; an account and its lines only where something is charged.
    """
    if stage.is_set():
        # Who rehearses a procedure has no money to pay with: what it costs is told beforehand.
        return
    asked = _reckon(dossier)
    if asked:
        dues.charge(dossier=dossier, asked=asked, by=by, at=at)


def _reckon(dossier: Dossier) -> list[Asked]:
    version = procedures.get_version(dossier.procedure_version_id)
    kind = ChannelKind(dossier.channel)
    channel = version.find_channel(kind)
    if channel is None or not channel.fees:
        return []
    answers = dossiers.read_answers(dossier)
    on = clock.day_in_vietnam(dossier.lodged_at)
    charges = fees.list_charges(version, answers, channel=kind, on=on)
    with translation.override("vi"):
        return [
            Asked(code=one.fee.code, name=one.fee.name, amount=one.amount, why=fees.explain(one))
            for one in charges
        ]


@transaction.atomic
def charge_again(*, reference: str, at: datetime) -> None:
    """Ask for what the dossier costs after a supplement, if that is not what was asked before.

    What no longer costs anything is asked for no more, and what was paid for it is to be given back.
    """
    if stage.is_set():
        return
    dossier = dossier_actions.hold(reference=reference, by=results.WORKER)
    asked = _reckon(dossier)
    before = [(line.code, line.amount) for line in find_bill(dossier).charges]
    if before != [(one.code, one.amount) for one in asked]:
        dues.charge(dossier=dossier, asked=asked, by=results.WORKER, at=at)


def bill_of(dossier: Dossier) -> Bill:
    """Return what the dossier costs and what was paid. One query."""
    lines = queries.list_lines(dossier)
    if not lines:
        return Bill()
    live = queries.list_live(lines)
    account = lines[0].account
    return Bill(
        balance=account.balance,
        charges=tuple(line for line in live if line.kind == LineKind.CHARGE),
        paid=tuple(line for line in live if line.kind in {LineKind.PAYMENT, LineKind.REFUND}),
        proof_sent_at=account.proof_sent_at,
    )


def find_bill(dossier: Dossier) -> Bill:
    """Return the bill of a dossier of a procedure that may cost something. One query, or none."""
    version = procedures.get_version(dossier.procedure_version_id)
    channel = version.find_channel(ChannelKind(dossier.channel))
    return bill_of(dossier) if channel is not None and channel.fees else Bill()


# --- at the desk ----------------------------------------------------------------------------------


def look(reference: str, by: Officer) -> Till:
    """Return the account of a dossier to an officer of its agencies.

    Raises:
        DossierNotFound: if this officer may not see it.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=PURPOSE)
    lines = queries.list_lines(dossier)
    posts = identity.list_posts_by_id(sorted({line.post_id for line in lines if line.post_id}))
    gone = {line.cancels_id for line in lines}
    may_take = permissions.may_take_money(by, dossier)
    balance = lines[0].account.balance if lines else queries.NO_ACCOUNT
    return Till(
        dossier=dossier,
        balance=balance,
        lines=tuple(
            Told(
                line=line,
                officer=_name(posts.get(line.post_id)) if line.post_id else "",
                is_cancelled=line.pk in gone,
                may_be_cancelled=may_take
                and line.kind == LineKind.PAYMENT
                and line.pk not in gone
                and not by.answers_for(line.post_id),
            )
            for line in lines
        ),
        sent=_sent(dossier) if lines and lines[0].account.proof_sent_at else None,
        is_till=may_take,
        may_take=may_take and bool(balance.owed),
        may_give_back=permissions.may_give_back(by, dossier) and bool(balance.kept),
        opens_drawer=may_take and bool(balance.owed) and find_open_shift(by.post_id) is None,
    )


def _name(post: PostRecord | None) -> str:
    return f"{post.name}, {post.title}" if post else ""


def _sent(dossier: Dossier) -> Sent | None:
    entry = dossiers.find_last(dossier, Act.SEND_PROOF)
    if entry is None:
        return None
    return Sent(
        way=Way(str(entry.words["way"])),
        proof=str(entry.payload["proof"]),
        paid_on=date.fromisoformat(str(entry.words["paid_on"])),
        at=entry.at,
    )


def list_open(
    by: Officer, *, after: tuple[datetime, int] | None = None, limit: int = queries.PAGE
) -> list[Account]:
    """Return the open accounts of what the officer's desk received, oldest first. One query.

    The reading of each is noted.
    """
    found = queries.list_open_accounts(by, after=after, limit=limit)
    audit.note_reading(
        reader=by.key,
        agency_id=by.agency_id,
        subjects=[one.dossier.subject for one in found],
        purpose=PURPOSE,
    )
    return found


@transaction.atomic
def pay(
    *, reference: str, money: Money, by: Officer, at: datetime, opening: Dong = NO_MONEY
) -> Line:
    """Take money down, as ``dues.pay`` says; how it was proved, where it was not cash (Article 22.3).

    Cash goes into the officer's drawer, and the payer gets a receipt if the agency has numbers for it.

    :param opening: the change in the drawer, where this payment opens it

    Raises:
        InvalidInput: naming what is missing or cannot be.
    """
    _require_sound(money, at=at)
    line = dues.pay(reference=reference, money=money, by=by, at=at)
    tills.take_fee(_fee(line, money.amount), into=LIES[money.way], by=by, at=at, opening=opening)
    receipting.give_for(line, payer=money.payer, by=by, at=at)
    return line


@transaction.atomic
def give_back(*, reference: str, money: Money, why: str, by: Officer, at: datetime) -> Line:
    """Give money back, as ``dues.give_back`` says, by a decision with number and reason.

    Raises:
        InvalidInput: naming what is missing or cannot be.
    """
    _require_sound(money, at=at, why=why, is_decision=True)
    line = dues.give_back(reference=reference, money=money, why=why, by=by, at=at)
    out_of = Place.SAFE if money.way is Way.CASH else LIES[money.way]
    tills.give_back(_fee(line, money.amount), out_of=out_of, by=by, at=at)
    return line


@transaction.atomic
def cancel(*, reference: str, line_id: int, why: str, by: Officer, at: datetime) -> Line:
    """Cancel a payment that was written down wrongly, as ``dues.cancel`` says, with a reason.

    Its receipt is void from then on.

    Raises:
        InvalidInput: if no reason is given.
    """
    problems = _problems_of_reason(why)
    if problems:
        raise InvalidInput(problems)
    line = dues.cancel(reference=reference, line_id=line_id, why=why, by=by, at=at)
    payment = line.cancels
    assert payment is not None
    fee = _fee(line, Dong(payment.amount))
    tills.bring_back(fee, cancelled=payment.pk, by=by, at=at)
    receipting.void_for(payment, fee.dossier, why=why, by=by, at=at)
    return line


def _fee(line: Line, amount: Dong) -> Fee:
    return Fee(dossier=line.account.dossier, line_id=line.pk, amount=amount)


def _require_sound(
    money: Money, *, at: datetime, why: str | None = None, is_decision: bool = False
) -> None:
    problems = _problems_of_reason(why) if why is not None else []
    if not 0 < money.amount <= queries.LARGEST:
        words = _("Ghi số tiền bằng đồng, lớn hơn 0, như 8.000.")
        problems.append(FieldProblem(field="amount", text=words, code="no-amount"))
    if (is_decision or money.way in queries.PROVED) and not money.proof.strip():
        words = _("Ghi số quyết định.") if is_decision else _("Ghi số chứng từ nộp tiền.")
        problems.append(FieldProblem(field="proof", text=words, code="empty"))
    if money.paid_on > clock.day_in_vietnam(at):
        words = _("Ngày này chưa đến.")
        problems.append(FieldProblem(field="paid_on", text=words, code="in-future"))
    if problems:
        raise InvalidInput(problems)


def _problems_of_reason(why: str) -> list[FieldProblem]:
    if why.strip():
        return []
    return [FieldProblem(field="reason", text=_("Ghi lý do."), code="empty")]


# --- before the result ------------------------------------------------------------------------------


def owed_for_result(dossier: Dossier) -> Dong:
    """Return what has to be paid before the applicant gets the result that is there (Article 22.1).

    One query where there is a result that has not been handed over, else none.
    """
    if dossier.state != State.DECIDED:
        return NO_MONEY
    return queries.balance_of(dossier).owed


def list_unpaid(found: Sequence[Dossier]) -> dict[int, Balance]:
    """Return for which of these dossiers something is owed, and how much. One query."""
    return queries.list_owing(found)
