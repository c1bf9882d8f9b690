"""Procedure control brings a log of another system and sees it beside our dossiers."""

import gzip
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.casework import people
from tests.hindsight.test_foreign import HEADER, TWO

from motcua.composition.hindsight.models import ForeignLog, ForeignUpload

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/thu-tuc/1.001193/dien-bien/noi-khac/"
BRING = f"{PAGE}nhap/"


def send(browser, content=TWO, **typed):
    file = SimpleUploadedFile("log.csv", content.encode() if isinstance(content, str) else content)
    sent = {"title": "Một cửa cũ", "source": "Phần mềm 2024", "file": file} | typed
    return browser.post(BRING, sent)


def chosen(page, **others):
    """Return the columns as the page has them chosen, or others in their places."""
    found = {
        one.name: next((option.value for option in one.options if option.is_chosen), "")
        for one in page.context["choices"]
    }
    return found | others


def bring(controller):
    columns = send(controller).headers["Location"]
    kept = controller.post(columns, chosen(controller.get(columns)) | {"lam": "nhap"})
    return kept.headers["Location"].removesuffix("buoc/")


def test_a_file_becomes_a_log_beside_our_dossiers(province, controller):
    people.accept(province, people.lodge(province))
    columns = send(controller).headers["Location"]
    page = controller.get(columns)

    assert [row.cells[0] for row in page.context["rows"]] == ["HS1", "HS1", "HS2", "HS2", "HS2"]
    assert page.context["preview"].cases == "2"
    assert "6 (“hôm qua”)" in page.text

    kept = controller.post(columns, chosen(page) | {"lam": "nhap"}, follow=True)
    assert "Đã nhập nhật ký" in kept.text

    log = controller.get(kept.redirect_chain[-1][0].removesuffix("buoc/"))
    told = {one.label: (one.ours, one.theirs) for one in log.context["shown"].figures}
    assert told["Hồ sơ"] == ("1", "2")
    assert told["Xong trễ hạn, trong số biết hạn"] == ("–", "1/2 (50,0%)")
    assert log.text.count('<svg class="mc-process__picture"') == 2
    assert "Chuyển kho" in log.text
    assert "Dòng số: 6" in log.text
    assert " style=" not in log.text


def test_columns_chosen_wrongly_are_told_beside_their_boxes_and_the_file_stays(controller):
    columns = send(controller).headers["Location"]
    page = controller.get(columns)

    twice = controller.post(columns, chosen(page, **{"c-activity": "0"}) | {"lam": "nhap"})
    missing = controller.post(columns, chosen(page, **{"c-case": ""}) | {"lam": "xem"})
    useless = controller.post(columns, chosen(page, **{"c-done_at": "4"}) | {"lam": "nhap"})

    assert (twice.status_code, missing.status_code, useless.status_code) == (422, 422, 422)
    assert 'id="c-activity-error"' in twice.text
    assert 'id="c-case-error"' in missing.text
    assert useless.context["errors"][0].anchor == "c-case"
    assert chosen(useless)["c-done_at"] == "4"
    assert ForeignUpload.objects.count() == 1
    assert not ForeignLog.objects.exists()


def test_other_columns_change_what_is_seen_before_anything_is_kept(controller):
    columns = send(controller).headers["Location"]
    page = controller.get(columns)

    again = controller.post(
        columns, chosen(page, **{"c-activity": "3", "c-unit": ""}) | {"lam": "xem"}
    )

    assert again.context["preview"].activities == ("Kho", "Lãnh đạo", "Tư pháp")
    assert not ForeignLog.objects.exists()


def test_a_file_can_be_let_go(controller):
    columns = send(controller).headers["Location"]

    page = controller.post(columns, {"lam": "bo"}, follow=True)

    assert "Đã bỏ tệp" in page.text
    assert not ForeignUpload.objects.exists()
    assert controller.get(columns).status_code == 404


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "Tệp không đọc được"),
        (b'<!DOCTYPE log [<!ENTITY a "b">]><log/>', "khai báo kiểu tài liệu"),
        (gzip.compress(b"<log>", mtime=0)[:-3], "tệp nén bị hỏng"),
        (b"", "tên các cột"),
    ],
)
def test_what_is_no_log_is_told_beside_the_box_and_what_was_typed_stays(controller, content, told):
    page = send(controller, content)

    assert page.status_code == 422
    assert told in page.context["wrong"]["file"]
    assert 'value="Một cửa cũ"' in page.text
    assert not ForeignUpload.objects.exists()


def test_title_and_source_are_asked_for(controller):
    page = send(controller, title=" ", source="x" * 201)

    assert set(page.context["wrong"]) == {"title", "source"}


def test_matching_gives_activities_the_names_of_our_steps(controller):
    address = bring(controller)
    page = controller.get(f"{address}buoc/")
    sent = {
        one.name: "phe_duyet" if one.label == "Chuyển kho" else ""
        for one in page.context["choices"]
    }

    controller.post(f"{address}buoc/", sent)

    assert ForeignLog.objects.get().steps == {"Chuyển kho": "phe_duyet"}
    assert "Sửa ghép việc với bước" in controller.get(address).text


def test_removing_asks_why_and_takes_it_out_of_the_list(controller):
    address = bring(controller)

    without = controller.post(f"{address}xoa/", {"reason": " "})
    page = controller.post(f"{address}xoa/", {"reason": "Nhập nhầm"}, follow=True)

    assert without.status_code == 422
    assert "Đã xoá nhật ký" in page.text
    assert list(page.context["logs"]) == []
    assert controller.get(address).status_code == 404


def test_a_leader_elsewhere_sees_the_list_without_it_and_may_not_bring(controller, chair):
    address = bring(controller)

    page = chair.get(PAGE)

    assert list(page.context["logs"]) == []
    assert not re.search(r"noi-khac/nhap/", page.text)
    assert {chair.get(one).status_code for one in (address, BRING, f"{address}xoa/")} == {404}
    assert send(chair).status_code == 404


def test_of_a_procedure_that_is_not_there_nothing_is_found(controller):
    assert controller.get(PAGE.replace("1.001193", "9.999999")).status_code == 404


@pytest.mark.parametrize("rows", [1, 60])
def test_the_page_costs_the_same_for_any_number(controller, rows, django_assert_max_num_queries):
    many = "".join(f"HS{n},Ký,16/03/2026 08:{n:02},,,\n" for n in range(rows))
    columns = send(controller, HEADER + many).headers["Location"]
    kept = controller.post(columns, chosen(controller.get(columns)) | {"lam": "nhap"})
    address = kept.headers["Location"].removesuffix("buoc/")
    controller.get(address)

    with django_assert_max_num_queries(16):
        assert controller.get(address).context["log"].cases == rows
