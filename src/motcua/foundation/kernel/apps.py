"""Start-up of the kernel."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """The kernel as a Django application, for its tables."""

    name = "motcua.foundation.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"
