"""What other systems handle is read here in the order they tell, whatever comes first."""

from datetime import timedelta

import msgspec
import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.composition.casework import mirroring, proof
from motcua.composition.steering import queries as steering
from motcua.domain.dossiers.models import Dossier
from motcua.domain.mirrors.errors import AnotherPerson, MirrorNotFound, SequenceTaken
from motcua.domain.mirrors.models import Mirror, MirrorWord
from motcua.domain.mirrors.queries import count_open
from motcua.foundation.identity.actors import System
from motcua.foundation.identity.models import Account
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.models import Reading
from tests.casework import people
from tests.casework.province import MONDAY
from tests.exchange import sending

pytestmark = pytest.mark.django_db

MIRRORS = "/api/v1/exchange/mirrors"
NUMBER = "G15.02-260316-0042"
MINISTRY = System(name="bo-tu-phap")
TODAY = MONDAY.date()


@pytest.fixture(autouse=True)
def _on_monday():
    with clock.fixed_at(MONDAY):
        yield


@pytest.fixture
def token(province):
    return sending.register(MINISTRY.name, name="Hệ thống của Bộ Tư pháp")


def a_message(**changes):
    return {
        "number": NUMBER,
        "sequence": 1,
        "procedure_code": people.BIRTH,
        "agency_code": "H99.101",
        "applicant": {
            "identity_number": "099192000101",
            "full_name": "Nguyễn Thị Hạnh",
            "birth_date": "1992-05-14",
        },
        "national_code": 4,
        "state_words": "Chờ lãnh đạo phòng duyệt",
        "lodged_at": "2026-03-10T08:00:00+07:00",
        "changed_at": "2026-03-11T08:00:00+07:00",
        "due_at": "2026-03-20T17:00:00+07:00",
        "link": "https://bo.example/ho-so/42",
    } | changes


def take(**changes):
    message = msgspec.convert(a_message(**changes), mirroring.MirrorMessage)
    return mirroring.take(message=message, by=MINISTRY, at=MONDAY)


def signed_in(actor, kind="citizen"):
    client = Client()
    client.force_login(Account.objects.get(person_id=actor.person_id, kind=kind))
    return client


def test_a_message_becomes_a_mirror_and_no_dossier(client, province, token):
    response = sending.post(client, a_message(), token, MIRRORS)

    assert (response.status_code, response.json()) == (
        200,
        {"number": NUMBER, "sequence": 1, "national_code": 4, "state_label": "Đang xử lý"},
    )
    assert Mirror.objects.get().person_id == province.hanh.person_id
    assert not Dossier.objects.exists()
    assert list(proof.verify()) == []


# --- Order ------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.integers(1, 6), min_size=1, max_size=9), st.randoms())
def test_whatever_comes_first_the_newest_is_shown_and_all_is_kept(province, came, chance):
    point = transaction.savepoint()
    try:
        for sequence in came:
            take(sequence=sequence, national_code=sequence, state_words=f"bước {sequence}")
        mirror = Mirror.objects.get()

        assert (mirror.sequence, mirror.national_code) == (max(came), max(came))
        words = MirrorWord.objects.order_by("place")
        assert [word.sequence for word in words] == list(dict.fromkeys(came))
        assert [word.place for word in words] == list(range(1, len(set(came)) + 1))
        assert list(proof.verify()) == []
        chance.shuffle(came)
        for sequence in came:
            take(sequence=sequence, national_code=sequence, state_words=f"bước {sequence}")
        assert MirrorWord.objects.count() == len(set(came))
    finally:
        transaction.savepoint_rollback(point)


def test_another_content_under_a_sequence_is_refused(province):
    take()

    with pytest.raises(SequenceTaken):
        take(national_code=9)
    assert Mirror.objects.get().national_code == 4


def test_a_dossier_does_not_change_its_applicant(province):
    take()
    other = {
        "identity_number": "099195000999", "full_name": "Lò Thị Mới", "birth_date": "1995-01-02",
    }  # fmt: skip

    with pytest.raises(AnotherPerson):
        take(sequence=2, applicant=other)


def test_what_is_altered_is_found(province):
    mirror = take()
    Mirror.objects.update(last_hash=b"x" * 32)

    assert [broken.where for broken in proof.verify()] == [
        f"dossier of another system {mirror.pk}, word 1"
    ]


# --- What is wrong ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": "---"}, "number"),
        ({"sequence": 0}, "sequence"),
        ({"sequence": 2**31}, "sequence"),
        ({"national_code": 0}, "national_code"),
        ({"national_code": 11}, "national_code"),
        ({"procedure_code": "9.999999"}, "procedure_code"),
        ({"agency_code": "H99.999"}, "agency_code"),
        ({"link": "http://bo.example/"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"state_words": "x" * 201}, "state_words"),
        ({"changed_at": "2026-03-11T08:00:00"}, "changed_at"),
        ({"applicant": a_message()["applicant"] | {"identity_number": "1"}}, "applicant.identity_number"),
        ({"applicant": a_message()["applicant"] | {"full_name": "Người Khác"}}, "applicant.full_name"),
        ({"applicant": a_message()["applicant"] | {"full_name": " "}}, "applicant.full_name"),
        ({"nonsense": 1}, "$"),
        ({"national_code": "four"}, "national_code"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_where_it_stands_and_nothing_is_kept(
    client, province, token, changes, field
):
    response = sending.post(client, a_message(**changes), token, MIRRORS)

    assert response.status_code == 422
    assert [wrong["field"] for wrong in response.json()["errors"]] == [field]
    assert not Mirror.objects.exists()


def test_without_the_scope_nothing_is_mirrored(client, province):
    token = sending.register(scopes=["arrivals"])

    assert sending.post(client, a_message(), token, MIRRORS).status_code == 403


# --- Who sees it --------------------------------------------------------------------------------------


def test_its_applicant_reads_it_and_is_led_there(province, token):
    mirror = take()
    client = signed_in(province.hanh)

    listed = client.get("/ho-so/").content.decode()
    page = client.get(f"/ho-so-noi-khac/{mirror.pk}/").content.decode()

    assert "Xử lý ở hệ thống khác" in listed
    assert f'href="/ho-so-noi-khac/{mirror.pk}/"' in listed
    for said in (NUMBER, "Hệ thống của Bộ Tư pháp", "Chờ lãnh đạo phòng duyệt", "https://bo.example/ho-so/42"):  # fmt: skip
        assert said in page
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]


def test_nobody_else_finds_it(province):
    mirror = take()

    assert signed_in(province.duc).get(f"/ho-so-noi-khac/{mirror.pk}/").status_code == 404
    for stranger in (province.stranger, province.controller):
        with pytest.raises(MirrorNotFound):
            mirroring.examine(mirror.pk, stranger, on=TODAY)
        assert mirroring.find(NUMBER, stranger) is None


def test_the_desk_finds_it_by_its_number_and_the_reading_is_noted(province):
    mirror = take()

    found = mirroring.find("g1502 260316 0042", province.desk)

    assert found.pk == mirror.pk
    assert Reading.objects.get().subjects == [f"mirror:{mirror.pk}"]


def test_anybody_with_the_number_learns_how_far_it_is_and_where(client, province, token):
    take()

    page = client.get("/tra-cuu/", {"so": NUMBER}).content.decode()

    assert "Đang xử lý" in page
    assert "Hệ thống của Bộ Tư pháp" in page
    assert "Nguyễn Thị Hạnh" not in page
    assert client.get("/tra-cuu/", {"so": "G15-0"}).status_code == 404


def test_boards_count_it_apart_and_never_among_ours(province):
    before = steering.get_board(
        agency_ids=[province.agency_id], since=TODAY, until=TODAY, now=MONDAY, language="vi"
    )
    take()
    take(number="ended", national_code=10)
    after = steering.get_board(
        agency_ids=[province.agency_id], since=TODAY, until=TODAY, now=MONDAY, language="vi"
    )

    assert count_open([province.agency_id]) == 1
    assert count_open([province.other_agency_id]) == 0
    assert after == before


def test_what_a_message_costs(province, django_assert_num_queries):
    take()

    with django_assert_num_queries(16):
        take(sequence=2, national_code=9, finished_at=(MONDAY - timedelta(hours=1)).isoformat())
