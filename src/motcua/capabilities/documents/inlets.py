"""The keys of openings for devices, and which openings are open."""

import hashlib
from base64 import urlsafe_b64encode
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from motcua.capabilities.documents import rules
from motcua.capabilities.documents.enums import InletKind
from motcua.capabilities.documents.models import Inlet
from motcua.foundation.kernel.subjects import Subject

_SALT: Final = "motcua.documents.inlet"
_KEY_LENGTH: Final = 43
"""Letters of a key: 256 bits."""


def key_of(inlet: Inlet) -> str:
    """Return the key of an opening, which is written nowhere."""
    digest = salted_hmac(_SALT, str(inlet.pk), algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(key: str) -> bytes:
    """Return what the row keeps of a key."""
    return hashlib.sha256(key.encode()).digest()


def find_inlet(key: str, *, kind: InletKind, at: datetime) -> Inlet | None:
    """Return the opening that this key opens, if it is open. One query; none for what is no key."""
    if len(key) != _KEY_LENGTH:
        return None
    return _open(at).filter(kind=kind, key_hash=hash_of(key)).first()


def list_inlets(owner: Subject, *, kind: InletKind, at: datetime) -> list[Inlet]:
    """Return the owner's openings that are open, oldest first. One query."""
    rows = _open(at).filter(owner_kind=owner.kind, owner_key=owner.key, kind=kind)
    return list(rows.order_by("opened_at", "pk"))


def _open(at: datetime) -> QuerySet[Inlet]:
    awake = ~Q(kind=InletKind.PHONE) | Q(touched_at__gt=at - rules.PHONE_REST)
    return Inlet.objects.filter(awake, closed_at__isnull=True)
