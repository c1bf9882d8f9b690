"""A counter without a line: numbers it holds, slips it sends, once and with their true time (Article 17)."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk import counter, devices

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import offline
from motcua.domain.dossiers.models import Dossier, Draft
from motcua.domain.reserves.models import Fate, Slip
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.subjects import Subject

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=3)
NEXT_DAY = MONDAY + timedelta(days=1)


def finish(desk, answer):
    """Write the rest of the sheet down and take it in."""
    sheet = answer.json()["sheet"]
    for then in ("save", "save", "accept"):
        done = counter.write(desk, sheet, then=then, _late_reason="Mất mạng", _identified="card")
    return done


def test_a_slip_sent_when_the_line_is_back_becomes_a_dossier_of_its_own_time(desk):
    block = devices.keep(desk)
    sent = devices.slip(block, written_at=MONDAY + timedelta(minutes=20))

    with clock.fixed_at(LATER):
        answer = devices.send(desk, sent)
        assert answer.status_code == 201, answer.text
        assert not answer.json()["needs_second"]
        assert finish(desk, answer).status_code == 302

    dossier = Dossier.objects.get()
    assert dossier.number == block["free"][0][1]
    assert dossier.accepted_at == MONDAY + timedelta(minutes=20)
    assert Fate.objects.get().dossier_id == dossier.pk


def test_the_device_s_clock_is_brought_to_ours(desk):
    block = devices.keep(desk)
    wrong_by = timedelta(minutes=47)
    sent = devices.slip(
        block, written_at=MONDAY + timedelta(minutes=20) - wrong_by,
        offset=str(int(wrong_by.total_seconds() * 1000)),
        offset_now=str(int(wrong_by.total_seconds() * 1000)),
    )  # fmt: skip

    with clock.fixed_at(LATER):
        assert devices.send(desk, sent).status_code == 201

    slip = Slip.objects.get()
    assert slip.came_at == MONDAY + timedelta(minutes=20)
    assert slip.written_at == MONDAY + timedelta(minutes=20) - wrong_by
    assert not slip.needs_second


@pytest.mark.parametrize(
    ("at", "offset_now"), [(NEXT_DAY, "0"), (LATER, "300000"), (LATER, "-300000"), (LATER, "")]
)
def test_the_time_of_a_late_slip_or_of_a_clock_that_moved_waits_for_a_second_person(
    desk, chair, at, offset_now
):
    block = devices.keep(desk)
    with clock.fixed_at(at):
        answer = devices.send(desk, devices.slip(block, offset_now=offset_now))
        assert answer.json()["needs_second"]
        assert finish(desk, answer).status_code == 302
        assert Dossier.objects.get().accepted_at == at
        slip = Slip.objects.get()
        assert (
            chair.post("/can-bo/so-giu-truoc/", {"act": f"confirmed:{slip.pk}"}).status_code == 302
        )

    assert Dossier.objects.get().accepted_at == MONDAY


def test_a_slip_sent_again_after_a_cut_is_answered_as_before(desk):
    block = devices.keep(desk)
    sent = devices.slip(block)

    answers = [devices.send(desk, sent) for _time in range(3)]

    assert [one.status_code for one in answers] == [201, 200, 200]
    assert len({one.text for one in answers}) == 1
    assert Draft.objects.count() == Slip.objects.count() == 1


def test_one_number_is_never_given_to_two(desk):
    block = devices.keep(desk)
    devices.send(desk, devices.slip(block))

    answer = devices.send(desk, devices.slip(block, **devices.of_a_stranger()))

    assert answer.status_code == 409
    assert answer.json()["code"] == "reserves.number-taken"
    assert Slip.objects.count() == 1


def test_slips_come_in_any_order(desk):
    block = devices.keep(desk)
    for place, who in ((2, {}), (0, devices.of_a_stranger())):
        assert devices.send(desk, devices.slip(block, place, **who)).status_code == 201

    assert [number for _counter, number in devices.material(desk)["blocks"][0]["free"]] == [
        block["free"][1][1]
    ]


def test_two_counters_hold_different_numbers(desk):
    first = devices.keep(desk)
    second = devices.keep(desk, device=devices.OTHER_DEVICE)

    numbers = [number for block in (first, second) for _counter, number in block["free"]]
    assert len(set(numbers)) == 6
    assert devices.send(desk, devices.slip(first, device=devices.OTHER_DEVICE)).status_code == 404
    assert [block["id"] for block in devices.material(desk)["blocks"]] == [first["id"]]


def test_another_agency_s_numbers_are_not_there(province, desk, sign_in):
    block = devices.keep(desk)
    stranger = sign_in(province.stranger)

    answer = devices.send(stranger, devices.slip(block))

    assert (answer.status_code, answer.json()["code"]) == (404, "reserves.block-not-found")
    assert devices.material(stranger)["blocks"] == []
    assert not Slip.objects.exists()


def test_who_is_signed_out_is_led_to_the_door_and_nothing_is_taken_down(desk):
    block = devices.keep(desk)
    sent = devices.slip(block)

    answer = devices.send(Client(), sent)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/can-bo/dang-nhap/")
    assert devices.send(desk, sent).status_code == 201


@pytest.mark.parametrize(
    ("changed", "status", "field"),
    [
        ({"pin": "12"}, 422, "pin"),
        ({"pin": ""}, 422, "pin"),
        ({"full_name": "Người Khác"}, 422, "full_name"),
        ({"_identified": None}, 422, "_identified"),
        ({"code": "9.999999"}, 404, ""),
        ({"written_at": "hôm qua"}, 422, "slip"),
        ({"written_at": "2026-03-16T09:00:00"}, 422, "slip"),
        ({"offset": "99999999999"}, 422, "slip"),
        ({"offset": "3600000"}, 422, "came_at"),
        ({"offset": "-3600000"}, 422, "came_at"),
        ({"slip": "x"}, 422, "slip"),
        ({"counter": "x"}, 422, "slip"),
        ({"counter": "77"}, 404, ""),
    ],
)
def test_what_is_refused_says_why_beside_its_box_and_leaves_the_number_free(
    province, desk, changed, status, field
):
    block = devices.keep(desk)

    answer = devices.send(desk, devices.slip(block, **changed))

    assert answer.status_code == status, answer.text
    assert list(answer.json()["problems"]) == [field]
    assert all(answer.json()["problems"].values())
    assert not Slip.objects.exists()
    assert not Draft.objects.exists()
    assert devices.send(desk, devices.slip(block)).status_code == 201


def test_a_scan_follows_in_pieces(desk):
    block = devices.keep(desk)
    told = devices.send(desk, devices.slip(block)).json()
    content = people.a_pdf()
    tus = {"Tus-Resumable": "1.0.0"}

    begun = desk.post(
        f"{told['upload']}?paper=birth-notice",
        headers={**tus, "Upload-Length": str(len(content))},
    )
    half = len(content) // 2
    for start, end in ((0, half), (half, len(content))):
        piece = desk.patch(
            begun["Location"], data=content[start:end], content_type="application/offset+octet-stream",
            headers={**tus, "Upload-Offset": str(start)},
        )  # fmt: skip
        assert piece.status_code == 204, piece.text

    draft = Draft.objects.get()
    kept = documents.list_documents(Subject(kind="draft", key=str(draft.pk)))
    assert [one.paper_code for one in kept] == ["birth-notice"]


def test_the_promise_on_the_slip_is_the_one_that_acceptance_gives(province, desk):
    block = devices.keep(desk)
    table = devices.material(desk)["promises"]["2026-03-16"][people.BIRTH]

    with clock.fixed_at(LATER):
        finish(desk, devices.send(desk, devices.slip(block)))

    dossier = Dossier.objects.get()
    since = [words for start, words in table if start <= "09:00"][-1]
    assert since == f"{dossier.due_at.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}"


def test_what_the_device_keeps_names_nobody_but_the_officer(desk):
    devices.send(desk, devices.slip(devices.keep(desk)))

    kept = desk.get(f"{devices.PAGE}du-lieu/", {"device": devices.DEVICE}).text

    assert counter.WHO["full_name"] not in kept
    assert counter.WHO["pin"] not in kept
    page = desk.get(devices.PAGE).text
    assert "Trần Thị Bình" not in page
    assert "csrfmiddlewaretoken" not in page


def test_switched_off_the_page_is_gone_and_its_worker_takes_itself_away(desk, settings):
    assert "unregister" not in Client().get(f"{devices.PAGE}worker.js").text

    settings.OFFLINE_COUNTER = False

    assert desk.get(devices.PAGE).status_code == 404
    worker = Client().get(f"{devices.PAGE}worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert "unregister" in worker.text
    assert "caches.delete" in worker.text


def test_every_procedure_that_is_kept_can_be_taken_in(province):
    versions = offline.list_procedures(province.desk, on=devices.today())

    assert people.BIRTH in {one.code for one in versions}
    assert all(one.form_definition_id is not None for one in versions)
