"""Sixteen difficult dossiers, as their logs tell them: docs/difficult-dossiers.md is held against what happens.

A story that comes out otherwise fails with the lines as they are now, to be read before they are copied.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from tests.casework import (
    bringing,
    chained,
    inquiring,
    owing,
    people,
    reopened,
    reorganising,
    slow,
)
from tests.casework.province import MONDAY
from tests.casework.test_correcting import correct
from tests.casework.test_handing_over import AT_DESK, decided
from tests.casework.test_redating import close, work_off
from tests.casework.test_stopping import LATER, stop
from tests.custody import test_lost_results as lost_results
from tests.desk import counter
from tests.journeys.essential.cases import Step

from motcua.composition.casework import (
    amends,
    chains,
    custody,
    extending,
    handing_over,
    late,
    silences,
)
from motcua.domain.custody.enums import Place
from motcua.domain.custody.errors import PapersElsewhere
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Due, State
from motcua.domain.dossiers.errors import AlreadyExtended, SupplementAlreadyAsked
from motcua.domain.inquiries import actions as inquiries
from motcua.domain.reserves import queries as reserves
from motcua.domain.reserves.enums import VerdictKind
from motcua.foundation.identity.models import Account
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[2] / "docs" / "difficult-dossiers.md"
SUPPLY = Step(who="applicant", does="supply")


def silent_agency(province):
    player = inquiring.handled()
    opinion = inquiring.ask(player, agency_id=province.other_agency_id)
    assert silences.note_silences(at=inquiring.TOO_LATE) == 1
    inquiries.pass_over(
        opinion_id=opinion.pk, reason="Đã có giấy tờ khác xác nhận nơi ở.",
        by=player.officers["specialist"], at=inquiring.TOO_LATE + timedelta(hours=1),
    )  # fmt: skip
    player.go(player.case.way[1:], since=inquiring.TOO_LATE + timedelta(hours=2))
    return player.dossier


def another_supplement(province):
    player = slow.accepted()
    slow.ask(player, at=MONDAY + timedelta(hours=2))
    player.go([SUPPLY], since=MONDAY + timedelta(days=1))
    with pytest.raises(SupplementAlreadyAsked):
        slow.ask(player, at=MONDAY + timedelta(days=1, hours=3))
    player.go(player.case.way[1:], since=MONDAY + timedelta(days=2))
    return player.dossier


def another_extension(province):
    player = slow.accepted()

    def extend(until, at):
        extending.extend(
            reference=player.dossier.reference, until=until, reason="Phải xác minh ở tỉnh khác.",
            by=player.officers["leader"], at=at,
        )  # fmt: skip

    extend(date(2026, 3, 31), MONDAY + timedelta(days=7))
    with pytest.raises(AlreadyExtended):
        extend(date(2026, 4, 7), MONDAY + timedelta(days=14))
    player.go(player.case.way[1:], since=MONDAY + timedelta(days=14))
    return player.dossier


def merged_meanwhile(province):
    dossier = people.accept(province, people.lodge(province))
    reorganising.reorganise(province, reorganising.merger())
    registrar = reorganising.officer_now(province.registrar)
    people.do(registrar, dossier, "dat", at=reorganising.TUESDAY)
    return dossier


def corrected_afterwards(province):
    player = slow.accepted()
    player.go(player.case.way[1:])
    correct(player)
    return player.dossier


def holiday_meanwhile(province):
    player = slow.accepted()
    with clock.fixed_at(MONDAY + timedelta(days=1)):
        close(player)
        work_off()
    player.go(player.case.way[1:], since=MONDAY + timedelta(days=8))
    return player.dossier


def late_from_the_post(province):
    taken_in(
        province, way="post", _parcel="EB123456789VN", _came_on="13/03/2026", _came_time="09:15",
        _late_reason="Mất điện chiều thứ Sáu; sổ giấy trang 12",
    )  # fmt: skip
    (slip,) = reserves.list_unconfirmed(province.chair)
    late.judge(
        slip_id=slip.pk, kind=VerdictKind.CONFIRMED, reason="", by=province.chair,
        at=MONDAY + timedelta(minutes=30),
    )  # fmt: skip
    return counter.dossier()


def for_another_agency(province):
    taken_in(province, agency=str(province.other_agency_id))
    return counter.dossier()


def never_supplemented(province):
    player = slow.accepted()
    slow.ask(player, at=MONDAY + timedelta(hours=2))
    stop(player)
    assert clock.day_in_vietnam(LATER) == date(2026, 4, 25)
    return player.dossier


def fetched_late(province):
    dossier = decided(province, wish="counter")
    return handing_over.hand_over(
        reference=dossier.reference, taken=AT_DESK, by=province.desk, at=MONDAY + timedelta(days=30)
    )


def missing_on_arrival(province):
    dossier = bringing.taken_in(province, at=MONDAY + timedelta(hours=6, minutes=30))
    (held,) = custody.list_of(dossier, province.desk, now=MONDAY)
    given_at = MONDAY + timedelta(days=1, hours=1)
    pack_id = held.pack.pk
    custody.give(pack_id=pack_id, seen=Place.DESK, note="", by=province.desk, at=given_at)
    custody.take(
        pack_id=pack_id, seen=Place.TO_HANDLER, missing=["birth-notice"], note="Phong bì rách",
        by=province.registrar, at=given_at + timedelta(minutes=20),
    )  # fmt: skip
    return dossier


def original_still_away(province):
    answers = people.ANSWERS | {"result_channel": "counter"}
    dossier = bringing.taken_in(province, answers=answers)
    (held,) = custody.list_of(dossier, province.desk, now=MONDAY)
    minute = timedelta(minutes=1)

    def pass_on(act, by, seen, after, **more):
        act(pack_id=held.pack.pk, seen=seen, note="", by=by, at=MONDAY + after * minute, **more)

    pass_on(custody.give, province.desk, Place.DESK, 5)
    pass_on(custody.take, province.registrar, Place.TO_HANDLER, 10, missing=())
    people.do(province.registrar, dossier, "dat", at=MONDAY + 20 * minute)
    people.answer(province.hanh, dossier, "dong_y", at=MONDAY + 25 * minute)
    people.do(province.chair, dossier, "ky", at=MONDAY + 30 * minute)
    taken = replace(AT_DESK, given_back=frozenset({"birth-notice"}))

    def hand_over(after):
        handing_over.hand_over(
            reference=dossier.reference, taken=taken, by=province.desk, at=MONDAY + after * minute
        )

    with pytest.raises(PapersElsewhere):
        hand_over(35)
    pass_on(custody.give, province.registrar, Place.HANDLER, 40)
    pass_on(custody.take, province.desk, Place.TO_DESK, 45, missing=())
    hand_over(50)
    return dossier


def late_in_a_chain(province):
    player = chained.going()
    chained.finish(player, "the_bhyt", "da_cap")
    late = chained.part_of(player, "thuong_tru").due_at + timedelta(minutes=10)
    assert chains.note_late(at=late) == 1
    chained.finish(player, "thuong_tru", "da_dang_ky", at=late + timedelta(minutes=30))
    player.go(player.case.way[-1:], since=late + timedelta(minutes=45))
    return player.dossier


def reopened_on_complaint(province):
    player = reopened.refused()
    reopened.reopen(player)
    player.go(player.case.way[1:], since=reopened.LATER + timedelta(days=1))
    assert dossiers.judge_handlings(dossiers.timeline(player.dossier)) == [Due.ON_TIME, Due.ON_TIME]
    return player.dossier


def taken_in(province, **said):
    """Let the desk take papers in at its pages, on the Monday of tests."""
    browser = Client()
    with clock.fixed_at(MONDAY):
        browser.force_login(Account.objects.get(person_id=province.desk.person_id))
        assert counter.taken_in(browser, **said).status_code == 302


def lost_by_the_post(province):
    dossier = lost_results.hand_over(
        decided(province, wish="post"), lost_results.BY_POST, by=province.desk
    )
    loss = lost_results.report(dossier, by=province.desk)
    lost_results.answer(province, loss)
    lost_results.send_again(province, loss)
    amends.record_payment(
        loss_id=loss.pk, paid=lost_results.PAID, by=province.desk, at=lost_results.LATER
    )
    return dossier


def taxes_on_land(_province):
    player = owing.land()
    owing.ask(player)
    owing.send(player, at=owing.MET)
    looked_at = owing.MET + timedelta(days=7)
    owing.confirm(player, at=looked_at, paid_on=clock.day_in_vietnam(owing.MET))
    player.go(player.case.way[3:], since=looked_at + timedelta(days=1))
    return player.dossier


STORIES = [
    silent_agency, another_supplement, another_extension, merged_meanwhile, corrected_afterwards,
    holiday_meanwhile, late_from_the_post, for_another_agency, never_supplemented, fetched_late,
    missing_on_arrival, original_still_away, late_in_a_chain,
    reopened_on_complaint, lost_by_the_post, taxes_on_land,
]  # fmt: skip


def told(dossier):
    """Return the log in the words people read, and how the dossier stands at its end."""
    now = people.again(dossier)
    lines = [_line(entry) for entry in dossiers.timeline(now)]
    due = _moment(now.due_at) if now.due_at else "–"
    standing = dossiers.standing(now, now=max(entry.at for entry in dossiers.timeline(now)))
    return [
        *lines,
        f"= {State(now.state).label} (mã quốc gia {now.national_code}); hẹn {due}; {standing.label}",
    ]


def _line(entry):
    late = f", xảy ra {_moment(entry.occurred_at)}" if entry.occurred_at != entry.at else ""
    return f"{_moment(entry.at)}  {entry.label} ({entry.article}){late}"


def _moment(at):
    return f"{at.astimezone(clock.VIETNAM):%d/%m %H:%M}"


def block_of(number):
    """Return the lines that the page tells of the story with this number."""
    story = re.search(
        rf"^## {number}\. .*?^```\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return story[1].splitlines()


@pytest.mark.parametrize(("number", "story"), list(enumerate(STORIES, 1)))
def test_the_page_tells_what_happens(province, number, story):
    assert told(story(province)) == block_of(number)
    assert list(dossiers.verify_log()) == []


def test_the_page_tells_no_story_that_is_not_run():
    assert len(re.findall(r"^## \d+\. ", PAGE.read_text("utf-8"), re.MULTILINE)) == len(STORIES)
