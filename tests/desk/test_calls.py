"""Calls in place of messages: wished at the desk, put on its list, tried, ended by a voice or by a letter."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk import counter
from tests.desk.counter import linked

from motcua.capabilities.notifications.enums import Template
from motcua.capabilities.notifications.models import Message
from motcua.domain.calls import queries, rules
from motcua.domain.calls.enums import Outcome
from motcua.domain.calls.models import Call, Entry, Wish
from motcua.domain.dossiers.models import Dossier
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.models import Reading

pytestmark = pytest.mark.django_db
LIST = "/can-bo/can-goi/"
NUMBER = "0912345678"
REACH = {"way": "call", "number": "0912 345 678", "ask_for": "bà Hạnh", "hours": "sau 17 giờ"}
ITEMS = [{"what": "Giấy chứng sinh", "why": "Ảnh mờ"}]
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def dossier(province):
    taken = people.accept(province, people.lodge(province))
    people.settle()
    return taken


@pytest.fixture
def wishes(dossier):
    return f"/can-bo/ho-so/{dossier.reference}/cach-bao/"


@pytest.fixture
def asked(province, desk, dossier, wishes):
    """The address of the call about a supplement that was asked for."""
    assert desk.post(wishes, REACH).status_code == 302
    return ask(province, dossier)


def ask(province, dossier):
    people.do(province.registrar, dossier, "can_bo_sung", reason="Thiếu", items=ITEMS)
    people.settle()
    return address(Call.objects.select_related("dossier").order_by("-pk")[0])


def address(call):
    return f"/can-bo/ho-so/{call.dossier.reference}/can-goi/{call.pk}/"


def call(client, asked, outcome, *, at=MONDAY):
    """Take the call at that time and note what came of it."""
    with clock.fixed_at(at):
        assert client.post(asked, {"outcome": "take"}).status_code == 302
        return client.post(asked, {"outcome": outcome})


def test_somebody_taken_in_at_the_counter_is_called_about_a_supplement_until_reached(
    province, desk
):
    said = {"way": "counter"}
    counter.write(desk, counter.written(desk, **said), then="accept", **counter.how_it_came(said))
    dossier = Dossier.objects.order_by("-pk")[0]
    accepted = desk.get(f"/can-bo/tiep-nhan/{dossier.reference}/da-tiep-nhan/").text
    wishes = f"/can-bo/ho-so/{dossier.reference}/cach-bao/"
    assert wishes in accepted
    assert desk.post(wishes, REACH).status_code == 302

    asked = ask(province, dossier)

    listed = desk.get(LIST).text
    assert (asked in listed, "Cần bổ sung hồ sơ" in listed) == (True, True)
    assert "Chưa gọi" in listed
    page = desk.get(asked).text
    assert f"Cơ quan cần bạn bổ sung hồ sơ {dossier.number}." in page
    assert "Giấy chứng sinh: Ảnh mờ" in page
    assert NUMBER not in page
    desk.post(asked, {"outcome": "take"})
    page = desk.get(asked).text
    assert f'href="tel:{NUMBER}"' in page
    assert ("bà Hạnh" in page, "sau 17 giờ" in page) == (True, True)
    assert desk.post(asked, {"outcome": "not_reached"}).status_code == 302
    assert call(desk, asked, "not_reached", at=MONDAY + 5 * HOUR).status_code == 302
    assert "Chưa liên lạc được: 2 buổi" in desk.get(LIST).text

    call(desk, asked, "reached", at=MONDAY + DAY)

    assert asked not in desk.get(LIST).text
    page = desk.get(asked).text
    assert "Việc báo này đã xong" in page
    assert page.count("Không liên lạc được") == 2
    entries = Entry.objects.order_by("pk").values_list("outcome", "at", "by_post_id")
    me = province.desk.post_id
    assert [one for one in entries if one[0] != "taken"] == [
        ("not_reached", MONDAY, me),
        ("not_reached", MONDAY + 5 * HOUR, me),
        ("reached", MONDAY + DAY, me),
    ]
    assert desk.post(asked, {"outcome": "told_here"}).status_code == 409


def test_nothing_of_the_wish_lies_open_and_reading_it_is_noted(province, desk, dossier, asked):
    assert NUMBER.encode() not in bytes(Wish.objects.get().sealed)

    desk.get(asked)

    reading = Reading.objects.filter(path=asked, reader=province.desk.key).get()
    assert (reading.purpose, reading.subjects) == (queries.PURPOSE, [str(dossier.subject)])
    listed = desk.get(LIST).text
    assert (NUMBER in listed, dossier.applicant.full_name in listed) == (False, False)


def test_another_agency_and_the_applicant_find_nothing(province, sign_in, desk, wishes, asked):
    strange = sign_in(province.stranger)

    for client in (strange, sign_in(province.hanh)):
        assert client.get(wishes).status_code in {302, 404}
        assert client.get(asked).status_code in {302, 404}
        assert client.post(asked, {"outcome": "take"}).status_code in {302, 404}
    assert not Entry.objects.exists()


def test_after_three_half_days_the_letter_is_sent_and_ends_it(desk, asked):
    early = desk.post(asked, {"outcome": "letter_sent"})
    assert (early.status_code, "Chưa đến lúc gửi thư" in early.text) == (409, True)
    for at in (MONDAY, MONDAY + HOUR / 2, MONDAY + 5 * HOUR):
        call(desk, asked, "not_reached", at=at)
    assert "Gửi thư" not in desk.get(LIST).text
    call(desk, asked, "not_reached", at=MONDAY + DAY)
    assert "Gửi thư" in desk.get(LIST).text

    letter = desk.get(f"{asked}thu/").text
    for said in ("Kính gửi", "Cơ quan cần bạn bổ sung hồ sơ", "Giấy chứng sinh: Ảnh mờ"):
        assert said in letter
    assert "http" not in letter[letter.index("Kính gửi") : letter.index("</section>")]
    assert desk.post(asked, {"outcome": "letter_sent"}).status_code == 302

    assert asked not in desk.get(LIST).text


def test_a_wrong_number_asks_for_the_letter_until_another_is_given(desk, wishes, asked):
    call(desk, asked, "wrong_number")
    assert "Gửi thư" in desk.get(LIST).text

    with clock.fixed_at(MONDAY + HOUR):
        desk.post(wishes, REACH | {"number": "0987654321"})

    assert "Gửi thư" not in desk.get(LIST).text


def test_a_call_is_made_by_one_officer_at_a_time(province, desk, asked, django_user_model):
    assert desk.post(asked, {"outcome": "reached"}).status_code == 409
    Entry.objects.create(
        call=Call.objects.get(), outcome=Outcome.TAKEN, by_post_id=province.chair.post_id, at=MONDAY
    )

    refused = desk.post(asked, {"outcome": "take"})

    assert (refused.status_code, "Đồng nghiệp đang gọi" in refused.text) == (409, True)
    assert province.chair.name in desk.get(LIST).text
    assert call(desk, asked, "reached", at=MONDAY + rules.HELD_FOR).status_code == 302


def test_who_is_told_at_the_desk_is_not_called(desk, asked):
    assert desk.post(asked, {"outcome": "told_here"}).status_code == 302

    assert asked not in desk.get(LIST).text


def test_who_needs_no_calls_any_more_is_not_waited_for(province, desk, dossier, wishes, asked):
    assert desk.post(wishes, {"way": "none"}).status_code == 302

    assert asked not in desk.get(LIST).text
    assert Entry.objects.get().outcome == Outcome.DROPPED
    assert NUMBER not in desk.get(wishes).text


def test_who_wished_nothing_is_not_called(province, dossier):
    people.do(province.registrar, dossier, "can_bo_sung", reason="Thiếu", items=ITEMS)
    people.settle()

    assert Message.objects.filter(template=Template.SUPPLEMENT_REQUESTED).exists()
    assert not Call.objects.exists()


def test_what_was_said_before_the_wish_was_written_down_is_not_called_about(
    province, desk, wishes, dossier
):
    people.do(province.registrar, dossier, "can_bo_sung", reason="Thiếu", items=ITEMS)
    with clock.fixed_at(MONDAY + HOUR):
        desk.post(wishes, REACH)

    people.settle()

    assert not Call.objects.exists()


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"way": ""}, ["f-way"]),
        ({"number": "09"}, ["f-number"]),
        ({"way": "through", "ask_for": ""}, ["f-ask_for"]),
        ({"hours": "x" * (queries.LONGEST + 1)}, ["f-hours"]),
    ],
)
def test_what_is_missing_of_a_wish_is_said_beside_it(changed, wrong, desk, wishes):
    answer = desk.post(wishes, REACH | {"ask_for": "ông Ba, trưởng thôn"} | changed)

    assert answer.status_code == 422
    assert linked(answer) == wrong
    assert f'value="{(REACH | changed)["number"]}"' in answer.text
    assert not Wish.objects.exists()


def test_an_outcome_has_to_be_chosen(desk, asked):
    answer = desk.post(asked, {"outcome": ""})

    assert (answer.status_code, linked(answer)) == (422, ["f-outcome"])
    assert desk.post(asked, {"outcome": "dropped"}).status_code == 422


def test_a_call_of_another_dossier_is_not_found_here(province, desk, asked):
    other = people.accept(province, people.lodge(province, by=province.duc))

    assert desk.get(address(Call(dossier=other, pk=Call.objects.get().pk))).status_code == 404


def test_without_the_dossiers_key_nobody_is_called(desk, wishes, asked):
    Dossier.objects.update(wrapped_key=b"")

    assert queries.read_wish(Dossier.objects.get()).reach is None


@pytest.mark.parametrize("model", [Wish, Entry])
def test_the_database_itself_lets_nothing_written_be_changed(model, desk, asked):
    call(desk, asked, "not_reached")
    rows = model.objects.all()

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(by_post_id=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows._raw_delete("default")


@pytest.mark.parametrize("many", [1, 4])
def test_the_list_costs_the_same_for_one_and_for_many(many, province, desk, dossier, asked):
    call(desk, asked, "not_reached")
    first = Call.objects.select_related("message").get()
    for _each in range(many - 1):
        message = Message.objects.get(pk=first.message_id)
        message.pk, message.key = None, None
        message.key = Message().key
        message.save(force_insert=True)
        Call.objects.create(dossier=dossier, message=message, asked_at=MONDAY, due_at=first.due_at)

    with CaptureQueriesContext(connection) as listed:
        rows = queries.list_open(province.desk, now=MONDAY)

    assert (len(rows), len(listed)) == (many, 4)


@pytest.mark.parametrize("template", sorted(set(Template)))
def test_every_message_can_be_read_out(template, province, dossier):
    from django.template import Engine

    source = Engine.get_default().get_template(f"notifications/{template}.vi.txt").source
    title, _, body = source.partition("\n")

    said = queries.notifications.speak(
        Message(
            title=title, body=body.replace("{{ link }}", "https://x.vn/ho-so/1"), path="/ho-so/1"
        )
    )

    words = "\n".join(said.lines)
    assert words
    for never in ("https", "thư tự động", "dưới đây"):
        assert never not in words


def test_only_half_days_on_which_nobody_was_reached_count():
    hours = [2, 4, 6, 26, 30]  # of which the first two are one morning in Vietnam
    halves = [0, 0, 1, 2, 3]
    for outcomes in product((None, Outcome.TAKEN, Outcome.NOT_REACHED), repeat=len(hours)):
        done = [one for one in zip(outcomes, hours, halves, strict=True) if one[0]]
        tries = [(outcome, NEW_YEAR + hour * HOUR) for outcome, hour, _half in done]
        unreached = {half for outcome, _hour, half in done if outcome is Outcome.NOT_REACHED}

        assert rules.is_letter_due(tries, number_given_at=None) == (len(unreached) >= 3)


def test_noon_in_vietnam_parts_the_day():
    noon = datetime(2026, 3, 2, 5, tzinfo=UTC)

    assert rules.half_day(noon) == (date(2026, 3, 2), True)
    assert rules.half_day(noon - timedelta(seconds=1)) == (date(2026, 3, 2), False)
