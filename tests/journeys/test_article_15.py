"""What people are told before they lodge: Article 15 of Decree 61/2018/NĐ-CP, page by page."""

import pytest
from tests.casework.province import find_cast
from tests.journeys.people import Visitor, addresses_in, signed_in, words

pytestmark = pytest.mark.django_db
PAGE = "/thu-tuc/1.001193/"
GUIDANCE = "/can-bo/huong-dan/"
GIVE = f"{GUIDANCE}thu-tuc/1.001193/"
SAID = {
    "name": "Nguyễn Thị Hạnh", "contact": "0900 000 101", "papers": ["birth-notice"],
    "content": "Mang giấy chứng sinh; làm trước 60 ngày thì không mất tiền.",
}  # fmt: skip


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


def kept(page):
    """Return the addresses of the guidance that a list leads to."""
    return addresses_in(page, rf"{GUIDANCE}[0-9a-f-]{{36}}/")


def test_15_2_what_was_said_is_kept_and_found_when_the_person_comes(province, at):
    desk, stranger = signed_in(province.desk), signed_in(province.stranger)
    assert f'href="{GIVE}"' in desk.reads("/can-bo/nhan-giay/").text

    page = words(desk.sends(GIVE, way="telephone", **SAID))
    for said in ("Giấy chứng sinh", "làm trước 60 ngày", "Nguyễn Thị Hạnh", province.desk.name):
        assert said in page, said
    (address,) = kept(desk.reads(GUIDANCE))
    assert "Nguyễn Thị Hạnh" not in words(desk.reads(GUIDANCE))

    # She comes and says her number, written in another way; another desk learns nothing by it.
    assert kept(desk.browser.post(GUIDANCE, {"contact": "+84 900.000.101"})) == [address]
    assert kept(desk.browser.post(GUIDANCE, {"contact": "0900000102"})) == []
    assert kept(stranger.browser.post(GUIDANCE, {"contact": "0900000101"})) == []
    assert stranger.browser.get(address).status_code == 404
    assert signed_in(province.registrar).browser.get(address).status_code == 404
    Visitor().is_led_to_a_door(address, GUIDANCE, GIVE)


def test_15_2_what_is_wrong_is_named_and_what_was_typed_stays(province, at):
    desk = signed_in(province.desk)

    for wrong, anchor in (
        ({"way": ""}, "f-way"),
        ({"content": " "}, "f-content"),
        ({"contact": "chị Hạnh"}, "f-contact"),
        ({"papers": ["nothing"]}, "f-papers"),
    ):
        refused = desk.is_refused(GIVE, 422, **{"way": "counter", **SAID, **wrong})
        assert f'href="#{anchor}"' in refused.text
        assert "Nguyễn Thị Hạnh" in refused.text
    all_at_once = desk.is_refused(GIVE, 422, name="Nguyễn Thị Hạnh")
    assert all_at_once.text.count('<a href="#f-') == 2
    # What the desk's agency does not take in, others tell about.
    desk.is_refused(f"{GUIDANCE}thu-tuc/1.005142/", 409, **SAID, way="counter")
    desk.is_refused(GUIDANCE, 422, contact="Hạnh")
    assert kept(desk.reads(GUIDANCE)) == []


@pytest.mark.parametrize(
    ("way", "article"),
    [
        ("counter", "Điều 15.2.a"),
        ("telephone", "Điều 15.2.b"),
        ("letter", "Điều 15.2.d"),
        ("sample", "Điều 15.2.đ"),
    ],
)
def test_each_way_of_telling_is_kept_under_its_point(province, at, way, article):
    """At the counter, by telephone, by letter (Articles 15.2.a, 15.2.b and 15.2.d), or with a sample."""
    desk = signed_in(find_cast().officers["tiepnhan.giaoduc"])

    page = desk.sends(f"{GUIDANCE}thu-tuc/1.005142/", way=way, content="Đến trước 30 tháng Tư.")

    assert article in words(page)
