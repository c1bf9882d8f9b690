"""How the country was divided anew, told by rows of a file: who took which commune over.

The reform of 1 July 2025 made 34 provinces of 63 and 3,321 communes of 10,602, and ended the districts
(Law 72/2025/QH15 on local government; Resolution 202/2025/QH15 on the provinces).
"""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.foundation.kernel import vietnamese
from motcua.foundation.organisations.enums import TerritoryLevel
from motcua.foundation.organisations.errors import TerritoryFileRefused

REFORM_2025: Final = date(2025, 7, 1)
Key = tuple[bool, TerritoryLevel, str]
"""Whether it is of the new division, its level, its code."""

_COLUMNS: Final = frozenset(
    [
        "province_code",
        "province",
        "district_code",
        "district",
        "ward_code",
        "ward",
        "new_province_code",
        "new_province",
        "new_ward_code",
        "new_ward",
        "is_divided",
    ]
)
_SHORT: Final = {
    "p": "phuong", "q": "quan", "h": "huyen", "t": "tinh", "tp": "thanh pho", "tx": "thi xa",
    "tt": "thi tran", "x": "xa", "f": "phuong", "hn": "ha noi", "hcm": "ho chi minh", "tphcm": "thanh pho ho chi minh",
}  # fmt: skip
"""What people write for the kinds of territories."""
_GLUED: Final = re.compile(r"(p|q|f|x|tt|tx)([0-9]{1,2})")
_KIND: Final = re.compile(r"^(xa|phuong|thi tran|dac khu|quan|huyen|thi xa|thanh pho|tinh) (?=.)")


@dataclass(frozen=True, kw_only=True)
class Place:
    """A territory before or after the reform."""

    key: Key
    name: str
    parent: Key | None
    path: str

    @property
    def folded(self) -> str:
        """The path for searching, its parts kept apart: " phuong phuc xa , quan ba dinh "."""
        parts = (fold_path(part).strip() for part in self.path.split(","))
        return f" {' , '.join(parts)} "


@dataclass(frozen=True, kw_only=True)
class Reform:
    """Every territory told of, parents before children, and who took whom over."""

    places: tuple[Place, ...]
    successions: tuple[tuple[Key, Key, bool], ...]
    """Predecessor, successor, and whether the predecessor was divided."""

    def __add__(self, other: "Reform") -> "Reform":
        """Return both told together; their codes must differ."""
        return Reform(
            places=tuple(sorted((*self.places, *other.places), key=_by_level)),
            successions=(*self.successions, *other.successions),
        )


def read_reform(lines: Iterable[str]) -> Reform:
    """Return the reform that the rows of a CSV file tell.

    Raises:
        TerritoryFileRefused: if a column is missing, a name contradicts another row's, or a commune
            that was not divided went to several.
    """
    rows = csv.DictReader(lines)
    missing = _COLUMNS - set(rows.fieldnames or ())
    if missing:
        raise TerritoryFileRefused(problem=f"thiếu cột {', '.join(sorted(missing))}")
    places: dict[Key, Place] = {}
    successions: dict[tuple[Key, Key], bool] = {}
    for number, row in enumerate(rows, start=2):
        before, after = _read_row(row, places, number)
        successions[before, after] = bool(row["is_divided"])
    _require_whole(successions)
    return Reform(
        places=tuple(sorted(places.values(), key=_by_level)),
        successions=tuple((old, new, part) for (old, new), part in successions.items()),
    )


def fold_path(path: str) -> str:
    """Return what is written of a place as it is searched: " phuong phuc xa quan ba dinh "."""
    return f" {' '.join(_words(path))} "


def phrases(address: str) -> list[str]:
    """Return the parts between commas of an address, last the widest, each folded."""
    parts = (fold_path(part).strip() for part in re.split(r"[,;\n]| - ", address))
    return [part for part in parts if part]


def is_called(path: str, parts: Sequence[str]) -> bool:
    """Say whether a folded path is what these parts write: each its name, with its kind or without.

    A commune may be written alone, or with its province and no district.
    """
    names = path.strip().split(" , ")
    shorter = {1: names[:1], 2: [names[0], names[-1]], 3: names}.get(len(parts), [])
    return len(shorter) == len(parts) and all(
        part in {name, _without_kind(name)} for part, name in zip(parts, shorter, strict=True)
    )


def _without_kind(name: str) -> str:
    return _KIND.sub("", name)


def shared_run(typed: Sequence[str], name: Sequence[str]) -> int:
    """Return how many of the typed words stand together, in their order, in the name."""
    runs = {tuple(name[i:j]) for i in range(len(name)) for j in range(i + 1, len(name) + 1)}
    return max(
        (
            end - start
            for start in range(len(typed))
            for end in range(start + 1, len(typed) + 1)
            if tuple(typed[start:end]) in runs
        ),
        default=0,
    )


def _words(text: str) -> Iterable[str]:
    # "P.5", "P5" and "TP.HCM" are two words; "Tân An" stays two.
    for word in re.findall(r"[0-9a-z]+", vietnamese.fold(text)):
        glued = _GLUED.fullmatch(word)
        for part in glued.groups() if glued else (word,):
            yield from _SHORT.get(part, part).split()


def _read_row(row: Mapping[str, str], places: dict[Key, Place], number: int) -> tuple[Key, Key]:
    province = _place(places, number, (False, TerritoryLevel.PROVINCE, row["province_code"]),
                      row["province"], None)  # fmt: skip
    before = _place(places, number, (False, TerritoryLevel.DISTRICT, row["district_code"]),
                    row["district"], province)  # fmt: skip
    # Island districts had no communes: the district itself was taken over.
    if row["ward_code"]:
        before = _place(places, number, (False, TerritoryLevel.COMMUNE, row["ward_code"]),
                        row["ward"], before)  # fmt: skip
    new_province = _place(
        places, number, (True, TerritoryLevel.PROVINCE, row["new_province_code"]),
        row["new_province"], None,
    )  # fmt: skip
    after = _place(places, number, (True, TerritoryLevel.COMMUNE, row["new_ward_code"]),
                   row["new_ward"], new_province)  # fmt: skip
    return before.key, after.key


def _place(
    places: dict[Key, Place], number: int, key: Key, name: str, parent: Place | None
) -> Place:
    path = f"{name}, {parent.path}" if parent else name
    place = places.setdefault(
        key, Place(key=key, name=name, parent=parent.key if parent else None, path=path)
    )
    if not key[2] or not name or place.path != path:
        raise TerritoryFileRefused(problem=f"dòng {number}: {key[2]} {path}")
    return place


def _require_whole(successions: Mapping[tuple[Key, Key], bool]) -> None:
    followed: dict[Key, list[bool]] = {}
    for (before, _after), is_partial in successions.items():
        followed.setdefault(before, []).append(is_partial)
    for before, parts in followed.items():
        if (len(parts) > 1) != any(parts) or any(parts) != all(parts):
            raise TerritoryFileRefused(problem=f"{before[2]} được chia không rõ")


def _by_level(place: Place) -> tuple[bool, int, str]:
    is_new, level, code = place.key
    return is_new, list(TerritoryLevel).index(level), code
