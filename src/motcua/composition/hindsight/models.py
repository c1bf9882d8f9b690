"""Tables of foreign logs: what another system's dossiers went through, kept apart from ours.

No figure of ours reads them. They hold activities, units if those were chosen, and moments; a case goes
under a keyed hash of its number. A file lies sealed until its columns are chosen, a day at the longest.
"""

from django.db import models
from django.db.models import F, Q

from motcua.capabilities.mining.enums import Standing
from motcua.composition.hindsight.enums import ForeignAct
from motcua.foundation.kernel.subjects import Subject

UPLOAD = "foreign_upload"


class ForeignUpload(models.Model):
    """A file whose columns are being chosen."""

    procedure_code = models.CharField(max_length=8)
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
    """Which system or province it comes from."""
    sha256 = models.CharField(max_length=64)
    """Of the file as it was sent."""
    wrapped_key = models.BinaryField()
    sealed = models.BinaryField()
    sent_by = models.CharField(max_length=80)
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sent_at"], name="foreign_upload_by_age")]

    def __str__(self) -> str:
        return f"{self.procedure_code} {self.title}"

    @property
    def subject(self) -> Subject:
        """Whose key seals the content: the file's own."""
        return Subject(kind=UPLOAD, key=self.sha256)


class ForeignLog(models.Model):
    """A log of another system, for comparison with one procedure. What is removed keeps this row alone."""

    procedure_code = models.CharField(max_length=8)
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    """Who brought it, and by whose calendar its time is measured."""
    title = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    written_as = models.CharField(max_length=40)
    rows = models.PositiveIntegerField()
    cases = models.PositiveIntegerField()
    pieces = models.PositiveIntegerField()
    left_out = models.JSONField()
    """How many lines for each reason."""
    left_out_lines = models.JSONField()
    """The first of them: line and reason, without what stands there."""
    names = models.JSONField()
    """What each activity is called there, by its key."""
    steps = models.JSONField()
    """The step of ours that an activity was matched with; none for what keeps its own name."""
    kept_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="foreign_log_removed_after_kept",
                condition=Q(removed_at__isnull=True) | Q(removed_at__gte=F("kept_at")),
            )
        ]
        indexes = [
            models.Index(
                fields=["procedure_code", "agency", "-kept_at"],
                name="foreign_log_of_a_procedure",
                condition=Q(removed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure_code} {self.title}"


class ForeignLogEntry(models.Model):
    """What was done to a foreign log, by whom, when. Only ever added."""

    append_only = True

    log = models.ForeignKey(ForeignLog, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=10, choices=ForeignAct.choices)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="foreign_log_entry_act_known", condition=Q(act__in=ForeignAct.values)
            )
        ]
        indexes = [models.Index(fields=["log", "id"], name="foreign_log_entry_of_a_log")]

    def __str__(self) -> str:
        return f"{self.log_id} {self.act}"


class ForeignCase(models.Model):
    """A case of a foreign log."""

    log = models.ForeignKey(ForeignLog, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    """Within the log, from 0."""
    key = models.CharField(max_length=20)
    """Under which it goes: keyed, so that nobody can try numbers out."""
    standing = models.CharField(max_length=10, choices=Standing.choices)
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="foreign_case_numbered_once", fields=["log", "number"])
        ]

    def __str__(self) -> str:
        return self.key


class ForeignPiece(models.Model):
    """Something done in a case of a foreign log."""

    log = models.ForeignKey(ForeignLog, on_delete=models.PROTECT, related_name="+")
    case_number = models.PositiveIntegerField()
    place = models.PositiveIntegerField()
    """Within the case, from 0, in the order in which its pieces ended."""
    activity = models.CharField(max_length=200)
    began_at = models.DateTimeField()
    done_at = models.DateTimeField()
    began = models.PositiveIntegerField()
    """Working seconds from the beginning of the case, by the calendar of who brought the log."""
    done = models.PositiveIntegerField()
    unit = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="foreign_piece_placed_once", fields=["log", "case_number", "place"]
            ),
            models.CheckConstraint(
                name="foreign_piece_ends_after_its_beginning",
                condition=Q(done_at__gte=F("began_at")) & Q(done__gte=F("began")),
            ),
        ]

    def __str__(self) -> str:
        return self.activity
