"""A dossier whose supplement never comes is stopped with a signed notice (form 05, Circular 03/2025)."""

from datetime import timedelta

import pytest
from tests.casework import people, slow
from tests.casework.province import MONDAY
from tests.journeys.essential.cases import Step

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import intake, results, stopping
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.errors import (
    ActRefused,
    DossierNotFound,
    NotYourTask,
    ReasonNeeded,
)

pytestmark = pytest.mark.django_db
WHY = "Đã yêu cầu bổ sung giấy tờ chỗ ở, đến nay chưa nhận được."
LATER = MONDAY + timedelta(days=40)


@pytest.fixture
def player(province):
    """A residence dossier sent back after assessment, which nobody supplements."""
    player = slow.accepted()
    slow.ask(player, at=MONDAY + timedelta(hours=2))
    return player


def stop(player, *, reason=WHY, by=None):
    return stopping.stop(
        reference=player.dossier.reference, reason=reason, by=by or player.officers["leader"],
        at=LATER,
    )  # fmt: skip


def test_it_ends_with_a_notice_and_without_a_result(player):
    dossier = stop(player)

    assert (dossier.state, dossier.finished_at) == (State.STOPPED, None)
    assert dossier.national_code == 8
    assert workflow.list_open_tasks(dossier.subject) == []
    notice = results.find_paper(dossier, PaperKind.STOP_NOTICE)
    assert notice.title == "Thông báo dừng giải quyết hồ sơ"
    assert documents.read_content(notice).startswith(b"%PDF")
    assert dossiers.find_last(dossier, Act.STOP).words == {"reason": WHY}


def test_the_applicant_is_told(player):
    stop(player)
    people.settle()

    message = notifications.list_messages(player.citizen.person_id)[0]

    assert message.template == Template.STOPPED
    assert player.dossier.number in message.body


def test_what_comes_too_late_is_refused_and_can_be_lodged_anew(player):
    stop(player)

    with pytest.raises(ActRefused):
        player.go([Step(who="applicant", does="supply")])
    assert slow.lodged().dossier.state == State.LODGED


def test_before_intake_too(province):
    player = slow.lodged()
    intake.request_supplement(
        reference=player.dossier.reference, items=[{"what": "Giấy tờ chỗ ở", "why": "Thiếu"}],
        reason="Thiếu giấy tờ chỗ ở", by=player.officers["desk"], at=MONDAY,
    )  # fmt: skip

    dossier = stop(player)

    assert (dossier.state, dossier.number) == (State.STOPPED, None)
    assert results.find_paper(dossier, PaperKind.STOP_NOTICE) is not None


def test_what_is_being_handled_is_not_stopped(province):
    with pytest.raises(ActRefused):
        stop(slow.accepted())


def test_only_who_signs_for_the_agency_stops(player, province):
    for role in set(player.officers) - {"leader"}:
        with pytest.raises(NotYourTask):
            stop(player, by=player.officers[role])
    with pytest.raises(DossierNotFound):
        stop(player, by=province.strange_chair)


def test_nothing_is_stopped_without_a_reason(player):
    with pytest.raises(ReasonNeeded):
        stop(player, reason=" ")

    assert people.again(player.dossier).state == State.AWAITING_SUPPLEMENT
    assert results.find_paper(player.dossier, PaperKind.STOP_NOTICE) is None


def test_a_notice_that_cannot_be_signed_stops_nothing(player, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("the key is away")

    monkeypatch.setattr(stopping, "issue", fail)

    with pytest.raises(RuntimeError):
        stop(player)

    assert people.again(player.dossier).state == State.AWAITING_SUPPLEMENT
    assert len(workflow.list_open_tasks(player.dossier.subject)) == 1
