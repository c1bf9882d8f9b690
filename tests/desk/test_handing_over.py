"""The desk's pages for results on paper."""

import pytest
from tests.casework import people
from tests.casework.test_handing_over import decided
from tests.desk import counter

from motcua.domain.dossiers import queries as dossiers
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


# --- Article 20.2: originals ---------------------------------------------------------------------


def test_article_20_2_originals_that_were_brought_are_listed_and_noted_when_given_back(
    province, desk
):
    """The birth notice stays in the dossier; the officer ticks what goes back."""
    counter.taken_in(desk)
    brought = counter.dossier()
    people.do(province.registrar, brought, "dat")
    people.answer(province.hanh, brought, "dong_y")
    people.do(province.chair, brought, "ky")
    people.settle()
    page = desk.get(address(brought)).text
    assert 'name="given_back-birth-notice"' in page
    assert 'name="given_back-identity"' not in page

    desk.post(
        address(brought),
        {
            "way": "counter",
            "receiver": "Nguyễn Thị Hạnh",
            "paper": "Thẻ căn cước",
            "given_back-declaration": "on",
            "given_back-identity": "on",
            "given_back-xyz": "on",
        },
    )

    told = [entry.payload for entry in dossiers.timeline(people.again(brought))]
    assert told[-1]["given_back"] == ["declaration"]
    assert dossiers.list_originals(told) == ("birth-notice",)


def test_what_was_lodged_online_holds_no_originals(dossier, desk):
    assert "given_back-" not in desk.get(address(dossier)).text
