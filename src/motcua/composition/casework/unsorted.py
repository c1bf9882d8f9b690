"""Where files wait at a sheet: pictures to be laid to a paper, and scans that were cut into papers."""

from collections.abc import Iterable
from typing import Final

from motcua.capabilities.documents.queries import BUNDLE, UNSORTED
from motcua.domain.procedures.queries import Paper

UNSORTED_PAPER: Final = Paper(
    code=UNSORTED,
    name="Ảnh chưa xếp",
    name_en="Pictures not yet laid to a paper",
    is_required=False,
)
BUNDLE_PAPER: Final = Paper(
    code=BUNDLE,
    name="Bản quét đã tách",
    name_en="Scans that were cut into papers",
    is_required=False,
)
WAITING_PAPERS: Final = (UNSORTED_PAPER, BUNDLE_PAPER)
"""None of the case's own papers."""


def list_waiting(codes: Iterable[str]) -> tuple[Paper, ...]:
    """Return which of these papers hold files, by the papers' codes of the files there are."""
    held = set(codes)
    return tuple(paper for paper in WAITING_PAPERS if paper.code in held)
