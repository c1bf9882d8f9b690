"""Codes that people type, and names of files that people give."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from motcua.capabilities.documents import rules


def test_a_new_code_is_read_back_as_it_was_printed():
    code = rules.new_verification_code()

    assert rules.parse_verification_code(rules.format_verification_code(code)) == code


def test_a_code_forgives_what_people_misread():
    assert rules.parse_verification_code(" o1il-23ab-cdef ") == "011123ABCDEF"


def test_a_code_of_another_length_or_letter_is_none():
    assert rules.parse_verification_code("7K2M-9Q4T-X8W") is None
    assert rules.parse_verification_code("7K2M-9Q4T-X8WU") is None
    assert rules.parse_verification_code("") is None


@given(st.text())
def test_whatever_is_typed_as_a_code_gets_an_answer(typed):
    code = rules.parse_verification_code(typed)

    assert code is None or len(code) == 12


def test_codes_are_not_guessable():
    codes = {rules.new_verification_code() for _ in range(500)}

    assert len(codes) == 500


def test_a_filename_loses_its_path_and_its_tricks():
    assert rules.clean_filename("C:\\Users\\ngọc\\giấy.pdf") == "giấy.pdf"
    assert rules.clean_filename("../../etc/passwd") == "passwd"
    assert rules.clean_filename("anh\u202egpj.exe") == "anhgpj.exe"
    assert rules.clean_filename("a\x00b\n.png") == "ab.png"
    assert rules.clean_filename(" .. ") == "tep"


def test_a_long_filename_keeps_its_extension():
    name = rules.clean_filename("ấ" * 400 + ".jpeg")

    assert len(name) == rules.MAX_FILENAME
    assert name.endswith(".jpeg")


@given(st.text())
def test_any_filename_becomes_one_that_can_be_shown(filename):
    name = rules.clean_filename(filename)

    assert 0 < len(name) <= rules.MAX_FILENAME
    assert "/" not in name
    assert "\\" not in name
    assert not any(unicodedata.category(letter).startswith("C") for letter in name)
