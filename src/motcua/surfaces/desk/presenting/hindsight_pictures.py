"""Two pictures beside one another: the design with what went over it, and the graph that was mined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext as _

from motcua.capabilities.mining import queries as mining
from motcua.capabilities.mining.queries import BEGIN, END, Following, LaidArrow, Mined, Replayed
from motcua.capabilities.workflow.queries.designs import Picture
from motcua.surfaces.desk.presenting.spans import say_count, say_short

MOST_ARROWS: Final = 40
"""Arrows beyond this number are left to the table."""
_LETTER: Final = 7
_LINE: Final = 15
_BOX: Final = 150
_WORDS_HEIGHT: Final = 18
_WIDTHS: Final = (0.5, 0.2, 0.05)
"""From which share of the busiest arrow on an arrow is drawn how thick."""

Point = tuple[int, int]
Stretch = tuple[Point, Point]


@dataclass(frozen=True, kw_only=True)
class Writing:
    """A line of writing; ``x`` is its middle, ``y`` its foot."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """An arrow: its points as SVG writes them, how thick it is, its number."""

    points: str
    weight: int
    """From 0 (nobody went this way; dashed) to 4."""
    writing: Writing | None


@dataclass(frozen=True, kw_only=True)
class Box:
    """A box with its lines of writing."""

    x: int
    y: int
    width: int
    height: int
    is_end: bool
    lines: tuple[Writing, ...]


@dataclass(frozen=True, kw_only=True)
class Graph:
    """What was mined, drawn."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Line, ...]
    left_out: int
    """How many rare arrows only the table has."""


@dataclass(frozen=True, kw_only=True)
class Design:
    """A designed picture with numbers on its steps and arrows."""

    picture: Picture
    arrows: tuple[Line, ...]
    numbers: tuple[Writing, ...]


def draw_design(picture: Picture, replayed: Replayed) -> Design:
    """Return the drawing of the design with dossiers and times: at each step under its box."""
    busiest = max((one.count for one in replayed.flows.values()), default=0)
    arrows = []
    ways = {arrow.flow.code: _read_points(arrow.points) for arrow in picture.arrows}
    for arrow in picture.arrows:
        code = arrow.flow.code
        passed = replayed.flows.get(code)
        count = passed.count if passed else 0
        x, y = _beside(ways[code], [way for other, way in ways.items() if other != code])
        arrows.append(
            Line(
                points=arrow.points,
                weight=_weight(count, busiest),
                writing=Writing(x=x, y=y, text=say_count(count)),
            )
        )
    numbers = []
    for shape in picture.shapes:
        step = replayed.steps.get(shape.node.code)
        if shape.is_gateway:
            continue
        words = say_count(step.cases if step else 0)
        if step and step.times.count:
            words = f"{words} · {say_short(step.times.median)} / {say_short(step.times.most)}"
        above = shape.is_round
        numbers.append(
            Writing(
                x=shape.box.middle[0],
                y=shape.box.y - 5 if above else shape.box.y + shape.box.height + _LINE,
                text=words,
            )
        )
    return Design(picture=picture, arrows=tuple(arrows), numbers=tuple(numbers))


def draw_graph(mined: Mined, names: Mapping[str, str]) -> Graph:
    """Return the mined graph: the busiest arrows, and the activities that they touch."""
    shown = mined.followings[:MOST_ARROWS]
    touched = dict.fromkeys(code for one in shown for code in (one.source, one.target))
    activities = {one.code: one for one in mined.activities}
    writing = {}
    for code in touched:
        lines = cut(names.get(code, code), _BOX - 16)
        if code in activities:
            one = activities[code]
            lasts = f" · {say_short(one.times.median)}" if one.times.most else ""
            lines.append(f"{say_count(one.cases)}{lasts}")
        writing[code] = lines
    sizes = {code: (_BOX, 16 + _LINE * len(lines)) for code, lines in writing.items()}
    places = _places(mined)
    words = {
        (one.source, one.target): _words(one)
        for one in sorted(shown, key=lambda one: places[one.source] >= places[one.target])
    }
    laid = mining.lay_out(
        sizes,
        {pair: (_LETTER * len(text) + 8, _WORDS_HEIGHT) for pair, text in words.items()},
    )
    busiest = max((one.count for one in shown), default=0)
    counts = {(one.source, one.target): one.count for one in shown}
    return Graph(
        width=laid.width,
        height=laid.height,
        boxes=tuple(
            Box(
                x=box.x,
                y=box.y,
                width=box.width,
                height=box.height,
                is_end=code in {BEGIN, END},
                lines=_written(box.middle[0], box.y + 8, writing[code]),
            )
            for code, box in laid.boxes.items()
        ),
        arrows=tuple(_line(one, words, counts, busiest) for one in laid.arrows),
        left_out=len(mined.followings) - len(shown),
    )


def _places(mined: Mined) -> dict[str, int]:
    """Return the order in which the most usual ways come by: what leads along it is drawn downwards."""
    usual = (code for one in mined.variants for code in one.sequence)
    rare = (code for one in mined.followings for code in (one.source, one.target))
    ordered = dict.fromkeys(code for code in [BEGIN, *usual, *rare] if code != END)
    return {code: place for place, code in enumerate([*ordered, END])}


def _words(one: Following) -> str:
    if not one.times.count:
        return say_count(one.count)
    return f"{say_count(one.count)} · {say_short(one.times.median)}"


def _line(
    one: LaidArrow,
    words: Mapping[tuple[str, str], str],
    counts: Mapping[tuple[str, str], int],
    busiest: int,
) -> Line:
    pair = (one.source, one.target)
    x, y = one.words
    return Line(
        points=" ".join(f"{left},{top}" for left, top in one.points),
        weight=_weight(counts[pair], busiest),
        writing=Writing(x=x, y=y + 4, text=words[pair]),
    )


def _weight(count: int, busiest: int) -> int:
    if not count:
        return 0
    return 4 - next(
        (number for number, share in enumerate(_WIDTHS) if count >= share * busiest), len(_WIDTHS)
    )


def _written(x: int, top: int, lines: Sequence[str]) -> tuple[Writing, ...]:
    return tuple(
        Writing(x=x, y=top + 12 + number * _LINE, text=text) for number, text in enumerate(lines)
    )


def _read_points(points: str) -> list[Point]:
    pairs = (point.split(",") for point in points.split())
    return [(int(x), int(y)) for x, y in pairs]


def _beside(points: Sequence[Point], others: Sequence[Sequence[Point]]) -> Point:
    """Return where an arrow's number stands: over the middle of its longest stretch of its own."""
    stretches = sorted(pairwise(points), key=_length, reverse=True)
    own = (one for one in stretches if not any(_runs_over(_middle(one), way) for way in others))
    stretch = next(own, stretches[0])
    x, y = _middle(stretch)
    return x, y + (14 if stretch[0][1] == stretch[1][1] else 0)


def _length(stretch: Stretch) -> int:
    (x, y), (end_x, end_y) = stretch
    return abs(x - end_x) + abs(y - end_y)


def _middle(stretch: Stretch) -> Point:
    (x, y), (end_x, end_y) = stretch
    return (x + end_x) // 2, (y + end_y) // 2


def _runs_over(point: Point, way: Sequence[Point]) -> bool:
    """Say whether the way passes through the point; stretches of a design run along or down."""
    x, y = point
    return any(
        min(left, right) <= x <= max(left, right) and min(top, foot) <= y <= max(top, foot)
        for (left, top), (right, foot) in pairwise(way)
    )


def cut(text: str, width: int) -> list[str]:
    """Cut a text into lines of about that width in pixels."""
    letters = max(8, width // _LETTER)
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [_("(không tên)")]
