"""The citizens of the portal's tests, in their browsers."""

from tests.portal.lodging.conftest import duc, hanh

__all__ = ["duc", "hanh"]
