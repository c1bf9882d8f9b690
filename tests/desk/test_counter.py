"""What is brought on paper: Articles 16.1, 16.2 and 17.1 of Decree 61/2018, through the desk's pages."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.casework import people
from tests.desk import counter
from tests.desk.counter import dossier, draft_of, linked

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import counter as casework
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.models import Draft
from motcua.foundation.identity.models import Person
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.models import Reading
from motcua.foundation.organisations import queries as organisations

pytestmark = pytest.mark.django_db

ASKED = {
    "what": ["Bản chính giấy chứng sinh"],
    "why": ["Bản chụp mờ"],
    "reason": "Mang bản rõ hơn.",
}


# --- Finding the procedure, and who came -------------------------------------------------------


def test_the_list_leads_to_what_the_agency_takes_in_and_is_searched_in_plain_words(province, desk):
    assert counter.BEGIN in desk.get(counter.LIST).text

    found = desk.get(counter.LIST, {"q": "khai sinh cho con"}).text
    nothing = desk.get(counter.LIST, {"q": "xyzzyx qwpoq"}).text

    assert counter.BEGIN in found
    assert counter.BEGIN not in nothing
    assert "Không có thủ tục nào khớp" in nothing


def test_what_is_missing_of_the_applicant_is_named_beside_its_box_and_what_was_typed_stays(desk):
    answer = desk.post(counter.BEGIN, {"full_name": "Cao Thị <b>Mới</b>", "way": "counter"})

    assert answer.status_code == 422
    assert linked(answer) == ["f-pin", "f-born_on"]
    assert 'value="Cao Thị &lt;b&gt;Mới&lt;/b&gt;"' in answer.text
    assert not Draft.objects.exists()


def test_a_scanned_card_fills_the_boxes_and_nothing_begins_before_somebody_has_looked(desk):
    card = "099195000009||Cao Thị Mới|02021995|Nữ|Thôn Đoài, Xã Sông Lam|01012024"

    answer = desk.post(counter.BEGIN, {"card": card, "way": "post"})

    assert answer.status_code == 200
    for value in ("099195000009", "Cao Thị Mới", "02/02/1995"):
        assert f'value="{value}"' in answer.text
    assert '<option value="female" selected>' in answer.text
    assert '<option value="post" selected>' in answer.text
    assert not Draft.objects.exists()


@pytest.mark.parametrize("text", ["abc", "1|2|3|4|5|6|7", "099195000009||Mới|31021995|Nữ|x|y"])
def test_what_is_no_card_is_said_to_be_none(desk, text):
    answer = desk.post(counter.BEGIN, {"card": text})

    assert answer.status_code == 422
    assert linked(answer) == ["f-card"]


@pytest.mark.parametrize(
    ("said", "box"),
    [
        ({"pin": "12"}, "f-pin"),
        ({"full_name": "Người Khác"}, "f-full_name"),
        ({"way": "online"}, "f-way"),
        ({"agency": "999999"}, "f-agency"),
        ({"_came_on": "31/02/2026"}, "f-_came_on"),
        ({"_came_time": "nửa đêm"}, "f-_came_time"),
        ({"_came_on": "17/03/2026", "_came_time": "08:00"}, "f-_came_on"),
        ({"_came_on": "01/01/2026", "_came_time": "08:00"}, "f-_came_on"),
        ({"_came_on": "13/03/2026", "_came_time": "08:00"}, "f-_late_reason"),
        ({"_bringer_name": "Cháu họ"}, "f-_bringer_authority"),
    ],
)
def test_what_cannot_be_is_named_beside_its_box(province, desk, said, box):
    answer = desk.post(counter.BEGIN, {**counter.WHO, **said})

    assert answer.status_code == 422
    assert linked(answer) == [box]
    assert f'id="{box}"' in answer.text
    assert not Draft.objects.exists()


def test_who_was_never_here_is_known_from_now_on_by_the_number_without_an_account(province, desk):
    before = Person.objects.count()

    counter.begin(desk, **counter.STRANGER)
    counter.begin(desk, **counter.STRANGER)

    assert Person.objects.count() == before + 1
    assert not Person.objects.order_by("pk").last().accounts.exists()


# --- Writing down ------------------------------------------------------------------------------


def test_the_sheet_asks_everything_on_one_page_and_knows_what_the_card_said(province, desk):
    page = desk.get(counter.begin(desk)).text

    for name in ("requester_relation", "child_full_name", "parents_status", "result_channel"):
        assert f'name="{name}"' in page
    for paper in counter.HANDED:
        assert f'name="_handed-{paper}"' in page
    assert "099192000101" in page
    assert '<option value="counter" selected>' in page or 'value="counter" checked' in page


def test_what_is_typed_is_kept_right_or_wrong(province, desk):
    sheet = counter.begin(desk)

    counter.write(desk, sheet, child_full_name="X", **{"child_birth_date-year": "2099"})

    page = desk.get(sheet).text
    assert 'value="2099"' in page
    assert "birth-notice.pdf" in page
    assert '<option value="original" selected>' in page
    assert linked(desk.get(sheet)) == []


def test_a_bad_hour_loses_nothing_else(province, desk):
    sheet = counter.begin(desk)

    answer = counter.write(desk, sheet, _came_on="16/03/2026", _came_time="99:99")

    assert answer.status_code == 422
    assert linked(answer) == ["f-_came_time"]
    assert 'value="99:99"' in answer.text
    assert "Phạm Nguyễn Bảo Ngọc" in desk.get(sheet).text


def test_a_bad_scan_is_named_beside_its_paper_and_the_good_ones_are_kept(province, desk):
    sheet = counter.begin(desk)
    virus = SimpleUploadedFile("giay.pdf", b"MZ\x90 virus", "application/pdf")

    answer = counter.write(desk, sheet, **{"_scan-birth-notice": virus})

    assert answer.status_code == 422
    assert linked(answer) == ["paper-birth-notice"]
    kept = documents.list_documents(draft_of(sheet).subject)
    assert [one.filename for one in kept] == ["declaration.pdf"]


def test_a_scan_can_be_looked_at_and_taken_away(province, desk, sign_in):
    sheet = counter.begin(desk)
    counter.write(desk, sheet)
    (key,) = [
        one.pk
        for one in documents.list_documents(draft_of(sheet).subject)
        if one.paper_code == "declaration"
    ]

    shown = desk.get(f"{sheet}tep/{key}/")
    stranger = sign_in(province.stranger)
    assert shown["Content-Type"] == "application/pdf"
    assert stranger.get(f"{sheet}tep/{key}/").status_code == 404
    assert stranger.post(f"{sheet}tep/{key}/bo/").status_code == 404

    desk.post(f"{sheet}tep/{key}/bo/")

    assert desk.get(f"{sheet}tep/{key}/").status_code == 404


def test_two_windows_do_not_overwrite_each_other(province, desk):
    sheet = counter.begin(desk)
    old = desk.get(sheet)
    counter.write(desk, sheet, child_full_name="Bảo Ngọc Một")

    answer = desk.post(sheet, counter.sheet_of(old, child_full_name="Bảo Ngọc Hai"))

    assert answer.status_code == 409
    assert "Bảo Ngọc Hai" in answer.text
    assert "Bảo Ngọc Một" in desk.get(sheet).text


def test_a_sheet_is_found_again_by_any_officer_of_the_desk_until_it_is_thrown_away(province, desk):
    sheet = counter.begin(desk)
    assert sheet in desk.get(counter.LIST).text

    desk.post(f"{sheet}xoa/")

    assert sheet not in desk.get(counter.LIST).text
    assert desk.get(sheet).status_code == 404


# --- Who may -----------------------------------------------------------------------------------


def test_another_desk_finds_no_sheet_and_other_posts_no_door(province, desk, sign_in, chair):
    sheet = counter.begin(desk)
    stranger = sign_in(province.stranger)

    for address in (sheet, f"{sheet}bo-sung/", f"{sheet}tu-choi/"):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, ASKED).status_code == 404
        assert chair.get(address).status_code == 404
    assert stranger.post(f"{sheet}xoa/").status_code == 404
    assert Draft.objects.exists()


def test_a_sheet_is_not_among_the_drafts_of_the_person_and_a_persons_draft_is_not_the_desks(
    province, desk, sign_in
):
    sheet = counter.begin(desk)
    own = people.fill(province)
    hanh = sign_in(province.hanh)
    key = sheet.strip("/").rpartition("/")[2]

    assert key not in hanh.get("/ho-so/").text
    assert hanh.get(f"/ban-nhap/{key}/").status_code == 404
    assert desk.get(f"{counter.LIST}{own.pk}/").status_code == 404
    assert [one.pk for one in dossiers.list_drafts(province.hanh)] == [own.pk]


def test_the_applicant_finds_the_dossier_at_the_portal_with_what_was_declared(
    province, desk, sign_in
):
    counter.taken_in(desk)

    page = sign_in(province.hanh).get(f"/ho-so/{dossier().reference}/")

    assert page.status_code == 200
    assert dossier().number in page.text


def test_each_reading_of_a_sheet_is_noted(province, desk):
    sheet = counter.begin(desk)

    desk.get(sheet)

    (noted,) = Reading.objects.filter(path=sheet)
    assert noted.purpose == "intake"
    assert noted.subjects == [f"draft:{draft_of(sheet).pk}"]


# --- Price -------------------------------------------------------------------------------------


def test_the_list_costs_the_same_for_one_sheet_and_for_thirty(province, desk):
    counter.begin(desk)
    desk.get(counter.LIST)
    with CaptureQueriesContext(connection) as one:
        desk.get(counter.LIST)
    sheets = {counter.begin(desk) for _sheet in range(29)}

    with CaptureQueriesContext(connection) as thirty:
        page = desk.get(counter.LIST).text

    assert all(sheet in page for sheet in sheets)
    assert len(thirty) == len(one)


def test_taking_in_costs_at_most_thirty_statements(province, desk, django_assert_max_num_queries):
    sheet = counter.written(desk)
    draft = draft_of(sheet)
    organisations.get_calendar(province.agency_id)

    with django_assert_max_num_queries(30):
        casework.take_in(draft_id=draft.pk, by=province.desk, at=clock.now())


def test_the_counter_shows_the_declaration_filled_in_as_a_sample(province, desk):
    (address,) = re.findall(r'href="(/thu-tuc/[^"]+/mau/)"', desk.get(counter.BEGIN).text)

    assert "Đây chỉ là mẫu." in desk.get(address).text
