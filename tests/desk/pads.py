"""What a desk does with a pad of slips after a day without power, in one line each, over HTTP."""

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.casework import people
from tests.desk import counter

from motcua.domain.reserves.models import Block, Slip

LIST = "/can-bo/so-giu-truoc/"
KEEP = {"act": "keep", "name": "Tập phiếu 3", "on": "16/03/2026", "count": "3"}
SLIP = {
    "act": "enter", "code": people.BIRTH, "_came_on": "16/03/2026", "_came_time": "08:05",
    "_identified": "card",
    "_late_reason": "Mất điện từ 8 giờ; phiếu số 15, tập 3.",
    **{name: counter.WHO[name] for name in ("pin", "full_name", "born_on", "sex")},
}  # fmt: skip

HOW = counter.how_it_came(SLIP)


def keep(desk, **changed):
    """Keep numbers for a pad; return the block."""
    answer = desk.post(LIST, KEEP | changed)
    assert answer.status_code == 302, counter.linked(answer)
    return Block.objects.get(pk=answer["Location"].split("/")[-2])


def page(block):
    """Return the address of the block's page."""
    return f"{LIST}{block.pk}/"


def enter(desk, block, place=0, **changed):
    """Send one slip of the pad, with its picture."""
    picture = SimpleUploadedFile("phieu.pdf", people.a_pdf("phiếu"), "application/pdf")
    sent = {"counter": str(block.first + place), "picture": picture, **SLIP, **changed}
    return desk.post(
        page(block), {name: value for name, value in sent.items() if value is not None}
    )


def entered(desk, block, place=0, **changed):
    """Enter one slip of the pad; return it."""
    answer = enter(desk, block, place, **changed)
    assert answer.status_code == 302, counter.linked(answer)
    return Slip.objects.get(block=block, counter=block.first + place)


def sheet_of(slip):
    """Return the address of the slip's sheet."""
    return f"{counter.LIST}{slip.draft_id}/"


def write(desk, slip):
    """Write the rest of the slip's sheet down."""
    for _time in range(2):
        answer = counter.write(desk, sheet_of(slip), **HOW)
        assert answer.status_code == 302, counter.linked(answer)


def take_in(desk, slip):
    """Press the button that takes in."""
    return counter.write(desk, sheet_of(slip), then="accept", **HOW)


def judge(officer, slip, verdict="confirmed", **sent):
    """Say as another officer whether the time is right."""
    return officer.post(LIST, {"act": f"{verdict}:{slip.pk}", **sent})
