"""When the agency's time runs again after an obligation. Pure."""

from datetime import date, datetime, time

from motcua.foundation.kernel.clock import VIETNAM


def resumed_at(
    *, asked_at: datetime, sent_at: datetime | None, paid_on: date, at: datetime
) -> datetime:
    """Return from when the clock goes on: from the payment, as far as anybody can know of it.

    The earliest of the end of the day of payment, the moment the applicant sent the proof, and now, but never
    before it was asked for: what an officer writes down late is not in the agency's favour.
    """
    evening = datetime.combine(paid_on, time.max, tzinfo=VIETNAM)
    return max(asked_at, min(at, evening, sent_at or at))
