"""How requests come in: by TLS alone, and no longer than a page can be."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings as configured
from django.test import Client

from motcua.config import transport

TOLD = (
    "import json; from motcua.config import settings as s;"
    " print(json.dumps([s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
    " s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS,"
    " s.EMAIL_USE_SSL, s.EMAIL_USE_TLS]))"
)
GIGABYTE = 1024**3


def settings_of(**environment):
    """Return what the settings make of an environment."""
    needed = {
        "MOTCUA_STATE_DIR": "/nonexistent", "MOTCUA_SECRET_KEY": "none", "MOTCUA_MASTER_KEY": "none",
        "MOTCUA_DATABASE_HOST": "none", "MOTCUA_DATABASE_PASSWORD": "none",
    }  # fmt: skip
    said = subprocess.run(
        [sys.executable, "-c", TOLD], env=os.environ | needed | environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return json.loads(said.stdout) if said.returncode == 0 else said.stderr


def test_an_installation_reached_by_tls_says_so_behind_a_proxy_that_ends_it(visitors, settings):
    settings.IS_HTTPS, settings.SECURE_HSTS_SECONDS = True, 31536000

    response = visitors["anonymous"].get("/tro-giup/")

    assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_one_reached_without_it_promises_nothing(visitors):
    assert "Strict-Transport-Security" not in visitors["anonymous"].get("/tro-giup/")


def test_no_header_makes_a_request_one_that_came_by_tls(visitors):
    response = visitors["anonymous"].get("/tro-giup/", headers={"X-Forwarded-Proto": "https"})

    assert response.wsgi_request.is_secure() is False


def test_cookies_of_an_installation_by_tls_belong_to_this_host_alone():
    assert settings_of(MOTCUA_PUBLIC_URL="https://mot-cua.example") == [
        "__Host-sessionid", "__Host-csrftoken", True, True, 31536000, True, False, False,
    ]  # fmt: skip


def test_cookies_of_practice_keep_a_name_of_their_own():
    session, csrf, *_rest = settings_of(
        MOTCUA_PUBLIC_URL="https://mot-cua.example", MOTCUA_PRACTICE="yes"
    )

    assert (session, csrf) == ("__Host-motcua_practice_session", "__Host-motcua_practice_csrf")


@pytest.mark.parametrize(("said", "used"), [("tls", [True, False]), ("starttls", [False, True])])
def test_letters_travel_sealed_where_it_is_asked(said, used):
    assert settings_of(MOTCUA_EMAIL_SECURITY=said)[-2:] == used


def test_a_misspelt_way_for_letters_stops_the_start():
    assert "MOTCUA_EMAIL_SECURITY" in settings_of(MOTCUA_EMAIL_SECURITY="ssl")


@pytest.mark.parametrize("address", ["/", "/tim-kiem/", "/phan-anh/gui/", "/can-bo/dang-nhap/"])
def test_a_body_that_would_fill_the_disk_is_refused_unread(visitors, address):
    response = sent(visitors["anonymous"], address, length=50 * GIGABYTE)

    assert response.status_code == 413
    assert "106 MB" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def sent(browser, address, *, length):
    """Send something of which only the announced length is long; what is no form, nobody reads."""
    return browser.generic("POST", address, b"x", "text/plain", CONTENT_LENGTH=str(length))


def test_the_interface_answers_it_as_a_problem(visitors):
    response = sent(visitors["anonymous"], "/api/v1/exchange/arrivals", length=50 * GIGABYTE)

    assert (response.status_code, response["Content-Type"]) == (413, "application/problem+json")
    assert response.json()["code"] == "kernel.too-large"


def test_who_signed_in_may_send_as_many_files_as_a_form_takes(visitors):
    most = transport.MOST_FILES * transport.LARGEST_FILE + configured.DATA_UPLOAD_MAX_MEMORY_SIZE

    assert sent(visitors["applicant"], "/dang-xuat/", length=most + 1).status_code == 413
    assert sent(visitors["applicant"], "/ho-so/", length=most).status_code != 413


@pytest.mark.parametrize("said", ["", "-1", "x", "٣", "1e99"])
@pytest.mark.usefixtures("lives")
def test_a_length_that_is_none_breaks_nothing(said):
    browser = Client(raise_request_exception=False)

    response = browser.generic("POST", "/tim-kiem/", b"", CONTENT_LENGTH=said)

    assert response.status_code < 500
