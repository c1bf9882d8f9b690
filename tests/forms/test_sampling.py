"""Sample answers are accepted by their form, and the ways through a form reach what they claim."""

from datetime import date

import pytest

from motcua.capabilities.forms import queries
from motcua.capabilities.forms.rules import covering, documents, patterns, sampling

TODAY = date(2026, 3, 16)


def packaged(key):
    return queries.compile_document(queries.read_packaged(key), key=key)


@pytest.fixture(scope="module", params=queries.PACKAGED)
def form(request):
    return packaged(request.param)


def test_every_packaged_form_accepts_a_plain_sample(form):
    sampled = sampling.fill(form, today=TODAY)

    assert sampled.problems == ()
    assert queries.validate_all(form, sampled.answers, today=TODAY) == []


def test_every_way_through_a_packaged_form_is_accepted_and_reaches_what_it_says(form):
    found = covering.find_paths(form, today=TODAY)

    goals = {goal.key for goal in covering.list_goals(form)}
    assert found.paths
    assert [path.sampled.problems for path in found.paths if path.sampled.problems] == []
    for path in found.paths:
        assert covering.reached(form, path.sampled.answers, today=TODAY) == path.reaches
    reached = frozenset[str]().union(*(path.reaches for path in found.paths))
    assert reached | found.unreachable == goals
    assert reached.isdisjoint(found.unreachable)


def test_nothing_in_the_packaged_forms_is_out_of_reach(form):
    assert covering.find_paths(form, today=TODAY).unreachable == frozenset()


def test_few_ways_reach_much(form):
    found = covering.find_paths(form, today=TODAY)

    assert len(found.paths) <= max(1, len(covering.list_goals(form)))
    assert len(found.paths) <= covering.MOST_PATHS


@pytest.mark.parametrize(
    "pattern",
    [
        "^[0-9]{12}$",
        "^0[0-9]{9,10}$",
        r"^\p{L}[\p{L}\p{M} .'’-]*$",
        "^[A-Za-z0-9 ]{6,60}$",
        r"^\d{2}[A-Z]-\d{3}\.\d{2}$",
        "^(?:SV|GV)[0-9]+$",
        "^[^0-9]+x?$",
        r"^\w{3}\s\w*$",
    ],
)
def test_a_text_is_written_that_fits_a_pattern(pattern):
    judge = documents.compile_schema({"type": "string", "pattern": pattern})

    assert any(judge.is_valid(text) for text in patterns.write(pattern))


def test_what_is_not_understood_is_left_alone():
    assert list(patterns.write("^(?=a)b$")) == []
    assert list(patterns.write("[a")) == []
