"""Tables of notes: what officers write for one another about a dossier. Notes are only ever added."""

from django.db import models
from django.db.models import F, Q


class Note(models.Model):
    """What an officer wrote. Its words are sealed under the dossier's key and go with it."""

    append_only = True
    reached_with = "dossier"

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    by_post = models.ForeignKey("identity.Post", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    sealed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["dossier", "id"], name="note_of_dossier")]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.pk}"


class Retraction(models.Model):
    """Why a note does not stand any more; the note itself stays, struck. Only ever added, once per note."""

    append_only = True

    note = models.OneToOneField(
        Note, primary_key=True, on_delete=models.PROTECT, related_name="retraction"
    )
    retracted_at = models.DateTimeField()
    sealed = models.BinaryField()
    """The reason, under the dossier's key."""

    def __str__(self) -> str:
        return f"{self.note_id}"


class Mention(models.Model):
    """A colleague whom a note calls, and when the colleague had read it."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="mentions")
    post = models.ForeignKey("identity.Post", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="mention_once_in_a_note", fields=["note", "post"]),
            models.CheckConstraint(
                name="mention_read_after_written", condition=~Q(read_at__lt=F("written_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["post", "-written_at"], name="mention_of_post"),
            models.Index(
                fields=["post", "id"], name="mention_unread", condition=Q(read_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.note_id}: {self.post_id}"
