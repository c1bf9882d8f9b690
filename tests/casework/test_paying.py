"""Article 22 of Decree 61/2018: what a dossier costs is asked for, paid in one of its ways, and proved."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st
from tests.casework import bringing, people, slow
from tests.casework.province import MONDAY
from tests.journeys.essential.cases import read_service
from tests.journeys.essential.play import Player

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework import intake, paying, proving
from motcua.composition.casework.asked_files import File
from motcua.domain.dossiers import actions as dossier_actions
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.domain.dues import actions as dues
from motcua.domain.dues import queries
from motcua.domain.dues.actions import Asked, Money
from motcua.domain.dues.enums import Standing, Way
from motcua.domain.dues.errors import (
    AlreadyReturned,
    LineNotFound,
    MoreThanKept,
    MoreThanOwed,
    NothingOwed,
    NotTheHead,
    NotTheTill,
    OwnLine,
)
from motcua.domain.dues.models import Account
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import InvalidInput, Refusal

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=2)
FEE = 10_000
TODAY = clock.day_in_vietnam(MONDAY)
CASH = Money(amount=FEE, way=Way.CASH, paid_on=TODAY)
TRANSFER = Money(amount=FEE, way=Way.TRANSFER, paid_on=TODAY, proof="FT26075123456")
SAID = proving.Said(way=Way.TRANSFER, proof="FT26075123456", paid_on=TODAY)
BACK = Money(amount=FEE, way=Way.TRANSFER, paid_on=TODAY, proof="12/QĐ-UBND")


@pytest.fixture
def player(province):
    """Permanent residence, lodged online and taken in: ten thousand đồng (Circular 75/2022/TT-BTC)."""
    return slow.accepted(pays=False)


def pay(player, money=CASH, *, by=None):
    return paying.pay(
        reference=player.dossier.reference, money=money, by=by or player.officers["desk"], at=LATER
    ).account


def bill(player):
    return paying.bill_of(player.dossier)


# --- asked for ------------------------------------------------------------------------------------


def test_article_22_1_what_it_costs_is_asked_for_when_it_is_taken_in(player):
    found = bill(player)

    assert (found.balance.asked, found.balance.standing) == (FEE, Standing.DUE)
    assert [line.name for line in found.charges] == ["Lệ phí đăng ký thường trú"]
    told = dossiers.find_last(player.dossier, Act.CHARGE)
    assert (told.article, told.payload["total"]) == ("Điều 22.1", FEE)
    assert "vì bạn nộp trực tuyến" in told.words["reason"]


LAND = "1.012765"
"""Registering changes of land: one thing to pay for, or two."""


@pytest.mark.parametrize("lines", [1, 2])
def test_taking_in_costs_the_same_however_many_things_are_paid_for(province, lines):
    cases = read_service(LAND).cases
    warm, player = [Player(LAND, case, pays=False) for case in (cases[0], cases[lines - 1])]
    for one in (warm, player):
        one.lodge(one.fill())
    take_in(warm)  # from here on the process remembers what it read of the procedure

    with CaptureQueriesContext(connection) as asked:
        take_in(player)

    assert len(bill(player).charges) == lines
    charged = [one["sql"] for one in asked if "dues_" in one["sql"]]
    assert [sql.split()[0] for sql in charged] == ["SELECT", "INSERT", "INSERT"]
    assert len(asked) == 18


def take_in(player):
    intake.accept(reference=player.dossier.reference, by=player.officers["desk"], at=LATER)


def test_the_applicant_is_told_without_the_sum(player):
    told = [one.template for one in notifications.list_messages(player.citizen.person_id)]

    assert told.count(Template.FEE_DUE) == 1


def test_what_costs_nothing_has_no_account(province):
    dossier = people.accept(province, people.lodge(province))
    people.settle()

    assert not Account.objects.exists()
    assert paying.find_bill(dossier).balance.standing is Standing.NONE
    assert dossiers.find_last(dossier, Act.CHARGE) is None


def test_who_brings_papers_pays_at_the_desk_and_gets_no_message(province):
    late = people.ANSWERS | {"child_birth_date": "2025-03-01"}
    bringing.taken_in(province, answers=late)
    people.settle()

    assert Account.objects.get().asked == 5_000
    told = [one.template for one in notifications.list_messages(province.hanh.person_id)]
    assert Template.FEE_DUE not in told


def test_another_sum_after_a_supplement_stands_in_for_the_first(player):
    dossier = player.dossier
    with transaction.atomic():
        held = dossier_actions.hold(reference=dossier.reference, by=player.officers["desk"])
        dues.charge(
            dossier=held, asked=[Asked(code="x", name="Lệ phí khác", amount=25_000)],
            by=player.officers["desk"], at=LATER,
        )  # fmt: skip
    assert bill(player).balance.asked == 25_000

    paying.charge_again(reference=dossier.reference, at=LATER)
    paying.charge_again(reference=dossier.reference, at=LATER)

    assert [(line.name, line.amount, line.post_id) for line in bill(player).charges] == [
        ("Lệ phí đăng ký thường trú", FEE, None)
    ]
    assert len([one for one in dossiers.timeline(dossier) if one.act is Act.CHARGE]) == 3


def test_what_costs_nothing_after_a_supplement_is_to_be_given_back(player, monkeypatch):
    """The case that cost something held by mistake: nobody goes on asking for its fee."""
    pay(player)
    monkeypatch.setattr(paying, "_reckon", lambda _dossier: [])

    paying.charge_again(reference=player.dossier.reference, at=LATER)

    assert bill(player).charges == ()
    assert (bill(player).balance.standing, bill(player).balance.to_return) == (
        Standing.TO_RETURN, FEE,
    )  # fmt: skip


# --- paid -----------------------------------------------------------------------------------------


def test_article_22_1_a_cash_at_the_desk_settles_it(player):
    account = pay(player)

    assert account.balance.standing is Standing.PAID
    told = dossiers.find_last(player.dossier, Act.PAY)
    assert (told.payload["amount"], told.payload["way"], told.payload["owed"]) == (FEE, "cash", 0)


@pytest.mark.parametrize("way", [Way.TRANSFER, Way.POST, Way.ONLINE, Way.OTHER])
def test_article_22_3_what_is_not_paid_at_the_desk_needs_its_document(player, way):
    with pytest.raises(InvalidInput) as refused:
        pay(player, replace(TRANSFER, way=way, proof="  "))

    assert [problem.field for problem in refused.value.problems] == ["proof"]
    assert pay(player, replace(TRANSFER, way=way)).balance.standing is Standing.PAID


def test_a_part_leaves_a_rest(player):
    pay(player, replace(CASH, amount=4_000))

    assert (bill(player).balance.owed, bill(player).balance.standing) == (6_000, Standing.DUE)


def test_change_is_given_at_once_but_a_transfer_may_be_too_much(player):
    with pytest.raises(MoreThanOwed, match=r"10\.000 đ"):
        pay(player, replace(CASH, amount=FEE + 1))

    assert pay(player, replace(TRANSFER, amount=FEE + 1)).balance.to_return == 1


def test_twice_is_once(player):
    pay(player)

    with pytest.raises(NothingOwed):
        pay(player)
    assert bill(player).balance.paid == FEE


@pytest.mark.parametrize(
    ("money", "fields"),
    [
        (replace(CASH, amount=0), ["amount"]),
        (replace(CASH, amount=10**11), ["amount"]),
        (replace(CASH, paid_on=TODAY + timedelta(days=1)), ["paid_on"]),
        (replace(TRANSFER, amount=-1, proof=""), ["amount", "proof"]),
    ],
)
def test_what_cannot_be_is_named(player, money, fields):
    with pytest.raises(InvalidInput) as refused:
        pay(player, money)

    assert [problem.field for problem in refused.value.problems] == fields
    assert bill(player).balance.paid == 0


def test_only_the_desk_that_received_it_takes_money(province, player):
    for by, refusal in (
        (player.officers["leader"], NotTheTill),
        (player.officers["specialist"], NotTheTill),
        (province.desk, DossierNotFound),
    ):
        with pytest.raises(refusal):
            pay(player, by=by)


# --- cancelled and given back ---------------------------------------------------------------------


def second_person(player):
    """Another officer of the same desk."""
    return replace(player.officers["desk"], post_id=player.officers["leader"].post_id)


def cancel(player, line, *, by, why="Ghi nhầm hồ sơ"):
    return paying.cancel(
        reference=player.dossier.reference, line_id=line.pk, why=why, by=by, at=LATER
    )


def test_a_wrong_slip_is_cancelled_by_a_second_person_and_stays_to_be_read(player):
    pay(player)
    (line,) = bill(player).paid
    with pytest.raises(OwnLine):
        cancel(player, line, by=player.officers["desk"])

    cancel(player, line, by=second_person(player))

    assert bill(player).balance.standing is Standing.DUE
    assert line in queries.list_lines(player.dossier)
    assert dossiers.find_last(player.dossier, Act.CANCEL_PAYMENT).words == {
        "reason": "Ghi nhầm hồ sơ"
    }
    with pytest.raises(LineNotFound):
        cancel(player, line, by=second_person(player))


def test_a_reason_is_needed_and_the_right_desk(player):
    pay(player)
    (line,) = bill(player).paid

    with pytest.raises(InvalidInput):
        cancel(player, line, by=second_person(player), why=" ")
    with pytest.raises(NotTheTill):
        cancel(player, line, by=player.officers["leader"])
    (charge,) = bill(player).charges
    with pytest.raises(LineNotFound):
        cancel(player, charge, by=second_person(player))


def give_back(player, money=BACK, *, by=None, why="Nộp thừa"):
    return paying.give_back(
        reference=player.dossier.reference, money=money, why=why,
        by=by or player.officers["leader"], at=LATER,
    )  # fmt: skip


def test_money_goes_back_by_a_decision_of_the_head_and_never_more_than_came(player):
    pay(player, replace(TRANSFER, amount=FEE + 500))

    with pytest.raises(NotTheHead):
        give_back(player, by=player.officers["desk"])
    with pytest.raises(MoreThanKept):
        give_back(player, replace(BACK, amount=FEE + 501))
    with pytest.raises(InvalidInput) as refused:
        give_back(player, replace(BACK, proof=""), why="")
    assert {problem.field for problem in refused.value.problems} == {"proof", "reason"}

    assert give_back(player, replace(BACK, amount=500)).account.balance.standing is Standing.PAID
    assert dossiers.find_last(player.dossier, Act.PAY_BACK).words == {"reason": "Nộp thừa"}


def test_what_went_back_cannot_be_cancelled_any_more(player):
    pay(player)
    (line,) = bill(player).paid
    give_back(player)

    with pytest.raises(AlreadyReturned):
        cancel(player, line, by=second_person(player))


def test_a_line_is_never_changed(player):
    pay(player)

    for statement in ("UPDATE dues_line SET amount = 1", "DELETE FROM dues_line"):
        with (
            connection.cursor() as cursor,
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
        ):
            cursor.execute(statement)


# --- proved by the applicant ----------------------------------------------------------------------


def test_article_22_3_the_applicant_sends_the_document_and_the_desk_looks(player):
    proving.send_proof(
        reference=player.dossier.reference, said=SAID,
        file=File(name="bien-lai.pdf", content=people.a_pdf("Biên lai")), by=player.citizen,
        at=LATER,
    )  # fmt: skip

    assert paying.look(player.dossier.reference, player.officers["desk"]).sent == paying.Sent(
        way=Way.TRANSFER, proof=SAID.proof, paid_on=TODAY, at=LATER
    )
    assert bill(player).balance.standing is Standing.DUE  # to say one paid is not to pay
    assert paying.PROOF in [
        one.paper_code for one in documents.list_documents(player.dossier.subject)
    ]
    pay(player, TRANSFER)
    assert bill(player).proof_sent_at is None
    assert paying.look(player.dossier.reference, player.officers["desk"]).sent is None


def test_what_is_missing_is_named_and_nobody_else_sends(province, player):
    def send(said, by=player.citizen):
        proving.send_proof(
            reference=player.dossier.reference, said=said, file=None, by=by, at=LATER
        )

    with pytest.raises(InvalidInput) as refused:
        send(proving.Said(way=Way.CASH, proof=" ", paid_on=TODAY + timedelta(days=2)))
    assert [one.field for one in refused.value.problems] == ["way", "proof", "paid_on"]
    stranger = next(one for one in (province.hanh, province.duc) if one != player.citizen)
    with pytest.raises(DossierNotFound):
        send(SAID, by=stranger)
    pay(player)
    with pytest.raises(NothingOwed):
        send(SAID)


# --- whatever people try --------------------------------------------------------------------------


@given_settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_order_of_acts_makes_or_loses_money(player, data):
    """The sums beside the lines are what the lines come to, and what went back had come."""
    with transaction.atomic():
        for _step in range(data.draw(st.integers(1, 6))):
            amount = data.draw(st.integers(1, 2 * FEE))
            kept = bill(player).paid
            act = data.draw(st.sampled_from(["pay", "transfer", "back", "cancel"]))
            try:
                with transaction.atomic():
                    match act:
                        case "pay":
                            pay(player, replace(CASH, amount=amount))
                        case "transfer":
                            pay(player, replace(TRANSFER, amount=amount))
                        case "back":
                            give_back(player, replace(BACK, amount=amount))
                        case _ if kept:
                            cancel(
                                player, data.draw(st.sampled_from(kept)), by=second_person(player)
                            )
            except Refusal:
                pass
            lines = queries.list_lines(player.dossier)
            found = lines[0].account.balance
            assert found == queries.recount(lines)
            assert found.kept >= 0
        assert list(dossiers.verify_log()) == []
        transaction.set_rollback(True)
