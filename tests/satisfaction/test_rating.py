"""Five questions in the terms of Article 31, nothing chosen beforehand, one answer per dossier."""

import pytest
from tests.casework.province import MONDAY
from tests.dossiers import steps

from motcua.domain.dossiers.enums import State
from motcua.domain.dossiers.models import Dossier
from motcua.domain.satisfaction import actions, queries, rules
from motcua.domain.satisfaction.enums import ARTICLE, Mark, Subject31
from motcua.domain.satisfaction.errors import AlreadyRated, NotFinished
from motcua.domain.satisfaction.models import Answer
from motcua.foundation.kernel.errors import InvalidInput

ALL_FIVE = {subject.value: "4" for subject in Subject31}
MARKS = dict.fromkeys(Subject31, Mark.SATISFIED)


def wrong_fields(posted, comment=""):
    with pytest.raises(InvalidInput) as refused:
        rules.read_marks(posted, comment)
    return [problem.field for problem in refused.value.problems]


def test_the_five_marks_are_read():
    assert rules.read_marks(ALL_FIVE | {"time": "1"}, "") == MARKS | {
        Subject31.TIME: Mark.VERY_DISSATISFIED
    }


def test_every_question_left_open_is_named_at_once():
    assert wrong_fields({}) == [subject.value for subject in Subject31]


@pytest.mark.parametrize("typed", ["", "0", "6", "-1", "4.5", "bốn", " 4", "٤"])
def test_a_mark_is_one_of_five(typed):
    assert wrong_fields(ALL_FIVE | {"attitude": typed}) == ["attitude"]


def test_a_comment_has_an_end():
    assert rules.read_marks(ALL_FIVE, "ý" * 2000)
    assert wrong_fields(ALL_FIVE, "ý" * 2001) == ["comment"]


def test_satisfied_begins_at_satisfied():
    marks = dict(zip(Subject31, sorted(Mark), strict=True))

    assert rules.count_satisfied(marks) == 2


def test_every_question_names_its_article():
    assert set(ARTICLE) == set(Subject31)


@pytest.mark.django_db
def test_one_answer_is_kept_and_no_second(province):
    dossier = steps.lodge(province)
    steps.direct(province, dossier)
    directed = steps.again(dossier)
    assert queries.may_be_rated(directed)

    actions.rate(dossier=directed, marks=MARKS, comment=" Nhanh, dễ hiểu. ", at=MONDAY)

    with pytest.raises(AlreadyRated):
        actions.rate(dossier=directed, marks=MARKS, comment="", at=MONDAY)
    assert not queries.may_be_rated(directed)
    assert Answer.objects.get().comment == "Nhanh, dễ hiểu."


@pytest.mark.django_db
@pytest.mark.parametrize("state", State)
def test_what_has_an_outcome_may_be_rated(province, state):
    dossier = Dossier(state=state, pk=steps.lodge(province).pk)
    with_outcome = {
        State.DECIDED, State.HANDED_OVER, State.REJECTED, State.REFUSED, State.DIRECTED,
    }  # fmt: skip

    assert queries.may_be_rated(dossier) == (state in with_outcome)
    if state not in with_outcome:
        with pytest.raises(NotFinished):
            actions.rate(dossier=dossier, marks=MARKS, comment="", at=MONDAY)
