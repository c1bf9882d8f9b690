"""Dossiers, their logs and what belongs to each.

Personal answers and the words officers write stand sealed under the dossier's own key, which the
dossier carries wrapped: erasing it erases them everywhere, while the log over codes and commitments
still verifies. What lists need to show is fetched from the person's row.
"""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from motcua.domain.dossiers import rules
from motcua.domain.dossiers.enums import Act, Stage, State
from motcua.domain.procedures.enums import ChannelKind
from motcua.foundation.kernel.subjects import Subject

if TYPE_CHECKING:
    from motcua.domain.authorisations.models import Authorisation


class Dossier(models.Model):
    """One person's application under one version of one procedure, pinned to it for life."""

    reached_by: ClassVar = {
        "competent": "agency_id = {agency}",
        "received": "receiving_agency_id = {agency}",
        "above": (
            "{oversees} AND EXISTS (SELECT 1 FROM organisations_agency AS below"
            " WHERE below.id = agency_id AND below.parent_id = {agency})"
        ),
        "office_of_the_province": (
            "{oversees} AND EXISTS (SELECT 1 FROM organisations_agency AS office"
            " WHERE office.id = {agency} AND office.kind = 'office')"
        ),
        "keeps": (
            "EXISTS (SELECT 1 FROM organisations_archivekeeping AS kept"
            " WHERE kept.ended_id = agency_id AND kept.keeper_id = {agency})"
        ),
        "came_after": (
            "{oversees} AND agency_id IN (WITH RECURSIVE before (id) AS ("
            "SELECT predecessor_id FROM organisations_agencysuccession"
            " WHERE successor_id = {agency} UNION SELECT one.predecessor_id"
            " FROM organisations_agencysuccession AS one JOIN before ON one.successor_id = before.id"
            ") SELECT id FROM before)"
        ),
    }
    """How an agency comes to a dossier; contexts above add theirs (questions asked, parts of a chain)."""

    reference = models.CharField(max_length=20, unique=True)
    """Given at lodging; with the number, one of the two names citizens know a dossier by."""
    reference_key = models.CharField(max_length=20, unique=True)
    number = models.CharField(max_length=64, null=True)
    """Given at acceptance (Article 17.3); never changes afterwards."""
    number_key = models.CharField(max_length=64, null=True, unique=True)
    reserved_number = models.CharField(max_length=64, null=True)
    """The number its slip bears, if it was received without a line: acceptance gives this one."""
    procedure_version = models.ForeignKey(
        "procedures.ProcedureVersion", on_delete=models.PROTECT, related_name="+"
    )
    procedure_id = models.BigIntegerField()
    """The version's procedure, kept beside it for figures by procedure."""
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    """The agency competent to decide."""
    receiving_agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    applicant = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    authorisation = models.ForeignKey(
        "authorisations.Authorisation",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    """By which the one who lodged it acts for the applicant (Article 16.2 of Decree 61/2018); none for most."""
    channel = models.CharField(max_length=10, choices=ChannelKind.choices)
    state = models.CharField(max_length=24, choices=State.choices)
    lodged_at = models.DateTimeField()
    waiting_since = models.DateTimeField()
    """Lodged, or last supplemented before intake: the desk's queue is ordered by it."""
    intake_due_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    handling = models.PositiveSmallIntegerField(default=1)
    """Which handling this is: 1 until it is reopened. The log tells of those before."""
    reopened_at = models.DateTimeField(null=True)
    """When the handling under way began, if it is not the first."""
    wrapped_key = models.BinaryField()
    last_seq = models.PositiveIntegerField(default=0)
    last_hash = models.BinaryField()

    acting_under: "Authorisation | None" = None
    """By what a representative has this instance in hand: set where it is fetched, named in the log."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="dossier_number_with_acceptance",
                condition=Q(number__isnull=True, number_key__isnull=True, accepted_at__isnull=True)
                | Q(number__isnull=False, number_key__isnull=False, accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="dossier_due_only_after_acceptance",
                condition=Q(due_at__isnull=True) | Q(accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="dossier_finished_when_result_exists",
                condition=~Q(state__in=[State.DECIDED, State.HANDED_OVER, State.REJECTED])
                | Q(finished_at__isnull=False),
            ),
            models.CheckConstraint(
                name="dossier_reopened_from_the_second_handling",
                condition=Q(handling=1, reopened_at__isnull=True)
                | Q(handling__gt=1, reopened_at__isnull=False, accepted_at__isnull=False),
            ),
            models.CheckConstraint(name="dossier_state_known", condition=Q(state__in=State.values)),
        ]
        indexes = [
            models.Index(
                fields=["receiving_agency", "waiting_since", "id"],
                name="dossier_waiting",
                condition=Q(state=State.LODGED),
            ),
            models.Index(
                fields=["agency", "due_at"],
                name="dossier_open_by_due",
                condition=Q(state__in=[State.ACCEPTED, State.IN_PROGRESS]),
            ),
            models.Index(fields=["agency", "state", "lodged_at"], name="dossier_by_agency_state"),
            models.Index(fields=["agency", "-lodged_at", "-id"], name="dossier_by_agency_lodged"),
            models.Index(
                fields=["receiving_agency", "finished_at", "id"],
                name="dossier_to_hand_over",
                condition=Q(state=State.DECIDED),
            ),
            models.Index(fields=["applicant", "-lodged_at"], name="dossier_by_applicant"),
            models.Index(
                fields=["authorisation", "-lodged_at"],
                name="dossier_by_authorisation",
                condition=Q(authorisation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.reference

    @property
    def subject(self) -> Subject:
        """How capabilities know this dossier."""
        return Subject(kind="dossier", key=self.reference)

    @property
    def national_code(self) -> int:
        """The national state code."""
        return rules.national_code(State(self.state))


class Alias(models.Model):
    """The number under which another system knows a dossier that came from it. Only ever added.

    What the first entry of the dossier's log says of its way here, ready to be searched.
    """

    append_only = True

    dossier = models.OneToOneField(
        Dossier, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    system = models.CharField(max_length=40)
    number = models.CharField(max_length=64)
    number_key = models.CharField(max_length=64)
    parcel = models.BinaryField(max_length=32)
    """Keyed hash of what came: the same parcel again is the same dossier."""
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number_key", "system"], name="alias_one_dossier_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.number}"


class DossierAnswers(models.Model):
    """What the applicant declared, one sealed version for the lodging and for each supplement."""

    append_only = True
    reached_with = "dossier"

    pk = models.CompositePrimaryKey("dossier_id", "version")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    form_definition_id = models.BigIntegerField(null=True)
    sealed = models.BinaryField()
    sealed_localities = models.BinaryField(null=True)
    """What the addresses among the answers were understood to be; empty if nothing was, or not yet."""
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.version}"


class DossierEvent(models.Model):
    """One entry of a dossier's log. Only ever added, under the dossier's lock, chained by hash.

    The primary key begins with the dossier, so that the table can be partitioned by hash of the
    dossier without a rewrite (ADR 0004).
    """

    append_only = True
    reached_by: ClassVar = {"done_there": "agency_id = {agency}"}
    reached_with = "dossier"

    pk = models.CompositePrimaryKey("dossier_id", "seq")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=24, choices=Act.choices)
    source = models.CharField(max_length=24, blank=True)
    target = models.CharField(max_length=24)
    by = models.CharField(max_length=80)
    """The actor's key: ``citizen:7``, ``officer:12`` (a post), ``system:worker``."""
    agency_id = models.BigIntegerField(null=True)
    """The agency the actor acted for; none for citizens."""
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    article = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    commitment = models.CharField(max_length=64, blank=True)
    previous_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(
                fields=["agency_id", "recorded_at", "dossier_id"],
                name="event_of_register",
                condition=Q(act=Act.ACCEPT),
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.seq} {self.act}"

    def to_entry(self) -> rules.Entry:
        """Return the entry as it was hashed."""
        return rules.Entry(
            dossier_id=self.dossier_id,
            seq=self.seq,
            act=self.act,
            source=self.source,
            target=self.target,
            by=self.by,
            agency_id=self.agency_id,
            occurred_at=rules.moment(self.occurred_at),
            recorded_at=rules.moment(self.recorded_at),
            article=self.article,
            payload=self.payload,
            commitment=self.commitment,
        )


class DossierEventDetail(models.Model):
    """The words that belong to an entry, sealed; the entry holds only a salted commitment to them."""

    reached_by: ClassVar = {
        "of_the_dossier": (
            "EXISTS (SELECT 1 FROM dossiers_dossier AS whole"
            " WHERE whole.id = dossiers_dossiereventdetail.dossier_id)"
        )
    }

    pk = models.CompositePrimaryKey("dossier_id", "seq")
    dossier_id = models.BigIntegerField()
    seq = models.PositiveIntegerField()
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.seq}"


class SupplementRequest(models.Model):
    """What was asked for, once at each stage (Articles 15.3, 17.2.a and 19.4)."""

    reached_with = "dossier"

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    handling = models.PositiveSmallIntegerField(default=1)
    """In which handling of the dossier: one that is reopened may need other papers."""
    sealed = models.BinaryField()
    """A list of ``{"what", "why"}`` under the dossier's key."""
    asked_by_post_id = models.BigIntegerField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "stage", "handling"], name="supplement_asked_once_a_handling"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.stage}"

    @property
    def context(self) -> str:
        """What the words are sealed for."""
        return (
            f"supplement:{self.stage}"
            if self.handling == 1
            else f"supplement:{self.stage}:{self.handling}"
        )


class DayCounter(models.Model):
    """How many dossiers an agency has received on a day; the row's lock keeps numbers gapless."""

    pk = models.CompositePrimaryKey("agency_id", "received_on")
    agency_id = models.BigIntegerField()
    received_on = models.DateField()
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.agency_id} {self.received_on} {self.last}"


class ResultCounter(models.Model):
    """How many results of one series an agency has numbered in a year."""

    pk = models.CompositePrimaryKey("agency_id", "year", "series")
    agency_id = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=20)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.agency_id} {self.year} {self.series} {self.last}"
