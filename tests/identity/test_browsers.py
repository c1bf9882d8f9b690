"""Where one is signed in: shown to its owner, ended by its owner, at once."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.identity.cast import MORNING, PASSWORD, SECRET
from tests.identity.officer_steps import CODE, code_of, give_password
from tests.identity.provider import come_back

from motcua.foundation.identity import actions, devices
from motcua.foundation.identity.enums import Browser, System
from motcua.foundation.identity.models import Account, BrowserSession, SignIn
from motcua.foundation.kernel import clock

PAGE = "/can-bo/noi-dang-nhap/"
PORTAL_PAGE = "/noi-dang-nhap/"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
ANDROID = "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko)"
CHROME = f"{WINDOWS} Chrome/141.0.0.0 Safari/537.36"
SAFARI = f"{IPHONE} Version/18.5 Mobile/15E148 Safari/604.1"


@pytest.fixture
def enter(account):
    """Return a function that lets the officer sign in at one more browser."""
    steps = iter((-1, 0, 1))

    def sign_in(agent=CHROME):
        browser = Client(headers={"user-agent": agent})
        give_password(browser)
        assert browser.post(CODE, {"code": code_of(steps=next(steps))}).status_code == 302
        return browser

    return sign_in


def is_in(browser):
    return browser.get(PAGE).status_code == 200


def other_of(browser):
    """What ends the one other browser."""
    (other,) = [one for one in browser.get(PAGE).context["browsers"] if not one.is_this]
    return {"act": f"end-{other.id}"}


@pytest.mark.django_db
def test_an_officer_sees_each_place_with_the_one_in_hand_first(enter):
    with clock.fixed_at(MORNING):
        at_work = enter()
    with clock.fixed_at(MORNING + timedelta(hours=1)):
        on_the_phone = enter(SAFARI)
        page = at_work.get(PAGE)

    first, second = page.context["browsers"]
    assert (first.browser, first.system, first.is_this) == ("Chrome", "máy tính Windows", True)
    assert (second.browser, second.system, second.is_this) == ("Safari", "iPhone", False)
    assert "Safari trên iPhone" in page.text
    assert page.text.count("Nơi bạn đang dùng") == 1
    assert is_in(on_the_phone)


@pytest.mark.django_db
def test_what_is_ended_is_out_at_its_next_request_and_the_journal_says_so(enter, account):
    here, there = enter(), enter(SAFARI)

    assert here.post(PAGE, other_of(here)).status_code == 302

    assert not is_in(there)
    assert is_in(here)
    assert BrowserSession.objects.count() == 1
    line = SignIn.objects.latest("pk")
    assert (line.account_key, line.outcome) == (f"account:{account.pk}", "ended")


@pytest.mark.django_db
def test_all_others_are_ended_at_once(enter):
    here, *others = enter(), enter(SAFARI), enter()

    assert here.post(PAGE, {"act": "others"}).status_code == 302

    assert [is_in(one) for one in (here, *others)] == [True, False, False]
    assert SignIn.objects.filter(outcome="ended").count() == 2


@pytest.mark.django_db
def test_another_persons_session_is_not_there_and_stays(enter, make_officer):
    here = enter()
    make_officer(login="khac.songlam", pin="099085000002", full_name="Lê Văn Khác")
    stranger = Account.objects.get(login="khac.songlam")
    actions.create_second_factor(stranger.pk, secret=SECRET)
    browser = Client()
    give_password(browser, login="khac.songlam", password=PASSWORD)
    browser.post(CODE, {"code": code_of()})
    theirs = BrowserSession.objects.get(account=stranger)

    assert [one.is_this for one in here.get(PAGE).context["browsers"]] == [True]
    assert here.post(PAGE, {"act": f"end-{theirs.pk}"}).status_code == 404
    here.post(PAGE, {"act": "others"})
    assert is_in(browser)


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["", "end-", "end-x", "end-99999999"])
def test_what_names_no_place_ends_none(enter, act):
    here = enter()

    assert here.post(PAGE, {"act": act}).status_code == 404
    assert is_in(here)


@pytest.mark.django_db
def test_the_place_in_hand_is_left_by_signing_out(enter):
    here = enter()
    own = BrowserSession.objects.get()

    assert here.post(PAGE, {"act": f"end-{own.pk}"}).status_code == 404
    here.post("/can-bo/dang-xuat/")

    assert not BrowserSession.objects.exists()


@pytest.mark.django_db
def test_it_is_noted_once_in_ten_minutes_that_a_place_was_seen(enter, django_assert_num_queries):
    with clock.fixed_at(MORNING):
        here = enter()
        here.get(PAGE)
    with clock.fixed_at(MORNING + timedelta(minutes=9)), django_assert_num_queries(3):
        here.get(PAGE)
    assert BrowserSession.objects.get().seen_at == MORNING
    later = MORNING + timedelta(minutes=10)
    with clock.fixed_at(later), django_assert_num_queries(4):
        here.get(PAGE)

    assert BrowserSession.objects.get().seen_at == later


@pytest.mark.django_db
def test_what_ran_out_is_not_shown_and_forgotten_at_night(enter):
    here, gone = enter(), enter(SAFARI)
    ended = Session.objects.get(pk=gone.session.session_key)
    ended.expire_date -= timedelta(days=1)
    ended.save()

    assert len(here.get(PAGE).context["browsers"]) == 1
    actions.forget_sessions()

    assert BrowserSession.objects.count() == 1
    assert is_in(here)


@pytest.mark.django_db
def test_with_a_new_password_or_a_closed_account_no_place_is_left(enter, account):
    enter()
    actions.set_password(account.pk, password=f"{PASSWORD}-khac")
    assert not BrowserSession.objects.exists()

    here = Client()
    give_password(here, password=f"{PASSWORD}-khac")
    here.post(CODE, {"code": code_of()})
    assert is_in(here)
    actions.close_account(account.pk)

    assert not BrowserSession.objects.exists()
    assert not is_in(here)


@pytest.mark.django_db
def test_a_citizen_ends_a_session_of_another_machine(client, provider):
    come_back(client, provider)
    library = Client(headers={"user-agent": CHROME})
    come_back(library, provider)
    page = client.get(PORTAL_PAGE)
    assert "Chrome trên máy tính Windows" in page.text
    (other,) = [one for one in page.context["browsers"] if not one.is_this]

    assert client.post(PORTAL_PAGE, {"act": f"end-{other.id}"}).status_code == 302

    assert library.get(PORTAL_PAGE).status_code == 302
    assert "Bạn không đăng nhập ở nơi nào khác" in client.get(PORTAL_PAGE).text


@pytest.mark.parametrize(
    ("agent", "browser", "system"),
    [
        (CHROME, Browser.CHROME, System.WINDOWS),
        (SAFARI, Browser.SAFARI, System.IPHONE),
        (f"{CHROME} Edg/141.0.0.0", Browser.EDGE, System.WINDOWS),
        (f"{CHROME} OPR/120.0.0.0", Browser.OPERA, System.WINDOWS),
        (f"{WINDOWS} coc_coc_browser/137.0.0 Chrome/131.0.0.0 Safari/537.36", Browser.COC_COC, System.WINDOWS),
        (f"{ANDROID} Chrome/141.0.0.0 Mobile Safari/537.36", Browser.CHROME, System.ANDROID),
        (f"{ANDROID} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", Browser.SAMSUNG, System.ANDROID),
        (f"{ANDROID} Version/4.0 Chrome/141.0.0.0 Mobile Safari/537.36 Zalo android/12", Browser.ZALO, System.ANDROID),
        (f"{IPHONE} CriOS/141.0 Mobile/15E148 Safari/604.1", Browser.CHROME, System.IPHONE),
        (f"{IPHONE} FxiOS/143.0 Mobile/15E148 Safari/605.1.15", Browser.FIREFOX, System.IPHONE),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", Browser.FIREFOX, System.LINUX),
        ("curl/8.5.0", Browser.OTHER, System.OTHER),
    ],
)  # fmt: skip
def test_a_browser_is_called_what_people_call_it(agent, browser, system):
    assert devices.read_device(agent) == devices.Device(browser=browser, system=system)


@given(st.text(), st.sampled_from(["Edg/1", "EdgA/1", "EdgiOS/1"]))
def test_whatever_else_it_says_what_calls_itself_edge_is_no_chrome(noise, sign):
    assert devices.read_device(f"{noise} Chrome/1 Safari/1 {sign}").browser in {
        Browser.EDGE, Browser.ZALO, Browser.COC_COC,
    }  # fmt: skip
