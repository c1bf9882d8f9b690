"""Tables of the catalogue: procedures, versions and their drafts, who provides them and where."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from motcua.domain.procedures.enums import (
    ArrangementAct,
    DesignKind,
    DraftAct,
    DraftKind,
    DraftState,
    ExecutingSystem,
    Part,
    ProvisionKind,
)
from motcua.domain.procedures.rules import drafting
from motcua.foundation.kernel.models import OfficerEntry
from motcua.foundation.kernel.subjects import Subject


class Procedure(models.Model):
    """A procedure under its national code; what it asks stands in its versions."""

    code = models.CharField(max_length=8, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="procedure_code_is_national", condition=Q(code__regex=r"^[1-9]\.[0-9]{6}$")
            )
        ]

    def __str__(self) -> str:
        return self.code


class ProcedureVersion(models.Model):
    """What a procedure asks and promises from a date on. Only ever added: dossiers are pinned to it.

    On a day holds, of the versions that began by then, the one that began last (of those the one
    published last), unless that day has reached its ``valid_to``, the first day on which it is no more.
    """

    append_only = True

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    published_at = models.DateTimeField()
    record = models.JSONField()
    """The document that ``rules.record.Record`` describes."""
    sha256 = models.BinaryField(max_length=32)
    """Of the canonical record and the definitions it is used with."""
    form_definition = models.ForeignKey(
        "forms.FormDefinition", on_delete=models.PROTECT, null=True, related_name="+"
    )
    workflow_definition = models.ForeignKey(
        "workflow.Definition", on_delete=models.PROTECT, null=True, related_name="+"
    )
    fee_definition = models.ForeignKey(
        "decisions.Definition", on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The tables by which its fees are decided; the record's own rules serve for the others."""
    paper_templates = models.JSONField(default=dict)
    """The composed papers of its results: the id of each in ``documents`` by the result's template key."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"], name="procedure_version_numbered_once"
            ),
            models.CheckConstraint(
                name="procedure_version_numbered_from_one", condition=Q(number__gte=1)
            ),
            models.CheckConstraint(
                name="procedure_version_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["procedure", "-valid_from", "-number"], name="procedure_version_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} v{self.number}"


class _DateRange(Func):
    """The days from the first to the one before the last."""

    function = "daterange"
    output_field = DateRangeField()


class Provision(models.Model):
    """An agency takes a procedure in between two dates; ``valid_to`` is the first day it does not."""

    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="provisions")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    kind = models.CharField(
        max_length=16, choices=ProvisionKind.choices, default=ProvisionKind.COMPETENT
    )
    basis = models.CharField(max_length=300, blank=True, default="")
    """The document that decentralises or delegates; none is needed for one's own competence."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="provision_kind_known", condition=Q(kind__in=ProvisionKind.values)
            ),
            models.CheckConstraint(
                name="provision_by_delegation_has_a_basis",
                condition=Q(kind=ProvisionKind.COMPETENT) | ~Q(basis=""),
            ),
            models.CheckConstraint(
                name="provision_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            ),
            ExclusionConstraint(
                name="provision_once_at_a_time",
                expressions=[
                    ("agency", RangeOperators.EQUAL),
                    ("procedure", RangeOperators.EQUAL),
                    (
                        _DateRange("valid_from", "valid_to", RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [models.Index(fields=["procedure", "valid_from"], name="provision_by_procedure")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.procedure_id}"


class Execution(models.Model):
    """Another system takes a procedure in online between two dates; with no row it runs here.

    Decree 224/2026, Article 15.1.h-i: what a ministry's central system or the national portal offers
    is published here and lodged there.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="executions")
    system = models.CharField(max_length=16, choices=ExecutingSystem.choices)
    name = models.CharField(max_length=200)
    address = models.URLField(max_length=500)
    basis = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="execution_is_elsewhere",
                condition=Q(system__in=ExecutingSystem.values) & ~Q(system=ExecutingSystem.OURS),
            ),
            models.CheckConstraint(
                name="execution_address_is_secure", condition=Q(address__startswith="https://")
            ),
            models.CheckConstraint(
                name="execution_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            ),
            ExclusionConstraint(
                name="execution_in_one_place_at_a_time",
                expressions=[
                    ("procedure", RangeOperators.EQUAL),
                    (
                        _DateRange("valid_from", "valid_to", RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.system}"


class ArrangementEvent(models.Model):
    """What an officer arranged about a procedure: who takes it in, where it runs. Only ever added."""

    append_only = True

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=12, choices=ArrangementAct.choices)
    payload = models.JSONField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    person_id = models.BigIntegerField()
    agency_id = models.BigIntegerField()
    """The agency the officer acted for."""
    occurred_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["procedure", "-id"], name="arrangement_of_a_procedure")]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.act}"


class RecordDraft(models.Model):
    """A record on its way to publication. What it says may change until somebody reviews it."""

    procedure_code = models.CharField(max_length=8)
    kind = models.CharField(max_length=12, choices=DraftKind.choices)
    based_on = models.ForeignKey(
        ProcedureVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    record = models.JSONField()
    """The parts written so far, as ``rules.record.Record`` has them."""
    state = models.CharField(max_length=12, choices=DraftState.choices)
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey("identity.Post", on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    """Counts what was saved: who saves says which revision was read (optimistic lock)."""
    published_as = models.OneToOneField(
        ProcedureVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField()
    last_seq = models.PositiveIntegerField(default=0)
    last_hash = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="draft_code_is_national",
                condition=Q(procedure_code__regex=r"^[1-9]\.[0-9]{6}$"),
            ),
            models.CheckConstraint(
                name="draft_state_known", condition=Q(state__in=DraftState.values)
            ),
            models.CheckConstraint(
                name="draft_kind_with_its_version",
                condition=Q(kind=DraftKind.NEW, based_on=None)
                | Q(kind__in=[DraftKind.AMENDMENT, DraftKind.REPEAL], based_on__isnull=False),
            ),
            models.CheckConstraint(
                name="draft_published_as_a_version",
                condition=Q(state=DraftState.PUBLISHED, published_as__isnull=False)
                | (~Q(state=DraftState.PUBLISHED) & Q(published_as=None)),
            ),
            models.UniqueConstraint(
                name="draft_one_open_for_a_procedure",
                fields=["procedure_code"],
                condition=Q(state__in=sorted(drafting.OPEN)),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-changed_at"], name="draft_of_an_agency")]

    def __str__(self) -> str:
        return f"{self.pk} {self.procedure_code} {self.state}"

    @property
    def subject(self) -> Subject:
        """The draft as logs and events name it."""
        return Subject(kind="record-draft", key=str(self.pk))


class DraftDesign(models.Model):
    """A form, process, fee table or paper that a draft brings, to be put in force with its record."""

    draft = models.ForeignKey(RecordDraft, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=DesignKind.choices)
    key = models.CharField(max_length=60, blank=True, default="")
    """Which paper it is; the other kinds come once a draft and have none."""
    source = models.TextField()
    """The document as its editor writes it: JSON of a form, BPMN 2.0, DMN."""
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="design_once_in_a_draft", fields=["draft", "kind", "key"]),
            models.CheckConstraint(
                name="design_key_of_papers_alone",
                condition=(Q(kind=DesignKind.PAPER) & ~Q(key=""))
                | (Q(kind__in=[DesignKind.FORM, DesignKind.PROCESS, DesignKind.FEES]) & Q(key="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.kind} {self.key}".rstrip()


class EarlierDesign(models.Model):
    """A design as it stood before a step, so that the last steps can be taken back."""

    draft = models.ForeignKey(RecordDraft, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=DesignKind.choices)
    key = models.CharField(max_length=60, blank=True, default="")
    revision = models.PositiveIntegerField()
    """The draft's revision before the step."""
    source = models.TextField(blank=True)
    """Empty where the draft brought none of its own."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="earlier_design_once_a_step", fields=["draft", "kind", "key", "revision"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.kind} {self.key} {self.revision}"


class RecordDraftEvent(OfficerEntry):
    """One entry of a draft's log: who, when, what, why, under which article. Chained by hash."""

    pk = models.CompositePrimaryKey("draft_id", "seq")
    draft = models.ForeignKey(RecordDraft, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=12, choices=DraftAct.choices)
    source = models.CharField(max_length=12, blank=True)
    target = models.CharField(max_length=12, choices=DraftState.choices)
    part = models.CharField(max_length=16, choices=[*Part.choices, *DesignKind.choices], blank=True)
    """What was written: a part of the record, or a kind of design."""
    digest = models.CharField(max_length=64)
    """Of the record as it stood after the act."""

    def __str__(self) -> str:
        return f"{self.draft_id}/{self.seq} {self.act}"

    def to_entry(self) -> drafting.Entry:
        """Return the entry as it was hashed."""
        return drafting.Entry(
            draft_id=self.draft_id,
            seq=self.seq,
            act=self.act,
            source=self.source,
            target=self.target,
            by=self.by,
            person_id=self.person_id,
            agency_id=self.agency_id,
            occurred_at=self.occurred_at,
            article=self.article,
            part=self.part,
            reason=self.reason,
            digest=self.digest,
        )
