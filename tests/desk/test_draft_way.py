"""The page of a draft says what is done, what is missing and what is next, from begin to provision."""

from datetime import date

import pytest
from tests.casework.province import MONDAY
from tests.desk.building import address
from tests.desk.test_record_drafts import bring_to_decision, filled
from tests.procedures import drafting

from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.actions import Span
from motcua.domain.procedures.enums import DraftState, ProvisionKind
from motcua.domain.procedures.models import RecordDraft
from motcua.foundation.identity.models import Account
from motcua.foundation.organisations.models import Agency

pytestmark = pytest.mark.django_db
NEW = {
    "code": "9.990001", "name": "Đăng ký gian hàng", "name_en": "A stall", "summary": "Chỗ bán.",
    "summary_en": "A stall.", "field.code": "cho", "field.name": "Chợ", "field.name_en": "Markets",
    "level": "commune",
}  # fmt: skip


@pytest.fixture
def fresh(controller):
    controller.post("/can-bo/thu-tuc/ban-soan/moi/", NEW)
    return RecordDraft.objects.get()


@pytest.fixture
def colleague(province):
    from django.test import Client

    agency = Agency.objects.get(pk=province.controller.agency_id)
    officer = drafting.employ(agency, "Lý Văn Cẩn", "099183000318")
    account = Account.objects.create(
        person_id=officer.person_id, kind="officer", login="can.lamgiang", created_at=MONDAY
    )
    client = Client()
    client.force_login(account)
    return client


def way(client, draft):
    page = client.get(address(draft))
    return page, {task.key: task for stage in page.context["stages"] for task in stage.tasks}


def test_a_new_draft_leads_to_its_first_unwritten_part(controller, fresh):
    page, tasks = way(controller, fresh)

    assert page.context["next"] == tasks["subjects"]
    assert f'href="{address(fresh, "phan/subjects/")}"' in page.text
    assert {key for key, task in tasks.items() if task.is_open} == {
        "subjects", "agencies", "channels", "papers", "steps", "results", "law", "online", "form",
        "process",
    }  # fmt: skip
    assert (tasks["names"].status, tasks["keywords"].status) == ("Xong", "Không bắt buộc")
    assert "Gửi kiểm soát</button>" not in page.text


def test_what_is_done_is_no_longer_next(controller, fresh):
    controller.post(address(fresh, "phan/subjects/"), {"revision": "1", "subjects": "citizen"})

    page, tasks = way(controller, fresh)

    assert tasks["subjects"].status == "Xong"
    assert page.context["next"] == tasks["agencies"]


def test_what_is_wrong_is_said_with_the_name_of_its_field(controller, fresh):
    RecordDraft.objects.filter(pk=fresh.pk).update(
        record=fresh.record | {"executing_agencies": ["commune-committee"]}
    )

    _page, tasks = way(controller, fresh)

    assert tasks["agencies"].lacks == ("Người, cơ quan quyết định: Thiếu trường bắt buộc này.",)
    assert tasks["agencies"].status == "Phải sửa"


def test_a_whole_draft_may_be_sent_and_is_better_rehearsed_first(controller, draft):
    page, tasks = way(controller, draft)

    assert page.context["next"] is None
    assert "Gửi kiểm soát</button>" in page.text
    assert "Nên diễn tập trước" in page.text
    assert tasks["form"].status == "Giữ bản đang dùng"


def test_what_keeps_it_from_being_online_as_a_whole_is_missing_too(controller, draft):
    where = address(draft, "phan/online/")
    whole = {"online_level": "full", "online_barrier": "", "online_reason": ""}
    controller.post(where, filled(controller.get(where)) | whole)

    page, tasks = way(controller, draft)

    assert page.context["next"] == tasks["online"]
    assert tasks["online"].lacks


def test_who_reviews_reads_every_part_and_changes_none(colleague, draft_sent):
    page, tasks = way(colleague, draft_sent)
    part = colleague.get(tasks["papers"].address)

    assert "Đồng ý</button>" in page.text
    assert "Giấy chứng sinh" in part.text
    assert "<textarea" not in part.text
    written = colleague.post(tasks["papers"].address, {"revision": "2", "sets": "2"})
    assert written.status_code == 409


@pytest.fixture
def draft_sent(controller, draft):
    where = address(draft, "phan/online/")
    controller.post(
        where, filled(controller.get(where)) | {"readiness.fallback": "Nộp tại bộ phận Một cửa."}
    )
    assert controller.post(address(draft, "gui/")).status_code == 302
    draft.refresh_from_db()
    assert draft.state == DraftState.IN_REVIEW
    return draft


def test_after_publication_an_agency_is_to_be_named(controller, colleague, province, draft):
    from tests.desk.test_record_drafts import DECISION

    bring_to_decision(controller, colleague, draft)
    colleague.post(address(draft, "cong-bo/"), DECISION | {"valid_from": "01/04/2026"})
    draft.refresh_from_db()
    version = queries.get_version(draft.published_as_id)
    _page, tasks = way(controller, draft)
    assert tasks["provided"].status == "Xong"  # birth registration is taken in already

    from motcua.domain.procedures.models import Provision

    Provision.objects.filter(procedure_id=version.procedure_id).delete()
    page, tasks = way(controller, draft)
    assert page.context["next"] == tasks["provided"]
    assert "chưa cơ quan nào tiếp nhận" in page.text

    actions.arrange_provision(
        procedure_code=version.code, agency_id=province.agency_id, kind=ProvisionKind.COMPETENT,
        basis="", span=Span(valid_from=date(2026, 4, 1)), by=province.controller, at=MONDAY,
    )  # fmt: skip
    page, _tasks = way(controller, draft)
    assert page.context["next"] is None
    assert "Xem như người dân thấy trên cổng" in page.text


def test_one_more_row_is_added_to_the_empty_one_that_was_seen(controller, fresh):
    page = controller.post(address(fresh, "phan/steps/"), {"steps.0.name": "", "add": "steps"})

    assert 'name="steps.1.name"' in page.text
    assert 'name="steps.2.name"' not in page.text


def test_a_row_is_added_inside_an_empty_one(controller, fresh):
    where = address(fresh, "phan/channels/")
    page = controller.get(where)

    longer = controller.post(where, {"channels.0.kind": "", "add": "channels.0.fees"})

    assert 'name="channels.0.fees.0.name"' not in page.text
    assert 'name="channels.0.fees.0.name"' in longer.text


@pytest.mark.parametrize("rest", ["", "phan/papers/", "phi/", "giay-to/", "bieu-mau/", "dien-tap/"])
def test_every_page_of_the_way_says_where_one_is(controller, draft, rest):
    page = controller.get(address(draft, rest))

    assert 'href="/can-bo/thu-tuc/" aria-current="true"' in page.text
