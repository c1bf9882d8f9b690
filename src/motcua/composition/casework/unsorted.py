"""Where pictures from a phone wait at a sheet until an officer says of what they are."""

from typing import Final

from motcua.capabilities.documents.queries import UNSORTED
from motcua.domain.procedures.queries import Paper

UNSORTED_PAPER: Final = Paper(
    code=UNSORTED,
    name="Ảnh chưa xếp",
    name_en="Pictures not yet laid to a paper",
    is_required=False,
)
