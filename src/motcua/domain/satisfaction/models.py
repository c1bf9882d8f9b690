"""Answers, one per dossier. Figures are shown without the dossier they come from."""

from django.db import models
from django.db.models import Q

from motcua.domain.satisfaction.enums import Mark


class Answer(models.Model):
    """What one citizen said of one dossier. Only ever added."""

    append_only = True

    dossier = models.OneToOneField(
        "dossiers.Dossier", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    agency_id = models.BigIntegerField()
    procedure_id = models.BigIntegerField()
    time = models.PositiveSmallIntegerField(choices=Mark.choices)
    contacts = models.PositiveSmallIntegerField(choices=Mark.choices)
    information = models.PositiveSmallIntegerField(choices=Mark.choices)
    attitude = models.PositiveSmallIntegerField(choices=Mark.choices)
    result = models.PositiveSmallIntegerField(choices=Mark.choices)
    comment = models.TextField(blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="answer_marks_in_range",
                condition=Q(time__range=(1, 5))
                & Q(contacts__range=(1, 5))
                & Q(information__range=(1, 5))
                & Q(attitude__range=(1, 5))
                & Q(result__range=(1, 5)),
            )
        ]
        indexes = [models.Index(fields=["agency_id", "answered_at"], name="answer_by_agency")]

    def __str__(self) -> str:
        return f"answer {self.pk}"
