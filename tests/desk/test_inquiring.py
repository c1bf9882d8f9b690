"""The desk's pages for opinions of other agencies and for visits."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.casework import people
from tests.casework.inquiring import (
    ANSWER_ON,
    QUESTION,
    TOO_LATE,
    VISIT_AT,
    answer,
    arrange,
    ask,
    handled,
    papers_of,
)
from tests.journeys.people import words

from motcua.domain.inquiries.models import Opinion, Visit
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
LIST, CALENDAR = "/can-bo/y-kien/", "/can-bo/lich-xac-minh/"


@pytest.fixture
def player(province):
    return handled()


@pytest.fixture
def browsers(province, player, sign_in):
    """Everybody's browser, by what they are to the question."""
    return {
        "asker": sign_in(player.officers["specialist"]),
        "desk": sign_in(player.officers["desk"]),
        "asked": sign_in(province.registrar),
        "asked_desk": sign_in(province.desk),
        "stranger": sign_in(province.strange_registrar),
    }


@pytest.fixture
def opinion(province, player):
    return ask(player, agency_id=province.agency_id, papers=[papers_of(player)[0].pk])


@pytest.fixture
def visit(player):
    return arrange(player)


def dossier_of(player):
    return f"/can-bo/ho-so/{player.dossier.reference}/"


def page_of(opinion):
    return f"{LIST}{opinion.pk}/"


def visit_page(player, visit):
    return f"{dossier_of(player)}xac-minh/{visit.pk}/"


# --- Asking -------------------------------------------------------------------------------------


def test_the_dossier_leads_its_handler_to_the_question_with_a_day_proposed(player, browsers):
    address = f"{dossier_of(player)}lay-y-kien/"

    assert address in browsers["asker"].get(dossier_of(player)).text
    assert address not in browsers["desk"].get(dossier_of(player)).text
    page = browsers["asker"].get(address)

    assert f'value="{ANSWER_ON:%d/%m/%Y}"' in page.text
    assert "Điều 19.5 Nghị định 61/2018/NĐ-CP" in page.text


def test_asking_leads_to_the_question_and_the_dossier_tells_of_it(province, player, browsers):
    paper = papers_of(player)[0]
    sent = {
        "asked": f"a{province.agency_id}", "question": QUESTION, "until": "19/03/2026",
        "papers": str(paper.pk),
    }  # fmt: skip

    answered = browsers["asker"].post(f"{dossier_of(player)}lay-y-kien/", sent, follow=True)

    opinion = Opinion.objects.get()
    assert answered.redirect_chain == [(page_of(opinion), 302)]
    assert QUESTION in answered.text
    letter = re.search(rf'href="({page_of(opinion)}[^"]+)"[^>]*>\S+/YK-', answered.text)
    assert browsers["asker"].get(letter[1])["Content-Type"] == "application/pdf"
    told = words(browsers["asker"].get(dossier_of(player)))
    for said in ("Lấy ý kiến cơ quan, đơn vị liên quan", "Hạn trả lời: 17:00 19/03/2026", QUESTION):
        assert said in told, said


def test_what_is_wrong_stands_beside_its_box_and_what_was_typed_stays(province, player, browsers):
    paper = papers_of(player)[0]
    sent = {
        "asked": f"a{province.agency_id}", "question": "<b>Đúng?</b>", "until": "1/1/26",
        "papers": str(paper.pk),
    }  # fmt: skip

    answered = browsers["asker"].post(f"{dossier_of(player)}lay-y-kien/", sent)

    assert answered.status_code == 422
    assert 'href="#f-until"' in answered.text
    assert "&lt;b&gt;Đúng?&lt;/b&gt;" in answered.text
    assert re.search(rf'value="{paper.pk}" checked', answered.text)
    assert f'value="a{province.agency_id}" selected' in answered.text


def test_pressing_twice_asks_once(province, player, browsers):
    sent = {"asked": f"a{province.agency_id}", "question": QUESTION, "until": "19/03/2026"}
    address = f"{dossier_of(player)}lay-y-kien/"
    browsers["asker"].post(address, sent)

    again = browsers["asker"].post(address, sent)

    assert again.status_code == 409
    assert "đang chờ trả lời" in again.text
    assert Opinion.objects.count() == 1


def test_before_it_is_handled_the_page_says_why_not(province, sign_in):
    dossier = people.lodge(province)

    page = sign_in(province.registrar).get(f"/can-bo/ho-so/{dossier.reference}/lay-y-kien/")

    assert "không còn ở khâu thẩm định" in page.text
    assert '<form class="mc-reading"' not in page.text


# --- Answering ----------------------------------------------------------------------------------


def test_the_queue_leads_the_asked_agency_to_the_question_and_its_papers(player, opinion, browsers):
    assert page_of(opinion) in browsers["asked"].get(LIST).text

    page = browsers["asked"].get(page_of(opinion))

    shared, *others = papers_of(player)
    assert QUESTION in page.text
    assert player.dossier.applicant.full_name not in page.text
    assert dossier_of(player) not in page.text
    pdf = browsers["asked"].get(f"{page_of(opinion)}giay-to/{shared.pk}/")
    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")
    for paper in others:
        address = f"{page_of(opinion)}giay-to/{paper.pk}/"
        assert browsers["asked"].get(address).status_code == 404
    assert browsers["asked"].get(dossier_of(player)).status_code == 404


@pytest.mark.parametrize("who", ["stranger", "asked_desk"])
def test_a_third_agency_and_the_asked_ones_desk_find_nothing(opinion, browsers, who):
    assert browsers[who].get(page_of(opinion)).status_code == 404
    assert browsers[who].post(page_of(opinion), {}).status_code == 404
    assert page_of(opinion) not in browsers[who].get(LIST).text


def test_the_answer_with_its_file_is_read_by_who_asked(opinion, browsers):
    file = SimpleUploadedFile("tra-loi.pdf", people.a_pdf("Trả lời"), "application/pdf")
    sent = {
        "act": "answer", "stance": "disagrees", "content": "Không ở đó.", "paper_number": "7/CV",
        "paper_on": "16/03/2026", "file": file,
    }  # fmt: skip

    answered = browsers["asked"].post(page_of(opinion), sent, follow=True)

    assert answered.redirect_chain == [(page_of(opinion), 302)]
    page = browsers["asker"].get(page_of(opinion))
    for said in ("Không đồng ý", "Không ở đó.", "7/CV", "16/03/2026", "tra-loi.pdf"):
        assert said in page.text, said
    (address,) = re.findall(rf'"({page_of(opinion)}giay-to/\d+/)"[^>]*>tra-loi', page.text)
    assert browsers["asker"].get(address)["Content-Type"] == "application/pdf"
    assert browsers["stranger"].get(address).status_code == 404
    assert browsers["asked"].post(page_of(opinion), sent).status_code == 409


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"content": "x"}, "stance"),
        ({"stance": "perhaps", "content": "x"}, "stance"),
        ({"stance": "agrees", "content": " "}, "content"),
        ({"stance": "agrees", "content": "x", "paper_on": "hôm qua"}, "paper_on"),
    ],
)
def test_an_answer_that_lacks_something_is_drawn_again(opinion, browsers, sent, field):
    answered = browsers["asked"].post(page_of(opinion), {"act": "answer"} | sent)

    assert answered.status_code == 422
    assert f'href="#f-{field}"' in answered.text


def test_a_file_that_is_none_is_refused_and_nothing_is_answered(opinion, browsers):
    file = SimpleUploadedFile("tra-loi.pdf", b"<script>alert(1)</script>", "application/pdf")
    sent = {"act": "answer", "stance": "agrees", "content": "Đúng", "file": file}

    answered = browsers["asked"].post(page_of(opinion), sent)

    assert answered.status_code == 422
    assert "tra-loi.pdf" in answered.text
    opinion.refresh_from_db()
    assert opinion.answered_at is None


# --- Silence ------------------------------------------------------------------------------------


def test_after_the_day_the_asker_goes_on_and_both_queues_tell_it(opinion, browsers):
    before = browsers["asker"].get(page_of(opinion)).text
    assert 'value="pass-over"' not in before
    assert 'value="withdraw"' in before
    assert 'value="withdraw"' not in browsers["asked"].get(page_of(opinion)).text
    with clock.fixed_at(TOO_LATE):
        late = "Quá hạn, chưa trả lời"
        assert late in browsers["desk"].get(LIST).text
        assert late in browsers["asked"].get(LIST).text
        without = browsers["asker"].post(page_of(opinion), {"act": "pass-over", "reason": " "})
        assert without.status_code == 422
        went = browsers["asker"].post(
            page_of(opinion), {"act": "pass-over", "reason": "Đã rõ"}, follow=True
        )
        assert "Giải quyết tiếp khi chưa có ý kiến" in went.text
        measured = browsers["asked"].get(LIST)

    (row,) = measured.context["measure"]
    assert (row.in_time, row.late, row.silent, row.waiting) == (0, 0, 1, 0)
    assert "Số yêu cầu lấy ý kiến, theo cơ quan hỏi" in measured.text


def test_before_the_day_nobody_is_passed_over(opinion, browsers):
    answered = browsers["asker"].post(page_of(opinion), {"act": "pass-over", "reason": "Vội"})

    assert answered.status_code == 409
    assert "Chưa hết hạn trả lời" in answered.text


def test_the_asked_agency_cannot_withdraw_the_question(opinion, browsers):
    sent = {"act": "withdraw", "reason": "Không muốn trả lời"}

    assert browsers["asked"].post(page_of(opinion), sent).status_code == 404
    assert browsers["asker"].post(page_of(opinion), sent).status_code == 302


def test_the_list_goes_on_behind_its_last_row(opinion, browsers):
    mark = f"{opinion.due_at:%Y%m%dT%H%M%S%f}.{opinion.pk}"

    assert page_of(opinion) not in browsers["asked"].get(LIST, {"sau": mark}).text
    assert page_of(opinion) in browsers["asked"].get(LIST, {"sau": "nonsense"}).text


# --- Visits -------------------------------------------------------------------------------------


def test_a_visit_is_arranged_and_stands_in_the_officers_calendar(player, browsers):
    sent = {
        "day": "18/03/2026", "time": "14h30", "place": "Số 88 đường Lũy Tre",
        "taking_part": "Chủ hộ", "content": "Nơi ở",
    }  # fmt: skip
    address = f"{dossier_of(player)}xac-minh/"
    assert address in browsers["asker"].get(dossier_of(player)).text

    answered = browsers["asker"].post(address, sent, follow=True)
    again = browsers["asker"].post(address, sent)

    visit = Visit.objects.get()
    assert visit.starts_at == VISIT_AT
    assert answered.redirect_chain == [(visit_page(player, visit), 302)]
    assert again.status_code == 409
    calendar = browsers["asker"].get(CALENDAR).text
    assert visit_page(player, visit) in calendar
    assert "Số 88 đường Lũy Tre" in calendar
    assert visit_page(player, visit) in browsers["desk"].get(dossier_of(player)).text
    assert visit_page(player, visit) not in browsers["stranger"].get(CALENDAR).text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"day": "30/02/2026"}, "day"),
        ({"time": "25:00"}, "time"),
        ({"time": ""}, "time"),
        ({"day": "15/03/2026"}, "day"),
        ({"place": ""}, "place"),
    ],
)
def test_an_appointment_that_will_not_do_is_drawn_again(player, browsers, typed, field):
    sent = {
        "day": "18/03/2026", "time": "14:30", "place": "P", "taking_part": "T", "content": "C",
    } | typed  # fmt: skip

    answered = browsers["asker"].post(f"{dossier_of(player)}xac-minh/", sent)

    assert answered.status_code == 422
    assert f'href="#f-{field}"' in answered.text
    assert Visit.objects.count() == 0


def test_minutes_are_written_after_the_visit_with_their_file(player, visit, browsers):
    address = visit_page(player, visit)
    file = SimpleUploadedFile("bien-ban.pdf", people.a_pdf("Biên bản"), "application/pdf")
    sent = {"act": "minutes", "finding": "different", "present": "Hàng xóm", "content": "Nhà trống"}
    assert browsers["asker"].post(address, sent).status_code == 409
    with clock.fixed_at(VISIT_AT + timedelta(hours=1)):
        assert "f-late_reason" not in browsers["asker"].get(address).text
        kept = browsers["asker"].post(address, sent | {"file": file}, follow=True)
        twice = browsers["asker"].post(address, sent)

    assert twice.status_code == 409
    for said in ("Khác với hồ sơ", "Hàng xóm", "Nhà trống", "bien-ban.pdf"):
        assert said in kept.text, said
    assert browsers["desk"].get(f"{address}tep/")["Content-Type"] == "application/pdf"
    assert browsers["stranger"].get(f"{address}tep/").status_code == 404
    assert "Nhà trống" in browsers["desk"].get(dossier_of(player)).text


def test_late_minutes_are_asked_for_their_reason(player, visit, browsers):
    sent = {"act": "minutes", "finding": "as_declared", "present": "Hộ", "content": "Đúng"}
    with clock.fixed_at(VISIT_AT + timedelta(days=2)):
        answered = browsers["asker"].post(visit_page(player, visit), sent)
        kept = browsers["asker"].post(
            visit_page(player, visit), sent | {"late_reason": "Ốm"}, follow=True
        )

    assert answered.status_code == 422
    assert 'href="#f-late_reason"' in answered.text
    assert "Ốm" in kept.text


def test_calling_off_says_why_and_the_desk_does_not(player, visit, browsers):
    sent = {"act": "call-off", "reason": "Mưa bão"}

    assert browsers["desk"].post(visit_page(player, visit), sent).status_code == 403
    assert browsers["stranger"].post(visit_page(player, visit), sent).status_code == 404
    gone = browsers["asker"].post(visit_page(player, visit), sent, follow=True)

    assert "Đã hủy hẹn" in gone.text
    assert visit_page(player, visit) not in browsers["asker"].get(CALENDAR).text


# --- What the applicant reads -------------------------------------------------------------------


def test_the_applicant_reads_who_is_asked_until_when_and_what_became_of_it(
    province, player, opinion, sign_in
):
    mine = sign_in(player.citizen)
    address = f"/ho-so/{player.dossier.reference}/"
    before = words(mine.get(address))
    answer(opinion, by=province.registrar)
    after = words(mine.get(address))

    name = opinion.asked_agency.name
    assert f"Đang lấy ý kiến của {name}, hạn 19/03/2026" in before
    assert f"Đang lấy ý kiến của {name}" not in after
    assert f"{name} đã trả lời ý kiến" in after
    for page in (before, after):
        assert QUESTION not in page
        assert "Gia đình ông đã chuyển đến" not in page


def test_the_applicant_reads_when_and_where_the_visit_is(player, visit, sign_in, browsers):
    mine = sign_in(player.citizen)
    address = f"/ho-so/{player.dossier.reference}/"
    told = words(mine.get(address))
    browsers["asker"].post(visit_page(player, visit), {"act": "call-off", "reason": "Mưa bão"})
    after = words(mine.get(address))

    for said in (
        "Hẹn thẩm tra, xác minh lúc 14:30 18/03/2026", "Địa điểm: Số 88 đường Lũy Tre",
        "Thành phần: Cảnh sát khu vực, chủ hộ", "Nội dung: Chỗ ở thực tế",
    ):  # fmt: skip
        assert said in told, said
    assert "Lý do: Mưa bão" in after


def test_all_that_is_missing_is_named_at_once(player, opinion, visit, browsers):
    answered = browsers["asked"].post(page_of(opinion), {"act": "answer"})
    with clock.fixed_at(VISIT_AT + timedelta(hours=1)):
        kept = browsers["asker"].post(visit_page(player, visit), {"act": "minutes"})

    for page, fields in (
        (answered, ("stance", "content")),
        (kept, ("finding", "present", "content")),
    ):
        assert page.status_code == 422
        for field in fields:
            assert f'href="#f-{field}"' in page.text, field
