"""Start-up of casework."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Casework as a Django application; it owns no tables."""

    name = "motcua.composition.casework"
    label = "casework"

    def ready(self) -> None:
        """Subscribe to what happened and serve what processes call."""
        from motcua.composition.casework import (
            process_checks,
            receivers,
            reporting,
            service_tasks,
        )

        del (
            process_checks,
            receivers,
            reporting,
            service_tasks,
        )  # importing them subscribed and registered
