"""Start-up of the guidance context."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    """Guidance as a Django application."""

    name = "motcua.domain.guidance"
    label = "guidance"
    default_auto_field = "django.db.models.BigAutoField"
