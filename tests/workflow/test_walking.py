"""The walker goes where the engine goes, and its ways try everything that can be tried."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.workflow.conftest import PARALLEL, bpmn, flow, node, service, user
from tests.workflow.test_processes import ALL, text_of

from motcua.capabilities.workflow import engine
from motcua.capabilities.workflow.rules import walking
from motcua.capabilities.workflow.rules.reading import read_model

TWO_AT_ONCE = bpmn(
    node("startEvent", "begin"),
    user("check", "yes", "no"),
    node("exclusiveGateway", "way", default="way_stop"),
    node("parallelGateway", "fork"),
    user("left", "done", "again"),
    node("exclusiveGateway", "left_way", default="left_way_join"),
    user("right", "done"),
    node("parallelGateway", "join"),
    service("serve"),
    node("endEvent", "stop"),
    node("endEvent", "end"),
    flow("begin", "check"),
    flow("check", "way"),
    flow("way", "fork", 'check == "yes"'),
    flow("way", "stop"),
    flow("fork", "left"),
    flow("fork", "right"),
    flow("left", "left_way"),
    flow("left_way", "left", 'left == "again"'),
    flow("left_way", "join"),
    flow("right", "join"),
    flow("join", "serve"),
    flow("serve", "end"),
)
MODELS = {**{key: text_of(key) for key in ALL}, "two-at-once": TWO_AT_ONCE, "parallel": PARALLEL}


def unanswered(_handler, _values):
    return {}


@given(st.data(), st.sampled_from(sorted(MODELS)))
def test_the_walker_goes_where_the_engine_goes(data, key):
    model = read_model(MODELS[key])
    process = engine.Process(model=model, bpmn=MODELS[key])
    position = engine.begin(process, values={}, serve=unanswered)
    walked = walking.begin(model)

    for _step in range(8):
        assert sorted(position.open) == sorted(walked.place.open)
        if not position.open:
            assert position.is_ended
            break
        task = data.draw(st.sampled_from(sorted(position.open)))
        outcome = data.draw(st.sampled_from([one.code for one in model.nodes[task].choices]))
        position = engine.complete(
            process, position, task=task, outcome=outcome, values={}, serve=unanswered
        )
        walked = walking.complete(model, walked.place, (task, outcome))


@pytest.mark.parametrize("key", sorted(MODELS))
def test_every_goal_is_reached_by_some_way_that_ends(key):
    model = read_model(MODELS[key])

    found = walking.find_paths(model)

    reached = frozenset[str]().union(*(path.reaches for path in found.paths))
    first = {walking.flow_goal(code) for code in walking.begin(model).flows}
    assert reached | first == set(walking.list_goals(model))
    assert found.unreachable == frozenset()
    for path in found.paths:
        place = walking.begin(model).place
        for step in path.steps:
            assert step[0] in place.open
            place = walking.complete(model, place, step).place
        assert place.open == ()
        assert walking.reached(model, path.steps) == path.reaches


def test_a_way_that_no_outcome_opens_is_named():
    model = read_model(
        bpmn(
            node("startEvent", "begin"),
            user("check", "yes"),
            node("exclusiveGateway", "way", default="way_end"),
            user("never", "done"),
            node("endEvent", "end"),
            flow("begin", "check"),
            flow("check", "way"),
            flow("way", "never", 'check == "no"'),
            flow("way", "end"),
            flow("never", "end"),
        )
    )

    found = walking.find_paths(model)

    assert found.unreachable == {
        "outcome:never=done",
        "flow:way_never",
        "flow:never_end",
    }


def test_a_step_that_is_not_open_reaches_nothing():
    model = read_model(TWO_AT_ONCE)

    before = walking.reached(model, (("check", "yes"),))
    after = walking.reached(model, (("check", "yes"), ("check", "no")))

    assert after == before
    assert "flow:way_fork" in after
    assert "flow:join_serve" not in after


def test_a_join_waits_for_both():
    model = read_model(TWO_AT_ONCE)

    steps = (("check", "yes"), ("left", "again"), ("left", "done"), ("right", "done"))

    assert "flow:serve_end" in walking.reached(model, steps)
    assert "flow:join_serve" not in walking.reached(model, steps[:3])
