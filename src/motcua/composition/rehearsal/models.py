"""Tables of the rehearsals: tests with their expectations, what came of replays, what is under way.

A test belongs to its procedure, not to one draft: the next amendment finds it there. Sample data alone
stands in these tables, never a person's.
"""

from django.db import models
from django.db.models import Q

from motcua.composition.rehearsal.enums import Outcome


class Script(models.Model):
    """One version of a test: what is done, and what was seen when it was kept. Only ever added.

    The newest version of a name counts; a retired one says that there is no such test any more.
    """

    append_only = True

    procedure_code = models.CharField(max_length=8)
    name = models.CharField(max_length=120)
    number = models.PositiveIntegerField()
    begins_at = models.DateTimeField()
    """What the clock says at the first move."""
    moves = models.JSONField()
    expected = models.JSONField()
    """What was seen after the beginning and after each move."""
    is_retired = models.BooleanField(default=False)
    kept_by = models.CharField(max_length=80)
    kept_by_name = models.CharField(max_length=150)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="script_numbered_once", fields=["procedure_code", "name", "number"]
            ),
            models.CheckConstraint(name="script_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_code} {self.name} v{self.number}"


class Run(models.Model):
    """What came of one replay of a test on one revision of a draft. Only ever added."""

    append_only = True

    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey("procedures.RecordDraft", on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    differences = models.JSONField()
    reaches = models.JSONField()
    """Keys of the goals of form and process that it reached."""
    failure = models.TextField(blank=True, default="")
    """Why it could not run."""
    run_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="run_outcome_known", condition=Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(
                name="run_failed_for_a_reason",
                condition=(Q(outcome=Outcome.FAILED) & ~Q(failure=""))
                | (~Q(outcome=Outcome.FAILED) & Q(failure="")),
            ),
        ]
        indexes = [models.Index(fields=["draft", "script", "-id"], name="run_of_a_draft")]

    def __str__(self) -> str:
        return f"{self.script_id} {self.draft_id}/{self.revision} {self.outcome}"


class Sitting(models.Model):
    """A rehearsal an officer has under way: the moves so far, nothing else. Played anew at each look."""

    draft = models.ForeignKey("procedures.RecordDraft", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("identity.Post", on_delete=models.PROTECT, related_name="+")
    begins_at = models.DateTimeField()
    moves = models.JSONField()
    revision = models.PositiveIntegerField(default=0)
    """Counts what was done: who moves says which revision was seen."""
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="sitting_one_of_an_officer_for_a_draft", fields=["draft", "post"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.post_id} ({self.revision})"
