"""What is seen after a move: as a document to compare, and as a scene to draw.

The document holds codes, moments and the words on papers; what differs from run to run by chance
(references, verification codes, numbers drawn) is taken out of it. It is the same in every language.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.notifications import queries as notifications
from motcua.composition.casework import examining, filling, following, handling, lodging
from motcua.composition.rehearsal.playing import Play
from motcua.composition.rehearsal.rules.comparing import Seen
from motcua.domain.dossiers import permissions
from motcua.domain.dossiers.enums import Act
from motcua.domain.procedures.queries import Charge, FeeUndecided, Version
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.capabilities.workflow.models import Task
    from motcua.domain.dossiers.models import Dossier


FILLING: Final = "filling"
_BY_CHANCE: Final = "…"
_NOT_WORDS: Final = frozenset(
    {"qr", "demo", "rehearsal", "verification_url", "verification_code", "tracking_url"}
)


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A paper as it was issued."""

    kind: str
    title: str
    number: str
    pdf: bytes
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Told:
    """A message to the applicant."""

    template: str
    title: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A task that waits, with the ways it can end."""

    code: str
    name: str
    name_en: str
    role: str
    due_at: datetime | None
    choices: tuple[dict[str, Any], ...]
    officer: str
    """Who holds the post; empty for the applicant."""
    is_reachable: bool
    """Whether the product has a way for its holder to end it."""


@dataclass(frozen=True, kw_only=True)
class AskedPaper:
    """A paper that the applicant is asked for."""

    code: str
    name: str
    is_required: bool
    attached: int


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A point of a rehearsal as its page shows it."""

    now: datetime
    version: Version
    dossier: "Dossier | None"
    followed: following.Followed | None
    examined: examining.Examined | None
    form: forms.Form
    filling: filling.Filling | None
    asked: tuple[AskedPaper, ...]
    problems: tuple[FieldProblem, ...]
    charges: tuple[Charge, ...] | None
    """What lodging will cost; None while the answers do not settle it, and for a supplement."""
    waiting: tuple[Waiting, ...]
    may_take_in: bool
    issued: tuple[Issued, ...]
    told: tuple[Told, ...]


@dataclass(kw_only=True)
class Eye:
    """Looks at a play after each move, and remembers what it has seen already."""

    play: Play
    issued: list[Issued] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    _papers: int = 0
    _messages: int = 0
    _typeset: int = 0

    def __post_init__(self) -> None:
        """Look past what an earlier play in the same world typeset."""
        self._typeset = len(self.play.world.apart.typeset)

    def look(self, refusal: Refusal | None = None) -> Seen:
        """Return what is seen now, and what is new since the last look."""
        with clock.fixed_at(self.play.now):
            if not self.play.reference:
                return {
                    "at": _moment(self.play.now),
                    "refused": _refused(refusal),
                    "state": FILLING,
                }
            return self._look(refusal)

    def _look(self, refusal: Refusal | None) -> Seen:
        play = self.play
        followed = following.follow(play.reference, play.applicant, now=play.now)
        dossier = followed.dossier
        papers = self._new_papers(followed)
        messages = self._new_messages(dossier)
        return {
            "at": _moment(play.now),
            "refused": _refused(refusal),
            "state": dossier.state,
            "number": dossier.number or "",
            "intake_due_at": _moment(dossier.intake_due_at),
            "due_at": _moment(dossier.due_at),
            "standing": followed.standing.value,
            "days": (clock.day_in_vietnam(play.now) - clock.day_in_vietnam(play.begins_at)).days,
            "tasks": [
                {"code": task.code, "role": task.role, "due_at": _moment(task.due_at)}
                for task in play.open_tasks()
            ],
            "citizen": {
                "sees": [line.happened.act.value for line in followed.timeline],
                "is_asked": [item.get("what", "") for item in followed.request.items]
                if followed.request
                else [],
                "may": _rights(followed),
            },
            "papers": [
                {"kind": one.kind, "title": one.title, "number": one.number, "lines": one.lines}
                for one in papers
            ],
            "messages": [{"template": one.template, "title": one.title} for one in messages],
        }

    def _new_papers(self, followed: following.Followed) -> list[Issued]:
        new = [_read(document) for document in followed.issued[self._papers :]]
        self._papers = len(followed.issued)
        typeset = self.play.world.apart.typeset[self._typeset :]
        self._typeset = len(self.play.world.apart.typeset)
        chance = _chance(followed)
        words = [tuple(_lines(values, chance)) for _name, values in typeset]
        found = [
            Issued(kind=kind, title=title, number=number, pdf=pdf, lines=lines)
            for (kind, title, number, pdf), lines in zip(
                new, [*words, *[()] * len(new)], strict=False
            )
        ]
        self.issued += found
        return found

    def _new_messages(self, dossier: "Dossier") -> list[Told]:
        rows = list(notifications.list_about(dossier.subject))[self._messages :]
        self._messages += len(rows)
        found = [
            Told(
                template=row.template,
                title=row.title.replace(dossier.reference, _BY_CHANCE),
                body=row.body,
            )
            for row in rows
        ]
        self.told += found
        return found


def scene(eye: Eye) -> Scene:
    """Return the point where the play stands, for a page."""
    play = eye.play
    with clock.fixed_at(play.now):
        followed = examined = None
        if play.reference:
            followed = following.follow(play.reference, play.applicant, now=play.now)
            examined = examining.examine(
                play.reference, play.world.desk, purpose=examining.READING, now=play.now
            )
        opened = filling.open_filling(play.draft_id, play.applicant) if play.draft_id else None
        today = clock.day_in_vietnam(play.now)
        asked = filling.list_asked_papers(opened, today=today) if opened else []
        problems = tuple(filling.find_problems(opened, asked, today=today)) if opened else ()
        return Scene(
            now=play.now,
            version=play.world.version,
            dossier=followed.dossier if followed else None,
            followed=followed,
            examined=examined,
            form=play.world.form,
            filling=opened,
            asked=tuple(
                AskedPaper(
                    code=one.paper.code,
                    name=one.paper.name,
                    is_required=one.paper.is_required,
                    attached=len(one.attached),
                )
                for one in asked
            ),
            problems=problems,
            charges=_charges(opened, today) if opened and not problems else None,
            waiting=tuple(_waiting(play, task) for task in play.open_tasks()),
            may_take_in=followed is not None
            and permissions.may_take_in(play.world.desk, followed.dossier),
            issued=tuple(eye.issued),
            told=tuple(eye.told),
        )


def _charges(opened: filling.Filling, today: date) -> tuple[Charge, ...] | None:
    if opened.is_supplement:
        return None
    try:
        return filling.list_charges(opened, today=today)
    except FeeUndecided:
        return None


def _waiting(play: Play, task: "Task") -> Waiting:
    holder = play.world.officers.get(Role(task.role)) if task.role in Role.values else None
    return Waiting(
        code=task.code,
        name=task.name,
        name_en=task.name_en,
        role=task.role,
        due_at=task.due_at,
        choices=tuple(task.choices),
        officer=f"{holder.name}, {holder.title}" if holder else "",
        is_reachable=holder is not None or task.code in APPLICANTS_TASKS,
    )


APPLICANTS_TASKS: Final = frozenset({handling.CONFIRM_TASK, lodging.SUPPLEMENT_TASK})
"""The applicant's steps that the portal has a page for."""


def _rights(followed: following.Followed) -> list[str]:
    rights = {
        "withdraw": followed.may_be_withdrawn,
        "supplement": followed.request is not None,
        "confirm": followed.entry_task is not None,
        "rate": followed.may_be_rated,
    }
    return [name for name, is_given in rights.items() if is_given]


def _read(document: "Document") -> tuple[str, str, str, bytes]:
    return (
        document.paper_code,
        document.title,
        getattr(getattr(document, "issued", None), "number", ""),
        documents.read_content(document),
    )


def _refused(refusal: Refusal | None) -> str:
    if isinstance(refusal, InvalidInput):
        named = ", ".join(sorted({problem.field for problem in refusal.problems}))
        return f"{refusal.code}: {named}"
    return refusal.code if refusal else ""


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(clock.VIETNAM):%Y-%m-%d %H:%M}" if at else ""


def _chance(followed: following.Followed) -> list[str]:
    """Return what was drawn by chance and stands on papers."""
    drawn = [followed.dossier.reference]
    for line in followed.timeline:
        if line.happened.act is Act.RECORD_ENTRY:
            drawn.append(str(line.happened.words.get("pin", "")))
    return [text for text in drawn if text]


def _lines(values: str, chance: Sequence[str]) -> Iterator[str]:
    """Yield the words of a paper in the order of its values."""
    for text in _words(json.loads(values)):
        for drawn in chance:
            text = text.replace(drawn, _BY_CHANCE)
        yield text


def _words(value: object) -> Iterator[str]:
    match value:
        case dict():
            for name, inner in value.items():
                if name not in _NOT_WORDS:
                    yield from _words(inner)
        case list():
            for inner in value:
                yield from _words(inner)
        case None | "":
            return
        case _:
            yield str(value)
