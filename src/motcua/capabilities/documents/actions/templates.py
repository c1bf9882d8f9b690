"""Templates of papers: store a version, for good."""

import hashlib
from datetime import datetime

from django.db import connection, transaction

from motcua.capabilities.documents import queries
from motcua.capabilities.documents.models import PaperTemplate
from motcua.capabilities.documents.papers import composing


@transaction.atomic
def store_template(*, key: str, source: str, at: datetime) -> int:
    """Keep a template as the next version of its key; return its id. The same one is kept once.

    Raises:
        TemplateRefused: if it is no template.
    """
    text = composing.write(queries.read_template(source))
    digest = hashlib.sha256(text.encode()).digest()
    with connection.cursor() as cursor:
        # Two writers at once must not both take the next number.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"documents.template:{key}"])
    versions = PaperTemplate.objects.filter(key=key)
    same = versions.filter(sha256=digest).values_list("pk", flat=True).first()
    if same is not None:
        return same
    latest = versions.order_by("-version").values_list("version", flat=True).first()
    stored = PaperTemplate.objects.create(
        key=key, version=(latest or 0) + 1, source=text, sha256=digest, created_at=at
    )
    return stored.pk
