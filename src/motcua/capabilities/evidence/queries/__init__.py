"""Reading and proving positions, the tree over them, and its checkpoints."""

from motcua.capabilities.evidence.queries.checkpoints import (
    Head,
    count_checkpoints,
    find_first_over,
    find_head,
    find_last,
    list_fingerprints,
    read_head,
    to_head,
    write_head,
)
from motcua.capabilities.evidence.queries.positions import (
    Sequenced,
    iterate,
    last_position,
    list_changed,
    list_last,
    list_of,
)
from motcua.capabilities.evidence.queries.readings import (
    READINGS,
    Closed,
    count_readings,
    find_closed,
    verify_readings,
)
from motcua.capabilities.evidence.queries.stamped import (
    count_stamps,
    find_last_stamp,
    find_stamp,
    verify_stamps,
)
from motcua.capabilities.evidence.queries.trees import (
    grow_to,
    hash_row,
    prove_consistency,
    prove_inclusion,
    rows_between,
)
from motcua.capabilities.evidence.queries.verifying import Broken, verify

__all__ = [
    "READINGS",
    "Broken",
    "Closed",
    "Head",
    "Sequenced",
    "count_checkpoints",
    "count_readings",
    "count_stamps",
    "find_closed",
    "find_first_over",
    "find_head",
    "find_last",
    "find_last_stamp",
    "find_stamp",
    "grow_to",
    "hash_row",
    "iterate",
    "last_position",
    "list_changed",
    "list_fingerprints",
    "list_last",
    "list_of",
    "prove_consistency",
    "prove_inclusion",
    "read_head",
    "rows_between",
    "to_head",
    "verify",
    "verify_readings",
    "verify_stamps",
    "write_head",
]
