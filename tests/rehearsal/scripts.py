"""Scripts that the tests of the rehearsals share."""

from motcua.capabilities.forms import queries as forms
from motcua.composition.rehearsal import actions, queries
from motcua.composition.rehearsal.rules import moves
from motcua.foundation.kernel import clock
from tests.casework.province import MONDAY


def answers():
    form = forms.compile_document(forms.read_packaged("marital-status-certificate"), key="x")
    return dict(forms.fill_sample(form, today=clock.day_in_vietnam(MONDAY)).answers)


def beginning():
    """Fill in and lodge."""
    return [moves.Answer(answers=answers()), moves.Lodge()]


def sit(draft, by, *made):
    """Sit down and make these moves; return what is seen."""
    actions.sit_down(draft_id=draft.pk, by=by, at=MONDAY)
    look = None
    if made:
        look = actions.move(draft_id=draft.pk, made=made, seen_revision=0, by=by, at=MONDAY)
    return look or queries.look(draft, queries.find_sitting(draft, by))
