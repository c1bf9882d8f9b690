"""Slips that go with papers and money: control, transfer, receipts for fees."""

from motcua.capabilities.documents.papers.base import OfAgency, Values


class SlipRow(Values, frozen=True, kw_only=True):
    """One hand-over of papers between two people."""

    what: str
    giver: str
    receiver: str
    moment: str
    result: str
    """Early, in time or late."""
    note: str = ""


class ControlSlip(OfAgency, frozen=True, kw_only=True):
    """Form No. 05 of Circular 01/2018/TT-VPCP: who had the papers when (No. 06 since 1 July 2025)."""

    office: str
    form: str
    request: str
    applicant: str
    received: str
    due: str
    rows: tuple[SlipRow, ...]
    tracking_url: str


class TransferRow(Values, frozen=True, kw_only=True):
    """What one agency does of a dossier, and by when."""

    agency: str
    work: str
    limit: str
    """The working time it has, counted from its turn."""
    due: str
    ended: str
    """How it ended and when; empty until then."""


class TransferSlip(OfAgency, frozen=True, kw_only=True):
    """The slip that goes with a dossier from agency to agency: whose work is what, in which order."""

    office: str
    form: str
    """The article that asks for the slip, which has no numbered form."""
    request: str
    applicant: str
    received: str
    due: str
    lead: str
    rows: tuple[TransferRow, ...]
    tracking_url: str


class MoneyReceipt(OfAgency, frozen=True, kw_only=True):
    """A receipt for a fee, with the marks of its form and series; the agency vouches by its seal."""

    form: str
    series: str
    payer: str
    content: str
    amount: str
    amount_in_words: str
    way: str
    officer: str
    replaces: str = ""
    """The void receipt in whose place it is given."""
    verification_url: str
    verification_code: str
