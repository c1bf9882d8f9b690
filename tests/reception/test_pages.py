"""Through the front door: the kiosk, a telephone, the display on the wall, and the officer's window."""

import io
import re
import wave
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.casework.province import MONDAY
from tests.portal.lodging.conftest import browser_of

from motcua.capabilities.speech import queries as speech
from motcua.capabilities.speech.errors import NoVoice
from motcua.domain.reception import queries
from motcua.domain.reception.enums import Origin, Priority, TicketState
from motcua.domain.reception.models import Hall, Line, Ticket, Window
from motcua.foundation.kernel import clock
from motcua.surfaces.ui import codes

pytestmark = pytest.mark.django_db
DESK = "/can-bo/phong-cho/"
SETTINGS = f"{DESK}cai-dat/"


@pytest.fixture
def passer_by():
    """The browser of somebody who has not signed in."""
    return Client()


@pytest.fixture
def desk(province):
    """The browser of Sông Lam's desk."""
    return browser_of(province.desk.person_id)


@pytest.fixture
def sitting(room, desk):
    """The desk's browser at window 1."""
    assert desk.post(DESK, {"act": "sit", "window": room.first.pk}).status_code == 302
    return desk


def kiosk(room):
    return f"/lay-so/may/{room.hall.kiosk_key}/"


def display(room):
    return f"/man-hinh/{room.hall.agency.code}/"


def take(browser, room, **sent):
    answer = browser.post(kiosk(room), {"line": room.papers.pk} | sent)
    assert answer.status_code == 302
    return Ticket.objects.latest("pk"), answer


def act(browser, name, ticket=None, **more):
    sent = {"act": name} | ({"ticket": ticket.pk} if ticket else {}) | more
    return browser.post(DESK, sent, follow=True)


# --- Taking a number ----------------------------------------------------------------------------


def test_article_13_2_a_number_is_taken_at_the_kiosk_without_a_name(room, passer_by):
    page = passer_by.get(kiosk(room))
    assert "Ông/bà đến làm việc gì?" in page.text
    assert "Hand in papers" in page.text
    assert "Người từ 75 tuổi trở lên" in page.text

    ticket, answer = take(passer_by, room)

    shown = passer_by.get(answer["Location"]).text
    assert "A001" in shown
    assert "Người chờ trước: 0" in shown
    assert "chưa có quầy mở" in shown
    address = f"http://127.0.0.1:8000/luot/{ticket.code}/"
    assert codes.draw(address, "Mã QR: theo dõi số A001 trên điện thoại") in shown
    assert f'data-return="{kiosk(room)}?lai=1"' in shown


def test_a_group_that_goes_first_is_said_by_the_holder(room, passer_by):
    ticket, answer = take(passer_by, room, priority="pregnant")

    assert ticket.priority == Priority.PREGNANT
    assert "ưu tiên" in passer_by.get(answer["Location"]).text
    assert take(passer_by, room, priority="vua")[0].priority == Priority.NONE


def test_the_kiosk_says_why_it_gives_out_no_number(room, passer_by):
    with clock.fixed_at(MONDAY.replace(hour=20)):
        closed = passer_by.post(kiosk(room), {"line": room.papers.pk})

    assert closed.status_code == 409
    assert "Giờ mở cửa gần nhất: 07:30 17/03/2026" in closed.text
    assert passer_by.post(kiosk(room), {"line": "9" * 30}).status_code == 409
    assert passer_by.get("/lay-so/may/doan-mo/").status_code == 404


def test_the_slip_of_another_hall_is_not_found(room, passer_by, province):
    from motcua.domain.reception import actions

    ticket, _answer = take(passer_by, room)
    other = actions.open_hall(by=province.stranger)

    assert passer_by.get(f"/lay-so/may/{other.kiosk_key}/{ticket.code}/").status_code == 404


def test_a_telephone_takes_one_number_by_the_code_on_the_wall(room, passer_by):
    address = f"/lay-so/quet/{queries.pass_of(room.hall, at=MONDAY)}/"
    assert "Không cần đăng nhập" in passer_by.get(address).text

    answer = passer_by.post(address, {"line": room.results.pk}, follow=True)

    assert "B001" in answer.text
    ticket = Ticket.objects.get()
    assert ticket.origin == Origin.PHONE
    again = passer_by.get(address)
    assert again["Location"] == f"/luot/{ticket.code}/"
    assert passer_by.post(address, {"line": room.papers.pk})["Location"] == again["Location"]
    passer_by.post(f"/luot/{ticket.code}/bo/")
    assert passer_by.get(address).status_code == 200


def test_the_code_on_the_wall_is_good_for_a_few_minutes_and_cannot_be_made_up(room, passer_by):
    said = queries.pass_of(room.hall, at=MONDAY)

    with clock.fixed_at(MONDAY + timedelta(minutes=25)):
        late = passer_by.get(f"/lay-so/quet/{said}/")

    assert late.status_code == 409
    assert "quét lại mã" in late.text
    forged = said.replace(f"{room.hall.pk}-", f"{room.hall.pk + 1}-", 1)
    assert passer_by.get(f"/lay-so/quet/{forged}/").status_code == 404


# --- Following it -------------------------------------------------------------------------------


def test_a_ticket_s_page_follows_it_to_the_window_and_to_its_end(room, passer_by, sitting):
    ticket, _answer = take(passer_by, room)
    page = f"/luot/{ticket.code}/"
    assert "chưa đủ số liệu" in passer_by.get(page).text

    act(sitting, "next")
    assert "Mời đến <strong>quầy 1</strong>" in passer_by.get(page).text
    act(sitting, "serve", ticket)
    assert "Đang được phục vụ tại quầy 1" in passer_by.get(page).text
    act(sitting, "finish", ticket)
    assert "Đã xong" in passer_by.get(page).text
    assert passer_by.post(f"{page}bo/").status_code == 409


def test_what_has_not_changed_is_not_sent_again(room, passer_by, sitting):
    ticket, _answer = take(passer_by, room)
    (seen,) = re.findall(r'data-version="([^"]+)"', passer_by.get(f"/luot/{ticket.code}/").text)
    for address in (f"/luot/{ticket.code}/bay-gio/", f"{display(room)}bay-gio/"):
        assert passer_by.get(address, {"da-xem": seen}).status_code == 204
    assert sitting.get(f"{DESK}dang-cho/", {"da-xem": seen}).status_code == 204

    act(sitting, "next")

    changed = passer_by.get(f"/luot/{ticket.code}/bay-gio/", {"da-xem": seen})
    assert changed.status_code == 200
    assert 'data-turn="A001-1"' in changed.text


def test_a_number_of_yesterday_is_over(room, passer_by):
    ticket, _answer = take(passer_by, room)

    with clock.fixed_at(MONDAY + timedelta(days=1)):
        assert "mỗi số chỉ dùng trong ngày" in passer_by.get(f"/luot/{ticket.code}/").text


# --- The display --------------------------------------------------------------------------------


def test_the_display_shows_numbers_and_windows_and_no_person(room, passer_by, sitting, province):
    for _one in range(3):
        take(passer_by, room)
    act(sitting, "next")

    shown = passer_by.get(display(room)).text

    assert "A001" in shown
    assert "Mời số a không không một, đến quầy số một." in shown
    assert "<li>A002</li><li>A003</li>" in shown
    assert province.desk.name not in shown
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in shown


def test_a_call_is_said_aloud_on_the_server_and_nothing_else_is(room, passer_by, sitting):
    take(passer_by, room)
    act(sitting, "next")

    heard = passer_by.get(f"{display(room)}tieng/A/1/1/")

    assert heard["Content-Type"] == "audio/wav"
    with wave.open(io.BytesIO(heard.content)) as file:
        assert 1 < file.getnframes() / file.getframerate() < 10
    for place in ("A/2/1", "A/1/2", "B/1/1"):
        assert passer_by.get(f"{display(room)}tieng/{place}/").status_code == 404


def test_the_voice_keeps_what_it_said_and_its_absence_is_an_answer(settings, tmp_path, monkeypatch):
    settings.STATE_DIR = tmp_path
    said = speech.say("Mời số một.")
    monkeypatch.setattr("motcua.capabilities.speech.queries.sys.executable", "/nonexistent")

    assert speech.say("Mời số một.") == said
    with pytest.raises(NoVoice):
        speech.say("Mời số hai.")


# --- The officer's window -----------------------------------------------------------------------


def test_an_officer_sits_down_calls_and_passes_on(room, passer_by, desk):
    ticket, _answer = take(passer_by, room)
    assert "Đang ngồi quầy nào?" in desk.get(DESK).text
    assert "Quầy 1" in act(desk, "sit", window=room.first.pk).text

    assert "Đang gọi" in act(desk, "next").text
    act(desk, "recall", ticket)
    act(desk, "serve", ticket)
    page = act(desk, "transfer", ticket, to=f"line-{room.results.pk}")

    assert "Quầy đang trống" in page.text
    assert "Nhận kết quả" in page.text
    ticket.refresh_from_db()
    assert (ticket.state, ticket.line_id, ticket.calls) == ("waiting", room.results.pk, 2)


def test_an_officer_takes_a_number_for_who_cannot_and_sees_who_booked(room, sitting, province):
    from motcua.domain.reception import actions

    actions.book(
        hall_id=room.hall.pk, line_id=room.papers.pk, starts_at=MONDAY.replace(hour=10),
        by=province.hanh, at=MONDAY,
    )  # fmt: skip

    page = act(sitting, "take", line=room.results.pk)

    assert "Đã lấy số B001" in page.text
    assert Ticket.objects.get().origin == Origin.DESK
    assert "10:00 · Nộp hồ sơ" in page.text
    assert province.hanh.name not in page.text
    assert sitting.post(DESK, {"act": "take", "line": "x"}).status_code == 409


def test_who_does_not_come_is_called_once_more(room, passer_by, sitting):
    ticket, _answer = take(passer_by, room)
    act(sitting, "next")

    page = act(sitting, "absent", ticket)

    assert "vắng, gọi lại sau" in page.text
    assert "Chưa có ai đến lượt" in act(sitting, "next").text
    assert "đã được gọi một lần" in passer_by.get(f"/luot/{ticket.code}/").text


def test_what_cannot_be_done_is_said_on_the_page_and_strangers_find_nothing(
    room, passer_by, sitting, province
):
    ticket, _answer = take(passer_by, room)
    act(sitting, "next")

    refused = sitting.post(DESK, {"act": "next"})

    assert refused.status_code == 409
    assert "Quầy còn số A001 chưa xong" in refused.text
    stranger = browser_of(province.stranger.person_id)
    assert stranger.post(DESK, {"act": "serve", "ticket": ticket.pk}).status_code == 404
    assert sitting.post(DESK, {"act": "serve", "ticket": "x"}).status_code == 404
    assert act(sitting, "serve", ticket).status_code == 200
    act(sitting, "finish", ticket)
    assert "Đang ngồi quầy nào?" in act(sitting, "leave").text


def test_an_agency_opens_its_hall_with_lines_windows_and_rules(province):
    desk = browser_of(province.desk.person_id)
    assert "Cơ quan chưa mở phòng chờ" in desk.get(DESK).text
    desk.post(SETTINGS, {"act": "open"})

    line = {
        "n.letter": "C", "n.name": "Chứng thực", "n.name_en": "Certification", "n.places": "4",
        "n.is_open": "on",
    }  # fmt: skip
    assert "Đã ghi nhóm việc C" in desk.post(SETTINGS, {"act": "line"} | line, follow=True).text
    again = desk.post(SETTINGS, {"act": "line"} | line)
    assert again.status_code == 422
    assert 'href="#f-n-letter"' in again.text
    assert 'value="Certification"' in again.text
    kept = Line.objects.get()
    changed = {"act": "line", "line": kept.pk, f"{kept.pk}.name": "Sao y", f"{kept.pk}.places": "0"}
    desk.post(SETTINGS, changed)
    window = {"act": "window", "number": "7", "lines": kept.pk, "is_open": "on"}
    assert "Đã ghi quầy 7" in desk.post(SETTINGS, window, follow=True).text
    ways = {
        "act": "ways", "firsts": ["disabled"], "firsts_basis": "Nội quy 01", "share": "2",
        "elderly_from": "80", "slot_minutes": "20", "days_ahead": "4",
    }  # fmt: skip
    assert desk.post(SETTINGS, ways | {"share": "0", "firsts_basis": ""}).status_code == 422
    assert desk.post(SETTINGS, ways).status_code == 302

    kept.refresh_from_db()
    assert (kept.name, kept.is_open, kept.letter) == ("Sao y", False, "C")
    assert list(Window.objects.get().lines.all()) == [kept]
    hall = Hall.objects.get()
    assert (hall.firsts, hall.share, hall.slot_minutes) == (["disabled"], 2, 20)
    assert f"/lay-so/may/{hall.kiosk_key}/" in desk.get(SETTINGS).text


def test_the_head_sees_how_long_people_waited(room, province):
    room.sit()
    for _one in range(3):
        room.take()
        room.later(minutes=4)
        room.serve(room.call(), minutes=6)
    chair = browser_of(province.chair.person_id)

    shown = chair.get(f"{DESK}thoi-gian/").text

    assert "3 số đã phát, 3 đã phục vụ" in shown
    assert "9 giờ" in shown
    assert "4 phút 31 giây" in shown
    assert "6 phút 00 giây" in shown
    assert "chưa phát số nào" in chair.get(f"{DESK}thoi-gian/", {"den": "01/03/2026"}).text


def test_english_is_spoken_to_who_chose_it(room, passer_by):
    passer_by.cookies["django_language"] = "en"

    assert "What do you come for?" in passer_by.get(kiosk(room)).text


def test_the_next_person_finds_the_kiosk_as_it_was(room, passer_by):
    passer_by.cookies["django_language"] = "en"

    answer = passer_by.get(f"{kiosk(room)}?lai=1", follow=True)

    assert "Ông/bà đến làm việc gì?" in answer.text


# --- What it costs ------------------------------------------------------------------------------


PRICES = {"kiosk": 3, "display": 3, "display unchanged": 1, "ticket": 4, "window": 11}
"""Statements of a page, the session's two for who signed in; the same for one who waits and for thirty."""


@pytest.mark.parametrize("waiting", [1, 30])
def test_a_page_has_one_price_however_many_wait(room, passer_by, sitting, waiting):
    for _one in range(waiting):
        room.take()
    ticket = Ticket.objects.latest("pk")
    seen = queries.version_of(Hall.objects.get(), at=MONDAY)
    pages = {
        "kiosk": (passer_by, kiosk(room), {}),
        "display": (passer_by, display(room), {}),
        "display unchanged": (passer_by, f"{display(room)}bay-gio/", {"da-xem": seen}),
        "ticket": (passer_by, f"/luot/{ticket.code}/", {}),
        "window": (sitting, DESK, {}),
    }

    found = {}
    for name, (browser, address, asked) in pages.items():
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address, asked).status_code in {200, 204}
        found[name] = len(captured)

    assert found == PRICES
    assert Ticket.objects.filter(state=TicketState.WAITING).count() == waiting
