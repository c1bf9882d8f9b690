"""Messages: worded once, kept in the inbox, delivered once as far as SMTP allows."""

import uuid
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.capabilities.notifications import actions, queries, rules, tasks
from motcua.capabilities.notifications.channels import registry
from motcua.capabilities.notifications.channels.email.fake import FakeMailbox
from motcua.capabilities.notifications.enums import (
    ChannelKind,
    Language,
    MessageState,
    Template,
)
from motcua.capabilities.notifications.errors import NoSuchMessage
from motcua.capabilities.notifications.models import Message
from motcua.capabilities.notifications.rules import Recipient, WrongValues
from motcua.foundation.kernel import clock, sealing
from motcua.foundation.kernel.subjects import Subject

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
DOSSIER = Subject(kind="dossier", key="1")
CITIZEN = Recipient(person_id=7, email="oi@dan.example", name="Trần Văn Ổi")
EXAMPLES = {
    "number": "H99.101-261123-0001",
    "agency": "UBND xã Sông Lam & Bến Thành",
    "right_agency": "Công an xã",
    "officer": "Hoàng Lệ",
    "path": "/ho-so/ABC",
    "asked": "Sở Tư pháp & Hộ tịch",
}


def example(template):
    return {name: EXAMPLES.get(name, MONDAY) for name in rules.VALUES[Template(template)]}


def send(template="accepted", to=CITIZEN, **more):
    with transaction.atomic():
        return actions.send(
            **{
                "template": template,
                "to": to,
                "subject": DOSSIER,
                "values": example(template),
                "at": MONDAY,
                **more,
            }
        )


@pytest.fixture
def mailbox():
    fake = FakeMailbox()
    replaced = registry.use(ChannelKind.EMAIL, fake)
    yield fake
    registry.use(ChannelKind.EMAIL, replaced)


@pytest.fixture
def person(db):
    sealing.create_key(Subject(kind="person", key="7"))


@pytest.mark.parametrize("template", Template)
@pytest.mark.parametrize("language", Language)
def test_every_message_is_worded_in_every_language_with_all_its_values(template, language):
    title, body = actions._word(template, language, example(template))

    assert "H99.101-261123-0001" in title
    assert "{" not in title + body
    assert "http://127.0.0.1:8000/ho-so/ABC" in body
    for name in rules.VALUES[template] & EXAMPLES.keys() - {"path"}:
        assert EXAMPLES[name] in title + body
    if any(name.endswith(("_at", "_by")) for name in rules.VALUES[template]):
        assert "09:00 23/11/2026" in title + body


@pytest.mark.django_db
@pytest.mark.usefixtures("person")
def test_a_message_is_kept_as_it_was_worded():
    message = send(to=Recipient(person_id=7, email="oi@dan.example", name="Ổi", language="en"))

    (kept,) = queries.list_messages(7)
    assert kept == message
    assert kept.title == "Dossier H99.101-261123-0001 taken in, promised for 09:00 23/11/2026"
    assert (kept.state, kept.channel, kept.read_at) == (
        MessageState.WAITING,
        ChannelKind.EMAIL,
        None,
    )
    assert list(queries.list_about(DOSSIER)) == [message]
    assert list(queries.list_messages(8)) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("person")
def test_an_address_is_sealed_in_the_row():
    message = send()

    assert b"dan.example" not in bytes(message.address)


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"officer": None}, {"pin": "099"}])
def test_a_template_takes_its_own_values_and_no_others(change):
    values = {**example("accepted"), **change}
    values = {name: value for name, value in values.items() if value is not None}

    with pytest.raises(WrongValues):
        send(values=values)


@pytest.mark.django_db
def test_a_person_without_an_address_has_the_inbox():
    message = send(to=Recipient(person_id=7, email="", name="Ổi"))

    assert message.state == MessageState.KEPT
    assert not ProcrastinateJob.objects.exists()
    assert queries.count_unread(7) == 1


@pytest.mark.django_db
def test_opening_a_message_counts_once_and_only_for_its_owner():
    message = send(to=Recipient(person_id=7, email="", name="Ổi"))

    actions.mark_read(message_id=message.pk, person_id=7, at=MONDAY)
    actions.mark_read(message_id=message.pk, person_id=7, at=MONDAY + timedelta(days=1))
    with pytest.raises(NoSuchMessage):
        actions.mark_read(message_id=message.pk, person_id=8, at=MONDAY)

    message.refresh_from_db()
    assert message.read_at == MONDAY
    assert queries.count_unread(7) == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("person")
def test_delivering_twice_sends_once(mailbox):
    message = send()

    states = [actions.deliver(message_id=message.pk, at=MONDAY) for _time in range(2)]

    assert states == [MessageState.DELIVERED] * 2
    (letter,) = mailbox.letters
    assert letter.message_id == f"<{message.key}@lamgiang.example>"
    assert (letter.to_name, letter.to_address) == ("Trần Văn Ổi", "oi@dan.example")
    assert (letter.title, letter.body) == (message.title, message.body)


@pytest.mark.django_db
@pytest.mark.usefixtures("person")
def test_a_server_that_is_down_is_tried_again_under_the_same_message_id(mailbox):
    message = send()
    mailbox.is_down = True

    with pytest.raises(tasks.TryAgain):
        tasks.deliver.func(message.pk)
    mailbox.is_down = False
    tasks.deliver.func(message.pk)

    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_error) == (MessageState.DELIVERED, 2, "")


@pytest.mark.django_db
@pytest.mark.usefixtures("person")
def test_after_the_last_attempt_the_operator_sees_it(mailbox):
    message = send()
    mailbox.is_down = True

    for _attempt in range(rules.MAX_ATTEMPTS):
        state = actions.deliver(message_id=message.pk, at=MONDAY)

    assert state is MessageState.FAILED
    assert list(queries.list_undelivered()) == [message]


@pytest.mark.django_db
@pytest.mark.usefixtures("person")
def test_an_unknown_address_is_not_tried_again(mailbox):
    message = send()
    mailbox.unknown.add("oi@dan.example")

    assert actions.deliver(message_id=message.pk, at=MONDAY) is MessageState.FAILED
    assert tasks.deliver.func(message.pk) is None


@pytest.mark.django_db
@pytest.mark.usefixtures("person")
def test_an_erased_person_gets_nothing(mailbox):
    message = send()
    sealing.erase_key(message.person)

    assert actions.deliver(message_id=message.pk, at=MONDAY) is MessageState.FAILED
    assert mailbox.letters == []


@pytest.mark.django_db
@pytest.mark.usefixtures("person", "mailbox")
def test_a_bounce_is_noted_and_a_forged_one_changes_nothing():
    message = send()
    actions.deliver(message_id=message.pk, at=MONDAY)

    actions.record_bounce(key=uuid.uuid4(), reason="550")
    message.refresh_from_db()
    before = message.state
    actions.record_bounce(key=message.key, reason="550 no such user")
    message.refresh_from_db()

    assert before == MessageState.DELIVERED
    assert (message.state, message.last_error) == (MessageState.BOUNCED, "550 no such user")


def test_waits_grow_and_are_bounded():
    waits = [rules.wait_before(attempt) for attempt in range(1, rules.MAX_ATTEMPTS + 1)]

    assert waits[0] == timedelta(seconds=10)
    assert max(waits) == rules.LONGEST_WAIT
    assert all(earlier <= later for earlier, later in pairwise(waits))


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 10), (1, 30), (rules.MAX_ATTEMPTS - 1, None)]
)
def test_the_queue_waits_as_the_rule_says(attempts, seconds):
    job = type("Job", (), {"attempts": attempts})()

    decision = tasks.Backoff().get_retry_decision(exception=tasks.TryAgain(), job=job)

    if seconds is None:
        assert decision is None
    else:
        wait = decision.retry_at - clock.now()
        assert abs(wait.total_seconds() - seconds) < 5


@pytest.mark.django_db
@pytest.mark.usefixtures("person")
def test_sending_costs_three_queries(django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(3):
        actions.send(
            template="accepted", to=CITIZEN, subject=DOSSIER, values=example("accepted"), at=MONDAY
        )


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_an_inbox_costs_one_query(rows, django_assert_num_queries):
    for _row in range(rows):
        send(to=Recipient(person_id=7, email="", name="Ổi"))

    with django_assert_num_queries(1):
        assert len(queries.list_messages(7)) == rows


@pytest.mark.django_db(transaction=True)
def test_a_message_without_a_change_is_a_defect():
    with pytest.raises(TransactionManagementError):
        actions.send(
            template="accepted", to=CITIZEN, subject=DOSSIER, values=example("accepted"), at=MONDAY
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("mailbox")
def test_what_was_rolled_back_was_never_sent():
    sealing.create_key(Subject(kind="person", key="7"))
    with transaction.atomic():
        send()
        transaction.set_rollback(True)

    assert not Message.objects.exists()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_worker_delivers_what_was_committed(mailbox):
    sealing.create_key(Subject(kind="person", key="7"))
    message = send()

    with (
        clock.fixed_at(MONDAY),
        app.replace_connector(app.connector.get_worker_connector()) as worker,
    ):
        worker.run_worker(
            wait=False, queues=["messages"], install_signal_handlers=False, listen_notify=False
        )

    message.refresh_from_db()
    assert message.state == MessageState.DELIVERED
    assert [letter.to_address for letter in mailbox.letters] == ["oi@dan.example"]
    connection.close()
