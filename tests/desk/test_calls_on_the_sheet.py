"""The wish to be called, asked while papers are taken in and kept with the sheet; the list of calls, page by page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk import counter
from tests.desk.counter import draft_of, linked

from motcua.capabilities.notifications.enums import Template
from motcua.capabilities.notifications.models import Message
from motcua.domain.calls import queries
from motcua.domain.calls.enums import Way
from motcua.domain.calls.models import Call, Wish
from motcua.domain.dossiers.models import Dossier
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
LIST = "/can-bo/can-goi/"
HOUR = timedelta(hours=1)
WISHED = {
    "_call_way": "through",
    "_call_number": "0912 345 678",
    "_call_ask_for": "ông Ba, trưởng thôn",
    "_call_hours": "sau 17 giờ",
}
REACH = queries.Reach(
    number="0912345678", ask_for="ông Ba, trưởng thôn", hours="sau 17 giờ"
)  # fmt: skip
AT_COUNTER = {"way": "counter"}
BY_POST = {"way": "post", "_identified": ""}


def told():
    """Return what the desk has to tell by telephone, by template."""
    people.settle()
    calls = Call.objects.select_related("message").order_by("pk")
    return [call.message.template for call in calls]


def test_the_wish_is_kept_with_the_sheet_and_written_down_with_the_dossier(province, desk):
    sheet = counter.written(desk, **AT_COUNTER)

    counter.write(desk, sheet, **WISHED)

    page = desk.get(sheet).text
    assert 'value="ông Ba, trưởng thôn"' in page
    assert '<option value="through" selected>' in page
    assert not Wish.objects.exists()
    assert b"0912" not in bytes(draft_of(sheet).sealed)
    assert counter.write(desk, sheet, then="accept", **WISHED).status_code == 302

    dossier = Dossier.objects.get()
    wished = queries.read_wish(dossier)
    assert (wished.way, wished.reach) == (Way.THROUGH, REACH)
    assert wished.who.startswith(province.desk.name)
    assert told() == []
    with clock.fixed_at(MONDAY + HOUR):
        people.do(
            province.registrar, dossier, "can_bo_sung", reason="Thiếu", at=MONDAY + HOUR,
            items=[{"what": "Giấy chứng sinh", "why": "Ảnh mờ"}],
        )  # fmt: skip
    assert told() == [Template.SUPPLEMENT_REQUESTED]


def test_who_is_not_there_is_called_about_the_taking_in_too(province, desk):
    sheet = counter.written(desk, **BY_POST)

    answer = counter.write(desk, sheet, then="accept", **WISHED, **counter.how_it_came(BY_POST))

    assert answer.status_code == 302
    assert told() == [Template.ACCEPTED]


def test_who_wishes_nothing_is_written_to_as_ever(province, desk):
    sheet = counter.written(desk, **AT_COUNTER)
    assert "Cách báo" in desk.get(sheet).text

    assert counter.write(desk, sheet, then="accept").status_code == 302

    assert not Wish.objects.exists()


def test_a_sheet_that_is_asked_to_be_completed_keeps_the_wish_with_the_dossier(province, desk):
    sheet = counter.written(desk, **AT_COUNTER)
    counter.write(desk, sheet, then="ask", **WISHED)

    asked = {"what": ["Bản chính"], "why": ["Mờ"], "reason": "Mang bản rõ hơn."}
    assert desk.post(f"{sheet}bo-sung/", asked).status_code == 302

    assert queries.read_wish(Dossier.objects.get()).reach == REACH
    assert told() == []


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"_call_way": ""}, ["f-_call_way"]),
        ({"_call_way": "none"}, ["f-_call_way"]),
        ({"_call_number": "09"}, ["f-_call_number"]),
        ({"_call_ask_for": ""}, ["f-_call_ask_for"]),
        ({"_call_hours": "x" * (queries.LONGEST + 1)}, ["f-_call_hours"]),
    ],
)
def test_what_is_missing_of_the_wish_keeps_the_papers_from_being_taken_in(
    changed, wrong, province, desk
):
    sheet = counter.written(desk, **AT_COUNTER)

    answer = counter.write(desk, sheet, then="accept", **WISHED | changed)

    assert (answer.status_code, linked(answer)) == (422, wrong)
    assert f'value="{(WISHED | changed)["_call_number"]}"' in answer.text
    assert not Dossier.objects.exists()


def test_who_supplements_is_not_asked_again(province, desk):
    dossier = people.accept(province, people.lodge(province))
    people.do(
        province.registrar, dossier, "can_bo_sung", reason="Thiếu",
        items=[{"what": "Giấy chứng sinh", "why": "Ảnh mờ"}],
    )  # fmt: skip

    sheet = desk.post(f"/can-bo/ho-so/{dossier.reference}/nhan-bo-sung/")["Location"]

    assert "_call_way" not in desk.get(sheet).text


def put(dossier, number, *, due_at):
    """Let the desk have as many calls to make."""
    for _each in range(number):
        message = Message.objects.filter(template=Template.ACCEPTED).first()
        message.pk, message.key = None, Message().key
        message.save(force_insert=True)
        Call.objects.create(dossier=dossier, message=message, asked_at=MONDAY, due_at=due_at)


@pytest.fixture
def accepted(province):
    dossier = people.accept(province, people.lodge(province))
    people.settle()
    return dossier


def shown(page):
    return [row["id"] for row in page.context["rows"]]


def test_the_list_of_calls_goes_on_behind_its_page(province, desk, accepted):
    put(accepted, queries.PAGE, due_at=MONDAY + HOUR)
    put(accepted, 2, due_at=MONDAY)

    first = desk.get(LIST)
    second = desk.get(f"{LIST}{first.context['next']}")
    behind = desk.get(LIST, {"sau": "20990101T000000000000.1"})

    urgent = Call.objects.order_by("due_at", "pk").values_list("pk", flat=True)
    assert (shown(first), shown(second)) == (
        list(urgent[: queries.PAGE]),
        list(urgent[queries.PAGE :]),
    )
    assert second.context["next"] == ""
    assert "Về đầu danh sách" in second.text
    assert "Đã hết danh sách" in behind.text
    assert shown(desk.get(LIST, {"sau": "khong-co"})) == shown(first)


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_of_calls_costs_the_same_for_one_and_for_thirty(many, province, desk, accepted):
    put(accepted, many, due_at=MONDAY)
    desk.get(LIST)

    with CaptureQueriesContext(connection) as asked:
        desk.get(LIST)

    assert len(asked) == 5  # session, account, calls, what was tried, wishes


def test_calls_of_another_desk_are_on_no_page_of_this_one(province, sign_in, accepted):
    put(accepted, 1, due_at=MONDAY)
    place = "20200101T000000000000.1"

    assert shown(sign_in(province.stranger).get(LIST, {"sau": place})) == []
    assert len(shown(sign_in(province.desk).get(LIST, {"sau": place}))) == 1
