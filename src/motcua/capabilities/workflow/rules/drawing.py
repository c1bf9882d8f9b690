"""Where the elements of a model stand on paper: read from a file, or laid out when a file does not say.

Lengths are the pixels of BPMN's diagram interchange, whole numbers; ``x`` grows to the right, ``y``
downwards.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from lxml import etree

from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.rules.model import Model
from motcua.foundation.kernel.plane import Box, Point

BPMNDI: Final = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC: Final = "{http://www.omg.org/spec/DD/20100524/DC}"
DI: Final = "{http://www.omg.org/spec/DD/20100524/DI}"

SIZES: Final[Mapping[NodeKind, tuple[int, int]]] = {
    NodeKind.START: (36, 36),
    NodeKind.END: (36, 36),
    NodeKind.USER: (130, 80),
    NodeKind.SERVICE: (130, 80),
    NodeKind.EXCLUSIVE: (50, 50),
    NodeKind.PARALLEL: (50, 50),
}
"""Width and height of each kind of element where a file does not say."""

FARTHEST: Final = 100_000
"""Nothing is drawn farther from the corner than this."""


@dataclass(frozen=True, kw_only=True)
class Band:
    """A stripe across the drawing in which what one role does stands."""

    role: str
    """Empty for what nobody does by hand."""
    y: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A model on paper: a place for each element and at least two points for each arrow."""

    boxes: Mapping[str, Box]
    ways: Mapping[str, tuple[Point, ...]]
    bands: tuple[Band, ...] = ()

    @property
    def extent(self) -> Box:
        """The smallest box that holds everything."""
        xs = [x for box in self.boxes.values() for x in (box.x, box.x + box.width)]
        ys = [y for box in self.boxes.values() for y in (box.y, box.y + box.height)]
        xs += [x for way in self.ways.values() for x, _y in way]
        ys += [y for way in self.ways.values() for _x, y in way]
        ys += [y for band in self.bands for y in (band.y, band.y + band.height)]
        if not xs:
            return Box(x=0, y=0, width=0, height=0)
        return Box(x=min(xs), y=min(ys), width=max(xs) - min(xs), height=max(ys) - min(ys))

    def holds(self, model: Model) -> bool:
        """Return whether it has a place for every element and every arrow of the model."""
        joined = {
            flow.code
            for flow in model.flows
            if flow.source in model.nodes and flow.target in model.nodes
        }
        return model.nodes.keys() <= self.boxes.keys() and joined <= self.ways.keys()


def read_drawing(root: etree._Element) -> Drawing:
    """Return what a file says of places; what it says wrongly is left out."""
    boxes = {
        shape.get("bpmnElement", ""): box
        for shape in root.iter(BPMNDI + "BPMNShape")
        for box in _read_box(shape)
    }
    ways = {
        edge.get("bpmnElement", ""): way
        for edge in root.iter(BPMNDI + "BPMNEdge")
        for way in _read_way(edge)
    }
    return Drawing(boxes=boxes, ways=ways)


def _read_box(shape: etree._Element) -> Iterator[Box]:
    bounds = shape.find(DC + "Bounds")
    if bounds is None:
        return
    numbers = [_number(bounds.get(name)) for name in ("x", "y", "width", "height")]
    x, y, width, height = numbers
    if x is None or y is None or not width or not height or width < 0 or height < 0:
        return
    yield Box(x=x, y=y, width=width, height=height)


def _read_way(edge: etree._Element) -> Iterator[tuple[Point, ...]]:
    way = []
    for point in edge.findall(DI + "waypoint"):
        x, y = _number(point.get("x")), _number(point.get("y"))
        if x is None or y is None:
            return
        way.append((x, y))
    if len(way) > 1:
        yield tuple(way)


def _number(text: str | None) -> int | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return round(value) if math.isfinite(value) and abs(value) <= FARTHEST else None


# --- Laying out ---------------------------------------------------------------------------------

_LEFT: Final = 150
_TOP: Final = 80
_COLUMN: Final = 220
"""From the middle of one column to that of the next."""
_TRACK: Final = 150
"""From the middle of one row of elements to that of the next."""
_STEP: Final = 7
"""Between two arrows that go side by side."""
_SIDE_BY_SIDE: Final = 5
"""How many arrows have a line of their own before lines are shared."""


def lay_out(model: Model) -> Drawing:
    """Return a drawing of the model: columns by what comes first, a band for each role.

    Deterministic, and a pure function of the model, so that any model can be drawn.
    """
    columns = _columns(model)
    roles = _roles(model, columns)
    places: dict[str, tuple[int, int]] = {}
    bands: list[Band] = []
    first = 0
    for role in dict.fromkeys(roles[code] for code in sorted(roles, key=_Order(columns))):
        tracks = _tracks([code for code in columns if roles[code] == role], columns)
        count = max(tracks.values()) + 1
        places |= {code: (columns[code], first + track) for code, track in tracks.items()}
        bands.append(Band(role=role, y=_TOP + first * _TRACK - _TRACK // 2, height=count * _TRACK))
        first += count
    boxes = {code: _box(model, code, *places[code]) for code in model.nodes}
    return Drawing(boxes=boxes, ways=_ways(model, boxes, places), bands=tuple(bands))


class _Order:
    """Left to right, else as the model names them."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self.place = {code: (column, n) for n, (code, column) in enumerate(columns.items())}

    def __call__(self, code: str) -> tuple[int, int]:
        return self.place[code]


def reading_order(model: Model) -> tuple[str, ...]:
    """Return the elements as they are read: what comes first, first."""
    columns = _columns(model)
    return tuple(sorted(columns, key=_Order(columns)))


def _columns(model: Model) -> dict[str, int]:
    """Return how many elements come before each on the longest way that never turns back."""
    forward = forward_arrows(model)
    before: dict[str, list[str]] = {code: [] for code in model.nodes}
    for source, target in forward:
        before[target].append(source)
    columns: dict[str, int] = {}
    for code in ordered(model, forward):
        columns[code] = max((columns[source] + 1 for source in before[code]), default=0)
    return {code: columns[code] for code in model.nodes}


def ordered(model: Model, forward: list[tuple[str, str]]) -> list[str]:
    """Return the elements so that none comes before what leads to it."""
    waiting = dict.fromkeys(model.nodes, 0)
    after: dict[str, list[str]] = {code: [] for code in model.nodes}
    for source, target in forward:
        waiting[target] += 1
        after[source].append(target)
    ready = [code for code, count in waiting.items() if not count]
    for code in ready:
        for target in after[code]:
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return ready


def forward_arrows(model: Model) -> list[tuple[str, str]]:
    """Return the arrows that do not turn back to where a walk from the start came from."""
    starts = [node.code for node in model.of_kind(NodeKind.START)]
    done: set[str] = set()
    under_way: set[str] = set()
    forward: list[tuple[str, str]] = []
    for start in (*starts, *model.nodes):
        stack = [(start, iter(model.leaving[start]))] if start not in done | under_way else []
        under_way.update(code for code, _flows in stack)
        while stack:
            code, flows = stack[-1]
            flow = next(flows, None)
            if flow is None:
                stack.pop()
                under_way.discard(code)
                done.add(code)
                continue
            target = flow.target
            if target not in model.nodes or target in under_way:
                continue
            forward.append((code, target))
            if target not in done:
                under_way.add(target)
                stack.append((target, iter(model.leaving[target])))
    return forward


def _roles(model: Model, columns: Mapping[str, int]) -> dict[str, str]:
    """Return in whose band each element stands: a gateway with who decides, an end with who came last."""
    roles: dict[str, str] = {}
    for code in sorted(columns, key=_Order(columns)):
        node = model.nodes[code]
        if node.kind is NodeKind.USER:
            roles[code] = node.role
        elif node.kind is NodeKind.SERVICE:
            roles[code] = ""
        else:
            known = [roles[f.source] for f in model.entering[code] if f.source in roles]
            after = [
                model.nodes[f.target].role for f in model.leaving[code] if f.target in model.nodes
            ]
            roles[code] = next(iter([*known, *after]), "")
    return roles


def _tracks(codes: list[str], columns: Mapping[str, int]) -> dict[str, int]:
    """Return the row within its band for each element, so that no two stand in one place."""
    taken: dict[int, int] = {}
    tracks = {}
    for code in sorted(codes, key=_Order({code: columns[code] for code in codes})):
        tracks[code] = taken.get(columns[code], 0)
        taken[columns[code]] = tracks[code] + 1
    return tracks


def _box(model: Model, code: str, column: int, track: int) -> Box:
    width, height = SIZES[model.nodes[code].kind]
    x, y = _LEFT + column * _COLUMN, _TOP + track * _TRACK
    return Box(x=x - width // 2, y=y - height // 2, width=width, height=height)


def _ways(
    model: Model, boxes: Mapping[str, Box], places: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[Point, ...]]:
    """Return the points of each arrow: straight to the neighbour, else along the lines between rows."""
    taken = set(places.values())
    ways: dict[str, tuple[Point, ...]] = {}
    for number, flow in enumerate(model.flows):
        if flow.source not in boxes or flow.target not in boxes:
            continue
        source, target = boxes[flow.source], boxes[flow.target]
        (start_x, start_y), (end_x, end_y) = (
            (source.x + source.width, source.middle[1]),
            (target.x, target.middle[1]),
        )
        column, track = places[flow.source]
        end_column, end_track = places[flow.target]
        between = {(one, track) for one in range(column + 1, end_column)}
        if track == end_track and column < end_column and not between & taken:
            ways[flow.code] = ((start_x, start_y), (end_x, end_y))
            continue
        aside = (number % _SIDE_BY_SIDE) * _STEP
        leave, arrive = source.middle[0] + 75 + aside, target.middle[0] - 75 - aside
        if column + 1 == end_column:
            points = [(start_x, start_y), (leave, start_y), (leave, end_y), (end_x, end_y)]
        else:
            line = source.middle[1] + (-1 if end_track < track else 1) * (48 + aside)
            points = [
                *((start_x, start_y), (leave, start_y), (leave, line)),
                *((arrive, line), (arrive, end_y), (end_x, end_y)),
            ]
        ways[flow.code] = _without_stops(points)
    return ways


def _without_stops(points: list[Point]) -> tuple[Point, ...]:
    """Leave out a point that repeats the one before it."""
    kept = [points[0], *(after for before, after in pairwise(points) if after != before)]
    return tuple(kept)
