"""A dossier that had ended is handled again from its first step (Article 21.1 of Decree 61/2018)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.casework import people, reopened, slow
from tests.casework.province import MONDAY
from tests.casework.reopened import LATER, UPHELD, refused, reopen, step
from tests.casework.test_correcting import RIGHT, correct, name_of
from tests.journeys.essential.play import _text_of

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.enums import PaperKind, PaperStatus
from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import lodging, reopening, results
from motcua.composition.casework.errors import EnteredInBook
from motcua.composition.steering import queries as steering
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, Due, ReopeningGround, State
from motcua.domain.dossiers.errors import (
    ActRefused,
    CorrectInstead,
    DossierNotFound,
    NotYourTask,
)
from motcua.domain.satisfaction import actions as satisfaction
from motcua.domain.satisfaction import queries as satisfaction_queries
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import InvalidInput

pytestmark = pytest.mark.django_db
AFTER = LATER + timedelta(days=1)


def status_of(document):
    return documents.find_by_verification_code(document.issued.verification_code).status


def test_it_begins_at_the_first_step_again_with_a_promise_of_its_own(province):
    player = refused()
    first = next(task.code for task in workflow.list_tasks(player.dossier.subject))

    dossier = reopen(player)

    (task,) = workflow.list_open_tasks(dossier.subject)
    assert (task.code, task.ready_at) == (first, LATER)
    # Seven working days from Monday 13 April.
    assert clock.day_in_vietnam(dossier.due_at) == date(2026, 4, 22)
    assert (dossier.state, dossier.handling) == (State.IN_PROGRESS, 2)


def test_the_document_is_kept_for_officers_and_is_no_paper_of_the_applicant(province):
    player = refused()
    before = documents.list_documents(player.dossier.subject)

    dossier = reopen(player)

    entry = dossiers.find_last(dossier, Act.REOPEN)
    kept = reopening.get_file(dossier.reference, entry.payload["file_id"], player.officers["desk"])
    assert documents.read_content(kept).startswith(b"%PDF")
    assert documents.list_documents(dossier.subject) == before
    with pytest.raises(DossierNotFound):
        reopening.get_file(dossier.reference, kept.pk, province.strange_chair)


def test_the_applicant_is_told_of_the_new_day_and_that_it_costs_nothing(province):
    player = refused()
    reopen(player)
    people.settle()

    message = notifications.list_messages(player.citizen.person_id)[0]

    assert message.template == Template.REOPENED
    assert "22/04/2026" in message.body
    assert "không mất tiền" in message.body


def test_the_refusal_is_good_until_the_result_stands_in_for_it_and_stays_to_be_read(province):
    player = refused()
    notice = results.find_paper(player.dossier, PaperKind.REJECTION)
    reopen(player)
    assert status_of(notice) == PaperStatus.VALID

    player.go(player.case.way[1:], since=AFTER)

    ended = people.again(player.dossier)
    assert ended.state == State.HANDED_OVER
    assert status_of(notice) == PaperStatus.REVOKED
    assert documents.read_content(notice).startswith(b"%PDF")
    assert dossiers.list_replaced(ended) == {notice.pk}
    assert dossiers.judge_handlings(dossiers.timeline(ended)) == [Due.ON_TIME, Due.ON_TIME]


def test_a_result_that_was_wrongly_given_ends_with_the_refusal(province):
    player = reopened.granted()
    result = dossiers.find_result(player.dossier)
    reopen(player)

    step(player, "khong_du_dieu_kien", reason=reopened.WRONG, at=AFTER)
    step(player, "ky", at=AFTER)

    dossier = people.again(player.dossier)
    paper = documents.get_document(result, owner=dossier.subject)
    assert (dossier.state, status_of(paper)) == (State.REJECTED, PaperStatus.REVOKED)


def test_a_handling_without_a_result_leaves_the_first_one_good(province):
    player = reopened.granted()
    result = documents.get_document(
        dossiers.find_result(player.dossier), owner=player.dossier.subject
    )
    reopen(player)

    lodging.withdraw(reference=player.dossier.reference, reason="", by=player.citizen, at=AFTER)

    assert status_of(result) == PaperStatus.VALID
    assert dossiers.find_result(player.dossier) == result.pk


def test_what_was_corrected_before_is_not_wrong_again(province):
    player = reopened.granted()
    name = name_of(player)
    correct(player)
    reopen(player)

    player.go(player.case.way[1:], since=AFTER)

    ended = people.again(player.dossier)
    last = documents.get_document(dossiers.find_result(ended), owner=ended.subject)
    assert RIGHT in _text_of(documents.read_content(last))
    # And what is corrected then stands in for the newest result.
    correct(player, answers={name: "Trần Thị Mới"}, at=AFTER + timedelta(days=1))
    assert status_of(last) == PaperStatus.REVOKED


def test_the_first_verdict_stays_in_the_figures_beside_the_second(province):
    def board():
        on = clock.day_in_vietnam(AFTER)
        sums = steering.get_board(
            agency_ids=[player.agency.pk], since=on - timedelta(days=60), until=on, now=AFTER
        ).total.sums
        return sums.accepted, sums.finished_on_time, sums.finished_late

    player = slow.accepted()
    step(player, "khong_du_dieu_kien", reason=reopened.WRONG, at=MONDAY + timedelta(days=20))
    step(player, "ky", at=MONDAY + timedelta(days=20))
    people.settle()
    accepted, on_time, late = board()
    reopen(player)
    people.settle()
    assert board() == (accepted, on_time, late)

    player.go(player.case.way[1:], since=AFTER)
    people.settle()

    assert board() == (accepted, on_time + 1, late)


def test_who_has_rated_is_not_asked_to_rate_again(province):
    player = reopened.granted()
    people.settle()
    marks = satisfaction_queries.read_marks(
        dict.fromkeys(("time", "contacts", "information", "attitude", "result"), "5"), ""
    )
    satisfaction.rate(
        dossier=people.again(player.dossier), marks=marks, comment="", at=MONDAY + timedelta(days=5)
    )

    reopen(player)
    player.go(player.case.way[1:], since=AFTER)
    people.settle()

    told = [one.template for one in notifications.list_messages(player.citizen.person_id)]
    assert told.count(Template.RATING_INVITATION) == 1


def test_a_withdrawal_by_mistake_is_taken_back(province):
    player = slow.accepted()
    lodging.withdraw(reference=player.dossier.reference, reason="", by=player.citizen, at=MONDAY)
    basis = replace(
        UPHELD, ground=ReopeningGround.MISTAKEN_WITHDRAWAL, issuer="Người nộp hồ sơ", number="Đơn"
    )

    assert reopen(player, basis=basis).state == State.IN_PROGRESS
    assert len(workflow.list_open_tasks(player.dossier.subject)) == 1


def test_an_error_in_a_result_is_corrected_instead_and_the_officer_is_told_so(province):
    player = reopened.granted()

    with pytest.raises(CorrectInstead) as refused_it:
        reopen(player, basis=replace(UPHELD, ground=ReopeningGround.OWN_ERROR))

    assert "Thay kết quả có sai sót" in refused_it.value.text
    assert workflow.list_open_tasks(player.dossier.subject) == []


def test_what_stands_in_a_book_is_put_right_in_the_book(province):
    dossier = people.accept(province, people.lodge(province))
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")

    with pytest.raises(EnteredInBook):
        reopening.reopen(
            reference=dossier.reference, basis=UPHELD, reason=reopened.WHY,
            file=reopened.DECISION, by=province.chair, at=LATER,
        )  # fmt: skip
    assert isinstance(reopening.look(dossier.reference, province.chair).barrier, EnteredInBook)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"basis": replace(UPHELD, number="")}, "number"),
        ({"basis": replace(UPHELD, issuer="")}, "issuer"),
        ({"basis": replace(UPHELD, issued_on=date(2026, 4, 14))}, "issued_on"),
        ({"file": None}, "file"),
        ({"reason": " "}, "reason"),
    ],
)
def test_nothing_is_reopened_on_half_a_document(province, said, field):
    player = refused()

    with pytest.raises(InvalidInput) as wrong:
        reopen(player, **said)

    assert [problem.field for problem in wrong.value.problems] == [field]
    assert people.again(player.dossier).state == State.REJECTED


def test_only_who_leads_the_agency_or_the_one_above_decides_it(province):
    player = refused()
    for role in set(player.officers) - {"leader"}:
        with pytest.raises(NotYourTask):
            reopen(player, by=player.officers[role])
    with pytest.raises(DossierNotFound):
        reopen(player, by=province.strange_chair)

    above = replace(province.chair, agency_id=player.agency.parent_id)
    assert reopening.find_below(player.dossier.reference, above) == player.dossier
    assert reopening.look(player.dossier.reference, above).is_above
    assert reopen(player, by=above).handling == 2
    assert reopening.find_below(player.dossier.reference, above) is None
    with pytest.raises(ActRefused):
        reopen(player)


def test_a_process_that_cannot_start_reopens_nothing(province, monkeypatch):
    player = refused()

    def fail(*_args, **_kwargs):
        raise RuntimeError("no process")

    monkeypatch.setattr(reopening, "start_process", fail)

    with pytest.raises(RuntimeError):
        reopen(player)

    assert people.again(player.dossier).state == State.REJECTED
    assert dossiers.find_last(player.dossier, Act.REOPEN) is None
