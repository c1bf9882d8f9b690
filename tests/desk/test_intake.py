"""Taking in: what waits, longest first; accept, ask for what is missing, direct elsewhere."""

import io
import re
from datetime import timedelta

import pikepdf
import pytest
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.enums import PaperKind
from motcua.composition.casework import results
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.foundation.kernel.models import Reading
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.desk import paging
from motcua.surfaces.desk.presenting import clocks
from motcua.surfaces.desk.views import queue

pytestmark = pytest.mark.django_db
QUEUE = "/can-bo/tiep-nhan/"


def references_in(page):
    return re.findall(r'href="/can-bo/tiep-nhan/(NT-[^/]+)/"', page)


def test_the_queue_shows_the_longest_waiting_first_each_with_its_clock(province, desk):
    late = people.lodge(province, at=MONDAY - timedelta(hours=1))
    early = people.lodge(province, by=province.duc, at=MONDAY - timedelta(days=10))

    response = desk.get(QUEUE)

    assert references_in(response.text) == [early.reference, late.reference]
    rows = response.context["rows"]
    assert [row.applicant for row in rows] == ["Phạm Văn Đức", "Nguyễn Thị Hạnh"]
    assert [row.clock.tone for row in rows] == ["danger", "progress"]
    assert rows[0].clock.words == "Quá hạn"
    assert rows[0].clock.remaining.startswith("quá ")
    assert rows[1].procedure == "Đăng ký khai sinh"


@pytest.mark.parametrize(("opened", "box"), [("ask", "ask-what-1"), ("direct", "direct-to_agency")])
def test_what_else_can_be_done_opens_at_its_first_box_without_a_script(province, desk, opened, box):
    address = f"{QUEUE}{people.lodge(province).reference}/"
    way = re.search(rf'href="(\?[^"]*mo={opened})#{box}"', desk.get(address).text)

    page = desk.get(f"{address}{way[1].replace('&amp;', '&')}").text

    assert re.search(rf'<details[^>]* open>(?:(?!</details>).)*id="{box}"', page, re.DOTALL)
    assert "giay-to=" in way[1]


def test_the_queue_knows_no_dossiers_of_other_agencies(province, sign_in):
    people.lodge(province)

    page = sign_in(province.stranger).get(QUEUE).text

    assert references_in(page) == []
    assert "Không còn hồ sơ nào chờ tiếp nhận" in page


@pytest.mark.parametrize("rows", [1, 30])
def test_the_queue_costs_the_same_however_long_it_is(
    rows, province, desk, django_assert_max_num_queries
):
    for number in range(rows):
        people.lodge(province, at=MONDAY - timedelta(minutes=number + 1))
    desk.get(QUEUE)  # what the process remembers for ever

    with django_assert_max_num_queries(6):
        desk.get(QUEUE)


def test_the_queue_goes_on_behind_the_last_row(province, desk, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 2)
    lodged = [
        people.lodge(province, at=MONDAY - timedelta(minutes=number)).reference
        for number in range(3, 0, -1)
    ]

    first = desk.get(QUEUE)
    second = desk.get(first.context["next"])

    assert references_in(first.text) == lodged[:2]
    assert references_in(second.text) == lodged[2:]
    assert f'href="{first.context["next"]}"' in first.text
    assert second.context["next"] == ""


@pytest.mark.parametrize("place", ["x", "-.5", "20260316T020000000000.", "1.99999999999999999999"])
def test_a_place_that_cannot_be_read_is_the_beginning(place, province, desk):
    dossier = people.lodge(province)

    assert references_in(desk.get(QUEUE, {"sau": place}).text) == [dossier.reference]


def test_reading_the_queue_is_noted_for_each_dossier(province, desk):
    dossier = people.lodge(province)

    desk.get(QUEUE)

    reading = Reading.objects.get(purpose="queue")
    assert (reading.reader, reading.subjects) == (province.desk.key, [str(dossier.subject)])


def test_the_bar_counts_what_came_since_and_moves_nothing(province, desk):
    people.lodge(province, at=MONDAY - timedelta(minutes=5))
    drawn = paging.write_moment(MONDAY - timedelta(minutes=1))
    before = desk.get(f"{QUEUE}moi/", {"tu": drawn}).text
    people.lodge(province, by=province.duc, at=MONDAY)

    after = desk.get(f"{QUEUE}moi/", {"tu": drawn}).text

    assert "hồ sơ mới" not in before
    assert "Có 1 hồ sơ mới" in after
    assert 'data-count="1"' in after
    assert "<tr" not in after


def test_the_page_shows_form_papers_and_the_promise_beforehand(province, desk):
    dossier = people.lodge(province)

    response = desk.get(f"{QUEUE}{dossier.reference}/")

    assert "Phạm Nguyễn Bảo Ngọc" in response.text
    (paper,) = response.context["handed_in"]
    assert f'src="/can-bo/ho-so/{dossier.reference}/giay-to/{paper.id}/hinh/"' in response.text
    assert response.context["would_be"].due == dossiers.promise(dossier, since=MONDAY).at
    assert response.context["would_be"].steps
    assert 'value="Tiếp nhận"' not in response.text


def test_accepting_keeps_the_promise_shown_and_gives_a_number(province, desk):
    dossier = people.lodge(province)
    following = people.lodge(province, by=province.duc, at=MONDAY + timedelta(minutes=1))
    shown = desk.get(f"{QUEUE}{dossier.reference}/").context["would_be"].due

    response = desk.post(f"{QUEUE}{dossier.reference}/tiep-nhan/", follow=True)

    taken = people.again(dossier)
    assert (taken.state, taken.due_at) == (State.IN_PROGRESS, shown)
    assert response.redirect_chain == [(f"{QUEUE}{dossier.reference}/da-tiep-nhan/", 302)]
    assert taken.number in response.text
    assert f"/can-bo/ho-so/{dossier.reference}/giay-tiep-nhan/" in response.text
    assert references_in(response.text) == [following.reference]


def test_the_receipt_is_one_paper_whoever_asks_first(province, desk):
    dossier = people.lodge(province)
    people.accept(province, dossier)

    first = desk.get(f"/can-bo/ho-so/{dossier.reference}/giay-tiep-nhan/")
    people.settle()
    second = desk.get(f"/can-bo/ho-so/{dossier.reference}/giay-tiep-nhan/")

    assert first["Content-Type"] == "application/pdf"
    assert first.content == second.content
    receipt = results.find_paper(people.again(dossier), PaperKind.RECEIPT)
    assert documents.read_content(receipt) == first.content


def test_a_browser_prints_on_what_it_printed_last(province, desk):
    dossier = people.lodge(province)
    people.accept(province, dossier)
    accepted = f"{QUEUE}{dossier.reference}/da-tiep-nhan/?in=1"
    half, roll = (
        f"/can-bo/ho-so/{dossier.reference}/{name}/" for name in ("giay-tiep-nhan", "phieu-80mm")
    )

    def offered():
        page = desk.get(accepted).text
        (first,) = re.findall(r'<a [^>]*href="([^"]+)"[^>]* autofocus', page)
        return first, page.index(f'href="{roll}"') < page.index(f'href="{half}"')

    before = offered()
    slip = desk.get(roll)
    then = offered()
    desk.get(half)

    assert before == offered() == (half, False)
    assert then == (roll, True)
    assert slip["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(slip.content)) as pdf:
        assert round(float(pdf.pages[0].mediabox[2]) / 72 * 25.4) == 80
    assert results.find_paper(people.again(dossier), PaperKind.RECEIPT) is not None


def test_there_is_no_receipt_before_acceptance(province, desk):
    dossier = people.lodge(province)

    assert desk.get(f"/can-bo/ho-so/{dossier.reference}/giay-tiep-nhan/").status_code == 404
    assert desk.get(f"/can-bo/ho-so/{dossier.reference}/phieu-80mm/").status_code == 404
    assert desk.get(f"{QUEUE}{dossier.reference}/da-tiep-nhan/").status_code == 404


def test_of_two_who_accept_the_second_reads_who_was_first(province, desk):
    dossier = people.lodge(province)
    desk.post(f"{QUEUE}{dossier.reference}/tiep-nhan/")

    response = desk.post(f"{QUEUE}{dossier.reference}/tiep-nhan/")

    assert response.status_code == 409
    assert response.context["refusal"].code == "dossiers.act-refused"
    assert "Hồ sơ này không còn chờ tiếp nhận" in response.text
    assert province.desk.name in response.text
    acts = [entry.act for entry in dossiers.timeline(people.again(dossier))]
    assert acts.count(Act.ACCEPT) == 1


def ask(desk, dossier, **posted):
    return desk.post(f"{QUEUE}{dossier.reference}/yeu-cau-bo-sung/", posted)


def test_a_supplement_is_asked_for_thing_by_thing(province, desk):
    dossier = people.lodge(province)

    response = ask(
        desk, dossier,
        what=["Giấy chứng sinh", "", "Sổ hộ khẩu"], why=["bị mờ", "", ""], reason="Không đọc được.",
    )  # fmt: skip

    assert response["Location"] == QUEUE
    assert people.again(dossier).state == State.SUPPLEMENT_AT_INTAKE
    (asked,) = dossiers.list_supplement_requests(people.again(dossier))
    assert asked.items == [
        {"what": "Giấy chứng sinh", "why": "bị mờ"},
        {"what": "Sổ hộ khẩu", "why": ""},
    ]


@pytest.mark.parametrize(
    ("what", "reason", "anchor"),
    [("", "Không đọc được.", "ask-what-1"), ("Giấy chứng sinh", " ", "ask-reason")],
)
def test_an_incomplete_request_comes_back_with_what_was_typed(what, reason, anchor, province, desk):
    dossier = people.lodge(province)

    response = ask(desk, dossier, what=[what], why=["bị mờ góc trái"], reason=reason)

    assert response.status_code == 422
    assert f'href="#{anchor}"' in response.text
    assert f'id="{anchor}"' in response.text
    assert 'value="bị mờ góc trái"' in response.text
    assert what in response.text
    assert reason.strip() in response.text
    assert '<details class="govuk-details" id="supplement" open>' in response.text
    assert people.again(dossier).state == State.LODGED


def test_lines_are_added_without_sending(province, desk):
    dossier = people.lodge(province)

    response = ask(desk, dossier, what=["một", "hai", "ba"], why=["", "", ""], add="1")

    assert response.status_code == 200
    assert len(re.findall(r'name="what"', response.text)) == 5
    assert 'value="ba"' in response.text
    assert people.again(dossier).state == State.LODGED


def test_a_supplement_is_asked_once(province, desk, sign_in):
    dossier = people.lodge(province)
    ask(desk, dossier, what=["Giấy chứng sinh"], why=["mờ"], reason="Không đọc được.")

    response = ask(desk, dossier, what=["Thêm nữa"], why=[""], reason="Quên.")

    assert response.status_code == 409
    assert "Hồ sơ này không còn chờ tiếp nhận" in response.text
    assert "Giấy chứng sinh: mờ" in response.text


def direct(desk, dossier, **posted):
    return desk.post(f"{QUEUE}{dossier.reference}/huong-dan/", posted)


def test_a_dossier_is_directed_to_an_agency_that_provides_it(province, desk):
    dossier = people.lodge(province)

    response = direct(
        desk, dossier, to_agency=province.other_agency_id, reason="Nơi cư trú ở phường khác."
    )

    assert response["Location"] == QUEUE
    assert people.again(dossier).state == State.DIRECTED
    told = dossiers.find_last(people.again(dossier), Act.DIRECT)
    assert told.payload["to_agency_id"] == province.other_agency_id


@pytest.mark.parametrize("agency", ["", "x", "999999", "own"])
def test_a_wrong_agency_comes_back_with_what_was_typed(agency, province, desk):
    dossier = people.lodge(province)
    chosen = province.agency_id if agency == "own" else agency

    response = direct(desk, dossier, to_agency=chosen, reason="Nơi cư trú ở phường khác.")

    assert response.status_code == 422
    assert 'href="#direct-to_agency"' in response.text
    assert "Nơi cư trú ở phường khác." in response.text
    assert people.again(dossier).state == State.LODGED


def test_directing_needs_a_reason(province, desk):
    dossier = people.lodge(province)

    response = direct(desk, dossier, to_agency=province.other_agency_id, reason="")

    assert response.status_code == 422
    assert f'<option value="{province.other_agency_id}" selected>' in response.text
    assert 'href="#direct-reason"' in response.text


def test_the_page_costs_little(province, desk, django_assert_max_num_queries):
    dossier = people.lodge(province)
    desk.get(f"{QUEUE}{dossier.reference}/")

    with django_assert_max_num_queries(14):
        desk.get(f"{QUEUE}{dossier.reference}/")


def test_a_clock_that_ran_out_outside_working_time_counts_no_minutes(province):
    calendar = organisations.get_calendar(province.agency_id)
    friday_evening = (MONDAY - timedelta(days=3)).replace(hour=17, minute=0)
    saturday = friday_evening + timedelta(hours=20)

    shown = clocks.show_running(
        friday_evening, soon=clocks.INTAKE_SOON, now=saturday, calendar=calendar
    )

    assert (shown.words, shown.remaining) == ("Quá hạn", "")
