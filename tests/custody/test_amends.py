"""Papers lost while a dossier was handled (Article 21.2 of Decree 61/2018): who answers, how, at whose cost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework import bringing, people
from tests.casework.province import MONDAY
from tests.journeys.essential.play import _text_of

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework import amends, custody
from motcua.domain.custody.actions import Paid
from motcua.domain.custody.enums import Bearer, Blame, Place
from motcua.domain.custody.errors import (
    LossNotFound,
    MissingAndDamaged,
    NothingOwed,
    NotInPack,
    NotTheApplicants,
)
from motcua.domain.custody.models import Loss, Pack
from motcua.domain.custody.queries import Amends, Debt, find_gaps
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.errors import NotYourTask
from motcua.foundation.kernel.errors import InvalidInput

HOUR = timedelta(hours=1)
LATER = MONDAY + timedelta(days=2)
LOST = "birth-notice"
OURS = Amends(
    blame=Blame.OFFICER, who="Cán bộ chuyển giấy tờ ngày 16/03 làm rơi phong bì.",
    remedy="Xin Trạm Y tế cấp lại giấy chứng sinh, người dân không phải đi.",
    cost=50_000, bearer=Bearer.OFFICER, paid_on=date(2026, 3, 18),
)  # fmt: skip
PAID = Paid(
    payer="Ông Trần Văn Tài", amount=50_000, paid_on=date(2026, 3, 18), document="Phiếu chi số 12"
)


@pytest.fixture
def loss(province):
    """Papers of which one did not arrive where the dossier is handled."""
    bringing.taken_in(province)
    pack = Pack.objects.get()
    custody.give(pack_id=pack.pk, seen=Place.DESK, note="", by=province.desk, at=MONDAY + HOUR)
    custody.take(
        pack_id=pack.pk, seen=Place.TO_HANDLER, missing=[LOST], note="", by=province.registrar,
        at=MONDAY + 2 * HOUR,
    )  # fmt: skip
    return Loss.objects.select_related("dossier").get()


def give_back(province, pack_id, **wrong):
    custody.give(pack_id=pack_id, seen=Place.HANDLER, note="", by=province.registrar, at=LATER)
    custody.take(
        pack_id=pack_id, seen=Place.TO_DESK, missing=wrong.get("missing", []),
        damaged=wrong.get("damaged", []), note="", by=province.desk, at=LATER,
    )  # fmt: skip


def apologise(province, loss, *, said=OURS, by=None):
    return amends.answer(loss_id=loss.pk, amends=said, by=by or province.chair, at=LATER)


@given(cost=st.integers(-5, 5), said=st.fixed_dictionaries({
    "blame": st.sampled_from([None, *Blame]), "who": st.sampled_from(["", "X"]),
    "remedy": st.sampled_from(["", "X"]), "bearer": st.sampled_from([None, *Bearer]),
    "paid_on": st.sampled_from([None, date(2026, 3, 18)]),
}))  # fmt: skip
def test_a_cost_always_has_who_pays_it_and_when_and_the_rest_is_always_said(cost, said):
    gaps = set(find_gaps(Amends(cost=cost, **said)))

    assert {"blame", "who", "remedy"} & gaps == {
        name for name in ("blame", "who", "remedy") if not said[name]
    }
    assert ("cost" in gaps) == (cost < 0)
    wanted = {name for name in ("bearer", "paid_on") if cost > 0 and said[name] is None}
    assert {"bearer", "paid_on"} & gaps == wanted


@pytest.mark.django_db
def test_the_apology_is_signed_and_says_who_what_and_at_whose_cost(province, loss):
    """Who lost papers is found out, pays for new ones and apologises (Article 21.2)."""
    apologise(province, loss)

    entry = dossiers.find_last(loss.dossier, Act.MAKE_AMENDS)
    letter = documents.get_document(entry.payload["document_id"], owner=loss.dossier.subject)
    content = documents.read_content(letter)
    text = " ".join(_text_of(content).split())
    assert documents.verify(content, at=LATER).is_valid
    for words in ("xin lỗi", OURS.who, "Trạm Y tế", "50.000 đ", "Người làm mất chi trả"):
        assert words in text
    assert (entry.article, entry.payload["codes"]) == ("Điều 21.2", [LOST])
    assert entry.payload["blame"] == "officer"
    assert list(dossiers.verify_log()) == []


@pytest.mark.django_db
def test_the_applicant_is_told_with_an_apology(province, loss):
    apologise(province, loss)
    people.settle()

    message = notifications.list_messages(province.hanh.person_id)[0]

    assert message.template == Template.PAPERS_LOST
    assert "không phải chịu chi phí" in message.body


@pytest.mark.django_db
def test_what_is_owed_is_listed_for_who_signs_until_it_is_signed(province, loss):
    assert [one.loss for one in amends.list_owed(province.chair)] == [loss]
    assert amends.list_owed(province.registrar) == []
    assert amends.list_owed(province.strange_chair) == []

    apologise(province, loss)

    assert [one.owed for one in amends.list_owed(province.chair)] == [{Debt.PAYMENT}]
    with pytest.raises(NothingOwed):
        apologise(province, loss)


@pytest.mark.django_db
def test_only_who_signs_for_the_agency_answers_for_it(province, loss):
    for who in ("desk", "registrar"):
        with pytest.raises(NotYourTask):
            apologise(province, loss, by=getattr(province, who))
    with pytest.raises(LossNotFound):
        apologise(province, loss, by=province.strange_chair)

    assert dossiers.find_last(loss.dossier, Act.MAKE_AMENDS) is None


@pytest.mark.django_db
def test_half_an_answer_is_none(province, loss):
    with pytest.raises(InvalidInput) as wrong:
        apologise(province, loss, said=replace(OURS, who="", bearer=None))

    assert [problem.field for problem in wrong.value.problems] == ["who", "bearer"]
    assert Loss.objects.get().answered_at is None


@pytest.mark.django_db
def test_what_is_found_again_is_in_its_pack_and_no_apology_is_owed(province, loss):
    found = amends.find(
        loss_id=loss.pk, codes=[LOST], note="Trong tủ hồ sơ", by=province.registrar, at=LATER
    )

    assert (found.missing, found.is_open) == ([], False)
    assert LOST in Pack.objects.get().present
    assert amends.list_owed(province.chair) == []
    entry = dossiers.find_last(loss.dossier, Act.FIND_PAPERS)
    assert (entry.payload["codes"], entry.words) == ([LOST], {"note": "Trong tủ hồ sơ"})
    with pytest.raises(NotInPack):
        amends.find(loss_id=loss.pk, codes=[LOST], note="", by=province.registrar, at=LATER)
    with pytest.raises(LossNotFound):
        amends.find(loss_id=loss.pk, codes=[LOST], note="", by=province.stranger, at=LATER)


@pytest.mark.django_db
def test_what_is_missed_after_an_apology_owes_another(province, loss):
    apologise(province, loss)
    give_back(province, loss.pack_id, missing=["declaration"])

    first, second = amends.list_owed(province.chair)
    assert (first.loss, first.owed) == (loss, {Debt.PAYMENT})
    assert (list(second.missing), second.owed) == (["declaration"], {Debt.ANSWER})


@pytest.mark.django_db
def test_damaged_papers_are_there_and_an_apology_is_owed(province, loss):
    """What was spoilt in the agency's care is answered for as what was lost (Article 21.2)."""
    amends.find(loss_id=loss.pk, codes=[LOST], note="", by=province.registrar, at=LATER)

    give_back(province, loss.pack_id, damaged=[LOST])

    pack = Pack.objects.get()
    assert (pack.missing, pack.damaged) == ([], [LOST])
    assert LOST in pack.present
    entry = dossiers.find_last(loss.dossier, Act.DAMAGE_PAPERS)
    assert (entry.article, entry.payload["codes"]) == ("Điều 21.2", [LOST])
    (owed,) = amends.list_owed(province.chair)
    assert (list(owed.damaged), owed.owed) == ([LOST], {Debt.ANSWER})
    apologise(province, owed.loss)
    assert dossiers.find_last(loss.dossier, Act.MAKE_AMENDS).payload["codes"] == [LOST]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"missing": ["declaration"], "damaged": ["declaration"]}, MissingAndDamaged),
        ({"damaged": [LOST]}, NotInPack),
    ],
)
def test_a_paper_is_missing_or_damaged_and_never_both(province, loss, wrong, refusal):
    with pytest.raises(refusal):
        give_back(province, loss.pack_id, **wrong)

    assert Loss.objects.count() == 1


@pytest.mark.django_db
def test_a_loss_is_closed_when_somebody_says_that_it_was_paid(province, loss):
    apologise(province, loss)

    closed = amends.record_payment(loss_id=loss.pk, paid=PAID, by=province.desk, at=LATER)

    assert not closed.is_open
    entry = dossiers.find_last(loss.dossier, Act.PAY_COST)
    assert entry.payload["amount"] == 50_000
    assert entry.words == {"payer": PAID.payer, "document": PAID.document}
    assert amends.list_owed(province.chair) == amends.list_owed(province.desk) == []
    with pytest.raises(NothingOwed):
        amends.record_payment(loss_id=loss.pk, paid=PAID, by=province.desk, at=LATER)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"payer": " "}, "payer"),
        ({"amount": 0}, "amount"),
        ({"paid_on": date(2026, 3, 19)}, "paid_on"),
        ({"paid_on": None}, "paid_on"),
        ({"document": ""}, "document"),
    ],
)
def test_a_payment_names_who_paid_when_and_what_shows_it(province, loss, changed, field):
    apologise(province, loss)

    with pytest.raises(InvalidInput) as wrong:
        amends.record_payment(
            loss_id=loss.pk, paid=replace(PAID, **changed), by=province.chair, at=LATER
        )

    assert [problem.field for problem in wrong.value.problems] == [field]
    assert Loss.objects.get().is_open


@pytest.mark.django_db
def test_who_neither_signs_nor_serves_the_desk_says_nothing_of_money(province, loss):
    apologise(province, loss)

    with pytest.raises(NotYourTask):
        amends.record_payment(loss_id=loss.pk, paid=PAID, by=province.registrar, at=LATER)
    with pytest.raises(LossNotFound):
        amends.record_payment(loss_id=loss.pk, paid=PAID, by=province.stranger, at=LATER)


@pytest.mark.django_db
@pytest.mark.parametrize("changed", [{"blame": Blame.APPLICANT}, {"bearer": Bearer.APPLICANT}])
def test_papers_in_the_agencys_care_are_never_at_the_applicants_risk(province, loss, changed):
    with pytest.raises(NotTheApplicants):
        apologise(province, loss, said=replace(OURS, **changed))

    assert Loss.objects.get().answered_at is None


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_what_is_owed_costs_the_same_for_any_number(
    province, loss, rows, django_assert_num_queries
):  # fmt: skip
    for number in range(1, rows):
        answers = people.ANSWERS | {"child_full_name": f"Nguyễn Thị Mai {number}"}
        bringing.taken_in(province, answers=answers)
        pack = Pack.objects.latest("pk")
        custody.give(pack_id=pack.pk, seen=Place.DESK, note="", by=province.desk, at=MONDAY + HOUR)
        custody.take(
            pack_id=pack.pk, seen=Place.TO_HANDLER, missing=[LOST], note="", by=province.registrar,
            at=MONDAY + 2 * HOUR,
        )  # fmt: skip
    amends.list_owed(province.chair)

    # The question, and the note that it was read.
    with django_assert_num_queries(2):
        assert len(amends.list_owed(province.chair)) == rows
