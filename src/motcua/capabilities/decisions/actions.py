"""The one verb of decision tables: store a version, for good."""

import hashlib
from datetime import datetime

from django.db import connection, transaction

from motcua.capabilities.decisions.models import Definition
from motcua.capabilities.decisions.rules import reading


@transaction.atomic
def store_definition(*, key: str, dmn_text: str, at: datetime) -> int:
    """Read a DMN file and store it as the next version of the key; return its id.

    The same tables stored again return the version they already are.

    :raises TableRefused: with everything that is wrong, cell by cell
    """
    tables = reading.read(dmn_text)
    digest = hashlib.sha256(reading.canonical_bytes(dmn_text)).digest()
    with connection.cursor() as cursor:
        # Two loaders at once must not both take the next number.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"decisions:{key}"])
    versions = Definition.objects.filter(key=key)
    same = versions.filter(sha256=digest).values_list("pk", flat=True).first()
    if same is not None:
        return same
    latest = versions.order_by("-version").values_list("version", flat=True).first()
    stored = Definition.objects.create(
        key=key,
        version=(latest or 0) + 1,
        name=(tables.name or key)[:200],
        dmn=dmn_text,
        sha256=digest,
        created_at=at,
    )
    return stored.pk
