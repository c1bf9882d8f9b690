"""A model is changed in words of steps and outcomes, and its times are added up."""

import pytest
from tests.workflow.making import arrow, one_step, task, ways

from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.errors import ModelRefused
from motcua.capabilities.workflow.queries import designs
from motcua.capabilities.workflow.queries.designs import Branch, Node, Share
from motcua.capabilities.workflow.rules import checking
from motcua.capabilities.workflow.rules.timing import find_hints, find_problems, longest


def test_outcomes_that_part_get_a_gateway_and_lose_it_when_they_meet_again():
    model, other = designs.add_end(one_step("viec", "dat", "khong"), "Từ chối")

    parted = designs.change_task(model, model.nodes["viec"], {"dat": "e", "khong": other})
    met = designs.change_task(parted, parted.nodes["viec"], {"dat": "e", "khong": "e"})

    (gateway,) = parted.of_kind(NodeKind.EXCLUSIVE)
    assert designs.get_step(parted, gateway.code) is None
    assert ways(parted, "viec") == {"dat": "e", "khong": other}
    assert checking.find_problems(parted) == []
    assert met.of_kind(NodeKind.EXCLUSIVE) == ()
    assert ways(met, "viec") == {"dat": "e", "khong": "e"}


def test_new_outcomes_replace_the_old_ones_in_the_gateway():
    model, other = designs.add_end(one_step("viec", "dat", "khong"), "Từ chối")
    parted = designs.change_task(model, model.nodes["viec"], {"dat": "e", "khong": other})

    renamed = designs.change_task(parted, task("viec", "tot", "xau"), {"tot": other, "xau": "e"})

    assert ways(renamed, "viec") == {"tot": other, "xau": "e"}
    assert len(renamed.of_kind(NodeKind.EXCLUSIVE)) == 1
    assert checking.find_problems(renamed) == []


def test_tasks_side_by_side_are_sound_at_once():
    model = one_step()

    both = designs.insert_parallel(
        model, flow=arrow(model, "viec", "e"), branches=[task("trai"), task("phai"), task("giua")]
    )

    assert checking.find_problems(both) == []
    assert len(both.of_kind(NodeKind.PARALLEL)) == 2


def test_a_gateway_that_stands_for_itself_branches_as_it_is_told():
    model = one_step("viec", "dat", "khong")
    model, other = designs.add_end(model, "Từ chối")
    gate = Node(code="re", kind=NodeKind.EXCLUSIVE, name="")
    model = designs.insert(model, flow=arrow(model, "viec", "e"), nodes=[gate])

    branched = designs.branch(
        model,
        gateway="re",
        branches=[
            Branch(text='viec == "dat" and outcome != "khong"', target="e"),
            Branch(text="", target=other, is_default=True),
        ],
    )

    assert checking.find_problems(branched) == []
    step = designs.get_step(branched, "re")
    assert [(way.text, way.target) for way in step.ways] == [
        ('viec == "dat" and outcome != "khong"', "e"),
        ("", other),
    ]


def test_a_condition_nobody_understands_stays_and_is_named():
    model, other = designs.add_end(one_step("viec", "dat", "khong"), "Từ chối")
    gate = Node(code="re", kind=NodeKind.EXCLUSIVE, name="")
    model = designs.insert(model, flow=arrow(model, "viec", "e"), nodes=[gate])

    model = designs.branch(
        model,
        gateway="re",
        branches=[
            Branch(text="__import__('os')", target="e"),
            Branch(text="", target=other, is_default=True),
        ],
    )
    read_again, unsaid = designs.read_unfinished(designs.write_model(model))

    assert read_again == model
    assert [problem.code for problem in unsaid] == ["bad-condition"]


@pytest.mark.parametrize(
    "change",
    [
        lambda model: designs.insert(model, flow="la", nodes=[task("moi")]),
        lambda model: designs.change(model, task("la")),
        lambda model: designs.change(model, Node(code="viec", kind=NodeKind.SERVICE, name="x")),
        lambda model: designs.change_task(model, model.nodes["viec"], {}),
        lambda model: designs.change_task(model, model.nodes["viec"], {"xong": "la"}),
        lambda model: designs.lead_on(model, code="viec", target=""),
        lambda model: designs.lead_on(model, code="la", target="e"),
        lambda model: designs.branch(model, gateway="viec", branches=[]),
        lambda model: designs.remove(model, "la"),
        lambda model: designs.remove(model, "s"),
        lambda model: designs.remove(model, "e"),
    ],
)
def test_what_cannot_be_changed_is_refused(change):
    with pytest.raises(ModelRefused):
        change(one_step())


def test_what_led_to_a_step_leads_on_and_not_back():
    model = one_step("viec", "xong")
    model = designs.insert(
        model, flow=arrow(model, "viec", "e"), nodes=[task("xem", "tra_lai", "dong_y")]
    )
    model = designs.change_task(model, model.nodes["xem"], {"tra_lai": "viec", "dong_y": "e"})

    assert ways(designs.remove(model, "xem"), "viec") == {"xong": "e"}


def test_an_end_that_nothing_leads_to_can_be_removed():
    model, end = designs.add_end(one_step(), "Thừa")

    assert designs.remove(model, end) == one_step()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Thẩm định hồ sơ", "tham_dinh_ho_so"),
        ("Đo đạc 2 lần", "do_dac_2_lan"),
        ("2 bên ký", "ben_ky"),
        ("…", "buoc"),
        ("outcome", "outcome_1"),
        ("viec", "viec_1"),
    ],
)
def test_an_id_is_made_of_the_name(name, code):
    assert designs.new_code(one_step(), name) == code


# --- Time ---------------------------------------------------------------------------------------


def test_shares_one_after_the_other_must_fit_in_the_whole():
    model = one_step(share=Share(percent=70))
    fits = designs.insert(
        model, flow=arrow(model, "viec", "e"), nodes=[task("hai", share=Share(percent=30))]
    )
    over = designs.change(fits, task("hai", share=Share(percent=31)))

    assert list(find_problems(fits)) == []
    (problem,) = find_problems(over)
    assert (problem.field, problem.code) == ("viec", "shares-over")
    assert "101%" in problem.text


def test_ways_that_exclude_each_other_are_not_added_up_and_returns_count_once():
    model, other = designs.add_end(one_step("viec", "dat", "khong", share=Share(percent=60)), "x")
    for code, target in (("ky", "e"), ("tu_choi", other)):
        model = designs.change_task(model, model.nodes["viec"], {"dat": target, "khong": target})
        model = designs.insert(
            model,
            flow=arrow(model, "viec", target),
            nodes=[task(code, "xong", "lai", share=Share(percent=40))],
        )
    model = designs.change_task(model, model.nodes["viec"], {"dat": "ky", "khong": "tu_choi"})
    model = designs.change_task(model, model.nodes["ky"], {"xong": "e", "lai": "viec"})

    assert longest(model).percent == 100
    assert list(find_problems(model)) == []


def test_time_of_its_own_beyond_the_limit_and_time_nobody_has_are_pointed_at():
    own = one_step(share=Share(minutes=481))
    part = one_step(share=Share(percent=90))
    none = one_step()

    assert [one.code for one in find_hints(own, 480)] == ["beyond"]
    assert [one.code for one in find_hints(own, 481)] == []
    assert [one.code for one in find_hints(part, 480)] == ["time-left"]
    assert [one.code for one in find_hints(none, None)] == ["no-share"]
    assert list(find_problems(own)) == []
