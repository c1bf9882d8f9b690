"""Tables of documents: what is kept, what is being uploaded, what was issued and revoked."""

import uuid

from django.db import models

from motcua.capabilities.documents.enums import InletKind, PaperKind, Source, TrustLevel
from motcua.foundation.kernel.subjects import Subject


class PaperTemplate(models.Model):
    """One version of a paper that an agency composes. Only ever added: versions are pinned to it."""

    append_only = True

    key = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    source = models.TextField()
    """The template as canonical JSON (``papers.composing``)."""
    sha256 = models.BinaryField(max_length=32)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="paper_template_per_version"),
            models.UniqueConstraint(fields=["key", "sha256"], name="paper_template_stored_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


class Document(models.Model):
    """One paper of one owner. Its bytes lie sealed in the vault under ``address``.

    ``filename`` is what the person called the file. That can be personal, so it is stored sealed;
    ``queries`` fill the attribute in.
    """

    filename: str = ""
    is_duplicate: bool = False
    """Set by ``actions.add_file`` when the owner already held these bytes for this paper."""

    owner_kind = models.CharField(max_length=40)
    owner_key = models.CharField(max_length=80)
    key_kind = models.CharField(max_length=40)
    key_key = models.CharField(max_length=80)
    """The subject whose key seals the bytes: the first owner, also after a change of owner."""
    paper_code = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    sealed_name = models.BinaryField()
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    """Of the bytes as they were handed in, in hexadecimal."""
    address = models.CharField(max_length=64)
    """SHA-256 of the sealed bytes that are shown to people: the PDF."""
    pages = models.PositiveIntegerField()
    original_media_type = models.CharField(max_length=60)
    original_address = models.CharField(max_length=64)
    """Of the sealed bytes as handed in; equals ``address`` when nothing had to be converted."""
    source = models.CharField(max_length=20, choices=Source.choices)
    trust = models.PositiveSmallIntegerField(choices=TrustLevel.choices)
    added_by = models.CharField(max_length=80)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["owner_kind", "owner_key", "id"], name="document_of_owner"),
            models.Index(fields=["sha256"], name="document_by_sha256"),
        ]
        constraints = [
            models.CheckConstraint(
                name="document_trust_is_a_known_level",
                condition=models.Q(trust__in=TrustLevel.values),
            ),
            models.CheckConstraint(
                name="document_source_is_known", condition=models.Q(source__in=Source.values)
            ),
            models.CheckConstraint(
                name="document_has_a_page", condition=models.Q(pages__gte=1, size__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.title}"

    @property
    def owner(self) -> Subject:
        """Whose document this is."""
        return Subject(kind=self.owner_kind, key=self.owner_key)

    @property
    def key_subject(self) -> Subject:
        """Whose key opens the bytes."""
        return Subject(kind=self.key_kind, key=self.key_key)

    @property
    def is_issued(self) -> bool:
        """Whether an agency issued it through this installation."""
        return self.source == Source.ISSUED

    @property
    def is_converted(self) -> bool:
        """Whether the PDF was made from an original of another kind."""
        return self.address != self.original_address


class Leaves(models.Model):
    """What was seen on the pages of a scan when they were drawn, and their small pictures, sealed."""

    document = models.OneToOneField(
        Document, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    pages = models.JSONField()
    """Of each page: whether it is blank, the texts of its codes, how long its picture is."""
    address = models.CharField(max_length=64)
    """Of the pictures, one after another, sealed under the key of the scan."""

    class Meta:
        indexes = [models.Index(fields=["address"], name="leaves_by_address")]

    def __str__(self) -> str:
        return f"{self.document_id}: {len(self.pages)}"


class Piece(models.Model):
    """That a document was cut out of a scan, and which pages of it, each with its turn."""

    document = models.OneToOneField(
        Document, primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    pages = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="piece_is_not_its_own_source",
                condition=~models.Q(document=models.F("source")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} ← {self.source_id}"


class Upload(models.Model):
    """A file on its way, piece by piece; it may stop and go on from ``offset`` (tus 1.0).

    Bytes beyond ``stored_size`` in the file are the rest of a piece whose request died: they are
    cut off before the next piece is written.
    """

    filename: str = ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    owner_kind = models.CharField(max_length=40)
    owner_key = models.CharField(max_length=80)
    paper_code = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    sealed_name = models.BinaryField()
    size = models.PositiveIntegerField()
    offset = models.PositiveIntegerField(default=0)
    stored_size = models.PositiveIntegerField(default=0)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    """What became of it, once finished."""
    added_by = models.CharField(max_length=80)
    touched_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["touched_at"], name="upload_by_touched_at")]
        constraints = [
            models.CheckConstraint(
                name="upload_offset_within_size",
                condition=models.Q(offset__lte=models.F("size"), size__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.offset}/{self.size}"

    @property
    def owner(self) -> Subject:
        """For whom the file is uploaded."""
        return Subject(kind=self.owner_kind, key=self.owner_key)

    @property
    def is_complete(self) -> bool:
        """Whether every byte has arrived."""
        return self.offset == self.size


class Inlet(models.Model):
    """An opening through which whoever holds its key hands files in for one owner, and sees nothing.

    The key itself is kept nowhere: its hash finds the row, and for as long as the installation's
    secret stays it can be reckoned again from the id, to be shown once more to who opened it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=10, choices=InletKind.choices)
    owner_kind = models.CharField(max_length=40)
    owner_key = models.CharField(max_length=80)
    name = models.CharField(max_length=100, blank=True)
    """What the device is called, where several stand side by side."""
    key_hash = models.BinaryField(max_length=32)
    opened_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    """When it was last opened, looked at or used: a phone's inlet closes by resting."""
    closed_at = models.DateTimeField(null=True)
    taken = models.PositiveIntegerField(default=0)
    """Files that came through it."""

    class Meta:
        indexes = [
            models.Index(
                fields=["owner_kind", "owner_key", "opened_at"],
                name="inlet_open_of_owner",
                condition=models.Q(closed_at__isnull=True),
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["key_hash"], name="inlet_per_key"),
            models.CheckConstraint(
                name="inlet_closes_after_it_opens",
                condition=models.Q(closed_at__isnull=True)
                | models.Q(closed_at__gte=models.F("opened_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def owner(self) -> Subject:
        """For whom files come in."""
        return Subject(kind=self.owner_kind, key=self.owner_key)


class IssuedPaper(models.Model):
    """The public face of a paper an agency issued: what a stranger with its code may learn.

    Only ever added: a paper that is no longer good gets a ``Revocation`` beside it.
    """

    append_only = True

    document = models.OneToOneField(
        Document, primary_key=True, on_delete=models.PROTECT, related_name="issued"
    )
    kind = models.CharField(max_length=40, choices=PaperKind.choices)
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=80)
    verification_code = models.CharField(max_length=12, null=True, unique=True)
    sha256 = models.CharField(max_length=64)
    agency_id = models.BigIntegerField()
    agency_name = models.CharField(max_length=200)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=80)
    signatures = models.JSONField()
    """Who signed, as the signatures themselves said on the day of issue."""

    class Meta:
        indexes = [
            models.Index(fields=["sha256"], name="issued_paper_by_sha256"),
            models.Index(fields=["agency_id", "number"], name="issued_paper_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class Revocation(models.Model):
    """Why an issued paper is no longer good. Only ever added, once per paper."""

    append_only = True

    paper = models.OneToOneField(
        IssuedPaper, primary_key=True, on_delete=models.PROTECT, related_name="revocation"
    )
    reason = models.TextField()
    revoked_by = models.CharField(max_length=80)
    revoked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.paper_id} {self.revoked_at:%Y-%m-%d}"
