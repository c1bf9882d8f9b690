"""The worker killed at each step of what follows from an act: nothing is lost, nothing is done twice.

One dossier lives its whole life while no worker runs. Then worker after worker is killed, each one step
further into the message in hand than the one before, until everything is delivered.
"""

import email
import email.policy
from collections import Counter

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection
from tests.casework import people
from tests.casework.province import MONDAY
from tests.documents.test_kills import files_of_rows, files_on_disk, sweep_everything
from tests.processes.harness import free_port
from tests.processes.killing import executioner

from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.documents.models import Document, IssuedPaper
from motcua.capabilities.notifications.enums import MessageState, Template
from motcua.capabilities.notifications.models import Message
from motcua.composition.casework import proof, results
from motcua.composition.steering.models import DayTally
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.models import DossierEvent
from motcua.domain.satisfaction.enums import Subject31
from motcua.foundation.kernel import events, outbox
from motcua.foundation.kernel.models import Delivery, OutboxMessage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]

# By the time a worker comes, nobody has to be asked to confirm the entry any more.
TOLD = [
    Template.LODGED,
    Template.ACCEPTED,
    Template.RESULT_READY,
    Template.RATING_INVITATION,
]


@pytest.fixture
def signed(province):
    """A birth that was registered while no worker ran; what was announced before is settled."""
    people.settle()
    dossier = people.accept(province, people.lodge(province))
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")
    return people.again(dossier)


def delivered():
    return OutboxMessage.objects.filter(is_delivered=True).count()


def deliver_under_fire(folder):
    """Kill a worker at each step of each message in turn; return how many were killed."""
    killed = step = 0
    with executioner("deliver", folder=folder) as attempt:
        while outbox.waiting_count():
            before = delivered()
            if attempt(None, step):
                break
            killed += 1
            step = 0 if delivered() > before else step + 1
    return killed


def test_what_follows_from_each_act_happens_once_however_often_the_worker_dies(
    province, signed, tmp_path
):
    killed = deliver_under_fire(tmp_path)
    results.rate(
        reference=signed.reference, posted=dict.fromkeys(Subject31, "5"), comment="",
        by=province.hanh, at=MONDAY,
    )  # fmt: skip
    killed += deliver_under_fire(tmp_path)

    assert killed > 10 * len(TOLD)
    assert outbox.waiting_count() == 0
    assert people.again(signed).state == State.HANDED_OVER
    assert_each_consumer_ran_once()
    assert_each_paper_exists_once(signed)
    assert_each_message_is_written_once(signed)
    (tally,) = DayTally.objects.filter(agency_id=signed.agency_id)
    counted = (tally.lodged, tally.accepted, tally.finished_on_time, tally.handed_over)
    assert (counted, tally.answers, tally.marks) == ((1, 1, 1, 1), 1, len(Subject31))
    assert list(proof.verify()) == []
    assert proof.count().entries == proof.count().positions


def assert_each_consumer_ran_once():
    """Every consumer has noted every message it heard, once; no message was given up."""
    expected = {
        (message.pk, consumer)
        for message in OutboxMessage.objects.all()
        for consumer in events.consumers_of(message.type)
    }
    noted = Delivery.objects.values_list("message_id", "consumer")
    assert set(noted) == expected
    assert set(OutboxMessage.objects.values_list("attempts", flat=True)) == {0}


def assert_each_paper_exists_once(dossier):
    """The receipt that the worker issued and the certificate that the chair signed, with their files."""
    issued = IssuedPaper.objects.filter(document__owner_key=dossier.reference)
    kinds = Counter(issued.values_list("kind", flat=True))
    assert kinds == {PaperKind.RECEIPT: 1, PaperKind.BIRTH_CERTIFICATE: 1}
    assert DossierEvent.objects.filter(dossier=dossier, act=Act.HAND_OVER).count() == 1
    # What killed workers left on the disk goes; what a row names stays.
    assert files_on_disk(settings.FILES_DIR) > files_of_rows()
    sweep_everything(settings.FILES_DIR)
    assert files_on_disk(settings.FILES_DIR) == files_of_rows()
    assert Document.objects.filter(owner_key=dossier.reference).count() == 3


def assert_each_message_is_written_once(dossier):
    written = Message.objects.filter(subject_key=dossier.reference).order_by("pk")
    assert list(written.values_list("template", flat=True)) == TOLD


class Post:
    """A mail server that counts the letters it takes by their Message-ID."""

    def __init__(self):
        self.taken = Counter()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.taken[letter["Message-ID"]] += 1
        return "250 OK"


@pytest.fixture
def post():
    """The running mail server, and how a worker reaches it."""
    post, port = Post(), free_port()
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    yield (
        post,
        {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": port,
        },
    )
    controller.stop()


def half_a_minute_passes():
    """Let the heartbeat of the workers that were killed be as old as a dead one's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '31 s'"
        )


def test_each_letter_is_sent_and_recorded_however_often_the_worker_dies(signed, post, tmp_path):
    server, way = post
    people.settle()
    assert set(states_of_messages()) == {MessageState.WAITING}

    killed = 0
    with executioner("send", folder=tmp_path, settings_there=way) as attempt:
        while not attempt(None, killed):
            killed += 1
            half_a_minute_passes()

    assert killed > 20
    assert states_of_messages() == [MessageState.DELIVERED] * len(TOLD)
    keys = [str(key) for key in Message.objects.values_list("key", flat=True)]
    # A letter may come twice, under the same Message-ID: when the worker died before it could note it.
    assert sorted(server.taken) == sorted(f"<{key}@{sender_domain()}>" for key in keys)
    assert set(server.taken.values()) - {1}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT status FROM procrastinate_jobs WHERE queue_name = 'messages'"
        )
        assert cursor.fetchall() == [("succeeded",)]


def states_of_messages():
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def sender_domain():
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
