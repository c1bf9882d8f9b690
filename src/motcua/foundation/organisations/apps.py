"""Start-up of organisations."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Agencies and calendars as a Django application, for their tables."""

    name = "motcua.foundation.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
