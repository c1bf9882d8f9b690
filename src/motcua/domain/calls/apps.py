"""Start-up of the calls context."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Calls as a Django application."""

    name = "motcua.domain.calls"
    label = "calls"
    default_auto_field = "django.db.models.BigAutoField"
