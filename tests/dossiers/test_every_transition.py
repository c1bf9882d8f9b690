"""Every act in every state by everybody: done where the law and the post allow it, refused everywhere else.

The table of the law is written a second time in ``test_rules.LIFE``, the posts here. What is refused leaves
nothing behind.
"""

from contextlib import suppress
from datetime import date

import pytest
from django.db import transaction
from tests.casework.province import MONDAY
from tests.dossiers import steps
from tests.dossiers.test_rules import LIFE

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.errors import DossierNotFound, NotYourTask
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.rules import Answer
from motcua.domain.obligations import actions as obligations
from motcua.domain.obligations.actions import Item, Notice
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.kernel.money import Dong

pytestmark = pytest.mark.django_db

OFFICERS = [
    "desk", "registrar", "chair", "stranger", "strange_registrar", "strange_chair", "controller",
    "operator",
]  # fmt: skip
CITIZENS = ["hanh", "duc"]
DESK, HANDLERS, HEAD = {"desk"}, {"registrar", "chair"}, {"chair"}
OWNER = {"hanh"}
NOTICE = Notice(
    items=(Item(name="Thuế", amount=Dong(5_000)),), issuer="Cơ quan thuế", number="TB-1",
    on=date(2026, 3, 16), pay_by=None, pay_to="Kho bạc", basis="Luật",
)  # fmt: skip


def on_paper(province, dossier, by):
    """Refusing is for what was brought on paper (Article 17.1.b)."""
    Dossier.objects.filter(pk=dossier.pk).update(channel="counter")
    steps.refuse(province, dossier, by=by)


def oblige(_province, dossier, by):
    held = actions.hold(reference=dossier.reference, by=by)
    obligations.ask(held, notice=NOTICE, document_id=None, by=by, at=MONDAY)


def meet(_province, dossier, by):
    obligations.meet(
        reference=dossier.reference, proof="1", paid_on=MONDAY.date(), by=by, at=MONDAY
    )


def drop(_province, dossier, by):
    obligations.drop(reference=dossier.reference, why="Được ghi nợ", by=by, at=MONDAY)


def extend(province, dossier, by):
    steps.extend(province, dossier, by=by, until=date(2026, 3, 27))


def confirm(_province, dossier, by):
    actions.confirm(
        reference=dossier.reference, document_id=1, result_number="1/2026", by=by, at=MONDAY
    )


def plain(step):
    return lambda province, dossier, by: step(province, dossier, by=by)


ATTEMPTS = [
    (Act.ACCEPT, plain(steps.accept), DESK),
    (Act.ASK_AT_INTAKE, plain(steps.ask_at_intake), DESK),
    (Act.DIRECT, plain(steps.direct), DESK),
    (Act.REFUSE, on_paper, DESK),
    (Act.ASK, plain(steps.ask), HANDLERS),
    (Act.ASK_OBLIGATION, oblige, HANDLERS),
    (Act.MEET_OBLIGATION, meet, DESK | HANDLERS),
    (Act.DROP_OBLIGATION, drop, HANDLERS),
    (Act.EXTEND, extend, HEAD),
    (Act.DECIDE, plain(steps.decide), HEAD),
    (Act.DECIDE, confirm, HANDLERS),
    (Act.REJECT, plain(steps.reject), HEAD),
    (Act.STOP, plain(steps.stop), HEAD),
    (Act.REOPEN, plain(steps.reopen), HEAD),
    (Act.HAND_OVER, lambda _province, dossier, by: steps.hand_over(dossier, by=by), DESK),
    (Act.WITHDRAW, plain(steps.withdraw), OWNER),
    (Act.SUPPLEMENT, plain(steps.supplement), OWNER),
]
SUPPLEMENTS = {Act.SUPPLEMENT, Act.SUPPLEMENT_AT_INTAKE}
NOT_TRIED = {Act.LODGE, Act.TRANSFER, Act.SUPPLEMENT_AT_INTAKE}
"""What begins a dossier, what an acceptance does by itself, and the other half of supplying."""


def lodged(province):
    return steps.lodge(province, code=steps.BUSINESS)


def taken_in(province):
    return steps.accept(province, lodged(province))


def asked(province):
    return steps.ask(province, taken_in(province))


def obliged(province):
    dossier = taken_in(province)
    with transaction.atomic():
        oblige(province, dossier, province.registrar)
    return dossier


def decided(province):
    return steps.decide(province, taken_in(province))


def put(state):
    """Put a dossier where only paper comes to: the desk's own ways there are told elsewhere."""

    def come(province):
        dossier = taken_in(province)
        Dossier.objects.filter(pk=dossier.pk).update(state=state)
        return dossier

    return come


COME = {
    State.LODGED: lodged,
    State.SUPPLEMENT_AT_INTAKE: lambda one: steps.ask_at_intake(one, lodged(one)),
    State.DIRECTED: lambda one: steps.direct(one, lodged(one)),
    State.REFUSED: put(State.REFUSED),
    State.ACCEPTED: put(State.ACCEPTED),
    State.IN_PROGRESS: taken_in,
    State.AWAITING_SUPPLEMENT: asked,
    State.AWAITING_OBLIGATION: obliged,
    State.DECIDED: decided,
    State.REJECTED: lambda one: steps.reject(one, taken_in(one)),
    State.HANDED_OVER: lambda one: steps.hand_over(decided(one), by=one.desk),
    State.WITHDRAWN: lambda one: steps.withdraw(one, taken_in(one)),
    State.STOPPED: lambda one: steps.stop(one, asked(one)),
}
"""How a dossier comes to each state."""


class Undo(Exception):
    """Takes back what an attempt did, so that the next finds the dossier as it was."""


def met(attempt, province, dossier, by):
    """Try the act, take it back if it was done, and return what came of it."""
    try:
        with suppress(Undo), transaction.atomic():
            attempt(province, dossier, by)
            raise Undo
    except DossierNotFound:
        return Answer.UNKNOWN
    except NotYourTask:
        return Answer.NOT_YOURS
    except Refusal:
        return Answer.NOT_NOW
    return Answer.DONE


def is_lawful(state, act):
    if act is Act.SUPPLEMENT:
        return any((state, one) in LIFE for one in SUPPLEMENTS)
    return (state, act) in LIFE


def test_every_state_is_come_to():
    assert set(COME) == set(State)


def test_every_act_that_moves_a_dossier_is_tried():
    tried = {act for act, _attempt, _who in ATTEMPTS}

    assert tried | NOT_TRIED == {act for _state, act in LIFE} | {Act.LODGE}


@pytest.mark.parametrize("state", State)
def test_an_act_is_done_by_whom_and_when_the_law_says_and_by_nobody_else(province, state):
    dossier = COME[state](province)
    before, seen = steps.again(dossier), len(steps.acts(dossier))
    assert before.state == state

    wrong = []
    for act, attempt, who in ATTEMPTS:
        for name in CITIZENS if who == OWNER else OFFICERS:
            expected = is_lawful(state, act) and name in who
            found = met(attempt, province, dossier, getattr(province, name))
            if (found is Answer.DONE) is not expected:
                wrong.append((act, name, expected))

    assert wrong == []
    after = steps.again(dossier)
    assert (after.state, after.last_seq, bytes(after.last_hash)) == (
        before.state, before.last_seq, bytes(before.last_hash),
    )  # fmt: skip
    assert len(steps.acts(dossier)) == seen
