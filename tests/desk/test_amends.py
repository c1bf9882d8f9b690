"""The page on which a head answers for lost papers, and what the applicant reads (Article 21.2)."""

import pytest
from tests.casework import bringing
from tests.casework.province import MONDAY

from motcua.composition.casework import custody
from motcua.domain.custody.enums import Place
from motcua.domain.custody.models import Pack

pytestmark = pytest.mark.django_db
SAID = {
    "act": "apologise", "blame": "officer", "who": "Cán bộ chuyển giấy làm rơi phong bì.",
    "remedy": "Xin Trạm Y tế cấp lại.", "cost": "50.000", "bearer": "officer", "paid_on": "18/03/2026",
}  # fmt: skip


@pytest.fixture
def pack(province):
    bringing.taken_in(province)
    pack = Pack.objects.get()
    custody.give(pack_id=pack.pk, seen=Place.DESK, note="", by=province.desk, at=MONDAY)
    return custody.take(
        pack_id=pack.pk, seen=Place.TO_HANDLER, missing=["birth-notice"], note="",
        by=province.registrar, at=MONDAY,
    )  # fmt: skip


def address(pack):
    return f"/can-bo/giao-nhan/{pack.pk}/bi-mat/"


def test_the_head_is_led_to_it_signs_and_the_applicant_reads_it(
    pack, chair, registrar, sign_in, province
):
    assert address(pack) in chair.get("/can-bo/giao-nhan/").text
    assert address(pack) not in registrar.get("/can-bo/giao-nhan/").text

    answer = chair.post(address(pack), SAID, follow=True)

    assert "Đã ký thư xin lỗi" in answer.text
    assert address(pack) not in chair.get("/can-bo/giao-nhan/").text
    page = sign_in(province.hanh).get(f"/ho-so/{pack.dossier.reference}/").text
    assert "Trách nhiệm: Cán bộ, công chức. Cán bộ chuyển giấy làm rơi phong bì." in page
    assert (
        "Chi phí cấp lại 50.000 đ: Người làm mất chi trả, ngày 18/03/2026. Bạn không phải trả."
        in page
    )
    assert "Thư xin lỗi vì làm mất, thất lạc giấy tờ" in page


@pytest.mark.parametrize("box", ["blame", "who", "remedy", "cost", "bearer", "paid_on"])
def test_what_is_not_said_is_named_beside_its_box_and_the_rest_stays(pack, chair, box):
    answer = chair.post(address(pack), SAID | {box: ""})

    assert answer.status_code == 422
    assert f'href="#f-{box}"' in answer.text
    assert box == "remedy" or SAID["remedy"] in answer.text
    assert Pack.objects.get().apologised_at is None


def test_others_of_the_agency_say_what_was_found_and_sign_nothing(pack, registrar):
    assert registrar.post(address(pack), SAID).status_code == 403

    answer = registrar.post(
        address(pack), {"act": "found", "found-birth-notice": "on", "note": "Trong tủ"}, follow=True
    )

    assert "Đã ghi nhận tìm thấy lại giấy tờ." in answer.text
    assert Pack.objects.get().missing == []


def test_a_stranger_is_told_there_is_nothing(pack, sign_in, province):
    stranger = sign_in(province.strange_chair)

    assert stranger.get(address(pack)).status_code == 404
    assert stranger.post(address(pack), SAID).status_code == 404
