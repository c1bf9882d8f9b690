"""Tables of workflow: models that never change, running processes, tasks of people."""

from django.db import models
from django.db.models import Q

from motcua.capabilities.workflow.enums import TaskState
from motcua.foundation.kernel.subjects import Subject


class Definition(models.Model):
    """One version of a process model. Only ever added: what runs is pinned to its version."""

    append_only = True

    key = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    bpmn = models.TextField()
    """The BPMN 2.0 file as it was handed in: the one stored specification."""
    spec = models.JSONField()
    """What surfaces show of it: tasks with roles, shares of time and outcomes, in file order."""
    sha256 = models.BinaryField(max_length=32)
    """Of the canonical XML, so that white space makes no new version."""
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="definition_one_per_version"),
            models.UniqueConstraint(fields=["key", "sha256"], name="definition_stored_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


class Instance(models.Model):
    """A process under way for a subject."""

    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="instances")
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=80)
    agency_id = models.BigIntegerField()
    state = models.JSONField()
    """Open tasks, arrivals at joins and declared values; no data of the case."""
    limit_minutes = models.PositiveIntegerField(null=True)
    """Working minutes the whole may take; tasks have percentages of them."""
    agencies = models.JSONField(default=dict)
    """Agency ids by task, where another than the one in charge does it."""
    named = models.JSONField(default=dict)
    """The post that was named for the agency's tasks, by role; tasks that open later are for it too."""
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    is_cancelled = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_key"],
                condition=Q(ended_at__isnull=True),
                name="instance_one_running_per_subject",
            ),
            models.CheckConstraint(
                condition=Q(is_cancelled=False) | Q(ended_at__isnull=False),
                name="instance_cancelled_has_ended",
            ),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_key"], name="instance_by_subject")]

    def __str__(self) -> str:
        return f"{self.pk} {self.subject_kind}:{self.subject_key}"

    @property
    def subject(self) -> Subject:
        """Whose process this is."""
        return Subject(kind=self.subject_kind, key=self.subject_key)


class Task(models.Model):
    """A person's part in a process; goes to a role in a kind of unit of an agency."""

    instance = models.ForeignKey(Instance, on_delete=models.PROTECT, related_name="tasks")
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=80)
    agency_id = models.BigIntegerField()
    code = models.CharField(max_length=60)
    """The element's id in the model."""
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    role = models.CharField(max_length=20)
    unit_kind = models.CharField(max_length=20)
    named_post_id = models.BigIntegerField(null=True)
    """The post that was named to do it; whoever has the role, if none, or if that post is held no more."""
    choices = models.JSONField()
    """The outcomes it can have: code, label, label_en, needs_reason."""
    share = models.PositiveIntegerField(null=True)
    """Its working minutes."""
    ready_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by_post_id = models.BigIntegerField(null=True)
    done_by_name = models.CharField(max_length=200, default="")
    """As the person was called then: posts change hands."""
    outcome = models.CharField(max_length=40, default="")
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instance", "code"],
                condition=Q(done_at__isnull=True, cancelled_at__isnull=True),
                name="task_open_once",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, outcome="", done_by_name="")
                | (Q(done_at__isnull=False) & ~Q(outcome="") & ~Q(done_by_name="")),
                name="task_done_with_outcome_and_name",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="task_not_both_done_and_cancelled",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency_id", "role", "due_at", "id"],
                condition=Q(done_at__isnull=True, cancelled_at__isnull=True),
                name="task_worklist",
            ),
            models.Index(fields=["subject_kind", "subject_key"], name="task_by_subject"),
            models.Index(
                fields=["named_post_id", "due_at", "id"],
                condition=Q(
                    named_post_id__isnull=False, done_at__isnull=True, cancelled_at__isnull=True
                ),
                name="task_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.code} {self.subject_kind}:{self.subject_key}"

    @property
    def subject(self) -> Subject:
        """Whose process the task belongs to."""
        return Subject(kind=self.subject_kind, key=self.subject_key)

    @property
    def state(self) -> TaskState:
        """How far the task is."""
        if self.done_at is not None:
            return TaskState.DONE
        return TaskState.OPEN if self.cancelled_at is None else TaskState.CANCELLED


class SavedList(models.Model):
    """A cut of a list that the holder of a post named, to come back to."""

    post_id = models.BigIntegerField()
    listing = models.CharField(max_length=20)
    """Which list it cuts, as the surface calls it."""
    name = models.CharField(max_length=60)
    asked = models.CharField(max_length=2000)
    """What the address of the list asks for."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post_id", "listing", "name"], name="saved_list_once_by_name"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.listing} {self.name}"
