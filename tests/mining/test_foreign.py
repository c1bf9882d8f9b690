"""Logs of other systems are read as they come, whole or with the lines that were left out."""

import csv
import gzip
import io
import tracemalloc
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mining.test_exporting import logs

from motcua.capabilities.mining.enums import ColumnRole, LeftOutReason
from motcua.capabilities.mining.errors import LogTooLarge, LogUnreadable
from motcua.capabilities.mining.queries.foreign import (
    guess_columns,
    guess_steps,
    open_log,
    take_cases,
)
from motcua.capabilities.mining.rules.exporting import write_xes
from motcua.capabilities.mining.rules.foreign import cases, tables, xes
from motcua.capabilities.mining.rules.foreign.moments import read_due, read_moment
from motcua.foundation.kernel.clock import VIETNAM

CSV = """Mã hồ sơ;Bước xử lý;Thời gian;Bộ phận;Cán bộ;Hạn trả
HS1;Tiếp nhận;16/03/2026 08:00;Một cửa;Nguyễn Văn A;20/03/2026
HS1;Thẩm định;17/03/2026 9:30;Chuyên môn;Trần B;
HS2;Tiếp nhận;2026-03-16T08:05:00;Một cửa;Nguyễn Văn A;

HS2;Thẩm định;32/03/2026;Chuyên môn;Trần B;
HS2;;17/03/2026 10:00;;;
;Thẩm định;17/03/2026 10:00;;;
HS2;Ký;;;;
"""


def take(text, encoding="utf-8"):
    table = open_log(text.encode(encoding) if isinstance(text, str) else text)
    return take_cases(table, guess_columns(table.header))


def at(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "CSV, UTF-8"),
        ("utf-8-sig", "CSV, UTF-8"),
        ("utf-16", "CSV, UTF-16"),
        ("utf-16-le", "CSV, UTF-16-LE"),
        ("utf-16-be", "CSV, UTF-16-BE"),
    ],
)
def test_a_table_is_read_in_whatever_encoding_it_comes(encoding, told):
    table = open_log(CSV.encode(encoding))

    assert table.written_as == told
    assert table.header[:3] == ("Mã hồ sơ", "Bước xử lý", "Thời gian")


def test_windows_1258_writes_tones_apart_and_is_read_composed():
    decomposed = "Mã hồ sơ,Việc,Ngày\nHS1,Tiếp nhận,16/03/2026\n"
    tones = {
        "ã": "a\u0303",
        "ồ": "ô\u0300",
        "ệ": "ê\u0323",
        "à": "a\u0300",
        "ế": "ê\u0301",
        "ậ": "â\u0323",
    }
    written = "".join(tones.get(letter, letter) for letter in decomposed).encode("cp1258")

    table = open_log(written)

    assert table.written_as == "CSV, Windows-1258"
    assert table.header == ("Mã hồ sơ", "Việc", "Ngày")
    assert take_cases(table, guess_columns(table.header)).names == {"Tiếp nhận": "Tiếp nhận"}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_told_apart(separator):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerows(
        [["case", "activity", "time"], ["1", "a, b; c|d", "2026-03-16"], ["2", "x", "2026-03-17"]]
    )

    assert take(out.getvalue()).names == {"a, b; c|d": "a, b; c|d", "x": "x"}


def test_what_cannot_be_used_is_told_by_its_line_and_the_rest_is_taken():
    taken = take(CSV)

    assert [(case.key, [one.activity for one in case.pieces]) for case in taken.cases] == [
        ("HS1", ["Tiếp nhận", "Thẩm định"]),
        ("HS2", ["Tiếp nhận"]),
    ]
    assert [(one.line, one.reason, one.text) for one in taken.lines] == [
        (6, LeftOutReason.BAD_TIME, "32/03/2026"),
        (7, LeftOutReason.NO_ACTIVITY, ""),
        (8, LeftOutReason.NO_CASE, ""),
        (9, LeftOutReason.NO_TIME, ""),
    ]
    assert taken.rows == 7


def test_columns_are_guessed_from_names_and_officers_are_never_asked_for():
    header = ("Mã hồ sơ", "Bước xử lý", "Thời gian", "Bộ phận", "Cán bộ", "Hạn trả")

    assert guess_columns(header) == {
        ColumnRole.CASE: 0, ColumnRole.ACTIVITY: 1, ColumnRole.DONE_AT: 2, ColumnRole.UNIT: 3, ColumnRole.DUE: 5,
    }  # fmt: skip
    assert guess_columns(("case:concept:name", "concept:name", "time:timestamp", "org:resource")) == {
        ColumnRole.CASE: 0, ColumnRole.ACTIVITY: 1, ColumnRole.DONE_AT: 2,
    }  # fmt: skip
    assert guess_columns(("a", "b")) == {}


def test_a_step_begins_as_the_one_before_ends_where_no_beginnings_are_told():
    case = take(CSV).cases[0]

    assert [(one.began_at, one.done_at, one.unit) for one in case.pieces] == [
        (at(16, 8), at(16, 8), "Một cửa"),
        (at(16, 8), at(17, 9, 30), "Chuyên môn"),
    ]
    assert case.due_at == at(20, 23, 59) + timedelta(seconds=59)


def test_beginnings_and_ends_are_paired_and_other_stages_left_out():
    taken = take(
        "case,activity,lifecycle,time\n"
        "1,a,start,2026-03-16 08:00\n1,a,suspend,2026-03-16 08:30\n1,a,complete,2026-03-16 09:00\n"
        "1,b,complete,2026-03-16 11:00\n1,c,START,2026-03-16 12:00\n"
    )

    assert [(one.activity, one.began_at, one.done_at) for one in taken.cases[0].pieces] == [
        ("a", at(16, 8), at(16, 9)),
        ("b", at(16, 11), at(16, 11)),
    ]
    assert dict(taken.left_out) == {LeftOutReason.OTHER_STAGE: 1, LeftOutReason.NEVER_DONE: 1}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("16/03/2026", at(16, 0)),
        ("16-3-2026 8:05", at(16, 8, 5)),
        ("16.03.2026, 08:05:00", at(16, 8, 5)),
        ("2026-03-16", at(16, 0)),
        ("2026/3/16 08:05", at(16, 8, 5)),
        ("2026-03-16T01:05:00Z", at(16, 8, 5)),
        ("2026-03-16T08:05:00.000000000+07:00", at(16, 8, 5)),
        ("03/16/2026", None),
        ("16/03/1926", None),
        ("hôm qua", None),
        ("", None),
        ("9999999999999999999", None),
    ],
)
def test_moments_are_read_as_they_are_written_in_vietnam(written, read):
    assert read_moment(written) == read


@given(st.text(max_size=30) | st.from_regex(r"[0-9/: .T-]{1,25}", fullmatch=True))
def test_nothing_written_as_a_moment_is_a_defect(written):
    for moment in (read_moment(written), read_due(written)):
        assert moment is None or moment.tzinfo is not None


def test_steps_are_guessed_by_name_in_both_languages_or_not_at_all():
    steps = {"kiem_tra": ("Kiểm tra hồ sơ", "Check the dossier"), "ky": ("Ký", "Sign")}
    names = {
        one: one
        for one in ("Kiem tra ho so", "KIỂM TRA HỒ SƠ ", "check dossier", "ky", "Chuyển kho")
    }

    assert guess_steps(names, steps) == {
        "Kiem tra ho so": "kiem_tra", "KIỂM TRA HỒ SƠ ": "kiem_tra", "check dossier": "kiem_tra", "ky": "ky",
    }  # fmt: skip


def exported(log):
    return "".join(write_xes(log)).encode()


@settings(max_examples=40)
@given(logs)
def test_our_own_export_comes_in_again_as_it_went_out(log):
    """Every case that did anything has its activities, moments and state again."""
    done = [case for case in log.cases if case.events]
    if not done:
        with pytest.raises(LogUnreadable):
            take(exported(log))
        return

    taken = take(gzip.compress(exported(log)))

    def told(case):
        ordered = sorted(case.events, key=lambda one: one.done_at)
        return case.key, case.state, [one.code for one in ordered]

    def read(case):
        return case.key, case.state, [one.activity for one in case.pieces]

    named = [case for case in done if all(one.name.strip() for one in case.events)]
    if len(named) == len(done):
        assert [read(case) for case in taken.cases] == [told(case) for case in done]
        assert [
            sorted((one.began_at, one.done_at) for one in case.pieces) for case in taken.cases
        ] == [sorted((one.began_at, one.done_at) for one in case.events) for case in done]


def wrapped(inside, before=""):
    return f'<?xml version="1.0"?>{before}<log>{inside}</log>'.encode()


EVENT = (
    '<event><string key="concept:name" value="a"/>'
    '<date key="time:timestamp" value="2026-03-16T08:00:00+07:00"/></event>'
)


@pytest.mark.parametrize(
    "content",
    [
        wrapped(EVENT, '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'),
        wrapped(EVENT, '<!DOCTYPE log SYSTEM "file:///etc/passwd">'),
        wrapped("<list>" * 100),
        b"<html><body>x</body></html>",
        wrapped(""),
        wrapped(EVENT)[:-10],
        b"<log><trace>" + EVENT.encode() + b"\xff\xfe</trace></log>",
        b"\x1f\x8b" + b"\0" * 40,
        gzip.compress(wrapped(EVENT), mtime=0)[:-20],
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"",
        b"one column\n1\n2\n",
    ],
)
def test_what_is_no_log_or_a_trap_is_refused_with_a_sentence(content):
    with pytest.raises(LogUnreadable) as refused:
        take(content)

    assert refused.value.text


def test_events_do_not_each_carry_a_trace_without_bound():
    told = "".join(f'<string key="{number}" value=""/>' for number in range(20_000))
    trap = wrapped(f"<trace>{told}{'<event/>' * 8_000}</trace>")

    tracemalloc.start()
    with pytest.raises(LogTooLarge):
        open_log(trap)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 20 * len(trap)


def test_a_small_file_cannot_grow_into_a_large_one():
    bomb = gzip.compress(b"<log>" + b" " * (xes.MOST_UNPACKED + 10))

    tracemalloc.start()
    with pytest.raises(LogTooLarge):
        open_log(bomb)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 3 * xes.MOST_UNPACKED


@pytest.mark.parametrize(
    ("module", "bound", "what"),
    [
        (tables, "MOST_ROWS", "dòng"),
        (cases, "MOST_CASES", "hồ sơ"),
        (cases, "MOST_ACTIVITIES", "tên việc"),
    ],
)
def test_more_than_is_read_at_once_is_refused_and_the_bound_is_told(
    monkeypatch, module, bound, what
):
    monkeypatch.setattr(module, bound, 1)

    with pytest.raises(LogTooLarge) as refused:
        take(CSV)

    assert what in refused.value.text


def test_an_open_quote_that_swallows_the_file_is_told_by_its_line():
    with pytest.raises(LogUnreadable) as refused:
        take('case,activity,time\n1,a,2026-03-16\n1,"b,2026-03-16\n' + "x" * 30_000)

    assert "3" in refused.value.text
