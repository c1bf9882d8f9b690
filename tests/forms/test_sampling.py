"""Sample answers are accepted by their form, and the ways through a form reach what they claim."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.capabilities.forms import queries
from motcua.capabilities.forms.rules import anatomy, covering, patterns, sampling
from tests.forms.forms import options, question, sketch
from tests.forms.test_kinds import DOCUMENT as KINDS

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


def test_who_declares_is_grown_up_and_lives_somewhere():
    answers = sampling.fill(packaged("birth-registration"), today=TODAY).answers

    assert answers["requester_birth_date"] == "1990-05-15"
    assert TODAY.year - int(answers["child_birth_date"][:4]) <= 1
    assert answers["requester_residence"]["detail"] == "Số 12, thôn Mẫu"
    assert answers["requester_residence"]["commune"] == "Xã Mẫu"


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
    judge = anatomy.compile_schema({"type": "string", "pattern": pattern})

    assert any(judge.is_valid(text) for text in patterns.write(pattern))


def test_what_is_not_understood_is_left_alone():
    assert list(patterns.write("^(?=a)b$")) == []
    assert list(patterns.write("[a")) == []


def test_every_kind_of_question_has_a_sample():
    form = queries.compile_document(KINDS, key="kinds")

    sampled = sampling.fill(form, today=TODAY)

    assert sampled.problems == ()
    assert queries.validate_all(form, sampled.answers, today=TODAY) == []


OPTIONS = ("a", "b", "c")


@st.composite
def conditional_forms(draw):
    """Forms of radios that ask for one another, under conditions of one or two questions."""
    properties, fields, branches, pages = {}, {}, [], []
    for place in range(draw(st.integers(2, 6))):
        name = f"q{place}"
        limits = {"enum": list(OPTIONS)}
        fields[name] = question("radios", options=options(*OPTIONS))
        earlier = draw(st.lists(st.sampled_from(pages), max_size=2, unique=True)) if pages else []
        pages.append(name)
        if not earlier:
            properties[name] = limits
            continue
        tests = {one: {"const": draw(st.sampled_from(OPTIONS))} for one in earlier}
        branches.append(
            {
                "if": {"properties": tests, "required": earlier},
                "then": {"properties": {name: limits}, "required": [name]},
            }
        )
    return sketch(
        properties, fields=fields, required=list(properties), branches=branches,
        pages=[[name] for name in pages],
    )  # fmt: skip


@given(conditional_forms())
def test_ways_through_any_form_keep_what_they_claim(document):
    form = queries.compile_document(document, key="any")

    found = covering.find_paths(form, today=TODAY, most=200)

    goals = {goal.key: goal for goal in covering.list_goals(form)}
    reached = frozenset[str]().union(*(path.reaches for path in found.paths))
    for path in found.paths:
        assert path.sampled.problems == ()
        assert covering.reached(form, path.sampled.answers, today=TODAY) == path.reaches
    assert reached | found.unreachable == goals.keys()
    for key in found.unreachable:
        assert not any(
            key in covering.reached(form, dict(zip(form.fields, answers, strict=True)), today=TODAY)
            for answers in product(OPTIONS, repeat=len(form.fields))
        )
