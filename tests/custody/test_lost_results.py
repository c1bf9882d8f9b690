"""Results that the post lost or spoilt (Article 21.3 of Decree 61/2018): answered for, sent again, paid."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework import people
from tests.casework.province import MONDAY
from tests.casework.test_handing_over import AT_DESK, BY_POST, decided, hand_over
from tests.journeys.essential.play import _text_of

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework import amends
from motcua.domain.custody import rules
from motcua.domain.custody.actions import Paid
from motcua.domain.custody.enums import Bearer, Blame, Harm
from motcua.domain.custody.errors import (
    LossNotFound,
    LossOpen,
    NothingOwed,
    NotSentByPost,
    NotTheApplicants,
)
from motcua.domain.custody.models import Loss
from motcua.domain.custody.queries import Amends, Debt
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.errors import DossierNotFound, NotYourTask
from motcua.foundation.kernel.errors import InvalidInput

LATER = MONDAY + timedelta(days=9)
BY_THE_POST = Amends(
    blame=Blame.POST, who="Bưu cục Sông Lam làm thất lạc bưu gửi EB123456789VN.",
    remedy="In, đóng dấu và gửi lại kết quả.", cost=30_000, bearer=Bearer.POST,
    paid_on=date(2026, 3, 30),
)  # fmt: skip
BY_US = replace(BY_THE_POST, blame=Blame.DESK, who="Ghi sai số nhà.", bearer=Bearer.AGENCY)
BY_APPLICANT = replace(
    BY_THE_POST, blame=Blame.APPLICANT, who="Địa chỉ đã khai không có thật.", cost=0, bearer=None
)
PAID = Paid(
    payer="Bưu điện tỉnh Lam Giang", amount=30_000, paid_on=date(2026, 3, 25),
    document="Ủy nhiệm chi 0091",
)  # fmt: skip


@pytest.fixture
def dossier(province):
    """A result that was given to the post."""
    dossier = decided(province, wish="post")
    return hand_over(dossier, BY_POST, by=province.desk)


def report(dossier, *, by, harm=Harm.MISSING, account="Bà Hạnh báo ngày 25/03, bưu cục không rõ."):
    return amends.report_result(
        reference=dossier.reference, harm=harm, account=account, by=by, at=LATER
    )


def answer(province, loss, said=BY_THE_POST, *, by=None):
    return amends.answer(loss_id=loss.pk, amends=said, by=by or province.chair, at=LATER)


def send_again(province, loss, taken=BY_POST, *, by=None):
    again = replace(taken, tracking="EB987654321VN") if taken is BY_POST else taken
    return amends.replace(loss_id=loss.pk, taken=again, by=by or province.desk, at=LATER)


def letter_of(dossier):
    entry = dossiers.find_last(dossier, Act.ANSWER_FOR_RESULT)
    letter = documents.get_document(entry.payload["document_id"], owner=dossier.subject)
    content = documents.read_content(letter)
    assert documents.verify(content, at=LATER).is_valid
    return letter.title, " ".join(_text_of(content).split())


standings = st.builds(
    rules.Standing, is_result=st.booleans(), is_found=st.booleans(), is_answered=st.booleans(),
    is_replaced=st.booleans(), cost=st.integers(0, 2), bearer=st.sampled_from([None, *Bearer]),
    is_paid=st.booleans(),
)  # fmt: skip


@given(standing=standings)
def test_nothing_is_owed_for_what_is_there_again_but_promised_money(standing):
    owed = rules.list_debts(standing)

    pays = standing.cost > 0 and standing.bearer is not Bearer.APPLICANT and not standing.is_paid
    assert (Debt.PAYMENT in owed) == pays
    if standing.is_found:
        assert owed <= {Debt.PAYMENT}
    else:
        assert (Debt.ANSWER in owed) != standing.is_answered
        assert (Debt.REPLACEMENT in owed) == (standing.is_result and not standing.is_replaced)


@given(
    blame=st.sampled_from([None, *Blame]), cost=st.integers(0, 2),
    bearer=st.sampled_from([None, *Bearer]), is_result=st.booleans(),
)  # fmt: skip
def test_applicants_bear_only_a_result_lost_by_their_own_fault(blame, cost, bearer, is_result):
    said = replace(BY_THE_POST, blame=blame, cost=cost, bearer=bearer)

    pays = cost > 0 and bearer is Bearer.APPLICANT
    answers = blame is Blame.APPLICANT
    is_fair = not (pays or answers) or (is_result and answers)
    assert rules.burdens_unduly(said, is_result=is_result) != is_fair


@pytest.mark.django_db
def test_article_21_3_a_result_lost_by_the_post_is_answered_for_sent_again_and_paid(
    province, dossier
):
    loss = report(dossier, by=province.desk)
    assert [one.owed for one in amends.list_owed(province.chair)] == [
        {Debt.ANSWER, Debt.REPLACEMENT}
    ]
    assert [one.loss for one in amends.list_owed(province.desk)] == [loss]

    answer(province, loss)
    assert send_again(province, loss).is_open
    closed = amends.record_payment(loss_id=loss.pk, paid=PAID, by=province.chair, at=LATER)

    assert not closed.is_open
    assert amends.list_owed(province.chair) == amends.list_owed(province.desk) == []
    told = [(one.act, one.article) for one in dossiers.timeline(dossier)[-4:]]
    assert told == [
        (Act.LOSE_RESULT, "Điều 21.3"),
        (Act.ANSWER_FOR_RESULT, "Điều 21.3"),
        (Act.REPLACE_RESULT, "Điều 21.3"),
        (Act.PAY_COST, "Điều 21.2, 21.3"),
    ]
    assert people.again(dossier).state == State.HANDED_OVER
    assert list(dossiers.verify_log()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "title", "is_sorry"),
    [
        (BY_US, "Thư xin lỗi vì kết quả bị mất, thất lạc, hư hỏng khi gửi", True),
        (BY_THE_POST, "Thông báo về kết quả bị mất, thất lạc, hư hỏng khi gửi", False),
        (BY_APPLICANT, "Thông báo về kết quả bị mất, thất lạc, hư hỏng khi gửi", False),
    ],
)
def test_the_agency_apologises_for_its_own_fault_alone(province, dossier, said, title, is_sorry):
    loss = report(dossier, by=province.desk)

    answer(province, loss, said)
    people.settle()

    named, text = letter_of(dossier)
    assert named == title
    assert ("xin lỗi" in text.lower()) == is_sorry
    assert said.who in text
    message = notifications.list_messages(province.hanh.person_id)[0]
    assert message.template == Template.RESULT_LOST
    assert ("Cơ quan xin lỗi" in message.body) == is_sorry


@pytest.mark.django_db
def test_what_the_applicant_bears_is_followed_up_by_nobody(province, dossier):
    loss = report(dossier, by=province.desk)
    answer(province, loss, replace(BY_APPLICANT, cost=20_000, bearer=Bearer.APPLICANT))

    closed = send_again(province, loss, AT_DESK)

    assert not closed.is_open
    with pytest.raises(NothingOwed):
        amends.record_payment(loss_id=loss.pk, paid=PAID, by=province.chair, at=LATER)


@pytest.mark.django_db
def test_the_applicant_does_not_pay_for_what_the_post_lost(province, dossier):
    loss = report(dossier, by=province.desk)

    with pytest.raises(NotTheApplicants):
        answer(province, loss, replace(BY_THE_POST, bearer=Bearer.APPLICANT))

    assert dossiers.find_last(dossier, Act.ANSWER_FOR_RESULT) is None


@pytest.mark.django_db
def test_a_parcel_that_arrives_after_all_ends_it(province, dossier):
    loss = report(dossier, by=province.desk)

    found = amends.find(
        loss_id=loss.pk, codes=[rules.RESULT], note="Bưu tá giao lại", by=province.desk, at=LATER
    )

    assert not found.is_open
    for refused in (lambda: answer(province, loss), lambda: send_again(province, loss)):
        with pytest.raises(NothingOwed):
            refused()


@pytest.mark.django_db
def test_a_parcel_lost_twice_is_another_loss(province, dossier):
    loss = report(dossier, by=province.desk)
    with pytest.raises(LossOpen):
        report(dossier, by=province.desk)
    answer(province, loss, replace(BY_THE_POST, cost=0, bearer=None))
    send_again(province, loss)

    again = report(dossier, by=province.desk, harm=Harm.DAMAGED)

    assert (again.damaged, Loss.objects.count()) == ([rules.RESULT], 2)


@pytest.mark.django_db
def test_what_was_fetched_was_not_lost_by_the_post(province):
    dossier = decided(province, wish="counter")
    with pytest.raises(NotSentByPost):
        report(dossier, by=province.desk)
    hand_over(dossier, AT_DESK, by=province.desk)

    with pytest.raises(NotSentByPost):
        report(dossier, by=province.desk)


@pytest.mark.django_db
def test_each_does_its_own_part_and_strangers_none(province, dossier):
    with pytest.raises(NotYourTask):
        report(dossier, by=province.registrar)
    with pytest.raises(DossierNotFound):
        report(dossier, by=province.stranger)
    loss = report(dossier, by=province.desk)

    for refused in (
        lambda: answer(province, loss, by=province.desk),
        lambda: send_again(province, loss, by=province.chair),
    ):
        with pytest.raises(NotYourTask):
            refused()
    for refused in (
        lambda: answer(province, loss, by=province.strange_chair),
        lambda: send_again(province, loss, by=province.stranger),
        lambda: amends.look(loss.pk, province.strange_chair),
    ):
        with pytest.raises(LossNotFound):
            refused()


@pytest.mark.django_db
def test_half_a_report_is_none(province, dossier):
    with pytest.raises(InvalidInput) as wrong:
        report(dossier, by=province.desk, harm=None, account=" ")

    assert [problem.field for problem in wrong.value.problems] == ["harm", "account"]
    assert not Loss.objects.exists()
