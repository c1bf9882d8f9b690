"""Reading answers: which are complete, how many marks are satisfied."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from motcua.domain.satisfaction.enums import SATISFIED_FROM, Mark, Subject31
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput

LONGEST_COMMENT: Final = 2000


def read_marks(posted: Mapping[str, str], comment: str) -> dict[Subject31, Mark]:
    """Return the five marks.

    Raises:
        InvalidInput: naming each question without an answer, and a comment that is too long.
    """
    problems: list[FieldProblem] = []
    marks: dict[Subject31, Mark] = {}
    for subject in Subject31:
        value = posted.get(subject.value, "")
        if value in {str(mark.value) for mark in Mark}:
            marks[subject] = Mark(int(value))
        else:
            text = _("Hãy chọn một mức cho: {question}.").format(question=subject.label)
            problems.append(FieldProblem(field=subject.value, text=text, code="required"))
    if len(comment) > LONGEST_COMMENT:
        text = _("Ý kiến dài quá {most} ký tự. Hãy viết ngắn lại.").format(most=LONGEST_COMMENT)
        problems.append(FieldProblem(field="comment", text=text, code="maxLength"))
    if problems:
        raise InvalidInput(problems)
    return marks


def count_satisfied(marks: Mapping[Subject31, Mark]) -> int:
    """Return how many of the marks say satisfied or better."""
    return sum(mark >= SATISFIED_FROM for mark in marks.values())
