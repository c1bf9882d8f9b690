"""Tables of mirrors: the newest state of each dossier of another system, and every word that came.

Personal values stand with the person alone, sealed there; a mirror holds codes, dates and a link.
"""

from django.db import models
from django.db.models import Q

from motcua.domain.mirrors.enums import NationalState
from motcua.foundation.kernel.subjects import Subject


class Mirror(models.Model):
    """A dossier that another system handles, as the newest word of that system tells."""

    system = models.CharField(max_length=40)
    number = models.CharField(max_length=64)
    number_key = models.CharField(max_length=64)
    procedure_code = models.CharField(max_length=40)
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    """The agency here whose steering the dossier counts to."""
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    national_code = models.PositiveSmallIntegerField(choices=NationalState.choices)
    words = models.CharField(max_length=200, blank=True)
    """The other system's own name of the state."""
    link = models.CharField(max_length=300, blank=True)
    """Where the applicant sees the dossier there."""
    lodged_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    sequence = models.PositiveIntegerField()
    """Of the newest word, by the other system's own count."""
    last_place = models.PositiveIntegerField()
    last_hash = models.BinaryField()
    first_told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number_key", "system"], name="mirror_one_a_number_and_system"
            ),
            models.CheckConstraint(
                name="mirror_state_is_national", condition=Q(national_code__range=(1, 10))
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-lodged_at"], name="mirror_by_person"),
            models.Index(fields=["agency", "national_code"], name="mirror_by_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.number}"

    @property
    def subject(self) -> Subject:
        """Whom a reading of it concerns."""
        return Subject(kind="mirror", key=str(self.pk))

    @property
    def state(self) -> NationalState:
        """How far it is."""
        return NationalState(self.national_code)


class MirrorWord(models.Model):
    """One word about a mirrored dossier as it came, chained by hash in the order of coming."""

    append_only = True

    pk = models.CompositePrimaryKey("mirror_id", "place")
    mirror = models.ForeignKey(Mirror, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    sequence = models.PositiveIntegerField()
    is_newer = models.BooleanField()
    """Whether it was newer than all before it, and so became what is shown."""
    content = models.JSONField()
    received_at = models.DateTimeField()
    previous_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mirror", "sequence"], name="mirror_word_once_a_sequence"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mirror_id}/{self.sequence}"
