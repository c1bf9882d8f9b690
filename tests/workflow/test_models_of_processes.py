"""What a model may be: everything else is refused with a plain reason, and nothing runs."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.capabilities.workflow import actions, engine
from motcua.capabilities.workflow.errors import ModelRefused
from motcua.capabilities.workflow.rules.model import Share, parse_share

from .conftest import HEAD, PARALLEL, TAIL, bpmn, flow, line, node, service, user, values

GOOD = line(("viec", user("viec", "xong", "khac")))


def codes_of(text):
    with pytest.raises(ModelRefused) as refusal:
        actions.check_definition(text)
    assert all(problem.text for problem in refusal.value.problems)
    return {problem.code for problem in refusal.value.problems}


def test_a_plain_model_and_a_tangled_sound_one_are_accepted():
    assert actions.check_definition(GOOD).name == "Thử"
    assert len(actions.check_definition(PARALLEL).nodes) == 10


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not-xml"),
        ("<a>", "not-xml"),
        ("\x00", "not-xml"),
        ("<html/>", "not-bpmn"),
        ("<definitions/>", "not-bpmn"),
        ('<!DOCTYPE a [<!ENTITY x "y">]>' + GOOD, "doctype"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd">' + GOOD, "doctype"),
        (GOOD.replace("Thử", "&x;"), "not-xml"),
        (GOOD + " " * 1_000_001, "too-big"),
        (HEAD + "<bpmn:documentation>" * 40 + "</bpmn:documentation>" * 40 + TAIL, "too-big"),
        (HEAD + "<bpmn:text/>" * 20_001 + TAIL, "too-big"),
        (bpmn(*(user(f"v{number}") for number in range(201))), "too-big"),
        (GOOD.replace("<bpmn:process ", "<bpmn:process id='q'/><bpmn:process "), "one-process"),
    ],
)
def test_a_hostile_or_foreign_file_is_refused(text, code):
    assert code in codes_of(text)


@pytest.mark.parametrize(
    "element",
    [
        "<bpmn:scriptTask id='x' scriptFormat='python'><bpmn:script>1/0</bpmn:script></bpmn:scriptTask>",
        "<bpmn:subProcess id='x'/>",
        "<bpmn:callActivity id='x'/>",
        "<bpmn:inclusiveGateway id='x'/>",
        "<bpmn:intermediateCatchEvent id='x'><bpmn:timerEventDefinition/></bpmn:intermediateCatchEvent>",
        "<bpmn:boundaryEvent id='x' attachedToRef='viec'/>",
        "<bpmn:businessRuleTask id='x'/>",
        "<bpmn:dataObject id='x'/>",
    ],
)
def test_what_is_not_ours_is_refused_by_name(element):
    assert codes_of(GOOD.replace("<bpmn:startEvent", element + "<bpmn:startEvent")) == {
        "not-supported"
    }


@pytest.mark.parametrize(
    "inside",
    [
        "<bpmn:terminateEventDefinition/>",
        "<bpmn:messageEventDefinition/>",
    ],
)
def test_events_that_mean_more_are_refused(inside):
    text = GOOD.replace(
        '<bpmn:endEvent id="e"/>', f'<bpmn:endEvent id="e">{inside}</bpmn:endEvent>'
    )

    assert codes_of(text) == {"not-supported"}


def test_a_task_that_repeats_itself_is_refused():
    loop = "<bpmn:standardLoopCharacteristics loopMaximum='9'/></bpmn:userTask>"

    assert codes_of(GOOD.replace("</bpmn:userTask>", loop)) == {"not-supported"}


@pytest.mark.parametrize(
    ("task", "code"),
    [
        (user("viec", role="giam_doc"), "no-role"),
        (user("viec", role=""), "no-role"),
        (user("viec", share="101%"), "bad-share"),
        (user("viec", share="sớm"), "bad-share"),
        (user("viec", "xong", "xong"), "duplicate"),
        (user("viec", "Đạt"), "bad-outcome"),
        (user("viec").replace('label="xong"', 'label=""'), "bad-outcome"),
        (user("viec").replace("motcua:outcome", "motcua:other"), "no-outcome"),
        (user("viec").replace("Việc viec", " "), "no-name"),
        (service("viec", ""), "no-handler"),
        (service("viec", "os.system('x')"), "no-handler"),
    ],
)
def test_a_task_says_who_how_long_and_how_it_ends(task, code):
    assert code in codes_of(line(("viec", task), ("sau", user("sau"))))


def test_an_id_is_a_name_that_conditions_can_use():
    assert codes_of(GOOD.replace('"viec"', '"việc-1"')) >= {"bad-id"}
    assert codes_of(GOOD.replace('"viec"', '"null"')) >= {"bad-id"}
    assert codes_of(line(("outcome", user("outcome")))) == {"name-taken"}


def test_the_lane_gives_the_role():
    lanes = (
        '<bpmn:laneSet id="l"><bpmn:lane id="l1" name="Lãnh đạo" motcua:role="leader">'
        "<bpmn:flowNodeRef>viec</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>"
    )
    text = GOOD.replace(' motcua:role="civil_status"', "").replace(
        "<bpmn:startEvent", lanes + "<bpmn:startEvent"
    )

    task = actions.check_definition(text).nodes["viec"]

    assert (task.role, task.unit_kind) == ("leader", "leadership")


def gateway(*flows, default="hoi_mot", extra=""):
    return bpmn(
        extra, node("startEvent", "s"), user("viec", "xong", "khac"),
        node("exclusiveGateway", "hoi", default=default), user("mot"), user("hai"),
        node("endEvent", "e"), flow("s", "viec"), flow("viec", "hoi"), *flows,
        flow("mot", "e"), flow("hai", "e"),
    )  # fmt: skip


def test_a_gateway_may_ask_for_outcomes_and_declared_values():
    text = gateway(
        flow("hoi", "mot"), flow("hoi", "hai", 'viec == "khac" and so == 1'), extra=values("so")
    )

    assert actions.check_definition(text).values == {"so"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (gateway(flow("hoi", "mot"), flow("hoi", "hai", "import os")), "bad-condition"),
        (gateway(flow("hoi", "mot"), flow("hoi", "hai", "so == 1")), "unknown-name"),
        (gateway(flow("hoi", "mot"), flow("hoi", "hai", 'viec == "bay"')), "unknown-outcome"),
        (gateway(flow("hoi", "mot"), flow("hoi", "hai", 'outcome == "bay"')), "unknown-outcome"),
        (gateway(flow("hoi", "mot"), flow("hoi", "hai")), "no-condition"),
        (gateway(flow("hoi", "mot", "true"), flow("hoi", "hai", "true")), "no-condition"),
        (gateway(flow("hoi", "mot", "true"), flow("hoi", "hai", "true"), default=""), "no-default"),
        (gateway(flow("hoi", "mot"), flow("hoi", "mot", "true")), "duplicate"),
        (gateway(flow("hoi", "mot"), flow("hoi", "mot", "true").replace("hoi_mot", "x")), "double-arrow"),
        (gateway(flow("hoi", "mot"), flow("hoi", "khong", "true")), "loose-arrow"),
        (gateway(flow("hoi", "mot")), "way-in"),
        (GOOD.replace('targetRef="viec"', 'targetRef="e"').replace('"s_viec"', '"x"'), "way-in"),
        (line(("viec", user("viec"))).replace(flow("viec", "e"), ""), "dead-end"),
        (bpmn(node("startEvent", "s"), node("endEvent", "e"), flow("s", "e")), "no-task"),
        (GOOD.replace("<bpmn:startEvent", node("startEvent", "s2") + "<bpmn:startEvent"), "one-start"),
        (
            line(("a", user("a")), ("b", user("b"))).replace(
                TAIL, user("c") + flow("a", "c") + flow("c", "e") + TAIL
            ),
            "many-exits",
        ),
        (line(("a", user("a"))).replace(TAIL, user("b") + user("c") + flow("b", "c") + flow("c", "b") + TAIL), "unreachable"),
    ],
)  # fmt: skip
def test_a_model_without_sense_is_refused(text, code):
    assert code in codes_of(text)


def split_and(*parts):
    return bpmn(
        node("startEvent", "s"), node("parallelGateway", "tach"), user("a"), user("b"),
        node("endEvent", "e"), flow("s", "tach"), flow("tach", "a"), flow("tach", "b"), *parts,
    )  # fmt: skip


def test_a_join_nobody_can_complete_is_refused():
    text = bpmn(
        node("startEvent", "s"), user("hoi", "trai", "phai"),
        node("exclusiveGateway", "re", default="re_a"), user("a"), user("b"),
        node("parallelGateway", "gop"), node("endEvent", "e"), flow("s", "hoi"), flow("hoi", "re"),
        flow("re", "a"), flow("re", "b", 'hoi == "phai"'), flow("a", "gop"), flow("b", "gop"),
        flow("gop", "e"),
    )  # fmt: skip

    assert codes_of(text) == {"stuck"}


def test_two_copies_of_one_task_are_refused():
    text = split_and(user("c"), flow("a", "c"), flow("b", "c"), flow("c", "e"))

    assert codes_of(text) == {"stuck"}


def test_two_branches_may_end_apart():
    assert actions.check_definition(split_and(flow("a", "e"), flow("b", "e")))


def test_a_circle_of_machines_is_refused():
    text = bpmn(
        values("dung"), node("startEvent", "s"), user("viec"), service("may"),
        node("exclusiveGateway", "re", default="re_may"), node("endEvent", "e"),
        flow("s", "viec"), flow("viec", "may"), flow("may", "re"), flow("re", "may"),
        flow("re", "e", "dung"),
    )  # fmt: skip

    assert codes_of(text) == {"endless"}


def test_too_many_parallel_branches_are_refused_in_time():
    parts = [
        node("startEvent", "s"),
        node("parallelGateway", "t"),
        node("parallelGateway", "g"),
        node("endEvent", "e"),
        flow("s", "t"),
        flow("g", "e"),
    ]
    for number in range(20):
        parts += [user(f"v{number}"), flow("t", f"v{number}"), flow(f"v{number}", "g")]

    assert codes_of(bpmn(*parts)) == {"too-tangled"}


def test_a_process_that_says_it_does_not_run_is_refused_before_the_engine_meets_it():
    text = gateway(flow("hoi", "mot"), flow("hoi", "hai", 'viec == "khac"'))
    assert 'isExecutable="true"' in text

    with pytest.raises(ModelRefused) as refused:
        actions.check_definition(text.replace('isExecutable="true"', 'isExecutable="tr:ue"'))

    assert [problem.code for problem in refused.value.problems] == ["not-executable"]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_accepted_or_refused_and_never_more(data):
    text = gateway(flow("hoi", "mot"), flow("hoi", "hai", 'viec == "khac"'))
    start = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(0, 40))
    put = data.draw(st.text(alphabet="<>/\"'= abc&;:", max_size=10))

    with contextlib.suppress(ModelRefused):
        actions.check_definition(text[:start] + put + text[start + length :])


@pytest.mark.parametrize(
    ("text", "limit", "minutes"),
    [("40%", 1000, 400), ("33%", 100, 33), ("40%", None, None), ("2h", None, 120), ("30m", 5, 30)],
)
def test_a_share_is_of_the_whole_or_its_own(text, limit, minutes):
    assert parse_share(text).minutes_of(limit) == minutes


@pytest.mark.parametrize("text", ["", "40", "-1%", "1.5h", "101%", "h"])
def test_what_is_no_share(text):
    assert parse_share(text) is None
    assert Share().minutes_of(100) is None


def test_the_engine_keeps_arrivals_at_a_join_between_steps():
    process = engine.Process(model=actions.check_definition(PARALLEL), bpmn=PARALLEL)

    def step(position, task, outcome):
        return engine.complete(
            process, position, task=task, outcome=outcome, values={}, serve=lambda key, known: {}
        )

    begun = engine.begin(process, values={}, serve=lambda key, known: {})
    split = step(begun, "mot", "xong")
    waiting = step(split, "trai", "xong")
    joined = step(waiting, "phai", "tiep")

    assert (split.open, split.arrived) == (("trai", "phai"), ())
    assert (waiting.open, waiting.arrived) == (("phai",), (("gop", "trai"),))
    assert (joined.open, joined.arrived) == (("cuoi",), ())
    assert step(joined, "cuoi", "xong").is_ended
