"""From what was posted on the page of a rehearsal to the moves it asks for."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.http import QueryDict

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import building
from motcua.composition.rehearsal import queries as rehearsal
from motcua.composition.rehearsal.enums import MoveKind
from motcua.composition.rehearsal.errors import MoveImpossible
from motcua.composition.rehearsal.queries import Move
from motcua.surfaces.desk.typed import Typed

if TYPE_CHECKING:
    from motcua.domain.procedures.models import RecordDraft

ANSWER: Final = MoveKind.ANSWER.value
"""Saves a page of the form."""
SAMPLE: Final = "sample"
"""Asks for sample answers to everything that is not answered."""
BACK: Final = "back"
"""Takes the last move back."""


def read(posted: QueryDict) -> list[Move]:
    """Return the moves that a button asks for; what belongs to the form's pages is read elsewhere.

    :raises MoveImpossible: if no button of the page sends this
    """
    build = _BUILD.get(posted.get("move", ""))
    if build is None:
        raise MoveImpossible
    return rehearsal.to_moves([{"do": posted["move"], **one} for one in build(posted)])


def _plainly(_posted: QueryDict) -> list[dict[str, Any]]:
    return [{}]


def _papers(posted: QueryDict) -> list[dict[str, Any]]:
    return [{"paper": code} for code in posted.getlist("paper")]


def _time(posted: QueryDict) -> list[dict[str, Any]]:
    until = posted.get("until", "")
    if until:
        return [{"until": until}]
    return [{name: _number(posted.get(name, "")) for name in ("days", "hours")}]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0  # noqa: PLR2004


def _reasoned(posted: QueryDict) -> list[dict[str, Any]]:
    return [{"reason": posted.get("reason", "").strip()}]


def _asked(posted: QueryDict) -> list[dict[str, Any]]:
    return [{"items": Typed.read(posted).asked, **_reasoned(posted)[0]}]


def _done(posted: QueryDict) -> list[dict[str, Any]]:
    outcome = posted.get("outcome", "")
    return [{"task": posted.get("task", ""), "outcome": outcome, **_asked(posted)[0]}]


def _confirmed(posted: QueryDict) -> list[dict[str, Any]]:
    return [{"outcome": posted.get("outcome", ""), **_reasoned(posted)[0]}]


def _rated(posted: QueryDict) -> list[dict[str, Any]]:
    return [{"mark": posted.get("mark", "")}]


_BUILD: Final[Mapping[str, Callable[[QueryDict], list[dict[str, Any]]]]] = {
    MoveKind.ATTACH: _papers,
    MoveKind.LODGE: _plainly,
    MoveKind.TURN: _time,
    MoveKind.ACCEPT: _plainly,
    MoveKind.ASK: _asked,
    MoveKind.DIRECT: _reasoned,
    MoveKind.SUPPLEMENT: _plainly,
    MoveKind.DO: _done,
    MoveKind.CONFIRM: _confirmed,
    MoveKind.WITHDRAW: _reasoned,
    MoveKind.RATE: _rated,
}


def read_page(draft: "RecordDraft", posted: QueryDict) -> tuple[list[Move], str]:
    """Return the answers that were posted with a page of the draft's form, and which page it was.

    What is known of the applicant and cannot be typed over is not posted and stays as it is.

    :raises PageNotFound: if the form has no such page
    :raises NothingToRehearse: if the draft has no form any more
    """
    form = rehearsal.get_form(draft)
    page = posted.get("page", "")
    typed = forms.parse_page(form, page, posted) | building.read_sample_files(form, page, posted)
    answers = {
        name: answer
        for name, answer in typed.items()
        if answer is not None or not form.fields[name].is_locked
    }
    return [rehearsal.answer(answers)], page
