"""What an applicant reads of what was lost or spoilt, and how it is made good (Articles 21.2 and 21.3)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from motcua.domain.custody.enums import Bearer, Blame, Harm
from motcua.domain.dossiers.enums import Act, ResultWay
from motcua.domain.dossiers.queries import Happened
from motcua.foundation.kernel.money import Dong, format_dong


def tell(happened: Happened) -> Iterator[str]:
    """Yield what the entry says: of what, who answers for it, what is done and who pays."""
    return TOLD[happened.act](happened)


def _found(happened: Happened) -> Iterator[str]:
    yield _("Giấy tờ: {names}").format(names="; ".join(happened.payload["names"]))
    if happened.words.get("note"):
        yield happened.words["note"]


def _answered(happened: Happened) -> Iterator[str]:
    payload, words = happened.payload, happened.words
    yield _("Giấy tờ: {names}").format(names="; ".join(payload["names"]))
    blame = Blame(payload["blame"]).label
    yield _("Trách nhiệm: {blame}. {who}").format(blame=blame, who=words["who"])
    yield _("Khắc phục: {remedy}").format(remedy=words["remedy"])
    if not payload["cost"]:
        return
    bearer = Bearer(payload["bearer"])
    line = _("Chi phí cấp lại {cost}: {bearer}, ngày {day:%d/%m/%Y}.")
    if bearer is not Bearer.APPLICANT:
        line = _("Chi phí cấp lại {cost}: {bearer}, ngày {day:%d/%m/%Y}. Bạn không phải trả.")
    yield line.format(
        cost=format_dong(Dong(payload["cost"])),
        bearer=str(bearer.label),
        day=date.fromisoformat(payload["paid_on"]),
    )


def _lost(happened: Happened) -> Iterator[str]:
    yield str(Harm(happened.payload["harm"]).label)
    yield happened.words["account"]
    yield _("Cơ quan tìm nguyên nhân, trả lời và trả bản khác cho bạn.")


def _replaced(happened: Happened) -> Iterator[str]:
    if happened.payload["way"] == ResultWay.POST:
        yield _("Gửi qua bưu chính, mã bưu gửi {tracking}.").format(
            tracking=happened.words["tracking"]
        )
    else:
        yield _("Người nhận: {receiver}").format(receiver=happened.words["receiver"])


def _paid(happened: Happened) -> Iterator[str]:
    yield _("{payer} đã trả {cost} ngày {day:%d/%m/%Y}. Chứng từ: {document}").format(
        payer=happened.words["payer"],
        cost=format_dong(Dong(happened.payload["amount"])),
        day=date.fromisoformat(happened.payload["paid_on"]),
        document=happened.words["document"],
    )


TOLD: Final[Mapping[Act, Callable[[Happened], Iterator[str]]]] = {
    Act.FIND_PAPERS: _found,
    Act.MAKE_AMENDS: _answered,
    Act.ANSWER_FOR_RESULT: _answered,
    Act.LOSE_RESULT: _lost,
    Act.REPLACE_RESULT: _replaced,
    Act.PAY_COST: _paid,
}
"""By the act of the entry."""
