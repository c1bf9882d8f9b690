"""The search learns which procedure is opened after a query: by days, without persons, within bounds."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.procedures import shelf

from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.models import Opening, Procedure
from motcua.domain.procedures.rules import usage

ASKED = "khai sinh cho con"
SECOND = "2.000635"
"""What the search offers for it, though not first."""


def procedure(code):
    return Procedure.objects.get(code=code).pk


def open_on_days(days, *, text=ASKED, code=SECOND):
    return [
        actions.note_opening(
            text, procedure_id=procedure(code), on=shelf.TODAY - timedelta(days=ago)
        )
        for ago in range(days)
    ]


def explained(text=ASKED, code=SECOND, on=shelf.TODAY):
    [found] = [
        one for one in queries.explain(text, on=on) if one.entry.procedure_id == procedure(code)
    ]
    return found


def test_what_is_opened_on_enough_days_ranks_higher_and_the_explanation_tells_it(six):
    before = explained()

    assert all(open_on_days(usage.LEAST_DAYS))

    after = explained()
    assert (before.use, before.opened_days) == (0.0, 0)
    assert after.use > 0
    assert after.opened_days == usage.LEAST_DAYS
    assert after.relevance == pytest.approx(before.relevance + after.use)


def test_the_same_query_typed_otherwise_has_learnt_it_too_and_another_has_not(six):
    open_on_days(usage.LEAST_DAYS)

    assert explained("KHAI SINH  cho con").use > 0
    assert explained("khai sinh cho").use == 0


def test_one_visitor_hammering_for_a_day_changes_nothing(six):
    counted = [
        actions.note_opening(ASKED, procedure_id=procedure(SECOND), on=shelf.TODAY)
        for _ in range(200)
    ]

    assert counted.count(True) == 1
    assert Opening.objects.count() == 1
    assert explained().use == 0


def test_less_than_enough_days_change_nothing(six):
    open_on_days(usage.LEAST_DAYS - 1)

    assert explained().use == 0


def test_use_never_passes_a_name_typed_in_full(six):
    shelf.publish_neighbours(["Đăng ký khai sinh lưu động"])
    text = "đăng ký khai sinh"
    open_on_days(120, text=text, code="9.000000")

    first, *others = queries.explain(text, on=shelf.TODAY)

    assert first.entry.procedure_id == procedure("1.001193")
    assert first.is_its_name
    assert all(one.relevance < first.relevance for one in others)


def test_what_the_search_does_not_offer_cannot_be_pushed(six):
    assert not any(open_on_days(usage.LEAST_DAYS, text="giấy độc thân", code="1.001612"))
    assert not Opening.objects.exists()


@pytest.mark.parametrize(
    "text", ["", "  ", "?!", "khai sinh 099123456789", "khai sinh " + "cho con " * 10]
)
def test_queries_that_may_speak_of_a_person_are_not_kept(six, text, django_assert_num_queries):
    birth = procedure("1.001193")

    with django_assert_num_queries(0):
        assert not actions.note_opening(text, procedure_id=birth, on=shelf.TODAY)


def test_no_word_of_a_query_is_kept(six):
    open_on_days(1)

    assert bytes(Opening.objects.get().query) == queries.digest_of("Khai sinh cho con")
    assert len(bytes(Opening.objects.get().query)) == 32
    assert queries.digest_of("khai sinh cho con") != queries.digest_of("khai sinh cho cháu")


def test_a_flood_of_one_day_is_cut_off(six, monkeypatch):
    monkeypatch.setattr(usage, "MOST_A_DAY", 2)

    counted = [
        actions.note_opening(text, procedure_id=procedure("1.001193"), on=shelf.TODAY)
        for text in ("khai sinh", "giấy khai sinh", "đăng ký khai sinh")
    ]

    assert counted == [True, True, False]


def test_what_was_learnt_fades_and_is_forgotten(six):
    open_on_days(10)
    uses = [
        explained(on=shelf.TODAY + timedelta(days=later)).use for later in (0, 45, usage.KEPT_DAYS)
    ]

    assert uses[0] > uses[1] > uses[2] == 0
    assert actions.forget_openings(on=shelf.TODAY + timedelta(days=usage.KEPT_DAYS - 4)) == 5
    assert actions.forget_openings(on=shelf.TODAY + timedelta(days=usage.KEPT_DAYS + 1)) == 5


def test_what_is_not_opened_on_enough_days_is_forgotten_soon(six):
    open_on_days(usage.LEAST_DAYS - 1)
    open_on_days(usage.LEAST_DAYS, text="khai sinh")

    assert actions.forget_openings(on=shelf.TODAY + timedelta(days=usage.UNUSED_DAYS)) == 3
    assert Opening.objects.count() == 1 + usage.LEAST_DAYS


def test_a_search_that_has_learnt_costs_one_query(six, django_assert_num_queries):
    open_on_days(usage.LEAST_DAYS)
    queries.find(ASKED, on=shelf.TODAY)

    with django_assert_num_queries(1):
        queries.find(ASKED, on=shelf.TODAY)


@given(ages=st.lists(st.integers(min_value=0, max_value=usage.KEPT_DAYS), max_size=200))
def test_use_is_bounded_and_a_further_day_never_takes_away(ages):
    assert 0 <= usage.boost(ages) <= 0.12
    assert usage.boost([*ages, 0]) >= usage.boost(ages)


@given(text=st.text(max_size=120))
def test_what_is_counted_has_no_digit_and_is_short(text):
    counted = usage.countable(text)

    assert counted is None or not any(sign.isdigit() for sign in text)
    assert counted is None or len(text) <= usage.LONGEST
