"""The file of a backup: a tar whose first member is a manifest with the SHA-256 of every other.

It holds keys and personal papers and is not encrypted: it is written for its owner's eyes alone and
belongs on encrypted storage.
"""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Final

import msgspec

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
DATABASE: Final = "database.dump"
SETTINGS: Final = "settings.json"
FILES: Final = "files"
KEYS: Final = "keys"
CHUNK: Final = 1024 * 1024


class Damaged(Exception):
    """The file is not a whole backup; the message says what is wrong with it."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One member: its name, its size in bytes, its digest."""

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the backup holds."""

    format: int
    made_at: str
    product: str
    server: int
    master_key: str
    """Fingerprint of the key that opens personal values; the key itself may be kept elsewhere."""
    rows: dict[str, int]
    """How many rows each table had."""
    parts: list[Part]


def fingerprint(key: str) -> str:
    """Return what tells one key from another and says nothing about either."""
    return hashlib.sha256(b"motcua master key\n" + key.encode()).hexdigest()[:16]


def describe(name: str, path: Path) -> Part:
    """Return the part that a file on disk will be."""
    total = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            total.update(chunk)
            size += len(chunk)
    return Part(name=name, size=size, sha256=total.hexdigest())


def write(target: Path, manifest: Manifest, contents: Mapping[str, Path]) -> None:
    """Write the backup so that a whole file appears, or none; readable by its owner alone."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.new")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                text = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
                tar.addfile(_member(MANIFEST, len(text)), io.BytesIO(text))
                for part in manifest.parts:
                    with contents[part.name].open("rb") as content:
                        tar.addfile(_member(part.name, part.size), content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size = size
    member.mode = 0o600
    return member


@contextmanager
def reading(source: Path) -> Iterator["Archive"]:
    """Open a backup and read its manifest.

    Raises:
        Damaged: if it is no backup, or of a format this release does not know.
    """
    try:
        with tarfile.open(source, mode="r:") as tar:
            yield Archive(tar)
    except tarfile.TarError as error:
        raise Damaged(f"{source} is not a backup: {error}") from error


class Archive:
    """An open backup."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._members = {member.name: member for member in tar.getmembers() if member.isreg()}
        if MANIFEST not in self._members:
            raise Damaged("There is no manifest: this is not a backup of Một Cửa.")
        try:
            self.manifest = msgspec.json.decode(self._open(MANIFEST).read(), type=Manifest)
        except msgspec.DecodeError as error:
            raise Damaged(f"The manifest cannot be read: {error}") from error
        if self.manifest.format != FORMAT:
            raise Damaged(f"Format {self.manifest.format} is not known to this release.")

    def _open(self, name: str) -> IO[bytes]:
        file = self._tar.extractfile(self._members[name])
        assert file is not None
        return file

    def verify(self) -> None:
        """Read every part and compare it with the manifest.

        Raises:
            Damaged: naming the first part that is missing, changed or not announced.
        """
        announced = {part.name for part in self.manifest.parts}
        for name in sorted(set(self._members) - announced - {MANIFEST}):
            raise Damaged(f"{name} is not in the manifest.")
        for part in self.manifest.parts:
            if part.name not in self._members:
                raise Damaged(f"{part.name} is missing.")
            if not _is_tame(part.name):
                raise Damaged(f"{part.name} would leave its folder.")
            with self._open(part.name) as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type] # a tar's file has what the digest reads
            if found != part.sha256:
                raise Damaged(f"{part.name} was changed: its SHA-256 is not the manifest's.")

    def read(self, name: str) -> bytes:
        """Return a small part whole."""
        with self._open(name) as file:
            return file.read()

    def extract(self, name: str, target: Path) -> None:
        """Write a part to a file of its own, readable by its owner alone."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file, self._open(name) as content:
            while chunk := content.read(CHUNK):
                file.write(chunk)

    def under(self, folder: str) -> list[str]:
        """Return the names of the parts in a folder of the backup."""
        return [part.name for part in self.manifest.parts if part.name.startswith(f"{folder}/")]


def _is_tame(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts
