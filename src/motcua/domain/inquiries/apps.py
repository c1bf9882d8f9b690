"""Start-up of the inquiries context."""

from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    """Inquiries as a Django application."""

    name = "motcua.domain.inquiries"
    label = "inquiries"
    default_auto_field = "django.db.models.BigAutoField"
