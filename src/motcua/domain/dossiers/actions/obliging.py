"""Waiting for what the applicant owes the State by another agency's notice, and going on (national state 6).

The sector's law says that this time does not count: the record names it (``Record.obligations``).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from motcua.domain.dossiers import permissions, queries, rules
from motcua.domain.dossiers.actions import log
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.models import Dossier
from motcua.foundation.identity.actors import Officer

_NO_WORDS: Final[Mapping[str, str]] = {}


def ask_obligation(
    dossier: Dossier, *, payload: Mapping[str, object], by: Officer, at: datetime
) -> Dossier:
    """Let a dossier that the caller's transaction holds wait; its promise stands still.

    Raises:
        NotYourTask: if the officer does not handle dossiers of the competent agency.
        ActRefused: if it is not being handled.
    """
    permissions.require_post(by, dossier, Act.ASK_OBLIGATION)
    dossier.due_at = None
    said = log.Said(payload=payload)
    return log.move(dossier, Act.ASK_OBLIGATION, by=by, at=at, said=said, changed=("due_at",))


def go_on(
    dossier: Dossier, act: Act, *, payload: Mapping[str, object], by: Officer, at: datetime,
    occurred_at: datetime, words: Mapping[str, object] = _NO_WORDS,
) -> Dossier:  # fmt: skip
    """Go on with a dossier that the caller's transaction holds; its promise moves by the time waited.

    :param act: ``MEET_OBLIGATION`` or ``DROP_OBLIGATION``
    :param occurred_at: when it was met: what is written down later is never in the agency's favour

    Raises:
        ActRefused: if it does not wait for an obligation.
        ReasonNeeded: if it is dropped without a reason.
    """
    rules.require_move(State(dossier.state), act)
    said = log.Said(payload=payload, words=words, occurred_at=occurred_at)
    resumed = rules.turn(act, occurred_at=occurred_at, recorded_at=at, payload=payload)
    turns = [*queries.list_turns([dossier.pk])[dossier.pk], resumed]
    dossier.due_at = queries.run_turns(dossier, turns).due_at
    return log.move(dossier, act, by=by, at=at, said=said, changed=("due_at",))
