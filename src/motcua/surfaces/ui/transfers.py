"""A transfer as a picture: the VietQR code that a bank's application on a telephone reads."""

import io
from dataclasses import dataclass
from typing import Final, Protocol

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from motcua.foundation.kernel.money import Dong, format_dong

_SCALE: Final = 5
_QUIET: Final = 4
"""Modules of white around the code, as readers need."""


class Payable(Protocol):
    """A transfer that pays what is owed."""

    @property
    def bank(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def holder(self) -> str: ...
    @property
    def amount(self) -> Dong: ...
    @property
    def purpose(self) -> str: ...
    @property
    def code(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class ShownTransfer:
    """What a payer types into a bank's application, and the picture that types it for them."""

    bank: str
    number: str
    holder: str
    amount: str
    purpose: str
    picture: SafeString
    image: str
    """The same as a file to keep: who reads this on a telephone cannot scan it with the same telephone."""


def show(transfer: Payable | None) -> ShownTransfer | None:
    """Return the transfer as it is shown; none if there is none."""
    if transfer is None:
        return None
    amount = format_dong(transfer.amount)
    label = _("Mã VietQR: chuyển {amount} vào tài khoản {number} tại {bank}").format(
        amount=amount, number=transfer.number, bank=transfer.bank
    )
    return ShownTransfer(
        bank=transfer.bank,
        number=transfer.number,
        holder=transfer.holder,
        amount=amount,
        purpose=transfer.purpose,
        picture=_draw(transfer.code, label),
        image=segno.make(transfer.code, error="m", micro=False).png_data_uri(
            scale=_SCALE, border=_QUIET
        ),
    )


def _draw(payload: str, label: str) -> SafeString:
    """Return the code as a picture inside the page, with what it says as its name."""
    output = io.BytesIO()
    segno.make(payload, error="m", micro=False).save(
        output, kind="svg", scale=_SCALE, border=_QUIET, light="#fff", xmldecl=False, nl=False
    )
    # Drawn by segno from letters and digits that were checked; nothing that anybody typed is markup here.
    picture = mark_safe(output.getvalue().decode("utf-8"))  # noqa: S308
    return format_html('<div role="img" aria-label="{}">{}</div>', label, picture)
