"""Numbers are taken, called, called again, served, missed and passed on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from motcua.domain.reception import actions, queries
from motcua.domain.reception.enums import Happening, Origin, Priority, TicketState
from motcua.domain.reception.errors import (
    DoorsClosed,
    HallNotFound,
    LineClosed,
    NotAtAWindow,
    StillServing,
    TicketMoved,
    TicketNotFound,
    WindowNotFound,
    WindowTaken,
)
from motcua.domain.reception.models import Entry, Ticket

pytestmark = pytest.mark.django_db


def log_of(ticket):
    return list(ticket.entries.order_by("pk").values_list("what", flat=True))


def test_numbers_of_a_line_run_without_a_gap_and_begin_anew_each_day(room):
    labels = [room.take(line).label for line in (room.papers, room.results, room.papers)]
    room.later(days=1)

    assert labels == ["A001", "B001", "A002"]
    assert room.take().label == "A001"


def test_no_number_is_given_out_before_the_doors_open(room):
    room.clock = room.clock.replace(hour=5)

    with pytest.raises(DoorsClosed, match="07:30 16/03/2026"):
        room.take()


def test_a_line_that_is_closed_gives_out_nothing(room):
    actions.keep_line(
        actions.NamedLine(letter="A", name="Nộp hồ sơ", is_open=False), line_id=room.papers.pk,
        by=room.desk,
    )  # fmt: skip

    with pytest.raises(LineClosed):
        room.take()


def test_who_is_called_is_served_and_the_log_tells_it(room):
    ticket = room.take()
    room.sit()

    assert room.call() == ticket
    done = room.serve(ticket)

    assert (done.state, done.window_id) == (TicketState.DONE, room.first.pk)
    assert done.pace == timedelta(minutes=5, seconds=30)
    assert log_of(ticket) == [
        Happening.TAKEN, Happening.CALLED, Happening.SERVING, Happening.FINISHED,
    ]  # fmt: skip
    with pytest.raises(ProgrammingError), transaction.atomic():
        Entry.objects.filter(ticket=ticket).update(at=room.clock)


def test_the_next_call_finishes_with_who_is_served_and_not_with_who_was_only_called(room):
    first, second = room.take(), room.take()
    room.sit()
    room.call()
    with pytest.raises(StillServing):
        room.call()
    actions.serve(ticket_id=first.pk, by=room.desk, at=room.clock)

    assert room.call() == second

    first.refresh_from_db()
    assert first.state == TicketState.DONE
    actions.serve(ticket_id=second.pk, by=room.desk, at=room.clock)
    assert room.call() is None
    second.refresh_from_db()
    assert second.state == TicketState.DONE


def test_a_window_calls_its_own_lines_alone(room):
    room.take(room.results)
    room.sit(room.colleague, room.second)

    assert room.call(room.colleague) is None


def test_groups_that_go_first_do_and_one_of_the_others_after_two_of_them(room):
    plain = [room.take() for _one in range(2)]
    first = [room.take(priority=Priority.ELDERLY) for _one in range(3)]
    room.sit()

    order = []
    while ticket := room.call():
        order.append(ticket.label)
        room.serve(ticket)

    labels = [one.label for one in (first[0], first[1], plain[0], first[2], plain[1])]
    assert order == labels


def test_a_group_that_does_not_go_first_here_is_not_written_down(room):
    assert room.take(priority=Priority.MERIT).priority == Priority.NONE


def test_who_was_absent_is_called_once_more_behind_three_others(room):
    tickets = [room.take() for _one in range(5)]
    room.sit()
    away = room.absent(room.call())
    assert away.state == TicketState.WAITING

    order = []
    while ticket := room.call():
        order.append(ticket.label)
        if ticket == away:
            break
        room.serve(ticket)

    assert order == [tickets[place].label for place in (1, 2, 3, 0)]
    assert room.absent(away).state == TicketState.MISSED
    assert log_of(away)[-3:] == [Happening.ABSENT, Happening.CALLED, Happening.MISSED]


def test_who_was_absent_has_two_minutes_to_come_back(room):
    room.take()
    room.sit()
    away = room.absent(room.call())

    assert room.call() is None
    room.later(minutes=2)
    assert room.call() == away


def test_who_is_passed_on_waits_in_the_other_line_since_the_number_was_taken(room):
    ticket = room.take()
    later = room.take(room.results)
    room.sit()
    room.call()
    actions.serve(ticket_id=ticket.pk, by=room.desk, at=room.clock)

    passed = actions.transfer(
        ticket_id=ticket.pk, line_id=room.results.pk, by=room.desk, at=room.clock
    )

    assert (passed.label, passed.line_id, passed.window_id) == ("A001", room.results.pk, None)
    assert [room.call(), later.label] == [ticket, "B001"]
    with pytest.raises(LineClosed):
        actions.transfer(ticket_id=ticket.pk, line_id=room.results.pk, by=room.desk, at=room.clock)


def test_who_is_passed_on_to_one_window_waits_for_it_while_somebody_sits_there(room):
    ticket = room.take(room.results)
    room.sit()
    room.sit(room.colleague, room.second)
    room.call()

    actions.transfer(ticket_id=ticket.pk, window_id=room.second.pk, by=room.desk, at=room.clock)

    assert room.call() is None
    assert room.call(room.colleague) == ticket
    actions.transfer(ticket_id=ticket.pk, window_id=room.first.pk, by=room.colleague, at=room.clock)
    actions.leave(by=room.desk, at=room.clock)
    room.sit(room.desk, room.first)
    assert room.call() == ticket
    with pytest.raises(WindowNotFound):
        actions.transfer(ticket_id=ticket.pk, window_id=room.first.pk, by=room.desk, at=room.clock)


def test_what_waits_for_a_window_that_is_left_is_called_by_another(room):
    ticket = room.take()
    room.sit()
    room.call()
    actions.transfer(ticket_id=ticket.pk, window_id=room.second.pk, by=room.desk, at=room.clock)

    assert room.call() == ticket


def test_a_ticket_that_moved_is_not_moved_again(room):
    ticket = room.take()
    room.sit()
    room.sit(room.colleague, room.second)
    room.call()

    with pytest.raises(TicketMoved):
        actions.serve(ticket_id=ticket.pk, by=room.colleague, at=room.clock)
    with pytest.raises(TicketMoved):
        actions.finish(ticket_id=ticket.pk, by=room.desk, at=room.clock)
    with pytest.raises(TicketMoved):
        actions.give_up(code=ticket.code, at=room.clock)
    assert actions.recall(ticket_id=ticket.pk, by=room.desk, at=room.clock).calls == 2


def test_who_gives_a_number_up_is_not_called(room):
    ticket = room.take()
    actions.give_up(code=ticket.code, at=room.clock)
    room.sit()

    assert room.call() is None
    with pytest.raises(TicketNotFound):
        actions.give_up(code="x", at=room.clock)


def test_a_window_seats_one_officer_and_an_officer_sits_at_one_window(room, province):
    room.sit()
    with pytest.raises(WindowTaken):
        room.sit(room.colleague)
    with pytest.raises(NotAtAWindow):
        room.call(room.colleague)
    with pytest.raises(WindowNotFound):
        actions.sit_down(window_id=0, by=room.desk, at=room.clock)
    for stranger in (province.stranger, province.registrar):
        with pytest.raises(HallNotFound):
            room.sit(stranger)
    room.take()
    room.call()
    with pytest.raises(StillServing):
        room.sit(room.desk, room.second)
    with pytest.raises(StillServing):
        actions.leave(by=room.desk, at=room.clock)


def test_nobody_sits_through_the_night(room):
    ticket = room.take()
    room.sit()
    room.call()
    actions.serve(ticket_id=ticket.pk, by=room.desk, at=room.clock)
    room.later(days=1)
    with pytest.raises(NotAtAWindow):
        room.call()

    room.sit(room.colleague)

    tomorrow = room.take()
    assert room.call(room.colleague) == tomorrow
    ticket.refresh_from_db()
    assert (ticket.state, ticket.ended_at) == (TicketState.DONE, None)


def test_the_database_seats_one_ticket_at_a_window(room):
    one, other = room.take(), room.take()
    room.sit()
    room.call()

    with pytest.raises(IntegrityError, match="ticket_one_at_a_window"), transaction.atomic():
        Ticket.objects.filter(pk=other.pk).update(
            state=TicketState.CALLED, window=room.first, called_at=room.clock
        )
    assert one.number == 1


def test_what_is_expected_is_said_once_enough_were_served(room):
    waiting = room.take()
    assert queries.place_of(waiting, now=room.clock).expected is None
    room.sit()
    room.serve(room.call())
    for _one in range(8):
        room.take()
        room.serve(room.call())
    ahead, mine = room.take(), room.take()

    place = queries.place_of(mine, now=room.clock)

    assert (place.ahead, place.windows) == (1, 1)
    assert (place.expected.least, place.expected.most) == (15, 15)
    assert queries.place_of(ahead, now=room.clock).ahead == 0


def test_times_are_counted_from_the_log(room):
    room.sit()
    room.take()
    room.later(minutes=10)
    room.serve(room.call(), minutes=4)
    missed = room.take()
    room.absent(room.call())
    room.later(minutes=5)
    room.absent(room.call())
    room.take(room.results)

    spells = queries.list_spells(room.hall, first=room.clock.date(), last=room.clock.date())
    found = queries.times_of(spells)

    assert (found.taken, found.served, found.missed) == (3, 1, 1)
    assert found.wait_median == timedelta(minutes=10, seconds=31)
    assert found.serve_slow == timedelta(minutes=4)
    assert [one.hour for one in spells] == [9, 9, 9]
    assert missed.label == "A002"


def test_a_kiosk_s_number_is_told_from_one_by_telephone(room):
    by_phone = actions.take(
        hall_id=room.hall.pk, line_id=room.papers.pk, origin=Origin.PHONE, at=room.clock
    )

    assert (by_phone.origin, by_phone.number, len(by_phone.code)) == (Origin.PHONE, 1, 22)
