"""Reorganising agencies in the browser: write, see, hand over, apply, decide."""

import pytest
from tests.casework import people
from tests.casework.reorganising import CO, LAM, NEW, OTHER, TUESDAY, second_controller

from motcua.foundation.kernel import clock
from motcua.foundation.organisations import queries as agencies

pytestmark = pytest.mark.django_db
HOME = "/can-bo/to-chuc/"
NEW_PLAN = f"{HOME}sap-xep/moi/"
WAITING = f"{HOME}cho-quyet-dinh/"
HEADING = {
    "title": "Nhập xã", "on": "17/03/2026", "basis": "Nghị quyết 99/NQ-HĐND", "article": "Điều 2",
}  # fmt: skip
BEGINS = {
    "code": NEW, "name": "Ủy ban nhân dân xã Lam Cổ", "short_name": "UBND xã Lam Cổ",
    "level": "commune", "kind": "peoples_committee", "parent": "H99", "commune_code": "99201",
}  # fmt: skip


@pytest.fixture
def writer(province, sign_in):
    return sign_in(province.controller)


@pytest.fixture
def second(province, sign_in):
    return sign_in(second_controller())


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.fixed_at(TUESDAY):
        yield


def begin(writer):
    return writer.post(NEW_PLAN, HEADING).url


def revision(writer, plan):
    return writer.get(plan).context["plan"].revision


def add(writer, plan, where, **sent):
    return writer.post(f"{plan}{where}/", sent | {"revision": revision(writer, plan)})


def merger(writer):
    plan = begin(writer)
    add(writer, plan, "co-quan", **BEGINS)
    for code in (LAM, CO):
        add(writer, plan, "ke-thua", predecessor=code, successor=NEW, keeps_archive="on")
    return plan


def division(writer):
    plan = begin(writer)
    add(writer, plan, "co-quan", **BEGINS)
    other = BEGINS | {"code": OTHER, "name": "Ủy ban nhân dân xã Lam Hạ", "commune_code": "99202"}
    add(writer, plan, "co-quan", **other)
    add(writer, plan, "ke-thua", predecessor=LAM, successor=NEW, keeps_archive="on")
    add(writer, plan, "ke-thua", predecessor=LAM, successor=OTHER)
    return plan


def act(browser, plan, name, **more):
    return browser.post(plan, {"act": name, **more}, follow=True)


def test_a_plan_is_written_seen_and_applied_by_two_persons(province, writer, second):
    dossier = people.lodge(province)
    plan = merger(writer)

    seen = writer.get(plan)
    assert [effect.agency.code for effect in seen.context["effects"]] == [LAM, CO]
    assert seen.context["effects"][0].dossiers == 1
    assert seen.context["problems"] == []
    assert "xã Lam Cổ" in seen.content.decode()
    act(writer, plan, "send")
    assert writer.get(plan).context["waits_for_other"]
    done = act(second, plan, "apply")

    assert "Đã áp dụng: 2 cơ quan kết thúc, 1 hồ sơ" in done.content.decode()
    assert people.again(dossier).agency.code == NEW
    assert second.get(HOME).context["plans"][0].title == "Nhập xã"


def test_who_wrote_it_is_told_that_somebody_else_applies_it(province, writer):
    plan = merger(writer)
    act(writer, plan, "send")

    refused = writer.post(plan, {"act": "apply"})

    assert refused.status_code == 409
    assert "Người khác phải xem và áp dụng" in refused.content.decode()
    assert agencies.get_agency_by_code(LAM).valid_to is None


def test_nothing_typed_is_lost_when_a_heading_is_refused(writer):
    refused = writer.post(NEW_PLAN, HEADING | {"on": "31/02/2026", "basis": ""})

    assert refused.status_code == 422
    boxes = {box.name: box for box in refused.context["boxes"]}
    assert boxes["on"].error == "Ghi ngày có thật, theo ngày/tháng/năm."
    assert (boxes["title"].value, boxes["on"].value) == ("Nhập xã", "31/02/2026")
    late = writer.post(NEW_PLAN, HEADING | {"basis": " "})
    assert [error.anchor for error in late.context["errors"]] == ["f-basis"]


def test_an_agency_without_a_level_is_asked_for_it(writer):
    plan = begin(writer)

    refused = add(writer, plan, "co-quan", **(BEGINS | {"level": "làng"}))

    assert [error.anchor for error in refused.context["errors"]] == ["f-level"]
    assert add(writer, plan, "ke-thua", predecessor=LAM).status_code == 422


def test_what_is_wrong_keeps_the_plan_from_the_second_person(writer):
    plan = begin(writer)
    add(writer, plan, "co-quan", **(BEGINS | {"code": "G07.1"}))

    seen = writer.get(plan)

    assert seen.context["problems"] == ["Mã G07.1 không thuộc H99."]
    assert not seen.context["can_send"]
    assert writer.post(plan, {"act": "send"}).status_code == 422


def test_a_line_is_taken_out_again(writer):
    plan = merger(writer)

    act(writer, plan, "drop", line="passings-0", revision=revision(writer, plan))
    act(writer, plan, "drop", line="begins-0", revision=revision(writer, plan))

    seen = writer.get(plan).context
    assert [one.predecessor for one in seen["passings"]] == [
        f"Ủy ban nhân dân phường Bến Thành Cổ ({CO})"
    ]
    assert seen["begins"] == []


def test_a_page_seen_before_somebody_saved_overwrites_nothing(writer):
    plan = merger(writer)

    refused = writer.post(plan, {"act": "drop", "line": "passings-0", "revision": "1"})

    assert refused.status_code == 409
    assert len(writer.get(plan).context["passings"]) == 2


def test_giving_up_asks_for_the_reason_and_keeps_the_log(writer):
    plan = merger(writer)

    assert writer.post(plan, {"act": "withdraw"}).status_code == 422
    act(writer, plan, "withdraw", reason="Chưa có nghị quyết")

    seen = writer.get(plan).context
    assert seen["entries"][0][1].reason == "Chưa có nghị quyết"
    assert not seen["is_written"]


def test_an_act_nobody_knows_is_nothing(writer):
    assert writer.post(begin(writer), {"act": "publish"}).status_code == 404


@pytest.fixture
def divided(province, writer, second):
    dossier = people.lodge(province)
    plan = division(writer)
    act(writer, plan, "send")
    act(second, plan, "apply")
    return dossier


def test_what_waits_is_shown_and_decided(province, writer, divided):
    to = agencies.get_agency_by_code(OTHER).pk
    waiting = writer.get(WAITING)
    assert [one.dossier.reference for one in waiting.context["cases"]] == [divided.reference]
    assert len(waiting.context["posts"]) == 4
    assert "Nguyễn Thị Hạnh" not in waiting.content.decode()
    assert writer.get(HOME).context["waiting"] == 5

    sent = {"reference": divided.reference, "to": to}
    assert writer.post(WAITING, sent).status_code == 422
    writer.post(WAITING, sent | {"reason": "Thôn về xã Lam Hạ"})
    writer.post(WAITING, {"post": province.desk.post_id, "to": to})

    after = writer.get(WAITING).context
    assert after["cases"] == ()
    assert len(after["posts"]) == 3
    assert people.again(divided).agency.code == OTHER


def test_deciding_without_choosing_where_is_refused(writer, divided):
    sent = {"reference": divided.reference, "to": "", "reason": "x"}

    refused = writer.post(WAITING, sent)

    assert refused.status_code == 422
    assert refused.context["reason"] == "x"
