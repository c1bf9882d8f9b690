"""The desk's pages for results on paper."""

import pytest
from tests.casework import people
from tests.casework.test_handing_over import decided

from motcua.domain.dossiers.enums import State

pytestmark = pytest.mark.django_db
LIST = "/can-bo/tra-ket-qua/"


@pytest.fixture
def dossier(province):
    return decided(province, wish="post")


def address(dossier):
    return f"{LIST}{dossier.reference}/"


def test_the_list_leads_to_the_page_with_the_wish_and_the_address(dossier, desk):
    assert address(dossier) in desk.get(LIST).text

    page = desk.get(address(dossier))

    assert "Nhận qua bưu chính: " in page.text
    assert "Thôn Bến Đò" in page.text
    assert '<option value="post" selected>' in page.text


def test_handing_over_leads_back_to_the_list_without_it(dossier, desk):
    sent = {"way": "counter", "receiver": "Nguyễn Thị Hạnh", "paper": "Thẻ căn cước"}

    answer = desk.post(address(dossier), sent, follow=True)

    assert answer.redirect_chain == [(LIST, 302)]
    assert "Đã ghi việc trả kết quả hồ sơ" in answer.text
    assert "Không có kết quả nào chờ trả" in answer.text
    assert people.again(dossier).state == State.HANDED_OVER


def test_what_is_missing_is_named_beside_its_box_and_what_was_typed_stays(dossier, desk):
    answer = desk.post(address(dossier), {"way": "counter", "receiver": "Trần Văn Nhận"})

    assert answer.status_code == 422
    assert 'href="#f-paper"' in answer.text
    assert 'value="Trần Văn Nhận"' in answer.text
    assert people.again(dossier).state == State.DECIDED


def test_a_way_of_our_own_is_not_taken_from_a_form(dossier, desk):
    answer = desk.post(address(dossier), {"way": "electronic"})

    assert answer.status_code == 422
    assert 'href="#f-way"' in answer.text


def test_pressing_twice_hands_over_once(dossier, desk):
    sent = {"way": "post", "tracking": "EB123456789VN"}
    desk.post(address(dossier), sent)

    again = desk.post(address(dossier), sent)

    assert again.status_code == 409
    assert "không thể thực hiện" in again.text


def test_the_dossier_leads_its_desk_there_and_nobody_else(dossier, desk, chair):
    page = f"/can-bo/ho-so/{dossier.reference}/"

    assert address(dossier) in desk.get(page).text
    assert address(dossier) not in chair.get(page).text


def test_the_applicant_reads_the_number_of_the_parcel(province, dossier, desk, sign_in):
    mine = sign_in(province.hanh)
    before = mine.get(f"/ho-so/{dossier.reference}/").text
    desk.post(address(dossier), {"way": "post", "tracking": "EB123456789VN"})
    after = mine.get(f"/ho-so/{dossier.reference}/").text

    assert "gửi bản giấy qua bưu chính" in before
    assert "Mã bưu gửi: EB123456789VN" in after
