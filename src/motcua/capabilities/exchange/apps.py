"""Start-up of the exchange context."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Exchange with other systems as a Django application."""

    name = "motcua.capabilities.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
