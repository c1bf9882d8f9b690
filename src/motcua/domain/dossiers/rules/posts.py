"""Which posts do each act that moves a dossier: a table beside the moves, and what the two answer together."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.rules.life import MOVES
from motcua.foundation.identity.enums import Role


class Standing(StrEnum):
    """How an officer's agency stands to a dossier."""

    RECEIVING = "receiving"
    COMPETENT = "competent"
    ABOVE = "above"
    """The agency above the competent one (``Agency.parent``)."""


class Answer(StrEnum):
    """What somebody gets who tries an act, as the status that a machine is told."""

    DONE = "done"
    NOT_NOW = "409"
    NOT_YOURS = "403"
    UNKNOWN = "404"


@dataclass(frozen=True)
class Post:
    """Roles in an agency that stands so to the dossier; any one of them is enough."""

    standing: Standing
    roles: frozenset[Role]


SEEING_ROLES: Final = frozenset({Role.DESK, Role.CIVIL_STATUS, Role.SPECIALIST, Role.LEADER})
"""Posts that see the dossiers of their agency."""
HANDLERS: Final = frozenset({Role.CIVIL_STATUS, Role.SPECIALIST, Role.LEADER})

_AT_DESK: Final = Post(Standing.RECEIVING, frozenset({Role.DESK}))
_HANDLING: Final = Post(Standing.COMPETENT, HANDLERS)
_SIGNING: Final = Post(Standing.COMPETENT, frozenset({Role.LEADER}))
_ABOVE: Final = Post(Standing.ABOVE, frozenset({Role.LEADER}))

# The articles are those of the moves (``MOVES``); here stands whom they name.
POSTS: Final[Mapping[Act, tuple[Post, ...]]] = {
    Act.ASK_AT_INTAKE: (_AT_DESK,),
    Act.DIRECT: (_AT_DESK,),
    Act.REFUSE: (_AT_DESK,),
    Act.ACCEPT: (_AT_DESK,),
    Act.ASK: (_HANDLING,),
    Act.ASK_OBLIGATION: (_HANDLING,),
    Act.MEET_OBLIGATION: (_AT_DESK, _HANDLING),
    Act.DROP_OBLIGATION: (_HANDLING,),
    Act.EXTEND: (_SIGNING,),
    Act.DECIDE: (_SIGNING,),
    Act.REJECT: (_SIGNING,),
    Act.HAND_OVER: (_AT_DESK,),
    Act.STOP: (_SIGNING,),
    Act.REOPEN: (_SIGNING, _ABOVE),
}
CONFIRMING: Final = (_HANDLING,)
"""Who finishes what the law wants received, not decided (Article 30 of the Residence Law 2020)."""

BY_APPLICANTS: Final = frozenset(
    {Act.LODGE, Act.SUPPLEMENT_AT_INTAKE, Act.SUPPLEMENT, Act.WITHDRAW}
)
"""Acts of the applicant and of who may lodge for them; what is brought on paper a desk writes down."""
FOLLOWS_BY_ITSELF: Final = frozenset({Act.TRANSFER})
"""What an acceptance does, and nobody by hand."""


def is_held(
    posts: tuple[Post, ...], *, standings: AbstractSet[Standing], roles: AbstractSet[Role]
) -> bool:
    """Say whether somebody of these roles, whose agency stands so to the dossier, holds one of the posts."""
    return any(post.standing in standings and post.roles & roles for post in posts)


def foresee(
    act: Act, state: State, posts: tuple[Post, ...], *, standings: AbstractSet[Standing],
    roles: AbstractSet[Role],
) -> Answer:  # fmt: skip
    """Return what an officer gets who tries an act on a dossier in this state.

    Who may not see the dossier learns nothing of it; who sees it is told that the act is another post's;
    whoever holds the post is told when the state does not allow it.

    :param posts: those of the act in ``POSTS``, or of its variant: ``CONFIRMING``
    """
    holds = is_held(posts, standings=standings, roles=roles)
    sees = bool(roles & SEEING_ROLES and standings & {Standing.RECEIVING, Standing.COMPETENT})
    if not (holds or sees):
        return Answer.UNKNOWN
    if not holds:
        return Answer.NOT_YOURS
    return Answer.DONE if state in MOVES[act].sources else Answer.NOT_NOW
