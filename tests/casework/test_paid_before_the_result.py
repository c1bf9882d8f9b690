"""Article 22.1 of Decree 61/2018: a result waits until its fee is paid, and then comes by itself."""

from dataclasses import replace

import pytest
from tests.casework import people, slow
from tests.casework.province import MONDAY
from tests.casework.test_paying import CASH, FEE, LATER, TRANSFER, pay
from tests.dossiers import steps

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework import (
    attaching,
    expecting,
    following,
    handing_over,
    lodging,
    paying,
)
from motcua.domain.dossiers.enums import ResultWay, State
from motcua.domain.dues.errors import NotPaidYet, ResultWithheld
from motcua.foundation.kernel.errors import NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def player(province):
    """Permanent residence, lodged online and taken in, its fee not paid."""
    return slow.accepted(pays=False)


def decided(player):
    """Let the result be signed; return the dossier."""
    player.go(player.case.way[1:], since=LATER)
    return player.dossier


def test_the_electronic_result_waits_until_it_is_paid_and_then_comes_by_itself(player):
    dossier = decided(player)
    assert (dossier.state, dossier.national_code) == (State.DECIDED, 9)
    followed = following.follow(dossier.reference, player.citizen, now=LATER)
    result = next(
        one for one in documents.list_documents(dossier.subject) if following.is_result(one)
    )
    assert followed.withheld == FEE
    (told,) = [
        one
        for one in notifications.list_messages(player.citizen.person_id)
        if one.template == Template.RESULT_READY
    ]
    assert "bạn nhận được kết quả ngay khi nộp xong" in told.body
    assert result not in followed.issued
    with pytest.raises(ResultWithheld):
        following.get_paper(dossier.reference, result.pk, player.citizen)

    pay(player, TRANSFER)
    people.settle()

    assert people.again(dossier).state == State.HANDED_OVER
    assert following.get_paper(dossier.reference, result.pk, player.citizen) == result


def test_no_draft_of_the_dossier_opens_a_way_to_the_result(province):
    """A supplement's draft shows what was handed in with the dossier, and nothing that was issued."""
    dossier = people.accept(province, people.lodge(province))
    people.do(province.registrar, dossier, "can_bo_sung", reason="Ảnh mờ", items=steps.ITEMS)
    draft = lodging.open_supplement(reference=dossier.reference, by=province.hanh, at=MONDAY)
    people.settle()
    kept = documents.list_documents(dossier.subject)
    (handed_in,) = [one for one in kept if not one.is_issued]

    assert attaching.get_document(draft.pk, handed_in.pk, province.hanh) == handed_in
    for issued in (one for one in kept if one.is_issued):
        with pytest.raises(NotFound):
            attaching.get_document(draft.pk, issued.pk, province.hanh)


def test_the_paper_result_is_not_handed_over_before_it_is_paid(province):
    late = people.ANSWERS | {"child_birth_date": "2025-03-01", "result_channel": "counter"}
    dossier = people.accept(province, people.lodge(province, answers=late))
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")
    people.settle()
    taken = handing_over.Taken(way=ResultWay.COUNTER, receiver="Hạnh", paper="Thẻ căn cước")

    def hand_over():
        return handing_over.hand_over(
            reference=dossier.reference, taken=taken, by=province.desk, at=MONDAY
        )

    with pytest.raises(NotPaidYet, match=r"5\.000 đ"):
        hand_over()
    assert isinstance(handing_over.look(dossier.reference, province.desk).barrier, NotPaidYet)
    assert people.again(dossier).state == State.DECIDED
    money = replace(CASH, amount=5_000)
    paying.pay(reference=dossier.reference, money=money, by=province.desk, at=MONDAY)
    people.settle()
    assert people.again(dossier).state == State.DECIDED  # who wants paper comes for it

    assert hand_over().state == State.HANDED_OVER


def test_paying_is_among_what_is_asked_of_the_person_until_it_is_done(player):
    def asked():
        return [one.what for one in expecting.list_expected(player.citizen, now=LATER)]

    assert asked() == [expecting.Wanted.PAY]
    pay(player)
    assert asked() == []


def test_the_desk_sees_its_open_accounts_and_no_others(province, player):
    desk = player.officers["desk"]

    assert [one.dossier for one in paying.list_open(desk)] == [player.dossier]
    assert paying.list_open(province.desk) == []
    pay(player)
    assert paying.list_open(desk) == []
