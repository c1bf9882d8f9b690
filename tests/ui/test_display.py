"""Letter size, contrast and language: chosen by a plain form, kept in a cookie, back on the same page."""

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from motcua.surfaces.ui.display import Contrast, Display, Size

ANY_DISPLAY = st.builds(
    Display, size=st.sampled_from(Size), contrast=st.none() | st.sampled_from(Contrast)
)


@given(ANY_DISPLAY)
def test_a_choice_survives_its_cookie(display):
    assert Display.read(display.cookie) == display


@given(st.text())
def test_any_cookie_can_be_read(cookie):
    assert isinstance(Display.read(cookie).html_class, str)


def test_a_choice_leaves_the_other_as_it_was():
    display = Display(size=Size.LARGE, contrast=Contrast.HIGH)

    assert display.changed(size="small") == Display(size=Size.SMALL, contrast=Contrast.HIGH)
    assert display.changed(contrast="normal") == Display(size=Size.LARGE, contrast=Contrast.NORMAL)
    assert display.changed(size="huge", contrast="pink") == display


@pytest.mark.parametrize(
    ("pressed", "root"),
    [
        ({"size": "large"}, 'class="govuk-template mc-size-large"'),
        ({"size": "small"}, 'class="govuk-template mc-size-small"'),
        ({"contrast": "high"}, 'class="govuk-template mc-contrast"'),
        ({"contrast": "normal"}, 'class="govuk-template mc-contrast-normal"'),
        ({"size": "normal"}, 'class="govuk-template "'),
    ],
)
def test_pressed_control_redraws_the_page_it_was_pressed_on(visitor, pressed, root):
    response = visitor.post("/tuy-chon/", {**pressed, "next": "/tro-giup/"}, follow=True)

    assert response.redirect_chain == [("/tro-giup/", 302)]
    assert root in response.text


def test_pressed_control_says_so(visitor):
    visitor.post("/tuy-chon/", {"size": "large", "next": "/"})

    page = visitor.get("/tro-giup/").text

    assert 'name="size" value="large" aria-pressed="true"' in page
    assert 'name="size" value="normal" aria-pressed="false"' in page


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""]
)
def test_never_sends_a_visitor_elsewhere(visitor, elsewhere):
    response = visitor.post("/tuy-chon/", {"size": "large", "next": elsewhere})

    assert response.url == "/"


def test_next_page_keeps_its_query(visitor):
    page = visitor.get("/tim-kiem/?q=khai+sinh&level=commune").text

    assert 'name="next" value="/tim-kiem/?q=khai+sinh&amp;level=commune"' in page


def test_display_needs_a_post(visitor):
    assert visitor.get("/tuy-chon/?size=large").status_code == 405


def test_page_is_vietnamese_whatever_the_browser_prefers(visitor):
    response = visitor.get("/tro-giup/", headers={"accept-language": "en-US,en"})

    assert '<html lang="vi"' in response.text
    assert response.headers["Content-Language"] == "vi"


def test_language_switch_is_kept(visitor):
    visitor.post("/tuy-chon/", {"language": "en", "next": "/tro-giup/"})

    response = visitor.get("/tro-giup/")

    assert '<html lang="en"' in response.text
    assert response.headers["Content-Language"] == "en"


def test_unknown_language_changes_nothing(visitor):
    response = visitor.post("/tuy-chon/", {"language": "de", "next": "/"})

    assert not response.cookies


@override_settings(SESSION_COOKIE_SECURE=True)
def test_choices_travel_only_over_https_where_the_site_does(visitor):
    response = visitor.post("/tuy-chon/", {"size": "large", "next": "/"})

    assert response.cookies["motcua_display"]["secure"]
    assert response.cookies["motcua_display"]["httponly"]
