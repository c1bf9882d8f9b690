"""Every address of a draft or a dossier is its owner's alone; the rest of the portal is open."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from tests.casework import people
from tests.portal.lodging.browsing import attach, begin, fill, lodged

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.notifications import queries as notifications
from motcua.domain.dossiers import queries as dossiers

pytestmark = pytest.mark.django_db


@pytest.fixture
def owned(hanh, province):
    """Addresses of one citizen's draft, dossier and message, by name."""
    address = fill(hanh)
    attach(hanh, address)
    draft = address.split("/")[2]
    (attached,) = documents.list_documents(dossiers.list_drafts(province.hanh)[0].subject)
    created = hanh.post(
        f"{address}tai-len/?paper=birth-notice",
        headers={"Tus-Resumable": "1.0.0", "Upload-Length": "10"},
    )
    upload = created["Location"].split("/")[4]
    dossier = people.lodge(province)
    people.accept(province, dossier)
    people.do(province.registrar, dossier, "dat")
    people.settle()
    (handed_in, _receipt) = documents.list_documents(dossier.subject)
    message = notifications.list_messages(province.hanh.person_id)[0]
    reference = dossier.reference
    return {
        "draft": [draft],
        "page": [draft, "con"],
        "discard": [draft],
        "papers": [draft],
        "draft-document": [draft, attached.pk],
        "remove-document": [draft, attached.pk],
        "uploads": [draft],
        "upload": [draft, upload],
        "check": [draft],
        "lodge": [draft],
        "dossier": [reference],
        "lodged": [reference],
        "document": [reference, handed_in.pk],
        "supplement": [reference],
        "entry": [reference],
        "withdraw": [reference],
        "rate": [reference],
        "message": [message.pk],
    }


METHODS = {
    "remove-document": ["post"],
    "lodge": ["post"],
    "supplement": ["post"],
    "uploads": ["post"],
    "upload": ["head", "patch", "delete"],
    "page": ["get", "post"],
    "discard": ["get", "post"],
    "papers": ["get", "post"],
    "entry": ["get", "post"],
    "withdraw": ["get", "post"],
    "rate": ["get", "post"],
}
TUS = {"Tus-Resumable": "1.0.0", "Upload-Length": "10", "Upload-Offset": "0"}
FORM = {
    "revision": "0",
    "paper": "birth-notice",
    "declared": "on",
    "outcome": "dong_y",
    **dict.fromkeys(("time", "contacts", "information", "attitude", "result"), "5"),
}


def ask(browser, name, values):
    """Ask for the address by every method it knows; return the answers."""
    address = reverse(f"portal:{name}", args=values)
    for method in METHODS.get(name, ["get"]):
        if name in {"uploads", "upload"}:
            yield browser.generic(
                method.upper(), f"{address}?paper=birth-notice", b"%PDF-",
                content_type="application/offset+octet-stream", headers=TUS,
            )  # fmt: skip
        else:
            yield getattr(browser, method)(address, FORM if method == "post" else None)


def test_another_citizen_finds_nothing(owned, duc):
    for name, values in owned.items():
        for answer in ask(duc, name, values):
            assert answer.status_code == 404, name


def test_an_officer_finds_nothing_on_the_portal_side(owned, desk_browser):
    for name, values in owned.items():
        for answer in ask(desk_browser, name, values):
            assert answer.status_code == 404, name


def test_somebody_not_signed_in_is_led_to_the_door(owned):
    for name, values in [*owned.items(), ("dossiers", []), ("inbox", []), ("start", ["1.001193"])]:
        for answer in ask(Client(), name, values):
            assert answer.status_code == 302, name
            assert answer["Location"].startswith("/dang-nhap/"), name


def test_the_owner_gets_in_everywhere(owned, hanh):
    """The same requests, so that the refusals above do not come from a wrong address."""
    done = {}
    last = ("remove-document", "lodge", "discard", "entry", "withdraw")
    for name in [*(name for name in owned if name not in last), *last]:
        done[name] = [answer.status_code for answer in ask(hanh, name, owned[name])]

    assert {name for name, codes in done.items() if 404 in codes} == set()


def test_nobody_finds_what_does_not_exist(hanh):
    missing = uuid.uuid4()
    for name in ("draft", "papers", "check"):
        assert hanh.get(reverse(f"portal:{name}", args=[missing])).status_code == 404
    assert hanh.get(reverse("portal:dossier", args=["NT-00000-00000"])).status_code == 404
    assert hanh.get(reverse("portal:message", args=[987654])).status_code == 404
    assert hanh.get("/thu-tuc/9.999999/nop/").status_code == 404


def test_each_page_of_a_form_exists_or_not(hanh):
    draft = begin(hanh)

    assert hanh.get(f"{draft}to-khai/con/").status_code == 200
    assert hanh.get(f"{draft}to-khai/khong-co/").status_code == 404


def test_a_form_without_its_token_is_refused(hanh, province):
    from motcua.foundation.identity.models import Account

    careful = Client(enforce_csrf_checks=True)
    careful.force_login(Account.objects.get(person_id=province.hanh.person_id))

    assert careful.post("/thu-tuc/1.001193/nop/", {"agency": "H99.101"}).status_code == 403


def test_anybody_tracks_a_number_and_learns_nothing_more(hanh, province):
    reference = lodged(hanh)
    dossier = people.accept(province, dossiers.get_for_citizen(reference, province.hanh))

    for typed in (reference, dossier.number, dossier.number.lower().replace("-", " ")):
        answer = Client().get("/tra-cuu/", {"so": typed})
        page = answer.content.decode()
        assert answer.status_code == 200
        assert dossier.number in page
        assert "Đang ở bước này" in page
        for secret in ("Hạnh", "Bảo Ngọc", "khai sinh", "Sông Lam", f"{dossier.due_at:%d/%m/%Y}"):
            assert secret not in page, secret


@pytest.mark.parametrize("typed", ["H99.101-20260316-9999999", "NT-00000-00000", "'; --", "đ" * 99])
def test_an_unknown_number_is_said_to_be_unknown(province, typed):
    answer = Client().get("/tra-cuu/", {"so": typed})

    assert answer.status_code == 404
    assert "Không có hồ sơ mang số này" in answer.content.decode()
