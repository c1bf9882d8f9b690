"""The citizens of the portal's tests, in their browsers."""

from tests.portal.lodging.conftest import desk_browser, duc, hanh

__all__ = ["desk_browser", "duc", "hanh"]
