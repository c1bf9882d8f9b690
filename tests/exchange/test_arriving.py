"""What was lodged on the national portal comes in as a dossier here (Decree 224/2026, Article 15.1.h-i)."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.db.models import Count
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.exchange.models import Call
from motcua.composition.casework import arriving, examining, parcels, proof
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import State
from motcua.domain.dossiers.errors import NumberTaken
from motcua.domain.dossiers.models import Alias, Dossier, DossierEvent, Draft
from motcua.domain.procedures import actions as procedures
from motcua.domain.procedures.enums import ExecutingSystem
from motcua.foundation.identity.actors import System
from motcua.foundation.identity.models import Account, Person
from motcua.foundation.kernel import clock
from tests.casework import people
from tests.casework.province import MONDAY
from tests.exchange import sending

pytestmark = pytest.mark.django_db

PORTAL = System(name=sending.PORTAL)


@pytest.fixture(autouse=True)
def _on_monday():
    with clock.fixed_at(MONDAY):
        yield


@pytest.fixture
def token(province):
    return sending.register()


def arrive(parcel=None, *, by=PORTAL):
    content = json.dumps(parcel or sending.a_parcel()).encode()
    return arriving.arrive(parcel=parcels.read(content), content=content, by=by, at=MONDAY)


def problems_of(response):
    assert response.status_code == 422
    return {(wrong["field"], wrong["code"]) for wrong in response.json()["errors"]}


def nothing_was_made():
    return not (Dossier.objects.exists() or Draft.objects.exists() or Alias.objects.exists())


def test_a_parcel_becomes_a_dossier_that_waits_at_the_desk(client, province, token):
    response = sending.post(client, sending.a_parcel(), token)

    dossier = Dossier.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "number": sending.NUMBER,
        "reference": dossier.reference,
        "accepted_number": None,
        "state": "lodged",
        "state_label": "Mới nộp, chờ tiếp nhận",
        "national_code": 1,
        "arrived_at": "2026-03-16T02:00:00Z",
        "intake_due_at": "2026-03-17T02:30:00Z",
        "due_at": None,
        "finished_at": None,
    }
    assert dossier.applicant_id == province.hanh.person_id
    assert [row.reference for row, _version in examining.list_queue(province.desk)] == [
        dossier.reference
    ]
    assert [paper.paper_code for paper in documents.list_documents(dossier.subject)] == [
        "birth-notice"
    ]
    assert dossiers.read_answers(dossier)["child_full_name"] == "Phạm Nguyễn Bảo Ngọc"


def test_the_log_begins_with_the_system_that_lodged_on_behalf_of_the_person(province):
    dossier = arrive().dossier

    first = DossierEvent.objects.get(dossier=dossier, seq=1)
    assert first.by == "system:cong-dvcqg"
    assert first.payload["through"] == {
        "system": "cong-dvcqg",
        "number": sending.NUMBER,
        "parcel": bytes(Alias.objects.get().parcel).hex(),
        "lodged_there_at": "2026-03-16T01:50:00.000000+00:00",
    }
    assert list(proof.verify()) == []


def test_it_is_handled_like_any_other(province):
    dossier = people.accept(province, arrive().dossier)
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")
    people.settle()

    assert people.again(dossier).state == State.HANDED_OVER


# --- The same again -------------------------------------------------------------------------------


def test_the_same_parcel_again_is_the_same_dossier(client, province, token):
    first = sending.post(client, sending.a_parcel(), token)
    again = sending.post(client, sending.a_parcel(), token)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Dossier.objects.count() == 1


def test_another_content_under_a_taken_number_is_refused(client, province, token):
    sending.post(client, sending.a_parcel(), token)
    changed = sending.a_parcel(answers=people.ANSWERS | {"copies_wanted": 3})

    response = sending.post(client, changed, token)

    assert (response.status_code, response.json()["code"]) == (409, "dossiers.number-taken")
    assert Dossier.objects.count() == 1


def test_two_systems_may_use_the_same_number(province):
    first = arrive()
    second = arrive(by=System(name="he-thong-khac"))

    assert first.dossier.pk != second.dossier.pk
    assert second.is_new


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(["A-1", "B-2"]), st.integers(0, 1)), max_size=6))
def test_whatever_is_sent_in_whatever_order_a_number_is_one_dossier(province, sent):
    """The first content of a number wins for ever; the same is answered, another is refused."""
    point = transaction.savepoint()
    try:
        first = {}
        for number, copies in sent:
            parcel = sending.a_parcel(
                number=number, answers=people.ANSWERS | {"copies_wanted": copies}
            )
            if first.setdefault(number, copies) == copies:
                arrive(parcel)
            else:
                with pytest.raises(NumberTaken):
                    arrive(parcel)
        assert dict(Alias.objects.values_list("number").annotate(n=Count("pk"))) == dict.fromkeys(
            first, 1
        )
        assert Dossier.objects.count() == len(first)
    finally:
        transaction.savepoint_rollback(point)


@pytest.mark.django_db(transaction=True)
def test_the_same_parcel_twenty_times_at_once_is_one_dossier(province):
    ready = Barrier(20, timeout=60)

    def send():
        ready.wait()
        try:
            return arrive()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=20) as threads:
        arrived = [one.result(timeout=120) for one in [threads.submit(send) for _ in range(20)]]

    assert len({one.dossier.pk for one in arrived}) == 1
    assert sorted(one.is_new for one in arrived) == [False] * 19 + [True]
    assert Dossier.objects.count() == Alias.objects.count() == 1
    assert list(proof.verify()) == []


# --- What is wrong is told point by point, and nothing is done --------------------------------------


def applicant(**changes):
    return sending.a_parcel()["applicant"] | changes


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"procedure_code": "9.999999"}, ("procedure_code", "procedures.not-found")),
        ({"agency_code": "H99.999"}, ("agency_code", "casework.not-provided")),
        ({"agency_code": "H99"}, ("agency_code", "casework.not-provided")),
        ({"number": "---"}, ("number", "casework.parcel-malformed")),
        ({"number": "9" * 65}, ("number", "casework.parcel-malformed")),
        ({"lodged_at": "2026-03-17T09:00:00+07:00"}, ("lodged_at", "casework.parcel-malformed")),
        ({"lodged_at": "2026-03-16T08:00:00"}, ("lodged_at", "casework.parcel-malformed")),
        (
            {"applicant": applicant(identity_number="12")},
            ("applicant.identity_number", "identity.pin-malformed"),
        ),
        (
            {"applicant": applicant(assurance=1)},
            ("applicant.assurance", "casework.assurance-too-low"),
        ),
        (
            {"applicant": applicant(birth_date="1992-05-15")},
            ("applicant.full_name", "identity.person-differs"),
        ),
        (
            {"applicant": applicant(full_name="Người Khác")},
            ("applicant.full_name", "identity.person-differs"),
        ),
        (
            {"applicant": applicant(full_name=" ")},
            ("applicant.full_name", "casework.parcel-malformed"),
        ),
        ({"answers": people.ANSWERS | {"nonsense": 1}}, ("answers.nonsense", "unknown")),
        ({"papers": []}, ("papers", "paper-missing")),
        (
            {"papers": [{"code": "birth-notice", "filename": "a.pdf", "content": "YWJj"}]},
            ("papers[0].content", "documents.unsupported-type"),
        ),
        (
            {
                "papers": [
                    *sending.a_parcel()["papers"],
                    {"code": "nobody-asks", "filename": "a.pdf", "content": sending.PAPER},
                ]
            },
            ("papers[1].code", "casework.paper-not-asked"),
        ),
        ({"extra": 1}, ("$", "casework.parcel-malformed")),
        ({"applicant": applicant(assurance="two")}, ("applicant.assurance", "casework.parcel-malformed")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_where_it_stands_and_nothing_is_kept(
    client, province, token, changes, told
):
    people_before = Person.objects.count()

    found = problems_of(sending.post(client, sending.a_parcel(**changes), token))

    assert found == {told}
    assert nothing_was_made()
    assert Person.objects.count() == people_before


def test_every_wrong_answer_is_told_at_once(client, province, token):
    answers = people.ANSWERS | {"child_full_name": "", "child_sex": "x"}

    found = problems_of(sending.post(client, sending.a_parcel(answers=answers, papers=[]), token))

    assert {field for field, _code in found} == {
        "answers.child_full_name", "answers.child_sex", "papers",
    }  # fmt: skip


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff", b"null"])
def test_what_is_no_parcel_is_refused(client, province, token, body):
    assert problems_of(sending.post(client, body, token))
    assert nothing_was_made()


def test_what_is_executed_elsewhere_does_not_arrive(client, province, token):
    procedures.execute_elsewhere(
        procedure_code=people.BIRTH, system=ExecutingSystem.MINISTRY, name="Hệ thống hộ tịch",
        address="https://hotich.example/", basis="Công văn 7/BTP", valid_from=date(2026, 3, 1),
    )  # fmt: skip

    found = problems_of(sending.post(client, sending.a_parcel(), token))

    assert found == {("procedure_code", "procedures.executed-elsewhere")}


def test_somebody_who_was_never_here_becomes_known_without_an_account(province):
    stranger = applicant(
        identity_number="099195000999", full_name="Lò Thị Mới", birth_date="1995-01-02"
    )

    dossier = arrive(sending.a_parcel(applicant=stranger)).dossier

    assert dossier.applicant.full_name == "Lò Thị Mới"
    assert not Account.objects.filter(person_id=dossier.applicant_id).exists()


# --- Found by either number -------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [sending.NUMBER, "0000000g222603160007"])
def test_the_desk_and_anybody_find_it_by_the_other_systems_number(client, province, typed):
    dossier = arrive().dossier

    assert examining.find(typed, province.desk).pk == dossier.pk
    assert examining.find(typed, province.stranger) is None
    body = client.get(f"/api/v1/dossiers/{typed}").json()
    assert body == {
        "number": dossier.reference,
        "state": "lodged",
        "state_label": "Mới nộp, chờ tiếp nhận",
        "national_code": 1,
        "own": None,
        "system": None,
    }


def test_its_applicant_reads_the_number_on_the_page_and_others_find_nothing(province):
    sending.register()
    dossier = arrive().dossier

    page = signed_in(province.hanh).get(f"/ho-so/{dossier.reference}/")
    strange = signed_in(province.duc).get(f"/ho-so/{dossier.reference}/")

    assert f"Mã trên {sending.PORTAL_NAME}" in page.content.decode()
    assert sending.NUMBER in page.content.decode()
    assert strange.status_code == 404


def signed_in(citizen):
    client = Client()
    client.force_login(Account.objects.get(person_id=citizen.person_id))
    return client


# --- Asking -----------------------------------------------------------------------------------------


def test_the_system_asks_how_far_its_dossier_is(client, province, token):
    dossier = people.accept(province, arrive().dossier)

    body = sending.get(client, f"/api/v1/exchange/dossiers/{sending.NUMBER}", token).json()

    assert (body["accepted_number"], body["national_code"]) == (dossier.number, 4)


def test_another_system_finds_nothing(client, province, token):
    dossier = arrive().dossier
    other = sending.register("he-thong-khac", name="Hệ thống khác")

    for number in (sending.NUMBER, dossier.reference):
        response = sending.get(client, f"/api/v1/exchange/dossiers/{number}", other)
        assert (response.status_code, response.json()["code"]) == (404, "dossiers.not-found")


# --- Evidence and price -------------------------------------------------------------------------------


def test_every_call_is_logged_the_refused_ones_too(client, province, token):
    sending.post(client, sending.a_parcel(), token)
    sending.post(client, sending.a_parcel(papers=[]), token)
    sending.get(client, "/api/v1/exchange/dossiers/none", token)

    assert list(Call.objects.order_by("pk").values_list("operation", "status", "code")) == [
        ("arrive", 201, ""),
        ("arrive", 409, "dossiers.number-taken"),
        ("ask-state", 404, "dossiers.not-found"),
    ]
    assert Call.objects.first().subject_key == Dossier.objects.get().reference


def test_an_alias_that_the_log_does_not_tell_of_is_found(province):
    dossier = people.lodge(province)
    Alias.objects.create(
        dossier=dossier, system="x", number="1", number_key="1", parcel=b"", since=MONDAY
    )

    assert [broken.why for broken in proof.verify()] == ["the log does not begin with it"]


def test_what_an_arrival_costs(province, django_assert_max_num_queries):
    arrive(sending.a_parcel(number="warm"))

    with django_assert_max_num_queries(45):
        arrive()


def test_the_same_again_costs_the_lock_and_one_query(province, django_assert_num_queries):
    arrive()

    with django_assert_num_queries(4):
        assert not arrive().is_new


def test_a_clock_a_little_ahead_is_forgiven(province):
    soon = (MONDAY + timedelta(minutes=2)).isoformat()

    assert arrive(sending.a_parcel(lodged_at=soon)).is_new
