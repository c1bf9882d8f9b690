"""A form as a whole, for a browser that asks its questions without the server."""

from motcua.capabilities.forms.rules.outline import describe, draw, find_box, fits

__all__ = ["describe", "draw", "find_box", "fits"]
