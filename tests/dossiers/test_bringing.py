"""What is brought on paper: Articles 16, 17.1, 18.2 and 20.2 of Decree 61/2018, as pure functions."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.dossiers import rules
from motcua.domain.dossiers.enums import Act, PaperForm
from motcua.domain.procedures.enums import ReceptionPlace
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.organisations import queries as organisations

OFFICE = organisations.get_national_calendar()
NOON = datetime(2026, 3, 16, 12, tzinfo=VIETNAM)
moments = st.datetimes(datetime(2026, 1, 5), datetime(2026, 12, 20)).map(
    lambda at: at.replace(tzinfo=VIETNAM)
)
words = st.text(max_size=40)
papers = st.builds(
    rules.Handed,
    code=st.sampled_from(["declaration", "birth-notice", "identity"]),
    form=st.sampled_from(PaperForm),
    quantity=st.integers(1, 999),
)
brought = st.builds(
    rules.Brought,
    came_at=st.none() | moments,
    late_reason=words,
    place=st.sampled_from(ReceptionPlace),
    parcel=words,
    bringer=st.builds(rules.Bringer, name=words, number=words, authority=words),
    papers=st.lists(papers, max_size=4).map(tuple),
    unscanned_reason=words,
)


@given(brought)
def test_what_a_draft_seals_comes_back_as_it_was(one):
    assert rules.Brought.from_plain(one.to_plain()) == one


@pytest.mark.parametrize(
    ("is_at_home", "place"), [(True, ReceptionPlace.HOME), (False, ReceptionPlace.DESK)]
)
def test_a_draft_sealed_before_places_were_named_tells_home_from_desk(is_at_home, place):
    plain = rules.NOTHING_BROUGHT.to_plain()
    del plain["place"]

    assert rules.Brought.from_plain({**plain, "is_at_home": is_at_home}).place is place


def test_an_empty_draft_has_nothing_brought():
    assert rules.Brought.from_plain({}) == rules.NOTHING_BROUGHT


@given(brought, moments)
def test_nothing_comes_after_it_was_written_down(one, at):
    assert one.occurred_at(at) <= at
    assert one.occurred_at(at) in {one.came_at, at}


@given(brought)
def test_no_person_number_or_reason_is_said_in_the_open(one):
    said = str([paper.to_payload() for paper in one.papers])

    for text in one.words().values():
        assert len(text) < 3 or text not in said


@pytest.mark.parametrize(("hours", "is_late"), [(-1, False), (0, False), (-11, False), (-13, True)])
def test_what_came_on_an_earlier_day_is_late_to_write_down(hours, is_late):
    one = rules.Brought(came_at=NOON + timedelta(hours=hours))

    assert one.is_late(NOON) is is_late


# --- Article 18.2: the papers themselves -------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ((16, 14, 59, 59), (16, 17, 0)),
        ((16, 15, 0, 0), (17, 7, 30)),
        ((16, 15, 0, 1), (17, 7, 30)),
        ((20, 16, 30, 0), (23, 7, 30)),
        ((21, 9, 0, 0), (23, 7, 30)),
    ],
)
def test_papers_go_the_same_day_and_those_after_three_at_the_start_of_the_next(received, due):
    day, hour, minute, second = received
    at = datetime(2026, 3, day, hour, minute, second, tzinfo=VIETNAM)
    day, hour, minute = due

    assert rules.paper_transfer_due_at(at, OFFICE) == datetime(
        2026, 3, day, hour, minute, tzinfo=VIETNAM
    )


@given(moments)
def test_papers_never_have_to_go_before_they_came(at):
    assert rules.paper_transfer_due_at(at, OFFICE) > at or at.hour >= 17


# --- Article 20.2: originals -------------------------------------------------------------------


def handed(code, form):
    return {"papers": [{"code": code, "form": form, "quantity": 1}]}


def test_the_originals_held_are_those_brought_and_not_given_back():
    log = [
        handed("birth-notice", "original"),
        handed("identity", "shown"),
        handed("declaration", "checked"),
        {"number": "H99"},
        handed("residence-proof", "original"),
        {"given_back": ["birth-notice"]},
    ]

    assert rules.list_originals(log) == ("residence-proof",)


# --- The clock ---------------------------------------------------------------------------------


@given(moments, st.integers(0, 60 * 24 * 20), st.sampled_from(sorted(rules.TURNS)))
def test_only_a_start_or_a_payment_is_heard_when_it_happened_and_never_later_than_it_was_recorded(
    recorded_at, minutes, act
):
    occurred_at = recorded_at - timedelta(minutes=minutes)

    told = rules.turn(Act(act), occurred_at=occurred_at, recorded_at=recorded_at, payload={})

    is_start = act in {
        Act.ACCEPT, Act.SUPPLEMENT, Act.REOPEN, Act.MEET_OBLIGATION, Act.CONFIRM_RECEIPT,
    }  # fmt: skip
    assert told.at == (occurred_at if is_start else recorded_at)


@pytest.mark.parametrize(
    ("act", "online", "on_paper"),
    [
        (Act.LODGE, "Điều 16", "Điều 16"),
        (Act.ASK_AT_INTAKE, "Điều 17.2.a", "Điều 17.1.a"),
        (Act.ACCEPT, "Điều 17.2.b", "Điều 17.1.c"),
        (Act.TRANSFER, "Điều 18", "Điều 18.2"),
        (Act.REFUSE, "Điều 17.1.b", "Điều 17.1.b"),
    ],
)
def test_the_article_of_an_act_depends_on_how_it_was_lodged(act, online, on_paper):
    assert rules.article_of(act, is_on_paper=False) == online
    assert rules.article_of(act, is_on_paper=True) == on_paper


def test_an_entry_that_only_counts_papers_hands_none_in():
    brought = {"papers": [{"code": "birth-notice", "form": "original", "quantity": 1}]}
    asked_others = {"papers": 2, "until": "2026-03-20"}

    assert rules.list_handed(asked_others) == ()
    assert rules.list_originals([brought, asked_others]) == ("birth-notice",)
