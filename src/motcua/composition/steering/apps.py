"""Start-up of the steering context."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    """Steering as a Django application."""

    name = "motcua.composition.steering"
    label = "steering"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Subscribe to what happened."""
        from motcua.composition.steering import receivers

        del receivers  # importing it subscribed
