"""Hạnh lets Đức act for her: asked, agreed, ended by either, and told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.authorisations.consenting import ask, give, move, want
from tests.casework.province import MONDAY

from motcua.capabilities.notifications.models import Message
from motcua.composition.casework import proof, representing
from motcua.composition.casework.errors import IdentityNotVerified
from motcua.domain.authorisations import queries
from motcua.domain.authorisations.enums import Act, Scope, Side, State
from motcua.domain.authorisations.errors import (
    ActRefused,
    AuthorisationNotFound,
    TooManyAsked,
)
from motcua.domain.authorisations.models import Authorisation, AuthorisationEvent
from motcua.foundation.kernel import outbox
from motcua.foundation.kernel.errors import InvalidInput

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 16)
NOBODY = "099090999999"


def may(province, scope=Scope.LODGE, *, on=TODAY, procedure=7):
    """Say whether Đức may do this for Hạnh."""
    found = queries.find_given(
        representative_id=province.duc.person_id, represented_id=province.hanh.person_id, procedure_id=procedure,
        scope=scope, on=on,
    )  # fmt: skip
    return found is not None


def told(person_id):
    """Return the titles and bodies of what somebody was told of authorisations, in order."""
    rows = Message.objects.filter(person_id=person_id, subject_kind=queries.KIND).order_by("pk")
    return [row.body.splitlines()[0] for row in rows]


def test_nothing_holds_before_the_other_agrees(province):
    asked = ask(province)
    assert not may(province)

    move(asked, Act.ACCEPT, province.duc)

    assert may(province)


@pytest.mark.parametrize("asked_by", Side)
def test_either_side_may_ask_and_the_other_answers(province, asked_by):
    asked = ask(province, asked_by=asked_by)
    is_hers = asked_by is Side.REPRESENTED
    asker, answering = (province.hanh, province.duc) if is_hers else (province.duc, province.hanh)

    with pytest.raises(ActRefused):
        move(asked, Act.ACCEPT, asker)
    given = move(asked, Act.ACCEPT, answering)

    assert (given.represented_id, given.representative_id) == (
        province.hanh.person_id,
        province.duc.person_id,
    )
    assert may(province)


def test_it_lets_no_more_than_it_says(province):
    give(province, Scope.FOLLOW, Scope.PAY, procedures=[7], last=TODAY + timedelta(days=9))

    assert may(province, Scope.PAY)
    assert not may(province, Scope.LODGE)
    assert not may(province, Scope.PAY, procedure=8)
    assert may(province, Scope.PAY, on=TODAY + timedelta(days=9))
    assert not may(province, Scope.PAY, on=TODAY + timedelta(days=10))
    assert not may(province, Scope.PAY, on=TODAY - timedelta(days=1))


def test_it_never_holds_the_other_way_round(province):
    give(province)

    found = queries.find_given(
        representative_id=province.hanh.person_id, represented_id=province.duc.person_id, procedure_id=7,
        scope=Scope.FOLLOW, on=TODAY,
    )  # fmt: skip

    assert found is None


@pytest.mark.parametrize("who", ["hanh", "duc"])
def test_either_ends_it_at_any_moment(province, who):
    given = give(province)

    ended = move(given, Act.END, getattr(province, who), at=MONDAY + timedelta(minutes=1))

    assert ended.state == State.ENDED
    assert not may(province)
    with pytest.raises(ActRefused):
        move(given, Act.END, province.hanh)


def test_only_the_represented_objects_and_says_why(province):
    given = give(province)
    with pytest.raises(ActRefused):
        move(given, Act.CONTEST, province.duc, reason="Không")
    with pytest.raises(InvalidInput):
        move(given, Act.CONTEST, province.hanh, reason=" ")

    move(given, Act.CONTEST, province.hanh, reason="Tôi không nhờ việc này.")

    assert not may(province)
    (*_before, last) = queries.list_happened(given)
    assert (last.act, last.words) == (Act.CONTEST, {"reason": "Tôi không nhờ việc này."})
    assert b"nh\xe1\xbb\x9d" not in bytes(AuthorisationEvent.objects.last().sealed)


def test_a_stranger_finds_nothing(province):
    given, chair = give(province), province.chair
    stranger = replace(province.hanh, person_id=chair.person_id)

    with pytest.raises(AuthorisationNotFound):
        queries.get_own(given.pk, stranger)
    with pytest.raises(AuthorisationNotFound):
        move(given, Act.END, stranger)
    assert queries.list_own(stranger) == []


def test_who_asks_learns_nothing_of_the_number(province):
    asked = representing.ask(
        asked_by=Side.REPRESENTED, pin=NOBODY, wanted=want(), by=province.hanh, at=MONDAY
    )

    assert (asked.state, asked.representative_id) == (State.ASKED, None)
    assert Message.objects.filter(subject_kind=queries.KIND).count() == 0


def test_who_declined_sees_it_no_more(province):
    asked = ask(province)
    assert [one.pk for one in queries.list_own(province.duc)] == [asked.pk]

    move(asked, Act.DECLINE, province.duc)

    assert queries.list_own(province.duc) == []
    assert [one.state for one in queries.list_own(province.hanh)] == [State.DECLINED]


def test_what_is_over_is_not_agreed_to(province):
    asked = ask(province, last=TODAY)

    with pytest.raises(ActRefused):
        move(asked, Act.ACCEPT, province.duc, at=MONDAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("field", "terms"),
    [
        ("scopes", {"scopes": []}),
        ("scopes", {"scopes": ["lodge"]}),
        ("scopes", {"scopes": ["follow", "sell"]}),
        ("valid_from", {"valid_from": TODAY - timedelta(days=1)}),
        ("valid_from", {"valid_from": None}),
        ("last_day", {"last_day": TODAY - timedelta(days=1)}),
        ("last_day", {"last_day": date(2031, 3, 17)}),
        ("last_day", {"last_day": None}),
    ],
)
def test_what_is_wrong_is_named(province, field, terms):
    with pytest.raises(InvalidInput) as refused:
        representing.ask(
            asked_by=Side.REPRESENTED, pin=NOBODY, wanted=replace(want(), **terms),
            by=province.hanh, at=MONDAY,
        )  # fmt: skip

    assert [problem.field for problem in refused.value.problems] == [field]


@pytest.mark.parametrize("pin", ["", "123", "099192000101"])
def test_one_asks_somebody_else_by_number(province, pin):
    with pytest.raises(InvalidInput):
        representing.ask(
            asked_by=Side.REPRESENTED, pin=pin, wanted=want(), by=province.hanh, at=MONDAY
        )


def test_nobody_asks_ever_more_strangers(province):
    for _time in range(10):
        ask(province)

    with pytest.raises(TooManyAsked):
        ask(province)


def test_a_plain_account_neither_asks_nor_agrees_but_ends(province):
    plain = replace(province.duc, assurance=1)
    asked = ask(province)

    with pytest.raises(IdentityNotVerified):
        move(asked, Act.ACCEPT, plain)
    with pytest.raises(IdentityNotVerified):
        representing.ask(
            asked_by=Side.REPRESENTATIVE, pin=NOBODY, wanted=want(), by=plain, at=MONDAY
        )
    move(asked, Act.ACCEPT, province.duc)
    assert move(asked, Act.END, plain).state == State.ENDED


def test_the_other_is_told_each_time(province):
    given = give(province)
    move(given, Act.CONTEST, province.hanh, reason="Không phải tôi.")

    assert len(told(province.duc.person_id)) == 2
    assert len(told(province.hanh.person_id)) == 1


def test_the_log_stands_under_the_tree(province):
    given = give(province)
    assert list(proof.verify()) == []
    while outbox.drain():
        pass

    assert list(proof.verify()) == []
    Authorisation.objects.filter(pk=given.pk).update(last_seq=3)
    assert [place.where for place in proof.verify()] == [f"authorisation {given.pk}, entry 3"]


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_costs_the_same_for_any_number(province, rows, django_assert_num_queries):
    Authorisation.objects.bulk_create(
        Authorisation(
            represented_id=province.hanh.person_id, representative_id=province.duc.person_id,
            asked_by=Side.REPRESENTED, asked_index=b"", basis="consent", scopes=["follow"],
            valid_from=TODAY, last_day=TODAY, state=State.GIVEN, asked_at=MONDAY,
            changed_at=MONDAY, last_hash=b"",
        )
        for _row in range(rows)
    )  # fmt: skip

    with django_assert_num_queries(2):
        found = queries.list_own(province.duc)

    assert len([one.represented.full_name for one in found]) == rows
