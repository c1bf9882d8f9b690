"""The code by which a sender without an account comes back: 75 random bits, in letters nobody mistakes."""

from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32."""
GROUP: Final = 5
LENGTH: Final = 15
BITS: Final = 5 * LENGTH
PREFIX: Final = "PA"
_MISREAD: Final = str.maketrans("OIL", "011")


def format_code(random_value: int) -> str:
    """Return a code such as ``PA-7K3M9-QXD2V-4TB8R`` for a random number of 75 bits."""
    letters = ""
    for _ in range(LENGTH):
        random_value, digit = divmod(random_value, len(ALPHABET))
        letters += ALPHABET[digit]
    groups = (letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))
    return "-".join((PREFIX, *groups))


def code_key(typed: str) -> str:
    """Return a code as it is compared, however it was typed; empty if it is none."""
    letters = "".join(one for one in typed.upper() if one.isalnum())
    bare = letters.removeprefix(PREFIX).translate(_MISREAD)
    return bare if len(bare) == LENGTH and set(bare) <= set(ALPHABET) else ""
