"""A process is designed: written as it is read, drawn whatever it is, changed step by step."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.workflow.making import arrow, one_step, read, task, ways

from motcua.capabilities.workflow import actions
from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.errors import ModelRefused
from motcua.capabilities.workflow.queries import designs
from motcua.capabilities.workflow.queries.designs import Choice, Share
from motcua.capabilities.workflow.rules import checking, drawing, expressions, reading
from motcua.capabilities.workflow.rules.steps import deciders
from motcua.foundation.kernel.plane import Box

from .conftest import line, service, user

PACKAGED = sorted(
    (Path(actions.__file__).parents[1] / "processes").glob("*.bpmn"), key=lambda path: path.name
)


# --- Writing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PACKAGED, ids=lambda path: path.stem)
def test_what_is_written_reads_as_the_model_and_the_drawing_it_was(path):
    text = path.read_text("utf-8")
    model = read(text)
    placed = drawing.read_drawing(reading.read_root(text))

    written = designs.write_model(model, placed)

    assert read(written) == model
    assert [*read(written).nodes] == [*model.nodes]
    again = drawing.read_drawing(reading.read_root(written))
    assert {code: again.boxes[code] for code in model.nodes} == {
        code: placed.boxes[code] for code in model.nodes
    }
    assert again.ways == placed.ways
    assert designs.rewrite(text) == written
    assert actions.check_definition(written) == model


def test_nothing_but_the_model_survives_being_written():
    hostile = line(("viec", user("viec"))).replace(
        "<bpmn:startEvent",
        "<!-- lén --><?php x ?><bpmn:textAnnotation id='a'><bpmn:text>&lt;script&gt;</bpmn:text>"
        "</bpmn:textAnnotation><bpmn:startEvent onclick='alert(1)' xmlns:x='urn:x' x:run='y'",
    )

    written = designs.rewrite(hostile)

    for trace in ("lén", "php", "script", "alert", "urn:x"):
        assert trace in hostile
        assert trace not in written


WORDS = st.text(
    st.characters(exclude_categories=("C", "Z"), include_characters=" "), max_size=30
).map(lambda text: " ".join(text.split()))
LABELS = WORDS.filter(bool)
NOTES = st.text(st.characters(exclude_categories=("C",), include_characters="\n")).map(str.strip)


@st.composite
def models(draw):
    """A process as somebody makes it: begun with one step, then changed at random."""
    model = one_step("viec", "dat", "khong_dat")
    for _ in range(draw(st.integers(0, 6))):
        model = draw(changes(model))
    return model


def changes(model):
    users = [one.code for one in model.of_kind(NodeKind.USER)]
    flows = [one.code for one in model.flows]
    codes = [*model.nodes]
    offered = [
        st.builds(lambda name: replace(model, name=name), WORDS),
        st.builds(lambda name: designs.add_end(model, name)[0], WORDS),
        st.builds(lambda code: _or_same(designs.remove, model, code), st.sampled_from(codes)),
    ]
    if flows:
        offered.append(st.builds(_inserted, st.just(model), st.sampled_from(flows), LABELS))
        offered.append(st.builds(_doubled, st.just(model), st.sampled_from(flows)))
    if users:
        offered.append(
            st.builds(
                _rewritten,
                st.just(model),
                st.sampled_from(users),
                st.lists(st.sampled_from(codes), min_size=3, max_size=3),
                LABELS,
                NOTES,
                st.sampled_from([Share(), Share(percent=40), Share(minutes=90)]),
            )
        )
    return st.one_of(*offered)


def _or_same(change, model, *given_):
    try:
        return change(model, *given_)
    except ModelRefused:
        return model


def _inserted(model, where, name):
    return designs.insert(model, flow=where, nodes=[task(designs.new_code(model, name), name=name)])


def _doubled(model, where):
    codes = [designs.new_code(model, name) for name in ("trai", "phai")]
    return designs.insert_parallel(model, flow=where, branches=[task(code) for code in codes])


def _rewritten(model, code, targets, *said):
    name, note, share = said
    known = model.nodes[code]
    choices = tuple(
        Choice(code=f"c{number}", label=name, label_en="", needs_reason=bool(number))
        for number in range(len(targets))
    )
    written = replace(known, name=name, note=note, share=share, choices=choices)
    led = {choice.code: target for choice, target in zip(choices, targets, strict=True)}
    return designs.change_task(model, written, led)


def test_an_arrow_drawn_anew_takes_no_name_of_one_that_stays():
    model = one_step("viec", "dat", "khong_dat")
    viec = model.nodes["viec"]
    model = designs.change_task(model, viec, {"dat": "s", "khong_dat": "e"})
    model = designs.insert(model, flow=arrow(model, "re_viec", "s"), nodes=[task("moi")])

    model = designs.change_task(model, viec, {"dat": "s", "khong_dat": "moi"})

    assert ways(model, "viec") == {"dat": "s", "khong_dat": "moi"}
    assert read(designs.write_model(model)) == model


@settings(max_examples=30, deadline=None)
@given(models())
def test_reading_what_is_written_gives_the_model_back(model):
    written = designs.write_model(model)

    assert read(written) == model
    assert designs.write_model(read(written)) == written


@settings(max_examples=30, deadline=None)
@given(models())
def test_any_model_can_be_drawn_and_nothing_covers_anything(model):
    drawn = drawing.lay_out(model)

    assert drawn.holds(model)
    for one, other in combinations(drawn.boxes.values(), 2):
        apart = (
            one.x + one.width <= other.x
            or other.x + other.width <= one.x
            or one.y + one.height <= other.y
            or other.y + other.height <= one.y
        )
        assert apart
    for arrow_ in model.flows:
        source, target = drawn.boxes[arrow_.source], drawn.boxes[arrow_.target]
        assert drawn.ways[arrow_.code][0] == (source.x + source.width, source.middle[1])
        assert drawn.ways[arrow_.code][-1] == (target.x, target.middle[1])
    picture = designs.draw(designs.write_model(model))
    assert [shape.node for shape in picture.shapes] == [*model.nodes.values()]
    assert len(picture.arrows) == len(model.flows)
    assert names_upon_one_another(picture) == []


def names_upon_one_another(picture):
    """Return the pairs of arrows whose names cover a part of one another."""
    areas = [
        Box(
            x=min(line.x - 7 * len(line.text) // 2 for line in arrow.lines),
            y=arrow.lines[0].y - 12,
            width=max(7 * len(line.text) for line in arrow.lines),
            height=15 * len(arrow.lines),
        )
        for arrow in picture.arrows
        if arrow.lines
    ]
    return [(one, other) for one, other in combinations(areas, 2) if one.meets([other])]


@pytest.mark.parametrize("path", PACKAGED, ids=lambda path: path.stem)
def test_no_name_of_a_way_lies_upon_another_in_a_picture_drawn_by_hand(path):
    assert names_upon_one_another(designs.draw(path.read_text("utf-8"))) == []


@settings(max_examples=30, deadline=None)
@given(models())
def test_the_table_tells_every_way_of_the_model(model):
    """Following the table's ways leads wherever following the arrows does."""
    owned = deciders(model)

    for step in designs.list_steps(model):
        leaving = model.leaving[owned.get(step.node.code, step.node.code)]
        assert {way.target for way in step.ways} == {one.target for one in leaving}
        assert {way.flow for way in step.ways} <= {one.code for one in leaving}
    rows = {step.node.code for step in designs.list_steps(model)}
    assert rows | set(owned.values()) == set(model.nodes)
    assert not rows & set(owned.values())


@settings(max_examples=25, deadline=None)
@given(models(), st.data())
def test_each_outcome_leads_where_it_was_told(model, data):
    users = [one for one in model.of_kind(NodeKind.USER) if one.choices]
    if not users:
        return
    known = data.draw(st.sampled_from(users))
    targets = {
        choice.code: data.draw(
            st.sampled_from(sorted(model.nodes.keys() - set(deciders(model).values())))
        )
        for choice in known.choices
    }

    led = designs.change_task(model, known, targets)

    assert ways(led, known.code) == targets
    own = {known.code, *(deciders(one).get(known.code, "") for one in (model, led))}
    others = [[flow for flow in one.flows if flow.source not in own] for one in (model, led)]
    assert others[0] == others[1]
    assert [
        problem.code
        for problem in checking.find_problems(led)
        if problem.code in {"no-default", "no-condition", "unknown-outcome", "stray-condition"}
    ] == []


@settings(max_examples=25, deadline=None)
@given(models(), st.data())
def test_what_is_put_in_between_and_taken_out_again_leaves_the_ways_as_they_were(model, data):
    open_ways = [(step.node.code, way) for step in designs.list_steps(model) for way in step.ways]
    if not open_ways:
        return
    _code, way = data.draw(st.sampled_from(open_ways))
    new = task(designs.new_code(model, "moi"))

    there = designs.insert(model, flow=way.flow, nodes=[new])
    back = designs.remove(there, new.code)

    assert ways(there, new.code) == {"xong": way.target}
    assert {
        step.node.code: sorted(way.target for way in step.ways) for step in designs.list_steps(back)
    } == {
        step.node.code: sorted(way.target for way in step.ways)
        for step in designs.list_steps(model)
    }


# --- Files -----------------------------------------------------------------------------------------


def test_a_place_no_paper_has_is_not_believed():
    text = designs.write_model(one_step()).replace('x="', 'x="9e999', 1)

    placed = drawing.read_drawing(reading.read_root(text))

    assert not placed.holds(one_step())
    assert designs.draw(text).shapes


def test_a_time_that_cannot_be_read_is_refused_and_not_lost():
    with pytest.raises(ModelRefused) as refusal:
        designs.rewrite(line(("viec", user("viec", share="lâu"))))

    assert [problem.code for problem in refusal.value.problems] == ["bad-share"]


def test_a_service_nobody_offers_is_named():
    text = line(("viec", user("viec")), ("may", service("may", "la.la")))

    assert [(one.field, one.code) for one in designs.find_lacks(text)] == [
        ("may", "unknown-service")
    ]


def test_conditions_may_list_outcomes():
    assert isinstance(expressions.parse('viec in ["dat"]'), expressions.OneOf)
    model, other = designs.add_end(one_step("viec", "dat", "khong"), "x")
    parted = designs.change_task(model, model.nodes["viec"], {"dat": "e", "khong": other})
    text = designs.write_model(parted)
    asked = next(one.text for one in parted.flows if one.text)
    value = asked.split('"')[1]

    listed = read(text.replace(asked, f'viec in ["{value}"]'))

    assert ways(listed, "viec") == ways(parted, "viec")


@pytest.mark.parametrize("word", ["null", "true", "not"])
def test_no_step_gets_an_id_that_conditions_read_as_a_word(word):
    model = one_step("viec", "dat", "khong_dat")

    code = designs.new_code(model, word)

    assert code == f"{word}_1"
