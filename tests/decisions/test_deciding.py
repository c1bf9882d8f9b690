"""Which rows count, what a table leaves open: against going through every case by hand."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.capabilities.decisions import queries
from motcua.capabilities.decisions.enums import FaultKind, HitPolicy, ValueKind
from motcua.capabilities.decisions.queries import Fact
from motcua.capabilities.decisions.rules import cells, terms
from motcua.capabilities.decisions.rules.model import Column, Row, Table

from .conftest import answer, ask, dmn, row, table

FACTS = {
    "channel": Fact(
        name="channel", label="Cách nộp", kind=ValueKind.STRING, is_always_known=True,
        values=(("online", "Trực tuyến"), ("counter", "Trực tiếp"), ("post", "Bưu chính")),
    ),
    "pages": Fact(
        name="pages", label="Số trang", kind=ValueKind.NUMBER, is_always_known=True,
        is_whole=True, least=Decimal(1),
    ),
    "poor": Fact(name="poor", label="Hộ nghèo", kind=ValueKind.BOOLEAN, is_always_known=True),
    "age": Fact(name="age", label="Tuổi", kind=ValueKind.NUMBER, is_whole=True, least=Decimal(0)),
}  # fmt: skip


def of(*parts, policy="FIRST"):
    (found,) = queries.read(dmn(table(*parts, policy=f'hitPolicy="{policy}"'))).tables
    return found


def said(found):
    return [(fault.kind, fault.rows, fault.text) for fault in queries.find_faults(found, FACTS)]


def test_the_first_row_that_holds_counts_alone():
    found = of(ask("poor", "boolean"), answer("a"), row("true", then=("0",)), row("-", then=("5",)))

    assert [hit.answers for hit in queries.decide(found, {"poor": True})] == [{"a": Decimal(0)}]
    assert [hit.number for hit in queries.decide(found, {"poor": False})] == [2]
    assert [hit.number for hit in queries.decide(found, {})] == [2]


def test_every_row_that_holds_is_collected_and_added():
    parts = (
        ask("pages", "number"),
        answer("a"),
        row("-", then=("5",)),
        row("> 2", then=("pages",)),
    )
    found = of(*parts, policy="COLLECT")
    summed = of(*parts, policy='COLLECT" aggregation="SUM')

    hits = queries.decide(summed, {"pages": Decimal(3)})

    assert [hit.number for hit in queries.decide(found, {"pages": Decimal(3)})] == [1, 2]
    assert queries.total(summed, hits) == Decimal(8)
    assert queries.total(of(answer("a"), row(then=("pages",))), queries.decide(
        of(answer("a"), row(then=("pages",))), {})) is None  # fmt: skip


def test_two_rows_where_one_may_hold_are_a_defect():
    found = of(ask("poor", "boolean"), answer("a"), row("true"), row("-"), policy="UNIQUE")

    with pytest.raises(queries.Ambiguous):
        queries.decide(found, {"poor": True})


def test_a_gap_is_told_in_words():
    found = of(
        ask("channel"), ask("pages", "number"), answer("a"),
        row('"online"', "<= 2"), row('"online"', "> 5"), row('not("online")', "-"),
    )  # fmt: skip

    assert said(found) == [
        (
            FaultKind.GAP, (),
            ("Chưa có dòng nào cho trường hợp: Cách nộp: “Trực tuyến”;"
            " Số trang: trên 2 và dưới 5 hoặc 5."),
        )
    ]  # fmt: skip


def test_what_may_be_unknown_must_have_its_row():
    found = of(ask("age", "number"), answer("a"), row("< 16"), row(">= 16"))

    assert said(found) == [(FaultKind.GAP, (), "Chưa có dòng nào cho trường hợp: Tuổi: chưa biết.")]
    assert said(of(ask("age", "number"), answer("a"), row("< 16"), row("-"))) == []


def test_an_overlap_names_its_rows():
    found = of(ask("pages", "number"), answer("a"), row("[1..3]"), row(">= 3"), policy="UNIQUE")

    assert said(found) == [
        (FaultKind.OVERLAP, (1, 2), "Các dòng 1, 2 cùng khớp trong trường hợp: Số trang: 3.")
    ]


def test_a_row_that_never_counts_is_told():
    hidden = of(ask("poor", "boolean"), answer("a"), row("-"), row("true"))
    contradictory = of(ask("pages", "number"), answer("a"), row("-"), row("< 1"), policy="COLLECT")

    assert said(hidden) == [(FaultKind.DEAD, (2,), "Dòng 2 không bao giờ được dùng đến.")]
    assert said(contradictory) == [(FaultKind.DEAD, (2,), "Dòng 2 không bao giờ được dùng đến.")]


def test_an_empty_table_leaves_everything_open():
    assert said(of(ask("poor", "boolean"), answer("a"))) == [
        (FaultKind.GAP, (), "Chưa có dòng nào cho trường hợp: mọi trường hợp.")
    ]


def test_a_table_with_many_cases_is_walked_by_its_own_distinctions():
    asks = [ask(f"case_{n}", "boolean") for n in range(18)]
    lines = [row(*["true" if n == m else "-" for n in range(18)]) for m in range(18)]

    assert said(of(*asks, answer("a"), *lines, row(*["-"] * 18))) == []


# --- Against going through every case ------------------------------------------------------------

AGES = [None, *(Decimal(n) for n in range(9))]
CHANNELS = ["online", "counter", "post"]
channel_cells = st.sampled_from(["-", '"online"', '"online", "post"', 'not("counter")', '"post"'])
age_cells = st.sampled_from(
    ["-", "< 3", "[2..5]", "(2..5)", "> 4", "null", "not(4)", "6, 7", "<= 0"]
)
poor_cells = st.sampled_from(["-", "true", "false"])
some_rows = st.lists(st.tuples(channel_cells, age_cells, poor_cells), max_size=5)


@settings(max_examples=200, deadline=None)
@given(some_rows, st.sampled_from(HitPolicy))
def test_faults_are_found_exactly_where_there_are_some(some, policy):
    found = Table(
        key="t", name="t", policy=policy,
        asks=(
            Column(name="channel", label="", kind=ValueKind.STRING),
            Column(name="age", label="", kind=ValueKind.NUMBER),
            Column(name="poor", label="", kind=ValueKind.BOOLEAN),
        ),
        answers=(Column(name="a", label="", kind=ValueKind.NUMBER),),
        rows=tuple(
            Row(code=str(n), cells=tuple(map(cells.parse, one)), terms=(terms.parse("1"),))
            for n, one in enumerate(some)
        ),
    )  # fmt: skip
    hitting = {
        case: [
            n
            for n, one in enumerate(found.rows, start=1)
            if all(cell.holds(fact) for cell, fact in zip(one.cells, case, strict=True))
        ]
        for case in product(CHANNELS, AGES, [True, False])
    }
    counting = [rows[:1] if policy is HitPolicy.FIRST else rows for rows in hitting.values()]

    faults = queries.find_faults(found, FACTS)

    kinds = {fault.kind for fault in faults}
    assert (FaultKind.GAP in kinds) is any(not rows for rows in hitting.values())
    assert (FaultKind.OVERLAP in kinds) is (
        policy is HitPolicy.UNIQUE and any(len(rows) > 1 for rows in hitting.values())
    )
    dead = {fault.rows[0] for fault in faults if fault.kind is FaultKind.DEAD}
    assert dead == set(range(1, len(some) + 1)) - {n for rows in counting for n in rows}
    for fault in faults:
        if fault.kind is not FaultKind.DEAD:
            # The case that is told is one, and it shows what is told of it.
            matching = [
                tuple(rows)
                for (channel, age, poor), rows in hitting.items()
                if channel == fault.sample.get("channel", channel)
                and age == fault.sample.get("age", age)
                and poor == fault.sample.get("poor", poor)
            ]
            assert fault.rows in matching
