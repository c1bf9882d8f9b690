"""Start-up of the registers context."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Registers as a Django application."""

    name = "motcua.domain.registers"
    label = "registers"
    default_auto_field = "django.db.models.BigAutoField"
