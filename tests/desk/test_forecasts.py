"""What is likely to be late, as officers see it; applicants see the promise alone."""

from datetime import date, timedelta

import pytest
from tests.casework import people
from tests.casework.province import MONDAY
from tests.dossiers import steps

from motcua.composition.steering import actions
from motcua.composition.steering.models import Forecast
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/du-bao/"
HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)


@pytest.fixture
def past(province):
    """Of twenty births last week five took two days: their limit is one."""
    for number in range(20):
        dossier = steps.accept(province, steps.lodge(province, at=MONDAY - WEEK), at=MONDAY - WEEK)
        took = timedelta(days=2) if number < 5 else HOUR
        steps.decide(province, dossier, at=MONDAY - WEEK + took)


@pytest.fixture
def running(province, past):
    """A birth that is checked, with its forecast."""
    dossier = people.lodge(province)
    people.accept(province, dossier)
    people.settle()
    actions.refresh(at=MONDAY)
    return people.again(dossier)


def foretold(client, **asked):
    return client.get(PAGE, asked).context["rows"]


def test_the_page_tells_when_how_likely_why_and_who_holds_it(province, registrar, running):
    (row,) = foretold(registrar)

    assert (row.name, row.step) == (running.number, "Kiểm tra hồ sơ")
    assert row.holder == "Bộ phận chuyên môn, Công chức tư pháp - hộ tịch"
    assert row.due_at == running.due_at
    assert row.shown.words == "Có nguy cơ trễ hạn: khoảng 25%"
    assert row.shown.days == "Dự kiến xong 16/03/2026"
    assert row.shown.reason == "5 trong 20 hồ sơ gần đây cần lâu hơn thời gian còn lại."
    assert row.shown.basis == (
        "Dựa trên 20 hồ sơ đã xong: hồ sơ cùng thủ tục của cơ quan này, tính từ khi tiếp nhận."
    )


def test_the_page_shows_no_names_of_people(province, registrar, running):
    assert running.applicant.full_name not in registrar.get(PAGE).text


def test_what_can_be_done_is_what_the_reader_may_do(province, registrar, chair, desk, running):
    task = f"/can-bo/viec/{Forecast.objects.get().task_id}/"

    def ways(client):
        return [way.href for way in foretold(client)[0].ways]

    assert ways(registrar) == [task]
    assert registrar.get(task).status_code == 200
    assert ways(chair) == ["/can-bo/viec/?vai-tro=civil_status"]
    assert ways(desk) == []


def test_a_leader_may_promise_another_day_while_the_law_lets_it(province, chair, running):
    """Before the last day of the limit (Article 19.9)."""
    Forecast.objects.update(due_at=running.due_at + timedelta(days=2))
    running.due_at += timedelta(days=2)
    running.save(update_fields=["due_at"])

    assert f"/can-bo/ho-so/{running.reference}/hen-lai/" in [
        way.href for way in foretold(chair)[0].ways
    ]


def test_the_list_is_cut_by_risk_and_by_procedure(province, registrar, running):
    procedure = running.procedure_id

    assert len(foretold(registrar, **{"nguy-co": "co"})) == 1
    assert len(foretold(registrar, **{"thu-tuc": procedure})) == 1
    assert foretold(registrar, **{"nguy-co": "cao"}) == []
    assert foretold(registrar, **{"thu-tuc": procedure + 1}) == []
    assert "Không có hồ sơ nào như vậy" in registrar.get(PAGE, {"nguy-co": "cao"}).text


@pytest.mark.parametrize(
    "mark", ["x", "2_20260316T020000000000.1", "nan_20260316T020000000000.1", "0.5_"]
)
def test_a_place_that_cannot_be_read_is_the_beginning(province, registrar, running, mark):
    assert len(foretold(registrar, sau=mark)) == 1


def test_another_agency_sees_none_of_it(province, sign_in, running):
    stranger = sign_in(province.strange_registrar)

    assert foretold(stranger) == []
    assert stranger.get(PAGE).context["unforeseen"] == 0


def test_pages_follow_one_another(province, registrar, running, monkeypatch):
    monkeypatch.setattr("motcua.surfaces.desk.views.forecasts.PAGE", 1)
    other = steps.accept(province, steps.lodge(province))
    people.settle()
    actions.refresh(at=MONDAY)

    first = registrar.get(PAGE)
    second = registrar.get(first.context["next"])

    shown = [row.name for page in (first, second) for row in page.context["rows"]]
    assert shown == [running.number, other.number]
    assert second.context["next"] == ""


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same_however_long(
    province, registrar, past, rows, django_assert_max_num_queries
):
    for _row in range(rows):
        steps.accept(province, steps.lodge(province))
    people.settle()
    actions.refresh(at=MONDAY)
    registrar.get(PAGE)

    with django_assert_max_num_queries(9):
        registrar.get(PAGE)


# --- Beside the promise ----------------------------------------------------------------------------


def test_lists_and_the_dossier_tell_officers(province, registrar, running):
    for address in ("/can-bo/ho-so/?trang-thai=in_progress", "/can-bo/viec/"):
        text = registrar.get(address).text
        assert "Dự kiến xong 16/03/2026" in text
        assert "Có nguy cơ trễ hạn: khoảng 25%" in text

    page = registrar.get(f"/can-bo/ho-so/{running.reference}/").text
    assert "5 trong 20 hồ sơ gần đây cần lâu hơn thời gian còn lại." in page
    assert "Dựa trên 20 hồ sơ đã xong" in page


def test_the_applicant_sees_the_promise_alone(province, sign_in, running):
    page = sign_in(province.hanh).get(f"/ho-so/{running.reference}/").text

    assert "Hẹn trả kết quả" in page
    assert "Dự kiến" not in page
    assert "nguy cơ" not in page


def test_too_little_past_is_said(province, registrar, running):
    Forecast.objects.update(risk=None, basis="", early_on=None, late_on=None, finished=0)

    page = registrar.get(f"/can-bo/ho-so/{running.reference}/").text

    assert "Chưa dự báo được" in page
    assert "Chưa có đủ 20 hồ sơ" in page
    assert registrar.get(PAGE).context["unforeseen"] == 1


def test_what_was_foretold_for_another_promise_is_not_shown(province, registrar, running):
    Forecast.objects.update(due_at=running.due_at + HOUR)

    assert registrar.get(f"/can-bo/ho-so/{running.reference}/").context["forecast"] is None


def test_what_is_overdue_is_so_and_not_foretold(province, registrar, running):
    with clock.fixed_at(running.due_at + HOUR):
        page = registrar.get(PAGE)
        shown = registrar.get(f"/can-bo/ho-so/{running.reference}/").context["forecast"]

    assert page.context["rows"] == []
    assert "1 hồ sơ đã quá hạn" in page.text
    assert (shown.words, shown.reason) == ("Đã quá hạn", "")


@pytest.mark.parametrize(
    ("risk", "words"),
    [
        (0.0, "Ít nguy cơ trễ hạn: dưới 5%"),
        (0.19, "Ít nguy cơ trễ hạn: khoảng 20%"),
        (0.2, "Có nguy cơ trễ hạn: khoảng 20%"),
        (0.5, "Nguy cơ trễ hạn cao: khoảng 50%"),
        (0.99, "Nguy cơ trễ hạn cao: trên 95%"),
    ],
)
def test_a_share_is_told_no_finer_than_it_is(province, registrar, running, risk, words):
    Forecast.objects.update(risk=risk)

    assert foretold(registrar)[0].shown.words == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 3, 16), date(2026, 3, 18), "Dự kiến xong từ 16/03/2026 đến 18/03/2026"),
        (date(2026, 3, 16), None, "Dự kiến xong từ 16/03/2026, chưa rõ muộn nhất ngày nào"),
        (None, None, ""),
    ],
)
def test_the_days_are_told_as_far_as_they_are_known(registrar, running, first, last, words):
    Forecast.objects.update(early_on=first, late_on=last)

    assert foretold(registrar)[0].shown.days == words


# --- From the board -------------------------------------------------------------------------------


def test_the_board_counts_what_is_rather_late_and_opens_it(province, chair, controller, running):
    Forecast.objects.update(risk=0.7)

    def likely(client, **asked):
        board = client.get("/can-bo/bang/", asked).context["board"]
        return next(figure for figure in board.figures if figure.key == "likely-late")

    assert likely(chair).text == "1"
    assert [row.name for row in chair.get(likely(chair).href).context["rows"]] == [running.number]
    assert likely(controller).text == "1"
    assert likely(controller).href.startswith("#")
    with clock.fixed_at(running.due_at + HOUR):
        assert likely(chair).text == "0"


# --- Signs that somebody should look at -------------------------------------------------------------


def test_officers_see_what_in_a_log_should_be_looked_at_and_the_applicant_does_not(
    province, registrar, sign_in
):
    prompt = steps.accept(province, steps.lodge(province))
    late = people.lodge(province)
    people.accept(province, late, at=MONDAY + timedelta(days=2))

    page = registrar.get(f"/can-bo/ho-so/{late.reference}/").text
    assert "Dấu hiệu cần xem" in page
    assert "Trả lời hồ sơ nộp sau thời hạn, muộn" in page
    assert "Điều 17.2" in page
    assert "Dấu hiệu cần xem" not in registrar.get(f"/can-bo/ho-so/{prompt.reference}/").text
    assert "Dấu hiệu" not in sign_in(province.hanh).get(f"/ho-so/{late.reference}/").text
