"""A model as the shapes of a picture: places, and names cut into lines that fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.rules.drawing import Drawing
from motcua.capabilities.workflow.rules.model import Flow, Model, Node, share_text
from motcua.foundation.kernel.plane import Box, Point

_LETTER: Final = 7
"""The width of a letter in the picture, generously."""
LINE: Final = 15
"""From one line of writing to the next."""
_MOST_LINES: Final = 4
_RISE: Final = 12
"""From the foot of a line of writing to its top."""
_ASIDE: Final = 5
"""Between a name and the arrow it stands beside."""
_ROOM: Final = 80
"""How far from its end an arrow's name may stand."""
_MARGIN: Final = 24
_MARGIN_OF_BANDS: Final = 150
"""Room on the left for the names of the bands."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of writing; ``x`` is its middle, ``y`` its foot."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Shape:
    """An element in the picture."""

    node: Node
    box: Box
    corners: str
    """Of a gateway's diamond, as SVG writes points."""
    lines: tuple[Line, ...]

    @property
    def is_round(self) -> bool:
        """Whether it is drawn as a circle."""
        return self.node.kind in {NodeKind.START, NodeKind.END}

    @property
    def is_gateway(self) -> bool:
        """Whether it is drawn as a diamond."""
        return self.node.kind in {NodeKind.EXCLUSIVE, NodeKind.PARALLEL}


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """An arrow in the picture."""

    flow: Flow
    points: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Stripe:
    """A band across the picture."""

    role: str
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """Where its name stands."""
        return self.y + self.height // 2


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Everything that is drawn, and the part of the plane that is seen."""

    view: str
    width: int
    height: int
    shapes: tuple[Shape, ...]
    arrows: tuple[Arrow, ...]
    stripes: tuple[Stripe, ...]


def draw(model: Model, drawing: Drawing) -> Picture:
    """Return the picture of a model whose elements stand where the drawing says."""
    extent = drawing.extent
    left = extent.x - (_MARGIN_OF_BANDS if drawing.bands else _MARGIN)
    top = extent.y - _MARGIN
    width = extent.x + extent.width + 2 * _MARGIN - left
    height = extent.height + 3 * _MARGIN
    return Picture(
        view=f"{left} {top} {width} {height}",
        width=width,
        height=height,
        shapes=tuple(_shape(node, drawing.boxes[code]) for code, node in model.nodes.items()),
        arrows=tuple(_arrows(model, drawing)),
        stripes=tuple(
            Stripe(role=band.role, x=left, y=band.y, width=width, height=band.height)
            for band in drawing.bands
        ),
    )


def _shape(node: Node, box: Box) -> Shape:
    x, y = box.middle
    right, foot = box.x + box.width, box.y + box.height
    is_inside = node.kind in {NodeKind.USER, NodeKind.SERVICE}
    words = f"{node.name} ({share_text(node.share)})" if share_text(node.share) else node.name
    lines = _cut(words, box.width if is_inside else 110)
    first = y - (len(lines) - 1) * LINE // 2 + 4 if is_inside else foot + LINE
    return Shape(
        node=node,
        box=box,
        corners=f"{x},{box.y} {right},{y} {x},{foot} {box.x},{y}",
        lines=tuple(Line(x=x, y=first + n * LINE, text=text) for n, text in enumerate(lines)),
    )


def _arrows(model: Model, drawing: Drawing) -> Iterator[Arrow]:
    """Yield the arrows with their names, none upon another; what was drawn first keeps its place."""
    elements = [drawing.boxes[code] for code in model.nodes]
    names: list[Box] = []
    for flow in model.flows:
        if flow.code not in drawing.ways:
            continue
        way = drawing.ways[flow.code]
        texts = _cut(flow.name, 100)
        x, first = _free(way, texts, names, elements)
        if texts:
            names.append(_area(x, first, texts))
        yield Arrow(
            flow=flow,
            points=" ".join(f"{one},{other}" for one, other in way),
            lines=tuple(Line(x=x, y=first + n * LINE, text=text) for n, text in enumerate(texts)),
        )


def _free(way: tuple[Point, ...], texts: list[str], names: list[Box], elements: list[Box]) -> Point:
    """Return where a name stands: beside the end, where arrows out of one gateway have parted.

    Where another name stands there already, beside a stretch of its own; last, over the other name.
    """
    usual = _beside_the_end(way, texts)
    if not _area(*usual, texts).meets(names):
        return usual
    for place in _beside_stretches(way, texts):
        if not _area(*place, texts).meets([*names, *elements]):
            return place
    x, first = usual
    while _area(x, first, texts).meets(names):
        first -= LINE
    return x, first


def _area(x: int, first: int, texts: list[str]) -> Box:
    width = _LETTER * max(map(len, texts), default=0)
    return Box(x=x - width // 2, y=first - _RISE, width=width, height=LINE * len(texts))


def _beside_the_end(way: tuple[Point, ...], texts: list[str]) -> Point:
    (before_x, _before_y), (end_x, end_y) = way[-2], way[-1]
    return (max(before_x, end_x - _ROOM) + end_x) // 2, end_y - 6 - (len(texts) - 1) * LINE


def _beside_stretches(way: tuple[Point, ...], texts: list[str]) -> Iterator[Point]:
    """Yield places over or under a stretch that runs across, right or left of one that runs down."""
    half = _LETTER * max(map(len, texts), default=0) // 2 + _ASIDE
    height = (len(texts) - 1) * LINE
    for (x, y), (end_x, end_y) in sorted(pairwise(way), key=_length, reverse=True):
        middle, level = (x + end_x) // 2, (y + end_y) // 2
        if abs(x - end_x) >= abs(y - end_y):
            yield from ((middle, level - 6 - height), (middle, level + LINE))
        else:
            yield from ((middle + half, level - height // 2), (middle - half, level - height // 2))


def _length(stretch: tuple[Point, Point]) -> int:
    (x, y), (end_x, end_y) = stretch
    return abs(x - end_x) + abs(y - end_y)


def _cut(text: str, width: int) -> list[str]:
    """Cut a text into lines of about that width; what does not fit in four lines ends with dots."""
    letters = max(8, width // _LETTER)
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]}…"]
    return lines
