"""Start-up of the authorisations context."""

from django.apps import AppConfig


class AuthorisationsConfig(AppConfig):
    """Authorisations as a Django application."""

    name = "motcua.domain.authorisations"
    label = "authorisations"
    default_auto_field = "django.db.models.BigAutoField"
