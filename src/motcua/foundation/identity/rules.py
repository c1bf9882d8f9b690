"""What a personal identification number, a login name and a set of claims must be. No table is read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from motcua.foundation.identity import errors
from motcua.foundation.identity.enums import OtherPaper, Sex
from motcua.foundation.kernel.errors import FieldProblem

PIN_FORM: Final = re.compile(r"[0-9]{12}", re.ASCII)
LOGIN_FORM: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,58}[a-z0-9]", re.ASCII)
EMAIL_FORM: Final = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}")
BIRTH_FORMS: Final = (
    re.compile(r"(?P<year>[0-9]{4})(-(?P<month>[0-9]{2})-(?P<day>[0-9]{2}))?", re.ASCII),
    re.compile(r"(?P<day>[0-9]{2})/(?P<month>[0-9]{2})/(?P<year>[0-9]{4})", re.ASCII),
)
PHONE_FORM: Final = re.compile(r"\+?[0-9]{8,15}", re.ASCII)
LEVELS: Final = range(4)
LONGEST_NAME: Final = 150
LONGEST_ISSUER: Final = 200
LONGEST_SUB: Final = 255
LONGEST_CONTACT: Final = 254
LONGEST_RESIDENCE: Final = 300
LONGEST_COMMUNE_CODE: Final = 20
FIRST_CENTURY: Final = 1900


@dataclass(frozen=True, kw_only=True)
class ClaimNames:
    """Under which names the configured provider sends what we need; the first that is there counts."""

    pin: Sequence[str]
    assurance: Sequence[str]
    name: Sequence[str]
    birthdate: Sequence[str]
    sex: Sequence[str]
    email: Sequence[str]
    phone: Sequence[str]
    address: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Birth:
    """When somebody was born: a day, or only a year, or unknown."""

    day: date | None = None
    year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Residence:
    """Where somebody lives: one line for people, the commune's code for machines."""

    text: str = ""
    commune_code: str = ""


@dataclass(frozen=True, kw_only=True)
class ProvenIdentity:
    """Who signed in, as the identity provider vouches for it."""

    issuer: str
    sub: str
    pin: str
    full_name: str
    assurance: int
    birth: Birth
    sex: Sex | None
    email: str
    phone: str
    residence: Residence


def read_claims(
    claims: Mapping[str, object],
    *,
    names: ClaimNames,
    levels: Mapping[str, int],
    minimum: int,
) -> ProvenIdentity:
    """Return who the claims speak of.

    Args:
        claims: what the provider sent, signature and issuer already checked
        names: under which names it sends them
        levels: what the provider calls its levels of assurance, beside plain digits
        minimum: the lowest level the portal lets in

    Raises:
        IncompleteIdentity: without issuer, subject or name
        MissingPin: without a number of 12 digits
        AssuranceTooLow: below the minimum, or without a level that we know
    """
    issuer, sub = _text(claims, ["iss"]), _text(claims, ["sub"])
    full_name = " ".join(_text(claims, names.name).split())
    if not (
        0 < len(issuer) <= LONGEST_ISSUER
        and 0 < len(sub) <= LONGEST_SUB
        and 0 < len(full_name) <= LONGEST_NAME
    ):
        raise errors.IncompleteIdentity
    pin = _text(claims, names.pin)
    if not is_pin(pin):
        raise errors.MissingPin
    level = read_level(_first(claims, names.assurance), levels)
    if level < minimum:
        raise errors.AssuranceTooLow(level=level, minimum=minimum)
    return ProvenIdentity(
        issuer=issuer,
        sub=sub,
        pin=pin,
        full_name=full_name,
        assurance=level,
        birth=read_birth(_text(claims, names.birthdate)),
        sex=_read_sex(_text(claims, names.sex)),
        email=_matching(EMAIL_FORM, _text(claims, names.email)),
        phone=_matching(PHONE_FORM, _text(claims, names.phone)),
        residence=_read_residence(_first(claims, names.address)),
    )


def is_pin(pin: str) -> bool:
    """Return whether this has the form of a personal identification number. There is no check digit."""
    return PIN_FORM.fullmatch(pin) is not None


FEWEST_LETTERS: Final = 2
"""Of a whole name: people of one word are found too, by that word and no longer name."""
LONGEST_OTHER: Final = 60
_PHONE_AS_TYPED: Final = re.compile(r"\+?[0-9][0-9 .()-]*", re.ASCII)
_DIALLED_FROM: Final = ("0", "+", "84")


def is_phone(typed: str) -> bool:
    """Return whether somebody who types so may mean a telephone number."""
    text = typed.strip()
    return (
        text.startswith(_DIALLED_FROM)
        and _PHONE_AS_TYPED.fullmatch(text) is not None
        and bool(national_phone(text))
    )


def national_phone(phone: str) -> str:
    """Return a telephone number as it is dialled at home, digits alone; empty if it is none.

    People and systems write +84 912 345 678, 0084912345678, 84912345678 and 0912.345.678.
    """
    plain = "".join(one for one in phone if one.isdecimal() or one == "+")
    for abroad in ("+84", "0084"):
        if plain.startswith(abroad):
            plain = "0" + plain.removeprefix(abroad).removeprefix("0")
    if plain.startswith("84") and len(plain) == _LENGTH_WITH_COUNTRY:
        plain = "0" + plain.removeprefix("84")
    return plain if PHONE_FORM.fullmatch(plain) else ""


_LENGTH_WITH_COUNTRY: Final = len("84912345678")


def is_login(login: str) -> bool:
    """Return whether this has the form of an officer's login name."""
    return LOGIN_FORM.fullmatch(login) is not None


def contact_problems(*, email: str, phone: str) -> list[FieldProblem]:
    """Return what is wrong with an e-mail address and a telephone number; both may be empty."""
    problems = []
    if email and not _matching(EMAIL_FORM, email):
        text = _("Nhập địa chỉ thư điện tử đầy đủ, ví dụ ten@example.vn, hoặc để trống.")
        problems.append(FieldProblem(field="email", text=text, code="identity.email-malformed"))
    if phone and not _matching(PHONE_FORM, phone):
        text = _("Nhập số điện thoại từ 8 đến 15 chữ số, hoặc để trống.")
        problems.append(FieldProblem(field="phone", text=text, code="identity.phone-malformed"))
    return problems


def other_problems(kind: str, *, number: str, place: str, reason: str) -> list[FieldProblem]:
    """Return what is missing of the paper of somebody without a number."""
    problems = []
    if kind == OtherPaper.NONE:
        if not reason:
            text = _("Ghi vì sao không có giấy tờ nào, và ai xác nhận người này.")
            problems.append(FieldProblem(field="other_reason", text=text, code="identity.other"))
        return problems
    if kind not in OtherPaper.values:
        text = _("Ghi số định danh cá nhân; nếu không có, chọn giấy tờ khác đã xem.")
        return [FieldProblem(field="pin", text=text, code="identity.other")]
    if not number:
        text = _("Ghi số của giấy tờ đã xem.")
        problems.append(FieldProblem(field="other_number", text=text, code="identity.other"))
    if not place:
        text = _("Ghi nơi cấp; với hộ chiếu, ghi tên nước cấp.")
        problems.append(FieldProblem(field="other_place", text=text, code="identity.other"))
    return problems


def pin_sex(pin: str) -> Sex:
    """Return the sex that the fourth digit of a PIN tells: even is male (domain rule for PINs)."""
    return Sex.FEMALE if int(pin[3]) % 2 else Sex.MALE


def pin_birth_year(pin: str) -> int:
    """Return the year of birth that digits 4 to 6 of a PIN tell: the century, then two digits."""
    return FIRST_CENTURY + int(pin[3]) // 2 * 100 + int(pin[4:6])


def does_pin_fit(pin: str, *, sex: Sex | None, birth: Birth) -> bool:
    """Return whether the PIN agrees with sex and year of birth, as far as these are known.

    Disagreement is for an officer to look at, never a reason to refuse: sex and year of birth are
    corrected in the civil-status book without a new number.
    """
    if sex is not None and sex != pin_sex(pin):
        return False
    return birth.year is None or birth.year == pin_birth_year(pin)


def read_level(value: object, levels: Mapping[str, int]) -> int:
    """Return the level of assurance; 0 when there is none that we know."""
    if isinstance(value, bool):
        return 0
    if isinstance(value, int):
        return value if value in LEVELS else 0
    if not isinstance(value, str):
        return 0
    word = value.strip()
    if word in levels:
        return levels[word]
    return int(word) if word in {"0", "1", "2", "3"} else 0


def read_birth(text: str) -> Birth:
    """Return the birth that the text tells: a day, a year alone, or nothing.

    OpenID Connect Core 5.1 writes YYYY-MM-DD, with month and day 00 or left out where only the year
    is known; Vietnamese systems write DD/MM/YYYY.
    """
    for form in BIRTH_FORMS:
        written = form.fullmatch(text)
        if written:
            return _to_birth(
                **{part: int(number or 0) for part, number in written.groupdict().items()}
            )
    return Birth()


def _to_birth(*, year: int, month: int = 0, day: int = 0) -> Birth:
    try:
        return Birth(day=date(year, month, day), year=year)
    except ValueError:
        return Birth(year=year or None)


def _read_sex(text: str) -> Sex | None:
    match text.lower():
        case "male" | "nam":
            return Sex.MALE
        case "female" | "nữ":
            return Sex.FEMALE
        case _:
            return None


def _read_residence(value: object) -> Residence:
    parts = value if isinstance(value, Mapping) else {"formatted": value}
    return Residence(
        text=_text(parts, ["formatted", "street_address"])[:LONGEST_RESIDENCE],
        commune_code=_text(parts, ["commune_code"])[:LONGEST_COMMUNE_CODE],
    )


def _matching(form: re.Pattern[str], text: str) -> str:
    return text if len(text) <= LONGEST_CONTACT and form.fullmatch(text) else ""


def _first(claims: Mapping[str, object], names: Sequence[str]) -> object:
    return next((claims[name] for name in names if claims.get(name) is not None), None)


def _text(claims: Mapping[str, object], names: Sequence[str]) -> str:
    """Return the claim as text without the characters that no name, number or address has."""
    value = _first(claims, names)
    if not isinstance(value, str):
        return ""
    # PostgreSQL cannot hold NUL, and lone surrogates cannot be written as UTF-8.
    return "".join(c for c in value if c != "\0" and not "\ud800" <= c <= "\udfff").strip()
