"""A waiting room in Sông Lam with two lines and two windows, and a second officer for the second window."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.casework.province import MONDAY

from motcua.domain.reception import actions
from motcua.domain.reception.enums import Origin, Priority
from motcua.domain.reception.models import Hall, Line, Window
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity import queries as people
from motcua.foundation.identity.enums import Role

WAYS = actions.Ways(
    firsts=(Priority.ELDERLY, Priority.DISABLED, Priority.PREGNANT, Priority.SMALL_CHILD),
    firsts_basis="Nội quy tiếp nhận số 01/NQ-UBND", share=2, elderly_from=75, slot_minutes=30,
    days_ahead=3,
)  # fmt: skip


@dataclass
class Room:
    """What the tests of a waiting room speak of."""

    hall: Hall
    papers: Line
    results: Line
    first: Window
    second: Window
    desk: object
    colleague: object
    clock: datetime = field(default=MONDAY)

    def later(self, **length):
        """Let time pass; return the new moment."""
        self.clock += timedelta(**length)
        return self.clock

    def take(self, line=None, priority=Priority.NONE):
        """Take a number at the kiosk, a second after what went before."""
        return actions.take(
            hall_id=self.hall.pk, line_id=(line or self.papers).pk, origin=Origin.KIOSK,
            priority=priority, at=self.later(seconds=1),
        )  # fmt: skip

    def sit(self, by=None, window=None):
        return actions.sit_down(
            window_id=(window or self.first).pk, by=by or self.desk, at=self.clock
        )

    def call(self, by=None):
        return actions.call_next(by=by or self.desk, at=self.later(seconds=1))

    def serve(self, ticket, by=None, minutes=5):
        """Serve who was called, and finish."""
        by = by or self.desk
        actions.serve(ticket_id=ticket.pk, by=by, at=self.later(seconds=30))
        return actions.finish(ticket_id=ticket.pk, by=by, at=self.later(minutes=minutes))

    def absent(self, ticket, by=None):
        return actions.mark_absent(
            ticket_id=ticket.pk, by=by or self.desk, at=self.later(seconds=30)
        )


def make(province):
    """Open the room the way the desk does."""
    desk = province.desk
    hall = actions.open_hall(by=desk)
    actions.set_ways(WAYS, by=desk)
    papers = actions.keep_line(
        actions.NamedLine(letter="A", name="Nộp hồ sơ", name_en="Hand in papers", places=2),
        by=desk,
    )
    results = actions.keep_line(
        actions.NamedLine(letter="B", name="Nhận kết quả", name_en="Fetch a result", is_results=True),
        by=desk,
    )  # fmt: skip
    first = actions.keep_window(number=1, line_ids=[papers.pk, results.pk], by=desk)
    second = actions.keep_window(number=2, line_ids=[papers.pk], by=desk)
    hall.refresh_from_db()
    return Room(
        hall=hall, papers=papers, results=results, first=first, second=second, desk=desk,
        colleague=_colleague(province),
    )  # fmt: skip


def _colleague(province):
    post = identity.create_officer(
        login="motcua.hai", password="Trang-len-dau-ngo-9", full_name="Lê Thị Hai", pin="099190000778",
        unit_id=province.desk.unit_id, title="Công chức Một cửa", roles=[Role.DESK],
        valid_from=MONDAY.date(), at=MONDAY,
    )  # fmt: skip
    return people.get_officer(post.id, on=MONDAY.date())
