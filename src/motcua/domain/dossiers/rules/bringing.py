"""What is brought on paper: when it came, who brought it, which papers in which form.

Articles 16.1, 16.2 and 17.1 of Decree 61/2018/NĐ-CP; Article 20.2 on giving originals back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Self

from motcua.domain.dossiers.enums import Identified, PaperForm
from motcua.domain.dossiers.rules.entries import moment
from motcua.domain.procedures.enums import ReceptionPlace
from motcua.foundation.kernel.clock import day_in_vietnam

OLDEST: Final = timedelta(days=30)
"""How long ago something may have come that is written down only now."""


@dataclass(frozen=True, kw_only=True)
class Handed:
    """One paper that was handed in: its code in the record, in which form, how many."""

    code: str
    form: PaperForm
    quantity: int

    def to_payload(self) -> dict[str, object]:
        """Return the paper as the log writes it: codes and a number, no personal values."""
        return {"code": self.code, "form": self.form.value, "quantity": self.quantity}

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> Self:
        """Return a paper as the log or a draft has it."""
        return cls(
            code=str(written["code"]),
            form=PaperForm(written["form"]),
            quantity=int(written["quantity"]),
        )


@dataclass(frozen=True, kw_only=True)
class Bringer:
    """Who brought the dossier on the applicant's behalf (Article 16.2); empty if the applicant did."""

    name: str = ""
    number: str = ""
    """Of the identity paper that was shown."""
    authority: str = ""
    """By what right: the paper of authorisation, the service hired."""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """How the applicant wishes to be told by telephone; empty where messages do."""

    way: str = ""
    """As calls name it."""
    number: str = ""
    ask_for: str = ""
    hours: str = ""


@dataclass(frozen=True, kw_only=True)
class Brought:
    """How a dossier came on paper, as the receiving officer wrote it down."""

    came_at: datetime | None = None
    """When the desk received it; None for the moment at which it is written down."""
    claimed_at: datetime | None = None
    """When it is said to have come, while that does not count: nobody has confirmed it, or somebody contested it."""
    late_reason: str = ""
    """Why it is written down on a later day, and what proves the moment."""
    place: ReceptionPlace = ReceptionPlace.DESK
    """Where it was received (Article 14.5)."""
    venue: int | None = None
    """Away from its office, the place at which the desk received it; no agency, clock or account hangs on it."""
    parcel: str = ""
    """The number of the post's parcel."""
    bringer: Bringer = field(default_factory=Bringer)
    papers: tuple[Handed, ...] = ()
    unscanned_reason: str = ""
    """Why a paper was not scanned at once (Article 17.1)."""
    identified: Identified | None = None
    """By what the applicant was known; None where nobody stood at the counter."""
    interpreter: str = ""
    """Who spoke for the applicant, in which language."""
    thumbprint: str = ""
    """Who saw the applicant put a thumbprint where a signature stands; empty if they signed."""
    telling: Telling = field(default_factory=Telling)
    """Kept until the dossier is there to be told of; the log says nothing of it."""

    def to_plain(self) -> dict[str, Any]:
        """Return the values as a draft seals them."""
        return {
            "came_at": moment(self.came_at) if self.came_at else None,
            "late_reason": self.late_reason,
            "place": self.place.value,
            "venue": self.venue,
            "parcel": self.parcel,
            "bringer": {
                "name": self.bringer.name,
                "number": self.bringer.number,
                "authority": self.bringer.authority,
            },
            "papers": [paper.to_payload() for paper in self.papers],
            "unscanned_reason": self.unscanned_reason,
            "identified": self.identified.value if self.identified else None,
            "interpreter": self.interpreter,
            "thumbprint": self.thumbprint,
            "telling": asdict(self.telling),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Return what a draft sealed; of an empty one, nothing brought yet."""
        if not plain:
            return cls()
        came_at = plain["came_at"]
        return cls(
            came_at=datetime.fromisoformat(came_at) if came_at else None,
            late_reason=plain["late_reason"],
            place=_place(plain),
            venue=plain.get("venue"),
            parcel=plain["parcel"],
            bringer=Bringer(**plain["bringer"]),
            papers=tuple(Handed.of(paper) for paper in plain["papers"]),
            unscanned_reason=plain["unscanned_reason"],
            # Sheets of earlier days say nothing of it.
            identified=Identified(plain["identified"]) if plain.get("identified") else None,
            interpreter=plain.get("interpreter", ""),
            thumbprint=plain.get("thumbprint", ""),
            telling=Telling(**plain.get("telling", {})),
        )

    def words(self) -> dict[str, str]:
        """Return what the log seals: persons, numbers and reasons, those that say something."""
        said = {
            "bringer": self.bringer.name,
            "bringer_number": self.bringer.number,
            "bringer_authority": self.bringer.authority,
            "parcel": self.parcel,
            "reason": self.late_reason,
            "unscanned_reason": self.unscanned_reason,
            "interpreter": self.interpreter,
            "thumbprint": self.thumbprint,
        }
        return {name: text for name, text in said.items() if text}

    def occurred_at(self, at: datetime) -> datetime:
        """Return when it came, if it is written down at the given moment."""
        return min(self.came_at or at, at)

    def is_late(self, at: datetime) -> bool:
        """Say whether it is written down on a later day than it came: that needs a reason."""
        return day_in_vietnam(self.occurred_at(at)) < day_in_vietnam(at)


def _place(plain: Mapping[str, Any]) -> ReceptionPlace:
    """Return where a draft says it was received; an older one tells only whether at home."""
    if "place" in plain:
        return ReceptionPlace(plain["place"])
    return ReceptionPlace.HOME if plain["is_at_home"] else ReceptionPlace.DESK


NOTHING_BROUGHT: Final = Brought()


def list_handed(payload: Mapping[str, Any]) -> tuple[Handed, ...]:
    """Return the papers that an entry of the log says were handed in; other entries only count papers."""
    papers = payload.get("papers")
    return tuple(map(Handed.of, papers)) if isinstance(papers, list) else ()


def list_replaced(payloads: Iterable[Mapping[str, Any]]) -> frozenset[int]:
    """Return the ids of the results that others stand in for, as these entries of the log say."""
    return frozenset(payload["replaces"] for payload in payloads if payload.get("replaces"))


def list_originals(payloads: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the codes of the originals the agency holds after these entries of the log (Article 20.2).

    What is brought is added, what an entry says was given back is taken away.
    """
    held: dict[str, None] = {}
    for payload in payloads:
        for paper in list_handed(payload):
            if paper.form is PaperForm.ORIGINAL:
                held[paper.code] = None
        for code in payload.get("given_back", ()):
            held.pop(str(code), None)
    return tuple(held)
