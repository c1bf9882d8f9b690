"""What was declared at a counter without a line: read by the form of today, the rest shown beside it.

The browser asked the questions of the form that it kept. Each answer is read as the sheet reads its own;
what the form of today no longer asks, or no longer lets be answered so, stands beside the sheet in words
(Article 17.1 of Decree 61/2018/NĐ-CP: the applicant has declared it, and is not sent home for it).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Form, Json, outlines
from motcua.composition.casework import filling
from motcua.composition.casework.filling import Filling
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity.actors import Officer

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Draft

BESIDE: Final = "beside"
"""Name, among the facts of a sheet, of what its form could not take; no form asks for a fact of that name."""
MOST: Final = 60
LONGEST: Final = 1_000
DATE_BOXES: Final = ("day", "month", "year")


class Answers(dict[str, Sequence[str]]):
    """Answers by the names of their boxes, as a posted form."""

    def getlist(self, key: str, /) -> list[str]:
        """Return all that was answered under the name."""
        return list(self.get(key, ()))


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What the browser sent of the declaration, and which form it had asked with."""

    answers: Answers
    form_id: int | None


@dataclass(frozen=True, kw_only=True)
class Left:
    """An answer that the form of today has no place for."""

    label: str
    text: str


def write_down(draft: Draft, declared: Declared, *, by: Officer, at: datetime) -> None:
    """Fill the sheet that has just begun with what was declared; what is known stays where nothing was said."""
    opened = filling.open_held(draft)
    fitting, left = _part(opened.form, declared.answers)
    typed: dict[str, Json] = {}
    for page in opened.form.pages:
        typed |= forms.parse_page(opened.form, page.key, fitting, opened.known)
    answers = {**opened.answers, **{name: one for name, one in typed.items() if one is not None}}
    for name, known in forms.prefill(opened.form, opened.facts, answers).items():
        if answers.get(name) is None:
            answers[name] = known.value
    beside: list[Json] = [[one.label, one.text] for one in _in_words(left, declared, opened)]
    dossiers.save_draft(
        draft_id=draft.pk, answers=answers,
        facts={**opened.facts, **({BESIDE: beside} if beside else {})},
        brought=opened.brought, seen_revision=draft.revision, by=by, at=at,
    )  # fmt: skip


def list_left(facts: forms.Facts) -> list[Left]:
    """Return what was declared and stands in no box of the sheet."""
    kept = facts.get(BESIDE)
    return (
        [Left(label=str(one[0]), text=str(one[1])) for one in kept if isinstance(one, list)]
        if isinstance(kept, list)
        else []
    )


def _part(form: Form, answers: Answers) -> tuple[Answers, Answers]:
    """Return the answers that the form has boxes for, and those that it has not."""
    fitting, left = Answers(), Answers()
    for name, values in answers.items():
        if name.startswith("_"):
            # Buttons of a sheet; no question is named so.
            continue
        field = outlines.find_box(form, name)
        taken = [one for one in values if field is not None and outlines.fits(field, one)]
        if field is not None:
            fitting[name] = taken
        if rest := [one for one in values if one not in taken and one.strip()]:
            left[name] = rest
    return fitting, left


def _in_words(left: Mapping[str, Sequence[str]], declared: Declared, opened: Filling) -> list[Left]:
    """Return each answer with its question as the form said it that was filled in."""
    if not left:
        return []
    asked = _form_of(declared, opened)
    said: dict[str, list[str]] = defaultdict(list)
    for name, values in left.items():
        head, _, last = name.rpartition("-")
        field = asked and outlines.find_box(asked, name)
        words = [str(field.texts.get(one, one)) if field else one for one in values]
        said[head if last in DATE_BOXES else name] += words
    return [
        Left(label=_label(asked, name), text=_line(" / ".join(texts)))
        for name, texts in list(said.items())[:MOST]
    ]


def _form_of(declared: Declared, opened: Filling) -> Form | None:
    """Return the form that was filled in, if it was ever one of this procedure. One query at the most."""
    if declared.form_id == opened.form.id:
        return opened.form
    ever = {one.form_definition_id for one in procedures.list_versions(opened.version.code)}
    known = declared.form_id is not None and declared.form_id in ever
    return forms.get_definition(declared.form_id) if known and declared.form_id else None


def _label(form: Form | None, name: str) -> str:
    field = form and outlines.find_box(form, name)
    return str(field.label) if field else _line(name)


def _line(text: str) -> str:
    return " ".join(text.split())[:LONGEST]
