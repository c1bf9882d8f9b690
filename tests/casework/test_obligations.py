"""National state 6: taxes on a transfer of land are paid to the State, and the agency's clock stands still.

The record of the procedure names the obligation and the law by which the time does not count
(Decree 101/2024); Article 15.1.c of Decree 61/2018 has the applicant told what to pay and how.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.casework import people, slow
from tests.casework.owing import ASKED, MET, NOTICE, ask, confirm, land, send
from tests.casework.province import MONDAY

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import (
    dates,
    expecting,
    following,
    handling,
    lodging,
    obligations,
    paying,
    proving,
    stopping,
)
from motcua.composition.casework.asked_files import File
from motcua.composition.casework.expecting import Wanted
from motcua.composition.steering.models import Forecast
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, Due, State
from motcua.domain.dossiers.errors import ActRefused, DossierNotFound, NotYourTask, ReasonNeeded
from motcua.domain.dues.enums import Way
from motcua.domain.obligations import queries
from motcua.domain.obligations.errors import NotAwaited, NotForeseen, NotMetYet, NotOverdueYet
from motcua.domain.obligations.models import Obligation
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import InvalidInput, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def player(province):
    return land()


def promised(player):
    due_at = people.again(player.dossier).due_at
    return clock.day_in_vietnam(due_at) if due_at else None


def told(player):
    return [one.template for one in notifications.list_messages(player.citizen.person_id)]


# --- asked ----------------------------------------------------------------------------------------


def test_the_dossier_waits_in_national_state_6_and_promises_nothing(player):
    assert promised(player) == date(2026, 3, 30)

    dossier = ask(player)

    assert dossiers.national_code(State(dossier.state)) == 6
    assert promised(player) is None
    assert dossiers.standing(people.again(dossier), now=MET) is Due.NONE
    entry = dossiers.find_last(dossier, Act.ASK_OBLIGATION)
    assert entry.article == "Điều 15.1.c, luật chuyên ngành"
    assert entry.payload["basis"] == "Nghị định 101/2024/NĐ-CP"
    assert (entry.payload["total"], entry.payload["pay_by"]) == (36_250_000, "2026-04-16")


def test_the_applicant_is_told_without_the_sum_and_finds_it_in_one_place(player):
    ask(player)

    assert told(player).count(Template.OBLIGATION_DUE) == 1
    (wanted,) = [
        one
        for one in expecting.list_expected(player.citizen, now=ASKED)
        if one.what is Wanted.OBLIGATION
    ]
    assert clock.day_in_vietnam(wanted.until) == NOTICE.pay_by
    followed = following.follow(player.dossier.reference, player.citizen, now=ASKED)
    assert followed.obligation.total == 36_250_000
    assert dates.list_dates(player.dossier.reference, player.citizen).promise.is_off


def test_the_notice_goes_to_the_applicant_and_to_nobody_else(province, player):
    file = File(name="thong-bao.pdf", content=people.a_pdf("Thông báo nộp thuế"))
    ask(player, file=file)
    reference = player.dossier.reference
    row = queries.find_awaited(people.again(player.dossier))

    own = obligations.get_own_notice(reference, row.document_id, player.citizen)
    assert documents.read_content(own)[:5] == b"%PDF-"
    obligations.get_notice(reference, row.document_id, player.officers["desk"])
    followed = following.follow(reference, player.citizen, now=ASKED)
    assert own.pk not in {one.pk for one in (*followed.handed_in, *followed.issued)}
    for stranger, get in (
        (province.duc, obligations.get_own_notice),
        (province.registrar, obligations.get_notice),
    ):
        with pytest.raises(NotFound):
            get(reference, row.document_id, stranger)


def test_the_clock_stops_for_nothing_that_the_record_does_not_name(province):
    player = slow.accepted()

    with pytest.raises(NotForeseen):
        ask(player)

    assert people.again(player.dossier).state == State.IN_PROGRESS
    assert not obligations.look(player.dossier.reference, player.officers["specialist"]).may_ask


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"number": " "}, ["number"]),
        ({"on": date(2026, 3, 19)}, ["on"]),
        ({"pay_by": date(2026, 3, 16)}, ["pay_by"]),
        ({"pay_to": ""}, ["pay_to"]),
        ({"items": (("", 5), ("Thuế", None))}, ["name-1", "amount-2"]),
        ({"items": (("Thuế", 0),)}, ["amount-1"]),
        ({"items": (("Thuế", 10**12 + 1),)}, ["amount-1"]),
    ],
)
def test_what_is_missing_in_a_notice_is_named_and_nothing_stops(player, typed, fields):
    with pytest.raises(InvalidInput) as refused:
        ask(player, typed=replace(NOTICE, **typed))

    assert [problem.field for problem in refused.value.problems] == fields
    assert people.again(player.dossier).state == State.IN_PROGRESS
    assert not Obligation.objects.exists()


@pytest.mark.parametrize(("who", "refusal"), [("desk", NotYourTask), ("stranger", DossierNotFound)])
def test_only_who_handles_the_dossier_lets_it_wait(province, player, who, refusal):
    by = province.registrar if who == "stranger" else player.officers["desk"]

    with pytest.raises(refusal):
        ask(player, by=by)


def test_it_is_asked_for_once_at_a_time(player):
    ask(player)

    with pytest.raises(ActRefused):
        ask(player, at=ASKED + timedelta(hours=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Obligation.objects.create(
            dossier=player.dossier, items=[], total=1, issuer="x", notice="y",
            notice_on=NOTICE.on, pay_to="", asked_at=ASKED,
        )  # fmt: skip


def test_while_it_waits_no_step_is_completed(player):
    ask(player)
    (task,) = workflow.list_open_tasks(player.dossier.subject)

    with pytest.raises(NotMetYet):
        handling.complete_task(
            task_id=task.pk, outcome="da_nop", reason="", by=player.officers["specialist"], at=MET
        )

    assert [one.pk for one in workflow.list_open_tasks(player.dossier.subject)] == [task.pk]


# --- met ------------------------------------------------------------------------------------------


def test_the_promise_moves_by_the_working_days_waited_and_the_applicant_is_told(player):
    """Asked on Wednesday the 18th, paid on Wednesday the 25th: five working days, 30 March to 6 April."""
    ask(player)

    dossier = confirm(player)

    assert dossier.state == State.IN_PROGRESS
    assert promised(player) == date(2026, 4, 6)
    assert told(player).count(Template.GOING_ON) == 1
    followed = following.follow(player.dossier.reference, player.citizen, now=MET)
    assert (
        "Chờ thực hiện nghĩa vụ tài chính từ 18/03/2026 đến 25/03/2026" in followed.clock.tell()[0]
    )
    assert followed.obligation is None
    assert dossiers.run_clock(dossier, dossiers.timeline(dossier)).due_at == dossier.due_at


def test_what_is_confirmed_late_counts_from_the_day_of_payment(player):
    """An officer who looks a week later does not win a week."""
    ask(player)

    confirm(player, at=MET + timedelta(days=7), paid_on=clock.day_in_vietnam(MET))

    assert promised(player) == date(2026, 4, 6)


def test_from_the_moment_the_applicant_sends_the_proof_the_agency_is_the_one_that_counts(player):
    ask(player)
    send(player, at=MET, file=File(name="bien-lai.pdf", content=people.a_pdf("Biên lai")))
    officer = player.officers["specialist"]
    assert obligations.look(player.dossier.reference, officer).sent.proof == "0012345"

    confirm(
        player, at=MET + timedelta(days=7), paid_on=clock.day_in_vietnam(MET) + timedelta(days=5)
    )

    assert promised(player) == date(2026, 4, 6)


def test_a_payment_before_the_notice_was_sent_takes_no_time_at_all(player):
    ask(player)

    confirm(player, at=MET, paid_on=date(2026, 3, 17))

    assert promised(player) == date(2026, 3, 30)


def test_the_desk_may_confirm_what_is_shown_to_it(player):
    ask(player)

    confirm(player, by=player.officers["desk"])

    assert people.again(player.dossier).state == State.IN_PROGRESS


def test_the_open_step_has_the_time_it_had(player):
    """A step with a share of the limit is due later by the working time waited, to the minute."""
    other = land(steps=1)
    (task,) = workflow.list_open_tasks(other.dossier.subject)
    ask(other, at=ASKED)

    confirm(other, at=ASKED + timedelta(days=1))

    (again,) = workflow.list_open_tasks(other.dossier.subject)
    assert again.due_at - task.due_at == timedelta(days=1)


@pytest.mark.parametrize(
    ("proof", "paid_on", "field"), [(" ", None, "proof"), ("1", date(2026, 3, 26), "paid_on")]
)
def test_a_payment_needs_its_document_and_a_day_that_has_come(player, proof, paid_on, field):
    ask(player)

    with pytest.raises(InvalidInput) as refused:
        confirm(player, proof=proof, paid_on=paid_on)

    assert [problem.field for problem in refused.value.problems] == [field]


def test_two_officers_at_once_confirm_it_once(player):
    ask(player)
    confirm(player)

    with pytest.raises(NotAwaited):
        confirm(player, by=player.officers["desk"])

    happened = dossiers.timeline(people.again(player.dossier))
    assert [one.act for one in happened].count(Act.MEET_OBLIGATION) == 1


def test_nobody_but_the_applicant_sends_a_proof(province, player):
    ask(player)

    with pytest.raises(DossierNotFound):
        send(player, at=MET, by=province.duc)
    with pytest.raises(DossierNotFound):
        confirm(player, by=province.registrar)


def test_the_result_comes_at_the_end_of_the_wait(player):
    ask(player)
    confirm(player)

    player.go(player.case.way[3:], since=MET + timedelta(hours=1))

    assert people.again(player.dossier).state == State.HANDED_OVER
    assert dossiers.standing(people.again(player.dossier), now=MET) is Due.ON_TIME


# --- ended otherwise ------------------------------------------------------------------------------


def test_a_notice_that_was_withdrawn_is_asked_for_no_more_and_the_reason_is_told(player):
    ask(player)
    drop = {"reference": player.dossier.reference, "by": player.officers["specialist"], "at": MET}
    with pytest.raises(ReasonNeeded):
        obligations.drop(why=" ", **drop)

    dossier = obligations.drop(why="Được ghi nợ lệ phí trước bạ", **drop)
    people.settle()

    assert (dossier.state, promised(player)) == (State.IN_PROGRESS, date(2026, 4, 6))
    assert queries.find_awaited(dossier) is None
    assert told(player).count(Template.GOING_ON) == 1
    ask(player, at=MET + timedelta(hours=1))


def test_nobody_stops_a_dossier_whose_applicant_has_time_to_pay(player):
    ask(player)
    leader, reference = player.officers["leader"], player.dossier.reference
    last = MONDAY + timedelta(days=31)  # 16 April, the last day of the notice

    with pytest.raises(NotOverdueYet):
        stopping.stop(reference=reference, reason="Không nộp", by=leader, at=last)
    dossier = stopping.stop(
        reference=reference, reason="Không nộp thuế", by=leader, at=last + timedelta(days=1)
    )

    assert dossier.state == State.STOPPED
    assert queries.list_of(dossier)[0].ended_at is not None
    assert workflow.list_open_tasks(dossier.subject) == []


def test_who_withdraws_owes_nothing_any_more(player):
    ask(player)

    dossier = lodging.withdraw(
        reference=player.dossier.reference, reason="", by=player.citizen, at=MET
    )

    assert dossier.state == State.WITHDRAWN
    assert queries.list_of(dossier)[0].ended_at == MET
    assert not [
        one
        for one in expecting.list_expected(player.citizen, now=MET)
        if one.what is Wanted.OBLIGATION
    ]


def test_the_log_holds_and_replays_to_the_same_promise(player):
    ask(player)
    confirm(player)
    ask(player, at=MET + timedelta(days=1))
    confirm(player, at=MET + timedelta(days=2))

    assert list(dossiers.verify_log()) == []
    dossier = people.again(player.dossier)
    assert promised(player) == date(2026, 4, 7)
    assert dossiers.run_clock(dossier, dossiers.timeline(dossier)).due_at == dossier.due_at


def test_while_it_waits_nothing_is_foretold_and_every_reckoning_of_the_limit_agrees(player):
    """The page of one dossier and the board over all of them count from the same clock."""
    Forecast.objects.create(
        dossier_id=player.dossier.pk, agency_id=player.agency.pk,
        procedure_id=player.dossier.procedure_id, reckoned_at=MONDAY, due_at=player.dossier.due_at,
    )  # fmt: skip
    ask(player)
    assert not Forecast.objects.filter(dossier_id=player.dossier.pk).exists()
    confirm(player, at=ASKED + timedelta(days=28))

    dossier = people.again(player.dossier)
    happened = dossiers.timeline(dossier)
    ran = dossiers.run_clock(dossier, happened)
    runs = dossiers.list_runs([dossier])
    assert [due_at for _since, due_at in ran.counts] == [dossier.due_at]
    assert [run.due_at for run in runs[dossier.pk]] == [dossier.due_at]
    assert dossiers.list_flags(dossier, happened, ran) == []
    assert dossiers.list_flags_of([dossier], runs)[dossier.pk] == []


def test_proofs_of_fees_and_of_taxes_do_not_stand_in_for_one_another(province):
    """Both are sent from a telephone, in any order; each desk reads its own."""
    player = land(pays=False)
    ask(player)
    reference = player.dossier.reference
    send(player, at=MET)
    said = proving.Said(way=Way.TRANSFER, proof="FT-PHI", paid_on=clock.day_in_vietnam(MET))
    proving.send_proof(
        reference=reference, said=said, file=None, by=player.citizen, at=MET + timedelta(hours=1)
    )

    assert obligations.look(reference, player.officers["specialist"]).sent.proof == "0012345"
    assert paying.look(reference, player.officers["desk"]).sent.proof == "FT-PHI"
    send(player, at=MET + timedelta(hours=2))
    assert paying.look(reference, player.officers["desk"]).sent.proof == "FT-PHI"
