"""A folder that a scanner writes into: what is whole is taken, once, and moved out of the way."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from motcua.capabilities.documents.errors import FileRefused, TooManyDocuments
from motcua.composition.casework import trays
from motcua.composition.casework.asked_files import File
from motcua.composition.casework.attaching import LARGEST_FILE
from motcua.foundation.kernel.clock import VIETNAM

DONE: Final = "done"
REFUSED: Final = "refused"
UNFINISHED: Final = (".part", ".tmp", ".crdownload")
"""How programs call files that they are still writing."""
MOST_OF_A_NAME: Final = 1000
Look = tuple[int, int]
"""Size and time of the last change."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of one file."""

    name: str
    outcome: str
    """``taken``, ``known`` (scanned before) or ``refused``."""
    why: str = ""


@dataclass
class Watch:
    """One folder of one desk, and how its files looked the last time."""

    folder: Path
    agency_id: int
    seen: dict[str, Look] = field(default_factory=dict)

    def look(self, *, at: datetime) -> Iterator[Taken]:
        """Take what looks as it did at the last look: nobody is writing it any more."""
        now = {path.name: _look(path) for path in sorted(self.folder.iterdir()) if _is_scan(path)}
        ripe = [name for name, looked in now.items() if self.seen.get(name) == looked]
        self.seen = {name: looked for name, looked in now.items() if name not in ripe}
        for name in ripe:
            yield self._take(self.folder / name, at=at)

    def _take(self, path: Path, *, at: datetime) -> Taken:
        with path.open("rb") as scan:
            # Of one that is too long only enough is read to see that it is.
            content = scan.read(LARGEST_FILE + 1)
        try:
            kept = trays.put(
                agency_id=self.agency_id, file=File(name=path.name, content=content), at=at
            )
        except (FileRefused, TooManyDocuments) as refusal:
            moved = self._move(path, REFUSED, at)
            moved.with_name(f"{moved.name}.txt").write_text(f"{refusal.text}\n", "utf-8")
            return Taken(name=path.name, outcome="refused", why=refusal.text)
        self._move(path, DONE, at)
        return Taken(name=path.name, outcome="known" if kept is None else "taken")

    def _move(self, path: Path, where: str, at: datetime) -> Path:
        """Move the file; one of the same name that lies there already stays."""
        folder = self.folder / where
        folder.mkdir(exist_ok=True)
        stamp = f"{at.astimezone(VIETNAM):%Y%m%d-%H%M%S}"
        tails = ("", *(f"-{number}" for number in range(1, MOST_OF_A_NAME)))
        names = (folder / f"{stamp}{tail}-{path.name}" for tail in tails)
        to = next(name for name in names if not name.exists())
        path.rename(to)
        return to


def _is_scan(path: Path) -> bool:
    is_hidden = path.name.startswith((".", "~"))
    return path.is_file() and not is_hidden and path.suffix not in UNFINISHED


def _look(path: Path) -> Look:
    found = path.stat()
    return found.st_size, found.st_mtime_ns
