"""Procedure control builds a question that asks for a file, looks at it, and rehearses it."""

import json

import pytest
from tests.casework import asking_files
from tests.desk.building import address, ask, bring, document_of
from tests.desk.test_rehearsal import Sat

from motcua.capabilities.forms.rules import anatomy

pytestmark = pytest.mark.django_db


def test_a_question_that_asks_for_files_is_built(controller, small, build):
    asked = ask(build, "file", "Ảnh con dấu", is_required="on", least="", most="3")

    assert asked.status_code == 302
    schema = document_of(small)["schema"]
    assert schema["properties"]["anh_con_dau"] == {
        "type": "array", "items": anatomy.FILE, "maxItems": 3,
    }  # fmt: skip
    assert "anh_con_dau" in schema["required"]
    page = controller.get(address(small, "bieu-mau/cau-hoi/anh_con_dau/")).text
    assert "Nhiều nhất: số tệp" in page
    assert "Điền sẵn từ" not in page


def test_more_files_than_a_question_takes_are_refused(build, small):
    assert ask(build, "file", "Ảnh con dấu", most="11").status_code == 422


def test_the_preview_takes_a_sample_in_place_of_a_file(controller, small, build):
    ask(build, "file", "Ảnh con dấu", is_required="on")
    where = address(small, "bieu-mau/xem-thu/")
    typed = {"page": "cua-hang", "answers": "{}", "co_bien_hieu": "no"}
    first = controller.get(where)

    wrong = controller.post(where, typed)
    done = controller.post(where, typed | {"anh_con_dau-sample": "on"})

    assert 'name="anh_con_dau-sample"' in first.text
    assert 'type="file"' not in first.text
    assert wrong.status_code == 422
    assert "Hãy chọn tệp cho mục “Ảnh con dấu”." in wrong.text
    assert "tep-mau-1.pdf" in done.text


def test_a_rehearsal_lodges_sample_files(controller, draft):
    assert bring(controller, draft, json.dumps(asking_files.document())).status_code == 302
    sat = Sat(controller, draft)
    sat.press("sample")
    for paper in sat.page.context["missing_papers"]:
        sat.press("attach", paper=paper)

    page = sat.press("lodge")

    assert sat.answer.status_code == 302
    handed_in = page.context["scene"].examined.handed_in
    assert ("answer:stamp", "stamp-0.pdf") in [(one.paper_code, one.filename) for one in handed_in]


def test_a_rehearsal_without_the_file_is_told(controller, draft):
    bring(controller, draft, json.dumps(asking_files.document()))
    sat = Sat(controller, draft)
    sat.press("sample")

    page = sat.press("answer", page="giay-to", birth_proof="birth_notice", has_house="no")

    assert "Hãy chọn tệp cho mục “Mẫu dấu”." in page.text
