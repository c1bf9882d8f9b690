"""Vietnamese words: folded, ordered, and numbers read out."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.kernel import vietnamese
from motcua.foundation.kernel.money import Dong, format_dong

VOWELS = "aăâeêioôơuưy"
TONES = "\u0300\u0309\u0303\u0301\u0323"
LETTERS = [
    *vietnamese.ALPHABET,
    *(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES),
]
words = st.text(st.sampled_from(LETTERS), min_size=1, max_size=6)
names = st.lists(words, min_size=1, max_size=4).map(" ".join)


# --- Folding ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("ĐẶNG  THỊ\tỔi", "dang thi oi"),
        ("Thừa Thiên – Huế", "thua thien – hue"),
        ("  ", ""),
    ],
)
def test_folding(text, folded):
    assert vietnamese.fold(text) == folded


@given(names)
def test_folding_does_not_see_how_the_text_is_composed(name):
    forms = {unicodedata.normalize(form, name) for form in ("NFC", "NFD")}

    assert {vietnamese.fold(form) for form in forms} == {vietnamese.fold(name.upper())}


@given(names)
def test_folded_text_is_plain_and_folds_to_itself(name):
    folded = vietnamese.fold(name)

    assert folded.isascii()
    assert vietnamese.fold(folded) == folded
    assert len(folded) == len(name)


# --- Order ------------------------------------------------------------------------------------------


def test_letters_and_tones_stand_in_dictionary_order():
    in_order = [
        *("An", "Ăn", "Ân", "ba", "bà", "bả", "bã", "bá", "bạ", "Bắc", "Cần", "Dương", "Đà"),
        *("Điện", "Em", "Êm", "Hà", "Khánh", "Long", "Nam", "On", "Ô", "Ơn", "Quảng", "Sơn"),
        *("Tây", "Thái", "Ứng", "Vinh", "Xuân", "Yên"),
    ]

    assert sorted(set(in_order), key=vietnamese.sort_key) == in_order


def test_words_come_before_what_they_begin():
    in_order = ["Hoa", "Hoa Bình", "Hoà", "Hoà An", "Hoàn"]

    assert sorted(set(in_order), key=vietnamese.sort_key) == in_order


def test_numbers_stand_by_value_before_letters():
    in_order = ["Tổ 2", "Tổ 10", "Tổ 10A", "Tổ A", "Tổ Đ"]

    assert sorted(set(in_order), key=vietnamese.sort_key) == in_order


def test_case_and_punctuation_do_not_matter():
    assert vietnamese.sort_key("đà-nẵng") == vietnamese.sort_key("ĐÀ NẴNG")


def test_other_tongues_find_a_place():
    in_order = ["Müller", "Muller2", "Zoe", "Ωmega"]

    assert sorted(set(in_order), key=vietnamese.sort_key) == in_order


def plain_before(left: str, right: str) -> bool:
    """Compare as a dictionary does: word by word, letters first and tone second."""
    for one, other in zip(left.split(), right.split(), strict=False):
        if _bare(one) != _bare(other):
            return _ranks(one) < _ranks(other)
        if _tone(one) != _tone(other):
            return _tone(one) < _tone(other)
    return len(left.split()) < len(right.split())


def _bare(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in TONES))


def _ranks(word: str) -> list[int]:
    return [vietnamese.ALPHABET.index(letter) for letter in _bare(word)]


def _tone(word: str) -> int:
    tones = [TONES.index(mark) + 1 for mark in unicodedata.normalize("NFD", word) if mark in TONES]
    return tones[0] if tones else 0


@given(names, names)
def test_keys_compare_as_a_dictionary_does(left, right):
    assert (vietnamese.sort_key(left) < vietnamese.sort_key(right)) == plain_before(left, right)


@given(st.text(max_size=30))
def test_keys_hold_only_what_every_collation_agrees_on(text):
    key = vietnamese.sort_key(text)

    assert set(key) <= set("0123456789abcdefghijklmnopqrstuvwxyz")
    assert key == vietnamese.sort_key(unicodedata.normalize("NFC", text))


# --- Initials ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Nguyễn Văn An", "NVA"), ("đặng thị ổi", "ĐTÔ"), ("Ưng  Á", "ƯA"), ("", ""), ("- An", "A")],
)
def test_initials(name, initials):
    assert vietnamese.initials(name) == initials


# --- Numbers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (101, "một trăm linh một"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (1_005, "một nghìn không trăm linh năm"),
        (2_026, "hai nghìn không trăm hai mươi sáu"),
        (8_000, "tám nghìn"),
        (1_050_000, "một triệu không trăm năm mươi nghìn"),
        (1_000_000_001, "một tỷ không trăm linh một"),
        (2_500_000_000_000, "hai nghìn năm trăm tỷ"),
        (-3, "âm ba"),
    ],
)
def test_numbers_in_words(number, words):
    assert vietnamese.number_in_words(number) == words


DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
SCALES = {"nghìn": 10**3, "triệu": 10**6}


def understand(text: str) -> int:
    """Read a number back, as a listener would: the part before the last "tỷ" counts billions."""
    head, billions, tail = text.rpartition("tỷ")
    if billions:
        return understand(head) * 10**9 + understand(tail)
    total = group = digit = 0
    for word in text.split():
        match word:
            case "trăm":
                group, digit = digit * 100, 0
            case "mươi":
                group, digit = group + digit * 10, 0
            case "mười":
                group += 10
            case "linh":
                pass
            case "nghìn" | "triệu":
                total, group, digit = total + (group + digit) * SCALES[word], 0, 0
            case _:
                digit = DIGITS[word]
    return total + group + digit


@given(st.integers(0, 10**18 - 1) | st.integers(0, 10_000))
def test_a_number_read_out_is_understood(number):
    assert understand(vietnamese.number_in_words(number)) == number


def test_numbers_without_words_are_refused():
    with pytest.raises(ValueError, match="nineteen"):
        vietnamese.number_in_words(10**18)


@pytest.mark.parametrize(
    ("amount", "digits", "words"),
    [
        (0, "0 đ", "Không đồng"),
        (8_000, "8.000 đ", "Tám nghìn đồng"),
        (-1_500_000, "-1.500.000 đ", "Âm một triệu năm trăm nghìn đồng"),
    ],
)
def test_amounts(amount, digits, words):
    assert format_dong(Dong(amount)) == digits
    assert vietnamese.amount_in_words(Dong(amount)) == words


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (
            date(2026, 3, 15),
            "Ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi sáu",
        ),
        (date(2024, 4, 1), "Ngày mùng một tháng tư năm hai nghìn không trăm hai mươi tư"),
        (date(2025, 12, 10), "Ngày mùng mười tháng mười hai năm hai nghìn không trăm hai mươi lăm"),
        (date(1999, 1, 31), "Ngày ba mươi mốt tháng một năm một nghìn chín trăm chín mươi chín"),
        (date(2000, 5, 24), "Ngày hai mươi tư tháng năm năm hai nghìn"),
    ],
)
def test_dates_in_words(on, words):
    assert vietnamese.date_in_words(on) == words


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Nguyễn Thị Hồng Ngọc", "Nguyễn T. H. Ngọc"),
        ("Y  Moan", "Y Moan"),
        ("Đặng Ổi Út", "Đặng Ổ. Út"),
        ("Hờ", "Hờ"),
        ("", ""),
    ],
)
def test_a_name_is_shortened_to_its_ends(name, short):
    assert vietnamese.shorten(name) == short
