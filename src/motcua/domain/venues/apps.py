"""Start-up of the venues context."""

from django.apps import AppConfig


class VenuesConfig(AppConfig):
    """Venues as a Django application."""

    name = "motcua.domain.venues"
    label = "venues"
    default_auto_field = "django.db.models.BigAutoField"
