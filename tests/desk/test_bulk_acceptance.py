"""Several dossiers taken in at once: each is answered on its own, none holds up another (Article 17.2)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.composition.casework import intake
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State

pytestmark = pytest.mark.django_db
HERE = "/can-bo/tiep-nhan/nhieu/"


@pytest.fixture
def three(province):
    return [people.lodge(province) for _one in range(3)]


def sent(chosen, **more):
    return {"ho-so": [one.reference for one in chosen]} | more


def states(chosen):
    return [people.again(one).state for one in chosen]


def test_the_queue_lets_one_choose_and_asks_whether_each_was_looked_at(three, desk):
    assert f'value="{three[0].reference}"' in desk.get("/can-bo/tiep-nhan/").text

    asked = desk.post(HERE, sent(three[:2]))

    assert asked.status_code == 200
    assert "Tiếp nhận 2 hồ sơ" in asked.text
    assert three[2].reference not in asked.text
    assert states(three) == [State.LODGED] * 3


def test_who_does_not_say_that_each_was_checked_takes_nothing_in(three, desk):
    answer = desk.post(HERE, sent(three, confirm="1"))

    assert answer.status_code == 422
    assert 'href="#checked"' in answer.text
    assert states(three) == [State.LODGED] * 3


def test_article_17_2_each_gets_its_own_number_promise_and_entry(three, desk):
    done = desk.post(HERE, sent(three, confirm="1", checked="on"))

    assert states(three) == [State.IN_PROGRESS] * 3
    numbers = [people.again(one).number for one in three]
    assert len(set(numbers)) == 3
    assert [number for number in numbers if number not in done.text] == []
    assert {dossiers.find_last(one, Act.ACCEPT).article for one in three} == {"Điều 17.2.b"}


def test_what_cannot_be_taken_in_says_why_and_holds_up_no_other(province, three, desk):
    people.accept(province, three[1])

    done = desk.post(HERE, sent(three, confirm="1", checked="on"))

    assert done.text.count("Đã tiếp nhận") >= 2
    assert done.text.count("Chưa tiếp nhận") == 1
    assert states(three) == [State.IN_PROGRESS] * 3


def test_twice_is_once_and_a_reference_sent_twice_counts_once(three, desk):
    twice = {"ho-so": [three[0].reference] * 2, "confirm": "1", "checked": "on"}
    desk.post(HERE, twice)
    number = people.again(three[0]).number

    again = desk.post(HERE, twice)

    assert again.text.count("Chưa tiếp nhận") == 1
    assert people.again(three[0]).number == number


def test_of_another_desk_nothing_is_shown_and_nothing_taken(province, three, sign_in):
    stranger = sign_in(province.stranger)

    assert three[0].reference not in stranger.post(HERE, sent(three)).text
    done = stranger.post(HERE, sent(three, confirm="1", checked="on"))

    assert "Đã tiếp nhận" not in done.text
    assert states(three) == [State.LODGED] * 3
    assert not dossiers.list_waiting_among(province.stranger.agency_id, [three[0].reference])


def test_nothing_chosen_leads_back(desk):
    page = desk.post(HERE, {}, follow=True)

    assert page.redirect_chain == [("/can-bo/tiep-nhan/", 302)]
    assert "Hãy chọn ít nhất một hồ sơ trong danh sách." in page.text


def test_the_price_of_each_is_the_same(province, three):
    def price(chosen):
        references = [one.reference for one in chosen]
        with CaptureQueriesContext(connection) as captured:
            intake.accept_each(references=references, by=province.desk, at=MONDAY)
        return len([one for one in captured if "SAVEPOINT" not in one["sql"]])

    people.accept(province, people.lodge(province))  # what a process learns once
    for_one = price(three[:1])

    assert price(three[1:]) <= 2 * for_one
