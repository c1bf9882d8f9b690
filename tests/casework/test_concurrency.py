"""Many hands at once: real transactions of real threads, one outcome each."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from tests.casework import people
from tests.casework.province import MONDAY
from tests.dossiers import steps

from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.documents.queries import list_documents
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import handling, intake, lodging, proof, results
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.models import Dossier
from motcua.foundation.kernel.errors import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Do the acts in a thread each, started together; return what each gave or was refused with."""
    ready = Barrier(len(acts), timeout=60)

    def run(act):
        ready.wait()
        try:
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(acts)) as threads:
        return [future.result(timeout=120) for future in [threads.submit(run, act) for act in acts]]


def refused(outcomes):
    return sorted(type(one).__name__ for one in outcomes if isinstance(one, Refusal))


def accepting(province, dossier):
    return lambda: intake.accept(reference=dossier.reference, by=province.desk, at=MONDAY)


def withdrawing(province, dossier):
    return lambda: lodging.withdraw(
        reference=dossier.reference, reason="", by=province.hanh, at=MONDAY
    )


def completing(officer, dossier, outcome):
    (task,) = workflow.list_open_tasks(dossier.subject)
    return lambda: handling.complete_task(
        task_id=task.pk, outcome=outcome, reason="Xem lại", by=officer, at=MONDAY
    )


def assert_whole():
    """Check what must hold whatever happened: logs, numbers, tasks, results."""
    assert list(proof.verify()) == []
    numbers = sorted(
        int(number[-7:])
        for number in Dossier.objects.exclude(number=None).values_list("number", flat=True)
    )
    assert numbers == list(range(1, len(numbers) + 1))
    for dossier in Dossier.objects.all():
        tasks = workflow.list_open_tasks(dossier.subject)
        assert len(tasks) == len({task.code for task in tasks})
        assert dossier.state not in {State.WITHDRAWN, State.DECIDED} or tasks == []
        certificate = results.find_paper(dossier, PaperKind.BIRTH_CERTIFICATE)
        assert (certificate is not None) == (dossier.finished_at is not None)


def test_fifty_acceptances_at_once_take_fifty_numbers_without_a_gap(province):
    waiting = [steps.lodge(province) for _dossier in range(50)]

    outcomes = at_once(*(accepting(province, dossier) for dossier in waiting))

    assert refused(outcomes) == []
    assert sorted(dossier.number for dossier in outcomes) == [
        f"H99.101-20260316-{counter:07d}" for counter in range(1, 51)
    ]
    assert_whole()


def test_pressing_lodge_on_every_device_at_once_lodges_once(province):
    draft = people.fill(province)

    outcomes = at_once(*[lambda: lodging.lodge(draft_id=draft.pk, by=province.hanh, at=MONDAY)] * 8)

    assert refused(outcomes) == []
    assert len({dossier.reference for dossier in outcomes}) == 1
    assert Dossier.objects.count() == 1
    assert len(list_documents(outcomes[0].subject)) == 1
    assert_whole()


def test_of_two_officers_who_accept_one_dossier_one_does(province):
    dossier = steps.lodge(province)

    outcomes = at_once(accepting(province, dossier), accepting(province, dossier))

    assert refused(outcomes) == ["ActRefused"]
    assert steps.acts(dossier) == [Act.LODGE, Act.ACCEPT, Act.TRANSFER]
    assert_whole()


def test_two_who_ask_for_the_receipt_get_the_same_one(province):
    dossier = people.accept(province, people.lodge(province))

    outcomes = at_once(*[lambda: results.issue_receipt(reference=dossier.reference)] * 3)

    assert len({document.pk for document in outcomes}) == 1
    assert [document.paper_code for document in list_documents(dossier.subject)].count(
        PaperKind.RECEIPT
    ) == 1


def ready_to_sign(province):
    dossier = people.accept(province, people.lodge(province))
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    return dossier


@pytest.mark.parametrize("order", ["sign first", "withdraw first"])
def test_a_dossier_is_signed_or_withdrawn_never_both(province, order):
    dossier = ready_to_sign(province)
    rivals = [completing(province.chair, dossier, "ky"), withdrawing(province, dossier)]

    outcomes = at_once(*(rivals if order == "sign first" else reversed(rivals)))

    assert len(refused(outcomes)) == 1
    assert people.again(dossier).state in {State.DECIDED, State.WITHDRAWN}
    assert_whole()


def test_signing_twice_at_once_signs_once(province):
    dossier = ready_to_sign(province)

    outcomes = at_once(*[completing(province.chair, dossier, "ky")] * 2)

    assert refused(outcomes) == ["TaskAlreadyDone"]
    assert steps.acts(dossier).count(Act.DECIDE) == 1
    assert_whole()


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_together_ends_in_one_lawful_story(province, seed):
    chance = random.Random(seed)
    waiting = [people.lodge(province) for _dossier in range(3)]
    running = [people.accept(province, people.lodge(province)) for _dossier in range(3)]
    acts = [
        *(accepting(province, dossier) for dossier in waiting for _officer in range(2)),
        *(withdrawing(province, dossier) for dossier in waiting + running),
        *(
            completing(province.registrar, dossier, outcome)
            for dossier in running
            for outcome in ("dat", "khong_du_dieu_kien")
        ),
    ]
    chance.shuffle(acts)

    at_once(*acts)

    assert_whole()
    for dossier in waiting + running:
        # The applicant's word is always among the acts, and no result was signed before it.
        assert people.again(dossier).state == State.WITHDRAWN
        assert steps.acts(dossier)[-1] is Act.WITHDRAW
        assert [entry.seq for entry in dossiers.timeline(dossier)] == list(
            range(1, people.again(dossier).last_seq + 1)
        )


def test_two_officers_answer_a_question_at_once_and_one_answer_stands(province):
    from tests.casework import inquiring

    player = inquiring.handled()
    opinion = inquiring.ask(player, agency_id=province.agency_id)

    outcomes = at_once(
        *(
            lambda by=by: inquiring.answer(opinion, by=by)
            for by in (province.registrar, province.chair, province.registrar)
        )
    )

    assert refused(outcomes) == ["AnsweredAlready", "AnsweredAlready"]
    acts = [entry.act for entry in dossiers.timeline(people.again(player.dossier))]
    assert acts.count(Act.GIVE_OPINION) == 1
    assert list(proof.verify()) == []


def test_a_double_click_asks_once_and_arranges_once(province):
    from tests.casework import inquiring

    player = inquiring.handled()
    asking = at_once(*[lambda: inquiring.ask(player, agency_id=province.agency_id)] * 3)
    arranging = at_once(*[lambda: inquiring.arrange(player)] * 3)

    assert refused(asking) == ["AskedAlready", "AskedAlready"]
    assert refused(arranging) == ["VisitArrangedAlready", "VisitArrangedAlready"]
    assert list(proof.verify()) == []
