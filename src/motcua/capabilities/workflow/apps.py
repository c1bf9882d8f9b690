"""Start-up of workflow."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """Processes as a Django application, for their tables."""

    name = "motcua.capabilities.workflow"
    label = "workflow"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have officers carry of which lists they named cuts."""
        from motcua.capabilities.workflow import queries
        from motcua.foundation.identity import queries as identity

        identity.carry(queries.NAMED, queries.ask_named)
