"""Start-up of the dossiers context."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Dossiers as a Django application."""

    name = "motcua.domain.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"
