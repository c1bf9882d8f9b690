"""What really happened to dossiers, read from their logs and laid beside the design."""

from datetime import timedelta

import pytest
from tests.casework import people
from tests.casework.province import MONDAY
from tests.workflow.conftest import bpmn, flow, node, user

from motcua.capabilities.mining.enums import DeviationKind, Standing
from motcua.capabilities.workflow import actions as workflow
from motcua.composition.hindsight import queries
from motcua.composition.hindsight.errors import SpanTooWide
from motcua.composition.hindsight.queries import story
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.procedures import queries as procedures

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()
AN_HOUR = timedelta(hours=1)
STRAIGHT = bpmn(
    node("startEvent", "begin"),
    user("kiem_tra", "dat"),
    user("tham_dinh", "xong"),
    user("phe_duyet", "ky"),
    node("endEvent", "end"),
    flow("begin", "kiem_tra"),
    flow("kiem_tra", "tham_dinh"),
    flow("tham_dinh", "phe_duyet"),
    flow("phe_duyet", "end"),
)
"""Another design: nobody confirms, and an appraisal comes before the signature."""


def birth():
    return procedures.get_by_code(people.BIRTH, on=TODAY)


def asked(province, **changes):
    wanted = {
        "procedure_id": birth().procedure_id,
        "agency_ids": (province.agency_id,),
        "since": TODAY,
        "until": TODAY,
    }
    return queries.Asked(**wanted | changes)


def look_back(province, **changes):
    definition_id = changes.pop("definition_id", birth().workflow_definition_id)
    return queries.look_back(asked(province, **changes), definition_id=definition_id)


def accepted(province, *, at=MONDAY):
    dossier = people.lodge(province, at=MONDAY)
    people.accept(province, dossier, at=at)
    return people.again(dossier)


def finished(province):
    """One dossier from lodging to hand-over: an hour at the desk, one for each step."""
    dossier = accepted(province, at=MONDAY + AN_HOUR)
    people.do(province.registrar, dossier, "dat", at=MONDAY + 2 * AN_HOUR)
    people.answer(province.hanh, dossier, "dong_y", at=MONDAY + 2 * AN_HOUR)
    people.do(province.chair, dossier, "ky", at=MONDAY + 2 * AN_HOUR)
    people.settle()
    return people.again(dossier)


def test_a_dossier_is_told_from_lodging_to_hand_over(province):
    finished(province)

    found = look_back(province)

    (variant,) = found.mined.variants
    assert variant.sequence == (
        "act:lodge",
        "act:accept",
        "kiem_tra",
        "xac_nhan",
        "phe_duyet",
        "act:hand_over",
    )
    assert found.mined.standings[Standing.FINISHED] == 1
    assert found.replayed.departed == ()
    assert {code: one.cases for code, one in found.replayed.steps.items() if one.times.count} == {
        "kiem_tra": 1,
        "xac_nhan": 1,
        "phe_duyet": 1,
    }


def test_times_are_working_hours_with_whom_the_dossier_lay(province):
    finished(province)

    held = {one.holder: one.working for one in look_back(province).mined.holders}

    assert held == {
        "one_stop:desk": 3600,
        "professional:civil_status": 3600,
        ":applicant": 0,
        "leadership:leader": 0,
    }


def test_a_supplement_is_rework_and_no_deviation(province):
    dossier = accepted(province)
    people.do(
        province.registrar, dossier, "can_bo_sung", reason="Ảnh mờ",
        items=[{"what": "Giấy chứng sinh", "why": "Ảnh mờ"}],
    )  # fmt: skip

    found = look_back(province)

    assert found.story.rework == queries.Rework(
        sent_back=0, sent_back_cases=0, supplements=1, supplement_cases=1
    )
    assert found.replayed.departed == ()
    assert found.mined.standings[Standing.RUNNING] == 1
    assert found.mined.variants == ()


def test_what_was_sent_back_is_counted_and_the_steps_done_twice(province):
    dossier = accepted(province)
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "tra_lai", reason="Thiếu ngày sinh của cha")
    people.do(province.registrar, dossier, "dat")

    found = look_back(province)

    assert (found.story.rework.sent_back, found.story.rework.sent_back_cases) == (1, 1)
    assert {one.code: one.again for one in found.mined.activities if one.again} == {"kiem_tra": 1}
    assert found.mined.redone == (str(dossier.pk),)
    assert found.replayed.departed == ()


def test_beside_another_design_each_departure_is_named(province):
    dossier = finished(province)
    other = workflow.store_definition(key="straight", bpmn_text=STRAIGHT, at=MONDAY)

    (departed,) = look_back(province, definition_id=other).replayed.departed

    assert departed.key == str(dossier.pk)
    assert [(one.kind, one.activity) for one in departed.deviations] == [
        (DeviationKind.FOREIGN, "xac_nhan"),
        (DeviationKind.SKIPPED, "tham_dinh"),
    ]


def test_what_runs_departs_only_by_what_it_did(province):
    accepted(province)
    other = workflow.store_definition(key="straight", bpmn_text=STRAIGHT, at=MONDAY)

    assert look_back(province, definition_id=other).replayed.departed == ()


def test_without_a_process_there_is_what_was_mined_alone(province):
    finished(province)

    found = look_back(province, definition_id=None)

    assert (found.model, found.replayed) == (None, None)
    assert found.mined.count == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"since": TODAY + timedelta(days=1), "until": TODAY + timedelta(days=2)},
        {"agency_ids": ()},
        {"procedure_id": 0},
        {"version_id": 0},
    ],
)
def test_other_days_agencies_procedures_and_versions_are_left_out(province, changes):
    finished(province)

    assert look_back(province, **changes).mined.count == 0


def test_too_many_dossiers_are_refused_with_a_sentence(province, monkeypatch):
    monkeypatch.setattr(story, "MOST", 1)
    accepted(province)
    look_back(province)
    accepted(province)

    with pytest.raises(SpanTooWide) as refused:
        look_back(province)

    assert "hơn 1 hồ sơ" in refused.value.text


@pytest.mark.parametrize("count", [1, 3])
def test_looking_back_costs_four_queries_for_any_number(province, count, django_assert_num_queries):
    for _number in range(count):
        accepted(province)
    wanted, definition_id = asked(province), birth().workflow_definition_id
    queries.look_back(wanted, definition_id=definition_id)

    with django_assert_num_queries(4):
        assert queries.look_back(wanted, definition_id=definition_id).mined.count == count


def test_nobody_is_named(province):
    finished(province)

    told = repr(look_back(province))

    for name in (
        "Nguyễn Thị Hạnh",
        "Phạm Nguyễn Bảo Ngọc",
        province.registrar.name,
        "099192000101",
    ):
        assert name not in told


def test_every_state_is_finished_cut_short_or_running():
    from motcua.composition.hindsight import rules
    from motcua.domain.dossiers.rules import FINAL_STATES

    for state in State:
        running = rules.standing_of(state) is Standing.RUNNING
        assert running == (state not in FINAL_STATES)
    assert rules.handling_of(State.DECIDED) is Standing.FINISHED


def test_an_act_is_waited_for_since_what_led_to_it():
    from motcua.composition.hindsight import rules

    later = MONDAY + AN_HOUR
    acts = [
        (Act.LODGE, MONDAY),
        (Act.ASK_AT_INTAKE, later),
        (Act.SUPPLEMENT_AT_INTAKE, later + AN_HOUR),
        (Act.ACCEPT, later + 3 * AN_HOUR),
    ]

    assert list(rules.lying(acts)) == [
        (Act.LODGE, MONDAY, MONDAY, ""),
        (Act.ASK_AT_INTAKE, MONDAY, later, rules.DESK),
        (Act.SUPPLEMENT_AT_INTAKE, later, later + AN_HOUR, rules.APPLICANT),
        (Act.ACCEPT, later + AN_HOUR, later + 3 * AN_HOUR, rules.DESK),
    ]
