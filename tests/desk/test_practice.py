"""The way to the practice site, its door, and the exercises, each judged by the real log."""

import os
import re
import subprocess
import sys
from datetime import timedelta

import pikepdf
import pytest
from django.conf import settings as installed
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk import counter
from tests.documents import samples

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import papers, rules
from motcua.composition.casework import intake
from motcua.composition.practising.enums import Exercise, Missing
from motcua.foundation.identity.models import SignIn
from motcua.foundation.kernel import clock, practising
from motcua.foundation.kernel.practising import Stage, Wish
from motcua.surfaces.desk.presenting import practice as presenting

pytestmark = pytest.mark.django_db
WAY, DOOR, EXERCISES = "/can-bo/tap-thu/", "/can-bo/tap-thu/vao/", "/can-bo/tap-thu/bai/"
KEY = "k" * 32


@pytest.fixture
def real(settings, tmp_path):
    """Where real work is done, with a practice site beside it."""
    settings.STATE_DIR = tmp_path
    settings.PRACTICE_URL = "http://127.0.0.1:9005"
    settings.PRACTICE_KEY = KEY
    return tmp_path / practising.FOLDER


@pytest.fixture
def practice(settings):
    """The practice site itself."""
    settings.PRACTICE = True
    settings.PRACTICE_KEY = KEY


def entered(role=presenting.DESK):
    client = Client()
    client.get(DOOR, {"ve": practising.write_ticket(KEY)})
    assert client.post(DOOR, {"role": role}).status_code == 302
    return client


def judged(client):
    found = client.get(EXERCISES).context["exercises"]
    return {one.verdict.exercise: one.verdict.missing for one in found}


def asked_for_more(province):
    dossier = people.lodge(province)
    intake.request_supplement(
        reference=dossier.reference, items=[{"what": "Bản chụp rõ", "why": "Mờ"}],
        reason="Chưa đọc được", by=province.desk, at=clock.now(),
    )  # fmt: skip


# --- From real work -------------------------------------------------------------------------------


def test_a_wish_is_left_for_whoever_runs_the_site_and_the_page_says_how_far_it_is(desk, real):
    assert "Chuẩn bị bản tập" in desk.get(WAY).text

    desk.post(WAY, {"wish": "start"})

    assert practising.take_wish(real) is Wish.START
    assert practising.take_wish(real) is None
    assert "Đang chuẩn bị" in desk.get(WAY).text
    practising.write_stage(real, Stage.FAILED)
    assert "Chưa chuẩn bị được" in desk.get(WAY).text


def test_the_way_in_carries_a_ticket_that_names_nobody(desk, real, province):
    practising.write_stage(real, Stage.READY)

    page = desk.get(WAY).text

    (ticket,) = re.findall(r'href="http://127.0.0.1:9005/can-bo/tap-thu/vao/\?ve=([^"]+)"', page)
    assert practising.is_ticket(ticket.replace("%3A", ":"), KEY)
    assert "reset" in page


def test_an_installation_without_a_practice_site_says_so(desk):
    assert "chưa bật bản tập" in desk.get(WAY).text
    desk.post(WAY, {"wish": "start"})
    assert practising.take_wish(installed.STATE_DIR / practising.FOLDER) is None


def test_nobody_becomes_somebody_else_where_real_work_is_done(province, real):
    client = Client()

    assert client.get(DOOR, {"ve": practising.write_ticket(KEY)}).status_code == 404
    assert client.post(DOOR, {"role": presenting.LEADER}).status_code == 404
    assert client.get(EXERCISES).status_code == 302
    assert not SignIn.objects.exists()


# --- The door -------------------------------------------------------------------------------------


def test_without_a_fresh_ticket_the_door_is_closed(province, practice):
    client = Client()
    with clock.fixed_at(MONDAY):
        ticket = practising.write_ticket(KEY)

    assert client.get(DOOR).status_code == 403
    assert client.get(DOOR, {"ve": ticket + "x"}).status_code == 403
    assert client.get(DOOR, {"ve": practising.write_ticket("another")}).status_code == 403
    assert client.post(DOOR, {"role": presenting.LEADER}).status_code == 403
    assert client.get(DOOR, {"ve": ticket}).status_code == 302
    assert len(client.get(DOOR).context["cast"]) == len(presenting.ROLES)


def test_no_ticket_opens_a_site_without_a_key():
    assert not practising.is_ticket(practising.write_ticket(""), "")


def test_a_role_is_chosen_without_a_password_and_changed(province, practice):
    client = entered()

    page = client.get(EXERCISES)
    assert page.context["who"].post_id == province.desk.post_id
    assert "Bản tập — hồ sơ giả định, không có giá trị." in page.text
    client.post(DOOR, {"role": presenting.LEADER})
    assert client.get(EXERCISES).context["who"].post_id == province.chair.post_id
    assert client.post(DOOR, {"role": "nobody"}).status_code == 404


# --- Exercises ------------------------------------------------------------------------------------


def test_the_log_says_what_was_done_and_what_is_missing(province, practice):
    client = entered()
    assert judged(client)[Exercise.ASK_ONCE] is Missing.NOT_ASKED

    asked_for_more(province)

    found = judged(client)
    assert found[Exercise.ASK_ONCE] is None
    assert found[Exercise.TAKE_IN] is Missing.NOTHING_TAKEN_IN


def test_another_procedure_taken_in_is_told_from_the_one_asked_for(province, practice):
    client = entered()

    assert counter.taken_in(client).status_code == 302

    assert judged(client)[Exercise.TAKE_IN] is Missing.OTHER_PROCEDURE


def test_what_was_done_before_counts_no_more_once_begun_anew(province, practice):
    client = entered()
    counter.taken_in(client)
    later = clock.now() + timedelta(minutes=1)

    with clock.fixed_at(later):
        client.post(EXERCISES)

        assert judged(client)[Exercise.TAKE_IN] is Missing.NOTHING_TAKEN_IN


def test_the_exercises_cost_the_same_whatever_was_done(
    province, practice, django_assert_num_queries
):
    client = entered()
    counter.taken_in(client)
    with django_assert_num_queries(17):
        client.get(EXERCISES)
    asked_for_more(province)
    with django_assert_num_queries(17):
        client.get(EXERCISES)


@pytest.mark.parametrize("exercise", Exercise)
def test_each_exercise_is_explained(exercise):
    guide = presenting.GUIDES[exercise]

    assert guide.role in presenting.ROLES
    assert len(guide.steps) >= 3
    assert guide.article


# --- What leaves ----------------------------------------------------------------------------------


def test_papers_of_practice_say_so_and_are_never_called_genuine(settings, practice):
    pdf = documents.typeset(
        papers.Template.MARITAL_STATUS, samples.ALL_PAPERS[papers.Template.MARITAL_STATUS](),
        at=MONDAY,
    )  # fmt: skip
    code = documents.draw_verification_code()

    shown = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    assert "BẢN TẬP" in shown.stdout.decode()
    settings.PRACTICE = False
    for answer in (_verified(pdf), Client().get(f"/xac-minh/{code}/")):
        assert answer.status_code == 404
        assert "Giấy của bản tập" in answer.text
        assert "Giấy tờ thật" not in answer.text


def _verified(pdf):
    file = SimpleUploadedFile("giay.pdf", pdf, "application/pdf")
    return Client().post("/xac-minh/", {"file": file})


def test_a_genuine_code_is_never_one_of_practice(monkeypatch):
    drawn = iter("TAP" + "0" * 9 + "7" * 12)
    monkeypatch.setattr(rules.secrets, "choice", lambda _alphabet: next(drawn))

    assert rules.new_verification_code() == "7" * 12


def test_an_ordinary_file_is_not_taken_for_one_of_practice(tmp_path):
    path = tmp_path / "a.pdf"
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(path)

    assert "Giấy của bản tập" not in _verified(path.read_bytes()).text
    assert "Giấy của bản tập" not in _verified(b"no pdf").text


SAY = (
    "import django; django.setup();"
    "from django.conf import settings as s;"
    "from motcua.capabilities.exchange.connectors.registry import receiver_at;"
    "print(s.EMAIL_BACKEND.split('.')[-2], type(receiver_at('https://x.example/')).__name__,"
    " s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)"
)


def test_on_the_practice_site_no_message_leaves_and_no_real_session_ends():
    said = subprocess.run(
        [sys.executable, "-c", SAY], capture_output=True, text=True, check=True,
        env=os.environ | {"MOTCUA_PRACTICE": "1"},
    ).stdout.split()  # fmt: skip

    assert said[:2] == ["dummy", "SimulatedPortal"]
    assert said[2] != installed.SESSION_COOKIE_NAME
    assert said[3] != installed.CSRF_COOKIE_NAME


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()
