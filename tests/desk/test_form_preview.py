"""A form being built, seen as a citizen sees it; taken out as a file and brought in."""

import json
import re

import pytest
from tests.casework import people
from tests.desk.building import address, bring

from motcua.capabilities.forms import queries as forms
from motcua.domain.procedures import queries
from motcua.domain.procedures.models import RecordDraft

pytestmark = pytest.mark.django_db


# --- seen as a citizen, taken out and in ---------------------------------------------------------


def answers_in(page):
    return re.search(r'name="answers" value="([^"]*)"', page.text)[1].replace("&quot;", '"')


def test_the_preview_judges_leads_on_and_saves_nothing(controller, small, build):
    build("trang/", title__vi="Người bán", title__en="Who sells")
    build("cau-hoi/", page="nguoi-ban", kind="name", name="seller", label__vi="Họ tên người bán",
          label__en="Seller", is_required="on")  # fmt: skip
    where = address(small, "bieu-mau/xem-thu/")
    revision = RecordDraft.objects.get(pk=small.pk).revision

    first = controller.get(where)
    second = controller.post(
        where, {"page": "cua-hang", "answers": answers_in(first), "co_bien_hieu": "no"}
    )
    wrong = controller.post(where, {"page": "nguoi-ban", "answers": answers_in(second)})
    done = controller.post(
        where, {"page": "nguoi-ban", "answers": answers_in(wrong), "seller": "Đặng Thị Ổi"}
    )

    assert "Có biển hiệu" in first.text
    assert "Họ tên người bán" in second.text
    assert wrong.status_code == 422
    assert "Hãy nhập họ tên người bán." in wrong.text
    assert "Kiểm tra lại trước khi nộp" in done.text
    assert "Không" in done.text
    assert RecordDraft.objects.get(pk=small.pk).revision == revision


def test_the_preview_can_be_filled_with_samples(controller, draft):
    page = controller.get(address(draft, "bieu-mau/xem-thu/?mau=1&page=tre"))

    assert page.status_code == 200
    assert json.loads(answers_in(page))["child_full_name"]


@pytest.mark.parametrize("answers", ["", "[1]", "{", '{"a": ' * 5000])
def test_the_preview_takes_any_answers(controller, small, answers):
    sent = {"page": "nowhere", "answers": answers}

    assert controller.post(address(small, "bieu-mau/xem-thu/"), sent).status_code in {200, 422}


def test_an_empty_form_is_told_in_the_preview(controller, small, build):
    build("sua/", act="remove ten_tren_bien")
    build("sua/", act="remove co_bien_hieu")

    assert "Biểu mẫu chưa hỏi gì" in controller.get(address(small, "bieu-mau/xem-thu/")).text
    assert "Trang 1 chưa có câu hỏi nào." in controller.get(address(small, "bieu-mau/")).text


@pytest.mark.parametrize("key", ["birth-registration", "household-business"])
def test_a_form_goes_out_and_in_again_unchanged(controller, draft, key):
    document = forms.read_packaged(key)

    brought = bring(controller, draft, document)
    taken = controller.get(address(draft, "bieu-mau/tep/xuat/"))

    assert brought.status_code == 302
    assert json.loads(taken.content) == document
    assert f"bieu-mau-{people.BIRTH}.json" in taken["Content-Disposition"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "Tệp không phải là JSON hợp lệ."),
        ('{"a": ' * 5000, "Tệp không phải là JSON hợp lệ."),
        ("[]", "Tài liệu chưa đúng"),
        ('{"schema": {}, "hints": {}}', "Tài liệu chưa đúng"),
        ("x" * 1_000_001, "Tệp quá lớn: tối đa 1 MB."),
    ],
)
def test_what_is_no_form_is_refused_and_nothing_is_kept(controller, draft, text, sentence):
    refused = bring(controller, draft, text)

    assert refused.status_code == 422
    assert sentence in refused.text
    assert queries.list_own_designs(draft.pk) == []


def test_no_file_is_said(build):
    assert "Không được để trống." in build("tep/").text
