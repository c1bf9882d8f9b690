"""Files at rest: sealed, named by their own hash, durable before any row speaks of them.

The address is the SHA-256 of the *sealed* bytes, so that a backup can be checked without any key.
A file is written beside its final place, synced, renamed, and its folder synced; only then does the
caller write the row. A process killed at any step leaves at most a file that no row names, which
``actions.sweep_orphans`` removes. No personal bytes ever lie unsealed on the disk.
"""

import hashlib
import os
import secrets
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from motcua.capabilities.documents import apart

_NONCE = 12
_LENGTH = struct.Struct(">I")
_UPLOADS = "uploads"
_UNFINISHED = ".new"


def seal(key: bytes, content: bytes, *, context: str) -> bytes:
    """Return the bytes sealed under the key; the context must be given again to open them."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, context.encode())


def unseal(key: bytes, sealed: bytes, *, context: str) -> bytes:
    """Return what was sealed.

    Raises:
        InvalidTag: if a single bit was changed.
    """
    return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], context.encode())


def store(sealed: bytes) -> str:
    """Keep the sealed bytes for good and return their address."""
    address = hashlib.sha256(sealed).hexdigest()
    path = path_of(address)
    _make_folder(path.parent)
    temporary = path.with_name(f"{address}.{secrets.token_hex(4)}{_UNFINISHED}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)  # noqa: PTH105 - the rename is the commit; keep it visible
    _sync_folder(path.parent)
    return address


def read(address: str) -> bytes:
    """Return the sealed bytes at the address."""
    return path_of(address).read_bytes()


def discard(address: str) -> None:
    """Remove the file; that it is gone already is as good."""
    path_of(address).unlink(missing_ok=True)


def path_of(address: str) -> Path:
    """Return where the sealed bytes of this address lie."""
    return _folder() / address[:2] / address[2:4] / address


def _folder() -> Path:
    """Return the folder of the vault, that of a rehearsal inside one."""
    kept_apart = apart.current()
    return kept_apart.files if kept_apart else Path(settings.FILES_DIR)


def stored_files() -> Iterator[tuple[Path, str | None]]:
    """Go through every file of the vault, with its address, or None where writing never ended."""
    for path in _folder().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
        yield path, None if path.name.endswith(_UNFINISHED) else path.name


# --- Uploads on their way -----------------------------------------------------------------------


def append_piece(upload_id: UUID, *, stored_size: int, sealed: bytes) -> int:
    """Write one sealed piece after the ``stored_size`` bytes that count; return the new size.

    What lies beyond is left over from a request that died before its row was written.
    """
    path = _upload_path(upload_id)
    _make_folder(path.parent)
    is_new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        file.truncate(stored_size)
        file.seek(stored_size)
        file.write(_LENGTH.pack(len(sealed)) + sealed)
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        _sync_folder(path.parent)
    return stored_size + _LENGTH.size + len(sealed)


def read_pieces(upload_id: UUID, *, stored_size: int) -> Iterator[bytes]:
    """Return the sealed pieces that count, in order."""
    if not stored_size:
        return
    with _upload_path(upload_id).open("rb") as file:
        while file.tell() < stored_size:
            (length,) = _LENGTH.unpack(file.read(_LENGTH.size))
            yield file.read(length)


def discard_upload(upload_id: UUID) -> None:
    """Remove the pieces of an upload."""
    _upload_path(upload_id).unlink(missing_ok=True)


def upload_files() -> Iterator[tuple[Path, UUID]]:
    """Go through the files of all uploads on their way."""
    for path in (_folder() / _UPLOADS).glob("*"):
        with suppress(ValueError):
            yield path, UUID(path.name)


def _upload_path(upload_id: UUID) -> Path:
    return _folder() / _UPLOADS / str(upload_id)


def _make_folder(folder: Path) -> None:
    """Create the folder and make each new level durable in the one above."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
