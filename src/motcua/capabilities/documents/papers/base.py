"""What papers have in common: closed values, who issues them, who signs them."""

from datetime import date

import msgspec


class Values(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Values of a paper, or of a part of one."""


class OfAgency(Values, frozen=True, kw_only=True):
    """What every paper has: who issues it, where, when, under which number."""

    agency: str
    number: str
    place: str
    issued_on: date
    parent_agency: str = ""


class Signed(OfAgency, frozen=True, kw_only=True):
    """A paper with a place for the signatory and one for the seal, and a code to verify it by."""

    signatory_title: str
    signatory_name: str
    verification_url: str
    verification_code: str
