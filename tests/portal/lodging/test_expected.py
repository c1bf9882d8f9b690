"""One place for everything that is asked of a person, over all dossiers."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.casework import people
from tests.casework.inquiring import AT, VISIT_AT, arrange, handled
from tests.casework.province import MONDAY
from tests.dossiers import steps
from tests.portal.lodging.browsing import text_of
from tests.portal.lodging.conftest import browser_of

from motcua.composition.casework import expecting
from motcua.composition.casework.expecting import Wanted
from motcua.domain.inquiries import actions as inquiries
from motcua.domain.satisfaction import actions as satisfaction
from motcua.domain.satisfaction.enums import Mark, Subject31

pytestmark = pytest.mark.django_db
PAGE = "/viec-cho-ban/"


def asked(citizen, *, now=MONDAY):
    return [(one.what, one.dossier) for one in expecting.list_expected(citizen, now=now)]


def supplied(province):
    """A dossier the desk sends back before taking it in."""
    return steps.ask_at_intake(province, steps.lodge(province))


def checked(province):
    """A birth whose draft entry waits for the mother."""
    dossier = people.lodge(province)
    people.accept(province, dossier)
    people.do(province.registrar, dossier, "dat")
    return people.again(dossier)


def decided(province, *, wish="counter"):
    """A birth with its result on paper."""
    dossier = people.lodge(province, answers=people.ANSWERS | {"result_channel": wish})
    people.accept(province, dossier)
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")
    people.settle()
    return people.again(dossier)


def test_nothing_is_asked_of_who_has_only_to_wait(province, hanh):
    people.accept(province, people.lodge(province))

    assert asked(province.hanh) == []
    page = text_of(hanh.get(PAGE))
    assert "Không có việc nào chờ bạn" in page
    assert "việc đó sẽ hiện ở đây" in page


def test_what_has_a_day_comes_first_and_ratings_last(province):
    finished = decided(province)
    returned = supplied(province)
    confirming = checked(province)

    assert asked(province.hanh) == [
        (Wanted.CONFIRM, confirming),
        (Wanted.SUPPLY, returned),
        (Wanted.FETCH, finished),
        (Wanted.RATE, finished),
    ]


def test_each_thing_is_told_with_until_when_and_one_button(province, hanh):
    dossier = checked(province)

    (one,) = hanh.get(PAGE).context["expected"]

    assert (one.what, one.number) == ("Xác nhận bản dự thảo", dossier.number)
    assert one.when.startswith("Nên làm trước ")
    assert (one.button, one.href) == ("Xem và xác nhận", f"/ho-so/{dossier.reference}/du-thao/")
    assert hanh.get(one.href).status_code == 200


def test_the_button_of_a_supplement_opens_its_draft(province, hanh):
    supplied(province)
    page = hanh.get(PAGE)
    (one,) = page.context["expected"]

    assert one.is_begun_by_button
    assert "Không có hạn" in text_of(page)
    assert hanh.post(one.href)["Location"].startswith("/ban-nhap/")


def test_a_result_on_paper_is_to_be_fetched_and_one_sent_by_wire_is_not(province, hanh):
    decided(province, wish="electronic")

    assert [what for what, _dossier in asked(province.hanh)] == [Wanted.RATE]

    decided(province)
    one = next(one for one in hanh.get(PAGE).context["expected"] if "kết quả" in one.what)
    assert "Bộ phận Một cửa của" in one.more


def test_a_rating_given_is_asked_no_more(province):
    dossier = decided(province, wish="electronic")
    marks = dict.fromkeys(Subject31, Mark.SATISFIED)

    satisfaction.rate(dossier=dossier, marks=marks, comment="", at=MONDAY)

    assert asked(province.hanh) == []


def test_invitations_to_rate_stand_apart_and_are_not_counted(province, hanh):
    done = decided(province, wish="electronic")

    page = hanh.get(PAGE)

    assert page.context["expected"] == []
    assert [one.href for one in page.context["ratings"]] == [f"/ho-so/{done.reference}/danh-gia/"]
    assert "Bạn có thể đánh giá 1 hồ sơ đã xong" in text_of(page)
    assert "Không có việc nào chờ bạn" in text_of(hanh.get("/"))


def test_a_visit_is_asked_until_it_begins_or_is_called_off(province):
    player = handled()
    visit = arrange(player)
    applicant = player.citizen

    (one,) = expecting.list_expected(applicant, now=AT)
    assert (one.what, one.until) == (Wanted.ATTEND, VISIT_AT)
    assert one.plan.place
    assert one.plan.place in text_of(browser_of(applicant.person_id).get(PAGE))
    assert expecting.list_expected(applicant, now=VISIT_AT) == []

    inquiries.call_off(
        reference=player.dossier.reference, visit_id=visit.pk, reason="Mưa lũ",
        by=player.officers["specialist"], at=AT + timedelta(hours=1),
    )  # fmt: skip
    assert expecting.list_expected(applicant, now=AT) == []


def test_home_and_my_dossiers_say_how_many_wait(province, hanh):
    supplied(province)
    checked(province)

    for address in ("/", "/ho-so/"):
        assert "2 việc đang chờ bạn" in text_of(hanh.get(address))
    assert "Việc chờ bạn" not in text_of(Client().get("/"))


def test_another_person_is_asked_nothing(province, duc):
    supplied(province)

    assert asked(province.duc) == []
    assert "Không có việc nào chờ bạn" in text_of(duc.get(PAGE))
    assert Client().get(PAGE)["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(province, rows, django_assert_num_queries):
    for _row in range(rows):
        supplied(province)
        checked(province)
        decided(province)
    asked(province.hanh)

    with django_assert_num_queries(6):
        assert len(asked(province.hanh)) == 4 * rows
