"""Names and bytes of documents under the key of the subject they belong to."""

from collections.abc import Iterable
from typing import Any, Final

from django.db import IntegrityError, transaction

from motcua.capabilities.documents.models import Document, Upload
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.sealing import KeyErased
from motcua.foundation.kernel.subjects import Subject

_NAME: Final = "documents.name"
CONTENT: Final = "documents.content"
PAGES: Final = "documents.pages"


def key_for(subject: Subject) -> bytes:
    """Return the subject's key, made now if this is the first thing sealed for it."""
    try:
        return sealing.get_key(subject)
    except KeyErased:
        try:
            with transaction.atomic():
                return sealing.create_key(subject)
        except IntegrityError:
            return sealing.get_key(subject)


def seal_name(key: bytes, filename: str) -> bytes:
    """Return a file's name sealed."""
    return sealing.seal(key, filename, context=_NAME)


def open_names(documents: Iterable[Document]) -> list[Document]:
    """Return the documents with their files' names filled in. One read per key, mostly one.

    Where the key was erased the name is as gone as the bytes, and stays empty.
    """
    opened = list(documents)
    keys: dict[Subject, bytes | None] = {}
    for document in opened:
        subject = document.key_subject
        if subject not in keys:
            keys[subject] = _find_key(subject)
        document.filename = _open(keys[subject], document.sealed_name)
    return opened


def open_upload(upload: Upload) -> Upload:
    """Return the upload with its file's name filled in."""
    upload.filename = _open(_find_key(upload.owner), upload.sealed_name)
    return upload


def _find_key(subject: Subject) -> bytes | None:
    try:
        return sealing.get_key(subject)
    except KeyErased:
        return None


def _open(key: bytes | None, sealed: Any) -> str:  # bytes or a view of them, by the driver
    if key is None:
        return ""
    name: str = sealing.open_sealed(key, sealed, context=_NAME)
    return name
