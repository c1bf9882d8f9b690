"""Guidance is kept sealed, bound to the version it spoke of, and read by its own desk alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.domain.guidance import actions, queries
from motcua.domain.guidance.enums import Way
from motcua.domain.guidance.errors import GuidanceNotFound
from motcua.domain.guidance.models import Guidance
from motcua.domain.guidance.queries import Said
from motcua.domain.guidance.rules import contact_key
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.errors import NotFound

SAID = Said(name="Nguyễn Thị Hạnh", contact="0900000101", content="Mang giấy chứng sinh.")
TODAY = MONDAY.date()


def give(province, *, said=SAID, by=None, at=MONDAY):
    return actions.give(
        procedure_code=people.BIRTH, way=Way.COUNTER, said=said, papers=["birth-notice"],
        by=by or province.desk, at=at,
    )  # fmt: skip


@given(st.from_regex(r"0[0-9]{8,11}", fullmatch=True), st.sampled_from(" .-"))
def test_a_number_is_the_same_however_it_is_written(number, between):
    spaced = between.join(number)

    assert contact_key(spaced) == number
    assert contact_key(f"+84{spaced[2:] if spaced[1] == between else spaced[1:]}") == number


@given(st.text(max_size=8))
def test_what_is_no_number_finds_nobody(text):
    assert contact_key(text) == ""


@pytest.mark.django_db
def test_no_word_about_the_person_stands_in_the_table(province):
    given_ = give(province)

    row = str(Guidance.objects.filter(pk=given_.pk).values().get())

    for word in ("Hạnh", "0900000101", "chứng sinh"):
        assert word not in row
        assert word.encode().hex() not in bytes(given_.sealed).hex()
    assert queries.get(given_.pk, province.desk, on=TODAY).said == SAID


@pytest.mark.django_db
def test_what_was_erased_is_found_no_more(province):
    given_ = give(province)

    sealing.erase_key(given_.subject)

    with pytest.raises(GuidanceNotFound):
        queries.get(given_.pk, province.desk, on=TODAY)


@pytest.mark.django_db
def test_it_says_whether_the_procedure_is_still_the_one_spoken_of(province):
    given_ = give(province)

    assert queries.get(given_.pk, province.desk, on=TODAY).is_current
    assert not queries.get(given_.pk, province.desk, on=date(1990, 1, 1)).is_current


@pytest.mark.django_db
def test_only_a_desk_keeps_and_only_that_desk_reads(province):
    with pytest.raises(NotFound):
        give(province, by=province.registrar)
    given_ = give(province)

    for other in (province.stranger, province.chair):
        with pytest.raises(GuidanceNotFound):
            queries.get(given_.pk, other, on=TODAY)
        assert queries.list_recent(other) == []


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_one_query(rows, province, django_assert_num_queries):
    for _time in range(rows):
        give(province)

    with django_assert_num_queries(1):
        assert len(queries.list_recent(province.desk)) == rows


# --- Said again -----------------------------------------------------------------------------------

OTHER = Said(name="Lê Ngọc Ánh", contact="0900000104", content="Nộp trong 60 ngày sau khi sinh.")


@pytest.mark.django_db
def test_what_was_said_before_is_offered_most_often_first_without_the_person(province):
    give(province, said=OTHER)
    give(province)
    give(province, at=MONDAY.replace(minute=MONDAY.minute + 1))
    version = procedures.get_by_code(people.BIRTH, TODAY)

    first, second = queries.list_used(province.desk, version)

    assert (first.content, first.times, first.papers) == (SAID.content, 2, ("birth-notice",))
    assert (second.content, second.times) == (OTHER.content, 1)
    assert not any(
        part in repr([first, second])
        for said in (SAID, OTHER)
        for part in (said.name, said.contact)
    )


@pytest.mark.django_db
def test_nobody_is_offered_what_another_desk_said_or_what_was_erased(province):
    version = procedures.get_by_code(people.BIRTH, TODAY)
    given = give(province)

    assert queries.list_used(province.stranger, version) == []
    sealing.erase_key(given.subject)
    assert queries.list_used(province.desk, version) == []


@pytest.mark.django_db
def test_what_is_offered_costs_the_same_for_one_and_for_thirty(province, django_assert_num_queries):
    version = procedures.get_by_code(people.BIRTH, TODAY)
    give(province)
    with django_assert_num_queries(2):
        queries.list_used(province.desk, version)
    for number in range(29):
        give(province, said=Said(content=f"Điều {number}"))
    with django_assert_num_queries(2):
        assert len(queries.list_used(province.desk, version)) == queries.USED
