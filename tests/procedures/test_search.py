"""People find a procedure in their own words; what the catalogue does not have is not made up."""

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.procedures import shelf

from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.enums import Level, OnlineLevel
from motcua.domain.procedures.rules import words

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "search_cases.yaml").read_text(encoding="utf-8"))
NEIGHBOURS = yaml.safe_load((HERE / "neighbours.yaml").read_text(encoding="utf-8"))

ALWAYS = [(text, code) for code, texts in CASES["always"].items() for text in texts]
EVERYDAY = [(text, code) for code, texts in CASES["everyday"].items() for text in texts]

UNSEEN = [(text, code) for code, texts in CASES["unseen"].items() for text in texts]

ACCURACY_ALONE = 1.0
ACCURACY_OF_THE_UNSEEN = 0.93
ACCURACY_AMONG_NEIGHBOURS = 0.98


def first(text: str) -> str | None:
    page = queries.find(text, on=shelf.TODAY)
    return page.items[0].version.code if page.items else None


def misses(cases):
    found = [(text, code, first(text)) for text, code in cases]
    return [(text, code, answer) for text, code, answer in found if answer != code]


@pytest.mark.parametrize(("text", "code"), ALWAYS)
def test_birth_registration_comes_first_however_it_is_typed(six, text, code):
    assert first(text) == code


def test_everyday_words_find_their_procedure(six):
    missed = misses(EVERYDAY)

    assert len(EVERYDAY) >= 90
    assert 1 - len(missed) / len(EVERYDAY) >= ACCURACY_ALONE, missed


def test_words_that_nobody_foresaw_mostly_find_it_too(six):
    missed = misses(UNSEEN)

    assert 1 - len(missed) / len(UNSEEN) >= ACCURACY_OF_THE_UNSEEN, missed


def test_everyday_words_find_their_procedure_among_many_others(six):
    shelf.publish_neighbours(NEIGHBOURS)

    missed = misses(ALWAYS + EVERYDAY)

    assert not [miss for miss in missed if miss[:2] in ALWAYS]
    assert 1 - len(missed) / len(ALWAYS + EVERYDAY) >= ACCURACY_AMONG_NEIGHBOURS, missed


@pytest.mark.parametrize("text", CASES["nothing"])
def test_what_is_not_there_is_said_honestly_with_the_nearest_names(six, text):
    page = queries.find(text, on=shelf.TODAY)

    assert page.items == ()
    assert page.total == 0
    assert len(page.suggestions) == 3


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(lambda text: unicodedata.normalize("NFD", text), id="NFD"),
        pytest.param(str.upper, id="capitals"),
        pytest.param(lambda text: f"👶🏻 {text} ❤️‍🔥", id="emoji"),
        pytest.param(lambda text: f"  {text}\n\t ", id="blanks"),
        pytest.param(lambda text: text + " " + "ạ" * 10_000, id="10 kB"),
        pytest.param(lambda text: text + "\x00", id="NUL"),
    ],
)
def test_the_form_of_the_text_does_not_matter(six, form):
    assert first(form("đăng ký khai sinh")) == "1.001193"


@given(text=st.text(max_size=300))
def test_no_text_makes_words_that_the_index_cannot_read(text):
    wish = words.understand(text)

    asked = [syllable for wanted in wish.wanted for phrase in wanted.phrases for syllable in phrase]
    assert all(syllable.isascii() and syllable.isalnum() for syllable in asked)
    assert all(phrase for wanted in wish.wanted for phrase in wanted.phrases)


@pytest.mark.parametrize(
    "text", ["'", "& | !", "a:b", "%", "\\", "(", "<->", "a' OR '1'='1", "null"]
)
def test_signs_of_the_query_language_are_only_text(six, text):
    assert queries.find(text, on=shelf.TODAY).number == 1


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("khaisinh", ("khai", "sinh")),
        ("dangkykhaisinh", ("dang", "ky", "khai", "sinh")),
        ("thuongtru", ("thuong", "tru")),
    ],
)
def test_syllables_typed_together_are_taken_apart(typed, means):
    [wanted] = words.understand(typed).wanted

    assert wanted.phrases == ((typed,), means)


def test_a_phrase_is_not_found_across_two_names(six):
    """“giấy khai sinh” ends one keyword and “làm giấy” begins the next."""
    assert words.entry(["giấy khai sinh", "làm giấy"]) == "giay khai sinh zzz lam giay"


def test_what_people_call_it_in_full_wins_over_a_longer_name(six):
    shelf.publish_neighbours(["Chấm dứt hoạt động hộ kinh doanh"])

    assert first("hộ kinh doanh") == "1.001612"


# --- Lists, filters, pages ----------------------------------------------------------------------


def codes(page):
    return [found.version.code for found in page.items]


def test_without_a_text_all_are_listed_in_vietnamese_order(six):
    page = queries.find(on=shelf.TODAY)

    assert [found.version.name for found in page.items] == [
        "Cấp bản sao trích lục hộ tịch",
        "Cấp Giấy xác nhận tình trạng hôn nhân",
        "Chứng thực bản sao từ bản chính",
        "Đăng ký khai sinh",
        "Đăng ký thành lập hộ kinh doanh",
        "Đăng ký thường trú",
    ]
    assert page.total == 6


def test_filters_narrow_the_list(six):
    assert set(codes(queries.find(field="ho-tich", on=shelf.TODAY))) == {
        "1.001193",
        "1.004873",
        "2.000635",
    }
    assert len(codes(queries.find(online=OnlineLevel.PARTIAL, on=shelf.TODAY))) == len(shelf.SIX)
    assert codes(queries.find(online=OnlineLevel.FULL, on=shelf.TODAY)) == []
    assert codes(queries.find(level=Level.MINISTRY, on=shelf.TODAY)) == []


def test_filters_narrow_a_search(six):
    assert codes(queries.find("bản sao", field="chung-thuc", on=shelf.TODAY)) == ["2.000815"]


def test_an_agency_shows_what_it_takes_in(six):
    agency = shelf.found_agency()
    actions.provide(agency_id=agency.pk, procedure_code="1.001193", valid_from=shelf.TODAY)

    assert codes(queries.find(agency_id=agency.pk, on=shelf.TODAY)) == ["1.001193"]
    assert codes(queries.find("hộ khẩu", agency_id=agency.pk, on=shelf.TODAY)) == []


def test_pages_follow_one_another_and_the_total_stays(six):
    pages = [queries.find(on=shelf.TODAY, page=number, size=4) for number in (1, 2, 3)]

    assert [len(page.items) for page in pages] == [4, 2, 0]
    assert [page.total for page in pages] == [6, 6, 6]
    assert [page.has_next for page in pages] == [True, False, False]
    assert set(codes(pages[0])).isdisjoint(codes(pages[1]))


def test_the_page_after_the_last_of_a_search_suggests_nothing(six):
    page = queries.find("khai sinh", on=shelf.TODAY, page=9)

    assert page.items == page.suggestions == ()
    assert page.total > 0


def test_an_empty_catalogue_has_one_empty_page(db):
    page = queries.find("khai sinh", on=shelf.TODAY)

    assert (page.items, page.suggestions, page.total, page.pages) == ((), (), 0, 1)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("text", ["", "dang ky", "khong co gi o day ca"])
def test_a_page_costs_three_queries_when_it_is_new_and_one_after(
    db, django_assert_num_queries, rows, text
):
    for code in ("1.001193", "1.001612", "1.004222")[:rows]:
        queries.versions.forget(shelf.publish(code).id)

    with django_assert_num_queries(3):
        queries.find(text, on=shelf.TODAY)
    with django_assert_num_queries(1):
        queries.find(text, on=shelf.TODAY)


def test_fields_are_counted(six, django_assert_num_queries):
    with django_assert_num_queries(1):
        fields = queries.list_fields(shelf.TODAY)

    assert [(field.name, field.count) for field in fields] == [
        ("Chứng thực", 1),
        ("Cư trú", 1),
        ("Đăng ký kinh doanh", 1),
        ("Hộ tịch", 3),
    ]


def test_the_index_can_be_rebuilt(six):
    assert actions.rebuild_search() == 6
    assert first("sao y") == "2.000815"
