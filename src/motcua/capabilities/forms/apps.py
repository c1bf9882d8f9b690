"""Start-up of the forms."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Forms as a Django application, for their table."""

    name = "motcua.capabilities.forms"
    label = "forms"
    default_auto_field = "django.db.models.BigAutoField"
