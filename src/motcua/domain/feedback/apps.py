"""Start-up of the feedback context."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Feedback as a Django application."""

    name = "motcua.domain.feedback"
    label = "feedback"
    default_auto_field = "django.db.models.BigAutoField"
