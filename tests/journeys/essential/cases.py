"""Worked cases of the essential services: files that a person of the trade can read and write.

One file a service, ``cases/<code>.yaml``: two or more cases, one of them difficult. A case says who
applies where, what they answer, which papers they are asked for and what it costs, who then does
what, and how it ends. ``play.py`` plays them, ``test_worked_cases.py`` runs them all.
"""

from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
import yaml

FOLDER: Final = Path(__file__).parent / "cases"
Who = Literal["applicant", "desk", "civil_status", "specialist", "leader"]


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody does something: the desk ``accept``s, ``ask``s, ``hand_over``s or ``send``s the result, others end
    their open task.

    The applicant ``supply``s what was asked for, or answers the draft entry.
    """

    who: Who
    does: str
    task: str = ""
    """Which open task, where several stand open at once."""
    because: str = ""
    asks: tuple[dict[str, str], ...] = ()
    """What to supply, as pairs of ``what`` and ``why``."""
    brings: tuple[str, ...] = ()
    """Codes of the papers that the applicant supplies."""
    answers: dict[str, Any] = {}
    """What the applicant answers anew in a supplement."""


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One dossier from the first question to the paper in the applicant's hands."""

    name: str
    difficult: str = ""
    """What makes it difficult; the plain case has nothing to say here."""
    applicant: str
    """Number of a demo citizen."""
    agency: str
    """Code of the agency that gets the dossier."""
    answers: dict[str, Any]
    asked: tuple[str, ...]
    """Codes of the papers that must be attached, exactly."""
    offered: tuple[str, ...] = ()
    """Codes of the papers that may be attached, exactly."""
    fee: int
    """Đồng to pay online."""
    promised: date | None
    """The day promised last, if any; every case is lodged on Monday 16 March 2026, 9:00."""
    way: tuple[Step, ...]
    end: Literal["handed_over", "rejected", "refused", "withdrawn", "supplement_at_intake"]
    result: str | None = None
    """Title of the paper that ends it."""
    says: tuple[str, ...] = ()
    """Words that stand on it."""
    conceals: tuple[str, ...] = ()
    """Words that must not stand on it."""
    is_signed: bool = True
    """Whether a person signs under the seal; a mere confirmation bears the seal alone."""


class Service(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The worked cases of one service."""

    code: str
    cases: tuple[Case, ...]


def read_services() -> list[Service]:
    """Return every file of the folder."""
    return [_read(path) for path in sorted(FOLDER.glob("*.yaml"))]


def read_service(code: str) -> Service:
    """Return the worked cases of one service, for a test to do with as it likes."""
    return _read(FOLDER / f"{code}.yaml")


def _read(path: Path) -> Service:
    plain = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return msgspec.convert(plain, Service)
