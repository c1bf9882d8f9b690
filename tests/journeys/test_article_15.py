"""What people are told before they lodge: Article 15 of Decree 61/2018/NĐ-CP, page by page."""

import pytest
from tests.journeys.people import Visitor, words

pytestmark = pytest.mark.django_db
PAGE = "/thu-tuc/1.001193/"


@pytest.fixture
def told(province, at):
    """Return what the page of birth registration says to anybody."""
    return words(Visitor().reads(PAGE))


def test_15_1_a_which_papers_are_handed_in_and_which_the_agency_finds_itself(told):
    assert "Giấy chứng sinh" in told
    assert "1 bản chính Nộp" in told
    assert "Không phải nộp nếu tra được trong: Cơ sở dữ liệu hộ tịch điện tử" in told
    assert "Thêm, nếu: Trẻ em bị bỏ rơi" in told


def test_15_1_b_which_steps_it_takes_and_how_long(told):
    assert "Ký Giấy khai sinh Lãnh đạo cơ quan" in told
    assert "Trực tiếp Trong ngày làm việc Nhận hồ sơ sau 15 giờ" in told


def test_15_1_c_what_it_costs_when_and_who_need_not_pay(told):
    assert "Chỉ khi: Đăng ký sau 60 ngày kể từ ngày sinh 5.000 đồng một hồ sơ" in told
    assert "Miễn cho:" in told


def test_15_1_d_the_law_behind_it_and_the_decision_that_published_it(told):
    assert "Luật Hộ tịch (60/2014/QH13, Quốc hội, 20/11/2014)" in told
    assert "Mã thủ tục 1.001193. Công bố theo Quyết định" in told
    assert "Việc liên quan" in told


def test_15_2_c_everyday_words_lead_to_it_online(province, at):
    found = Visitor().reads("/tim-kiem/", q="lam giay khai sinh cho con")

    assert f'href="{PAGE}' in found.text


def test_15_2_dd_a_form_filled_in_shows_how(province, at):
    sample = words(Visitor().reads(f"{PAGE}mau/"))

    assert "tưởng tượng" in sample
    assert f'href="{PAGE}mau/"' in Visitor().reads(PAGE).text
