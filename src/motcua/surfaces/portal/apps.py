"""Start-up of the portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Pages for citizens and businesses."""

    name = "motcua.surfaces.portal"
    label = "portal"
