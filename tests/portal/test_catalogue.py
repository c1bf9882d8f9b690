"""A citizen looks for a procedure and reads what it takes."""

import re
from html import unescape

import pytest
from tests.procedures import shelf

from motcua.domain.procedures.models import Opening

PAGE = 20
"""Procedures on one page of results."""


def words(page: str) -> str:
    """Return what a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def results(page: str) -> list[str]:
    """Return the names of the procedures found, in their order."""
    return [unescape(name) for name in re.findall(r'mc-result__title"><a[^>]*>([^<]+)', page)]


def names(field: str = "") -> set[str]:
    """Return the names of the product's procedures, or of those in one field."""
    records = [shelf.plain(path.stem) for path in shelf.CATALOGUE.glob("*.yaml")]
    return {record["name"] for record in records if field in {"", record["field"]["code"]}}


# --- Home ----------------------------------------------------------------------------------------


def test_home_asks_what_the_citizen_needs(visitor):
    page = visitor.get("/").text

    assert '<label for="search">Bạn cần làm gì?</label>' in page
    assert 'role="search" method="get" action="/tim-kiem/"' in page


def test_home_counts_procedures_by_field(visitor):
    page = visitor.get("/").text

    assert f"Hộ tịch ({len(names('ho-tich'))} thủ tục)" in words(page)
    assert 'href="/tim-kiem/?field=ho-tich"' in page


def test_home_leads_to_the_progress_of_a_dossier(visitor):
    page = visitor.get("/").text
    field = re.search(
        r'<form method="get" action="/tra-cuu/">.*?<input[^>]* name="([^"]+)"', page, re.DOTALL
    )

    answer = visitor.get("/tra-cuu/", {field[1]: "H99.101-261120-0001"})

    assert 'value="H99.101-261120-0001"' in answer.text


def test_home_of_an_empty_catalogue_is_still_a_page(client, db):
    response = client.get("/")

    assert response.status_code == 200
    assert "Tìm theo lĩnh vực" not in response.text


# --- Search --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    ["dang ky khai sinh", "đăng ký khai sinh", "giay khai sinh", "lam giay khai sinh cho con"],
)
def test_birth_registration_comes_first(visitor, typed):
    assert results(visitor.get("/tim-kiem/", {"q": typed}).text)[0] == "Đăng ký khai sinh"


def test_result_says_how_long_and_how_much(visitor):
    page = words(visitor.get("/tim-kiem/", {"q": "trích lục hộ tịch"}).text)

    assert "Trong ngày làm việc 8.000 đồng một bản Hộ tịch Cấp xã Một phần" in page


def test_search_without_words_lists_everything(visitor):
    page = visitor.get("/tim-kiem/").text

    assert len(results(page)) == min(len(names()), PAGE)
    assert f"{len(names())} thủ tục" in words(page)


def test_filters_narrow_and_can_be_cleared(visitor):
    page = visitor.get("/tim-kiem/", {"q": "đăng ký", "field": "cu-tru", "level": "commune"}).text

    assert "Đăng ký thường trú" in results(page)
    assert set(results(page)) <= names("cu-tru")
    assert '<option value="cu-tru" selected>' in page
    assert '<option value="commune" selected>' in page
    assert 'href="/tim-kiem/?q=%C4%91%C4%83ng+k%C3%BD&amp;page=1">Bỏ các điều kiện lọc' in page


def test_search_that_finds_nothing_helps(visitor):
    page = visitor.get("/tim-kiem/", {"q": "xyzzy"}).text

    assert "Không có thủ tục nào khớp" in page
    assert "Thử cách khác" in page
    assert "Có phải bạn tìm" in page


def test_what_was_typed_comes_back_escaped(visitor):
    page = visitor.get("/tim-kiem/", {"q": '"><script>alert(1)</script>'}).text

    assert "<script>alert" not in page
    assert 'value="&quot;&gt;&lt;script&gt;' in page


@pytest.mark.parametrize(
    "query",
    [
        {"page": "0"},
        {"page": "-3"},
        {"page": "x"},
        {"page": "²"},
        {"page": "9" * 30},
        {"level": "moon", "online": "maybe", "field": "x' OR 1=1"},
        {"q": "a" * 5000},
        {"q": "\0khai\0 sinh"},
        {"q": "!!! & | <->"},
    ],
)
def test_any_address_can_be_answered(visitor, query):
    assert visitor.get("/tim-kiem/", query, follow=True).status_code == 200


def test_page_behind_the_last_leads_back_to_it(visitor):
    response = visitor.get("/tim-kiem/", {"q": "khai sinh", "page": "7"})

    assert response.status_code == 302
    assert response.url == "/tim-kiem/?q=khai+sinh&page=1"


def test_search_speaks_english_on_request(visitor):
    visitor.cookies["django_language"] = "en"

    page = words(visitor.get("/tim-kiem/", {"q": "khai sinh"}).text)

    assert "Birth registration" in page
    assert "What do you need to do?" in page


# --- One procedure ---------------------------------------------------------------------------------


@pytest.fixture
def birth(visitor):
    return visitor.get("/thu-tuc/1.001193/").text


def test_procedure_answers_first_what_citizens_ask(birth):
    facts = dict(
        re.findall(r'mc-fact__label">([^<]+)</dt><dd class="mc-fact__value">([^<]+)</dd>', birth)
    )

    assert facts == {
        "Bao lâu": "Trong ngày làm việc",
        "Bao nhiêu tiền": "Miễn phí trong trường hợp thông thường",
        "Ai quyết định": "Chủ tịch Ủy ban nhân dân cấp xã",
        "Bạn nhận được": "Giấy khai sinh",
    }


def test_procedure_tells_papers_everybody_needs_apart_from_special_ones(birth):
    page = words(birth)

    everybody = page[page.index("Cần giấy tờ gì Chuẩn bị") : page.index("Thêm, nếu:")]
    assert "Giấy chứng sinh" in everybody
    assert "Biên bản xác nhận trẻ bị bỏ rơi" not in everybody
    assert "Thêm, nếu: Trẻ em bị bỏ rơi" in page


def test_procedure_tells_how_many_and_whether_to_hand_in(birth):
    page = words(birth)

    assert "Nộp trên mạng thì điền thẳng vào biểu mẫu điện tử. 1 bản chính Nộp" in page
    assert "1 bản chính Cho xem rồi giữ lại Chỉ khi nộp: Trực tiếp, Qua bưu chính công ích" in page
    assert "Không phải nộp nếu tra được trong: Cơ sở dữ liệu hộ tịch điện tử" in page


def test_procedure_prices_each_way_of_lodging(birth):
    page = words(birth)

    for way in ("Trực tuyến", "Trực tiếp", "Qua bưu chính công ích"):
        assert (
            f"{way} Trong ngày làm việc Nhận hồ sơ sau 15 giờ thì trả kết quả trong ngày làm việc"
            " tiếp theo. Miễn phí trong trường hợp thông thường Chỉ khi: Đăng ký sau 60 ngày kể từ"
            " ngày sinh 5.000 đồng một hồ sơ"
        ) in page


def test_fee_per_page_is_a_sentence(visitor):
    page = words(visitor.get("/thu-tuc/2.000815/").text)

    assert (
        "2.000 đồng một trang cho 2 trang đầu, từ trang sau đó 1.000 đồng một trang,"
        " không quá 200.000 đồng một bản"
    ) in page


def test_procedure_names_steps_law_and_decision(birth):
    page = words(birth)

    assert "Ký Giấy khai sinh Lãnh đạo cơ quan" in page
    assert "Luật Hộ tịch (60/2014/QH13, Quốc hội, 20/11/2014)" in page
    assert "Quyết định này là tưởng tượng" in page


def test_procedure_links_only_to_pages_that_exist(birth):
    assert 'href="/thu-tuc/1.004222/"' in birth
    assert "1.004884" not in birth
    assert "Đăng ký lại khai sinh" in birth


def test_procedure_lets_choose_where_to_lodge(birth):
    assert re.search(
        r'<form method="get" action="/[^"]+">\s*<div[^>]*><label[^>]*for="agency"', birth
    )
    assert re.findall(r'<option value="(H99[^"]+)">', birth) == ["H99.101", "H99.102", "H99.103"]
    assert "Nộp hồ sơ trực tuyến" in birth


def test_procedure_nobody_provides_says_where_to_ask(visitor):
    from tests.portal.conftest import DAY

    from motcua.domain.procedures import actions
    from motcua.domain.procedures.queries import get_by_code, list_providers

    version = get_by_code("1.001193", DAY.date())
    for agency in list_providers(version.procedure_id, DAY.date()):
        actions.stop_providing(agency_id=agency.pk, procedure_code="1.001193", valid_to=DAY.date())

    page = visitor.get("/thu-tuc/1.001193/").text

    assert "Hiện chưa có cơ quan nào trong tỉnh nhận thủ tục này" in page
    assert "Nộp hồ sơ trực tuyến" not in page


def test_provincial_copy_of_a_code_finds_the_procedure(visitor):
    assert visitor.get("/thu-tuc/1.001193.000.00.00.H17/").status_code == 200


def test_unknown_procedure_is_not_found(visitor):
    response = visitor.get("/thu-tuc/9.999999/")

    assert response.status_code == 404
    assert "9.999999" in response.text


def test_english_reader_is_told_that_the_record_is_vietnamese(visitor):
    visitor.cookies["django_language"] = "en"

    page = visitor.get("/thu-tuc/1.001193/").text

    assert '<h1 class="govuk-heading-xl">Birth registration</h1>' in page
    assert "authoritative in Vietnamese only" in page
    assert '<section class="mc-section" id="steps"' in page[page.index('<div lang="vi">') :]


# --- Price and keeping ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/", 1), ("/tim-kiem/?q=khai+sinh", 2), ("/thu-tuc/1.001193/", 6), ("/tro-giup/", 0)],
)
def test_page_costs_few_queries(visitor, django_assert_num_queries, address, queries):
    visitor.get(address)  # versions of procedures are remembered from here on

    with django_assert_num_queries(queries):
        visitor.get(address)


def test_a_procedure_opened_from_a_search_is_counted_once_a_day(visitor, django_assert_num_queries):
    found = visitor.get("/tim-kiem/?q=khai+sinh").text
    address = "/thu-tuc/1.001193/?tim=khai%20sinh"
    assert f'href="{address}" rel="nofollow"' in found
    visitor.get(address)

    with django_assert_num_queries(8):
        visitor.get(address)

    assert Opening.objects.count() == 1


def test_a_query_that_may_speak_of_a_person_is_not_carried_on(visitor):
    assert "?tim=" not in visitor.get("/tim-kiem/?q=khai+sinh+099123456789").text


@pytest.mark.parametrize("typed", ["%00", "khai%20sinh%00", "a" * 9000, "🙂"])
def test_whatever_is_said_to_have_been_typed_the_page_is_there(visitor, typed):
    assert visitor.get(f"/thu-tuc/1.001193/?tim={typed}").status_code == 200
    assert visitor.head(f"/thu-tuc/1.001193/?tim={typed}").status_code == 200


@pytest.mark.parametrize(
    "address", ["/", "/tim-kiem/", "/thu-tuc/1.001193/", "/tro-giup/", "/ho-tro-tiep-can/"]
)
def test_public_pages_can_be_kept_for_a_minute(visitor, address):
    response = visitor.get(address)

    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in response.headers["Vary"]
    assert not response.cookies


@pytest.mark.parametrize("address", ["/", "/tim-kiem/", "/thu-tuc/1.001193/", "/tro-giup/"])
def test_public_pages_take_nothing_in(visitor, address):
    assert visitor.post(address, headers={"X-CSRFToken": "x"}).status_code in {403, 405}


@pytest.mark.parametrize("topic", ["tro-giup", "du-lieu-ca-nhan", "ho-tro-tiep-can"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_information_can_be_read_in_both_languages(visitor, topic, language):
    visitor.cookies["django_language"] = language

    response = visitor.get(f"/{topic}/")

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.text
    assert "ho-tro@lamgiang.example" in response.text


# --- What another province published ---------------------------------------------------------------


@pytest.fixture
def foreign(visitor):
    """The page of a procedure that is only told about here."""
    from tests.portal.conftest import DAY

    from motcua.surfaces.cli.demo import world

    world.load_published_elsewhere(at=DAY)
    return visitor.get("/thu-tuc/1.009022/")


def test_a_procedure_for_information_says_where_it_is_lodged(foreign):
    page = words(foreign.text)

    assert "Thủ tục này không nộp được trên cổng này. Trang này chỉ để tra cứu." in page
    assert "Nơi nhận hồ sơ: Ủy ban nhân dân cấp xã" in page
    assert "điểm chưa kiểm tra lại" in page
    assert "Nộp hồ sơ trực tuyến" not in page
    assert "Công bố theo Quyết định 1404/QĐ-UBND" in page


def test_a_fee_told_in_words_is_shown_in_words(visitor, foreign):
    page = words(visitor.get("/thu-tuc/1.012769/").text)

    assert "Bao nhiêu tiền Xem phần “Về các khoản thu”" in page
    assert "Lệ phí có thể thay đổi tùy theo địa phương và yêu cầu thực tế." in page


def test_a_fee_with_a_table_is_told_case_by_case(visitor):
    page = words(visitor.get("/thu-tuc/1.004222/").text)

    assert "Lệ phí đăng ký thường trú: từng trường hợp, đọc từ trên xuống" in page
    assert "Người nộp là: Người thuộc hộ nghèo: có Miễn : 0 đ người nộp thuộc hộ nghèo" in page
    assert "Cách nộp: Trực tuyến Giảm : 10.000 đ" in page
    assert "Mọi trường hợp còn lại 20.000 đ Mức chung" in page
