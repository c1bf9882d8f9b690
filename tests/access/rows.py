"""Who may enter where: every address of the product, by what it asks of its visitors.

A row is read so: who gets through the door (others are led to it if they have not signed in, else
find nothing), whose the thing behind it is (others find nothing), and what those who get in are
answered. A method without an answer is not allowed.
"""

from dataclasses import dataclass, field
from typing import Final

ANONYMOUS: Final = "anonymous"
CITIZENS: Final = frozenset({"applicant", "other_citizen"})
DESKS: Final = frozenset({"desk", "strange_desk"})
REGISTRARS: Final = frozenset({"registrar", "strange_registrar"})
CHAIRS: Final = frozenset({"chair", "strange_chair"})
CONTROL: Final = frozenset({"controller"})
OPERATORS: Final = frozenset({"operator"})
SEEING: Final = DESKS | REGISTRARS | CHAIRS
OFFICERS: Final = SEEING | CONTROL | OPERATORS
EVERYBODY: Final = CITIZENS | OFFICERS | {ANONYMOUS}
OWN_AGENCY: Final = frozenset({"desk", "registrar", "chair"})

FORBIDDEN_METHOD: Final = 405
NOT_FOUND: Final = 404
TO_PORTAL: Final = "/dang-nhap/"
TO_DESK: Final = "/can-bo/dang-nhap/"
REFUSED: Final = frozenset({NOT_FOUND, FORBIDDEN_METHOD, TO_PORTAL, TO_DESK})


@dataclass(frozen=True, kw_only=True)
class Row:
    """One address: its door, its owners, its answers by method."""

    door: str | None = None
    """Where somebody who has not signed in is led to; None if nobody has to."""
    enters: frozenset[str] = EVERYBODY
    owners: frozenset[str] = EVERYBODY
    answers: dict[str, int] = field(default_factory=dict)
    apart: dict[str, int] = field(default_factory=dict)
    """Answers to a GET of visitors for whom it differs."""
    apart_post: dict[str, int] = field(default_factory=dict)
    """Answers to a POST of visitors for whom it differs: a page may let more people read than act."""
    things: dict[str, str] = field(default_factory=dict)
    """Which thing of the world stands for each part of the address."""
    asked: dict[str, str] = field(default_factory=dict)
    """The question after the address, of every method that sends nothing."""
    sent: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    is_personal: bool = False
    """Whether the page shows personal data of the applicant, so that reading it is noted."""

    def promised(self, visitor: str, method: str) -> int | str:
        """Return the status, or the door, that the visitor is promised."""
        if visitor not in self.enters:
            return self.door if visitor == ANONYMOUS and self.door else NOT_FOUND
        if method not in self.answers:
            return FORBIDDEN_METHOD
        if visitor not in self.owners:
            return NOT_FOUND
        if method == "get" and visitor in self.apart:
            return self.apart[visitor]
        if method == "post" and visitor in self.apart_post:
            return self.apart_post[visitor]
        return self.answers[method]


READ_BY_CHAIRS: Final = dict.fromkeys(CHAIRS, NOT_FOUND)
"""Chairs read what only desks write."""
RECORD_DRAFT: Final = {"draft_id": "record_draft"}


def public(get: int | None = 200, post: int | None = None, **more: object) -> Row:
    """Return the row of an address without a door."""
    return Row(answers=_answers(get, post), **more)


def citizens(get: int | None = 200, post: int | None = None, **more: object) -> Row:
    """Return the row of an address behind the portal's door."""
    return Row(door=TO_PORTAL, enters=CITIZENS, answers=_answers(get, post), **more)


def applicant(get: int | None = 200, post: int | None = None, **more: object) -> Row:
    """Return the row of an address of one citizen's thing."""
    return citizens(get, post, owners=frozenset({"applicant"}), **more)


def officers(
    who: frozenset[str], get: int | None = 200, post: int | None = None, **more: object
) -> Row:
    """Return the row of an address behind the desk's door."""
    return Row(door=TO_DESK, enters=who, answers=_answers(get, post), **more)


def own_agency(
    who: frozenset[str], get: int | None = 200, post: int | None = None, **more: object
) -> Row:
    """Return the row of an address of one agency's thing."""
    return officers(who, get, post, owners=who & OWN_AGENCY, **more)


def designers(get: int | None = 200, post: int | None = None, **more: object) -> Row:
    """Return the row of an address of a draft's process: control writes it, with specialists of the field."""
    return officers(
        CONTROL | REGISTRARS, get, post, owners=CONTROL, **({"things": RECORD_DRAFT} | more)
    )


def _answers(get: int | None, post: int | None) -> dict[str, int]:
    return {
        method: status for method, status in (("get", get), ("post", post)) if status is not None
    }
