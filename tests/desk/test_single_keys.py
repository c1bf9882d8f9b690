"""Single keys switched off by an officer, whatever the browser (WCAG 2.1.4)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/phim-tat/"
ON = "mc-has-keys"


def acts(client):
    return ON in client.get(PAGE).text


def switch(client, keys):
    return client.post(PAGE, {"keys": keys}, follow=True)


def test_an_officers_choice_holds_in_every_browser_and_for_nobody_else(province, sign_in, chair):
    here, there = sign_in(province.desk), sign_in(province.desk)
    assert acts(here)

    assert "Đã tắt phím tắt đơn" in switch(here, "off").text

    assert [acts(one) for one in (here, there, chair)] == [False, False, True]
    assert "Đã bật phím tắt đơn" in switch(there, "on").text
    assert [acts(one) for one in (here, there)] == [True, True]


def test_what_a_browser_kept_before_holds_until_the_officer_chooses(desk):
    desk.cookies["motcua_keys"] = "off"
    assert not acts(desk)

    switch(desk, "on")

    assert acts(desk)
    assert desk.cookies["motcua_keys"].value == ""


def test_the_choice_costs_no_query(desk):
    desk.get(PAGE)
    switch(desk, "off")

    with CaptureQueriesContext(connection) as asked:
        desk.get(PAGE)

    assert len(asked) == 2  # the session, and who acts


def test_the_public_pages_have_no_single_keys(province, sign_in, client):
    assert ON not in client.get("/").text
    assert ON not in sign_in(province.hanh).get("/ho-so/").text
