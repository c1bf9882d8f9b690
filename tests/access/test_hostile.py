"""Whatever comes to a door, the product answers it and does not break."""

import base64
from functools import partial
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.access.asking import STREAM, try_out
from tests.access.rows import ANONYMOUS
from tests.access.table import TABLE

KEYS = ("-1", "9" * 19, "9" * 5000, "a%00b", "%ff%fe", "x" * 3000, "..%2f..%2f'%22%3Cđ%0a")
LONG = "x" * 20_000
TEXTS = ("\x00", "9" * 30, "-1", "đ\u0301\x1b[2J\r\n\ufffe", "99999-01-01", LONG)
ALONE = ("9" * 30, "[]", LONG)
"""What a form reads in one field while the others are as they should be."""
QUESTIONS = (
    "q", "so", "tu", "sau", "trang", "co-quan", "tu-ngay", "den-ngay", "ky", "dau", "giay-to",
    "field", "level", "online", "page", "agency", "from", "vai-tro", "buoc", "tinh-trang",
    "han", "trang-thai", "thu-tuc", "moc", "next", "linh-vuc", "cap", "truc-tuyen", "state", "code",
)  # fmt: skip
FIELDS = (
    "outcome", "reason", "what", "why", "to_agency", "agency", "revision", "then", "from", "paper",
    "declared", "comment", "login", "password", "code", "next", "language", "size", "contrast",
    "child_full_name", "child_birth_date", "mother_birth_year", "copies_wanted", "mother_residence",
    "mother_residence.province", "time", "contacts", "information", "attitude", "result",
)  # fmt: skip
BODIES = (
    ("application/json", b"{"),
    ("application/xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
    ("application/x-www-form-urlencoded", b"%00=%00&&=&a%ZZ=%ff"),
    ("application/x-www-form-urlencoded; charset=nonsense", b"reason=x"),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="file'),
    ("multipart/form-data; boundary=x",
     b'--x\r\nContent-Disposition: form-data; name="f"; filename="a\x00.pdf"\r\n\r\n%PDF\r\n--x--'),
    (STREAM, b"x"),
    ("nonsense", b"x"),
)  # fmt: skip
METHODS = ("head", "options", "put", "patch", "delete", "trace")
COOKIES = ("sessionid", "django_language", "csrftoken", "motcua_display", "messages")
# What the product says of itself and of the provider of identities, not of what it was asked.
UNAVAILABLE = {"readyz", "dang-nhap/tiep-tuc/"}


@pytest.mark.parametrize("route", TABLE)
@pytest.mark.usefixtures("_provider_away")
def test_nothing_that_comes_to_a_door_breaks_it(things, visitors, route):
    row = TABLE[route]
    browser = visitors[min((row.owners & row.enters) - {ANONYMOUS})]
    browser.raise_request_exception = False

    statuses = {
        request: try_out(browser, partial(request.send, browser)).status_code
        for request in requests(route, things)
    }

    allowed = 503 if route in UNAVAILABLE else 499
    assert {request: status for request, status in statuses.items() if status > allowed} == {}


class Request:
    """One request to one address."""

    def __init__(self, method, address, body="", kind="text/plain", headers=None):
        self.method, self.address, self.body, self.kind = method, address, body, kind
        self.headers = headers or {}

    def __repr__(self):
        return f"{self.method} {self.address[:80]} {self.kind} {self.body[:60]!r} {self.headers}"

    def send(self, browser):
        """Send it as it is: nothing quoted or completed on the way."""
        return browser.generic(
            self.method.upper(), self.address, self.body, self.kind, headers=self.headers
        )


def requests(route, things):
    """Yield what comes to an address."""
    row, address = TABLE[route], things.address(route)
    for method in METHODS:
        yield Request(method, address, headers=row.headers)
    yield from keys(route, things)
    if "get" in row.answers:
        yield from questions(address)
    if row.headers:
        yield from announcements(row, address)
    elif "post" in row.answers:
        yield from forms(things.sent(row), address)
    for method in row.answers.keys() - {"get", "head"}:
        for kind, body in BODIES:
            yield Request(method, address, body, kind, headers=row.headers)


def keys(route, things):
    """Yield addresses in which something odd stands for one of the things."""
    row = TABLE[route]
    for part in row.things:
        for key in KEYS:
            for method in row.answers:
                elsewhere = things.address(route, **{part: key})
                yield Request(method, elsewhere, kind=STREAM, headers=row.headers)


def questions(address):
    """Yield questions that ask something odd by every name there is."""
    for text in TEXTS:
        yield Request("get", f"{address}?{urlencode(dict.fromkeys(QUESTIONS, text))}")


def forms(sent, address):
    """Yield forms in which everything is odd, and forms in which all but one field is as it should be."""
    odd = [dict.fromkeys(FIELDS, text) for text in TEXTS]
    odd += [sent | {name: text} for name in sent for text in ALONE]
    for fields in odd:
        yield Request("post", address, urlencode(fields), "application/x-www-form-urlencoded")


def announcements(row, address):
    """Yield what uploads may say of themselves."""
    wrong = [{name: text} for name in row.headers for text in TEXTS if text.isalnum()]
    wrong += [
        {"Upload-Metadata": metadata(filename=filename, paper=paper)}
        for filename, paper in (
            (b"a\x00.pdf", b"birth-notice"),
            (b"x" * 5000, b"birth-notice"),
            (b"../../etc/passwd", b"birth-notice"),
            (b"\xff\xfe", b"birth-notice"),
            (b"a.pdf", b"birth\x00notice"),
        )
    ]
    wrong += [{"Upload-Metadata": text} for text in ("filename", "filename ===,,")]
    for method in row.answers:
        for headers in wrong:
            yield Request(method, address, b"x", STREAM, headers=row.headers | headers)


def metadata(**values):
    """Return an announcement's values as the protocol writes them."""
    coded = {name: base64.b64encode(value).decode() for name, value in values.items()}
    return ",".join(f"{name} {value}" for name, value in coded.items())


@pytest.mark.parametrize("visitor", ["anonymous", "applicant", "desk"])
def test_an_address_that_cannot_be_gets_our_own_page(visitors, visitor):
    response = visitors[visitor].get("/ho-so/NT%00%1b/")

    assert response.status_code == 404
    assert "<h1" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_an_address_of_the_interface_that_cannot_be_is_a_problem(visitors):
    response = visitors["anonymous"].get("/api/v1/procedures/%00")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert "no-store" in response["Cache-Control"]


def test_what_is_asked_and_written_loses_what_nobody_can_type(things, visitors):
    asked = visitors["anonymous"].get("/tim-kiem/?q=khai%00%20sinh")
    written = visitors["desk"].post(
        things.address("can-bo/tiep-nhan/<str:reference>/yeu-cau-bo-sung/"),
        {"what": "Giấy\x00 chứng sinh", "why": "", "add": ""},
    )

    assert 'value="khai sinh"' in asked.content.decode()
    assert 'value="Giấy chứng sinh"' in written.content.decode()


@pytest.mark.parametrize("address", ["/", "/can-bo/", "/ho-so/", "/dang-nhap/"])
@pytest.mark.usefixtures("lives")
def test_no_cookie_breaks_a_door(address):
    browser = Client(raise_request_exception=False)
    odd = (r'"aaaaaaaa\000a"', "x" * 4000, "đ".encode().decode("latin-1"), "[", "''")

    found = {
        (name, value): browser.get(address, headers={"Cookie": f"{name}={value}"}).status_code
        for name in COOKIES
        for value in odd
    }

    assert set(found.values()) <= {200, 302}
