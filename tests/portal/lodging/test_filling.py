"""Filling in: what is typed is kept, what is wrong is said, what is known is there."""

import re
from dataclasses import replace

import pytest
from tests.portal.lodging.browsing import PAGES, START, attach, begin, fill, lodge, send, text_of

from motcua.capabilities.documents.models import Document
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers import rules
from motcua.foundation.kernel.worktime import TimeUnit

pytestmark = pytest.mark.django_db


def test_the_start_page_offers_to_go_on_with_an_open_draft(hanh):
    assert "làm dở" not in text_of(hanh.get(START))

    draft = begin(hanh)

    page = text_of(hanh.get(START))
    assert f'href="{draft}"' in page
    assert "Bắt đầu hồ sơ mới" in page


def test_the_agency_chosen_before_is_chosen(hanh):
    page = text_of(hanh.get(START, {"agency": "H99.102"}))

    assert re.search(r'<option value="H99\.102" selected>', page)


@pytest.mark.parametrize(
    ("agency", "words"),
    [
        ("", "Hãy chọn nơi giải quyết."),
        ("H99.03", "Cơ quan này không nhận thủ tục đã chọn"),
        ("nothing", "Cơ quan này không nhận thủ tục đã chọn"),
    ],
)
def test_beginning_nowhere_is_refused(hanh, province, agency, words):
    answer = hanh.post(START, {"agency": agency})

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert dossiers.list_drafts(province.hanh) == []


def test_what_the_state_knows_is_filled_in_and_cannot_be_typed_over(hanh):
    draft = begin(hanh)
    page = text_of(hanh.get(f"{draft}to-khai/nguoi-yeu-cau/"))
    assert "Nguyễn Thị Hạnh" in page
    assert "mc-known" in page

    send(hanh, draft, "nguoi-yeu-cau", requester_full_name="Người Khác")

    assert "Người Khác" not in text_of(hanh.get(f"{draft}kiem-tra/"))


def test_everything_wrong_is_said_at_once_and_everything_typed_is_kept(hanh):
    draft = begin(hanh)

    answer = send(
        hanh, draft, "con", child_full_name="", child_sex="",
        **{"child_birth_date-day": "31", "child_birth_date-month": "2"},
    )  # fmt: skip

    page = text_of(answer)
    assert answer.status_code == 422
    links = re.findall(r'<li><a href="#([\w-]+)">', page)
    assert links == ["child_full_name", "child_birth_date-day", "child_sex"]
    for anchor in links:
        assert f'id="{anchor}"' in page
    again = text_of(hanh.get(f"{draft}to-khai/con/"))
    assert 'value="31"' in again
    assert 'value="2026"' in again


def test_coming_back_later_keeps_what_is_wrong_too(hanh):
    draft = begin(hanh)

    answer = send(hanh, draft, "con", child_sex="", then="later")

    assert answer["Location"] == "/ho-so/"
    assert draft in text_of(hanh.get("/ho-so/"))
    assert "Phạm Nguyễn Bảo Ngọc" in text_of(hanh.get(f"{draft}to-khai/con/"))


def test_saving_behind_another_device_loses_neither(hanh, province):
    draft = begin(hanh)
    stale = {**PAGES["con"], "revision": "0", "child_full_name": "Tên Gõ Sau"}
    send(hanh, draft, "con", child_full_name="Tên Lưu Trước")

    answer = hanh.post(f"{draft}to-khai/con/", stale)

    page = text_of(answer)
    assert answer.status_code == 409
    assert "Tên Gõ Sau" in page
    assert "Tên Lưu Trước" in text_of(hanh.get(f"{draft}to-khai/con/"))
    revision = re.search(r'name="revision" value="(\d+)"', page).group(1)
    hanh.post(f"{draft}to-khai/con/", {**stale, "revision": revision})
    assert "Tên Gõ Sau" in text_of(hanh.get(f"{draft}to-khai/con/"))


@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999999999999", "٣"])
def test_an_unreadable_revision_counts_as_behind(hanh, revision):
    draft = begin(hanh)

    assert (
        hanh.post(f"{draft}to-khai/con/", {**PAGES["con"], "revision": revision}).status_code == 409
    )


def test_pages_follow_the_answers(hanh):
    draft = begin(hanh)
    for page in ("nguoi-yeu-cau", "con", "cha-me"):
        send(hanh, draft, page)

    married = send(hanh, draft, "me")
    send(hanh, draft, "cha-me", parents_status="father_unknown")
    unmarried = send(hanh, draft, "me")

    assert married["Location"] == f"{draft}to-khai/cha/"
    assert unmarried["Location"] == f"{draft}to-khai/noi-sinh/"


def test_the_overview_says_what_is_done(hanh):
    draft = begin(hanh)
    send(hanh, draft, "con")

    page = text_of(hanh.get(draft))

    assert re.search(r"Con được khai sinh.*?Đã xong", page, re.DOTALL)
    assert "Chưa xong" in page
    assert "Kiểm tra và nộp" not in page


def test_the_overview_shows_every_part_from_the_beginning(hanh):
    draft = begin(hanh)

    page = text_of(hanh.get(draft))

    asked = re.findall(rf'href="{draft}to-khai/([^/]+)/"', page)
    assert len(asked) + page.count("Chưa cần") == 8
    assert "me" not in asked


def test_the_place_of_a_page_is_told_with_the_way_to_all_of_them(hanh):
    draft = begin(hanh)

    page = text_of(hanh.get(f"{draft}to-khai/ket-qua/"))

    assert "Phần 8 trên 8" in page
    assert f'href="{draft}"' in page


def test_the_check_page_tells_the_limit_of_the_rule(hanh, monkeypatch):
    draft = begin(hanh)
    limit = replace(rules.INTAKE_LIMITS[0], amount=3, unit=TimeUnit.WORKING_DAY)
    monkeypatch.setattr(rules, "INTAKE_LIMITS", (limit,))

    assert "kiểm tra trong 3 ngày làm việc" in text_of(hanh.get(f"{draft}kiem-tra/"))


def test_a_change_made_from_the_check_page_leads_back_to_it(hanh):
    draft = fill(hanh)
    change = re.search(
        rf'href="({draft}to-khai/con/\?from=check)#child_sex"',
        text_of(hanh.get(f"{draft}kiem-tra/")),
    )
    assert change

    answer = send(hanh, draft, "con", child_sex="male", **{"from": "check"})

    assert answer["Location"] == f"{draft}kiem-tra/"


def test_the_check_page_names_everything_that_is_missing_with_its_place(hanh):
    draft = begin(hanh)

    page = text_of(hanh.get(f"{draft}kiem-tra/"))

    assert f'href="{draft}to-khai/con/?from=check#child_full_name"' in page
    assert f'href="{draft}giay-to/#paper-birth-notice"' in page


def test_an_incomplete_draft_is_not_lodged(hanh, province):
    draft = fill(hanh)

    answer = lodge(hanh, draft)

    assert answer.status_code == 422
    assert "Hãy đính kèm: Giấy chứng sinh." in text_of(answer)
    assert dossiers.list_of_citizen(province.hanh) == []


def test_a_draft_is_not_lodged_without_the_declaration(hanh, province):
    draft = fill(hanh)
    attach(hanh, draft)

    answer = hanh.post(f"{draft}nop/", {})

    assert answer.status_code == 422
    assert 'href="#declared"' in text_of(answer)
    assert dossiers.list_of_citizen(province.hanh) == []


def test_a_low_level_of_identity_fills_in_but_does_not_lodge(hanh, province):
    draft = fill(hanh)
    attach(hanh, draft)
    session = hanh.session
    session["assurance"] = 1
    session.save()

    answer = lodge(hanh, draft)

    assert answer.status_code == 403
    assert "mức độ 2" in text_of(answer)
    assert dossiers.list_of_citizen(province.hanh) == []


def test_a_discarded_draft_is_gone(hanh, province):
    draft = begin(hanh)
    assert "Xoá bản nháp" in text_of(hanh.get(f"{draft}xoa/"))

    attach(hanh, draft)
    hanh.post(f"{draft}xoa/")

    assert hanh.get(draft).status_code == 404
    assert dossiers.list_drafts(province.hanh) == []
    assert not Document.objects.filter(owner_key=draft.split("/")[2]).exists()


def test_every_address_of_a_lodged_draft_leads_to_its_dossier(hanh):
    draft = fill(hanh)
    attach(hanh, draft)
    lodged = lodge(hanh, draft)
    reference = lodged["Location"].split("/")[2]

    assert lodge(hanh, draft)["Location"] == lodged["Location"]
    for place in ("", "to-khai/con/", "giay-to/", "kiem-tra/"):
        assert hanh.get(f"{draft}{place}")["Location"] == f"/ho-so/{reference}/"
    late = hanh.post(f"{draft}to-khai/con/", {**PAGES["con"], "revision": "8"})
    assert late.status_code == 409


def test_english_is_spoken_when_it_is_chosen(hanh):
    hanh.cookies["django_language"] = "en"

    assert (
        "Birth registration" in text_of(hanh.get(START))
        or "birth" in text_of(hanh.get(START)).lower()
    )


def test_each_page_says_why_it_asks_and_what_of_it_is_sensitive(hanh):
    draft = begin(hanh)

    page = text_of(hanh.get(f"{draft}to-khai/con/"))

    assert "Vì sao hỏi những điều này?" in page
    assert "Luật Hộ tịch" in page
    assert "Luật 91/2025/QH15 (chưa đối chiếu nguyên văn" in page
    assert "dữ liệu nhạy cảm: Dân tộc, chủng tộc" in re.sub(r"\s+", " ", page)
    quiet = text_of(hanh.get(f"{draft}to-khai/giay-to/"))
    assert "Vì sao hỏi những điều này?" in quiet
    assert "nhạy cảm" not in quiet
