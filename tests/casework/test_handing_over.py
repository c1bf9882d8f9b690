"""Article 20 of Decree 61/2018: a result is handed over when its applicant has it, and not before."""

import pytest
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework import following, handing_over, results
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, ResultWay, State
from motcua.domain.dossiers.errors import ActRefused, DossierNotFound, NotYourTask
from motcua.foundation.kernel import audit
from motcua.foundation.kernel.errors import InvalidInput

pytestmark = pytest.mark.django_db
AT_DESK = handing_over.Taken(
    way=ResultWay.COUNTER, receiver="Nguyễn Thị Hạnh", paper="Thẻ căn cước 099192000101"
)
BY_POST = handing_over.Taken(way=ResultWay.POST, tracking="EB123456789VN")


def decided(province, *, wish):
    """Carry a birth registration to its signed result, wanted in this way; return the dossier."""
    wanted = {"result_channel": wish}
    if wish == "post":
        wanted["delivery_address"] = people.HOME
    dossier = people.lodge(province, answers=people.ANSWERS | wanted)
    people.accept(province, dossier)
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")
    people.settle()
    return people.again(dossier)


def hand_over(dossier, taken=AT_DESK, *, by):
    return handing_over.hand_over(reference=dossier.reference, taken=taken, by=by, at=MONDAY)


def test_the_electronic_result_is_handed_over_by_itself(province):
    dossier = decided(province, wish="electronic")

    assert dossier.state == State.HANDED_OVER
    assert handing_over.list_waiting(province.desk) == []


@pytest.mark.parametrize("wish", ["counter", "post"])
def test_who_wants_the_paper_has_not_got_it_when_it_is_signed(province, wish):
    """National state 10 would be better than the true one: it stays 9 until the paper is given."""
    dossier = decided(province, wish=wish)

    assert (dossier.state, dossier.national_code) == (State.DECIDED, 9)
    ((waiting, version),) = handing_over.list_waiting(province.desk)
    assert (waiting.reference, version.code) == (dossier.reference, people.BIRTH)


def test_the_desk_hands_it_over_and_keeps_who_took_it(province):
    dossier = decided(province, wish="counter")

    handed = hand_over(dossier, by=province.desk)
    people.settle()

    assert (handed.state, handed.handed_over_at) == (State.HANDED_OVER, MONDAY)
    told = dossiers.find_last(handed, Act.HAND_OVER)
    assert (told.article, told.payload) == ("Điều 20.3", {"way": "counter"})
    assert told.words == {"receiver": AT_DESK.receiver, "paper": AT_DESK.paper}
    assert handing_over.list_waiting(province.desk) == []
    assert notifications.list_messages(province.hanh.person_id)[0].template == (
        Template.RATING_INVITATION
    )


def test_by_post_the_number_of_the_parcel_is_kept(province):
    dossier = decided(province, wish="post")
    seen = handing_over.look(dossier.reference, province.desk)

    handed = hand_over(dossier, BY_POST, by=province.desk)

    assert (seen.wish, seen.barrier) == (ResultWay.POST, None)
    assert "Thôn Bến Đò" in seen.address
    assert dossiers.find_last(handed, Act.HAND_OVER).words == {"tracking": "EB123456789VN"}


def test_the_other_way_is_lawful_too(province):
    """Who wished for the post and comes to the desk is not sent away."""
    dossier = decided(province, wish="post")

    assert hand_over(dossier, by=province.desk).state == State.HANDED_OVER


@pytest.mark.parametrize(
    ("taken", "named"),
    [
        (handing_over.Taken(way=None), {"way"}),
        (handing_over.Taken(way=ResultWay.ELECTRONIC), {"way"}),
        (handing_over.Taken(way=ResultWay.COUNTER), {"receiver", "paper"}),
        (handing_over.Taken(way=ResultWay.COUNTER, receiver="A", paper=" "), {"paper"}),
        (handing_over.Taken(way=ResultWay.POST, receiver="A", paper="B"), {"tracking"}),
    ],
)
def test_what_is_missing_is_named_at_once(province, taken, named):
    dossier = decided(province, wish="counter")

    with pytest.raises(InvalidInput) as refused:
        hand_over(dossier, taken, by=province.desk)

    assert {problem.field for problem in refused.value.problems} == named
    assert people.again(dossier).state == State.DECIDED


def test_nobody_but_the_desk_hands_over(province):
    dossier = decided(province, wish="counter")

    for colleague in (province.registrar, province.chair):
        with pytest.raises(NotYourTask):
            hand_over(dossier, by=colleague)
        assert isinstance(handing_over.look(dossier.reference, colleague).barrier, NotYourTask)
    with pytest.raises(DossierNotFound):
        hand_over(dossier, by=province.stranger)
    assert handing_over.list_waiting(province.stranger) == []


def test_it_is_handed_over_once(province):
    dossier = decided(province, wish="counter")
    hand_over(dossier, by=province.desk)

    with pytest.raises(ActRefused):
        hand_over(dossier, by=province.desk)


def test_without_a_result_there_is_nothing_to_hand_over(province):
    dossier = people.lodge(province)

    with pytest.raises(ActRefused):
        hand_over(dossier, by=province.desk)


def test_the_applicant_reads_how_the_paper_comes_and_has_the_electronic_copy_already(province):
    dossier = decided(province, wish="counter")

    followed = following.follow(dossier.reference, province.hanh, now=MONDAY)
    ready = next(
        message
        for message in notifications.list_messages(province.hanh.person_id)
        if message.template == Template.RESULT_READY
    )

    assert followed.wish is ResultWay.COUNTER
    assert "nhận bản giấy" in ready.body
    assert [paper.paper_code for paper in followed.issued if paper.paper_code != "receipt"]
    assert documents.list_documents(dossier.subject)


def test_who_was_not_asked_gets_it_electronically():
    assert results.wish_in({}) is ResultWay.ELECTRONIC
    assert results.wish_in({"result_channel": None}) is ResultWay.ELECTRONIC


@pytest.mark.parametrize("amount", [1, 3])
def test_the_list_costs_one_query_and_notes_whose_data_was_read(
    province, amount, django_assert_num_queries
):
    for _one in range(amount):
        decided(province, wish="counter")
    handing_over.list_waiting(province.desk)

    with django_assert_num_queries(1), audit.collecting("/thu"):
        rows = handing_over.list_waiting(province.desk)
        noted = audit._notes.get().purposes
        assert handing_over.PURPOSE in str(noted)
        noted.clear()

    assert len(rows) == amount
