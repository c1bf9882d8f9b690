"""A form is built in the browser without code, tried out, taken back, and published with its record."""

import pytest
from tests.desk.building import address, ask, document_of
from tests.desk.test_record_drafts import filled

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.enums import FieldKind
from motcua.domain.procedures import queries

pytestmark = pytest.mark.django_db


def test_the_form_in_use_is_shown_with_its_questions_and_left_alone(controller, draft):
    page = controller.get(address(draft, "bieu-mau/"))

    assert page.status_code == 200
    assert "Đây là biểu mẫu đang dùng." in page.text
    assert "Họ và tên của con" in page.text
    assert "Chỉ hỏi khi" in page.text
    assert queries.list_own_designs(draft.pk) == []


def test_the_draft_leads_to_its_form(controller, draft):
    assert address(draft, "bieu-mau/") in controller.get(address(draft)).text


def test_one_changed_question_makes_the_form_the_drafts_own(controller, draft):
    where = address(draft, "bieu-mau/cau-hoi/child_full_name/")
    sent = filled(controller.get(where)) | {"label.vi": "Họ, chữ đệm và tên của con"}
    before = forms.read_packaged("birth-registration")

    saved = controller.post(where, sent)

    assert saved["Location"].endswith("bieu-mau/#q-child_full_name")
    after = document_of(draft)
    assert (
        after["hints"]["fields"]["child_full_name"]["label"]["vi"] == "Họ, chữ đệm và tên của con"
    )
    after["hints"]["fields"]["child_full_name"]["label"]["vi"] = "Họ và tên của con"
    assert after == before


def test_saving_any_question_as_it_stands_changes_nothing(controller, draft):
    before = forms.read_packaged("birth-registration")

    for name in before["hints"]["fields"]:
        where = address(draft, f"bieu-mau/cau-hoi/{name}/")
        saved = controller.post(where, filled(controller.get(where)))
        assert saved.status_code == 302, (name, saved.text)

    assert document_of(draft) == before


def test_a_form_is_built_from_nothing(controller, small, build):
    page = controller.get(address(small, "bieu-mau/"))
    document = document_of(small)

    assert document["hints"]["pages"][0]["fields"] == ["co_bien_hieu", "ten_tren_bien"]
    assert document["hints"]["fields"]["ten_tren_bien"]["label"] == {
        "vi": "Tên trên biển",
        "en": "EN Tên trên biển",
    }
    assert forms.find_faults(document) == []
    assert "Còn thiếu" not in page.text


def test_a_question_of_every_kind_can_be_added_opened_and_seen(controller, small, build):
    choices = {"options__0__text__vi": "Một", "options__1__text__vi": "Hai"}
    for kind in FieldKind.values:
        more = choices if kind in {"radios", "select", "checkboxes"} else {}
        more |= {"formula": "1 + 1"} if kind == "calculated" else {}

        asked = controller.get(address(small, f"bieu-mau/cau-hoi/?page=cua-hang&kind={kind}"))
        added = ask(build, kind, f"Điều cần hỏi {kind}", name=f"the_{kind}", **more)

        assert asked.status_code == 200, kind
        assert added.status_code == 302, added.text
        opened = controller.get(address(small, f"bieu-mau/cau-hoi/the_{kind}/"))
        assert f'id="the_{kind}' in opened.text
    compiled = forms.compile_document(document_of(small), key="thu")
    assert {field.kind for field in compiled.fields.values()} == set(FieldKind)


def test_a_condition_is_chosen_from_earlier_answers(controller, small, build):
    where = "cau-hoi/ten_tren_bien/dieu-kien/"
    page = controller.get(address(small, f"bieu-mau/{where}"))
    build(where, when=["co_bien_hieu=yes", ""])

    assert '<optgroup label="Có biển hiệu">' in page.text
    (branch,) = document_of(small)["schema"]["allOf"]
    assert branch["if"]["properties"] == {"co_bien_hieu": {"const": "yes"}}
    assert "Chỉ hỏi khi “Có biển hiệu” là “Có”" in controller.get(address(small, "bieu-mau/")).text
    build(where, when="")
    assert "allOf" not in document_of(small)["schema"]


def test_questions_and_pages_move_and_go(small, build):
    build("trang/", title__vi="Người bán", title__en="Who sells")
    build("sua/", act="down ten_tren_bien")
    assert [page["fields"] for page in document_of(small)["hints"]["pages"]] == [
        ["co_bien_hieu"],
        ["ten_tren_bien"],
    ]
    build("sua/", act="page-up nguoi-ban")
    assert document_of(small)["hints"]["pages"][0]["key"] == "nguoi-ban"
    build("sua/", act="remove ten_tren_bien")
    build("sua/", act="page-remove nguoi-ban")
    assert [page["key"] for page in document_of(small)["hints"]["pages"]] == ["cua-hang"]


def test_the_last_step_is_taken_back(controller, small, build):
    build("sua/", act="remove ten_tren_bien")
    page = controller.get(address(small, "bieu-mau/"))

    build("sua/", act="undo")

    assert 'value="undo"' in page.text
    assert "ten_tren_bien" in document_of(small)["hints"]["fields"]


def test_giving_the_own_form_up_leaves_the_one_in_use(small, build):
    build("sua/", act="drop")

    assert document_of(small) == forms.read_packaged("birth-registration")


@pytest.mark.parametrize("act", ["", "explode", "up", "up nobody", "renew nobody", "rule-remove x"])
def test_an_act_that_makes_no_sense_changes_nothing(small, build, act):
    before = document_of(small)

    answer = build("sua/", act=act)

    assert answer.status_code in {302, 422}
    assert document_of(small) == before


def test_what_is_refused_is_said_and_nothing_typed_is_lost(controller, small, build):
    empty = ask(build, "text", "", hint__vi="Ghi như trên biển.")
    asks = ask(build, "text", "Cửa hàng tên gì?")
    used = build("cau-hoi/ten_tren_bien/dieu-kien/", when="co_bien_hieu=yes")
    kept = build("sua/", act="remove co_bien_hieu")

    assert empty.status_code == 422
    assert "Hãy viết câu hỏi." in empty.text
    assert "Ghi như trên biển." in empty.text
    assert asks.status_code == 422
    assert "Hãy viết câu báo khi người dân bỏ trống." in asks.text
    assert used.status_code == 302
    assert kept.status_code == 422
    assert "đang được dùng ở “Tên trên biển”" in kept.text


def test_a_question_is_seen_before_it_is_saved(small, build):
    seen = ask(build, "radios", "Loại biển", look="1", options__0__text__vi="Biển gỗ",
               options__1__text__vi="Biển điện")  # fmt: skip

    assert seen.status_code == 200
    assert 'type="radio" value="bien_go"' in seen.text
    assert "loai_bien" not in document_of(small)["hints"]["fields"]


def test_what_is_half_written_is_shown_and_not_refused_while_one_writes(controller, small):
    where = address(small, "bieu-mau/cau-hoi/ten_tren_bien/")
    typed = filled(controller.get(where)) | {"label.vi": "", "look": "1"}

    heard = controller.post(where, typed, headers={"HX-Request": "true"})
    pressed = controller.post(where, typed)

    assert heard.status_code == 200
    assert pressed.status_code == 422
    assert "Hãy viết câu hỏi." in pressed.text


def test_advice_comes_while_one_writes(controller, small, build):
    seen = ask(build, "text", "Họ tên đương sự", look="1")
    ask(build, "text", "Họ tên đương sự")
    page = controller.get(address(small, "bieu-mau/"))

    advice = "“đương sự” là lời của cơ quan. Có thể nói: người yêu cầu, hoặc “bạn”."
    assert advice in seen.text
    assert advice in page.text


def test_changing_the_kind_keeps_the_words(controller, small):
    where = address(small, "bieu-mau/cau-hoi/ten_tren_bien/?kind=textarea")
    controller.post(where, filled(controller.get(where)))

    hints = document_of(small)["hints"]["fields"]["ten_tren_bien"]
    assert (hints["kind"], hints["label"]["vi"]) == ("textarea", "Tên trên biển")


def test_a_group_gets_its_columns(controller, small, build):
    ask(build, "table", "Hàng bán", name="goods", most="5")
    build(
        "cau-hoi/", page="cua-hang", group="goods", kind="money", name="price",
        label__vi="Giá", label__en="Price", is_required="on",
    )  # fmt: skip
    build("sua/", act="remove goods.noi_dung")

    document = document_of(small)
    assert document["hints"]["fields"]["goods"]["order"] == ["price"]
    assert document["schema"]["properties"]["goods"]["maxItems"] == 5
    assert document["schema"]["properties"]["goods"]["items"]["required"] == ["price"]
    assert controller.get(address(small, "bieu-mau/cau-hoi/goods.price/")).status_code == 200


def test_a_block_is_put_in(controller, small, build):
    page = controller.get(address(small, "bieu-mau/khoi/"))
    build("khoi/", block="person", page="cua-hang", prefix="seller", of__vi="của người bán")
    nothing = build("khoi/", block="", page="cua-hang")

    assert "Một người khác" in page.text
    fields = document_of(small)["hints"]["fields"]
    assert fields["seller_full_name"]["label"]["vi"] == "Họ và tên của người bán"
    assert nothing.status_code == 422


def test_rules_and_circumstances_are_added(controller, small, build):
    ask(build, "date", "Ngày mở cửa", name="opened_on")
    rule = build("quy-tac/", kind="not_future", field="opened_on", message__vi="Ngày mở cửa sai.")
    case = build("truong-hop/", key="co-bien", when="co_bien_hieu=yes")
    bad = build("quy-tac/", kind="not_after", field="opened_on", message__vi="Sai.")

    hints = document_of(small)["hints"]
    assert (rule.status_code, case.status_code, bad.status_code) == (302, 302, 422)
    assert hints["checks"][0]["field"] == "opened_on"
    assert hints["cases"] == {"co-bien": [{"co_bien_hieu": "yes"}]}
    page = controller.get(address(small, "bieu-mau/")).text
    assert "Ngày mở cửa sai." in page
    assert "co-bien" in page


# --- who, and when -------------------------------------------------------------------------------


def test_another_revision_is_not_overwritten(controller, small, build):
    late = controller.post(
        address(small, "bieu-mau/sua/"), {"act": "remove ten_tren_bien", "revision": 1}
    )

    assert late.status_code == 409
    assert "ten_tren_bien" in document_of(small)["hints"]["fields"]


def test_what_is_no_longer_written_is_only_shown(controller, small, build):
    controller.post(address(small, "bo/"), {"reason": "Thử"})
    page = controller.get(address(small, "bieu-mau/"))

    assert page.status_code == 200
    assert "Tên trên biển" in page.text
    assert "Thêm câu hỏi" not in page.text
    assert build("sua/", act="remove ten_tren_bien").status_code == 409


@pytest.mark.parametrize("rest", ["", "cau-hoi/co_bien_hieu/", "xem-thu/", "tep/xuat/", "tep/"])
def test_a_colleague_of_another_office_finds_nothing(small, province, sign_in, rest):
    assert sign_in(province.desk).get(address(small, f"bieu-mau/{rest}")).status_code == 404


@pytest.mark.parametrize(
    "rest", ["trang/khong-co/", "cau-hoi/khong_co/", "cau-hoi/khong_co/dieu-kien/"]
)
def test_what_the_form_does_not_have_is_not_found(controller, small, rest):
    assert controller.get(address(small, f"bieu-mau/{rest}")).status_code == 404


def test_a_case_that_no_answer_leads_to_is_told(controller, draft):
    in_use = controller.get(address(draft, "bieu-mau/"))

    assert in_use.context["untold"] == []
    assert "sẽ không bao giờ được hỏi" not in in_use.text


def test_a_case_is_told_by_an_answer(controller, small, build):
    before = controller.get(address(small, "bieu-mau/"))
    told = build("truong-hop/", key="no-birth-notice", when="co_bien_hieu=yes")
    after = controller.get(address(small, "bieu-mau/"))

    assert told.status_code == 302
    assert "Không có giấy chứng sinh" in before.context["untold"]
    assert "sẽ không bao giờ được hỏi" in before.text
    assert set(before.context["untold"]) - set(after.context["untold"]) == {
        "Không có giấy chứng sinh"
    }


def test_why_a_question_is_asked_and_of_which_data_is_said_and_stays(controller, small):
    where = address(small, "bieu-mau/cau-hoi/ten_tren_bien/")
    said = {"purpose.vi": "Để in lên giấy phép", "purpose.en": "To print it", "data": "health"}

    assert controller.post(where, filled(controller.get(where)) | said).status_code == 302
    again = {"label.vi": "Tên biển hiệu"}
    assert controller.post(where, filled(controller.get(where)) | again).status_code == 302

    hints = document_of(small)["hints"]["fields"]["ten_tren_bien"]
    assert (hints["purpose"]["vi"], hints["data"]) == ("Để in lên giấy phép", ["health"])
    unknown = filled(controller.get(where)) | {"data": "secret"}
    assert controller.post(where, unknown).status_code == 302
    assert "data" not in document_of(small)["hints"]["fields"]["ten_tren_bien"]
