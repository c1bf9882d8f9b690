"""The matrix of who does what to a dossier in which state, drawn from the tables that the product asks."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from markdown_words import both, table
from motcua.domain.dossiers import rules
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.rules import Answer, Standing
from motcua.foundation.identity.enums import Role

_DONE: Final = "●"
_NO_WAY: Final = "—"
_AGENCIES: Final = frozenset({Standing.RECEIVING, Standing.COMPETENT})
_OFFICERS: Final = {
    "Desk of the receiving agency": (frozenset({Standing.RECEIVING}), Role.DESK),
    "Others of the receiving agency": (frozenset({Standing.RECEIVING}), Role.SPECIALIST),
    "Desk of the competent agency alone": (frozenset({Standing.COMPETENT}), Role.DESK),
    "Specialist, civil-status officer": (frozenset({Standing.COMPETENT}), Role.SPECIALIST),
    "Leader": (frozenset({Standing.COMPETENT}), Role.LEADER),
    "Leader of the agency above": (frozenset({Standing.ABOVE}), Role.LEADER),
    "Control, operator, of these agencies": (_AGENCIES, Role.OPERATOR),
    "Every other agency": (frozenset[Standing](), Role.LEADER),
}
_COLUMNS: Final = ("Act", "Việc", "Applicant", "May lodge for them", *_OFFICERS)


def draw() -> Iterator[str]:
    """Yield the page, line by line."""
    yield (
        "Drawn from `rules.POSTS` and `rules.MOVES`, which the product asks before each act, and tried cell by cell"
        " by `tests/dossiers/test_matrix.py`, with the dossier received by the competent agency and by another one."
    )
    yield f"{_DONE} does it · 403 is told that it is another post's · 404 is told that there is none · 409 is told"
    yield f"that the state does not allow it · {_NO_WAY} no such way. Where one agency receives and decides, an"
    yield "officer has what either column gives; an officer of several roles what any of them gives. Duties kept"
    yield "apart, days and the reasons that are asked narrow it further: those refuse by 409 or beside the field."
    yield "These are the answers of the acts; a page that only some roles enter says 404 to the others before."
    yield ""
    yield "An act that is not listed under a state is refused there: 409 to whoever does it elsewhere, to all"
    yield "others as it is elsewhere. What only leaves a note asks the function named in [permissions](permissions.md)."
    for state in State:
        acts = [act for act in Act if act in rules.allowed_acts(state)]
        yield ""
        yield f"## {' · '.join(both(state.label))} (`{state.value}`)"
        yield ""
        if not acts:
            yield "Nothing moves it."
            continue
        yield from table(_COLUMNS, chain.from_iterable(_rows(act, state) for act in acts))


def _rows(act: Act, state: State) -> Iterator[tuple[str, ...]]:
    """Yield the act's row, and that of its variant."""
    vietnamese, _english = both(act.label)
    is_theirs = act in rules.BY_APPLICANTS
    own = (_DONE, _DONE) if is_theirs else (_NO_WAY, _NO_WAY)
    if act in rules.POSTS:
        yield f"`{act.value}`", vietnamese, *own, *_cells(act, state, rules.POSTS[act])
    else:
        yield f"`{act.value}`", vietnamese, *own, *(_NO_WAY for _ in _OFFICERS)
    if act is Act.DECIDE:
        confirmed = f"`{act.value}`, of what is received, not decided"
        yield confirmed, vietnamese, *own, *_cells(act, state, rules.CONFIRMING)


def _cells(act: Act, state: State, posts: tuple[rules.Post, ...]) -> Iterator[str]:
    for standings, role in _OFFICERS.values():
        yield _mark(rules.foresee(act, state, posts, standings=standings, roles={role}))


def _mark(answer: Answer) -> str:
    return _DONE if answer is Answer.DONE else answer.value
