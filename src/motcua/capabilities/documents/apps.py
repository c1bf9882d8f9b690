"""Start-up of documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents as a Django application, for their tables."""

    name = "motcua.capabilities.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
