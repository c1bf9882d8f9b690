"""The page on which a head answers for lost papers, and what the applicant reads (Article 21.2)."""

import pytest
from tests.casework import bringing
from tests.casework import test_handing_over as handing_over
from tests.casework.province import MONDAY

from motcua.composition.casework import custody
from motcua.domain.custody.enums import Place
from motcua.domain.custody.models import Loss, Pack

pytestmark = pytest.mark.django_db
SAID = {
    "act": "answer", "blame": "officer", "who": "Cán bộ chuyển giấy làm rơi phong bì.",
    "remedy": "Xin Trạm Y tế cấp lại.", "cost": "50.000", "bearer": "officer", "paid_on": "18/03/2026",
}  # fmt: skip


@pytest.fixture
def loss(province):
    bringing.taken_in(province)
    pack = Pack.objects.get()
    custody.give(pack_id=pack.pk, seen=Place.DESK, note="", by=province.desk, at=MONDAY)
    custody.take(
        pack_id=pack.pk, seen=Place.TO_HANDLER, missing=["birth-notice"], note="",
        by=province.registrar, at=MONDAY,
    )  # fmt: skip
    return Loss.objects.select_related("dossier").get()


def address(loss):
    return f"/can-bo/giao-nhan/bi-mat/{loss.pk}/"


def test_the_head_is_led_to_it_signs_and_the_applicant_reads_it(
    loss, chair, registrar, sign_in, province
):
    assert address(loss) in chair.get("/can-bo/giao-nhan/").text
    assert address(loss) not in registrar.get("/can-bo/giao-nhan/").text

    answer = chair.post(address(loss), SAID, follow=True)

    assert "Đã ký thư trả lời" in answer.text
    page = sign_in(province.hanh).get(f"/ho-so/{loss.dossier.reference}/").text
    assert "Trách nhiệm: Cán bộ, công chức. Cán bộ chuyển giấy làm rơi phong bì." in page
    assert (
        "Chi phí cấp lại 50.000 đ: Người làm mất chi trả, ngày 18/03/2026. Bạn không phải trả."
        in page
    )
    assert "Thư xin lỗi vì làm mất, thất lạc, hư hỏng giấy tờ" in page


@pytest.mark.parametrize("box", ["blame", "who", "remedy", "cost", "bearer", "paid_on"])
def test_what_is_not_said_is_named_beside_its_box_and_the_rest_stays(loss, chair, box):
    answer = chair.post(address(loss), SAID | {box: ""})

    assert answer.status_code == 422
    assert f'href="#f-{box}"' in answer.text
    assert box == "remedy" or SAID["remedy"] in answer.text
    assert Loss.objects.get().answered_at is None


def test_others_of_the_agency_say_what_was_found_and_sign_nothing(loss, registrar):
    assert registrar.post(address(loss), SAID).status_code == 403

    answer = registrar.post(
        address(loss), {"act": "found", "found-birth-notice": "on", "note": "Trong tủ"}, follow=True
    )

    assert "Đã ghi nhận tìm thấy lại giấy tờ." in answer.text
    assert Pack.objects.get().missing == []


def test_a_stranger_is_told_there_is_nothing(loss, sign_in, province):
    stranger = sign_in(province.strange_chair)

    assert stranger.get(address(loss)).status_code == 404
    assert stranger.post(address(loss), SAID).status_code == 404


def test_a_result_lost_by_the_post_goes_through_desk_and_head_page_by_page(
    province, desk, chair, sign_in
):
    """Said by the desk, answered by the head, sent again, paid; the applicant reads each (Article 21.3)."""
    dossier = handing_over.hand_over(
        handing_over.decided(province, wish="post"), handing_over.BY_POST, by=province.desk
    )
    door = f"/can-bo/ho-so/{dossier.reference}/ket-qua-bi-mat/"
    assert door in desk.get(f"/can-bo/ho-so/{dossier.reference}/").text
    empty = desk.post(door, {})
    assert empty.status_code == 422
    assert 'href="#f-account"' in empty.text

    said = desk.post(
        door, {"harm": "missing", "account": "Bà Hạnh báo không nhận được."}, follow=True
    )
    page = address(Loss.objects.get())
    assert "Đã ghi nhận kết quả bị mất, hư hỏng" in said.text
    assert "Chờ lãnh đạo cơ quan giải quyết ký trả lời" in said.text
    assert page in chair.get("/can-bo/giao-nhan/").text
    assert page in desk.get(door).text
    unduly = chair.post(page, SAID | {"blame": "post", "bearer": "applicant"})
    assert (unduly.status_code, "Người nộp không chịu trách nhiệm" in unduly.text) == (422, True)
    chair.post(page, SAID | {"blame": "post", "bearer": "post", "who": "Bưu cục làm lạc."})
    sent = {"act": "replace", "way": "post", "tracking": "EB987654321VN"}
    assert "Đã ghi việc trả bản khác" in desk.post(page, sent, follow=True).text
    paid = {
        "act": "pay", "payer": "Bưu điện tỉnh", "amount": "50.000", "paid_on": "16/03/2026",
        "document": "UNC 91",
    }  # fmt: skip
    assert desk.post(page, paid | {"payer": ""}).status_code == 422
    closed = desk.post(page, paid, follow=True)

    assert "Việc này đã giải quyết xong." in closed.text
    read = sign_in(province.hanh).get(f"/ho-so/{dossier.reference}/").text
    for words in (
        "Bà Hạnh báo không nhận được.",
        "Trách nhiệm: Doanh nghiệp bưu chính. Bưu cục làm lạc.",
        "Gửi qua bưu chính, mã bưu gửi EB987654321VN.",
        "Bưu điện tỉnh đã trả 50.000 đ ngày 16/03/2026. Chứng từ: UNC 91",
    ):
        assert words in read
