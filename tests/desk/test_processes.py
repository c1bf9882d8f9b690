"""The process of a draft is written in the browser, step by step, without a script."""

import re

import pytest
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk.processes import address, filled, model_of, revision, ways
from tests.procedures import drafting

from motcua.capabilities.workflow.queries import designs
from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.enums import DraftState, Part
from motcua.domain.procedures.models import DraftDesign
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.organisations.models import Agency

pytestmark = pytest.mark.django_db


def test_the_page_shows_the_process_in_use_as_picture_and_as_table(controller, draft):
    page = controller.get(address(draft))
    of_draft = controller.get(f"/can-bo/thu-tuc/ban-soan/{draft.pk}/")

    model = model_of(draft)
    assert page.context["is_inherited"]
    assert page.context["lacks"] == ()
    for step in designs.list_steps(model):
        assert f'id="buoc-{step.node.code}"' in page.text
    assert page.text.count('<rect class="mc-process__task') == 8
    assert page.text.count("<polyline") == len(model.flows)
    assert "Công chức tư pháp - hộ tịch" in page.text
    assert f'href="{address(draft)}"' in of_draft.text
    assert not DraftDesign.objects.exists()


def test_what_is_about_the_whole_process_leads_to_the_top(controller, draft):
    (hint,) = controller.get(address(draft)).context["hints"]

    assert (hint.anchor, hint.where) == ("main", "")
    assert "25%" in hint.text


def test_the_file_is_handed_out_as_other_tools_open_it(controller, draft):
    answer = controller.get(address(draft, "tep/"))

    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    assert f"quy-trinh-{draft.procedure_code}.bpmn" in answer["Content-Disposition"]
    model, unsaid = designs.read_unfinished(answer.content.decode())
    assert (model, unsaid) == (model_of(draft), [])
    assert "BPMNShape" in answer.content.decode()


# --- Steps --------------------------------------------------------------------------------------


def test_sending_any_step_as_it_stands_changes_nothing_in_the_model(controller, draft):
    before = model_of(draft)

    for step in designs.list_steps(before):
        where = address(draft, f"buoc/{step.node.code}/")
        sent = controller.post(where, filled(controller.get(where)))
        assert sent.status_code == 302, (step.node.code, sent.context["errors"])

    after = model_of(draft)
    assert {**after.nodes} == {**before.nodes}
    assert {
        step.node.code: [(way.outcome, way.target, way.text) for way in step.ways]
        for step in designs.list_steps(after)
    } == {
        step.node.code: [(way.outcome, way.target, way.text) for way in step.ways]
        for step in designs.list_steps(before)
    }


def test_a_step_is_told_who_does_it_how_long_and_how_it_ends(controller, draft):
    where = address(draft, "buoc/kiem_tra/")
    longer = controller.post(where, filled(controller.get(where)) | {"add": "rows"})
    typed = filled(longer) | {
        "name": "  Xem kỹ   hồ sơ ", "role": "specialist", "unit": "professional",
        "amount": "4", "per": "h", "note": "Đối chiếu\nbản gốc.",
        "rows.3.label": "Chuyển bước khác", "rows.3.label_en": "Move on",
        "rows.3.reason": "on", "rows.3.target": "phe_duyet",
    }  # fmt: skip

    saved = controller.post(where, typed)

    assert saved["Location"] == f"{address(draft)}#buoc-kiem_tra"
    node = model_of(draft).nodes["kiem_tra"]
    assert (node.name, node.role, node.unit_kind) == ("Xem kỹ hồ sơ", "specialist", "professional")
    assert (designs.share_text(node.share), node.note) == ("240m", "Đối chiếu\nbản gốc.")
    assert node.choices[-1].code == "chuyen_buoc_khac"
    assert node.choices[-1].needs_reason
    assert ways(draft, "kiem_tra")["chuyen_buoc_khac"] == "phe_duyet"
    assert len(queries.list_draft_events(draft.pk)) == 2


def test_an_outcome_can_lead_to_an_end_made_for_it(controller, draft):
    where = address(draft, "buoc/phe_duyet/")
    sent = filled(controller.get(where)) | {"rows.1.target": "+"}

    controller.post(where, sent)

    ended = model_of(draft).nodes[ways(draft, "phe_duyet")["tra_lai"]]
    assert ended.kind == "endEvent"


def test_a_row_is_taken_away_without_saving(controller, draft):
    where = address(draft, "buoc/kiem_tra/")

    shorter = controller.post(where, filled(controller.get(where)) | {"remove": "rows.1"})

    assert filled(shorter)["rows.1.code"] == "khong_du_dieu_kien"
    assert "rows.2.code" not in filled(shorter)
    assert not DraftDesign.objects.exists()


def test_what_is_wrong_is_said_beside_its_box_and_nothing_typed_is_lost(controller, draft):
    where = address(draft, "buoc/kiem_tra/")
    sent = filled(controller.get(where)) | {
        "name": "", "amount": "nửa ngày", "role": "procedure_control", "rows.0.label": "",
        "rows.1.target": "khong_co", "note": "Đang viết dở",
    }  # fmt: skip

    page = controller.post(where, sent)

    assert page.status_code == 422
    assert {error.anchor for error in page.context["errors"]} == {
        "f-name", "f-amount", "f-role", "f-rows-0-label", "f-rows-1-target",
    }  # fmt: skip
    for anchor in ("f-name", "f-amount", "f-role", "f-rows-0-label", "f-rows-1-target"):
        assert f'id="{anchor}"' in page.text
    assert "nửa ngày" in page.text
    assert "Đang viết dở" in page.text
    assert not DraftDesign.objects.exists()


@pytest.mark.parametrize(
    ("code", "role", "status"), [("bo_sung", "specialist", 302), ("kiem_tra", "applicant", 422)]
)
def test_officers_and_applicants_do_not_take_each_others_steps(
    controller, draft, code, role, status
):
    where = address(draft, f"buoc/{code}/")

    answer = controller.post(where, filled(controller.get(where)) | {"role": role})

    assert answer.status_code == status
    assert model_of(draft).nodes[code].role != role


def test_who_was_overtaken_keeps_what_he_typed(controller, draft):
    where = address(draft, "buoc/kiem_tra/")
    sent = filled(controller.get(where))
    controller.post(where, sent | {"name": "Một"})

    late = controller.post(where, sent | {"name": "Hai"})

    assert late.status_code == 409
    assert filled(late)["name"] == "Hai"
    assert model_of(draft).nodes["kiem_tra"].name == "Một"


def test_a_step_is_added_where_it_belongs_and_led_to_its_form(controller, draft):
    page = controller.get(address(draft, "them/"))
    (start,) = designs.get_step(model_of(draft), "bat_dau").ways

    added = controller.post(
        address(draft, "them/"),
        {"revision": revision(draft), "part": "opinion", "place": start.flow},
    )

    assert f'value="{start.flow}"' in page.text
    assert added["Location"] == address(draft, "buoc/lay_y_kien/")
    assert ways(draft, "bat_dau") == {"": "lay_y_kien"}
    assert set(ways(draft, "lay_y_kien").values()) == {"kiem_tra"}
    assert controller.get(address(draft)).context["lacks"] == ()


def test_only_what_can_run_is_offered(controller, draft):
    page = controller.get(address(draft, "them/"))

    offered = {part.key for part in page.context["parts"]}
    assert set(designs.list_services()) <= offered
    assert "ask" not in offered  # the process has the applicant's supplement already
    unknown = controller.post(
        address(draft, "them/"), {"revision": revision(draft), "part": "bom", "place": "x"}
    )
    assert unknown.status_code == 422
    assert {error.anchor for error in unknown.context["errors"]} == {"f-part", "f-place"}


def test_a_step_is_taken_away(controller, draft):
    gone = controller.post(address(draft, "buoc/xac_nhan/bo/"), {"revision": revision(draft)})

    assert gone.status_code == 302
    assert "xac_nhan" not in model_of(draft).nodes
    stays = controller.post(address(draft, "buoc/bat_dau/bo/"), {"revision": revision(draft)})
    assert stays.status_code == 422
    assert controller.post(address(draft, "buoc/la/bo/"), {"revision": "1"}).status_code == 422
    assert controller.get(address(draft, "buoc/la/")).status_code == 404


def test_what_is_missing_is_said_with_the_steps_name_and_keeps_the_draft_from_review(
    controller, draft
):
    controller.post(address(draft, "buoc/ban_hanh/bo/"), {"revision": revision(draft)})

    page = controller.get(address(draft))
    of_draft = controller.get(f"/can-bo/thu-tuc/ban-soan/{draft.pk}/")
    sent = controller.post(f"/can-bo/thu-tuc/ban-soan/{draft.pk}/gui/")

    (lack,) = page.context["lacks"]
    assert (lack.anchor, lack.where) == ("buoc-ket_thuc", "Đã cấp Giấy khai sinh")
    assert f'<a class="govuk-link" href="#{lack.anchor}">' in page.text
    tasks = {task.key: task for stage in of_draft.context["stages"] for task in stage.tasks}
    assert tasks["process"].lacks == (lack.text,)
    assert of_draft.context["next"] == tasks["process"]
    assert sent.status_code == 422
    draft.refresh_from_db()
    assert draft.state == DraftState.DRAFT


def test_the_draft_may_give_its_own_process_up(controller, draft):
    before = model_of(draft)
    controller.post(address(draft, "buoc/xac_nhan/bo/"), {"revision": revision(draft)})

    dropped = controller.post(address(draft, "bo/"), {"revision": revision(draft)})

    assert dropped.status_code == 302
    assert model_of(draft) == before
    again = controller.post(address(draft, "bo/"), {"revision": revision(draft)})
    assert again.status_code == 404


def test_the_last_step_of_writing_is_taken_back(controller, draft):
    for code in ("xac_nhan", "ghi_so"):
        controller.post(address(draft, f"buoc/{code}/bo/"), {"revision": revision(draft)})

    undone = controller.post(address(draft, "hoan-tac/"), {"revision": revision(draft)})

    assert undone.status_code == 302
    assert "ghi_so" in model_of(draft).nodes
    assert "xac_nhan" not in model_of(draft).nodes
    late = controller.post(address(draft, "hoan-tac/"), {"revision": "1"})
    assert late.status_code == 409


def test_a_published_process_is_shown_and_compared_with_the_one_before(controller, draft):
    office = _controller_of(draft)
    agency = Agency.objects.get(pk=draft.agency_id)
    checker = drafting.employ(agency, "Lý Văn Cẩn", "099183000318")
    controller.post(address(draft, "buoc/xac_nhan/bo/"), {"revision": revision(draft)})
    shown = controller.get(f"/can-bo/thu-tuc/{people.BIRTH}/")
    actions.send_to_review(draft_id=draft.pk, by=office, at=MONDAY)
    actions.agree(draft_id=draft.pk, by=checker, at=MONDAY)
    actions.publish_draft(
        draft_id=draft.pk, decision=drafting.DECISION, valid_from=drafting.EFFECTIVE,
        valid_to=None, by=checker, at=MONDAY,
    )  # fmt: skip

    compared = controller.get(f"/can-bo/thu-tuc/{people.BIRTH}/so-sanh/")

    assert 'id="buoc-xac_nhan"' in shown.text
    assert "buoc/xac_nhan/" not in shown.text
    before, after = compared.context["processes"]
    assert "xac_nhan" in {step.code for step in before.steps}
    assert "xac_nhan" not in {step.code for step in after.steps}
    ids = re.findall(r' id="([^"]+)"', compared.text)
    assert len(ids) == len(set(ids))


def test_a_procedure_without_a_process_begins_with_the_usual_steps(controller, draft):
    plain = dict(draft.record) | {"workflow_key": None}
    actions.save_part(
        draft_id=draft.pk, part=Part.ONLINE,
        content={name: plain[name] for name in queries.FIELDS[Part.ONLINE] if name in plain},
        seen_revision=draft.revision, by=_controller_of(draft), at=MONDAY,
    )  # fmt: skip
    empty = controller.get(address(draft))

    begun = controller.post(address(draft, "moi/"), {"revision": revision(draft)})

    assert empty.context["process"] is None
    assert controller.get(address(draft, "tep/")).status_code == 200
    assert begun.status_code == 302
    page = controller.get(address(draft))
    assert (page.context["lacks"], page.context["hints"]) == ((), ())


def _controller_of(draft):
    post = draft.author
    return Officer(
        person_id=post.person_id, post_id=post.pk, agency_id=post.agency_id, unit_id=post.unit_id,
        unit_kind=post.unit.kind, roles=frozenset({Role.PROCEDURE_CONTROL}), name="x", title="x",
    )  # fmt: skip
