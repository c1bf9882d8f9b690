"""Places on paper: points and boxes in whole pixels; ``x`` grows to the right, ``y`` downwards."""

from collections.abc import Iterable
from dataclasses import dataclass

Point = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Box:
    """A place: its upper left corner and its size."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> Point:
        """The point in its middle."""
        return self.x + self.width // 2, self.y + self.height // 2

    def meets(self, others: "Iterable[Box]") -> bool:
        """Say whether it covers a part of any of the others; touching is no covering."""
        return any(
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
            for other in others
        )
