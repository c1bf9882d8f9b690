"""Start-up of the receipts context."""

from django.apps import AppConfig


class ReceiptsConfig(AppConfig):
    """Receipts as a Django application."""

    name = "motcua.domain.receipts"
    label = "receipts"
    default_auto_field = "django.db.models.BigAutoField"
