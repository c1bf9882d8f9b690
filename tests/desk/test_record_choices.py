"""What an office need not know by heart when it writes a record."""

import pytest
from tests.desk.building import address
from tests.desk.test_record_drafts import filled

pytestmark = pytest.mark.django_db


def test_a_code_nobody_typed_is_made_from_the_name(controller, draft):
    where = address(draft, "phan/papers/")
    sent = filled(controller.get(where))
    rows = len(draft.record["papers"])
    more = {
        f"papers.{rows + number}.{name}": value
        for number in range(2)
        for name, value in {"name": "Đơn xin nhận", "name_en": "Request", "copies": "1"}.items()
    }

    saved = controller.post(where, sent | more)

    assert saved.status_code == 302, saved.context["errors"]
    draft.refresh_from_db()
    assert [one["code"] for one in draft.record["papers"][rows:]] == [
        "don-xin-nhan",
        "don-xin-nhan-2",
    ]


def test_cases_and_the_form_are_chosen_not_typed(controller, draft):
    page = controller.get(address(draft, "phan/papers/"))

    boxes = {one.name: one for row in page.context["boxes"][0].rows for one in row.boxes}
    cases = {one["code"]: one["name"] for one in draft.record["cases"]}
    assert {one.value: one.text for one in boxes["papers.1.case"].choices} == cases
    assert boxes["papers.1.unless"].kind == "checks"
    assert [one.value for one in boxes["papers.0.form_key"].choices] == ["birth-registration"]
    assert boxes["papers.1.code"].hint == "Để trống thì lấy theo tên."


def test_a_paper_is_not_asked_in_several_cases(controller, draft):
    where = address(draft, "phan/papers/")
    codes = [one["code"] for one in draft.record["cases"]][:2]
    sent = filled(controller.get(where))

    saved = controller.post(where, sent | {"papers.1.unless": codes})

    assert saved.status_code == 302, saved.context["errors"]
    draft.refresh_from_db()
    assert draft.record["papers"][1]["unless"] == codes
