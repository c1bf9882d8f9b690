"""Where a point lies in the plain drawn locator: a frame of degrees and a few places all know.

No map is fetched from anywhere. The frame reaches from 6° to 24° north and from 102° to 118° east; an
island or town is a mark with its name, no border is drawn.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext

SOUTH, NORTH, WEST, EAST = 6.0, 24.0, 102.0, 118.0
WIDTH: Final = 320
HEIGHT: Final = 360
"""Units of the drawing; twenty to a degree."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """Something everybody knows, to find one's way by."""

    name: str
    x: str
    y: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A place in the drawing."""

    x: str
    y: str
    title: str
    """The place in words, for who does not see the drawing."""
    marks: tuple[Mark, ...]


def _mark(name: str, latitude: float, longitude: float) -> Mark:
    return Mark(name=name, x=_x(longitude), y=_y(latitude))


def _x(longitude: float) -> str:
    return f"{(longitude - WEST) / (EAST - WEST) * WIDTH:.1f}"


def _y(latitude: float) -> str:
    return f"{(NORTH - latitude) / (NORTH - SOUTH) * HEIGHT:.1f}"


MARKS: Final = (
    _mark("Hà Nội", 21.03, 105.85),
    _mark("Huế", 16.46, 107.59),
    _mark("Đà Nẵng", 16.07, 108.22),
    _mark("TP. Hồ Chí Minh", 10.78, 106.70),
    _mark("Cà Mau", 9.18, 105.15),
    _mark("Phú Quốc", 10.22, 103.97),
    _mark("Hoàng Sa", 16.53, 111.61),
    _mark("Trường Sa", 8.64, 111.92),
)


def locate(answer: object) -> Point | None:
    """Return the point of a place that can be read and lies in the frame."""
    if not isinstance(answer, dict):
        return None
    latitude = _within(answer.get("latitude"), SOUTH, NORTH)
    longitude = _within(answer.get("longitude"), WEST, EAST)
    if latitude is None or longitude is None:
        return None
    return Point(
        x=_x(longitude),
        y=_y(latitude),
        title=gettext("Sơ đồ vị trí: {latitude} độ vĩ bắc, {longitude} độ kinh đông").format(
            latitude=f"{latitude:.5f}", longitude=f"{longitude:.5f}"
        ),
        marks=MARKS,
    )


def _within(value: object, least: float, most: float) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if least <= value <= most else None
