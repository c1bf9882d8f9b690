"""Start-up of workflow."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """Processes as a Django application, for their tables."""

    name = "motcua.capabilities.workflow"
    label = "workflow"
    default_auto_field = "django.db.models.BigAutoField"
