"""Checkpoints as they are hashed, signed and handed to strangers."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Max

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.evidence.models import Checkpoint
from motcua.foundation.kernel import chain


@dataclass(frozen=True, kw_only=True)
class Head:
    """A checkpoint as others keep it: all they need to hold the installation to it."""

    number: int
    size: int
    root: bytes
    made_at: datetime
    previous_hash: bytes
    hash: bytes
    signature: bytes
    certificate: bytes

    @property
    def content(self) -> dict[str, Any]:
        """What the hash binds, beside the hash of the checkpoint before."""
        return {
            "number": self.number,
            "size": self.size,
            "root": self.root.hex(),
            "made_at": self.made_at.astimezone(UTC).isoformat(timespec="microseconds"),
        }

    @property
    def statement(self) -> bytes:
        """The bytes that are hashed and signed."""
        return self.previous_hash + chain.canonical(self.content)

    def find_fault(self) -> str:
        """Return why it does not hold by itself; nothing if it does."""
        if chain.link(self.previous_hash, self.content) != self.hash:
            return "its content does not match its hash"
        return documents.find_statement_fault(
            self.statement, signature=self.signature, certificate=self.certificate
        )


def write_head(head: Head) -> dict[str, Any]:
    """Return a checkpoint as JSON, for whoever keeps it or proves something by it."""
    return {
        **head.content,
        "previous": head.previous_hash.hex(),
        "hash": head.hash.hex(),
        "signature": head.signature.hex(),
        "certificate": head.certificate.hex(),
    }


def read_head(said: Any) -> Head:
    """Return the checkpoint that somebody kept as JSON.

    Raises:
        ValueError: if it is none.
    """
    try:
        return Head(
            number=int(said["number"]),
            size=int(said["size"]),
            root=bytes.fromhex(said["root"]),
            made_at=datetime.fromisoformat(said["made_at"]),
            previous_hash=bytes.fromhex(said["previous"]),
            hash=bytes.fromhex(said["hash"]),
            signature=bytes.fromhex(said["signature"]),
            certificate=bytes.fromhex(said["certificate"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"no checkpoint: {error}") from error


def to_head(row: Checkpoint) -> Head:
    """Return the checkpoint of a row read together with its certificate."""
    return Head(
        number=row.number,
        size=row.size,
        root=bytes(row.root),
        made_at=row.made_at,
        previous_hash=bytes(row.previous_hash),
        hash=bytes(row.hash),
        signature=bytes(row.signature),
        certificate=bytes(row.certificate.content),
    )


def find_last() -> Head | None:
    """Return the newest checkpoint; none before the first. One query."""
    row = Checkpoint.objects.select_related("certificate").order_by("-number").first()
    return to_head(row) if row else None


def find_head(number: int) -> Head | None:
    """Return the checkpoint of that number, if there is one. One query."""
    row = Checkpoint.objects.select_related("certificate").filter(number=number).first()
    return to_head(row) if row else None


def find_first_over(position: int) -> Head | None:
    """Return the first checkpoint that covers a position, if there is one. One query."""
    rows = Checkpoint.objects.select_related("certificate").filter(size__gte=position)
    row = rows.order_by("size").first()
    return to_head(row) if row else None


def list_fingerprints() -> list[str]:
    """Return the fingerprints of the certificates that signed, the newest one's first. One query."""
    rows = Checkpoint.objects.values_list("certificate_id").annotate(last=Max("number"))
    return [fingerprint for fingerprint, _last in rows.order_by("-last")]


def count_checkpoints() -> int:
    """Return how many checkpoints there are."""
    return Checkpoint.objects.count()
