"""Dates of which only the year or the month may be known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.rules import partial_dates, reading
from tests.forms import test_kinds as kinds
from tests.forms.forms import question, sentences, sketch, words


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("born-day=15&born-month=3&born-year=1948", "1948-03-15"),
        ("born-day=&born-month=3&born-year=1948", "1948-03"),
        ("born-day=&born-month=&born-year=1948", "1948"),
        ("born-day=năm 1948&born-month=&born-year=", "1948"),
        ("born-day=15/3/1948&born-month=&born-year=", "1948-03-15"),
        ("born-day=15&born-month=&born-year=1948", "15//1948"),
        ("born-day=31&born-month=2&born-year=1948", "31/2/1948"),
        ("born-day=&born-month=&born-year=48", "//48"),
        ("born-day=&born-month=&born-year=", None),
    ],
)
def test_a_date_is_kept_as_precisely_as_it_is_known(typed, answer):
    assert kinds.read(typed)["born"] == answer


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (None, "Hãy nhập ngày sinh của cụ. Không nhớ ngày, tháng thì chỉ ghi năm."),
        ("15//1948", "Ngày sinh của cụ còn thiếu tháng."),
        ("31/2/1948", "Ngày sinh của cụ không có trên lịch. Hãy xem lại ngày, tháng và năm."),
        ("//48", "Hãy nhập đủ 4 chữ số của năm, ví dụ 2026."),
        ("15/3/", "Ngày sinh của cụ còn thiếu năm."),
        (
            "lâu lắm",
            "Hãy nhập ngày sinh của cụ bằng số, ví dụ 15 tháng 3 năm 2026 là 15, 3 và 2026.",
        ),
    ],
)
def test_what_is_wrong_with_such_a_date_is_said(answer, sentence):
    assert sentences(kinds.FORM, kinds.ANSWERS | {"born": answer}) == {"born": sentence}


@pytest.mark.parametrize(
    ("answer", "words_of_it"),
    [("1948", "1948"), ("1948-03", "03/1948"), ("1948-03-15", "15/03/1948")],
)
def test_such_a_date_is_written_as_papers_write_it(answer, words_of_it):
    assert kinds.spoken(kinds.ANSWERS | {"born": answer})["born"] == words_of_it


def test_a_year_known_from_elsewhere_is_such_a_date():
    assert reading.tidy_answer(kinds.FORM.fields["born"], 1948) == "1948"
    assert reading.tidy_answer(kinds.FORM.fields["born"], True) is False


@given(st.dates(), st.sampled_from(["day", "month", "year"]))
def test_a_date_reads_back_from_its_boxes_and_spans_itself(day, precision):
    written = day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]
    boxes = reading.typed_date(*partial_dates.boxes(written))
    first, last = partial_dates.span(written)

    assert partial_dates.read(boxes) == written
    assert first <= day <= last


@given(st.text(max_size=20))
def test_reading_such_a_date_twice_changes_nothing(typed):
    once = reading.tidy_answer(kinds.FORM.fields["born"], typed)

    assert reading.tidy_answer(kinds.FORM.fields["born"], once) == once


def test_a_check_takes_a_year_for_all_of_its_days():
    document = sketch(
        {"born": kinds.PARTIAL, "died": {"type": "string", "format": "date"}},
        fields={"born": question("partial_date"), "died": question("date")},
        checks=[{"kind": "not_before", "field": "died", "than": "born", "message": words("Sai")}],
    )
    form = forms.compile_document(document, key="deaths")

    assert sentences(form, {"born": "1948", "died": "1948-01-01"}) == {}
    assert sentences(form, {"born": "1948-06", "died": "1948-05-31"}) == {"died": "Sai"}
