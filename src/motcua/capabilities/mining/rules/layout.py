"""Places for a graph that reads from top to bottom (after Sugiyama, Tagawa and Toda, 1981).

Ranks of boxes alternate with ranks of arrows' words, so that words have room of their own and never
lie upon one another. Lengths are pixels, whole numbers; ``y`` grows downwards. The same graph always
comes out the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from motcua.foundation.kernel.plane import Box, Point

_APART: Final = 18
_BETWEEN: Final = 16
_SLIM: Final = 14
"""The width of an arrow that passes a rank."""
_MARGIN: Final = 12
_SWEEPS: Final = 12
_LOOP: Final = 26
"""How far an arrow back to its own box stands out."""

Arrow = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class LaidArrow:
    """The way of an arrow, and the middle of its words."""

    source: str
    target: str
    points: tuple[Point, ...]
    words: Point


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A graph on paper."""

    width: int
    height: int
    boxes: Mapping[str, Box]
    arrows: tuple[LaidArrow, ...]


@dataclass
class _Cell:
    """What stands in a rank: a box, an arrow's words, or an arrow passing by."""

    key: tuple[str, ...]
    width: int
    height: int
    rank: int
    above: list["_Cell"] = field(default_factory=list)
    below: list["_Cell"] = field(default_factory=list)
    place: int = 0
    x: int = 0
    """Of its middle."""


def lay_out(sizes: Mapping[str, tuple[int, int]], arrows: Mapping[Arrow, tuple[int, int]]) -> Laid:
    """Return places for boxes of these sizes and for arrows with words of these sizes.

    Boxes and arrows named earlier matter more: the first arrows out of a box go down, and where the
    arrows run in a circle it is a later one that goes up.
    """
    ranks_of = _ranks(sizes, [pair for pair in arrows if pair[0] != pair[1]])
    loops = {pair: size for pair, size in arrows.items() if pair[0] == pair[1]}
    boxes = {
        code: _Cell(key=(code,), width=width, height=height, rank=2 * ranks_of[code])
        for code, (width, height) in sizes.items()
    }
    for (code, _same), (width, _height) in loops.items():
        # Room on both sides, so that the box stays in the middle of its cell.
        boxes[code].width += 2 * (_LOOP + width)
    chains = {pair: _chain(boxes, pair, size) for pair, size in arrows.items() if pair not in loops}
    ranks = _in_ranks([*boxes.values(), *(cell for chain in chains.values() for cell in chain)])
    _order(ranks)
    _place(ranks)
    tops = _tops(ranks)
    laid = {
        code: Box(
            x=boxes[code].x - width // 2,
            y=tops[boxes[code].rank][0] + (tops[boxes[code].rank][1] - height) // 2,
            width=width,
            height=height,
        )
        for code, (width, height) in sizes.items()
    }
    drawn = [
        _loop(laid[pair[0]], pair, loops[pair])
        if pair in loops
        else _way(pair, boxes, laid, chains[pair], tops)
        for pair in arrows
    ]
    last = max(tops, default=0)
    return Laid(
        width=max((cell.x + cell.width // 2 for rank in ranks for cell in rank), default=0)
        + _MARGIN,
        height=sum(tops[last]) + _MARGIN if tops else _MARGIN,
        boxes=laid,
        arrows=tuple(drawn),
    )


def _ranks(codes: Iterable[str], arrows: Sequence[Arrow]) -> dict[str, int]:
    """Return how many boxes stand above each on the longest way down."""
    down = _downward(codes, arrows)
    ranks = dict.fromkeys(codes, 0)
    for code in _topological(list(ranks), down):
        for source, target in down:
            if source == code:
                ranks[target] = max(ranks[target], ranks[code] + 1)
    return ranks


def _downward(codes: Iterable[str], arrows: Sequence[Arrow]) -> list[Arrow]:
    """Return the arrows, each turned down that would close a circle of those before it."""
    after: dict[str, set[str]] = {code: set() for code in codes}
    down = []
    for source, target in arrows:
        if _leads(after, target, source):
            source, target = target, source
        after[source].add(target)
        down.append((source, target))
    return down


def _leads(after: Mapping[str, set[str]], begin: str, end: str) -> bool:
    seen, waiting = {begin}, [begin]
    while waiting:
        code = waiting.pop()
        if code == end:
            return True
        fresh = after[code] - seen
        seen |= fresh
        waiting += sorted(fresh)
    return False


def _topological(codes: list[str], arrows: list[Arrow]) -> list[str]:
    coming = dict.fromkeys(codes, 0)
    for _source, target in arrows:
        coming[target] += 1
    ready = [code for code in codes if not coming[code]]
    for code in ready:
        for source, target in arrows:
            if source == code:
                coming[target] -= 1
                if not coming[target]:
                    ready.append(target)
    return ready


def _chain(boxes: Mapping[str, _Cell], pair: Arrow, size: tuple[int, int]) -> list[_Cell]:
    """Return the cells of an arrow between its boxes, from the upper one down."""
    upper, lower = sorted((boxes[pair[0]], boxes[pair[1]]), key=lambda cell: cell.rank)
    words = upper.rank + 1 if upper is boxes[pair[0]] else lower.rank - 1
    chain = [
        _Cell(
            key=(*pair, str(rank)),
            width=size[0] if rank == words else _SLIM,
            height=size[1] if rank == words else 0,
            rank=rank,
        )
        for rank in range(upper.rank + 1, lower.rank)
    ]
    line = [upper, *chain, lower]
    for one, other in pairwise(line):
        one.below.append(other)
        other.above.append(one)
    return chain


def _in_ranks(cells: Iterable[_Cell]) -> list[list[_Cell]]:
    ranks: dict[int, list[_Cell]] = {}
    for cell in cells:
        ranks.setdefault(cell.rank, []).append(cell)
    ordered = [ranks[rank] for rank in sorted(ranks)]
    for rank in ordered:
        _number(rank)
    return ordered


def _number(rank: list[_Cell]) -> None:
    for place, cell in enumerate(rank):
        cell.place = place


def _order(ranks: list[list[_Cell]]) -> None:
    """Put the cells of each rank where their neighbours are; of all tries, keep the least crossed."""
    best, least = [list(rank) for rank in ranks], _crossings(ranks)
    for sweep in range(_SWEEPS):
        goes_down = sweep % 2 == 0
        for rank in ranks if goes_down else reversed(ranks):
            rank.sort(key=lambda cell: _mean(cell, goes_down))
            _number(rank)
        crossed = _crossings(ranks)
        if crossed < least:
            best, least = [list(rank) for rank in ranks], crossed
    for rank, kept in zip(ranks, best, strict=True):
        rank[:] = kept
        _number(rank)


def _mean(cell: _Cell, goes_down: bool) -> float:  # noqa: FBT001 - private
    near = cell.above if goes_down else cell.below
    return sum(one.place for one in near) / len(near) if near else float(cell.place)


def _crossings(ranks: list[list[_Cell]]) -> int:
    crossed = 0
    for rank in ranks:
        lines = [(cell.place, other.place) for cell in rank for other in cell.below]
        crossed += sum(
            1
            for number, (a, b) in enumerate(lines)
            for c, d in lines[number + 1 :]
            if (a - c) * (b - d) < 0
        )
    return crossed


def _place(ranks: list[list[_Cell]]) -> None:
    """Move the cells under one another, never past one another, and all of them onto the paper."""
    for rank in ranks:
        _settle(rank, [0] * len(rank))
    for sweep in range(_SWEEPS):
        goes_down = sweep % 2 == 0
        for rank in ranks if goes_down else reversed(ranks):
            _settle(rank, [_wanted(cell, goes_down) for cell in rank])
    left = min((cell.x - cell.width // 2 for rank in ranks for cell in rank), default=0)
    for rank in ranks:
        for cell in rank:
            cell.x += _MARGIN - left


def _wanted(cell: _Cell, goes_down: bool) -> int:  # noqa: FBT001 - private
    near = (cell.above if goes_down else cell.below) or cell.above or cell.below
    return sum(one.x for one in near) // len(near) if near else cell.x


def _settle(rank: list[_Cell], wanted: list[int]) -> None:
    """Give each cell the place between what pushing to the right and to the left would give it."""
    right = list(wanted)
    for number in range(1, len(rank)):
        right[number] = max(right[number], right[number - 1] + _gap(rank, number))
    left = list(wanted)
    for number in range(len(rank) - 2, -1, -1):
        left[number] = min(left[number], left[number + 1] - _gap(rank, number + 1))
    for cell, one, other in zip(rank, left, right, strict=True):
        cell.x = (one + other) // 2


def _gap(rank: list[_Cell], number: int) -> int:
    """Return how far apart the middles of two neighbours must be; one more for the rounding."""
    return (rank[number - 1].width + rank[number].width) // 2 + _APART + 2


def _tops(ranks: list[list[_Cell]]) -> dict[int, tuple[int, int]]:
    """Return the top and height of each rank."""
    tops, y = {}, _MARGIN
    for rank in ranks:
        height = max(cell.height for cell in rank)
        tops[rank[0].rank] = (y, height)
        y += height + _BETWEEN
    return tops


def _way(
    pair: Arrow,
    boxes: Mapping[str, _Cell],
    laid: Mapping[str, Box],
    chain: list[_Cell],
    tops: Mapping[int, tuple[int, int]],
) -> LaidArrow:
    upper, lower = sorted((boxes[pair[0]], boxes[pair[1]]), key=lambda cell: cell.rank)
    first, last = laid[upper.key[0]], laid[lower.key[0]]
    points = [(_port(first, upper.below, chain[0]), first.y + first.height)]
    for cell in chain:
        top, height = tops[cell.rank]
        points += [(cell.x, top), (cell.x, top + height)]
    points.append((_port(last, lower.above, chain[-1]), last.y))
    worded = next((cell for cell in chain if cell.height), chain[0])
    top, height = tops[worded.rank]
    if upper.key[0] != pair[0]:
        points.reverse()
    return LaidArrow(
        source=pair[0],
        target=pair[1],
        points=tuple(dict.fromkeys(points)),
        words=(worded.x, top + height // 2),
    )


def _port(box: Box, neighbours: list[_Cell], cell: _Cell) -> int:
    """Return where on its side of the box an arrow stands: in the order of where they lead."""
    ordered = sorted(neighbours, key=lambda one: (one.place, one.key))
    step = ordered.index(cell) + 1
    return box.x + box.width * step // (len(ordered) + 1)


def _loop(box: Box, pair: Arrow, size: tuple[int, int]) -> LaidArrow:
    """Return the arrow from a box to itself, on its right."""
    right, (_x, y) = box.x + box.width, box.middle
    out, step = right + _LOOP, box.height // 4
    return LaidArrow(
        source=pair[0],
        target=pair[1],
        points=((right, y - step), (out, y - step), (out, y + step), (right, y + step)),
        words=(out + 4 + size[0] // 2, y),
    )
