"""The system a dossier came from is told each new state, in order, the last one alone if several wait."""

import json
from datetime import UTC

import pytest
from django.core.management import call_command
from django.db import transaction

from motcua.capabilities.exchange import actions, tasks
from motcua.capabilities.exchange.connectors.simulated.portal import DOWN
from motcua.capabilities.exchange.enums import ReportState
from motcua.capabilities.exchange.models import Call, Report, SimulatedWord
from motcua.capabilities.exchange.rules import MAX_ATTEMPTS
from motcua.composition.casework import arriving, examining, lodging, parcels
from motcua.domain.dossiers import actions as dossiers
from motcua.foundation.identity.actors import System
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.subjects import Subject
from motcua.foundation.organisations import actions as calendars
from motcua.surfaces.cli import status
from motcua.surfaces.desk.presenting.dossiers import show_timeline
from tests.casework import people
from tests.casework.province import MONDAY
from tests.exchange import sending

pytestmark = pytest.mark.django_db

PORTAL = "simulated://cong-dvcqg"
SOMETHING = Subject(kind="dossier", key="NT-1")


@pytest.fixture(autouse=True)
def _on_monday():
    with clock.fixed_at(MONDAY):
        yield


def arrive(province, address=PORTAL):
    sending.register(address=address)
    content = json.dumps(sending.a_parcel()).encode()
    parcel = parcels.read(content)
    by = System(name=sending.PORTAL)
    return arriving.arrive(parcel=parcel, content=content, by=by, at=MONDAY).dossier


def deliver():
    """Let the worker's part happen: events first, then what they owe."""
    people.settle()
    return [
        actions.deliver(report_id=report.pk, at=MONDAY) for report in Report.objects.order_by("pk")
    ]


def told():
    return {
        name: SimulatedWord.objects.get().content[name]
        for name in ("number", "sequence", "national_code", "accepted_number", "results")
    }


def test_a_new_state_is_told_with_number_agency_and_dates_and_nobodys_data(province):
    dossier = people.accept(province, arrive(province))

    assert deliver() == [ReportState.DELIVERED]
    assert SimulatedWord.objects.get().content == {
        "number": sending.NUMBER,
        "sequence": 3,
        "reference": dossier.reference,
        "accepted_number": dossier.number,
        "national_code": 4,
        "state": "in_progress",
        "state_label": "Đang giải quyết",
        "at": "2026-03-16T02:00:00+00:00",
        "agency_code": "H99.101",
        "agency_name": dossier.agency.name,
        "due_at": "2026-03-16T10:00:00+00:00",
        "results": [],
    }


def test_a_result_is_told_by_its_code_not_by_its_file(client, province):
    dossier = people.accept(province, arrive(province))
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")
    deliver()

    word = told()
    assert word["national_code"] == 10
    assert {result["kind"] for result in word["results"]} == {"birth_certificate"}
    link = word["results"][0]["link"]
    assert client.get(link[link.index("/xac-minh") :]).status_code == 200


def test_the_desk_reads_who_lodged_and_through_what(province):
    dossier = arrive(province)

    examined = examining.examine(dossier.reference, province.desk, purpose="reading", now=MONDAY)

    assert (examined.came_from.system, examined.came_from.number) == (
        sending.PORTAL_NAME, sending.NUMBER,
    )  # fmt: skip
    assert [item.by for item in show_timeline(examined.timeline)] == [
        "Người nộp hồ sơ, qua hệ thống khác"
    ]


def test_steps_within_a_state_are_not_told(province):
    dossier = people.accept(province, arrive(province))
    deliver()
    before = told()["sequence"]

    people.do(province.registrar, dossier, "dat")

    deliver()
    assert told()["sequence"] == before


def test_a_promise_that_a_holiday_moves_is_told_with_its_new_day(province):
    dossier = people.accept(province, arrive(province))
    deliver()
    before = SimulatedWord.objects.get().content["due_at"]
    calendars.close_on(
        agency_id=dossier.agency_id, on=MONDAY.date(), reason="Bão", source="QĐ 1", by="officer:1",
        at=MONDAY,
    )  # fmt: skip
    dossiers.redate(agency_id=dossier.agency_id, changed_on=MONDAY.date(), at=MONDAY)

    deliver()

    after = SimulatedWord.objects.get().content["due_at"]
    assert after > before
    assert after == people.again(dossier).due_at.astimezone(UTC).isoformat()


def test_a_dossier_lodged_here_is_told_to_nobody(province):
    sending.register(address=PORTAL)
    people.accept(province, people.lodge(province))
    deliver()

    assert not Report.objects.exists()


@pytest.mark.parametrize("address", ["", PORTAL])
def test_a_system_without_address_or_ended_is_owed_nothing(province, address):
    arrive(province, address)
    if address:
        actions.end(code=sending.PORTAL, at=MONDAY)

    assert deliver() == []


def test_of_several_that_wait_the_last_alone_is_sent(province):
    dossier = people.accept(province, arrive(province))
    lodging.withdraw(reference=dossier.reference, reason="", by=province.hanh, at=MONDAY)

    deliver()

    assert Call.objects.filter(direction="out").count() == 1
    assert told()["national_code"] == 7


def owe(seq, **content):
    with transaction.atomic():
        actions.owe(
            system_code=sending.PORTAL, subject=SOMETHING, seq=seq,
            content={"number": "A-1", "sequence": seq, **content}, at=MONDAY,
        )  # fmt: skip


def test_an_older_word_never_takes_the_place_of_a_newer_one():
    sending.register(address=PORTAL)
    for seq in (2, 1, 3, 2):
        owe(seq)

    assert Report.objects.get().seq == 3


def test_a_word_that_came_while_another_was_sent_follows_at_once(monkeypatch):
    sending.register(address=PORTAL)
    owe(1)
    sent = []

    class Slow:
        def send(self, word):
            if not sent:
                owe(2)
            sent.append(word.content["sequence"])

    monkeypatch.setattr(
        "motcua.capabilities.exchange.connectors.registry.receiver_at", lambda _address: Slow()
    )

    assert actions.deliver(report_id=Report.objects.get().pk, at=MONDAY) is ReportState.DELIVERED
    assert sent == [1, 2]


def test_what_is_delivered_is_not_sent_again():
    sending.register(address=PORTAL)
    owe(1)

    assert [deliver(), deliver()] == [[ReportState.DELIVERED]] * 2
    assert Call.objects.count() == 1


def test_a_portal_that_is_down_is_tried_again_and_given_up_in_the_end():
    sending.register(address=DOWN)
    owe(1)
    report = Report.objects.get()

    with pytest.raises(tasks.TryAgain):
        tasks.deliver(report.pk)
    for _ in range(MAX_ATTEMPTS - 1):
        last = actions.deliver(report_id=report.pk, at=MONDAY)

    assert last is ReportState.FAILED
    assert tasks.deliver(report.pk) is None
    report.refresh_from_db()
    assert (report.attempts, report.last_error) == (MAX_ATTEMPTS, "ConnectTimeout")
    assert Call.objects.filter(status=0, code="ConnectTimeout").count() == MAX_ATTEMPTS


def test_a_word_that_is_refused_is_given_up_at_once_and_sent_again_when_told_to(capsys):
    sending.register(address=PORTAL)
    with transaction.atomic():
        actions.owe(
            system_code=sending.PORTAL, subject=SOMETHING, seq=1, content={"sequence": 1}, at=MONDAY
        )

    assert deliver() == [ReportState.FAILED]
    call_command("system", "waiting", "--json")
    assert json.loads(capsys.readouterr().out)[0]["error"] == "HTTP 422"
    call_command("system", "resend", sending.PORTAL, "--json")
    assert json.loads(capsys.readouterr().out) == [{"resent": 1}]
    assert Report.objects.get().state == ReportState.WAITING


def test_a_newer_word_revives_what_was_given_up():
    sending.register(address=DOWN)
    owe(1)
    for _ in range(MAX_ATTEMPTS):
        deliver()
    assert Report.objects.get().state == ReportState.FAILED

    owe(2)

    assert (Report.objects.get().state, Report.objects.get().attempts) == ("waiting", 0)


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_operator_sees_what_waits_and_what_was_given_up():
    sending.register(address=PORTAL)
    owe(1)
    before = {one.name: one for one in status.look(MONDAY)}["systems"]
    Report.objects.update(state=ReportState.FAILED)
    after = {one.name: one for one in status.look(MONDAY)}["systems"]

    assert (before.is_fine, before.said) == (True, "1 statuses waiting, 0 given up")
    assert (after.is_fine, after.said) == (False, "0 statuses waiting, 1 given up")


@pytest.mark.django_db(transaction=True)
def test_a_word_outside_a_transaction_is_a_defect():
    with pytest.raises(transaction.TransactionManagementError):
        actions.owe(system_code="x", subject=SOMETHING, seq=1, content={}, at=MONDAY)
