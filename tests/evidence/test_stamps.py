"""Somebody else confirms when a checkpoint was there (RFC 3161), and what was swapped or forged is found."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from hypothesis import HealthCheck, settings
from hypothesis import given as let
from hypothesis import strategies as st
from procrastinate.contrib.django import app
from tests.evidence.authority import Authority, serving
from tests.evidence.test_evidence import many
from urllib3.exceptions import ProtocolError

from motcua.capabilities.evidence import actions, queries, stamps
from motcua.capabilities.evidence.errors import StampRefused
from motcua.capabilities.evidence.models import TimeStamp
from motcua.composition.casework import proof

pytestmark = pytest.mark.django_db
MADE = datetime(2026, 11, 23, 2, tzinfo=UTC)
DIGEST = bytes(range(32))


@pytest.fixture(scope="module")
def authority():
    """Whom the installation believes."""
    return Authority(at=MADE + timedelta(seconds=20))


@pytest.fixture(scope="module")
def other():
    """Somebody else with a key."""
    return Authority("Ai đó", at=MADE + timedelta(seconds=20))


@pytest.fixture
def address(authority, settings, tmp_path):
    """Let the installation believe the authority, and reach it."""
    authority.asked.clear()
    authority.answer = authority.stamp
    roots = tmp_path / "roots.pem"
    roots.write_bytes(authority.pem)
    with serving(authority) as address:
        settings.TIMESTAMP_URL, settings.TIMESTAMP_ROOTS = address, str(roots)
        yield address


def checkpoint(count=3):
    """Make a checkpoint over some more entries."""
    many(count)
    head = actions.make_checkpoint(at=MADE)
    assert head is not None
    return head


def roots(*authorities):
    from asn1crypto import pem, x509

    return tuple(x509.Certificate.load(pem.unarmor(one.pem)[2]) for one in authorities)


def fault(token, *authorities, digest=DIGEST, made_at=MADE):
    return stamps.find_fault(token, digest=digest, made_at=made_at, roots=roots(*authorities))


# --- asking ---------------------------------------------------------------------------------------


def test_the_newest_checkpoint_is_stamped_over_its_hash_once(authority, address):
    checkpoint()
    head = checkpoint()

    assert actions.stamp_newest() == authority.at
    assert actions.stamp_newest() is None

    ((kind, body),) = authority.asked
    assert kind == "application/timestamp-query"
    assert head.hash in body
    number, moment, token = queries.find_last_stamp()
    assert (number, moment) == (head.number, authority.at)
    assert fault(token, authority, digest=head.hash) == ""
    assert list(proof.verify()) == []
    assert proof.count().stamps == 1


def test_nobody_is_asked_where_no_authority_is_named_or_nothing_happened(
    authority, address, settings
):
    assert actions.stamp_newest() is None
    checkpoint()
    settings.TIMESTAMP_URL = ""

    assert actions.stamp_newest() is None
    assert authority.asked == []


def test_the_worker_asks_by_the_clock(authority, address):
    checkpoint()

    app.tasks["evidence.stamp"](timestamp=0)

    assert queries.count_stamps() == 1


@pytest.mark.parametrize(
    "answer",
    [
        (500, b""), (404, b"no"), (200, b""), (200, b"\x30\x03\x02\x01\x01"), (200, b"x" * 70_000),
        (302, b"http://127.0.0.1:9/"),
    ],
)  # fmt: skip
def test_an_authority_that_answers_something_else_is_asked_again_later(authority, address, answer):
    checkpoint()
    authority.answer = lambda _body: answer

    with pytest.raises(StampRefused):
        actions.stamp_newest()
    assert queries.count_stamps() == 0

    authority.answer = authority.stamp
    assert actions.stamp_newest() is not None


def test_nobody_at_the_address_keeps_nothing_from_going_on(address, settings):
    checkpoint()
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"

    with pytest.raises(StampRefused):
        actions.stamp_newest()
    assert checkpoint().number == 2


def test_an_authority_that_hangs_up_amid_its_answer_is_asked_again_later(
    authority, address, monkeypatch
):
    checkpoint()
    monkeypatch.setattr(stamps.requests.Session, "send", _hang_up(stamps.requests.Session.send))

    with pytest.raises(StampRefused, match="ProtocolError"):
        actions.stamp_newest()


def _hang_up(send):
    def sending(*args, **named):
        answer = send(*args, **named)

        def read(*_args, **_named):
            raise ProtocolError("gone")

        answer.raw.read = read
        return answer

    return sending


def test_an_answer_to_another_question_is_not_taken(authority, address):
    checkpoint()
    first = []

    def replay(body):
        first.append(authority.stamp(body))
        return first[0]

    authority.answer = replay
    actions.stamp_newest()
    checkpoint()

    with pytest.raises(StampRefused):
        actions.stamp_newest()


def test_what_somebody_else_stamps_is_not_kept(authority, other, address):
    checkpoint()
    authority.answer = other.stamp

    with pytest.raises(StampRefused, match="none of the authorities"):
        actions.stamp_newest()
    assert queries.count_stamps() == 0


# --- judging --------------------------------------------------------------------------------------


def test_a_token_holds_over_what_it_was_asked_for_alone(authority):
    token = authority.token(DIGEST)

    assert fault(token, authority) == ""
    assert fault(token, authority, digest=bytes(32)) == "it is over something else, or was altered"


def test_a_token_of_another_authority_proves_nothing(authority, other):
    assert "none of the authorities" in fault(other.token(DIGEST), authority)
    assert fault(other.token(DIGEST), authority, other) == ""


def test_a_certificate_that_is_not_for_stamps_proves_nothing():
    server = Authority("Máy chủ", at=MADE, stamps=False)

    assert fault(server.token(DIGEST), server)


def test_a_token_older_than_the_checkpoint_is_not_of_it(authority):
    token = authority.token(DIGEST)

    assert fault(token, authority, made_at=MADE + timedelta(minutes=4)) == ""
    assert (
        fault(token, authority, made_at=MADE + timedelta(days=1))
        == "it is older than the checkpoint"
    )


def test_a_certificate_that_had_run_out_by_then_proves_nothing():
    late = Authority("Hết hạn", at=datetime(2036, 1, 1, tzinfo=UTC))

    assert fault(late.token(DIGEST), late)


@let(st.data())
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200
)
def test_a_token_with_any_byte_altered_that_says_something_is_found(authority, data):
    """Some bytes say nothing that anybody reads (of unsigned wrapping): then all that is read is unaltered."""
    token = authority.token(DIGEST)
    place = data.draw(st.integers(0, len(token) - 1))
    altered = bytearray(token)
    altered[place] ^= data.draw(st.integers(1, 255))

    if fault(bytes(altered), authority) == "":
        assert stamps.read_moment(bytes(altered)) == stamps.read_moment(token)


@let(st.binary(max_size=300))
def test_what_is_no_token_is_refused_without_a_fault_of_ours(authority, content):
    assert fault(content, authority)


# --- tampering ------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("token = set_byte(token, 700, get_byte(token, 700) # 1)", ""),
        ("token = %(other)s", "none of the authorities"),
        ("token = %(over_another)s", "over something else"),
        ("token = ''", "no token"),
        ("stamped_at = stamped_at - interval '1 hour'", "moment"),
    ],
)
def test_a_stamp_that_was_swapped_or_altered_is_named(authority, other, address, change, why):
    head = checkpoint()
    actions.stamp_newest()

    as_owner(
        f"UPDATE evidence_timestamp SET {change}",
        {"other": other.token(head.hash), "over_another": authority.token(DIGEST)},
    )

    (broken,) = queries.verify_stamps()
    assert broken.where == "time-stamp of checkpoint 1"
    assert why in broken.why


def as_owner(statement, values):
    """Change the table as its owner, past what keeps rows from being changed."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE evidence_timestamp DISABLE TRIGGER only_added")
        cursor.execute(statement, values)
        cursor.execute("ALTER TABLE evidence_timestamp ENABLE TRIGGER only_added")


def test_the_application_can_only_add_stamps(authority, address):
    from django.db import DatabaseError, transaction

    checkpoint()
    actions.stamp_newest()

    for act in (
        lambda: TimeStamp.objects.all().delete(),
        lambda: TimeStamp.objects.update(token=b""),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_without_certificates_nothing_is_said_to_hold(authority, address, settings, tmp_path):
    checkpoint()
    actions.stamp_newest()

    for named in ("", str(tmp_path / "none.pem")):
        settings.TIMESTAMP_ROOTS = named
        (broken,) = proof.verify()
        assert "MOTCUA_TIMESTAMP_ROOTS" in broken.why


def test_stamps_behind_a_checkpoint_are_judged_alone(authority, address):
    first = checkpoint()
    actions.stamp_newest()
    checkpoint()
    actions.stamp_newest()

    assert proof.count(since=first).stamps == 1
    assert list(queries.verify_stamps(after=first.number)) == []
