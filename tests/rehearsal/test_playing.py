"""A rehearsal goes where the product goes, with imaginary people and a turned clock."""

from datetime import timedelta

import msgspec
import pytest

from motcua.composition.rehearsal import actions, playing, queries
from motcua.composition.rehearsal.enums import Until
from motcua.composition.rehearsal.errors import MovedMeanwhile, MoveImpossible, NothingToRehearse
from motcua.composition.rehearsal.rules import moves
from motcua.domain.dossiers.enums import State
from motcua.domain.dossiers.errors import ReasonNeeded
from motcua.domain.procedures import actions as procedures
from motcua.domain.procedures import queries as catalogue
from motcua.domain.procedures.enums import DesignKind, Part
from motcua.domain.procedures.errors import DraftIncomplete, DraftNotFound
from motcua.foundation.kernel.errors import InvalidInput
from tests.casework.province import MONDAY
from tests.rehearsal.scripts import answers, beginning, sit

pytestmark = pytest.mark.django_db
ITEM = moves.Item(what="Bản sao quyết định ly hôn")


def go_on(draft, by, *made, seen_revision=1):
    return actions.move(draft_id=draft.pk, made=made, seen_revision=seen_revision, by=by, at=MONDAY)


def test_it_begins_with_the_applicant_on_the_next_working_morning(draft, control):
    scene = sit(draft, control).scene

    assert scene.now == MONDAY + timedelta(days=1)
    assert scene.dossier is None
    assert scene.filling.answers["requester_full_name"] == "Nguyễn Văn Mẫu"
    assert scene.waiting == ()
    assert not scene.may_take_in


def test_what_is_missing_is_said_as_the_citizen_would_read_it(draft, control):
    with pytest.raises(InvalidInput) as refused:
        sit(draft, control, moves.Lodge())

    assert "purpose" in {problem.field for problem in refused.value.problems}
    assert queries.find_sitting(draft, control).moves == []


def test_a_dossier_goes_all_the_way_to_its_rating(draft, control):
    look = sit(
        draft, control, *beginning(), moves.Accept(), moves.Do(task="kiem_tra", outcome="dat"),
        moves.Do(task="phe_duyet", outcome="ky"), moves.Rate(mark="4"),
    )  # fmt: skip

    assert [seen["state"] for seen in look.seen] == [
        "filling", "filling", "lodged", "in_progress", "in_progress", "handed_over", "handed_over",
    ]  # fmt: skip
    assert [one.title for one in look.scene.issued] == [
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        "Giấy xác nhận tình trạng hôn nhân",
    ]
    assert look.scene.issued[1].pdf.startswith(b"%PDF")
    assert any("DT-Y99" in line or "QĐ-Y99" in line for line in look.scene.issued[1].lines)
    assert [one.template for one in look.scene.told] == [
        "lodged", "accepted", "result_ready", "rating_invitation",
    ]  # fmt: skip
    assert look.seen[-1]["citizen"]["may"] == []


def test_time_passes_only_when_the_clock_is_turned(draft, control):
    look = sit(
        draft, control, *beginning(), moves.Accept(), moves.Turn(days=1, hours=2),
        moves.Turn(until=Until.DUE),
    )  # fmt: skip

    assert look.seen[3]["at"] == "2026-03-17 09:00"
    assert look.seen[4]["at"] == "2026-03-18 11:00"
    assert look.seen[4]["standing"] == "ahead"
    assert look.seen[5]["at"] == "2026-03-20 17:01"
    assert look.seen[5]["standing"] == "overdue"


def test_time_is_not_turned_to_a_moment_that_is_not_there(draft, control):
    with pytest.raises(MoveImpossible):
        sit(draft, control, moves.Turn(until=Until.DUE))


def test_a_supplement_is_asked_for_and_supplied(draft, control):
    look = sit(
        draft, control, *beginning(), moves.Ask(items=(ITEM,), reason="Thiếu giấy tờ."),
        moves.Supplement(), moves.Lodge(), moves.Accept(),
        moves.Do(task="kiem_tra", outcome="can_bo_sung", reason="Còn thiếu.", items=(ITEM,)),
        moves.Supplement(), moves.Lodge(),
    )  # fmt: skip

    assert [seen["state"] for seen in look.seen[3:]] == [
        "supplement_at_intake", "supplement_at_intake", "lodged", "in_progress",
        "awaiting_supplement", "awaiting_supplement", "in_progress",
    ]  # fmt: skip
    assert look.seen[3]["citizen"]["is_asked"] == [ITEM.what]
    assert [task.code for task in look.scene.waiting] == ["kiem_tra"]


def test_the_applicant_is_directed_to_the_other_agency(draft, control):
    look = sit(draft, control, *beginning(), moves.Direct(reason="Không thuộc thẩm quyền."))

    assert look.scene.dossier.state == State.DIRECTED
    assert look.scene.followed.directed_to.name == "Cơ quan diễn tập thứ hai"


def test_a_dossier_is_withdrawn(draft, control):
    look = sit(draft, control, *beginning(), moves.Accept(), moves.Withdraw(reason="Đổi ý."))

    assert look.scene.dossier.state == State.WITHDRAWN
    assert look.scene.waiting == ()


@pytest.mark.parametrize(
    "move",
    [
        moves.Accept(),
        moves.Supplement(),
        moves.Do(task="kiem_tra", outcome="dat"),
        moves.Confirm(outcome="dong_y"),
        moves.Withdraw(reason="Đổi ý."),
    ],
)
def test_what_the_product_does_not_allow_is_not_done(draft, control, move):
    with pytest.raises(MoveImpossible):
        sit(draft, control, moves.Answer(answers=answers()), move)

    assert queries.find_sitting(draft, control).revision == 0


def test_a_reason_is_asked_for_where_the_process_asks_for_one(draft, control):
    with pytest.raises(ReasonNeeded):
        sit(
            draft, control, *beginning(), moves.Accept(),
            moves.Do(task="kiem_tra", outcome="khong_du_dieu_kien"),
        )  # fmt: skip


def test_the_last_move_is_taken_back(draft, control):
    sit(draft, control, *beginning(), moves.Accept())

    actions.take_back(draft_id=draft.pk, seen_revision=1, by=control, at=MONDAY)

    look = queries.look(draft, queries.find_sitting(draft, control))
    assert look.scene.dossier.state == State.LODGED
    assert len(look.script) == 2


def test_two_windows_do_not_overwrite_one_another(draft, control):
    sit(draft, control, *beginning())

    with pytest.raises(MovedMeanwhile):
        go_on(draft, control, moves.Accept(), seen_revision=0)
    with pytest.raises(MovedMeanwhile):
        actions.take_back(draft_id=draft.pk, seen_revision=0, by=control, at=MONDAY)


def test_a_script_has_an_end(draft, control, monkeypatch):
    monkeypatch.setattr(moves, "MOST_MOVES", 3)

    with pytest.raises(Exception, match="quá dài"):
        sit(draft, control, *beginning(), moves.Accept(), moves.Turn(days=1))


def test_a_play_takes_no_longer_than_it_may(draft, control, monkeypatch):
    monkeypatch.setattr(playing, "MOST_SECONDS", 0)

    with pytest.raises(Exception, match="quá dài"):
        sit(draft, control, *beginning())


def test_the_draft_is_what_is_played_not_what_is_in_force(draft, control):
    channels = [
        {**channel, "limit": {**channel["limit"], "amount": 9}}
        for channel in draft.record["channels"]
    ]
    content = {name: draft.record.get(name) for name in procedures_fields(Part.CHANNELS)}
    procedures.save_part(
        draft_id=draft.pk, part=Part.CHANNELS, content={**content, "channels": channels},
        seen_revision=draft.revision, by=control, at=MONDAY,
    )  # fmt: skip
    draft.refresh_from_db()

    look = sit(draft, control, *beginning(), moves.Accept())

    assert look.seen[-1]["due_at"] == "2026-03-30 17:00"


def procedures_fields(part):
    from motcua.domain.procedures.queries import FIELDS

    return FIELDS[part]


def test_a_process_of_the_drafts_own_is_played(draft, control):
    source = next(one.source for one in drafted(draft) if one.kind is DesignKind.PROCESS).replace(
        'label="Đạt yêu cầu"', 'label="Hợp lệ"'
    )
    procedures.save_design(
        draft_id=draft.pk, kind=DesignKind.PROCESS, source=source, seen_revision=draft.revision,
        by=control, at=MONDAY,
    )  # fmt: skip
    draft.refresh_from_db()

    look = sit(draft, control, *beginning(), moves.Accept())

    assert "Hợp lệ" in {choice["label"] for choice in look.scene.waiting[0].choices}


def drafted(draft):
    from motcua.domain.procedures.queries import get_designs

    return get_designs(draft.pk)


def test_a_draft_that_could_not_be_published_is_not_played(draft, control):
    draft.record = {name: draft.record[name] for name in draft.record if name != "results"}
    draft.save(update_fields=["record"])

    with pytest.raises(DraftIncomplete):
        sit(draft, control)


def test_a_repeal_has_nothing_to_rehearse(control):
    draft = procedures.propose_repeal(
        code="2.000815", reason="Không còn cần.", by=control, at=MONDAY
    )

    with pytest.raises(NothingToRehearse):
        actions.sit_down(draft_id=draft.pk, by=control, at=MONDAY)


def test_who_does_not_control_procedures_rehearses_nothing(draft, province):
    for stranger in (province.desk, province.chair, province.operator):
        with pytest.raises(DraftNotFound):
            actions.sit_down(draft_id=draft.pk, by=stranger, at=MONDAY)


def test_everything_a_version_is_pinned_to_comes_onto_the_stage(control):
    now = catalogue.get_by_code("2.000815", on=MONDAY.date())
    fields = [field.name for field in msgspec.structs.fields(catalogue.Record)]
    plain = {name: getattr(now, name) for name in fields}
    procedures.publish(
        record=catalogue.Record(**{**plain, "valid_from": MONDAY.date()}),
        form_definition_id=now.form_definition_id,
        workflow_definition_id=now.workflow_definition_id,
        fee_definition_id=now.fee_definition_id,
        paper_template_ids={"thu": 7},
        at=MONDAY,
    )
    following = procedures.amend(code="2.000815", by=control, at=MONDAY)

    brought = {(one.table, tuple(one.values)) for one in catalogue.rows_of(following)}

    assert ("documents_papertemplate", (7,)) in brought
    pinned = {table for table, values in brought if values}
    assert {"forms_formdefinition", "workflow_definition", "procedures_procedureversion"} <= pinned
    assert not any(table.startswith(("identity_", "dossiers_")) for table in pinned)
