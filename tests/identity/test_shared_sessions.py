"""How long a session on a shared screen lasts, whatever is done in it."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.identity.shared import TIMES, Limits, SharedSession

LIMITS = Limits(idle=timedelta(minutes=5), whole=timedelta(minutes=30), more=timedelta(minutes=10))


@given(st.lists(st.tuples(st.integers(0, 900), st.booleans()), max_size=60))
def test_no_session_outlives_its_whole_and_ten_times_more(acts):
    now = begun = datetime(2026, 11, 23, 2, tzinfo=UTC)
    session = SharedSession.begun(begun, LIMITS)
    for seconds, asks_for_more in acts:
        now += timedelta(seconds=seconds)
        if session.is_over(now):
            break
        before = session.ends_at
        if asks_for_more and session.may_have_more:
            session = session.prolonged(now, LIMITS)
            assert session.ends_at >= now + LIMITS.more
        else:
            session = session.touched(now, LIMITS)
        assert session.ends_at >= before
        assert session.ends_at <= begun + LIMITS.whole + TIMES * LIMITS.more

    assert session.is_over(now + max(LIMITS.more, LIMITS.idle))
    assert SharedSession.read(session.kept) == session
