"""The board, the catalogue and the state of the installation."""

import re
from datetime import date, timedelta

import pytest
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.domain.satisfaction import actions as satisfaction
from motcua.domain.satisfaction.enums import Mark, Subject31
from motcua.foundation.kernel import clock, outbox
from motcua.surfaces.desk.presenting.period import Kind, Period

pytestmark = pytest.mark.django_db
BOARD = "/can-bo/bang/"


def figures(client, **asked):
    board = client.get(BOARD, asked).context["board"]
    return {figure.key: figure.text for figure in board.figures}


@pytest.fixture
def busy(province):
    """One dossier that waits, one in progress; what happened is counted."""
    waiting = people.lodge(province)
    running = people.lodge(province, by=province.duc)
    people.accept(province, running)
    people.settle()
    return waiting, people.again(running)


def test_the_board_counts_what_happened_and_what_is(province, chair, busy):
    assert figures(chair) == {
        "received": "2",
        "waiting": "1",
        "in-progress": "1",
        "due-soon": "1",
        "likely-late": "0",
        "overdue": "0",
        "on-time": "–",
        "corrected": "0",
        "satisfied": "–",
    }


def test_each_figure_opens_its_dossiers(province, chair, busy):
    waiting, running = busy
    opened = {
        figure.key: [row.reference for row in chair.get(figure.href).context["rows"]]
        for figure in chair.get(BOARD).context["board"].figures
        if figure.href.startswith("/")
    }

    assert opened == {
        "received": [running.reference, waiting.reference],
        "waiting": [waiting.reference],
        "in-progress": [running.reference],
        "due-soon": [running.reference],
        "likely-late": [],
        "overdue": [],
        "on-time": [],
    }


def test_what_is_late_shows_and_spoils_the_rate(province, chair, busy):
    with clock.fixed_at(busy[1].due_at + timedelta(minutes=1)):
        shown = figures(chair)

    assert (shown["overdue"], shown["on-time"]) == ("1", "0,0%")


def test_the_board_says_how_many_wait_for_the_signature(province, chair, busy):
    assert "Không có hồ sơ nào chờ bạn ký." in chair.get(BOARD).text
    people.do(province.registrar, busy[1], "dat")
    people.answer(province.duc, busy[1], "dong_y")

    page = chair.get(BOARD)

    assert page.context["board"].to_sign == 1
    assert "1 hồ sơ đang chờ bạn ký" in page.text


def test_the_board_shows_who_has_what_and_leads_there(province, chair, busy):
    (unit,) = chair.get(BOARD).context["board"].units

    assert (unit.label, unit.role) == ("Bộ phận chuyên môn", "Công chức tư pháp - hộ tịch")
    assert (unit.open, unit.overdue) == (1, 0)
    assert len(chair.get(unit.href).context["rows"]) == 1
    assert unit.overdue_href == ""


def test_who_holds_late_steps_is_one_press_from_the_board(province, chair, busy):
    with clock.fixed_at(MONDAY + timedelta(days=10)):
        (unit,) = chair.get(BOARD).context["board"].units
        page = chair.get(unit.overdue_href)

    assert unit.overdue == len(page.context["rows"]) == 1
    assert "Công chức tư pháp - hộ tịch" in page.text


def test_answers_count_without_a_door_to_their_dossiers(province, chair, busy):
    people.do(province.registrar, busy[1], "dat")
    people.answer(province.duc, busy[1], "dong_y")
    people.do(province.chair, busy[1], "ky")
    satisfaction.rate(
        dossier=people.again(busy[1]),
        marks=dict.fromkeys(Subject31, Mark.VERY_SATISFIED),
        comment="",
        at=MONDAY,
    )
    people.settle()

    (satisfied,) = [
        figure for figure in chair.get(BOARD).context["board"].figures if figure.key == "satisfied"
    ]

    assert (satisfied.text, satisfied.note) == ("100,0%", "1 lượt trả lời")
    assert not satisfied.href.startswith("/")
    assert figures(chair)["on-time"] == "100,0%"


def test_a_board_that_asks_again_gets_nothing_until_something_changed(province, chair, busy):
    again = re.search(r'hx-get="([^"]+)"', chair.get(BOARD).text)[1].replace("&amp;", "&")
    quiet = chair.get(again)
    people.lodge(province)
    outbox.drain()

    changed = chair.get(again)

    assert (quiet.status_code, quiet.content) == (204, b"")
    assert changed.status_code == 200
    assert changed.context["board"].figures[0].text == "3"


def test_a_chair_sees_the_own_agency_alone(province, chair, sign_in, busy):
    assert figures(sign_in(province.strange_chair))["received"] == "0"
    assert chair.get(BOARD, {"co-quan": "H99.102"}).status_code == 404
    assert chair.get(BOARD, {"co-quan": "H99.101"}).status_code == 200


def test_procedure_control_sees_every_agency_and_no_dossier(province, sign_in, busy):
    controller = sign_in(province.controller)

    whole = controller.get(BOARD).context["board"]
    line = next(one for one in whole.by_agency if "Sông Lam" in one.label)
    one = controller.get(f"{BOARD}{line.href}").context["board"]

    assert whole.title == "Tất cả cơ quan"
    assert whole.figures[0].text == one.figures[0].text == "2"
    assert {figure.href for figure in whole.figures} == {"#theo-co-quan", "#theo-thu-tuc"}
    links = [cell.href for row in (*one.by_procedure, *whole.by_agency) for cell in row.cells]
    assert not any(links)


def test_the_board_costs_the_same_however_busy(
    province, chair, busy, django_assert_max_num_queries
):
    chair.get(BOARD)

    with django_assert_max_num_queries(13):
        chair.get(BOARD)


@pytest.mark.parametrize(
    ("asked", "kind", "since", "until"),
    [
        ({}, Kind.MONTH, date(2026, 8, 1), date(2026, 8, 20)),
        ({"ky": "quy"}, Kind.QUARTER, date(2026, 7, 1), date(2026, 8, 20)),
        ({"ky": "nam"}, Kind.YEAR, date(2026, 1, 1), date(2026, 8, 20)),
        (
            {"ky": "ngay", "tu": "2026-02-01", "den": "2026-02-09"},
            Kind.DAYS, date(2026, 2, 1), date(2026, 2, 9),
        ),
        (
            {"ky": "ngay", "tu": " 1/2/2026", "den": "ngày 9 tháng 2 năm 2026"},
            Kind.DAYS, date(2026, 2, 1), date(2026, 2, 9),
        ),
        (
            {"ky": "ngay", "tu": "01-07-2026", "den": "20.8.2026"},
            Kind.QUARTER, date(2026, 7, 1), date(2026, 8, 20),
        ),
        ({"ky": "?"}, Kind.MONTH, date(2026, 8, 1), date(2026, 8, 20)),
    ],
)  # fmt: skip
def test_a_period_is_read_from_the_address(asked, kind, since, until):
    assert Period.read(asked, today=date(2026, 8, 20)) == Period(
        kind=kind, since=since, until=until
    )


@pytest.mark.parametrize(
    ("since", "until", "anchors"),
    [
        ("09/02/2026", "01/02/2026", ["until"]),
        ("02/31/2026", "1.2", ["since", "until"]),
        ("01/01/2001", "01/01/2026", ["until"]),
    ],
)
def test_days_that_cannot_be_used_are_kept_and_explained(province, chair, since, until, anchors):
    page = chair.get(BOARD, {"ky": "ngay", "tu": since, "den": until})

    assert [problem.anchor for problem in page.context["period"].problems] == anchors
    assert f'value="{since}"' in page.text
    assert f'value="{until}"' in page.text


def test_the_board_speaks_the_language_of_its_reader(province, chair, busy):
    chair.cookies["django_language"] = "en"

    board = chair.get(BOARD).context["board"]

    assert board.title == "People's Committee of Sông Lam Commune"
    assert [line.label for line in board.by_procedure] == ["Birth registration"]


def test_the_catalogue_lists_procedures_with_their_versions(province, sign_in):
    controller = sign_in(province.controller)

    listing = controller.get("/can-bo/thu-tuc/")
    page = controller.get(f"/can-bo/thu-tuc/{people.BIRTH}/")

    assert len(listing.context["procedures"]) >= 6
    assert f'href="/can-bo/thu-tuc/{people.BIRTH}/"' in listing.text
    assert [version.number for version in page.context["versions"]] == [1]
    assert "Ủy ban nhân dân xã Sông Lam" in page.text
    assert controller.get("/can-bo/thu-tuc/9.999999/").status_code == 404


@pytest.mark.parametrize(
    "typed", ["khai sinh", "KHAI  SINH", "Khai sinh", "1.001193", "ho tich khai sinh"]
)
def test_the_catalogue_is_searched_without_marks(typed, province, sign_in):
    listing = sign_in(province.controller).get("/can-bo/thu-tuc/", {"q": typed})

    found = [one.code for one in listing.context["procedures"]]
    assert people.BIRTH in found
    assert len(found) < listing.context["total"]


def test_a_word_that_no_procedure_has_leads_back_to_all_of_them(province, sign_in):
    page = sign_in(province.controller).get("/can-bo/thu-tuc/", {"q": "xyz"})

    assert page.context["procedures"] == []
    assert "Không có thủ tục nào khớp" in page.text
    assert "Xem tất cả" in page.text


def test_the_operator_sees_what_waits(province, sign_in):
    operator = sign_in(province.operator)
    people.settle()
    calm = operator.get("/can-bo/van-hanh/").context["health"]
    people.lodge(province)

    page = operator.get("/can-bo/van-hanh/")

    assert calm.waiting_events == 0
    assert page.context["health"].waiting_events > 0
    assert page.context["health"].oldest_event_at == MONDAY
    assert not page.context["health"].has_worker
    assert "Không có tiến trình nền nào" in page.text
    with clock.fixed_at(MONDAY + timedelta(minutes=6)):
        assert not operator.get("/can-bo/van-hanh/").context["health"].is_flowing
