"""Table of guidance: who was told what about which version of a procedure. Rows are only ever added."""

import uuid

from django.db import models
from django.db.models import Q

from motcua.domain.guidance.enums import Way
from motcua.foundation.kernel.subjects import Subject

GUIDANCE = "guidance"


class Guidance(models.Model):
    """What an officer told somebody about a procedure (Article 15.2 of Decree 61/2018).

    It keeps the version of which it spoke, so that what was right then can be told from what is right now.
    Words about people are sealed under the guidance's own key.
    """

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        "procedures.ProcedureVersion", on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField(max_length=12, choices=Way.choices)
    papers = models.JSONField()
    """The codes of the version's papers that were named."""
    given_at = models.DateTimeField()
    by_post = models.ForeignKey("identity.Post", on_delete=models.PROTECT, related_name="+")
    contact_digest = models.BinaryField(max_length=32, null=True)
    """Keyed, of the number by which the person is found again; none if they gave none."""
    sealed = models.BinaryField()
    """Name, number and what was said."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="guidance_way_known", condition=Q(way__in=Way.values))
        ]
        indexes = [
            models.Index(fields=["agency", "-given_at"], name="guidance_of_agency"),
            models.Index(fields=["contact_digest", "-given_at"], name="guidance_by_contact"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.version_id} {self.way}"

    @property
    def subject(self) -> Subject:
        """Whom a reading of it concerns."""
        return Subject(kind=GUIDANCE, key=str(self.pk))
