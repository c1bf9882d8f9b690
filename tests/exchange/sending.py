"""A registered system, what it sends, and how it calls."""

import base64
import json

from motcua.capabilities.exchange import actions
from motcua.capabilities.exchange.enums import Scope
from tests.casework import people
from tests.casework.province import MONDAY

PORTAL = "cong-dvcqg"
PORTAL_NAME = "Cổng Dịch vụ công quốc gia"
NUMBER = "000.00.00.G22-260316-0007"
ARRIVALS = "/api/v1/exchange/arrivals"
PAPER = base64.b64encode(people.a_pdf()).decode()


def register(
    code=PORTAL, *, name=PORTAL_NAME, scopes=(Scope.ARRIVALS, Scope.MIRRORS), address="", **more
):
    """Register a system; return its token."""
    return actions.register(code=code, name=name, address=address, scopes=scopes, at=MONDAY, **more)


def a_parcel(**changes):
    """Return the complete birth registration of Hạnh's child, as the national portal would send it."""
    return {
        "number": NUMBER,
        "procedure_code": people.BIRTH,
        "agency_code": "H99.101",
        "lodged_at": "2026-03-16T08:50:00+07:00",
        "applicant": {
            "identity_number": "099192000101",
            "full_name": "Nguyễn Thị Hạnh",
            "birth_date": "1992-05-14",
            "assurance": 2,
        },
        "answers": people.ANSWERS,
        "papers": [{"code": "birth-notice", "filename": "giay-chung-sinh.pdf", "content": PAPER}],
    } | changes


def post(client, body, token, path=ARRIVALS):
    """Send a document with a token."""
    return client.post(
        path,
        body if isinstance(body, bytes) else json.dumps(body).encode(),
        content_type="application/json",
        headers={"authorization": f"Bearer {token}"} if token else {},
    )


def get(client, path, token):
    """Ask with a token."""
    return client.get(path, headers={"authorization": f"Bearer {token}"})
