"""An address as people write it, read against the communes of today and of before 1 July 2025.

Read from its end: what stands behind the commune's name must all be the names of what lies around it,
so that a street called as a commune is no commune. Nothing is guessed: a commune that was divided, or
a name that several bear, gives all of them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from motcua.foundation.kernel import vietnamese
from motcua.foundation.organisations.rules.territories import fold_path

LONGEST: Final = 300
SUGGESTED: Final = 5
_LONGEST_NAME: Final = 7
"""Words of a commune's name at most, without its kind."""
_LOOKED_AT: Final = 24
"""Words from the end in which the commune's name begins, at most."""
_ALIKE: Final = 0.75
"""From which likeness on a name may have been mistyped."""
_KINDS: Final = (
    "thi tran",
    "thi xa",
    "thanh pho",
    "dac khu",
    "phuong",
    "quan",
    "huyen",
    "tinh",
    "xa",
)
_OF_COMMUNES: Final = ("xa", "phuong", "thi tran", "dac khu", "huyen")
"""With the island districts of before the reform, which had no communes."""
_OF_STREETS: Final = frozenset(
    ("so", "duong", "pho", "ngo", "ngach", "hem", "kiet", "thon", "xom", "ap", "to", "khu", "ban",
     "buon", "lang", "khom", "doi", "chung", "toa", "nha", "can", "lo", "quoc", "tieu")
)  # fmt: skip
_BREAK: Final = ","
_COUNTRY: Final = ["viet", "nam"]


@dataclass(frozen=True, kw_only=True)
class Written:
    """An address as it was written, and the province of today that was chosen for it, if any."""

    text: str
    """The lines that end in the commune, perhaps with what lies around it."""
    before: str = ""
    """What was written before those, as house and street."""
    province: str = ""

    @property
    def whole(self) -> str:
        """All of it but the province chosen."""
        return f"{self.before}, {self.text}" if self.before else self.text


@dataclass(frozen=True, kw_only=True)
class Today:
    """A commune of today with its province."""

    code: str
    name: str
    province_code: str
    province: str

    @property
    def path(self) -> str:
        """The commune with its province, as addresses write them."""
        return f"{self.name}, {self.province}"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A name that an address may hold: a commune of today, or one of before with what took it over."""

    path: str
    folded: str
    is_of_today: bool
    now: tuple[Today, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Its own name and those around it, the narrowest first, folded."""
        return tuple(self.folded.strip().split(" , "))


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One commune of today that an address may mean."""

    commune: Today
    was: str = ""
    """What was written of before the reform, in full; empty if it was written in words of today."""


@dataclass(frozen=True, kw_only=True)
class Understood:
    """What an address comes to."""

    readings: tuple[Reading, ...] = ()
    """One if it is settled; several where one must choose; none if no such commune was found."""
    suggestions: tuple[Today, ...] = ()
    """Where none was found: those that may have been meant."""
    is_told: bool = True
    """Whether the communes of the province are known here at all; if not, nothing can be said."""


@dataclass(frozen=True)
class Gazetteer:
    """The names that some addresses may hold, and the provinces of today."""

    entries: Sequence[Entry]
    provinces: frozenset[str]
    """Names of the provinces of today, folded."""
    by_name: Mapping[str, list[Entry]] = field(init=False)

    def __post_init__(self) -> None:
        by_name: dict[str, list[Entry]] = {}
        for entry in self.entries:
            by_name.setdefault(_key(entry.names[0]), []).append(entry)
        object.__setattr__(self, "by_name", by_name)

    def tells_of(self, province: str) -> bool:
        """Say whether the communes of the province, or of any if none was chosen, are known."""
        if not province:
            return bool(self.provinces)
        return any(one.is_of_today and _lies_in(one, province) for one in self.entries)


def names_in(addresses: Iterable[Written]) -> set[str]:
    """Return every name, folded, under which the communes of these addresses may be listed."""
    found: set[str] = set()
    for one in addresses:
        for _start, name in _starts(_tokens(one.whole)):
            bare = _key(name)
            spelled = {bare, f"0{bare}"} if bare.isdigit() else {bare}
            found |= {f"{kind} {way}" for kind in _OF_COMMUNES for way in spelled}
    return found


@lru_cache(maxsize=1024)
def fold_name(name: str) -> str:
    """Return one name as the parts of a folded path spell it: "thanh pho ho chi minh"."""
    return fold_path(name).strip()


def understand(written: Written, gazetteer: Gazetteer) -> Understood:
    """Return the communes of today that an address means, by the widest reading that fits.

    What stands before the last lines is looked at only where those alone name no commune.
    """
    province = fold_name(written.province)
    if not gazetteer.tells_of(province):
        return Understood(is_told=False)
    for text in (written.text, written.whole):
        tokens = _tokens(text)
        fits = [fit for fit in _fitting(tokens, gazetteer, province) if not fit.is_doubtful]
        readings = _readings(_nearest(text, _widest(fits)), province)
        if readings:
            return Understood(readings=readings)
    return Understood(suggestions=_suggest(_tokens(written.whole), gazetteer, province))


def begins(folded: str, typed: str) -> bool:
    """Say whether the name of a folded path begins with the words typed, with its kind or without."""
    name = folded.strip()
    return name.startswith(typed) or _bare(name).startswith(typed)


# --- reading ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Fit:
    entry: Entry
    width: int
    """How many names around it were written."""
    is_doubtful: bool = False
    """Whether it may be what lies around another: a bare name behind one that nobody knows."""


def _tokens(text: str) -> list[str]:
    """Return the folded words of an address, with what parts them kept."""
    parts = re.split(r"[,;\n()]", text[-LONGEST:])
    words: list[str] = []
    for part in parts:
        folded = fold_path(part).split()
        if folded[-2:] == _COUNTRY:
            folded = folded[:-2]
        if folded:
            words += [_BREAK, *folded] if words else folded
    return words


def _starts(tokens: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield where a commune's name may begin, with each length it may have.

    With its kind ("phường …") it may begin anywhere, alone only behind a comma.
    """
    for start in range(max(0, len(tokens) - _LOOKED_AT), len(tokens)):
        kind = _kind_at(tokens, start)
        if not kind and start and tokens[start - 1] != _BREAK:
            continue
        least = len(kind.split()) + 1
        for end in range(start + least, min(len(tokens), start + least + _LONGEST_NAME) + 1):
            if tokens[end - 1] == _BREAK:
                break
            yield start, " ".join(tokens[start:end])


def _kind_at(tokens: Sequence[str], start: int) -> str:
    for kind in _KINDS:
        words = kind.split()
        if list(tokens[start : start + len(words)]) == words:
            return kind
    return ""


def _fitting(tokens: Sequence[str], gazetteer: Gazetteer, province: str) -> Iterator[_Fit]:
    for start, name in _starts(tokens):
        rest = " ".join(tokens[start + len(name.split()) :])
        is_doubtful = _bare(name) == name and _follows_a_name(tokens, start)
        for entry in gazetteer.by_name.get(_key(name), ()):
            if _is_kind_written_right(name, entry.names[0]) and _lies_in(entry, province):
                width = _explained(rest, _around(entry))
                if width is not None:
                    yield _Fit(entry, width, is_doubtful)


def _widest(fits: Sequence[_Fit]) -> list[Entry]:
    widest = max((fit.width for fit in fits), default=0)
    return [fit.entry for fit in fits if fit.width == widest]


def _follows_a_name(tokens: Sequence[str], start: int) -> bool:
    """Say whether the part before is no house, street or hamlet that says so itself."""
    before = " ".join(tokens[:start]).strip(f" {_BREAK}").split(_BREAK)[-1].split()
    return bool(before) and before[0] not in _OF_STREETS and not before[0][0].isdigit()


def _is_kind_written_right(written: str, own: str) -> bool:
    return _bare(written) == written or _kind_at(written.split(), 0) == _kind_at(own.split(), 0)


def _lies_in(entry: Entry, province: str) -> bool:
    return not province or any(fold_name(one.province) == province for one in entry.now)


def _around(entry: Entry) -> tuple[str, ...]:
    """Return the names that may follow: of then, and the province of today."""
    return tuple(dict.fromkeys((*entry.names[1:], *(fold_name(one.province) for one in entry.now))))


def _explained(rest: str, around: Sequence[str]) -> int | None:
    """Return how many of the names around it follow, in their order; None if anything else does."""
    rest = rest.lstrip(f" {_BREAK}")
    if not rest:
        return 0
    for place, name in enumerate(around):
        for way in (name, _bare(name)):
            if rest == way or rest.startswith((f"{way} ", f"{way}{_BREAK}")):
                more = _explained(rest[len(way) :], around[place + 1 :])
                if more is not None:
                    return more + 1
    return None


def _nearest(text: str, entries: Sequence[Entry]) -> list[Entry]:
    """Return those whose name stands there with its diacritics, if any does; today's before others."""
    letters = f" {' '.join(map(_letters, _plain_words(text)))} "
    is_marked = _plain(text) != vietnamese.fold(text)
    exact = [one for one in entries if is_marked and f" {_spelled(one)} " in letters]
    left = exact or list(entries)
    return [one for one in left if one.is_of_today] or left


def _spelled(entry: Entry) -> str:
    words = _plain_words(entry.path.split(",")[0])
    kind = _kind_at(entry.names[0].split(), 0).split()
    return " ".join(map(_letters, words[len(kind) :]))


def _plain_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", _plain(text))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text.casefold()).split())


def _letters(word: str) -> str:
    """Return the letters and marks of a word in one order: "hoà" and "hòa" are one word."""
    return "".join(sorted(unicodedata.normalize("NFD", word)))


def _readings(entries: Iterable[Entry], province: str) -> tuple[Reading, ...]:
    found: dict[str, Reading] = {}
    for entry in entries:
        for one in entry.now:
            if not province or fold_name(one.province) == province:
                was = "" if entry.is_of_today else entry.path
                found.setdefault(one.code, Reading(commune=one, was=was))
    return tuple(sorted(found.values(), key=lambda one: vietnamese.sort_key(one.commune.path)))


# --- what may have been meant -------------------------------------------------------------------


def _suggest(tokens: Sequence[str], gazetteer: Gazetteer, province: str) -> tuple[Today, ...]:
    """Return communes of a name that was written, then of one like it; those around there first."""
    phrases = [phrase.strip() for phrase in " ".join(tokens).split(_BREAK)][-3:]
    words = f" {' '.join(_bare(phrase) for phrase in phrases)} "
    named = {_key(name) for _start, name in _starts(tokens)}
    ranked: dict[str, tuple[float, Today]] = {}
    for key, entries in gazetteer.by_name.items():
        is_named = key in named
        likeness = max((_likeness(key, _bare(one)) for one in phrases), default=0.0)
        for entry in entries if is_named or likeness >= _ALIKE else ():
            # A name with the right surroundings and another kind is likelier than its surroundings' own.
            around = sum(f" {_bare(name)} " in words for name in _around(entry)) if is_named else 0
            for one in entry.now:
                rank = likeness + around + 2 * (fold_name(one.province) == province)
                if rank > ranked.get(one.code, (0.0, one))[0]:
                    ranked[one.code] = (rank, one)
    best = sorted(ranked.values(), key=lambda two: (-two[0], vietnamese.sort_key(two[1].path)))
    return tuple(one for _rank, one in best[:SUGGESTED])


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(a=one, b=other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0


def _key(name: str) -> str:
    """Return a name without its kind, "05" as "5"."""
    bare = _bare(name)
    return bare.lstrip("0") or bare if bare.isdigit() else bare


def _bare(name: str) -> str:
    words = name.split()
    kind = _kind_at(words, 0).split()
    return " ".join(words[len(kind) :]) if len(words) > len(kind) else name
