"""Agencies reorganised as one operation: seen before it is applied, applied at once, decided to the end.

Two officers of procedure control stand behind each one, as behind a procedure's publication: one writes
the plan from the document that orders it, another reads what it will do and applies it. It is theirs and
not the operator's, because it says which agency is in charge, and whoever keeps machines running must
not (Circular 01/2018, Articles 8 and 19, puts agency codes and what each provides into their hands).
"""

from motcua.composition.casework.reorganisation.applying import Done, apply
from motcua.composition.casework.reorganisation.deciding import (
    Undecided,
    list_undecided,
    place_dossier,
    place_post,
)
from motcua.composition.casework.reorganisation.previewing import Effect, Preview, preview
from motcua.composition.casework.reorganisation.writing import hand_of, may_reorganise

__all__ = [
    "Done",
    "Effect",
    "Preview",
    "Undecided",
    "apply",
    "hand_of",
    "list_undecided",
    "may_reorganise",
    "place_dossier",
    "place_post",
    "preview",
]
