"""A person takes all their data home: one file for machines, nobody else's data in it."""

import io
import json
import zipfile
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.authorisations.acting import begin
from tests.authorisations.consenting import give
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk.conftest import _on_monday, chair, sign_in
from tests.dossiers import steps
from tests.evidence.verifying import verify
from tests.feedback.front_door import send
from tests.privacy.test_looks import open_it
from tests.privacy.test_objections import ANSWER, DESK, JUSTIFIED, WHY, ask
from tests.reception import room as rooms

from motcua.composition.casework import taking_home
from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.reception import actions as reception
from motcua.domain.satisfaction import actions as satisfaction
from motcua.domain.satisfaction.enums import Mark, Subject31
from motcua.foundation.identity.permissions import SHARED_COOKIE
from motcua.foundation.kernel.models import Reading

__all__ = ["_on_monday", "chair", "sign_in"]

pytestmark = pytest.mark.django_db
PAGE = "/du-lieu-ca-nhan/tai-ve/"
PRICE_OF_NOTHING = 12
PRICE_OF_A_DOSSIER = 11


def taken(browser):
    """Return the files of what was taken home, by name."""
    answer = browser.post(PAGE)
    assert answer.status_code == 200, answer.text
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_all_of_ones_data_is_in_the_file(hanh, chair, province):
    dossier = people.lodge(province)
    open_it(dossier, province.desk)
    objection = ask(hanh, province.hanh)
    chair.post(f"{DESK}{objection.pk}/", JUSTIFIED)
    sent, _answer = send(hanh)

    files = taken(hanh)

    data = json.loads(files["du-lieu.json"])
    assert data["format"] == "motcua-person/1"
    assert (data["person"]["full_name"], data["person"]["pin"]) == (
        province.hanh.name, "099192000101",
    )  # fmt: skip
    (held,) = data["dossiers"]
    assert held["reference"] == dossier.reference
    assert held["procedure"]["code"] == people.BIRTH
    assert held["answers"].items() >= {"child_full_name": people.ANSWERS["child_full_name"]}.items()
    assert held["files"]
    assert {file["path"].split("/")[2] for file in held["files"]} == {dossier.reference}
    assert hanh.get(held["files"][0]["path"]).status_code == 200
    assert data["messages"]
    assert [one["number"] for one in data["feedback"]] == [sent.number]
    (asked,) = data["objections"]
    assert [one["text"] for one in asked["happened"]] == [WHY, ANSWER]
    assert asked["finding"] == "justified"
    assert data["readings"]["is_whole"]
    assert dossier.reference in {one["dossier"] for one in data["readings"]["rows"]}
    assert province.desk.name not in files["du-lieu.json"]


def test_each_history_in_it_proves_itself(hanh, province, tmp_path):
    dossier = people.lodge(province)

    files = taken(hanh)

    assert set(files) == {"doc-truoc.txt", "du-lieu.json", f"lich-su/{dossier.reference}.json"}
    status, _said = verify(tmp_path, json.loads(files[f"lich-su/{dossier.reference}.json"]))
    assert status == 0
    assert "motcua-person/1" in files["doc-truoc.txt"]


def test_drafts_ratings_and_bookings_are_in_it(hanh, duc, province):
    draft = people.fill(province, at=MONDAY)
    rated = steps.again(steps.lodge(province))
    steps.direct(province, rated)
    marks = dict.fromkeys(Subject31, Mark.SATISFIED) | {Subject31.TIME: Mark.NEUTRAL}
    satisfaction.rate(dossier=steps.again(rated), marks=marks, comment="Nhanh.", at=MONDAY)
    room = rooms.make(province)
    for _time in range(21):
        booking = reception.book(
            hall_id=room.hall.pk, line_id=room.papers.pk, by=province.hanh,
            starts_at=MONDAY.replace(hour=10) + timedelta(days=1), at=MONDAY,
        )  # fmt: skip
        reception.cancel(booking_id=booking.pk, by=province.hanh, at=MONDAY)

    data = json.loads(taken(hanh)["du-lieu.json"])

    (written,) = data["drafts"]
    assert written["procedure"]["code"] == people.BIRTH
    assert written["answers"] == dossier_queries.get_draft(draft.pk, province.hanh).answers
    (said,) = data["ratings"]
    assert (said["dossier"], said["comment"]) == (rated.reference, "Nhanh.")
    assert said["marks"] == {
        "time": 3, "contacts": 4, "information": 4, "attitude": 4, "result": 4,
    }  # fmt: skip
    assert [one["line"] for one in data["bookings"]] == [room.papers.name] * 21
    others = json.loads(taken(duc)["du-lieu.json"])
    assert (others["drafts"], others["ratings"], others["bookings"]) == ([], [], [])


def test_what_one_writes_for_somebody_else_is_in_neither_file(hanh, duc, province):
    give(province, Scope.LODGE, Scope.FOLLOW)
    begin(province)

    drafts = [json.loads(taken(browser)["du-lieu.json"])["drafts"] for browser in (hanh, duc)]

    assert dossier_queries.list_drafts(province.duc)
    assert drafts == [[], []]


def test_nobody_elses_data_is_in_it(hanh, duc, province):
    dossier = people.lodge(province)
    open_it(dossier, province.desk)
    send(hanh)

    files = taken(duc)

    data = json.loads(files["du-lieu.json"])
    empty = {name: data[name] for name in ("dossiers", "feedback", "objections")}
    assert empty == {"dossiers": [], "feedback": [], "objections": []}
    assert data["readings"]["rows"] == []
    assert dossier.reference not in files["du-lieu.json"]
    assert "099192000101" not in files["du-lieu.json"]


def test_that_it_was_taken_is_noted(hanh, province):
    dossier = people.lodge(province)

    taken(hanh)

    noted = Reading.objects.get(purpose="taking-home")
    assert noted.reader == province.hanh.key
    assert set(noted.subjects) == {str(dossier.subject), f"person:{province.hanh.person_id}"}


def test_looking_at_the_page_takes_nothing(hanh, province):
    page = hanh.get(PAGE)

    assert page.status_code == 200
    assert "Tải tệp ZIP" in page.text
    assert not Reading.objects.filter(purpose="taking-home").exists()


def test_on_a_shared_screen_nothing_is_left_behind(hanh, province):
    hanh.cookies[SHARED_COOKIE] = signing.Signer(salt=SHARED_COOKIE).sign(province.agency_id)

    assert "Tải tệp ZIP" not in hanh.get(PAGE).text
    answer = hanh.post(PAGE)

    assert answer.status_code == 409
    assert "nhiều người dùng chung" in answer.text
    assert not Reading.objects.filter(purpose="taking-home").exists()


def count_queries(province):
    with CaptureQueriesContext(connection) as captured:
        taking_home.take_home(province.hanh, [], at=MONDAY)
    return len(captured)


def test_each_dossier_costs_no_more_than_the_one_before(province):
    costs = [count_queries(province)]
    for _time in range(3):
        people.lodge(province)
        costs.append(count_queries(province))

    steps = [after - before for before, after in pairwise(costs[1:])]
    assert costs[0] <= PRICE_OF_NOTHING
    assert all(step <= PRICE_OF_A_DOSSIER for step in steps)
