"""A person to whom something has happened answers a few questions and gets the own list."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.portal.test_catalogue import words

from motcua.domain.procedures import queries as procedures

BIRTH = {
    "ngay-sinh": "qua-60-ngay", "chung-sinh": "co", "cach-lam": "khai-sinh-truoc",
    "nguoi-lam": "cha-me", "bao-hiem": "co", "ban-sao": "co",
}  # fmt: skip
MARRIAGE = {
    "nuoc-ngoai": "khong", "noi-o": "khac-xa", "da-ket-hon": "roi", "dang-o-xa": "khong", "ve-o": "co",
}  # fmt: skip


def part(page: str, key: str) -> str:
    """Return the words of one thing to do."""
    return words(page.split(f'id="task-{key}"')[1].split("</article>", maxsplit=1)[0])


def ticked(page: str) -> set[str]:
    """Return which papers are ticked."""
    return set(re.findall(r'name="co" type="checkbox" value="([^"]+)" checked', page))


def hidden(page: str) -> list[tuple[str, str]]:
    """Return what the form of the page carries on."""
    form = page.split('<form method="get" action="/viec-doi/')[1].split("</form>", maxsplit=1)[0]
    return re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)


# --- Finding a path -------------------------------------------------------------------------------


def test_home_leads_to_the_paths(visitor):
    page = visitor.get("/").text

    assert 'href="/viec-doi/sinh-con/"' in page
    assert 'href="/viec-doi/"' in page


def test_every_path_is_listed_and_asks_its_first_question(visitor):
    page = visitor.get("/viec-doi/").text

    for path in procedures.list_life_paths():
        assert f'href="/viec-doi/{path.key}/">{path.title}</a>' in page
        answer = visitor.get(f"/viec-doi/{path.key}/")
        assert answer.status_code == 200
        assert path.questions[0].text in words(answer.text)


def test_a_path_that_is_none_is_not_found(visitor):
    assert visitor.get("/viec-doi/khong-co/").status_code == 404


@pytest.mark.parametrize("typed", ["vừa sinh con", "toi moi SINH CON"])
def test_search_invites_to_the_path_before_the_results(visitor, typed):
    page = visitor.get("/tim-kiem/", {"q": typed}).text

    assert page.index("Bạn vừa sinh con?") < page.index("mc-result__title")
    assert 'href="/viec-doi/sinh-con/"' in page


def test_search_for_a_procedure_invites_to_nothing(visitor):
    assert "/viec-doi/" not in visitor.get("/tim-kiem/", {"q": "đăng ký khai sinh"}).text


# --- Answering ------------------------------------------------------------------------------------


def test_questions_follow_the_answers_until_the_list(visitor):
    address, asked = "/viec-doi/ket-hon/", []
    sent: dict[str, str] = {}
    while True:
        page = visitor.get(address, sent).text
        if 'name="hoi"' not in page:
            break
        carried = dict(hidden(page))
        question = carried["hoi"]
        asked.append(question)
        sent = {**carried, question: MARRIAGE[question]}

    assert asked == list(MARRIAGE)
    assert re.findall(r'id="task-([a-z-]+)"', page) == ["tinh-trang", "dang-ky", "thuong-tru"]


def test_a_question_without_an_answer_is_asked_again_and_says_so(visitor):
    answer = visitor.get("/viec-doi/sinh-con/", {"hoi": "ngay-sinh"})

    assert answer.status_code == 422
    assert "Hãy chọn một câu trả lời." in answer.text
    assert 'href="#ngay-sinh-trong-60-ngay"' in answer.text


def test_what_the_address_spells_wrongly_is_not_said(visitor):
    for query in (
        {"ngay-sinh": "hom-qua"},
        {"ngay-sinh": "\0"},
        {"co": "x" * 5000, "cach": "bay", "sua": "gi-do", "hoi": "gi-do"},
        {"page": "2"},
    ):
        answer = visitor.get("/viec-doi/sinh-con/", query)

        assert answer.status_code == 200
        assert "Con bạn sinh đến nay đã bao lâu?" in answer.text
        assert hidden(answer.text) == [("hoi", "ngay-sinh")]


def test_an_answer_can_be_changed_and_the_others_stay(visitor):
    page = visitor.get("/viec-doi/ket-hon/", MARRIAGE).text
    change = unescape(re.search(r'href="(/viec-doi/ket-hon/\?[^"]*sua=noi-o)"', page)[1])

    again = visitor.get(change).text

    assert dict(hidden(again)) == {
        **{name: value for name, value in MARRIAGE.items() if name != "noi-o"},
        "hoi": "noi-o",
    }
    assert 'value="khac-xa" checked' in again


def test_questions_speak_english_on_request(visitor):
    visitor.cookies["django_language"] = "en"

    page = visitor.get("/viec-doi/sinh-con/").text

    assert "How long ago was the child born?" in page


# --- The list -------------------------------------------------------------------------------------


def test_the_list_tells_each_thing_by_step(visitor):
    page = visitor.get("/viec-doi/sinh-con/", BIRTH).text
    birth, residence = part(page, "khai-sinh"), part(page, "nhap-ho-khau")

    assert page.index("Bước 1") < page.index('id="task-khai-sinh"') < page.index("Bước 2")
    assert 'href="/thu-tuc/1.001193/"' in page
    assert "Nơi làm Ủy ban nhân dân cấp xã" in birth
    assert "Bao lâu Trong ngày làm việc" in birth
    assert "5.000 đồng một hồ sơ" in birth
    assert "Giấy chứng sinh" in birth
    assert "Làm sau khi xong: Đăng ký khai sinh." in residence
    assert "Có từ việc làm trước: Đăng ký khai sinh." in residence


def test_what_is_done_elsewhere_is_named_with_its_place_and_no_price(visitor):
    page = visitor.get("/viec-doi/sinh-con/", BIRTH).text
    benefit = part(page, "thai-san")

    assert "Giải quyết hưởng chế độ thai sản" in benefit
    assert "cơ quan bảo hiểm xã hội" in benefit
    assert "Bao nhiêu tiền" not in benefit
    assert "Chưa tính những việc làm ở nơi khác." in page


def test_money_and_visits_are_summed_up(visitor):
    online = words(visitor.get("/viec-doi/sinh-con/", BIRTH).text)
    at_desk = words(visitor.get("/viec-doi/sinh-con/", {**BIRTH, "cach": "tai-quay"}).text)

    # Late registration 5.000, permanent residence 10.000 online and 20.000 at the desk, a copy 8.000.
    assert "Từ 23.000 đồng" in online
    assert "Không phải đến lần nào" in online
    assert "Từ 33.000 đồng" in at_desk
    assert "Nhiều nhất 4 lần" in at_desk


def test_one_lodging_says_what_it_does_at_once(visitor):
    page = visitor.get(
        "/viec-doi/sinh-con/", {**BIRTH, "cach-lam": "mot-lan", "o-cung": "cha-me"}
    ).text

    assert (
        "Một hồ sơ làm luôn: Đăng ký khai sinh; Đăng ký thường trú;"
        " Cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi." in part(page, "lien-thong")
    )


def test_the_online_form_is_no_paper_to_bring(visitor):
    online = visitor.get("/viec-doi/sinh-con/", BIRTH).text
    at_desk = visitor.get("/viec-doi/sinh-con/", {**BIRTH, "cach": "tai-quay"}).text

    assert "Điền ngay trên mạng" in part(online, "khai-sinh")
    assert 'value="khai-sinh.declaration"' not in online
    assert 'value="khai-sinh.declaration"' in at_desk


def test_a_paper_that_lodging_asks_for_is_to_be_had_ready(visitor):
    """That a database may have it is no promise: the online form wants the file all the same."""
    page = visitor.get(
        "/viec-doi/sinh-con/", {**BIRTH, "cach-lam": "mot-lan", "o-cung": "cha-me"}
    ).text

    assert 'value="lien-thong.birth-notice"' in page
    assert "Hãy có sẵn, phòng khi không tra được." in part(page, "lien-thong")
    assert "Đã có 0 trên 1" in words(page)


def test_ticks_are_kept_in_the_address(visitor):
    page = visitor.get("/viec-doi/sinh-con/", BIRTH).text
    assert ticked(page) == set()

    sent = {**dict(hidden(page)), "co": ["khai-sinh.birth-notice", "la.gi"]}
    after = visitor.get("/viec-doi/sinh-con/", sent).text

    assert ticked(after) == {"khai-sinh.birth-notice"}
    assert "Đã có 1 trên" in words(after)
    shared = unescape(re.search(r'<a class="govuk-link" href="(http[^"]+)">', after)[1])
    asked = parse_qs(urlsplit(shared).query)
    assert asked["co"] == ["khai-sinh.birth-notice", "la.gi"]
    assert ticked(visitor.get(shared).text) == {"khai-sinh.birth-notice"}


def test_every_advice_names_its_source(visitor):
    page = words(visitor.get("/viec-doi/sinh-con/", BIRTH).text)

    assert "(Luật Hộ tịch 2014, Điều 13)" in page


def test_an_empty_catalogue_tells_where_to_ask(client, db):
    page = words(client.get("/viec-doi/mat-giay-to/", {"giay": "ho-tich"}).text)

    assert "Thủ tục mã 2.000635" in page
    assert "Hãy hỏi bộ phận Một cửa nơi bạn ở." in page


def test_what_was_ticked_comes_back_escaped(visitor):
    page = visitor.get(
        "/viec-doi/sinh-con/", {**BIRTH, "tich": "1", "co": '"><script>alert(1)</script>'}
    ).text

    assert "<script>alert" not in page


def test_every_path_ends_in_a_list_in_both_languages(visitor):
    for path in procedures.list_life_paths():
        answers: dict[str, str] = {}
        while (question := procedures.find_next(path, answers)) is not None:
            answers[question.key] = question.choices[-1].key

        for language in ("vi", "en"):
            visitor.cookies["django_language"] = language
            page = visitor.get(f"/viec-doi/{path.key}/", answers).text
            assert 'class="mc-task"' in page
            assert "Thủ tục mã" not in page
