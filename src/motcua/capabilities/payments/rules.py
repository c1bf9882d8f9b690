"""The VietQR code: a transfer to a bank account as every bank's application in Vietnam reads it.

NAPAS, "QR format for VietQR", version 1.0 (September 2021), on EMVCo's merchant-presented mode: fields of
two digits of name, two digits of length, and the value; ASCII alone, closed by a checksum.
"""

import binascii
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from motcua.foundation.kernel.money import Dong

BANKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "970405": "Agribank",
        "970415": "VietinBank",
        "970418": "BIDV",
        "970436": "Vietcombank",
        "970403": "Sacombank",
        "970407": "Techcombank",
        "970416": "ACB",
        "970422": "MB",
        "970423": "TPBank",
        "970431": "Eximbank",
        "970432": "VPBank",
        "970437": "HDBank",
        "970441": "VIB",
        "970443": "SHB",
        "970449": "LPBank",
    }
)
"""Banks by their acceptance number (BIN) in the NAPAS network; those where agencies commonly hold accounts."""

LONGEST_ACCOUNT: Final = 19
LONGEST_PURPOSE: Final = 25
_NAPAS: Final = "A000000727"
_TO_ACCOUNT: Final = "QRIBFTTA"
_DONG: Final = "704"
"""Vietnamese đồng in ISO 4217."""


@dataclass(frozen=True, kw_only=True)
class BankAccount:
    """An account at a bank of the network."""

    bank: str
    """The bank's acceptance number, six digits."""
    number: str
    """Letters and digits, at most nineteen."""

    def __post_init__(self) -> None:
        if not is_bank(self.bank):
            raise ValueError(f"{self.bank!r} is no bank's number")
        if not is_account(self.number):
            raise ValueError(f"{self.number!r} is no account's number")


def is_bank(text: str) -> bool:
    """Say whether the text has the form of a bank's acceptance number."""
    return text.isascii() and text.isdigit() and len(text) == 6  # noqa: PLR2004 - digits of a BIN


def is_account(text: str) -> bool:
    """Say whether the text has the form of an account's number."""
    return text.isascii() and text.isalnum() and len(text) <= LONGEST_ACCOUNT


def transfer_code(account: BankAccount, *, amount: Dong | None, purpose: str) -> str:
    """Return the payload of a code that fills in a transfer: to whom, how much, what for.

    :param amount: None lets the payer type it
    :param purpose: what the bank's statement will show; what is not ASCII loses its marks
    :raises ValueError: if the amount is not positive, or the purpose is longer than its field
    """
    if amount is not None and amount <= 0:
        raise ValueError("a transfer is of some money")
    plain = to_ascii(purpose)
    if len(plain) > LONGEST_PURPOSE:
        raise ValueError(f"a purpose has at most {LONGEST_PURPOSE} letters")
    beneficiary = _fields([("00", account.bank), ("01", account.number)])
    body = _fields(
        [
            ("00", "01"),
            ("01", "11" if amount is None else "12"),
            ("38", _fields([("00", _NAPAS), ("01", beneficiary), ("02", _TO_ACCOUNT)])),
            ("53", _DONG),
            *([("54", str(amount))] if amount is not None else []),
            ("58", "VN"),
            *([("62", _fields([("08", plain)]))] if plain else []),
        ]
    )
    return _sealed(body)


def to_ascii(text: str) -> str:
    """Return the text without diacritics and without what ASCII does not have."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(one for one in bare if one.isascii() and one.isprintable()).strip()


def _fields(values: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{name}{len(value):02d}{value}" for name, value in values)


def _sealed(body: str) -> str:
    """Return the body with its checksum: CRC-16/CCITT-FALSE over everything before its own value."""
    open_end = f"{body}6304"
    return f"{open_end}{binascii.crc_hqx(open_end.encode('ascii'), 0xFFFF):04X}"
