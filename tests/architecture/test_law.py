"""The page of the law passes no clause over: each has a rule with a test, or a reason why there is none."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import draw_law  # noqa: E402 - the tools are no package
from draw_law import Found  # noqa: E402
from law_clauses import Clause  # noqa: E402

CLAUSES = {
    "19.3": Clause(about="Phải xác minh", has_points=True),
    "19.3.a": Clause(about="Xác minh rồi trình"),
    "22.2": Clause(about="Cách khác", lacking="Nothing is paid yet."),
}
RULE = {"19.3.a": ["Verify first. `casework`"]}
PROOF = {"19.3.a": ["it is verified `tests`"]}


def test_every_clause_has_its_rule_and_test_or_its_reason():
    assert draw_law.find_gaps(draw_law.read()) == []


@pytest.mark.parametrize(
    ("rules", "proofs", "said"),
    [
        (RULE, PROOF, []),
        ({}, {}, ["Article 19.3.a has neither a rule nor a reason in tools/law_clauses.py"]),
        (RULE, {}, ["Article 19.3.a has a rule, and no test is named after it"]),
        (
            RULE | {"19.3.c": ["Fly. `x`"]},
            PROOF,
            ["Article 19.3.c is cited and does not exist: Fly. `x`"],
        ),
    ],
)
def test_a_gap_is_said_in_words(rules, proofs, said):
    assert draw_law.find_gaps(Found(rules=rules, proofs=proofs), CLAUSES) == said


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        ("Said once (Articles 15.3, 17.2.a and 19.4).", ["15.3", "17.2.a", "19.4"]),
        ("Samples help (Article 15.2.đ of Decree 61/2018).", ["15.2.đ"]),
        ("Articles 15 to 18 of Decree 61/2018.", ["15", "18"]),
        ("Article 17.2 of the Civil Status Law.", []),
        ("Articles 4.7 and 17.2, Civil Status Law.", []),
        ("Articles 21 to 23 of Decree 123/2015.", []),
        ("Decree 224/2026, Article 14.", []),
        ("Circular 01/2018/TT-VPCP, Article 16.2.d.", []),
    ],
)
def test_only_articles_of_the_decree_are_read(words, cited):
    assert draw_law._cited_in(words) == cited


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("test_article_17_1_a_form_02_says_it", ("17.1.a", "form 02 says it")),
        ("test_19_4_what_is_missing", ("19.4", "what is missing")),
        ("test_article_20_2_a_thing_goes_back", ("20.2", "a thing goes back")),
        ("test_15_2_dd_a_form_filled_in", ("15.2.đ", "a form filled in")),
        ("test_390_pages", ("", "")),
    ],
)
def test_a_tests_name_is_read_as_its_clause_and_the_rest(name, read):
    assert draw_law._clause_in_name(name) == read


def test_the_page_has_a_row_for_every_clause_in_order():
    rows = [
        line.split(" | ")[0].removeprefix("| ")
        for line in draw_law.draw().splitlines()
        if line.startswith(("| 1", "| 2"))
    ]

    assert [row for row in rows if "." in row] == list(draw_law.CLAUSES)
