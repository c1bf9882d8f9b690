"""Start-up of the evidence context."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Evidence as a Django application."""

    name = "motcua.capabilities.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
