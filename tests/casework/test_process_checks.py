"""What handling counts on in a process is said to who designs it, before anything is put in force."""

from dataclasses import replace
from pathlib import Path

import pytest

from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.queries import designs
from motcua.composition.casework import process_parts

PROCESSES = Path(designs.__file__).parents[1] / "processes"
PACKAGED = sorted(PROCESSES.glob("*.bpmn"), key=lambda path: path.name)


@pytest.fixture
def begun():
    """The process that most procedures have."""
    return process_parts.begin("Thử")


def lacks(model):
    return {(one.field, one.code) for one in designs.find_lacks(designs.write_model(model))}


def outcomes(node, *kept):
    return replace(node, choices=tuple(one for one in node.choices if one.code in kept))


@pytest.mark.parametrize("path", PACKAGED, ids=lambda path: path.stem)
def test_the_packaged_processes_hold_nothing_against_them(path):
    assert designs.find_lacks(path.read_text("utf-8")) == []


def test_the_process_one_begins_with_may_be_put_in_force(begun):
    assert lacks(begun) == set()
    assert designs.find_hints(designs.write_model(begun), limit_minutes=2400) == []


@pytest.mark.parametrize("part", process_parts.list_parts(), ids=lambda part: part.key)
def test_each_step_can_be_added_on_each_way(begun, part):
    for step in designs.list_steps(begun):
        for way in step.ways:
            model, code = process_parts.add(begun, part=part, flow=way.flow)

            added = model.nodes[code]
            assert (added.name, added.role, added.handler) == (
                part.node.name, part.node.role, part.node.handler,
            )  # fmt: skip
            assert {one.code for one in added.choices} == {one.code for one in part.node.choices}
            assert [one for one in designs.find_lacks(designs.write_model(model)) if one.code in {
                "dead-end", "unreachable", "way-in", "no-role", "no-outcome", "unknown-service",
            }] == []  # fmt: skip


def test_who_signs_may_send_back_to_the_step_before(begun):
    (way,) = designs.get_step(begun, "bat_dau").ways
    model, opinion = process_parts.add(
        begun, part=process_parts.find_part("opinion"), flow=way.flow
    )
    flow = designs.get_step(model, opinion).ways[0].flow

    model, signing = process_parts.add(model, part=process_parts.find_part("sign"), flow=flow)

    led = {way.outcome: way.target for way in designs.get_step(model, signing).ways}
    assert led == {"ky": "kiem_tra", "tra_lai": opinion}


def test_applicants_do_only_what_their_pages_offer(begun):
    (way,) = designs.get_step(begun, "bat_dau").ways
    own = replace(process_parts.find_part("other").node, role="applicant", unit_kind="")
    model = designs.insert(begun, flow=way.flow, nodes=[own])

    assert lacks(model) == {("cong_viec", "strange-applicant")}


def test_a_request_for_a_supplement_must_reach_the_applicant(begun):
    step = designs.get_step(begun, "kiem_tra")
    lost = designs.change_task(
        begun,
        step.node,
        {way.outcome: way.target for way in step.ways} | {"can_bo_sung": "phe_duyet"},
    )
    lost = designs.remove(lost, "bo_sung")

    assert lacks(lost) == {("kiem_tra", "lost-request")}


def test_the_applicants_supplement_must_have_been_asked_for(begun):
    (way,) = designs.get_step(begun, "bat_dau").ways
    model, code = process_parts.add(begun, part=process_parts.find_part("other"), flow=way.flow)
    other = model.nodes[code]

    model = designs.change_task(model, other, {"xong": "bo_sung"})

    assert (code, "lost-request") in lacks(model)


def test_a_result_is_signed_right_before_it_is_issued(begun):
    step = designs.get_step(begun, "phe_duyet")
    clerk = replace(step.node, role="specialist", unit_kind="professional")
    model = designs.change_task(begun, clerk, {way.outcome: way.target for way in step.ways})

    assert lacks(model) == {("ban_hanh", "unsigned")}


def test_a_refusal_has_its_reason(begun):
    step = designs.get_step(begun, "kiem_tra")
    silent = replace(
        step.node,
        choices=tuple(
            replace(one, needs_reason=False) if one.code == "khong_du_dieu_kien" else one
            for one in step.node.choices
        ),
    )
    model = designs.change_task(begun, silent, {way.outcome: way.target for way in step.ways})

    assert lacks(model) == {("ban_hanh_tu_choi", "no-reason")}


def test_every_dossier_ends_with_a_paper(begun):
    model = designs.remove(begun, "ban_hanh")

    assert lacks(model) == {("ket_thuc", "no-paper")}


def test_no_dossier_ends_with_two(begun):
    (way,) = designs.get_step(begun, "ban_hanh").ways
    sign, again = process_parts.find_part("sign"), process_parts.find_part("documents.issue-result")
    model, signing = process_parts.add(begun, part=sign, flow=way.flow)
    flow = next(way.flow for way in designs.get_step(model, signing).ways if way.outcome == "ky")
    model, _code = process_parts.add(model, part=again, flow=flow)

    assert ("ban_hanh", "two-papers") in lacks(model)


def test_every_automatic_task_is_offered_by_its_name():
    offered = [part for part in process_parts.list_parts() if part.node.kind is NodeKind.SERVICE]

    assert {part.key for part in offered} == set(designs.list_services())
    assert all(part.label != part.key for part in offered)
