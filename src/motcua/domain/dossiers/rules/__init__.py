"""What the law says of a dossier's life: tables and pure functions that cite articles. No tables, no clock."""

from motcua.domain.dossiers.rules.clock import SOON_SECONDS, standing
from motcua.domain.dossiers.rules.entries import Entry, hash_entry, moment
from motcua.domain.dossiers.rules.life import (
    AT_INTAKE,
    FINAL_STATES,
    MOVES,
    NATIONAL_CODE,
    NOTES,
    OPEN_STATES,
    RUNNING,
    Move,
    allowed_acts,
    national_code,
    require_move,
    stage_of,
)
from motcua.domain.dossiers.rules.limits import (
    ASSESSMENT_SUPPLEMENT_LIMITS,
    INTAKE_LIMITS,
    Limit,
    intake_due_at,
    last_day_to_ask,
    limit_on,
)
from motcua.domain.dossiers.rules.numbers import (
    NUMBER_LAYOUTS,
    REFERENCE_ALPHABET,
    CounterExhausted,
    format_number,
    format_reference,
    lookup_key,
)

__all__ = [
    "ASSESSMENT_SUPPLEMENT_LIMITS",
    "AT_INTAKE",
    "FINAL_STATES",
    "INTAKE_LIMITS",
    "MOVES",
    "NATIONAL_CODE",
    "NOTES",
    "NUMBER_LAYOUTS",
    "OPEN_STATES",
    "REFERENCE_ALPHABET",
    "RUNNING",
    "SOON_SECONDS",
    "CounterExhausted",
    "Entry",
    "Limit",
    "Move",
    "allowed_acts",
    "format_number",
    "format_reference",
    "hash_entry",
    "intake_due_at",
    "last_day_to_ask",
    "limit_on",
    "lookup_key",
    "moment",
    "national_code",
    "require_move",
    "stage_of",
    "standing",
]
