"""The table of the forms."""

from django.db import models


class FormDefinition(models.Model):
    """One version of a form. Only ever added: a dossier keeps the form it was filled in.

    The primary key is computed from key and content, so that the same form has the same key in
    every installation and a process may remember it for ever.
    """

    append_only = True

    id = models.BigIntegerField(primary_key=True)
    key = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    """SHA-256 of key and document in canonical JSON, hexadecimal."""
    schema = models.JSONField()
    hints = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="form_version_once_per_key", fields=["key", "version"]),
            models.UniqueConstraint(name="form_content_once_per_key", fields=["key", "digest"]),
            models.CheckConstraint(
                name="form_version_counts_from_one", condition=models.Q(version__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"
