"""Tables of reorganisations: plans with their logs, who took over from whom, who keeps what was closed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.foundation.kernel.models import OfficerEntry
from motcua.foundation.kernel.subjects import Subject
from motcua.foundation.organisations.enums import ReorganisationAct, ReorganisationState
from motcua.foundation.organisations.models.agencies import Agency
from motcua.foundation.organisations.rules import reorganisations


class Reorganisation(models.Model):
    """Agencies that end, begin and take over from one another on one day, under one document."""

    root_code = models.CharField(max_length=3)
    """First group of the codes it may touch: the province, ministry or hub it belongs to."""
    title = models.CharField(max_length=200)
    on = models.DateField()
    basis = models.CharField(max_length=300)
    """The document that orders it, such as a resolution of the National Assembly's committee."""
    article = models.CharField(max_length=80)
    """Where in that document; the entries of the dossiers that follow cite it."""
    plan = models.JSONField()
    """The document that ``rules.reorganisations.Plan`` describes."""
    state = models.CharField(max_length=12, choices=ReorganisationState.choices)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    last_seq = models.PositiveIntegerField(default=0)
    last_hash = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reorganisation_state_known",
                condition=Q(state__in=ReorganisationState.values),
            ),
            models.CheckConstraint(
                name="reorganisation_applied_at_a_moment",
                condition=Q(state=ReorganisationState.APPLIED, applied_at__isnull=False)
                | (~Q(state=ReorganisationState.APPLIED) & Q(applied_at=None)),
            ),
            models.CheckConstraint(
                name="reorganisation_has_a_basis", condition=~Q(basis="") & ~Q(article="")
            ),
        ]
        indexes = [models.Index(fields=["root_code", "-on"], name="reorganisation_of_a_root")]

    def __str__(self) -> str:
        return f"{self.on} {self.title}"

    @property
    def subject(self) -> Subject:
        """The reorganisation as logs and events name it."""
        return Subject(kind="reorganisation", key=str(self.pk))


class ReorganisationEvent(OfficerEntry):
    """One entry of a reorganisation's log; the entry of its application holds the whole plan."""

    pk = models.CompositePrimaryKey("reorganisation_id", "seq")
    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=12, choices=ReorganisationAct.choices)
    source = models.CharField(max_length=12, blank=True)
    target = models.CharField(max_length=12, choices=ReorganisationState.choices)
    payload = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.reorganisation_id}/{self.seq} {self.act}"

    def to_entry(self) -> reorganisations.Entry:
        """Return the entry as it was hashed."""
        return reorganisations.Entry(
            reorganisation_id=self.reorganisation_id,
            seq=self.seq,
            act=self.act,
            source=self.source,
            target=self.target,
            by=self.by,
            person_id=self.person_id,
            agency_id=self.agency_id,
            occurred_at=self.occurred_at,
            article=self.article,
            reason=self.reason,
            payload=self.payload,
        )


class AgencySuccession(models.Model):
    """Who took over from an agency that ended, and what. Only ever added to."""

    append_only = True

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="+")
    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    procedure_codes = ArrayField(models.CharField(max_length=8), default=list)
    """National codes; empty: whatever no other succession of the predecessor names."""
    keeps_archive = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="agency_succeeded_once",
                fields=["predecessor", "successor", "procedure_codes"],
            ),
            models.CheckConstraint(
                name="agency_succeeded_by_another", condition=~Q(successor=F("predecessor"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} {self.successor_id}"


class ArchiveKeeping(models.Model):
    """Whose closed dossiers an agency keeps, however many reorganisations ago they were closed.

    Transitive: who takes over from a keeper keeps all of it. Only ever added to.
    """

    append_only = True

    ended = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    keeper = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["keeper", "ended"], name="archive_kept_once"),
        ]

    def __str__(self) -> str:
        return f"{self.ended_id} {self.keeper_id}"
