"""What people call a procedure finds it, whatever province its record comes from."""

import pytest
from tests.procedures import shelf

from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.rules import record as records
from motcua.domain.procedures.rules import sayings, words


def near(typed, *, meant=None, said=("chuyển trường cho con", "mắc điện cho nhà mới")):
    nearness = sayings.Nearness()
    for owner, saying in enumerate(said):
        nearness.add(owner, [saying])
    return nearness.find(words.gist_of(words.syllables(typed)), meant or {})


def test_a_saying_typed_in_full_is_as_near_as_can_be():
    assert near("xin chuyển trường cho con ở đâu")[0] == sayings.Near(
        likeness=1.0, saying="chuyển trường cho con"
    )


def test_what_is_typed_besides_and_what_is_left_out_both_count_against_a_saying():
    assert 0 < near("chuyển trường con lớp ba vì dọn nhà")[0].likeness < 1
    assert 0 < near("chuyển trường")[0].likeness < 1
    assert 1 not in near("chuyển trường")


def test_a_word_that_may_have_been_meant_counts_less_than_the_one_typed():
    typed = near("chuyển trường")[0].likeness
    guessed = near("chuyễn trương", meant={})[0].likeness
    mistyped = near("chuyển trườg", meant={"truong": 0.7, "chuyen truong": 0.7})[0].likeness

    assert guessed == typed
    assert 0 < mistyped < typed


def test_no_saying_is_as_near_as_one_that_says_nothing_else():
    assert near("mắc điện", said=("mắc điện", "mắc điện cho nhà mới"))[0].likeness == 1.0


def test_words_of_the_regions_for_one_thing_are_one_word():
    assert words.gist_of(words.syllables("ba má cho đất")) == words.gist_of(
        words.syllables("bố mẹ cho miếng đất")
    )


@pytest.mark.parametrize(("code", "is_found"), [("2.002481", True), ("1.012806", False)])
def test_a_record_without_keywords_is_found_by_what_people_call_its_code(db, code, is_found):
    """Taken over from another province, it says nothing that people say."""
    plain = shelf.plain() | {"code": code, "name": "Thủ tục của nhà trường", "keywords": []}
    actions.publish(
        record=records.from_plain(plain),
        form_definition_id=None,
        workflow_definition_id=None,
        at=shelf.PUBLISHED_AT,
    )

    page = queries.find("lớp 9 đổi trường", on=shelf.TODAY)

    assert bool(page.items) is is_found


def test_what_people_call_a_procedure_that_is_not_there_finds_no_other(six):
    assert queries.find("mất bằng lái", on=shelf.TODAY).items == ()


def test_names_stand_for_procedures_without_a_national_code():
    [called] = sayings.called("8.765432", "Kiến nghị về sửa chữa chung cư")

    assert "chung cư bị thấm" in called.sayings
    assert sayings.called("8.765432", "Kiến nghị khác") == ()


def test_what_is_needed_daily_counts_more_than_what_is_needed_often():
    daily, often, seldom = (
        max(called.prior for called in sayings.called(code, ""))
        for code in ("1.001193", "2.000720", "1.004884")
    )

    assert daily > often > seldom == 0


def test_every_line_of_the_file_is_read():
    everything = sayings.everything()

    assert len(everything) > 180
    assert all(called.sayings for called in everything)
    assert all(words.syllables(saying) for called in everything for saying in called.sayings)
