"""The frame of a page, and the pages that say what went wrong."""

import re
from urllib.parse import unquote

import pytest
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.test import RequestFactory, override_settings
from django.urls import include, path, resolve, reverse
from hypothesis import given
from hypothesis import strategies as st

from motcua.config import urls as installation
from motcua.foundation.identity.actors import Anonymous, Citizen, Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.ui.caching import public
from motcua.surfaces.ui.templatetags import ui


class ShopShut(Refusal):
    """A refusal for these tests."""

    code = "tests.shop-shut"
    message = "Cửa hàng đóng cửa lúc {hour} giờ."


def refuse(request):
    raise ShopShut(hour=17)


def hide(request):
    raise NotFound


def break_down(request):
    raise RuntimeError("defect")


def take(request):
    return HttpResponse("taken")


@public
def tell(request):
    messages.success(request, "Đã lưu <b>nháp</b>.")
    return render(request, "ui/errors/403.html")


@public
def open_page(request):
    return HttpResponse("open")


urlpatterns = [
    path("refuse/", refuse),
    path("can-bo/refuse/", refuse),
    path("hide/", hide),
    path("break/", break_down),
    path("take/", take),
    path("tell/", tell),
    path("open/", open_page),
    path("", include(installation)),
]
handler404 = installation.handler404
handler500 = installation.handler500

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def heading(page: str) -> str:
    return re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)[1]


def test_frame_leads_past_itself(visitor):
    page = visitor.get("/tro-giup/").text

    order = ['href="#main"', "<header>", "<main ", 'id="main"', "<h1"]

    assert sorted(order, key=page.index) == order


def test_frame_carries_no_inline_code(visitor):
    page = visitor.get("/tro-giup/").text

    assert "style=" not in page
    assert not re.search(r"<script(?![^>]*src=)", page)
    assert not re.search(r"\son[a-z]+=", page)


@override_settings(DEMO=True)
def test_demonstration_says_so_on_every_page(visitor):
    assert (
        "Dữ liệu minh hoạ: người và cơ quan đều là tưởng tượng." in visitor.get("/tro-giup/").text
    )
    assert visitor.get("/ui/").status_code == 200


@override_settings(DEMO=False)
def test_installation_in_service_has_no_gallery_and_no_demo_line(visitor):
    assert "minh hoạ" not in visitor.get("/tro-giup/").text
    assert visitor.get("/ui/").status_code == 404


@override_settings(INSTALLATION_NAME="Thành phố Mẫu")
def test_frame_names_the_installation(visitor):
    assert "Thành phố Mẫu" in visitor.get("/tro-giup/").text


def test_refusal_is_a_page_with_its_sentence_and_code(visitor):
    response = visitor.get("/refuse/")

    assert response.status_code == 409
    assert heading(response.text) == "Chưa thực hiện được"
    assert "Cửa hàng đóng cửa lúc 17 giờ." in response.text
    assert "tests.shop-shut" in response.text


def test_refusal_on_the_desk_looks_like_the_desk(visitor):
    assert "ui/dist/desk.css" in visitor.get("/can-bo/refuse/").text
    assert "ui/dist/portal.css" in visitor.get("/refuse/").text


def test_an_officer_who_is_lost_keeps_the_way_to_the_work():
    request = RequestFactory().get("/can-bo/khong-co/")
    request.actor = Officer(
        person_id=1, post_id=1, agency_id=1, unit_id=1, unit_kind="", name="Trần Thị Bình", title="",
        roles=frozenset({Role.DESK}),
    )  # fmt: skip

    page = render(request, "ui/errors/404.html").text

    assert 'href="/can-bo/tiep-nhan/"' in page
    assert 'for="dossier-search"' in page


@pytest.mark.parametrize(
    ("door", "elsewhere"),
    [("/dang-nhap/", "/tro-giup/"), ("/can-bo/dang-nhap/", "/can-bo/refuse/")],
)
def test_who_is_signing_in_is_offered_no_second_door(visitor, door, elsewhere):
    link = f'class="mc-bar__tool" href="{door}"'

    assert link not in visitor.get(door).text
    assert link in visitor.get(elsewhere).text


def test_a_desk_without_an_officer_has_no_empty_menu(visitor):
    assert "govuk-service-navigation" not in visitor.get("/can-bo/dang-nhap/").text


def test_a_number_in_a_sentence_stays_whole_and_escaped():
    words = ui.whole_codes("Hồ sơ H99.101-20261122-0000007 & <b>NT-AGPMC-K197P</b>")

    assert words == (
        'Hồ sơ <span class="mc-code">H99.101-20261122-0000007</span> &amp; '
        '&lt;b&gt;<span class="mc-code">NT-AGPMC-K197P</span>&lt;/b&gt;'
    )


def test_refusal_to_show_looks_like_nothing_there(visitor):
    response = visitor.get("/hide/")

    assert response.status_code == 404
    assert heading(response.text) == "Không tìm thấy"


def test_unknown_address_is_a_page_of_ours(visitor):
    response = visitor.get("/khong-co/")

    assert response.status_code == 404
    assert heading(response.text) == "Không tìm thấy trang"


def test_defect_is_a_page_that_needs_nothing(visitor):
    visitor.raise_request_exception = False

    response = visitor.get("/break/")

    assert response.status_code == 500
    assert heading(response.text) == "Hệ thống gặp lỗi"
    assert "RuntimeError" not in response.text


def test_stale_form_says_what_is_safe(visitor):
    response = visitor.post("/take/")

    assert response.status_code == 403
    assert heading(response.text) == "Trang đã mở quá lâu"


@pytest.mark.parametrize("name", ["400", "403"])
def test_error_page_can_be_drawn(name):
    from motcua.surfaces.ui import views

    answer = {"400": views.bad_request, "403": views.forbidden}[name]
    response = answer(RequestFactory().get("/"), Exception())

    assert response.status_code == int(name)


def test_flash_message_is_told_once_and_escaped(visitor):
    first = visitor.get("/tell/")
    second = visitor.get("/tro-giup/")

    assert "Đã lưu &lt;b&gt;nháp&lt;/b&gt;." in first.text
    assert "Đã lưu" not in second.text


def test_public_page_may_be_kept_and_starts_no_session(visitor):
    response = visitor.get("/open/")

    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert not response.cookies


def test_page_with_a_message_for_one_reader_is_kept_nowhere(visitor):
    response = visitor.get("/tell/")

    assert "no-store" in response.headers["Cache-Control"]
    assert "Đã lưu" in response.text


def test_page_of_a_person_who_signed_in_is_kept_nowhere(rf):
    request = rf.get("/open/")
    request.actor = Citizen(person_id=7, name="Trần Thị Mẫu", assurance=2)

    assert "no-store" in open_page(request).headers["Cache-Control"]


@pytest.mark.parametrize(
    ("actor", "shown"),
    [
        (Citizen(person_id=7, name="Trần Thị Mẫu", assurance=2), "Trần Thị Mẫu"),
        (Anonymous(), None),
    ],
)
def test_bar_names_who_signed_in(rf, actor, shown):
    request = rf.get("/")
    request.actor = actor

    page = render(request, "ui/errors/404.html").content.decode()

    assert ("mc-bar__name" in page) == (shown is not None)
    assert shown is None or shown in page


# --- addresses of rows ----------------------------------------------------------------------------


@given(st.text(st.characters(exclude_characters="/\n\r", exclude_categories=["Cs"]), min_size=1))
def test_the_address_of_a_row_leads_to_its_thing(reference):
    match = resolve(unquote(ui.address("desk:dossier", reference)))

    assert (match.view_name, match.kwargs) == ("desk:dossier", {"reference": reference})


@given(st.integers(0, 2**63))
def test_the_address_of_a_row_is_what_django_works_out(key):
    assert ui.address("desk:task", key) == reverse("desk:task", args=[key])


def test_what_stands_behind_the_things_own_part_stays():
    assert ui.address("desk:accept", "NT-0") == "/can-bo/tiep-nhan/NT-0/tiep-nhan/"
