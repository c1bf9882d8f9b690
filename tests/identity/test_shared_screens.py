"""A screen that strangers share: whose it is, when a session on it ends, and what it leaves behind."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from tests.identity.cast import MORNING
from tests.identity.provider import START, come_back

from motcua.foundation.identity import actions, queries
from motcua.foundation.identity.errors import SharedCodeUnknown
from motcua.foundation.identity.models import SignIn
from motcua.foundation.identity.shared import COOKIE, TIMES
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound

pytestmark = pytest.mark.django_db
DEVICE, MORE, TOUCH, ENDED = (
    f"/may-dung-chung/{part}" for part in ("", "them-gio/", "dang-dung/", "da-ket-thuc/")
)
MINE = "/ho-so/"
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def _a_morning():
    with clock.fixed_at(MORNING):
        yield


def later(**more):
    """Turn the clock on."""
    return clock.fixed_at(MORNING + timedelta(**more))


@pytest.fixture
def code(make_officer):
    """A code that the desk of Sông Lam gave out."""
    make_officer()
    return actions.offer_shared_screen(by=queries.find_officer("motcua.songlam", on=MORNING.date()))


@pytest.fixture
def marked(client, code):
    """A browser on a computer that the desk made a shared one."""
    assert client.post(DEVICE, {"code": code}).status_code == 302
    return client


@pytest.fixture
def shared(marked, provider):
    """Hạnh, signed in at a shared computer."""
    assert come_back(marked, provider).status_code == 302
    return marked


def is_in(client):
    """Return whether the citizen's own pages open."""
    return client.get(MINE).status_code == 200


# --- A device is made one -----------------------------------------------------------------------


def test_a_code_of_the_desk_makes_a_device_a_shared_one(marked):
    page = marked.get(DEVICE).text

    assert "Máy này là máy dùng chung của UBND xã H99.101." in page
    assert "Kết thúc" in marked.get("/").text
    assert "no-store" in marked.get("/")["Cache-Control"]


def test_other_devices_stay_as_they_are(client, provider):
    come_back(client, provider)

    assert "Máy dùng chung." not in client.get("/").text
    with later(hours=7):
        assert is_in(client)


def test_a_code_serves_several_devices_for_a_quarter_of_an_hour(client, code):
    assert Client().post(DEVICE, {"code": f"{code[:3]} {code[3:]}"}).status_code == 302
    assert client.post(DEVICE, {"code": code}).status_code == 302


@pytest.mark.parametrize("typed", ["", "12345", "000000000000000", "abcdef", "١٢٣٤٥٦"])
def test_what_is_no_code_is_refused_and_stays_in_the_box(client, db, typed):
    response = client.post(DEVICE, {"code": typed})

    assert response.status_code == 422
    assert SharedCodeUnknown().text in response.text
    assert f'value="{typed[:12]}"' in response.text
    assert COOKIE not in client.cookies


def test_only_who_has_a_code_makes_it_an_ordinary_one_again(marked, code):
    assert marked.post(DEVICE, {"code": "", "stop": "1"}).status_code == 422
    assert marked.cookies[COOKIE].value

    marked.post(DEVICE, {"code": code, "stop": "1"})

    assert "Máy dùng chung." not in marked.get("/").text


def test_a_mark_that_we_did_not_make_is_none(client, db):
    client.cookies[COOKIE] = "1:forged"

    assert "Máy dùng chung." not in client.get("/").text


def test_a_controller_gives_out_no_code(make_officer):
    make_officer(login="kiemsoat", roles=["procedure_control"])

    with pytest.raises(NotFound):
        actions.offer_shared_screen(by=queries.find_officer("kiemsoat", on=MORNING.date()))


# --- Who comes in -------------------------------------------------------------------------------


def test_the_provider_is_asked_anew_on_a_shared_device_alone(marked, provider):
    asked = parse_qs(urlsplit(marked.get(START)["Location"]).query)
    elsewhere = parse_qs(urlsplit(Client().get(START)["Location"]).query)

    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    assert elsewhere.keys() & {"prompt", "max_age"} == set()


def test_whom_the_provider_merely_remembers_does_not_come_in(marked, provider):
    import time

    provider.id_token_changes = {"auth_time": int(time.time()) - 600}

    response = come_back(marked, provider)

    assert response.context["refusal"].code == "identity.not-signed-in-anew"
    assert not is_in(marked)


def test_whom_the_provider_asked_just_now_comes_in(marked, provider):
    import time

    provider.id_token_changes = {"auth_time": int(time.time())}

    assert come_back(marked, provider).status_code == 302
    assert is_in(marked)


def test_on_ones_own_device_being_remembered_is_fine(client, provider):
    provider.id_token_changes = {"auth_time": 1}

    assert come_back(client, provider).status_code == 302


def test_a_citizen_says_that_others_use_the_machine_too(client, provider):
    page = client.get("/dang-nhap/")
    assert "may-chung=co" in page.text

    begun = client.get(START, {"may-chung": "co"})
    client.get("/dang-nhap/xac-nhan/", provider.authorize(begun["Location"]))

    assert "Phiên của bạn kết thúc lúc" in client.get(MINE).text
    assert SignIn.objects.get().detail == "loa:2;shared"
    with later(minutes=5):
        assert not is_in(client)


def test_the_log_says_at_whose_device(shared, unit):
    assert SignIn.objects.get().detail == f"loa:2;device:{unit.agency_id}"


# --- Its end ------------------------------------------------------------------------------------


def test_untouched_it_ends(shared):
    with later(minutes=4, seconds=59):
        assert is_in(shared)
    with later(minutes=9, seconds=59):
        response = shared.get(MINE)

    assert (response.status_code, response["Location"]) == (302, ENDED)
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert "_auth_user_id" not in shared.session
    with later(minutes=10):
        assert "Phiên đã kết thúc" in shared.get(ENDED, follow=True).text
        assert shared.get(MINE)["Location"].startswith("/dang-nhap/")
    last = SignIn.objects.order_by("pk").last()
    assert (last.outcome, last.detail) == ("signed_out", "timed-out")


def test_touched_it_ends_all_the_same(shared):
    for minutes in range(2, 30, 2):
        with later(minutes=minutes):
            assert is_in(shared)

    with later(minutes=30):
        assert not is_in(shared)


def test_who_asks_gets_more_time_ten_times(shared):
    for minutes in range(4, 4 + TIMES * 9, 9):
        with later(minutes=minutes):
            assert shared.post(MORE, {"next": MINE})["Location"] == MINE
    minutes += 9
    with later(minutes=minutes):
        page = shared.get(MINE)
        assert page.status_code == 200
        assert shared.post(MORE).status_code == 409
    assert "hidden>Thêm giờ" in page.text
    with later(minutes=minutes + 1):
        assert not is_in(shared)


def test_a_page_with_a_script_is_told_how_long_is_left(shared):
    with later(minutes=2):
        touched = shared.post(TOUCH, headers=JSON).json()
    with later(minutes=3):
        given = shared.post(MORE, headers=JSON).json()

    assert touched == {"left": 300, "may_have_more": True}
    assert given == {"left": 600, "may_have_more": True}


def test_what_a_page_asks_by_itself_is_nobodys_touch(shared):
    with later(minutes=4):
        shared.get("/luot/khong-co/bay-gio/")
    with later(minutes=5):
        assert not is_in(shared)


def test_a_form_sent_too_late_changes_nothing_and_is_led_out(shared):
    with later(minutes=6):
        response = shared.post(MORE, {"next": MINE})

    assert response["Location"] == ENDED


def test_a_part_of_a_page_asked_for_too_late_leads_the_whole_page_out(shared):
    with later(minutes=6):
        response = shared.get(MINE, headers={"HX-Request": "true"})

    assert (response.status_code, response["HX-Redirect"]) == (204, ENDED)


def test_a_page_without_a_script_leads_out_by_itself(shared):
    page = shared.get(MINE).text

    assert f'<noscript><meta http-equiv="refresh" content="300;url={ENDED}"></noscript>' in page
    assert "no-store" in shared.get(MINE)["Cache-Control"]


def test_the_end_leaves_the_next_person_nothing_but_the_mark(shared):
    shared.post("/tuy-chon/", {"language": "en", "size": "large"})
    assert "mc-size-large" in shared.get("/").text
    key = shared.session.session_key

    response = shared.post("/dang-xuat/")

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert {name for name, one in shared.cookies.items() if one.value} == {COOKIE}
    assert not shared.session.exists(key)
    page = shared.get("/").text
    assert 'lang="vi"' in page
    assert "mc-size-large" not in page


def test_on_ones_own_device_signing_out_keeps_what_one_chose(client, provider):
    come_back(client, provider)
    client.post("/tuy-chon/", {"language": "en"})

    response = client.post("/dang-xuat/")

    assert "Clear-Site-Data" not in response
    assert client.cookies["django_language"].value == "en"


def test_a_visitor_who_never_signed_in_leaves_nothing_either(marked):
    marked.post("/tuy-chon/", {"language": "en", "contrast": "high"})

    response = marked.get(ENDED, follow=True)

    assert len(response.redirect_chain) == 1
    assert {name for name, one in marked.cookies.items() if one.value} == {COOKIE}
    assert "Phiên đã kết thúc" in response.text


def test_the_page_of_the_end_ends_the_session(shared):
    response = shared.get(ENDED, follow=True)

    assert "Phiên đã kết thúc" in response.text
    assert not is_in(shared)


def test_a_look_at_the_end_from_ones_own_device_ends_nothing(client, provider):
    come_back(client, provider)

    client.get(ENDED)

    assert is_in(client)


def test_the_next_person_begins_by_way_of_the_provider(shared, provider):
    shared.get(ENDED)

    response = shared.get("/may-dung-chung/nguoi-tiep-theo/")

    assert response["Location"].startswith(f"{provider.issuer}/end?")


@pytest.mark.parametrize("page", [ENDED, "/may-dung-chung/nguoi-tiep-theo/"])
def test_a_link_from_elsewhere_empties_no_ordinary_browser(client, provider, page):
    come_back(client, provider)

    assert "Clear-Site-Data" not in client.get(page)
    assert is_in(client)


def test_without_the_providers_help_the_next_person_begins_at_home(shared, provider):
    provider.broken = {"/.well-known/openid-configuration": (500, {})}

    assert shared.get("/may-dung-chung/nguoi-tiep-theo/")["Location"] == "/"


def test_the_session_is_written_anew_only_now_and_then(shared, django_assert_num_queries):
    with later(seconds=30):
        shared.get("/tro-giup/")
    with later(seconds=35), django_assert_num_queries(2):
        shared.get("/tro-giup/")


def test_a_second_person_has_a_whole_session(shared, provider):
    with later(minutes=29):
        shared.post("/dang-xuat/")
        come_back(shared, provider)
    with later(minutes=33):
        assert is_in(shared)
