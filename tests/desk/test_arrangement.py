"""Procedure control says who provides a procedure and which system runs it."""

from datetime import date

import pytest
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.domain.procedures import actions
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.actions import Span
from motcua.domain.procedures.enums import ArrangementAct, ExecutingSystem, ProvisionKind
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.organisations import queries as agencies

pytestmark = pytest.mark.django_db
PAGE = f"/can-bo/thu-tuc/{people.BIRTH}/noi-thuc-hien/"
APRIL = date(2026, 4, 1)
ELSEWHERE = {
    "act": "elsewhere", "elsewhere.system": "ministry", "elsewhere.name": "Hệ thống Bộ Tư pháp",
    "elsewhere.address": "https://botuphap.example/khai-sinh",
    "elsewhere.basis": "Quyết định 12/QĐ-BTP", "elsewhere.valid_from": "01/04/2026",
}  # fmt: skip


@pytest.fixture(autouse=True)
def on_monday():
    with clock.fixed_at(MONDAY):
        yield


@pytest.fixture
def control(province, sign_in):
    return sign_in(province.controller)


def office():
    return agencies.get_agency_by_code("H99.01")


def provision(**changes):
    told = {
        "act": "provide", "provide.agency": office().pk, "provide.kind": "delegated",
        "provide.basis": "Quyết định 7/QĐ-UBND", "provide.valid_from": "01/04/2026",
    }  # fmt: skip
    return told | {f"provide.{name}": value for name, value in changes.items()}


def procedure_id():
    return procedures.get_by_code(people.BIRTH, on=MONDAY.date()).procedure_id


def providers(on):
    return {one.code for one in procedures.list_providers(procedure_id(), on)}


def test_an_agency_receives_by_delegation_from_a_day_on(province, control):
    control.post(PAGE, provision())

    assert "H99.01" not in providers(date(2026, 3, 31))
    assert "H99.01" in providers(APRIL)
    (row,) = [
        one
        for one in procedures.list_provisions(procedure_id(), APRIL)
        if one.agency.code == "H99.01"
    ]
    assert (row.kind, row.basis) == (ProvisionKind.DELEGATED, "Quyết định 7/QĐ-UBND")
    (entry,) = procedures.list_arrangements(procedure_id())
    assert (entry.act, entry.by, entry.payload["agency_id"]) == (
        ArrangementAct.PROVIDE, province.controller.key, office().pk,
    )  # fmt: skip


def test_it_stops_on_a_day(province, control):
    sent = {"act": "stop", "stop.agency": province.agency_id, "stop.valid_to": "01/04/2026"}

    control.post(PAGE, sent)

    assert "H99.101" in providers(date(2026, 3, 31))
    assert "H99.101" not in providers(APRIL)


def test_another_system_takes_it_in_and_gives_it_back(control, client):
    control.post(PAGE, ELSEWHERE)

    address = f"/api/v1/procedures/{people.BIRTH}"
    assert client.get(f"{address}?on=2026-03-31").json()["executed_by"] is None
    told = client.get(f"{address}?on=2026-04-01").json()["executed_by"]
    assert (told["system"], told["name"]) == ("ministry", "Hệ thống Bộ Tư pháp")

    control.post(PAGE, {"act": "here", "here.valid_to": "01/05/2026"})

    assert procedures.find_execution(procedure_id(), date(2026, 4, 30)) is not None
    assert procedures.find_execution(procedure_id(), date(2026, 5, 1)) is None


def test_the_interface_says_by_what_right(control, client):
    control.post(PAGE, provision(valid_from="16/03/2026"))

    told = client.get(f"/api/v1/procedures/{people.BIRTH}").json()

    kinds = {one["agency"]["code"]: one["kind"] for one in told["provisions"]}
    assert kinds["H99.01"] == "delegated"
    assert kinds["H99.101"] == "competent"
    assert [one["code"] for one in told["agencies"]] == list(kinds)


@pytest.mark.parametrize(
    ("sent", "anchor"),
    [
        ({"agency": ""}, "f-provide-agency"),
        ({"kind": "x"}, "f-provide-kind"),
        ({"basis": " "}, "f-provide-basis"),
        ({"valid_from": "31/02/2026"}, "f-provide-valid_from"),
        ({"valid_to": "01/03/2026"}, "f-provide-valid_to"),
    ],
)
def test_what_is_wrong_is_said_at_its_box(control, sent, anchor):
    refused = control.post(PAGE, provision(**sent))

    assert refused.status_code == 422
    assert [error.anchor for error in refused.context["errors"]] == [anchor]
    assert procedures.list_arrangements(procedure_id()) == []


@pytest.mark.parametrize(
    ("name", "value"), [("system", "ours"), ("name", ""), ("address", "http://x.example")]
)
def test_another_system_is_named_with_a_safe_address(control, name, value):
    refused = control.post(PAGE, ELSEWHERE | {f"elsewhere.{name}": value})

    assert [error.anchor for error in refused.context["errors"]] == [f"f-elsewhere-{name}"]
    boxes = {box.name: box for box in refused.context["execution_boxes"]}
    assert boxes["elsewhere.basis"].value == "Quyết định 12/QĐ-BTP"


def test_nobody_else_arranges(province):
    for officer in (province.desk, province.chair, province.operator):
        with pytest.raises(NotFound):
            actions.end_provision(
                procedure_code=people.BIRTH, agency_id=province.agency_id, valid_to=APRIL,
                by=officer, at=MONDAY,
            )  # fmt: skip
        with pytest.raises(NotFound):
            actions.arrange_execution(
                procedure_code=people.BIRTH, system=ExecutingSystem.MINISTRY, name="x",
                address="https://x.example", basis="x", span=Span(valid_from=APRIL),
                by=officer, at=MONDAY,
            )  # fmt: skip


def test_another_tree_is_not_arranged_from_here(province):
    from motcua.foundation.organisations import actions as organisations
    from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel

    foreign = organisations.create_agency(
        code="H98", name="Ủy ban nhân dân tỉnh khác", level=AgencyLevel.PROVINCE,
        kind=AgencyKind.PEOPLES_COMMITTEE, valid_from=date(2025, 7, 1),
    )  # fmt: skip

    with pytest.raises(NotFound):
        actions.arrange_provision(
            procedure_code=people.BIRTH, agency_id=foreign.pk, kind=ProvisionKind.COMPETENT,
            basis="", span=Span(valid_from=APRIL), by=province.controller, at=MONDAY,
        )  # fmt: skip
