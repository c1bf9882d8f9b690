"""Start-up of identity."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """People and accounts as a Django application, for their tables."""

    name = "motcua.foundation.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"
