"""The record of the impact of processing: drawn from what the product asks, completed by hand, never rewritten."""

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.province import MONDAY
from tests.desk.conftest import _on_monday, controller, sign_in

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import purposes
from motcua.composition.casework import impact
from motcua.domain.privacy import actions, queries
from motcua.domain.privacy.errors import ImpactNotFound
from motcua.domain.privacy.models import ImpactEntry
from motcua.domain.privacy.rules import retention
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import InvalidInput
from motcua.foundation.kernel.personal_data import DataKind

__all__ = ["_on_monday", "controller", "sign_in"]

pytestmark = pytest.mark.django_db
BIRTH = "1.001193"
RECORD = "/can-bo/tac-dong-du-lieu/"
TODAY = clock.day_in_vietnam(MONDAY)


def state(province, text, *, name="consequences", code="", from_day=TODAY, by=None):
    return actions.state_impact(
        name=name, procedure_code=code, text=text, holds_from=from_day,
        by=by or province.operator, at=MONDAY,
    )  # fmt: skip


def held(name, code="", *, on=TODAY):
    found = queries.list_stated(code, on=on)
    return next(one for one in found if one.particular.name == name)


def test_a_procedure_says_of_every_question_of_its_form_what_it_asks(controller):
    version = procedures.get_by_code(BIRTH, TODAY)
    form = forms.get_definition(version.form_definition_id)
    asked = list(purposes.list_questions(form))

    page = controller.get(f"{RECORD}thu-tuc/{BIRTH}/").text
    drawn = json.loads(controller.get(f"{RECORD}tep/json/").content)

    assert all(str(one.label) in page for one in asked)
    (found,) = [one for one in drawn["procedures"] if one["code"] == BIRTH]
    assert [one["label"] for one in found["questions"]] == [str(one.label) for one in asked]
    assert {one["code"] for one in found["kinds"]} == {kind for one in asked for kind in one.data}
    origin = next(one for one in found["kinds"] if one["code"] == DataKind.ORIGIN)
    assert (origin["article"], origin["is_sensitive"]) == ("2.4.c", True)
    assert found["purpose"] == [procedures.cite(one) for one in version.legal_bases]


def test_every_procedure_in_force_is_on_the_page_in_the_sheet_and_the_command(controller):
    wanted = [one.code for one in procedures.list_in_force(TODAY)]
    written, sheet = io.StringIO(), io.StringIO()

    page = controller.get(RECORD).text
    told = controller.get(f"{RECORD}tep/csv/").content.decode()
    call_command("impact", stdout=written)
    call_command("impact", "--csv", stdout=sheet)

    rows = list(csv.DictReader(io.StringIO(told.removeprefix("\ufeff"))))
    assert [one["code"] for one in rows] == wanted
    assert all(f"{RECORD}thu-tuc/{code}/" in page for code in wanted)
    assert [one["code"] for one in json.loads(written.getvalue())["procedures"]] == wanted
    assert sheet.getvalue() == told


def test_the_register_of_breaches_leads_to_it(controller):
    assert f'href="{RECORD}"' in controller.get("/can-bo/vi-pham-du-lieu/").text


def test_a_file_in_no_known_form_and_a_procedure_that_is_none_are_not_found(controller):
    assert controller.get(f"{RECORD}tep/pdf/").status_code == 404
    assert controller.get(f"{RECORD}thu-tuc/9.999999/").status_code == 404
    assert controller.get(f"{RECORD}thu-tuc/9.999999/ghi/consequences/").status_code == 404
    assert controller.get(f"{RECORD}thu-tuc/{BIRTH}/ghi/controller/").status_code == 404


def test_what_is_stated_holds_and_what_was_stated_before_stays_readable(controller):
    address = f"{RECORD}ghi/officer/"
    controller.post(address, {"text": "Bà Hoa, phòng 2", "holds_from": "01/03/2026"})
    answer = controller.post(address, {"text": "Ông Minh, phòng 3", "holds_from": "16/03/2026"})

    assert answer.url == RECORD
    page = controller.get(RECORD).text
    assert page.index("Ông Minh, phòng 3") < page.index("Bà Hoa, phòng 2")
    one = held("officer")
    assert one.holding.text == "Ông Minh, phòng 3"
    assert [entry.text for entry in one.history] == ["Ông Minh, phòng 3", "Bà Hoa, phòng 2"]
    assert held("officer", on=date(2026, 3, 2)).holding.text == "Bà Hoa, phòng 2"


def test_what_will_hold_later_does_not_hold_yet(province):
    state(province, "Sau này", from_day=TODAY + timedelta(days=1))

    assert held("consequences").holding is None
    assert held("consequences", on=TODAY + timedelta(days=1)).holding.text == "Sau này"


def test_a_procedure_has_a_statement_of_its_own(controller):
    address = f"{RECORD}thu-tuc/{BIRTH}/ghi/consequences/"

    answer = controller.post(address, {"text": "Lộ dân tộc của trẻ", "holds_from": "16/03/2026"})

    assert answer.url == f"{RECORD}thu-tuc/{BIRTH}/"
    assert "Lộ dân tộc của trẻ" in controller.get(answer.url).text
    assert held("consequences").holding is None
    assert held("consequences", BIRTH).holding.text == "Lộ dân tộc của trẻ"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": "  "}, "Ghi nội dung, khác với lần ghi trước."),
        ({"holds_from": "31/02/2026"}, "Ghi ngày bắt đầu đúng, như 01/12/2026."),
        ({"holds_from": ""}, "Ghi ngày bắt đầu đúng, như 01/12/2026."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(controller, changed, said):
    typed = {"text": "Rò rỉ địa chỉ", "holds_from": "16/03/2026"} | changed

    page = controller.post(f"{RECORD}ghi/consequences/", typed)

    assert page.status_code == 422
    assert said in page.text
    assert typed["text"].strip() in page.text
    assert not ImpactEntry.objects.exists()


def test_nothing_is_stated_twice_in_the_same_words_for_the_same_day(province):
    state(province, "Như nhau")

    with pytest.raises(InvalidInput):
        state(province, " Như nhau ")


def test_who_leads_nobodys_privacy_reads_and_states_nothing(province):
    with pytest.raises(ImpactNotFound):
        state(province, "Lời lạ", by=province.desk)
    with pytest.raises(ImpactNotFound):
        impact.draw_up(province.desk, at=MONDAY)
    assert impact.draw_up(province.operator, at=MONDAY).procedures


def test_statements_are_only_ever_added(province):
    entry = state(province, "Đã ghi")

    for verb in ("UPDATE privacy_impactentry SET text = 'x'", "DELETE FROM privacy_impactentry"):
        with (
            pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor,
        ):  # fmt: skip
            cursor.execute(verb)
    entry.refresh_from_db()
    assert entry.text == "Đã ghi"


@pytest.mark.parametrize("entries", [1, 30])
def test_the_record_costs_the_same_for_any_number_of_statements(
    province, entries, django_assert_num_queries
):
    for number in range(entries):
        state(province, f"Lần {number}", code=BIRTH)
    impact.draw_up(province.operator, at=MONDAY)

    with django_assert_num_queries(6):
        impact.draw_up(province.operator, at=MONDAY)


@given(st.dates(date(2026, 1, 1), date(2040, 1, 1)))
def test_each_kind_of_record_is_kept_by_one_row_a_day(on):
    found = retention.list_retentions(on)

    assert {one.kept for one in found} == set(retention.Kept)
    assert len(found) == len(retention.Kept)
    assert all(one.valid_from <= on for one in found)


def test_before_the_law_a_record_has_no_row_and_what_is_unverified_says_so(controller):
    assert not retention.list_retentions(date(2010, 1, 1))
    page = controller.get(RECORD).text
    assert "Điều 14.3 Nghị định 23/2015/NĐ-CP" in page
    unverified = sum(not one.is_verified for one in retention.list_retentions(TODAY))
    assert page.count("Cần đối chiếu") == unverified
