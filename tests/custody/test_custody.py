"""Who holds the papers: Articles 18.2, 20.2 and 21.2 of Decree 61/2018, and the control slip."""

import subprocess
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework import bringing, people
from tests.casework.province import MONDAY

from motcua.composition.casework import custody
from motcua.composition.casework.handing_over import Taken, hand_over
from motcua.domain.custody import rules
from motcua.domain.custody.enums import Place, Punctuality
from motcua.domain.custody.errors import (
    NotInPack,
    NotYoursToGive,
    PackMoved,
    PackNotFound,
    PapersElsewhere,
    SameHands,
)
from motcua.domain.custody.models import Pack
from motcua.domain.custody.rules import Deed
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import ResultWay, State
from motcua.foundation.identity.enums import Role

HOUR = timedelta(hours=1)
NEXT_DAY = MONDAY + timedelta(days=1)
EVERYBODY = ("desk", "registrar", "chair", "stranger", "strange_registrar", "strange_chair")


@pytest.fixture
def pack(province):
    bringing.taken_in(province)
    return Pack.objects.get()


def now_at(pack):
    return Pack.objects.get(pk=pack.pk)


def give(province, pack, *, by=None, seen=Place.DESK, at=MONDAY + HOUR):
    return custody.give(pack_id=pack.pk, seen=seen, note="", by=by or province.desk, at=at)


def take(
    province, pack, *, by=None, seen=Place.TO_HANDLER, missing=(), note="", at=MONDAY + 2 * HOUR
):
    return custody.take(
        pack_id=pack.pk, seen=seen, missing=missing, note=note, by=by or province.registrar, at=at
    )


def bring_to(province, pack, place):
    """Let the papers pass from hand to hand until they are there."""
    steps = {
        Place.DESK: lambda: give(province, pack),
        Place.TO_HANDLER: lambda: take(province, pack),
        Place.HANDLER: lambda: give(
            province, pack, by=province.registrar, seen=Place.HANDLER, at=MONDAY + 3 * HOUR
        ),
    }
    while now_at(pack).place != place:
        steps[Place(now_at(pack).place)]()


# --- the table ------------------------------------------------------------------------------------


@given(st.sampled_from(Place))
def test_from_every_place_there_is_one_way_on_and_it_leads_round(place):
    seen = [place]
    for _step in range(4):
        seen.append(rules.PASSAGES[seen[-1], rules.deed_at(seen[-1])])

    assert seen[-1] is place
    assert set(seen) == set(Place)


@given(
    st.datetimes().map(lambda one: one.replace(tzinfo=MONDAY.tzinfo)), st.integers(-90000, 90000)
)
def test_a_hand_over_is_early_in_time_or_late(due_at, seconds):
    try:
        done_at = due_at + timedelta(seconds=seconds)
    except OverflowError:
        return

    found = rules.punctuality(done_at, due_at)

    assert (found is Punctuality.LATE) == (seconds > 0)
    assert (found is Punctuality.EARLY) == (seconds <= 0 and done_at.date() < due_at.date())


# --- from hand to hand ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_is_brought_is_in_the_hands_of_who_received_it(province, pack):
    assert (pack.place, pack.post_id, pack.codes) == (
        Place.DESK, province.desk.post_id, ["declaration", "birth-notice"],
    )  # fmt: skip
    assert pack.due_at == MONDAY.replace(hour=17)


@pytest.mark.django_db
def test_what_comes_online_is_nobodys_to_carry(province):
    people.accept(province, people.lodge(province))

    assert not Pack.objects.exists()


@pytest.mark.django_db
def test_article_18_2_both_sides_confirm_and_the_log_says_who(province, pack):
    give(province, pack)
    take(province, pack)

    told = dossiers.timeline(pack.dossier)[-2:]
    assert [(one.act.value, one.by, one.payload["from_post"]) for one in told] == [
        ("give_papers", province.desk.key, province.desk.post_id),
        ("take_papers", province.registrar.key, province.desk.post_id),
    ]
    assert told[1].payload["codes"] == ["declaration", "birth-notice"]
    assert (now_at(pack).place, now_at(pack).post_id) == (Place.HANDLER, province.registrar.post_id)
    # The state of the dossier says nothing of where its papers are, and they say nothing of it.
    assert people.again(pack.dossier).state == State.IN_PROGRESS
    assert {one.target for one in told} == {State.IN_PROGRESS}


@pytest.mark.django_db
@pytest.mark.parametrize("place", Place)
@pytest.mark.parametrize("who", EVERYBODY)
def test_article_18_2_each_side_does_its_own_deed_and_nobody_elses(province, pack, place, who):
    bring_to(province, pack, place)
    by, deed = getattr(province, who), rules.deed_at(place)
    may = who == "desk" if place in rules.DESK_ACTS else who in {"registrar", "chair"}
    act = give if deed is Deed.GIVE else take

    if may:
        act(province, pack, by=by, seen=place, at=MONDAY + 4 * HOUR)
        assert now_at(pack).place == rules.PASSAGES[place, deed]
    else:
        refusal = PackNotFound if by.agency_id != province.agency_id else NotYoursToGive
        with pytest.raises(refusal):
            act(province, pack, by=by, seen=place, at=MONDAY + 4 * HOUR)
        assert now_at(pack).place == place


@pytest.mark.django_db
@pytest.mark.parametrize("place", Place)
def test_the_wrong_deed_and_what_was_seen_elsewhere_change_nothing(province, pack, place):
    bring_to(province, pack, place)
    wrong = take if rules.deed_at(place) is Deed.GIVE else give
    elsewhere = next(one for one in Place if one is not place)

    for act, seen in ((wrong, place), (give, elsewhere), (take, elsewhere)):
        with pytest.raises(PackMoved):
            act(province, pack, by=province.desk, seen=seen)

    assert now_at(pack).place == place


@pytest.mark.django_db
def test_who_gave_does_not_take(province, pack):
    give(province, pack)
    both = replace(province.desk, roles=frozenset({Role.DESK, Role.CIVIL_STATUS}))

    with pytest.raises(SameHands):
        take(province, pack, by=both)


@pytest.mark.django_db
def test_article_21_2_a_paper_that_is_not_there_is_recorded_at_once(province, pack):
    give(province, pack)
    take(province, pack, missing=["birth-notice"], note="Phong bì rách")

    taken, missed = dossiers.timeline(pack.dossier)[-2:]
    assert taken.payload["codes"] == ["declaration"]
    assert (missed.act.value, missed.payload["codes"]) == ("miss_papers", ["birth-notice"])
    assert missed.payload["from_post"] == province.desk.post_id
    assert missed.words == {"note": "Phong bì rách"}
    assert now_at(pack).present == ["declaration"]


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["identity", "nothing"])
def test_what_was_never_in_the_pack_cannot_be_missing(province, pack, code):
    give(province, pack)

    with pytest.raises(NotInPack):
        take(province, pack, missing=[code])

    assert now_at(pack).place == Place.TO_HANDLER


@pytest.mark.django_db
def test_article_18_2_late_papers_are_told(province, pack):
    (held,) = custody.list_awaiting(province.desk, deed=Deed.GIVE, now=MONDAY + HOUR)
    (late,) = custody.list_awaiting(province.desk, deed=Deed.GIVE, now=NEXT_DAY)

    give(province, pack, at=NEXT_DAY)

    assert (held.is_late, late.is_late) == (False, True)
    assert dossiers.timeline(pack.dossier)[-1].payload["punctuality"] == "late"
    (on_its_way,) = custody.list_awaiting(province.registrar, deed=Deed.TAKE, now=NEXT_DAY)
    assert on_its_way.is_late
    take(province, pack, at=NEXT_DAY)
    assert not custody.look(pack.pk, province.desk, now=NEXT_DAY).is_late


@pytest.mark.django_db
def test_one_pack_costs_what_twenty_cost(province, django_assert_num_queries):
    bringing.taken_in(province)
    custody.list_awaiting(province.desk, deed=Deed.GIVE, now=MONDAY)
    with django_assert_num_queries(3):
        custody.list_awaiting(province.desk, deed=Deed.GIVE, now=MONDAY)
    for _time in range(19):
        bringing.taken_in(province)

    with django_assert_num_queries(3):
        assert len(custody.list_awaiting(province.desk, deed=Deed.GIVE, now=MONDAY)) == 20


@pytest.mark.django_db
def test_article_20_2_an_original_goes_back_from_the_desk_that_holds_it(province, pack):
    bring_to(province, pack, Place.HANDLER)
    dossier = pack.dossier
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")
    taken = Taken(
        way=ResultWay.COUNTER, receiver="Nguyễn Thị Hạnh", paper="Thẻ căn cước",
        given_back=frozenset({"birth-notice"}),
    )  # fmt: skip

    with pytest.raises(PapersElsewhere):
        hand_over(reference=dossier.reference, taken=taken, by=province.desk, at=MONDAY + 4 * HOUR)
    bring_to(province, pack, Place.TO_DESK)
    take(province, pack, by=province.desk, seen=Place.TO_DESK, at=MONDAY + 4 * HOUR)
    hand_over(reference=dossier.reference, taken=taken, by=province.desk, at=MONDAY + 5 * HOUR)

    told = [entry.payload for entry in dossiers.timeline(dossier)]
    assert dossiers.list_originals(told) == ("declaration",)


# --- the control slip -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_control_slip_has_a_row_for_each_hand_over(province, pack, tmp_path):
    give(province, pack, at=NEXT_DAY)
    take(province, pack, missing=["birth-notice"], at=NEXT_DAY)

    slip = tmp_path / "phieu.pdf"
    slip.write_bytes(custody.write_slip(pack.dossier.reference, province.chair, at=NEXT_DAY))
    shown = subprocess.run(["pdftotext", slip, "-"], capture_output=True, text=True, check=True)
    said = " ".join(shown.stdout.split())

    assert "Mẫu số 06 – Thông tư 03/2025/TT-VPCP" in said
    for fact in (
        "Giao hồ sơ giấy",
        "Xác nhận đã nhận",
        "thiếu giấy tờ",
        "Quá hạn",
        province.desk.name,
    ):
        assert fact in said


@pytest.mark.django_db
def test_a_stranger_gets_no_slip_and_what_came_online_has_none(province, pack):
    online = people.accept(province, people.lodge(province))

    for reference, by in (
        (pack.dossier.reference, province.strange_chair),
        (online.reference, province.desk),
    ):
        with pytest.raises(PackNotFound):
            custody.write_slip(reference, by, at=MONDAY)
