"""How a visitor wants pages drawn: letter size and contrast, kept in one cookie."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

COOKIE: Final = "motcua_display"


class Size(StrEnum):
    """Size of letters; all measures of a page follow it."""

    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"


class Contrast(StrEnum):
    """Colours: the usual ones, or light on black."""

    NORMAL = "normal"
    HIGH = "high"


SIZES: Final = {size.value: size for size in Size}
CONTRASTS: Final = {contrast.value: contrast for contrast in Contrast}


@dataclass(frozen=True, slots=True)
class Display:
    """One visitor's choices. ``contrast`` is None until chosen: then the device's own wish counts."""

    size: Size = Size.NORMAL
    contrast: Contrast | None = None

    @classmethod
    def read(cls, cookie: str) -> Self:
        """Return the choices a cookie holds; what it does not spell rightly stays as usual."""
        size, _, contrast = cookie.partition(".")
        return cls(
            size=SIZES.get(size, Size.NORMAL),
            contrast=CONTRASTS.get(contrast),
        )

    def changed(self, *, size: str = "", contrast: str = "") -> Self:
        """Return the choices after a visitor pressed one of the controls."""
        return type(self)(
            size=SIZES.get(size, self.size),
            contrast=CONTRASTS.get(contrast, self.contrast),
        )

    @property
    def cookie(self) -> str:
        """The choices as the cookie holds them."""
        return f"{self.size}.{self.contrast or ''}"

    @property
    def is_high_contrast(self) -> bool:
        """Whether the visitor asked for light letters on black."""
        return self.contrast is Contrast.HIGH

    @property
    def html_class(self) -> str:
        """The classes of the root element."""
        names = {Contrast.HIGH: "mc-contrast", Contrast.NORMAL: "mc-contrast-normal"}
        chosen = [f"mc-size-{self.size}"] if self.size is not Size.NORMAL else []
        if self.contrast is not None:
            chosen.append(names[self.contrast])
        return " ".join(chosen)
