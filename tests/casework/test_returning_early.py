"""Article 20.4 of Decree 61/2018: who gets the result before its promised day is told so beforehand."""

from datetime import UTC, datetime

import pytest
from tests.casework import people, slow
from tests.portal.lodging.conftest import browser_of

from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework import handing_over
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers import rules
from motcua.domain.dossiers.enums import Act
from motcua.foundation.kernel.clock import VIETNAM, day_in_vietnam

pytestmark = pytest.mark.django_db
EARLY = "Kết quả có sớm hơn ngày hẹn."


@pytest.fixture
def early(province):
    """A residence dossier, promised in seven working days, whose result is signed on the first."""
    player = slow.accepted()
    player.go(player.case.way[1:])
    return player


def told(player):
    return [
        message
        for message in notifications.list_messages(player.citizen.person_id)
        if message.template == Template.RESULT_READY
    ]


def test_the_applicant_is_told_once_and_before_the_result_is_handed_over(early):
    (message,) = told(early)
    entries = dossiers.timeline(early.dossier)
    decided = next(entry for entry in entries if entry.act is Act.DECIDE)

    assert EARLY in message.body
    assert message.created_at <= early.dossier.handed_over_at
    assert [entry.payload["early_for"] for entry in entries if "early_for" in entry.payload] == [
        rules.moment(early.dossier.due_at)
    ]
    assert decided.seq < next(entry for entry in entries if entry.act is Act.HAND_OVER).seq


def test_it_stands_on_the_timeline(early):
    page = browser_of(early.citizen.person_id).get(f"/ho-so/{early.dossier.reference}/").text

    day = f"{day_in_vietnam(early.dossier.due_at):%d/%m/%Y}"
    assert f"Sớm hơn ngày hẹn {day}. Đã báo trước cho bạn qua hộp thư." in page


def test_what_comes_on_its_day_is_not_called_early(province):
    dossier = people.lodge(province)
    people.accept(province, dossier)
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")
    people.settle()

    (message,) = [
        one
        for one in notifications.list_messages(province.hanh.person_id)
        if one.template == Template.RESULT_READY
    ]
    assert EARLY not in message.body
    assert "early_for" not in dossiers.find_last(dossier, Act.DECIDE).payload
    assert not dossiers.is_early(people.again(dossier))


def test_the_desk_reads_it_where_the_paper_is_handed_over(early, province):
    assert handing_over.look(early.dossier.reference, early.officers["desk"]).is_early


@pytest.mark.parametrize(
    ("finished", "due", "is_early"),
    [
        ("2026-03-16 23:59", "2026-03-17 00:01", True),
        ("2026-03-16 08:00", "2026-03-16 17:00", False),
        ("2026-03-17 00:30", "2026-03-17 17:00", False),
        ("2026-03-18 08:00", "2026-03-17 17:00", False),
    ],
)
def test_early_is_a_day_before_the_promised_one_in_vietnam(finished, due, is_early):
    ended, promised = (
        datetime.fromisoformat(said).replace(tzinfo=VIETNAM).astimezone(UTC)
        for said in (finished, due)
    )

    assert rules.is_early(ended, promised) is is_early
    assert rules.is_early(ended, None) is False
