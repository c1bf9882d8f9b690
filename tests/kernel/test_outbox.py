"""The outbox announces with the change and acts once."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from motcua.foundation.kernel import audit, clock, events, outbox, sealing
from motcua.foundation.kernel.models import Delivery, OutboxMessage, Reading
from motcua.foundation.kernel.subjects import Subject

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
LAMP = Subject(kind="lamp", key="1")


@dataclass(frozen=True, kw_only=True)
class LampLit(events.Event):
    type = "tests.lamp-lit"

    colour: str


seen: list[str] = []
broken: list[str] = []


@events.subscribe(LampLit)
def remember(envelope: events.Envelope) -> None:
    assert isinstance(envelope.event, LampLit)
    seen.append(envelope.event.colour)


@events.subscribe(LampLit)
def stumble(envelope: events.Envelope) -> None:
    if broken:
        raise RuntimeError(broken[0])


@pytest.fixture(autouse=True)
def _empty():
    seen.clear()
    broken.clear()


@pytest.mark.django_db
def test_a_consumer_hears_an_event_once():
    outbox.publish(LampLit(colour="đỏ"), subject=LAMP, at=MONDAY)

    outbox.drain()
    outbox.drain()

    assert seen == ["đỏ"]
    assert outbox.waiting_count() == 0


@pytest.mark.django_db
def test_events_of_a_subject_are_heard_in_order():
    for colour in ("một", "hai", "ba"):
        outbox.publish(LampLit(colour=colour), subject=LAMP, at=MONDAY)

    outbox.drain()

    assert seen == ["một", "hai", "ba"]


@pytest.mark.django_db
def test_a_failing_consumer_is_tried_again_and_does_not_repeat_the_others():
    broken.append("hỏng")
    outbox.publish(LampLit(colour="xanh"), subject=LAMP, at=MONDAY)

    outbox.drain()
    waiting = OutboxMessage.objects.get()
    broken.clear()
    with clock.fixed_at(waiting.retry_at + timedelta(seconds=1)):
        outbox.drain()

    assert waiting.attempts == 1
    assert "hỏng" in waiting.last_error
    assert seen == ["xanh"]
    assert Delivery.objects.count() == 2
    assert outbox.waiting_count() == 0


@pytest.mark.django_db
def test_a_later_event_does_not_overtake_a_failed_one_of_the_same_subject():
    broken.append("hỏng")
    outbox.publish(LampLit(colour="một"), subject=LAMP, at=MONDAY)
    outbox.drain()
    broken.clear()
    outbox.publish(LampLit(colour="hai"), subject=LAMP, at=MONDAY)
    outbox.publish(LampLit(colour="riêng"), subject=Subject(kind="lamp", key="2"), at=MONDAY)

    outbox.drain()

    assert seen == ["một", "riêng"]


@pytest.mark.django_db
def test_a_message_that_cannot_be_read_holds_nobody_else_up():
    outbox.publish(LampLit(colour="đỏ"), subject=LAMP, at=MONDAY)
    OutboxMessage.objects.update(payload={"shade": 1})
    outbox.publish(LampLit(colour="riêng"), subject=Subject(kind="lamp", key="2"), at=MONDAY)

    outbox.drain()

    assert seen == ["riêng"]
    assert "colour" in OutboxMessage.objects.get(is_delivered=False).last_error


@pytest.mark.django_db
def test_what_nobody_hears_is_delivered_to_nobody():
    outbox.publish(LampLit(colour="đỏ"), subject=LAMP, at=MONDAY)
    OutboxMessage.objects.update(type="tests.nobody-knows")

    outbox.drain()

    assert outbox.waiting_count() == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_never_announced():
    with transaction.atomic():
        outbox.publish(LampLit(colour="vàng"), subject=LAMP, at=MONDAY)
        transaction.set_rollback(True)

    assert outbox.waiting_count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["UPDATE kernel_reading SET purpose = 'x'", "DELETE FROM kernel_reading"]
)
def test_the_application_cannot_change_the_log_of_readings(statement):
    audit.note_reading(reader="officer:1", subjects=[LAMP], purpose="test")

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)

    assert Reading.objects.get().subjects == ["lamp:1"]


@pytest.mark.django_db
def test_readings_of_a_request_are_one_insert(django_assert_num_queries):
    with django_assert_num_queries(1), audit.collecting("/desk/"):
        for key in ("1", "2", "1"):
            audit.note_reading(
                reader="officer:1", subjects=[Subject(kind="lamp", key=key)], purpose="test"
            )

    assert Reading.objects.get().subjects == ["lamp:1", "lamp:2"]


@pytest.mark.django_db
def test_what_was_sealed_is_gone_with_its_key():
    key = sealing.create_key(LAMP)
    sealed = sealing.seal(key, {"tên": "Đặng Thị Ổi"}, context="answers")

    assert sealing.open_sealed(sealing.get_key(LAMP), sealed, context="answers") == {
        "tên": "Đặng Thị Ổi"
    }
    assert "Đặng".encode() not in sealed

    sealing.erase_key(LAMP)
    with pytest.raises(sealing.KeyErased):
        sealing.get_key(LAMP)
