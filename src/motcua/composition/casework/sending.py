"""What a page sends beside its answers: files, which of them to take away, the state it was drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from motcua.capabilities.forms.queries import Posted
from motcua.composition.casework.asked_files import File, Sent
from motcua.composition.casework.attaching import LARGEST_FILE

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

Files: TypeAlias = "MultiValueDict[str, UploadedFile[bytes]]"
"""The files of a request, by the name of their box."""

MOST_FILES: Final = 20
"""Files that one press takes; each may have 20 MB."""
REMOVE: Final = "_remove"
"""Names the button that takes a file of a question away: question, dash, document."""


def read_files(files: Files, name: str = "file") -> list[File]:
    """Return the files of one box; of one that is too long only enough to see that it is."""
    return [
        File(name=file.name or "", content=file.read(LARGEST_FILE + 1))
        for file in files.getlist(name)[:MOST_FILES]
    ]


def read_named(files: Files, names: Mapping[str, str]) -> dict[str, list[File]]:
    """Return the files of these boxes, by what each box is for; of those that hold any."""
    return {key: found for key, name in names.items() if (found := read_files(files, name))}


def read_sent(posted: Posted, files: Files, *, names: Iterable[str] | None = None) -> Sent:
    """Return the files that came with a page of the form, and the one whose button was pressed.

    :param names: the boxes that belong to questions; all of them where the page has no others
    """
    added = {name: read_files(files, name) for name in (files if names is None else names)}
    question, _dash, number = (posted.getlist(REMOVE) or [""])[-1].rpartition("-")
    is_one = number.isascii() and number.isdecimal() and len(number) < 10  # noqa: PLR2004 - digits of an id
    removed = {question: frozenset({int(number)})} if question and is_one else {}
    return Sent(added=added, removed=removed)


def read_revision(posted: Mapping[str, str]) -> int:
    """Return which state of the draft the posted page was drawn from; none that exists if unreadable."""
    text = posted.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1  # noqa: PLR2004 - digits of a database integer
