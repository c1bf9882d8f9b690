"""Start-up of registries."""

from django.apps import AppConfig


class RegistriesConfig(AppConfig):
    """Exchanges with registries as a Django application, for their tables."""

    name = "motcua.capabilities.registries"
    label = "registries"
    default_auto_field = "django.db.models.BigAutoField"
