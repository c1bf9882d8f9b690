"""The promise and visits as a calendar file, read back by a library."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar
from tests.casework import people
from tests.casework.inquiring import AT, VISIT_AT, arrange, handled
from tests.casework.province import MONDAY
from tests.dossiers import steps
from tests.portal.lodging.conftest import browser_of

from motcua.domain.inquiries import actions as inquiries
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def file_of(browser, dossier):
    return browser.get(f"/ho-so/{dossier.reference}/lich.ics")


def events(browser, dossier):
    return Calendar.from_ical(file_of(browser, dossier).content).walk("VEVENT")


@pytest.fixture
def running(province):
    """A business of three working days, begun this Monday."""
    return steps.accept(province, steps.lodge(province, code=steps.BUSINESS))


def test_the_promise_is_a_day_with_number_and_procedure_and_nothing_of_the_person(
    province, hanh, running
):
    answer = file_of(hanh, running)

    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"{running.reference}.ics" in answer["Content-Disposition"]
    assert event.decoded("dtstart") == date(2026, 3, 19)
    assert str(event["uid"]) == f"promise-{running.number}@motcua"
    assert (event["sequence"], event["status"], event["transp"]) == (0, "CONFIRMED", "TRANSPARENT")
    assert running.number in event["summary"]
    assert event.decoded("dtstamp") == MONDAY
    text = answer.content.decode()
    assert running.reference not in text
    assert province.hanh.name not in text
    assert steps.PIN not in text


def test_a_promise_that_moves_is_the_same_entry_in_a_later_edition(province, hanh, running):
    """Article 19.4: while a supplement is awaited nothing is promised; then it is counted anew."""
    first = events(hanh, running)[0]
    steps.ask(province, running, at=MONDAY + HOUR)
    awaited = events(hanh, running)[0]
    steps.supplement(province, running, at=MONDAY + timedelta(days=1))
    (anew,) = events(hanh, running)

    assert first["uid"] == awaited["uid"] == anew["uid"]
    assert [one["sequence"] for one in (first, awaited, anew)] == [0, 1, 2]
    assert [one["status"] for one in (first, awaited, anew)] == [
        "CONFIRMED", "CANCELLED", "CONFIRMED",
    ]  # fmt: skip
    assert anew.decoded("dtstart") == date(2026, 3, 20)


def test_a_visit_has_its_hour_and_is_cancelled_when_called_off(province):
    player = handled()
    visit = arrange(player)
    browser = browser_of(player.citizen.person_id)

    arranged = events(browser, player.dossier)[1]
    assert arranged.decoded("dtstart") == VISIT_AT
    assert (arranged["status"], arranged["sequence"]) == ("CONFIRMED", 0)
    assert "location" not in arranged

    inquiries.call_off(
        reference=player.dossier.reference, visit_id=visit.pk, reason="Mưa lũ",
        by=player.officers["specialist"], at=AT + HOUR,
    )  # fmt: skip
    called_off = events(browser, player.dossier)[1]
    assert (called_off["uid"], called_off["status"]) == (arranged["uid"], "CANCELLED")
    assert called_off["sequence"] == 1


def test_without_a_promise_there_is_no_file(province, hanh):
    assert file_of(hanh, people.lodge(province)).status_code == 404


def test_another_person_gets_none(province, duc, running):
    assert file_of(duc, running).status_code == 404


def test_the_page_offers_it_once_something_is_promised(province, hanh, running):
    link = f"/ho-so/{running.reference}/lich.ics"

    with clock.fixed_at(MONDAY + HOUR):
        assert link in hanh.get(f"/ho-so/{running.reference}/").text
    waiting = people.lodge(province)
    assert "lich.ics" not in hanh.get(f"/ho-so/{waiting.reference}/").text
