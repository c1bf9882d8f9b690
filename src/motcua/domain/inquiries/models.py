"""Tables of inquiries: questions to other agencies, visits to the spot.

The rows say how each stands; what happened is told by the dossier's own log. Words are sealed under the
dossier's key, so that erasing it erases them here too.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.domain.inquiries.enums import Finding, Stance
from motcua.domain.inquiries.rules import Moments
from motcua.foundation.kernel.subjects import Subject

_NOBODY = Q(
    answered_at__isnull=True, answered_by_post_id__isnull=True, stance="",
    sealed_answer__isnull=True,
)  # fmt: skip
_SOMEBODY = Q(
    answered_at__isnull=False, answered_by_post_id__isnull=False, stance__in=Stance.values,
    sealed_answer__isnull=False,
)  # fmt: skip
OPEN_OPINION = Q(answered_at__isnull=True, withdrawn_at__isnull=True, passed_over_at__isnull=True)
OPEN_VISIT = Q(minutes_at__isnull=True, called_off_at__isnull=True)


class Opinion(models.Model):
    """A question to another agency or unit about one dossier, and its answer (Article 19.5)."""

    lets_reach: ClassVar = {
        "dossiers_dossier": {
            "asked": (
                "EXISTS (SELECT 1 FROM inquiries_opinion AS question"
                " WHERE question.dossier_id = dossiers_dossier.id"
                " AND question.asked_agency_id = {agency})"
            )
        }
    }

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    asking_agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    asked_agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    asked_unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The one unit asked; none if the agency itself says who answers."""
    asked_by_post_id = models.BigIntegerField()
    paper_ids = models.JSONField(default=list)
    """Papers of the dossier that the asked agency may read; no others."""
    sealed_question = models.BinaryField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by_post_id = models.BigIntegerField(null=True)
    stance = models.CharField(max_length=12, choices=Stance.choices, blank=True)
    sealed_answer = models.BinaryField(null=True)
    silence_noted_at = models.DateTimeField(null=True)
    """When it was put on record that the day had passed without an answer."""
    passed_over_at = models.DateTimeField(null=True)
    """When the asking agency said that it goes on without the answer."""
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "asked_agency", "asked_unit"],
                condition=OPEN_OPINION,
                nulls_distinct=False,
                name="opinion_one_open_question_each",
            ),
            models.CheckConstraint(
                name="opinion_answered_completely", condition=_NOBODY | _SOMEBODY
            ),
            models.CheckConstraint(
                name="opinion_withdrawn_or_answered",
                condition=Q(withdrawn_at__isnull=True) | Q(answered_at__isnull=True),
            ),
            models.CheckConstraint(
                name="opinion_silence_after_its_day",
                condition=Q(silence_noted_at__isnull=True) | Q(silence_noted_at__gt=F("due_at")),
            ),
            models.CheckConstraint(
                name="opinion_passed_over_after_silence",
                condition=Q(passed_over_at__isnull=True) | Q(silence_noted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="opinion_due_after_asked", condition=Q(due_at__gt=F("asked_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "id"], name="opinion_by_dossier"),
            models.Index(fields=["asked_agency", "due_at", "id"], name="opinion_by_asked"),
            models.Index(
                fields=["asking_agency", "due_at", "id"], name="opinion_open_by_asking",
                condition=OPEN_OPINION,
            ),
            models.Index(
                fields=["due_at", "id"], name="opinion_to_note",
                condition=OPEN_OPINION & Q(silence_noted_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.dossier_id} → {self.asked_agency_id}"

    @property
    def subject(self) -> Subject:
        """How documents know the file that came with the answer."""
        return Subject(kind="opinion", key=str(self.pk))

    @property
    def moments(self) -> Moments:
        """What happened to it, and when."""
        return Moments(
            due_at=self.due_at, answered_at=self.answered_at,
            passed_over_at=self.passed_over_at, withdrawn_at=self.withdrawn_at,
        )  # fmt: skip


class Visit(models.Model):
    """An appointment to look at the matter or to meet the applicant, and its minutes (Article 19.3)."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    post_id = models.BigIntegerField()
    """The officer who arranged it and leads it."""
    sealed = models.BinaryField()
    """Place, who takes part, what is to be found out."""
    starts_at = models.DateTimeField()
    arranged_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)
    minutes_at = models.DateTimeField(null=True)
    minutes_by_post_id = models.BigIntegerField(null=True)
    finding = models.CharField(max_length=12, choices=Finding.choices, blank=True)
    sealed_minutes = models.BinaryField(null=True)
    """Who was there, what was found, and why the minutes come late if they do."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "starts_at"],
                condition=Q(called_off_at__isnull=True),
                name="visit_one_at_a_time",
            ),
            models.CheckConstraint(
                name="visit_minutes_complete",
                condition=Q(
                    minutes_at__isnull=True, minutes_by_post_id__isnull=True, finding="",
                    sealed_minutes__isnull=True,
                )
                | Q(
                    minutes_at__gte=F("starts_at"), minutes_by_post_id__isnull=False,
                    finding__in=Finding.values, sealed_minutes__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="visit_held_or_called_off",
                condition=Q(called_off_at__isnull=True) | Q(minutes_at__isnull=True),
            ),
            models.CheckConstraint(
                name="visit_arranged_beforehand", condition=Q(starts_at__gt=F("arranged_at"))
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["dossier", "starts_at"], name="visit_by_dossier"),
            models.Index(
                fields=["post_id", "starts_at", "id"], name="visit_open_by_post",
                condition=OPEN_VISIT,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def subject(self) -> Subject:
        """How documents know the file of the minutes."""
        return Subject(kind="visit", key=str(self.pk))
