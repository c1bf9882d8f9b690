"""What each message says, and when a delivery is tried again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from motcua.capabilities.notifications.enums import Language, Template

# Agency, person in charge, time of receipt, of processing and of return: the least that a message on
# progress must tell (Article 15.1.g of Decree 224/2026). E-mail is read on the way, so beyond that it
# has the number, the state and a link, and neither names of procedures nor anybody's data.
_PROGRESS: Final = frozenset({"number", "agency", "officer", "received_at", "path"})

VALUES: Final[Mapping[Template, frozenset[str]]] = {
    Template.LODGED: frozenset({"number", "agency", "lodged_at", "intake_due_at", "path"}),
    Template.ACCEPTED: _PROGRESS | {"due_at"},
    Template.SUPPLEMENT_REQUESTED: _PROGRESS | {"answer_by"},
    Template.DIRECTED_ELSEWHERE: _PROGRESS | {"right_agency"},
    Template.REFUSED: _PROGRESS,
    Template.CONFIRM_DRAFT: _PROGRESS | {"due_at"},
    Template.RESULT_READY: _PROGRESS | {"due_at", "finished_at", "way", "is_paid"},
    Template.RATING_INVITATION: frozenset({"number", "agency", "path"}),
    Template.EXTENDED: _PROGRESS | {"was", "due_at"},
    Template.REDATED: frozenset({"number", "agency", "changed_on", "was", "due_at", "path"}),
    Template.STOPPED: _PROGRESS,
    Template.PAPERS_LOST: _PROGRESS,
    Template.RESULT_LOST: _PROGRESS | {"is_sorry"},
    Template.REOPENED: _PROGRESS | {"due_at"},
    Template.CORRECTED: _PROGRESS,
    Template.REASSIGNED: frozenset({"number", "agency", "former_agency", "basis", "path"}),
    Template.VISIT_ARRANGED: _PROGRESS | {"starts_at"},
    Template.VISIT_CALLED_OFF: _PROGRESS | {"starts_at"},
    # To officers: who was asked, and when the day was over (Article 19.5.b of Decree 61/2018).
    Template.OPINION_OVERDUE: frozenset({"number", "asked", "due_at", "path"}),
    Template.STEP_NAMED: frozenset({"number", "step", "by", "due_at", "path"}),
    Template.NOTE_MENTIONED: frozenset({"number", "by", "path"}),
    # Of feedback nothing but its number and how it stands: what it says is read behind its door.
    Template.FEEDBACK_MOVED: frozenset({"number", "state", "path"}),
    Template.FEEDBACK_SENT_ON: frozenset({"number", "due_at", "path"}),
    # What was asked about a reading of personal data, and the answer, are read behind the door.
    Template.OBJECTION_ASKED: frozenset({"number", "due_at", "path"}),
    Template.OBJECTION_SENT: frozenset({"number", "due_at", "path"}),
    Template.OBJECTION_ANSWERED: frozenset({"number", "path"}),
    Template.PART_OVERDUE: frozenset({"number", "agency", "part", "due_at", "path"}),
    # What is to be paid stands behind the door of the portal, as sums tell of the person.
    Template.FEE_DUE: _PROGRESS,
    Template.OBLIGATION_DUE: _PROGRESS,
    Template.GOING_ON: _PROGRESS | {"due_at"},
    Template.WITHDRAWN: frozenset({"number", "agency", "received_at", "withdrawn_at", "path"}),
    # Of two people no name: it is read behind the door.
    Template.AUTHORISATION_MOVED: frozenset({"number", "act", "path"}),
}
"""The values each template needs, no more and no fewer. An optional one is passed as None."""

MAX_ATTEMPTS: Final = 12
FIRST_WAIT: Final = timedelta(seconds=10)
LONGEST_WAIT: Final = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Whom a message is for. Without an address it is kept in the portal's inbox alone."""

    person_id: int
    email: str
    name: str
    language: str = Language.VIETNAMESE


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """What a message says, to be read out or printed: no address of the portal, no greeting of a machine."""

    title: str
    lines: tuple[str, ...]


_BELOW: Final = "tại địa chỉ dưới đây"
_AT_THE_DESK: Final = "tại Bộ phận Một cửa nơi đã nhận hồ sơ"


def speak(*, title: str, body: str, path: str) -> Spoken:
    """Return the sentences of a message up to its address; what lies there lies at the desk for who is called."""
    told = body.splitlines()
    end = next((at for at, line in enumerate(told) if path in line), len(told))
    lines = (line.strip().replace(_BELOW, _AT_THE_DESK) for line in told[:end])
    return Spoken(title=title, lines=tuple(line for line in lines if line))


class WrongValues(ValueError):
    """A template was given other values than it needs: a defect of the caller."""


def require_values(template: Template, values: Mapping[str, object]) -> None:
    """Raise unless the values are exactly those the template needs."""
    needed = VALUES[template]
    if needed != values.keys():
        missing, extra = sorted(needed - values.keys()), sorted(values.keys() - needed)
        raise WrongValues(f"{template}: missing {missing}, not wanted {extra}")


def wait_before(attempt: int) -> timedelta:
    """Return how long to wait after the given number of failed attempts: 10 s, tripled, at most 2 h."""
    factor: int = 3 ** min(attempt - 1, 10)
    return min(FIRST_WAIT * factor, LONGEST_WAIT)


def message_id(*, key: str, sender: str) -> str:
    """Return the Message-ID: the same for every attempt, so that a repeated one is recognised."""
    domain = sender.rpartition("@")[2].rstrip("> ") or "localhost"
    return f"<{key}@{domain}>"
