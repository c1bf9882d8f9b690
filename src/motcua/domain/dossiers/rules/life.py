"""The lawful moves of a dossier: a table, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from motcua.domain.dossiers.enums import Act, Stage, State
from motcua.domain.dossiers.errors import ActRefused


@dataclass(frozen=True, kw_only=True)
class Move:
    """One lawful change of state: from where, to where, under which article."""

    sources: frozenset[State]
    target: State
    article: str
    needs_reason: bool = False


def _move(*sources: State, to: State, article: str, reason: bool = False) -> Move:
    return Move(sources=frozenset(sources), target=to, article=article, needs_reason=reason)


OBLIGATION: Final = "Điều 15.1.c, luật chuyên ngành"
"""What applicants owe the State they are told; that the time does not count says the law that the record names."""

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
    # What is due to the State by another agency's notice: domain of the national codes, state 6. The sector's law
    # says that the time does not count; the record names it (``Record.obligations``).
    Act.ASK_OBLIGATION: _move(State.IN_PROGRESS, to=State.AWAITING_OBLIGATION, article=OBLIGATION),
    Act.MEET_OBLIGATION: _move(State.AWAITING_OBLIGATION, to=State.IN_PROGRESS, article=OBLIGATION),
    Act.DROP_OBLIGATION: _move(
        State.AWAITING_OBLIGATION, to=State.IN_PROGRESS, article=OBLIGATION, reason=True
    ),
    Act.EXTEND: _move(State.IN_PROGRESS, to=State.IN_PROGRESS, article="Điều 19.9", reason=True),
    Act.DECIDE: _move(State.IN_PROGRESS, to=State.DECIDED, article="Điều 19.2"),
    Act.REJECT: _move(State.IN_PROGRESS, to=State.REJECTED, article="Điều 19.8", reason=True),
    Act.HAND_OVER: _move(State.DECIDED, to=State.HANDED_OVER, article="Điều 20.3"),
    Act.WITHDRAW: _move(
        State.LODGED,
        State.SUPPLEMENT_AT_INTAKE,
        State.ACCEPTED,
        State.IN_PROGRESS,
        State.AWAITING_SUPPLEMENT,
        State.AWAITING_OBLIGATION,
        to=State.WITHDRAWN,
        article="Điều 6",
    ),
    Act.STOP: _move(
        State.SUPPLEMENT_AT_INTAKE,
        State.AWAITING_SUPPLEMENT,
        State.AWAITING_OBLIGATION,
        to=State.STOPPED,
        article="Mẫu số 05 Thông tư 03/2025/TT-VPCP",
        reason=True,
    ),
    # What was wrong in a result, or in refusing one, is put right by who is at fault; the document that says
    # so (a decision on a complaint, a judgment) stands with the entry (``rules.reopening``).
    Act.REOPEN: _move(
        State.DECIDED,
        State.REJECTED,
        State.HANDED_OVER,
        State.WITHDRAWN,
        State.STOPPED,
        to=State.IN_PROGRESS,
        article="Điều 21.1",
        reason=True,
    ),
}

ON_PAPER: Final[Mapping[Act, str]] = {
    Act.ASK_AT_INTAKE: "Điều 17.1.a",
    Act.SUPPLEMENT_AT_INTAKE: "Điều 17.1.a",
    Act.ACCEPT: "Điều 17.1.c",
    Act.TRANSFER: "Điều 18.2",
}
"""The articles for what was brought on paper, where they differ from those for online lodging."""

NOTES: Final[Mapping[Act, str]] = {
    Act.FINISH_STEP: "Điều 19.2",
    Act.SEND_BACK: "Điều 19.2",
    Act.NAME_HANDLER: "Điều 19.1",
    Act.TAKE_BACK: "Điều 19.1",
    Act.CONFIRM_ENTRY: "Luật Hộ tịch Điều 16.2, 18.2, 34.2",
    Act.CONTEST_ENTRY: "Luật Hộ tịch Điều 16.2, 18.2, 34.2",
    Act.RECORD_ENTRY: "Luật Hộ tịch Điều 16.2, 18.2, 34.2",
    Act.ISSUE_PAPER: "Điều 17.1.c",
    # Entries cite the article of the document that reorganises the agencies, on top of this one.
    Act.REASSIGN: "Điều 18",
    # A limit ends on a working day, as the calendar is by then.
    Act.REDATE: "Bộ luật Dân sự 2015 Điều 148",
    # Another day is promised once: wanting a second is refused, and the wish is on record.
    Act.TRY_EXTEND: "Điều 19.9",
    Act.ASK_OPINION: "Điều 19.5.a",
    Act.GIVE_OPINION: "Điều 19.5.b",
    Act.NOTE_SILENCE: "Điều 19.5.b",
    Act.PASS_OVER_OPINION: "Điều 19.5.b",
    Act.WITHDRAW_OPINION: "Điều 19.5.a",
    Act.ARRANGE_VISIT: "Điều 19.3.b",
    Act.CALL_OFF_VISIT: "Điều 19.3.b",
    Act.KEEP_MINUTES: "Điều 19.3.b",
    # Agencies of one level; of several levels the same by Article 19.7.
    Act.SEND_TO_ALL: "Điều 19.6, 19.7",
    Act.HAND_PART: "Điều 19.6, 19.7",
    Act.FINISH_PART: "Điều 19.6, 19.7",
    Act.NOTE_LATE_PART: "Điều 19.6, 19.7",
    Act.PASS_PART_ON: "Điều 19.6, 19.7",
    Act.CORRECT: "Điều 21.1",
    Act.GIVE_PAPERS: "Điều 18.2",
    Act.TAKE_PAPERS: "Điều 18.2",
    Act.MISS_PAPERS: "Điều 21.2",
    Act.DAMAGE_PAPERS: "Điều 21.2",
    Act.FIND_PAPERS: "Điều 21.2",
    Act.MAKE_AMENDS: "Điều 21.2",
    Act.LOSE_RESULT: "Điều 21.3",
    Act.ANSWER_FOR_RESULT: "Điều 21.3",
    Act.REPLACE_RESULT: "Điều 21.3",
    Act.PAY_COST: "Điều 21.2, 21.3",
    Act.CHARGE: "Điều 22.1",
    Act.PAY: "Điều 22.1",
    Act.CANCEL_PAYMENT: "Điều 22.1",
    Act.PAY_BACK: "Điều 22.1",
    Act.GIVE_RECEIPT: "Điều 22.1",
    Act.VOID_RECEIPT: "Điều 22.1",
    Act.SEND_PROOF: "Điều 22.3",
    Act.PROVE_OBLIGATION: OBLIGATION,
    Act.CONFIRM_RECEIPT: "Điều 17.1",
    Act.CONTEST_RECEIPT: "Điều 17.1",
    # Until when somebody represents; to be verified.
    Act.CONTEST_REPRESENTATION: "Bộ luật Dân sự 2015 Điều 140",
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

HANDLED: Final = RUNNING | {State.AWAITING_SUPPLEMENT, State.AWAITING_OBLIGATION}
"""States between acceptance and result, whoever's turn it is."""

CORRECTABLE: Final = frozenset({State.DECIDED, State.HANDED_OVER})
"""States with a result that may turn out wrong (Article 21.1)."""

# domain of the codes: the ten national states, confirmed in several public adapters.
NATIONAL_CODE: Final[Mapping[State, int]] = {
    State.LODGED: 1,
    State.ACCEPTED: 2,
    State.DIRECTED: 3,
    State.REFUSED: 3,
    State.IN_PROGRESS: 4,
    State.SUPPLEMENT_AT_INTAKE: 5,
    State.AWAITING_SUPPLEMENT: 5,
    State.AWAITING_OBLIGATION: 6,
    State.WITHDRAWN: 7,
    State.STOPPED: 8,
    State.REJECTED: 8,
    State.DECIDED: 9,
    State.HANDED_OVER: 10,
}


def national_code(state: State) -> int:
    """Return the national state code (1 to 10) that honestly tells this state."""
    return NATIONAL_CODE[state]


def article_of(act: Act, *, is_on_paper: bool) -> str:
    """Return under which article the act moves a dossier, by how it was lodged."""
    article = MOVES[act].article
    return ON_PAPER.get(act, article) if is_on_paper else article


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


def stage_of(act: Act) -> Stage:
    """Return the stage at which the act asks for a supplement."""
    return Stage.INTAKE if act is Act.ASK_AT_INTAKE else Stage.ASSESSMENT
