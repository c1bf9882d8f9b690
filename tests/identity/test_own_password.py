"""Officers change their own password; words of the place are none; no session goes on for ever."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.identity.cast import MORNING, PASSWORD
from tests.identity.officer_steps import CODE, DOOR, code_of, give_password

from motcua.foundation.identity import actions, passwords
from motcua.foundation.identity.actions.sessions import LONGEST
from motcua.foundation.identity.errors import PasswordTooWeak
from motcua.foundation.identity.models import SignIn
from motcua.foundation.kernel import clock

PAGE = "/can-bo/mat-khau/"
NEW = "trăng-lên-đầu-ngõ-9"


@pytest.fixture
def enter(account):
    """Return a function that lets the officer sign in at one more browser."""
    steps = iter((-1, 0, 1))

    def sign_in(**given):
        browser = Client()
        give_password(browser, **given)
        assert browser.post(CODE, {"code": code_of(steps=next(steps))}).status_code == 302
        return browser

    return sign_in


@pytest.fixture(autouse=True)
def _in_the_morning(db):
    with clock.fixed_at(MORNING):
        yield


def change(browser, *, old=PASSWORD, new=NEW, again=None):
    return browser.post(PAGE, {"old": old, "new": new, "again": new if again is None else again})


def wrong_boxes(answer):
    return [one["anchor"] for one in answer.context["errors"]]


# --- Changing it ------------------------------------------------------------------------------------


def test_the_new_password_opens_and_the_old_one_does_not(enter):
    assert change(enter()).status_code == 302

    refused = give_password(Client())
    assert refused.context["refusal"].code == "identity.wrong-credentials"
    assert enter(password=NEW).get(PAGE).status_code == 200


def test_every_place_is_signed_out_and_that_is_on_record(enter, account):
    here, elsewhere = enter(), enter()

    there = change(here)

    assert there["Location"] == DOOR
    assert "Đã đổi mật khẩu" in here.get(DOOR).text
    assert [one.get(PAGE).status_code for one in (here, elsewhere)] == [302, 302]
    last = SignIn.objects.latest("pk")
    assert (last.outcome, last.detail) == ("ended", "password-changed")
    assert last.account_key == f"account:{account.pk}"


def test_a_page_left_open_by_another_changes_nothing_without_the_password_in_use(enter):
    browser = enter()

    answer = change(browser, old="mưa-phùn-bến-đò-2025")

    assert (answer.status_code, wrong_boxes(answer)) == (422, ["old"])
    assert browser.get(PAGE).status_code == 200
    assert give_password(Client()).status_code == 302


@pytest.mark.parametrize(
    ("sent", "box"),
    [
        ({"new": "ngắn"}, "new"),
        ({"new": "password1234"}, "new"),
        ({"new": PASSWORD}, "new"),
        ({"again": "trăng-lên-đầu-ngõ-8"}, "again"),
        ({"new": "UBND-SongLam-2026"}, "new"),
        ({"new": ""}, "new"),
    ],
)
def test_what_is_wrong_stands_beside_its_box_and_the_old_password_stays(enter, sent, box):
    answer = change(enter(), **sent)

    assert (answer.status_code, wrong_boxes(answer)) == (422, [box])
    assert f'id="{box}-error"' in answer.text
    assert PASSWORD not in answer.text
    assert give_password(Client()).status_code == 302


def test_guessing_the_password_in_use_is_counted_as_at_the_door(enter):
    browser = enter()

    answers = [change(browser, old=f"sai-{number}").status_code for number in range(12)]

    assert answers[0] == 422
    assert answers[-1] == 429
    assert change(browser).status_code == 429
    assert SignIn.objects.filter(outcome="refused").count() == answers.count(422)
    assert give_password(Client()).context["refusal"].code == "identity.too-many-attempts"


def test_citizens_have_no_such_page(client):
    assert client.get(PAGE).status_code == 302


# --- Words of the place -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "guessed",
    ["MotCua@2026!!", "UBND.Song.Lam.99", "matkhau123456", "motcua.songlam1", "Quản-trị-1234567"],
)
def test_words_of_the_place_and_of_oneself_are_refused(account, guessed):
    with pytest.raises(PasswordTooWeak, match="tên cơ quan"):
        actions.set_password(account.pk, password=guessed)


@pytest.mark.parametrize("fine", ["mèo vàng ngủ trên ubnd", "1234-5678-9012-3456-x", NEW])
def test_a_sentence_with_a_word_of_the_place_is_none(account, fine):
    actions.set_password(account.pk, password=fine)

    assert give_password(Client(), password=fine).status_code == 302


@given(
    words=st.lists(st.sampled_from(passwords.WORDS), min_size=1, max_size=4),
    between=st.text("0123456789-_.!@# ", max_size=4),
    few=st.text("qxz", max_size=passwords.ENOUGH - 1),
)
def test_any_of_them_with_figures_and_a_few_letters_are_refused(words, between, few):
    assert passwords.is_of_the_place(between.join([*words, few]), passwords.WORDS)


@given(st.text("qxz0123456789 -", max_size=30))
def test_what_has_none_of_them_is_not_refused_for_them(password):
    assert not passwords.is_of_the_place(password, passwords.WORDS)


# --- However often it is touched --------------------------------------------------------------------


def test_a_session_ends_twelve_hours_after_it_began_however_often_it_is_touched(enter):
    browser = enter()
    before = Session.objects.get(pk=browser.session.session_key).expire_date
    assert timedelta(0) < before - timezone.now() <= LONGEST  # noqa: TID251 - sessions run out in real life

    session = browser.session
    session["touched"] = True
    session.save()

    kept = Session.objects.get(pk=session.session_key)
    assert kept.expire_date == before
    kept.expire_date -= LONGEST
    kept.save()
    assert browser.get(PAGE).status_code == 302
