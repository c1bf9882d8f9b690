"""The register of breaches: entered at once, told within 72 hours or with a reason, never rewritten."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.province import MONDAY
from tests.desk.conftest import _on_monday, controller, sign_in

from motcua.domain.privacy import actions, queries
from motcua.domain.privacy.actions import Notice, Report
from motcua.domain.privacy.errors import BreachClosed, BreachNotFound
from motcua.domain.privacy.models import Breach, BreachEvent
from motcua.domain.privacy.rules import breaches as rules
from motcua.domain.privacy.rules.breaches import Keeper
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.errors import InvalidInput
from motcua.foundation.kernel.personal_data import ARTICLES, DataKind, is_sensitive, name_kinds

__all__ = ["_on_monday", "controller", "sign_in"]

pytestmark = pytest.mark.django_db
REGISTER = "/can-bo/vi-pham-du-lieu/"
WHAT = "Gửi nhầm danh sách cho nơi khác."
FOUND = {"found": "15/03/2026", "found_time": "8h30"}
TYPED = FOUND | {"what": WHAT, "finder": "Cán bộ văn thư, khi soát thư đi."}


def enter(province, *, found_at=MONDAY, by=None):
    words = {"what": WHAT, "finder": "Văn thư"}
    return actions.record(
        Report(found_at=found_at, words=words), by=by or province.operator, at=MONDAY
    )


def problems_of(page):
    assert page.status_code == 422
    return page.text


def test_what_is_known_is_enough_to_start_the_clock(controller, province):
    answer = controller.post(f"{REGISTER}ghi/", TYPED)

    breach = Breach.objects.get()
    assert answer.url == f"{REGISTER}{breach.pk}/"
    assert breach.found_at == datetime(2026, 3, 15, 8, 30, tzinfo=VIETNAM)
    assert breach.due_at == datetime(2026, 3, 18, 8, 30, tzinfo=VIETNAM)
    page = controller.get(answer.url).text
    assert WHAT in page
    assert "Chưa biết" in page
    assert "chưa đối chiếu nguyên văn" in page
    assert breach.number == f"VPDL-2026-{breach.pk:06d}"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"found": ""}, "Ghi ngày, giờ phát hiện đã qua."),
        ({"found": "31/02/2026"}, "Ghi ngày, giờ phát hiện đã qua."),
        ({"found": "15/03/2027"}, "Ghi ngày, giờ phát hiện đã qua."),
        ({"what": "  "}, "Ghi: Việc đã xảy ra."),
        ({"finder": ""}, "Ghi: Ai phát hiện, bằng cách nào."),
        ({"happened": "15/03/2026", "happened_time": "9:00"}, "trước lúc phát hiện"),
        ({"happened": "hôm qua"}, "trước lúc phát hiện"),
        ({"persons": "vài chục"}, "Ghi số người bằng chữ số"),
        ({"persons": "12345678901"}, "Ghi số người bằng chữ số"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_what_was_typed_stays(controller, changed, said):
    page = controller.post(f"{REGISTER}ghi/", TYPED | {"place": "Phòng 2"} | changed)

    assert said in problems_of(page)
    assert "Phòng 2" in page.text
    assert not Breach.objects.exists()


def test_everything_known_stands_on_the_paper_with_the_letter_of_the_article(controller):
    kinds = [DataKind.NAME, DataKind.HEALTH]
    more = {"kinds": kinds, "persons": "1.200", "happened": "14/03/2026", "happened_time": "7:00"}
    controller.post(f"{REGISTER}ghi/", TYPED | more | {"measures": "Đã thu hồi."})
    breach = Breach.objects.get()

    paper = controller.get(f"{REGISTER}{breach.pk}/thong-bao/").text

    assert (breach.kinds, breach.persons) == (["name", "health"], 1200)
    for words in (
        WHAT, "Đã thu hồi.", "1200", "07:00 14/03/2026", "08:30 15/03/2026", "23.3.d",
        "Sức khỏe, đời tư trong bệnh án (Điều 2.4.b) · nhạy cảm", "sẽ thông báo bổ sung",
    ):  # fmt: skip
        assert words in paper
    assert "Lý do thông báo chậm" not in paper
    assert "Nhạy cảm" in controller.get(REGISTER).text


def test_more_is_added_in_place_and_stays_in_the_history(controller, province):
    breach = enter(province)
    address = f"{REGISTER}{breach.pk}/viec/bo-sung/"
    assert WHAT in controller.get(address).text
    same = {"what": WHAT, "finder": "Văn thư"}

    assert "Chưa có thông tin nào khác" in problems_of(controller.post(address, same))
    answer = controller.post(address, same | {"place": "Máy chủ thư", "persons": "12"})

    assert answer.status_code == 302
    page = controller.get(f"{REGISTER}{breach.pk}/").text
    assert "Máy chủ thư" in page
    assert "Đã bổ sung: Nơi xảy ra: cơ quan, hệ thống, thiết bị; Số người liên quan." in page
    due = breach.due_at
    breach.refresh_from_db()
    assert (breach.persons, breach.due_at) == (12, due)
    acts = BreachEvent.objects.order_by("seq").values_list("act", "actor")
    assert list(acts) == [
        ("record", province.operator.key),
        ("supplement", province.controller.key),
    ]


def test_told_in_time_needs_no_reason(controller, province):
    breach = enter(province, found_at=MONDAY - timedelta(hours=71))
    sent = {"sent": "16/03/2026", "sent_time": f"{MONDAY.astimezone(VIETNAM):%H:%M}"}

    answer = controller.post(
        f"{REGISTER}{breach.pk}/viec/thong-bao/", sent | {"reference": "12/UBND"}
    )

    assert answer.status_code == 302, answer.text
    breach.refresh_from_db()
    assert breach.notified_at == MONDAY
    page = controller.get(f"{REGISTER}{breach.pk}/").text
    assert "12/UBND" in page
    assert "Lúc gửi chưa có: " in page
    assert "Chậm" not in page


def test_told_after_72_hours_the_reason_is_asked_for_and_stands_on_the_paper(controller, province):
    breach = enter(province, found_at=MONDAY - timedelta(hours=73))
    address = f"{REGISTER}{breach.pk}/viec/thong-bao/"
    sent = {
        "sent": "16/03/2026", "sent_time": f"{MONDAY.astimezone(VIETNAM):%H:%M}",
        "reference": "13/UBND",
    }  # fmt: skip
    assert "Quá hạn" in controller.get(REGISTER).text
    assert "…………" in controller.get(f"{REGISTER}{breach.pk}/thong-bao/").text

    assert "phải ghi lý do chậm" in problems_of(controller.post(address, sent))
    assert controller.post(address, sent | {"late_reason": "Mất điện hai ngày."}).status_code == 302

    assert "Mất điện hai ngày." in controller.get(f"{REGISTER}{breach.pk}/thong-bao/").text
    listed = controller.get(REGISTER).text
    assert "Chậm" in listed
    assert "Quá hạn" not in listed
    again = controller.post(address, sent | {"reference": "14/UBND"})
    assert again.status_code == 302, "what follows in stages has no clock of its own"
    assert "Lần thông báo thứ 3" in controller.get(f"{REGISTER}{breach.pk}/thong-bao/").text


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_notice_is_sent_after_the_finding_and_not_in_the_future(province, hours):
    breach = enter(province)
    notice = Notice(sent_at=MONDAY + timedelta(hours=hours), reference="1")

    with pytest.raises(InvalidInput):
        actions.notify(breach.pk, notice, by=province.operator, at=MONDAY)


def test_a_notice_says_when_and_by_which_letter(controller, province):
    breach = enter(province)

    page = problems_of(controller.post(f"{REGISTER}{breach.pk}/viec/thong-bao/", {}))

    assert "Ghi ngày, giờ đã gửi" in page
    assert "Ghi số văn bản hoặc cách gửi" in page


def test_people_concerned_are_told_and_it_is_written_how(controller, province):
    breach = enter(province)
    address = f"{REGISTER}{breach.pk}/viec/bao-nguoi-dan/"

    page = problems_of(controller.post(address, {"persons": "0"}))
    for said in ("Ghi số người đã được báo.", "Ghi cách báo", "Ghi điều đã báo cho họ."):
        assert said in page
    told = {"persons": "12", "way": "gửi thư", "text": "Địa chỉ đã lộ."}
    assert controller.post(address, told).status_code == 302

    page = controller.get(f"{REGISTER}{breach.pk}/").text
    assert "12 người, gửi thư" in page
    assert "Địa chỉ đã lộ." in page
    assert (
        "Đã báo cho người bị ảnh hưởng" in controller.get(f"{REGISTER}{breach.pk}/thong-bao/").text
    )


def test_handled_is_only_what_the_authority_was_told_of(controller, province):
    breach = enter(province)
    address = f"{REGISTER}{breach.pk}/viec/ket-thuc/"

    page = problems_of(controller.post(address, {"outcome": "handled", "text": "Xong."}))
    assert "Chưa thông báo cho cơ quan chuyên trách." in page
    assert "Chọn kết quả." in problems_of(controller.post(address, {"text": "Xong."}))
    assert "Ghi kết quả" in problems_of(controller.post(address, {"outcome": "no_breach"}))
    why = {"outcome": "no_breach", "text": "Dữ liệu giả lập."}
    assert controller.post(address, why).status_code == 302

    page = controller.get(f"{REGISTER}{breach.pk}/").text
    assert "Không phải vi phạm" in page
    assert "viec/" not in page
    assert controller.get(address).status_code == 302
    assert controller.post(address, why).status_code == 409
    assert breach.number not in controller.get(REGISTER).text
    assert breach.number in controller.get(REGISTER, {"loc": "xong"}).text
    with pytest.raises(BreachClosed):
        actions.tell(
            breach.pk, persons=1, way="thư", text="x", by=province.operator, at=MONDAY
        )  # fmt: skip


def test_a_breach_told_of_is_closed_as_handled(province):
    breach = enter(province)
    actions.notify(
        breach.pk, Notice(sent_at=MONDAY, reference="1"), by=province.operator, at=MONDAY
    )

    actions.close(breach.pk, outcome="handled", text="Xong.", by=province.operator, at=MONDAY)

    assert Breach.objects.get().outcome == "handled"


def test_the_database_keeps_handled_without_notice_out(province):
    breach = enter(province)

    with pytest.raises(IntegrityError, match="breach_handled_was_notified"), transaction.atomic():
        Breach.objects.filter(pk=breach.pk).update(outcome="handled", closed_at=MONDAY)


def test_an_agencys_own_control_keeps_its_own_alone(province):
    """Procedure control of a commune enters and sees what its agency entered; others of it find nothing."""
    from dataclasses import replace

    local = replace(province.chair, roles=frozenset({Role.PROCEDURE_CONTROL}))
    theirs, own = enter(province), enter(province, by=local)

    assert [one.pk for one in queries.list_breaches(local, closed=False)] == [own.pk]
    assert {one.pk for one in queries.list_breaches(province.controller, closed=False)} == {
        theirs.pk, own.pk,
    }  # fmt: skip
    with pytest.raises(BreachNotFound):
        queries.open_breach(local, theirs.pk)
    with pytest.raises(BreachNotFound):
        actions.close(theirs.pk, outcome="no_breach", text="x", by=local, at=MONDAY)


def test_who_keeps_no_register_enters_and_finds_nothing(sign_in, province):
    breach = enter(province)

    for officer in (province.desk, province.chair, province.registrar):
        browser = sign_in(officer)
        for path in ("", "ghi/", f"{breach.pk}/", f"{breach.pk}/thong-bao/"):
            assert browser.get(f"{REGISTER}{path}").status_code == 404
        assert queries.list_breaches(officer, closed=False) == []
        with pytest.raises(BreachNotFound):
            enter(province, by=officer)


def test_what_is_no_act_is_not_found(controller, province):
    assert controller.get(f"{REGISTER}{enter(province).pk}/viec/xoa/").status_code == 404


def test_history_is_only_ever_added_and_words_are_sealed(province):
    enter(province)

    for statement in (
        "UPDATE privacy_breachevent SET actor = 'x'",
        "DELETE FROM privacy_breachevent",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)
    assert WHAT.encode() not in bytes(BreachEvent.objects.get().sealed)


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_for_any_number(
    controller, province, count, django_assert_num_queries
):
    for hours in range(count):
        enter(province, found_at=MONDAY - timedelta(hours=hours))

    with django_assert_num_queries(2):
        found = queries.list_breaches(province.controller, closed=False)

    assert len(found) == count
    assert [one.due_at for one in found] == sorted(one.due_at for one in found)
    with clock.fixed_at(MONDAY + timedelta(days=4)):
        assert controller.get(REGISTER).text.count("Quá hạn") == count


# --- rules -------------------------------------------------------------------------------------------


@given(late=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)))
def test_the_clock_begins_with_the_finding_since_2026_and_with_the_happening_before(late):
    for found_at, begins in (
        (datetime(2026, 1, 1, 0, tzinfo=VIETNAM), lambda found, _happened: found),
        (datetime(2025, 12, 31, 23, tzinfo=VIETNAM), lambda _found, happened: happened),
    ):
        happened_at = found_at - late

        due = rules.count_notice_due(found_at, happened_at)

        assert due == begins(found_at, happened_at) + timedelta(hours=72)
        assert rules.count_notice_due(found_at, None) == found_at + timedelta(hours=72)


def test_a_day_before_any_law_has_the_first_limit():
    assert rules.find_notice_limit(date(2020, 1, 1)) is rules.NOTICE_LIMITS[0]


@given(
    own=st.booleans(), office=st.booleans(), roles=st.sets(st.sampled_from(sorted(Role)))
)  # fmt: skip
def test_only_operators_and_procedure_control_keep_the_register(own, office, roles):
    keeper = Keeper(agency_id=1, is_office=office, roles=roles)

    may = rules.may_keep(keeper, agency_id=1 if own else 2)

    controls = Role.PROCEDURE_CONTROL in roles
    assert may == (Role.OPERATOR in roles or (controls and (office or own)))


def test_every_kind_has_its_letter_and_the_sensitive_ones_are_those_of_article_2_4():
    assert set(ARTICLES) == set(DataKind)
    assert len(set(ARTICLES.values())) == len(DataKind)
    assert next(kind for kind in DataKind if is_sensitive(kind)) is DataKind.BELIEFS
    assert sum(map(is_sensitive, DataKind)) == 10
    assert name_kinds(["health", "x", "name"]) == ["Họ tên", "Sức khỏe, đời tư trong bệnh án"]


def test_the_page_names_the_moment_by_which_to_notify_once(controller, province):
    breach = enter(province, found_at=MONDAY - timedelta(hours=73))
    page = controller.get(f"{REGISTER}{breach.pk}/").text
    due = breach.due_at.astimezone(VIETNAM)

    assert page.count(f"{due:%H:%M} {due:%d/%m/%Y}") == 1
