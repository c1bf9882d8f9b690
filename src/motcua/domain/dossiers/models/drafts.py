"""What is being filled in."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.domain.dossiers.models.lodged import Dossier
from motcua.domain.procedures.enums import ChannelKind
from motcua.foundation.kernel.subjects import Subject


class Draft(models.Model):
    """What a person is filling in: saved at each step, resumed on any device, lodged once.

    A draft may also hold the supplement of a dossier already lodged. What was brought on paper is
    filled in by the desk that received it (Article 17.1 of Decree 61/2018).
    """

    reached_by: ClassVar = {"desk": "desk_id = {agency}"}
    reached_with = "supplements"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    procedure_version = models.ForeignKey(
        "procedures.ProcedureVersion", on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(
        max_length=10, choices=ChannelKind.choices, default=ChannelKind.ONLINE
    )
    desk = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The agency whose one-stop desk writes down what was brought on paper; None for a person's own."""
    authorisation = models.ForeignKey(
        "authorisations.Authorisation",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    """By which somebody else fills it in for the person; who is represented sees the dossier, not the draft."""
    reserved_number = models.CharField(max_length=64, null=True)
    """The number on the slip that was given out without a line, which the dossier will bear."""
    sealed = models.BinaryField()
    """Answers, facts known beforehand with their sources, what was brought: under the draft's key."""
    wrapped_key = models.BinaryField()
    revision = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    supplements = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, related_name="+")
    lodged_as = models.OneToOneField(Dossier, on_delete=models.PROTECT, null=True, related_name="+")
    is_finished = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplements"],
                condition=Q(is_finished=False),
                name="draft_one_open_supplement",
            ),
            models.CheckConstraint(
                name="draft_on_paper_at_a_desk",
                condition=Q(channel=ChannelKind.ONLINE, desk__isnull=True)
                | (~Q(channel=ChannelKind.ONLINE) & Q(desk__isnull=False)),
            ),
            models.CheckConstraint(
                name="draft_of_a_representative_online",
                condition=Q(authorisation__isnull=True) | Q(desk__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["desk", "-saved_at"],
                name="draft_open_by_desk",
                condition=Q(is_finished=False, desk__isnull=False),
            ),
            models.Index(
                fields=["person", "-saved_at"],
                name="draft_open_by_person",
                condition=Q(is_finished=False),
            ),
            models.Index(
                fields=["authorisation"],
                name="draft_open_by_authorisation",
                condition=Q(is_finished=False, authorisation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def subject(self) -> Subject:
        """How capabilities know this draft."""
        return Subject(kind="draft", key=str(self.id))
