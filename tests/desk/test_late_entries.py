"""Papers written down on a later day than they came: the earlier time counts with a second person (Article 17.1)."""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk import counter, pads
from tests.desk.counter import dossier, entries

from motcua.capabilities.documents.models import Document
from motcua.composition.casework import handling, lodging
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.reserves.models import Slip
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
CAME_AT = datetime(2026, 3, 13, 9, 15, tzinfo=clock.VIETNAM)
LATE = {
    "_came_on": "13/03/2026",
    "_came_time": "09:15",
    "_late_reason": "Mất điện chiều thứ Sáu; sổ giấy trang 12",
}


def a_picture(content="sổ giấy"):
    return SimpleUploadedFile("so-giay.pdf", people.a_pdf(content), "application/pdf")


def test_until_somebody_confirms_it_counts_from_when_it_was_written_down_and_the_pages_say_so(desk):
    sheet = counter.written(desk, **LATE)
    assert "tính từ lúc nhập cho đến khi người thứ hai" in desk.get(sheet).text

    counter.write(desk, sheet, then="accept", **LATE)

    one = dossier()
    assert one.accepted_at == one.lodged_at == MONDAY
    assert one.due_at == dossiers.promise(one, since=MONDAY).at
    assert entries(one)[Act.LODGE].payload["claimed_at"] == "2026-03-13T02:15:00.000000+00:00"
    page = desk.get(f"/can-bo/ho-so/{one.reference}/").text
    assert "Ghi là nhận lúc 09:15 13/03/2026" in page
    listed = desk.get(pads.LIST).text
    assert "Nhập muộn tại quầy" in listed
    assert one.number in listed


def test_once_a_second_person_confirms_the_promise_is_counted_from_the_earlier_time(desk, chair):
    counter.taken_in(desk, **LATE)
    before = dossier()

    assert pads.judge(chair, Slip.objects.get()).status_code == 302

    one = dossier()
    assert one.accepted_at == CAME_AT
    assert one.due_at == dossiers.promise(one, since=CAME_AT).at < before.due_at
    happened = dossiers.timeline(one)
    assert dossiers.run_clock(one, happened).due_at == one.due_at
    (told,) = [entry for entry in happened if entry.act is Act.CONFIRM_RECEIPT]
    assert (told.occurred_at, told.at) == (CAME_AT, MONDAY)
    assert datetime.fromisoformat(told.payload["was"]) == before.due_at
    assert "Nhập muộn tại quầy" not in chair.get(pads.LIST).text


def test_what_is_contested_stays_as_it_is_with_the_reason_on_record(desk, chair):
    counter.taken_in(desk, **LATE)
    before = dossier()

    assert pads.judge(chair, Slip.objects.get(), "contested").status_code == 422
    answer = pads.judge(chair, Slip.objects.get(), "contested", reason="Sổ ghi ngày 16")

    assert answer.status_code == 302
    one = dossier()
    assert (one.accepted_at, one.due_at) == (before.accepted_at, before.due_at)
    assert dossiers.find_last(one, Act.CONTEST_RECEIPT).words["reason"] == "Sổ ghi ngày 16"


def test_who_wrote_it_down_does_not_confirm_it_nor_does_a_stranger(province, desk, chair, sign_in):
    counter.taken_in(desk, **LATE)
    slip = Slip.objects.get()

    assert "cần một người khác" in pads.judge(desk, slip).text
    assert pads.judge(sign_in(province.strange_chair), slip).status_code == 404
    assert dossier().accepted_at == MONDAY
    assert pads.judge(chair, slip).status_code == 302
    assert pads.judge(chair, slip, "contested", reason="x").status_code == 409
    assert dossier().accepted_at == CAME_AT


@pytest.mark.parametrize("said", [{}, {"_came_on": "16/03/2026", "_came_time": "08:05"}])
def test_what_came_the_same_day_needs_nobody(desk, said):
    counter.taken_in(desk, **said)

    assert not Slip.objects.exists()
    assert "người thứ hai" not in desk.get(pads.LIST).text


def test_a_picture_of_the_book_is_shown_to_the_second_person_and_goes_with_a_dropped_sheet(
    province, desk, chair, sign_in
):
    sheet = counter.written(desk, **LATE)
    counter.write(desk, sheet, **LATE, _late_picture=a_picture("trang 11"))
    counter.write(desk, sheet, **LATE, _late_picture=a_picture())
    assert "Đã có ảnh làm căn cứ" in desk.get(sheet).text
    counter.write(desk, sheet, then="accept", **LATE)

    slip = Slip.objects.get()
    shown = f"{pads.LIST}phieu/{slip.pk}/anh/"
    assert shown in chair.get(pads.LIST).text
    assert chair.get(shown)["Content-Type"] == "application/pdf"
    assert sign_in(province.stranger).get(shown).status_code == 404

    other = counter.written(desk, **counter.STRANGER, **LATE)
    counter.write(desk, other, **LATE, _late_picture=a_picture())
    assert desk.post(f"{other}xoa/").status_code == 302
    assert Document.objects.filter(paper_code="picture").count() == 1


def test_a_picture_that_is_none_is_named_beside_its_box(desk):
    sheet = counter.written(desk, **LATE)
    nothing = SimpleUploadedFile("so.exe", b"MZ", "application/octet-stream")

    answer = counter.write(desk, sheet, **LATE, _late_picture=nothing)

    assert answer.status_code == 422
    assert "f-_late_picture" in counter.linked(answer)


def test_a_late_slip_has_either_a_number_or_a_desk(province, desk):
    counter.taken_in(desk, **LATE)
    slip = Slip.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Slip.objects.create(
            id="5d1b2c70-0000-4000-8000-000000000001", draft_id="5d1b2c70-0000-4000-8000-000000000002",
            came_at=slip.came_at, needs_second=True, entered_by=1, entered_person=1, entered_at=MONDAY,
        )  # fmt: skip


def test_a_supplement_that_came_earlier_counts_from_then_with_a_second_person(
    province, desk, chair
):
    """Article 19.4: the limit begins anew with what was supplied, when it was supplied."""
    counter.taken_in(desk)
    one = dossier()
    people.do(
        province.registrar, one, handling.ASK, reason="Bản chụp mờ",
        items=[{"what": "Giấy chứng sinh", "why": "Bản chụp mờ"}],
    )  # fmt: skip
    later = MONDAY + timedelta(days=4)
    with clock.fixed_at(later):
        came = {"_came_on": "18/03/2026", "_came_time": "10:00", "_late_reason": "Sổ trang 13"}
        sheet = desk.post(f"/can-bo/ho-so/{one.reference}/nhan-bo-sung/")["Location"]
        assert counter.write(desk, sheet, then="accept", **came).status_code == 302
        before = dossier()
        assert (before.state, before.due_at) == (
            State.IN_PROGRESS, dossiers.promise(before, since=later).at,
        )  # fmt: skip
        assert pads.judge(chair, Slip.objects.get()).status_code == 302

    after = dossier()
    at = datetime(2026, 3, 18, 10, tzinfo=clock.VIETNAM)
    assert after.accepted_at == MONDAY
    assert after.due_at == dossiers.promise(after, since=at).at < before.due_at


def test_a_dossier_that_has_ended_stays_as_it_was_judged_and_the_log_still_tells(
    province, desk, chair
):
    counter.taken_in(desk, **LATE)
    lodging.withdraw(
        reference=dossier().reference, reason="Không cần nữa", by=province.hanh, at=MONDAY
    )
    before = dossier()

    assert pads.judge(chair, Slip.objects.get()).status_code == 302

    after = dossier()
    assert (after.accepted_at, after.due_at) == (before.accepted_at, before.due_at)
    assert dossiers.run_clock(after, dossiers.timeline(after)).due_at == before.due_at
    assert "due_at" not in dossiers.find_last(after, Act.CONFIRM_RECEIPT).payload
