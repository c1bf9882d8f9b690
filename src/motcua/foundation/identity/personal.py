"""A person's sealed values: what they are, how they are sealed, how a PIN and a telephone are found again."""

import hashlib
import hmac
from datetime import date, datetime
from functools import lru_cache

import msgspec
from django.conf import settings

from motcua.foundation.identity import rules
from motcua.foundation.identity.enums import OtherPaper, Sex
from motcua.foundation.kernel import sealing

CONTEXT = "identity.person"
INDEX_PURPOSE = b"motcua identity pin index v1"
PHONE_INDEX_PURPOSE = b"motcua identity phone index v1"


class OtherIdentity(msgspec.Struct, frozen=True, kw_only=True):
    """The paper by which somebody without a number is known, or why there is none."""

    kind: OtherPaper
    number: str = ""
    place: str = ""
    """Who issued it: a country for a passport."""
    reason: str = ""
    """Why there is no paper at all."""


class NumberGiven(msgspec.Struct, frozen=True, kw_only=True):
    """Who wrote the number down afterwards, and when."""

    by: str
    at: datetime


class PersonalValues(msgspec.Struct, frozen=True, kw_only=True):
    """What is sealed of a person; empty where unknown."""

    pin: str = ""
    born_on: date | None = None
    birth_year: int | None = None
    sex: Sex | None = None
    residence: str = ""
    residence_commune_code: str = ""
    email: str = ""
    phone: str = ""
    other: OtherIdentity | None = None
    """Of whom no number was known at first; it stays once there is one."""
    number_given: NumberGiven | None = None


def seal_values(data_key: bytes, values: PersonalValues) -> bytes:
    """Return the values sealed under the person's key."""
    return sealing.seal(data_key, msgspec.to_builtins(values), context=CONTEXT)


def open_values(data_key: bytes, sealed: bytes | memoryview) -> PersonalValues:
    """Return the values that were sealed under the person's key."""
    return msgspec.convert(
        sealing.open_sealed(data_key, bytes(sealed), context=CONTEXT), PersonalValues
    )


def pin_index(pin: str) -> bytes:
    """Return under which 32 bytes a PIN is stored for searching."""
    return _index(pin, INDEX_PURPOSE)


def phone_index(phone: str) -> bytes | None:
    """Return under which 32 bytes a telephone number is stored for searching; None for none."""
    number = rules.national_phone(phone)
    return _index(number, PHONE_INDEX_PURPOSE) if number else None


def _index(value: str, purpose: bytes) -> bytes:
    key = _index_key(settings.MASTER_KEY, purpose)
    return hmac.digest(key, value.encode(), hashlib.sha256)


@lru_cache(maxsize=4)
def _index_key(master_key: str, purpose: bytes) -> bytes:
    return hmac.digest(bytes.fromhex(master_key), purpose, hashlib.sha256)
