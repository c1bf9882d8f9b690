"""Table of chains: what each agency does of one dossier.

The rows say how each part stands; what happened is told by the dossier's own log. Words are sealed under
the dossier's key, so that erasing it erases them here too.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.domain.chains.rules import Moments
from motcua.domain.dossiers.queries import HANDLED
from motcua.foundation.kernel.subjects import Subject

PART = "part"
"""How documents know a part as their owner."""
LIVE = HANDLED
"""States of a dossier in which its parts are still of use."""
OPEN_PART = Q(ready_at__isnull=False, done_at__isnull=True)

_NOBODY = Q(done_at__isnull=True, done_by_post_id__isnull=True, outcome="", sealed__isnull=True)
_SOMEBODY = Q(
    done_at__isnull=False, done_by_post_id__isnull=False, ready_at__isnull=False,
    sealed__isnull=False,
) & ~Q(outcome="")  # fmt: skip


class Part(models.Model):
    """What one agency does of a dossier that several settle together (Article 19.6, 19.7)."""

    lets_reach: ClassVar = {
        "dossiers_dossier": {
            "takes_part": (
                "EXISTS (SELECT 1 FROM chains_part AS part"
                " WHERE part.dossier_id = dossiers_dossier.id AND part.agency_id = {agency})"
            )
        }
    }

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    """The task's id in the process."""
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    """The kind of agency that the process names; by it another one is found when this one ends."""
    role = models.CharField(max_length=20)
    minutes = models.PositiveIntegerField(null=True)
    """Working minutes it has, as the dossier was sent on with."""
    planned_at = models.DateTimeField()
    task_id = models.BigIntegerField(null=True, unique=True)
    ready_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by_post_id = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=40, blank=True)
    sealed = models.BinaryField(null=True)
    """The outcome in words, its reason, number and day of the paper that came of it."""
    late_noted_at = models.DateTimeField(null=True)
    """When it was put on record that its time had passed."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "code"],
                condition=Q(done_at__isnull=True),
                name="part_one_undone_each",
            ),
            models.CheckConstraint(name="part_done_completely", condition=_NOBODY | _SOMEBODY),
            models.CheckConstraint(
                name="part_ready_with_its_task",
                condition=Q(ready_at__isnull=True, task_id__isnull=True, due_at__isnull=True)
                | Q(ready_at__isnull=False, task_id__isnull=False),
            ),
            models.CheckConstraint(
                name="part_late_after_its_time",
                condition=Q(late_noted_at__isnull=True) | Q(late_noted_at__gt=F("due_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "id"], name="part_by_dossier"),
            models.Index(
                fields=["agency", "due_at", "id"], name="part_to_do",
                condition=Q(done_at__isnull=True),
            ),
            models.Index(fields=["agency", "done_at"], name="part_done_by_agency"),
            models.Index(
                fields=["due_at", "id"], name="part_to_note",
                condition=OPEN_PART & Q(late_noted_at__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.code} → {self.agency_id}"

    @property
    def subject(self) -> Subject:
        """How documents know the paper that came of the part."""
        return Subject(kind=PART, key=str(self.pk))

    @property
    def moments(self) -> Moments:
        """What happened to it, and when; the dossier must have been fetched with it."""
        return Moments(
            ready_at=self.ready_at, due_at=self.due_at, done_at=self.done_at,
            is_live=self.dossier.state in LIVE,
        )  # fmt: skip
