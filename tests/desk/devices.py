"""What a browser at the counter does without a line, in one line each, over HTTP as its script does."""

from datetime import date
from uuid import uuid4

from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk import counter

PAGE = "/can-bo/ngoai-tuyen/"
DEVICE = "7b0c1e0e-6f0c-4f0e-9d53-5a5b4b1c0d11"
OTHER_DEVICE = "0c1d2e3f-6f0c-4f0e-9d53-5a5b4b1c0d22"
TICKED = {
    f"_{part}-{code}": value
    for code, form in counter.HANDED.items()
    for part, value in (("handed", "on"), ("form", form))
}


def keep(desk, device=DEVICE, on="16/03/2026", count="3"):
    """Keep numbers for the device; return the block as it keeps it."""
    sent = {"device": device, "name": "Quầy 2", "on": on, "count": count}
    answer = desk.post(f"{PAGE}giu-so/", sent)
    assert answer.status_code == 201, answer.text
    return answer.json()


def material(desk, device=DEVICE):
    """Return what the device fetches for its day."""
    return desk.get(f"{PAGE}du-lieu/", {"device": device}).json()


def slip(block, place=0, *, written_at=MONDAY, **changed):
    """Return what the device sends of one slip."""
    counter_, _number = block["free"][place]
    sent = {
        **{name: counter.WHO[name] for name in ("pin", "full_name", "born_on", "sex")},
        "_identified": "card", **TICKED, "code": people.BIRTH,
        "slip": str(uuid4()), "block": block["id"], "counter": str(counter_), "device": DEVICE,
        "written_at": str(written_at), "offset": "0", "offset_now": "0",
    } | changed  # fmt: skip
    return {name: value for name, value in sent.items() if value is not None}


def send(desk, sent):
    """Send one slip."""
    return desk.post(f"{PAGE}gui/", sent)


def of_a_stranger():
    """Return the boxes of another applicant."""
    return {name: counter.STRANGER[name] for name in ("pin", "full_name", "born_on", "sex")}


def today():
    """Return the day of the tests."""
    return date(2026, 3, 16)
