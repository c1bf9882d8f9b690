"""Start-up of the privacy context."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Privacy as a Django application."""

    name = "motcua.domain.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"
