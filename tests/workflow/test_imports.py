"""A file of another tool is taken in: what runs here stays, the rest is left out by name, nothing runs."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.capabilities.workflow import actions
from motcua.capabilities.workflow.errors import ModelRefused
from motcua.capabilities.workflow.queries import designs
from motcua.capabilities.workflow.rules import drawing

from .conftest import bpmn, flow, line, node, user

PACKAGED = sorted(
    (Path(actions.__file__).parents[1] / "processes").glob("*.bpmn"), key=lambda path: path.name
)


def read(text):
    model, unsaid = designs.read_unfinished(text)
    assert unsaid == []
    return model


def taken(text):
    return designs.take_in(text)


def kinds(imported):
    return [(one.kind, one.code) for one in imported.left_out]


@pytest.mark.parametrize("path", PACKAGED, ids=lambda path: path.stem)
def test_a_file_of_ours_comes_in_whole(path):
    text = path.read_text("utf-8")

    imported = taken(text)

    assert imported.left_out == ()
    assert imported.model == read(text)


FOREIGN = bpmn(
    node("startEvent", "s").replace(
        "/>", "><bpmn:timerEventDefinition id='td'/></bpmn:startEvent>"
    ),
    '<bpmn:task id="Activity-1" name="Xem hồ sơ"/>',
    '<bpmn:scriptTask id="sc" name="Tính" scriptFormat="groovy"><bpmn:script>1/0</bpmn:script></bpmn:scriptTask>',
    '<bpmn:intermediateCatchEvent id="doi" name="Đợi 3 ngày"><bpmn:timerEventDefinition id="t2"/></bpmn:intermediateCatchEvent>',
    '<bpmn:callActivity id="goi" calledElement="khac"/>',
    '<bpmn:sendTask id="gui" name="Gửi tin"/>',
    '<bpmn:serviceTask id="may" name="Gọi máy" implementation="java:Runtime.exec"/>',
    '<bpmn:boundaryEvent id="canh" attachedToRef="Activity-1"><bpmn:messageEventDefinition/></bpmn:boundaryEvent>',
    '<bpmn:dataObject id="du_lieu"/>',
    node("endEvent", "e"),
    *(
        flow(source, target)
        for source, target in [
            ("s", "Activity-1"), ("Activity-1", "sc"), ("sc", "doi"), ("doi", "goi"),
            ("goi", "gui"), ("gui", "may"), ("may", "e"), ("canh", "e"),
        ]
    ),
)  # fmt: skip


def test_what_does_not_run_is_left_out_by_name_and_the_rest_is_joined():
    imported = taken(FOREIGN)

    assert sorted(kinds(imported)) == sorted(
        [
            ("timerEventDefinition", "td"),
            ("scriptTask", "sc"),
            ("intermediateCatchEvent", "doi"),
            ("callActivity", "goi"),
            ("sendTask", "gui"),
            ("serviceTask", "may"),
            ("boundaryEvent", "canh"),
            ("dataObject", "du_lieu"),
        ]
    )
    assert all(one.why for one in imported.left_out)
    assert [*imported.model.nodes] == ["s", "activity_1", "e"]
    assert [(one.source, one.target) for one in imported.model.flows] == [
        ("s", "activity_1"),
        ("activity_1", "e"),
    ]
    written = designs.write_model(imported.model, imported.drawing)
    for trace in ("script", "1/0", "Runtime", "timer", "callActivity", "du_lieu"):
        assert trace not in written


def test_what_is_taken_in_says_what_it_lacks():
    imported = taken(FOREIGN)

    written = designs.write_model(imported.model, imported.drawing)

    assert {(one.field, one.code) for one in designs.find_lacks(written)} == {
        ("activity_1", "no-role"),
        ("activity_1", "no-outcome"),
    }


def test_of_several_processes_the_largest_is_taken():
    text = line(("viec", user("viec")))
    more = text.replace("<bpmn:process ", "<bpmn:process id='nho' name='Nhỏ'/><bpmn:process ", 1)

    imported = taken(more)

    assert kinds(imported) == [("process", "nho")]
    assert imported.model == read(text)


def test_a_condition_of_another_language_is_left_out_and_quoted():
    gateway = bpmn(
        node("startEvent", "s"),
        user("viec", "dat"),
        node("exclusiveGateway", "g", default="g_e"),
        node("endEvent", "e"),
        node("endEvent", "f"),
        flow("s", "viec"),
        flow("viec", "g"),
        flow("g", "e"),
        flow("g", "f", "${T(java.lang.Runtime).getRuntime().exec('x')}"),
    )

    imported = taken(gateway)

    assert kinds(imported) == [("sequenceFlow", "g_f")]
    assert "java.lang.Runtime" in imported.left_out[0].why
    assert "Runtime" not in designs.write_model(imported.model)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not-xml"),
        ("<html/>", "not-bpmn"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + FOREIGN, "doctype"),
        ("<!DOCTYPE a [" + "".join(f'<!ENTITY x{n} "&x{n - 1};&x{n - 1};">' for n in range(1, 30)) + "]>" + FOREIGN, "doctype"),
        (FOREIGN + " " * 1_000_001, "too-big"),
        (bpmn("<bpmn:subProcess>" * 60, "</bpmn:subProcess>" * 60), "too-big"),
        (bpmn("<bpmn:task/>" * 10_001), "too-big"),
        (bpmn(*(f"<bpmn:task id='v{number}'/>" for number in range(201))), "too-big"),
        ('<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', "one-process"),
    ],
)  # fmt: skip
def test_a_hostile_file_brings_nothing(text, code):
    with pytest.raises(ModelRefused) as refusal:
        taken(text)

    assert [problem.code for problem in refusal.value.problems] == [code]


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_whatever_a_file_holds_the_result_is_ours(data):
    """Elements of any kind, ids of any kind: what comes out can be read, and is laid out."""
    names = st.sampled_from(
        ["task", "userTask", "scriptTask", "subProcess", "startEvent", "endEvent", "manualTask",
         "parallelGateway", "inclusiveGateway", "exclusiveGateway", "dataObject", "la"]
    )  # fmt: skip
    ids = st.sampled_from(["a", "b", "Activity-1", "ký", "", "x y", "1", "activity_1"])
    elements = data.draw(st.lists(st.tuples(names, ids), max_size=8))
    arrows = data.draw(st.lists(st.tuples(ids, ids), max_size=8))
    text = bpmn(
        *(f'<bpmn:{name} id="{code}"/>' for name, code in elements),
        *(
            f'<bpmn:sequenceFlow id="{number}" sourceRef="{source}" targetRef="{target}"/>'
            for number, (source, target) in enumerate(arrows)
        ),
    )

    imported = taken(text)
    model, _unsaid = designs.read_unfinished(designs.write_model(imported.model, imported.drawing))

    assert model == imported.model
    assert drawing.lay_out(model).holds(model)
