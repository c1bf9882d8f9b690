"""Procedure control composes a result's paper from blocks and fields, and sees it before anybody signs."""

import json

import pytest
from tests.desk.test_record_drafts import address, filled
from tests.documents.test_papers import text_of
from tests.portal.test_catalogue import words

from motcua.capabilities.documents import queries as documents
from motcua.domain.procedures import queries
from motcua.domain.procedures.enums import DesignKind
from motcua.domain.procedures.models import RecordDraft

pytestmark = pytest.mark.django_db
KEY = "birth-certificate"


@pytest.fixture
def controller(province, sign_in):
    return sign_in(province.controller)


@pytest.fixture
def draft(controller):
    controller.post("/can-bo/thu-tuc/1.001193/sua-doi/")
    return RecordDraft.objects.get()


def where(draft, rest=""):
    return address(draft, f"giay-to/{KEY}/{rest}")


def own(draft):
    design = queries.find_design(draft.pk, DesignKind.PAPER, KEY)
    return documents.read_template(design.source) if design else None


def block(number, kind, text="", **more):
    said = {"order": str(number), "kind": kind, "text": text} | more
    return {f"blocks.{number}.{name}": value for name, value in said.items()}


def compose(controller, draft, **changes):
    revision = RecordDraft.objects.get(pk=draft.pk).revision
    typed = {
        "revision": revision, "title": "Giấy khai sinh mẫu tỉnh", "series": "GKS",
        "signature": "signatory", "recipients": "{applicant.name}\nLưu hồ sơ",
        **block(1, "bases"),
        **block(2, "paragraph", "{agency.name} chứng nhận:", align="center", is_bold="on"),
        **block(3, "entry", "{form.child_full_name}", label="Họ tên"),
        **block(4, "table", "Mục | Nội dung\nSố | {entry.number}"),
    }  # fmt: skip
    return controller.post(where(draft), typed | changes)


def test_the_results_stand_with_their_papers(controller, draft):
    page = words(controller.get(address(draft, "giay-to/")).text)

    assert "Giấy khai sinh" in page
    assert "Mẫu chung" in page


def test_a_paper_is_composed_saved_and_shown_with_sample_words(controller, draft, settings):
    settings.DEMO = False
    saved = compose(controller, draft)

    template = own(draft)
    page = words(controller.get(where(draft)).text)
    pdf = controller.get(where(draft, "xem-truoc/"))

    assert saved.status_code == 302
    assert [type(one).__name__ for one in template.blocks] == [
        "LegalBases", "Paragraph", "Entry", "Table",
    ]  # fmt: skip
    assert (template.series, template.recipients) == ("GKS", ("{applicant.name}", "Lưu hồ sơ"))
    assert "Nơi nhận: [Họ tên người nộp]; Lưu hồ sơ" in page
    assert "Mục Nội dung Số [Số đăng ký trong sổ]" in page
    assert pdf["Content-Type"] == "application/pdf"
    assert "GIẤY KHAI SINH MẪU TỈNH" in text_of(pdf.content)
    assert "CHƯA KÝ" in text_of(pdf.content)


def test_what_is_saved_stands_in_the_boxes_again(controller, draft):
    compose(controller, draft)
    before = own(draft)

    again = filled(controller.get(where(draft)))
    controller.post(where(draft), again | {"subtitle": "Về việc khai sinh"})

    after = own(draft)
    assert (after.blocks, after.recipients) == (before.blocks, before.recipients)
    assert after.subtitle == "Về việc khai sinh"


def test_blocks_come_go_and_change_place(controller, draft):
    longer = compose(controller, draft, add="blocks")
    shorter = compose(controller, draft, remove="blocks.1")
    turned = compose(
        controller, draft, reshape="1", **{"blocks.4.order": "1", "blocks.1.order": "9"}
    )

    assert 'name="blocks.4.kind"' in longer.text
    assert 'name="blocks.3.kind"' not in shorter.text
    assert filled(turned)["blocks.3.kind"] == "bases"
    assert own(draft) is None


def test_what_a_paper_lacks_is_told(controller, draft):
    compose(controller, draft, title="", **block(3, "entry", "{form.secret}", label="Mật"))

    page = words(controller.get(where(draft)).text)

    assert "Giấy tờ phải có tên." in page
    assert "Không có trường “form.secret”." in page
    assert "Phải sửa" in words(controller.get(address(draft, "giay-to/")).text)


@pytest.mark.parametrize("changes", [{"series": "../x"}, {"title": "a" * 301}])
def test_what_is_no_paper_is_not_saved(controller, draft, changes):
    assert compose(controller, draft, **changes).status_code == 422
    assert own(draft) is None


def test_who_saved_meanwhile_is_not_overwritten(controller, draft):
    compose(controller, draft)

    refused = compose(controller, draft, revision="1", title="Khác")

    assert refused.status_code == 422
    assert own(draft).title == "Giấy khai sinh mẫu tỉnh"


def test_the_drafts_own_paper_is_given_up(controller, draft):
    compose(controller, draft)
    revision = RecordDraft.objects.get(pk=draft.pk).revision

    controller.post(where(draft, "bo/"), {"revision": revision})

    assert own(draft) is None
    assert controller.get(where(draft, "xem-truoc/")).status_code == 404


def test_others_find_nothing(controller, draft, province, sign_in):
    compose(controller, draft)

    for rest in ("giay-to/", f"giay-to/{KEY}/", f"giay-to/{KEY}/xem-truoc/"):
        for stranger in (province.desk, province.chair, province.operator):
            assert sign_in(stranger).get(address(draft, rest)).status_code == 404
        assert controller.get(address(draft, rest)).status_code == 200
    assert controller.get(address(draft, "giay-to/khac/")).status_code == 404
    assert json.loads(queries.find_design(draft.pk, DesignKind.PAPER, KEY).source)["title"]
