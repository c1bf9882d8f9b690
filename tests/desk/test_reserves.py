"""A day without power: slips of a pad become dossiers with their numbers and their true times (Article 17)."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.casework.province import MONDAY
from tests.desk import counter, pads
from tests.desk.counter import linked

from motcua.domain.dossiers.models import Dossier, DossierEvent, Draft
from motcua.domain.reserves.enums import FateKind
from motcua.domain.reserves.models import Block, Fate, Slip, Verdict
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
CAME_AT = datetime(2026, 3, 16, 8, 5, tzinfo=clock.VIETNAM)
LATER = MONDAY + timedelta(days=1)


def test_a_slip_of_a_pad_becomes_a_dossier_with_its_number_and_its_true_time(desk, chair):
    block = pads.keep(desk)
    slip = pads.entered(desk, block)
    pads.write(desk, slip)
    pads.judge(chair, slip)

    with clock.fixed_at(LATER):
        answer = pads.take_in(desk, slip)

    assert answer.status_code == 302, answer.text
    dossier = Dossier.objects.get()
    assert dossier.number == block.numbers[0]
    assert (dossier.accepted_at, dossier.lodged_at) == (CAME_AT, CAME_AT)
    accepted = DossierEvent.objects.get(dossier=dossier, act="accept")
    assert (accepted.occurred_at, accepted.recorded_at) == (CAME_AT, LATER)
    fate = Fate.objects.get()
    assert (fate.kind, fate.dossier_id, fate.counter) == (FateKind.USED, dossier.pk, block.first)


def test_the_day_s_count_steps_over_what_is_kept_and_nobody_else_gets_it(desk):
    first = counter.taken_in(desk)
    block = pads.keep(desk)
    second = counter.taken_in(desk, **counter.STRANGER)

    assert first.status_code == second.status_code == 302
    numbers = [
        int(one[-7:]) for one in Dossier.objects.order_by("pk").values_list("number", flat=True)
    ]
    kept = [int(one[-7:]) for one in block.numbers]
    assert kept == [numbers[0] + 1, numbers[0] + 2, numbers[0] + 3]
    assert numbers[1] == numbers[0] + 4


def test_a_slip_that_nobody_has_confirmed_is_taken_in_and_counts_from_then_until_somebody_does(
    desk, chair
):
    block = pads.keep(desk)
    slip = pads.entered(desk, block)
    pads.write(desk, slip)

    with clock.fixed_at(LATER):
        assert pads.take_in(desk, slip).status_code == 302
        taken_in = Dossier.objects.get()
        assert (taken_in.number, taken_in.accepted_at) == (block.numbers[0], LATER)
        assert pads.judge(chair, slip).status_code == 302

    confirmed = Dossier.objects.get()
    assert (confirmed.number, confirmed.accepted_at) == (block.numbers[0], CAME_AT)
    assert confirmed.due_at < taken_in.due_at


def test_a_time_that_a_second_person_contests_does_not_count_and_the_number_stays(desk, chair):
    block = pads.keep(desk)
    slip = pads.entered(desk, block)
    pads.write(desk, slip)

    assert pads.judge(chair, slip, "contested").status_code == 422
    assert pads.judge(chair, slip, "contested", reason="Sổ bảo vệ ghi 10 giờ").status_code == 302
    assert pads.take_in(desk, slip).status_code == 302

    dossier = Dossier.objects.get()
    assert dossier.number == block.numbers[0]
    assert dossier.accepted_at == MONDAY
    assert "người thứ hai không đồng ý" not in desk.get(pads.LIST).text


def test_who_wrote_the_time_down_does_not_confirm_it(province, desk, chair, sign_in):
    slip = pads.entered(desk, pads.keep(desk))

    assert "cần một người khác" in pads.judge(desk, slip).text
    assert pads.judge(sign_in(province.strange_chair), slip).status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.create(
            slip=slip, kind="confirmed", entered_person=slip.entered_person,
            by_person=slip.entered_person, by_post=1, at=MONDAY,
        )  # fmt: skip
    assert pads.judge(chair, slip).status_code == 302
    assert "đã có người xác nhận" in pads.judge(chair, slip, "contested", reason="x").text
    assert Verdict.objects.get().kind == "confirmed"


def test_every_number_ends_in_a_dossier_a_reason_or_its_return(desk, chair):
    block = pads.keep(desk)
    slip = pads.entered(desk, block)
    pads.write(desk, slip)
    pads.judge(chair, slip)
    pads.take_in(desk, slip)
    spoilt = pads.entered(desk, block, place=1, **_of_a_stranger())

    assert desk.post(pads.page(block), {"act": f"cancel:{spoilt.counter}"}).status_code == 422
    cancel = {"act": f"cancel:{spoilt.counter}", "reason": "Người nộp rút giấy tờ ngay"}
    assert desk.post(pads.page(block), cancel).status_code == 302
    assert desk.post(pads.page(block), {"act": "return"}).status_code == 422
    assert desk.post(pads.page(block), {"act": "return", "reason": "Có điện"}).status_code == 302

    ends = dict(Fate.objects.values_list("counter", "kind"))
    assert ends == dict(zip(block.counters, ("used", "cancelled", "returned"), strict=True))
    assert not Draft.objects.filter(pk=spoilt.draft_id).exists()
    assert (
        "1 đã dùng, 0 đang nhập, 1 đã hủy, 1 đã trả lại, 0 chưa dùng"
        in desk.get(pads.page(block)).text
    )
    # What has come to its end has no other: neither another slip nor another reason.
    for place in (0, 1, 2):
        assert pads.enter(desk, block, place, **_of_a_stranger()).status_code == 409
        again = {"act": f"cancel:{block.first + place}", "reason": "x"}
        assert desk.post(pads.page(block), again).status_code == 409
    assert Fate.objects.count() == 3


def _of_a_stranger():
    return {name: counter.STRANGER[name] for name in ("pin", "full_name", "born_on", "sex")}


def test_a_slip_sent_twice_is_taken_down_once(desk):
    block = pads.keep(desk)
    (slip_id,) = re.findall(r'name="slip" value="([^"]+)"', desk.get(pads.page(block)).text)

    sent = [pads.enter(desk, block, slip=slip_id) for _time in range(2)]

    assert sent[0]["Location"] == sent[1]["Location"]
    assert str(Slip.objects.get().pk) == slip_id
    assert Draft.objects.count() == 1
    assert pads.enter(desk, block, place=1, slip=slip_id).status_code == 409


def test_a_number_does_not_vanish_with_its_sheet(desk):
    block = pads.keep(desk)
    slip = pads.entered(desk, block)

    answer = desk.post(f"{pads.sheet_of(slip)}xoa/")

    assert answer.status_code == 409
    assert block.numbers[0] in answer.text
    assert Draft.objects.filter(pk=slip.draft_id).exists()


def test_what_is_asked_or_refused_keeps_its_number_explained(desk, chair):
    block = pads.keep(desk)
    slip = pads.entered(desk, block)
    counter.write(desk, pads.sheet_of(slip), **pads.HOW)
    pads.judge(chair, slip)

    answer = desk.post(f"{pads.sheet_of(slip)}tu-choi/", {"reason": "Không thuộc thẩm quyền"})

    assert answer.status_code == 302, answer.text
    dossier = Dossier.objects.get()
    assert (dossier.number, dossier.reserved_number) == (None, block.numbers[0])
    assert Fate.objects.get().dossier_id == dossier.pk


@pytest.mark.parametrize(
    ("changed", "anchor"),
    [
        ({"counter": None}, "f-counter"),
        ({"code": None}, "f-code"),
        ({"pin": "12"}, "f-pin"),
        ({"full_name": ""}, "f-full_name"),
        ({"_came_time": ""}, "f-_came_time"),
        ({"_came_on": "15/03/2026"}, "f-_came_on"),
        ({"_late_reason": ""}, "f-_late_reason"),
        ({"_identified": ""}, "f-_identified"),
        ({"picture": None}, "f-picture"),
    ],
)
def test_what_is_wrong_with_a_slip_is_named_beside_its_box_and_nothing_is_kept(
    desk, changed, anchor
):
    block = pads.keep(desk)

    answer = pads.enter(desk, block, **changed)

    assert answer.status_code == 422
    assert anchor in linked(answer)
    assert not Slip.objects.exists()
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("changed", "anchor"),
    [
        ({"count": "0"}, None), ({"count": "51"}, None), ({"count": "nhiều"}, None),
        ({"on": "hôm qua"}, "f-on"), ({"on": "10/02/2026"}, "f-on"), ({"on": "30/03/2026"}, "f-on"),
        ({"name": " "}, "f-name"),
    ],
)  # fmt: skip
def test_numbers_are_kept_for_days_and_in_amounts_that_make_sense(desk, changed, anchor):
    answer = desk.post(pads.LIST, pads.KEEP | changed)

    assert answer.status_code == 422
    assert linked(answer) == [anchor or "f-count"]
    assert not Block.objects.exists()


def test_another_agency_s_numbers_are_not_there(province, desk, sign_in):
    block = pads.keep(desk)
    slip = pads.entered(desk, block)
    stranger = sign_in(province.stranger)

    assert stranger.get(pads.page(block)).status_code == 404
    assert pads.enter(stranger, block, place=1).status_code == 404
    assert stranger.post(pads.page(block), {"act": "return", "reason": "x"}).status_code == 404
    assert stranger.get(f"{pads.LIST}phieu/{slip.pk}/anh/").status_code == 404
    assert desk.get(f"{pads.LIST}phieu/{slip.pk}/anh/")["Content-Type"] == "application/pdf"


def test_rows_are_only_ever_added(desk):
    block = pads.keep(desk)
    pads.entered(desk, block)

    for change in (
        lambda: Block.objects.update(first=1),
        lambda: Slip.objects.update(came_at=MONDAY),
        lambda: Slip.objects.all().delete(),
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


@pytest.mark.parametrize("slips", [1, 3])
def test_the_list_costs_the_same_for_one_slip_and_for_three(desk, slips):
    block = pads.keep(desk, count="4")
    for place in range(slips):
        pads.entered(desk, block, place)
    desk.get(pads.LIST)

    with CaptureQueriesContext(connection) as queries:
        page = desk.get(pads.LIST)

    assert page.text.count("Ảnh phiếu giấy") == slips
    # One of them asks which of the sheets have become dossiers meanwhile.
    assert len(queries) == 8
    with CaptureQueriesContext(connection) as queries:
        desk.get(pads.page(block))
    assert len(queries) == 6
