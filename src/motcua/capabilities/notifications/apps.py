"""Start-up of notifications."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Messages as a Django application, for their tables."""

    name = "motcua.capabilities.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"
