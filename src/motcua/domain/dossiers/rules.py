"""What the law says of a dossier's life: a table of moves and pure functions. No tables, no clock."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from motcua.domain.dossiers.enums import Act, Due, Stage, State
from motcua.domain.dossiers.errors import ActRefused
from motcua.foundation.kernel import chain
from motcua.foundation.kernel.worktime import Calendar, TimeUnit, due_after


@dataclass(frozen=True, kw_only=True)
class Move:
    """One lawful change of state: from where, to where, under which article."""

    sources: frozenset[State]
    target: State
    article: str
    needs_reason: bool = False


def _move(*sources: State, to: State, article: str, reason: bool = False) -> Move:
    return Move(sources=frozenset(sources), target=to, article=article, needs_reason=reason)


# Articles are of Decree 61/2018/NĐ-CP unless another source is named. Decree 118/2025 replaced it on
# 1 July 2025; its article numbers could not be read, so the 2018 ones stand, marked to be verified.
MOVES: Final[Mapping[Act, Move]] = {
    Act.LODGE: _move(to=State.LODGED, article="Điều 16"),
    Act.ASK_AT_INTAKE: _move(
        State.LODGED, to=State.SUPPLEMENT_AT_INTAKE, article="Điều 17.2.a", reason=True
    ),
    Act.SUPPLEMENT_AT_INTAKE: _move(
        State.SUPPLEMENT_AT_INTAKE, to=State.LODGED, article="Điều 17.2.a"
    ),
    Act.DIRECT: _move(State.LODGED, to=State.DIRECTED, article="Điều 17.2.a", reason=True),
    Act.REFUSE: _move(State.LODGED, to=State.REFUSED, article="Điều 17.1.b", reason=True),
    Act.ACCEPT: _move(State.LODGED, to=State.ACCEPTED, article="Điều 17.2.b"),
    Act.TRANSFER: _move(State.ACCEPTED, to=State.IN_PROGRESS, article="Điều 18"),
    Act.ASK: _move(
        State.IN_PROGRESS, to=State.AWAITING_SUPPLEMENT, article="Điều 19.4", reason=True
    ),
    Act.SUPPLEMENT: _move(State.AWAITING_SUPPLEMENT, to=State.IN_PROGRESS, article="Điều 19.4"),
    Act.DECIDE: _move(State.IN_PROGRESS, to=State.DECIDED, article="Điều 19.2"),
    Act.REJECT: _move(State.IN_PROGRESS, to=State.REJECTED, article="Điều 19.8", reason=True),
    Act.HAND_OVER: _move(State.DECIDED, to=State.HANDED_OVER, article="Điều 20.3"),
    Act.WITHDRAW: _move(
        State.LODGED,
        State.SUPPLEMENT_AT_INTAKE,
        State.ACCEPTED,
        State.IN_PROGRESS,
        State.AWAITING_SUPPLEMENT,
        to=State.WITHDRAWN,
        article="Điều 6",
    ),
    Act.STOP: _move(
        State.SUPPLEMENT_AT_INTAKE,
        State.AWAITING_SUPPLEMENT,
        to=State.STOPPED,
        article="Mẫu số 05 Thông tư 03/2025/TT-VPCP",
        reason=True,
    ),
}

NOTES: Final[Mapping[Act, str]] = {
    Act.FINISH_STEP: "Điều 19.2",
    Act.SEND_BACK: "Điều 19.2",
    Act.CONFIRM_ENTRY: "Luật Hộ tịch Điều 16.2, 18.2, 34.2",
    Act.CONTEST_ENTRY: "Luật Hộ tịch Điều 16.2, 18.2, 34.2",
    Act.RECORD_ENTRY: "Luật Hộ tịch Điều 16.2, 18.2, 34.2",
    Act.ISSUE_PAPER: "Điều 17.1.c",
    # Entries cite the article of the document that reorganises the agencies, on top of this one.
    Act.REASSIGN: "Điều 18",
}

FINAL_STATES: Final = frozenset(
    {
        State.DIRECTED,
        State.REFUSED,
        State.REJECTED,
        State.HANDED_OVER,
        State.WITHDRAWN,
        State.STOPPED,
    }
)
OPEN_STATES: Final = frozenset(State) - FINAL_STATES
AT_INTAKE: Final = frozenset({State.LODGED})
"""What the one-stop desk still has to answer."""

RUNNING: Final = frozenset({State.ACCEPTED, State.IN_PROGRESS})
"""States in which the promise to the citizen is running."""

# domain of the codes: the ten national states, confirmed in several public adapters.
NATIONAL_CODE: Final[Mapping[State, int]] = {
    State.LODGED: 1,
    State.ACCEPTED: 2,
    State.DIRECTED: 3,
    State.REFUSED: 3,
    State.IN_PROGRESS: 4,
    State.SUPPLEMENT_AT_INTAKE: 5,
    State.AWAITING_SUPPLEMENT: 5,
    State.WITHDRAWN: 7,
    State.STOPPED: 8,
    State.REJECTED: 8,
    State.DECIDED: 9,
    State.HANDED_OVER: 10,
}


def national_code(state: State) -> int:
    """Return the national state code (1 to 10) that honestly tells this state."""
    return NATIONAL_CODE[state]


def require_move(state: State, act: Act) -> Move:
    """Return the move the act makes from this state.

    Raises:
        ActRefused: if the law knows no such move.
    """
    move = MOVES[act]
    if state not in move.sources:
        raise ActRefused(state=state.label, act=act.label.lower())
    return move


def allowed_acts(state: State) -> frozenset[Act]:
    """Return the acts that the law allows from this state."""
    return frozenset(act for act, move in MOVES.items() if state in move.sources)


# --- Limits that are not the procedure's own ----------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A time limit in force from a day on, with its source."""

    valid_from: date
    amount: int
    unit: TimeUnit
    source: str
    is_verified: bool


# Article 17.2 gives the duty to answer an online lodging and no number; eight working hours is the
# limit provinces configure.
INTAKE_LIMITS: Final = (
    Limit(
        valid_from=date(2018, 6, 21),
        amount=8,
        unit=TimeUnit.WORKING_HOUR,
        source="Thực tế cấu hình của các tỉnh; Điều 17.2 Nghị định 61/2018/NĐ-CP",
        is_verified=False,
    ),
)

ASSESSMENT_SUPPLEMENT_LIMITS: Final = (
    Limit(
        valid_from=date(2018, 6, 21),
        amount=3,
        unit=TimeUnit.WORKING_DAY,
        source="Điều 19.4 Nghị định 61/2018/NĐ-CP",
        is_verified=True,
    ),
)


def limit_on(limits: tuple[Limit, ...], on: date) -> Limit:
    """Return the limit in force on the day."""
    return max(
        (limit for limit in limits if limit.valid_from <= on), key=lambda limit: limit.valid_from
    )


def intake_due_at(*, lodged_at: datetime, on: date, calendar: Calendar) -> datetime:
    """Return until when the one-stop desk has to answer an online lodging (Article 17.2)."""
    return _end(limit_on(INTAKE_LIMITS, on), lodged_at, calendar)


def last_day_to_ask(*, accepted_at: datetime, on: date, calendar: Calendar) -> datetime:
    """Return until when a supplement may be asked for after assessment (Article 19.4)."""
    return _end(limit_on(ASSESSMENT_SUPPLEMENT_LIMITS, on), accepted_at, calendar)


def _end(limit: Limit, start: datetime, calendar: Calendar) -> datetime:
    end = due_after(calendar, start, limit.amount, limit.unit).at
    if end is None:
        raise ValueError(f"{limit.source} sets no limit")
    return end


# --- The promise --------------------------------------------------------------------------------

SOON_SECONDS: Final = 24 * 3600


def standing(
    *, state: State, due_at: datetime | None, finished_at: datetime | None, now: datetime
) -> Due:
    """Return how the dossier stands against its promise.

    On time is judged at the moment the result exists (national state 9), not when it was fetched.
    """
    if due_at is None:
        return Due.NONE
    if finished_at is not None:
        return Due.ON_TIME if finished_at <= due_at else Due.LATE
    if state not in RUNNING:
        return Due.NONE
    if now > due_at:
        return Due.OVERDUE
    return Due.SOON if (due_at - now).total_seconds() <= SOON_SECONDS else Due.AHEAD


# --- Numbers (Articles 17.3 and 26; Article 19 of Circular 01/2018/TT-VPCP) ----------------------


@dataclass(frozen=True, kw_only=True)
class NumberLayout:
    """How a dossier number is written from a day on."""

    valid_from: date
    template: str
    largest: int
    source: str
    is_verified: bool


NUMBER_LAYOUTS: Final = (
    NumberLayout(
        valid_from=date(2018, 6, 21),
        template="{old_code}-{on:%y%m%d}-{counter:04d}",
        largest=9_999,
        source="Điều 19 Thông tư 01/2018/TT-VPCP",
        is_verified=True,
    ),
    NumberLayout(
        valid_from=date(2025, 9, 15),
        template="{code}-{on:%Y%m%d}-{counter:07d}",
        largest=9_999_999,
        source="Thông tư 03/2025/TT-VPCP (chưa đọc được nguyên văn; theo số đã thấy lưu hành)",
        is_verified=False,
    ),
)


class CounterExhausted(ValueError):
    """The day's counter no longer fits the layout: a defect of configuration, not of a citizen."""


def format_number(*, code: str, old_code: str, on: date, counter: int) -> str:
    """Return the statutory number of the counter-th dossier the agency received on the day.

    The date is the day of receipt. Layouts change by law; a number once issued never does.
    """
    layout = max(
        (layout for layout in NUMBER_LAYOUTS if layout.valid_from <= on),
        key=lambda layout: layout.valid_from,
    )
    if not 0 < counter <= layout.largest:
        raise CounterExhausted(counter)
    return layout.template.format(code=code, old_code=old_code, on=on, counter=counter)


def lookup_key(typed: str) -> str:
    """Return the key under which a number or reference is found, however it was typed.

    Dots, dashes, spaces and case do not matter; people read numbers over the telephone.
    """
    return re.sub(r"[^0-9A-Z]", "", typed.upper())[:64]


# Letters and digits that cannot be mistaken for one another (Crockford's base 32).
REFERENCE_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH: Final = 10


def format_reference(random_value: int) -> str:
    """Return a lodging reference such as ``NT-7K3M9-QXD2V`` for a random number of 50 bits."""
    digits = []
    for _ in range(REFERENCE_LENGTH):
        random_value, digit = divmod(random_value, len(REFERENCE_ALPHABET))
        digits.append(REFERENCE_ALPHABET[digit])
    text = "".join(digits)
    return f"NT-{text[:5]}-{text[5:]}"


# --- The log ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One event of a dossier as it is hashed: codes and keys, no personal values."""

    dossier_id: int
    seq: int
    act: str
    source: str
    target: str
    by: str
    agency_id: int | None
    occurred_at: str
    recorded_at: str
    article: str
    payload: Mapping[str, object]
    commitment: str


def moment(at: datetime) -> str:
    """Return the one spelling of a moment that is hashed: UTC with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def hash_entry(previous: bytes, entry: Entry) -> bytes:
    """Return the link that binds the entry to all entries before it."""
    return chain.link(previous, {**entry.__dict__, "payload": dict(entry.payload)})


def stage_of(act: Act) -> Stage:
    """Return the stage at which the act asks for a supplement."""
    return Stage.INTAKE if act is Act.ASK_AT_INTAKE else Stage.ASSESSMENT
