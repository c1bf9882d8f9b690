"""The one verb of the forms: store a version, for good."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max

from motcua.capabilities.forms import queries
from motcua.capabilities.forms.errors import InvalidDefinition
from motcua.capabilities.forms.models import FormDefinition
from motcua.capabilities.forms.rules import documents, identity
from motcua.capabilities.forms.rules.anatomy import Document


@transaction.atomic
def store_definition(key: str, document: Document, at: datetime) -> int:
    """Keep the form and return its identifier; the same content is the same form.

    New content becomes the next version of the key.

    :raises InvalidDefinition: with everything that keeps the document from being a form
    """
    faults = documents.find_faults(document)
    if not identity.KEY.fullmatch(key):
        faults.append("key: a-z, 0-9, -")
    if faults:
        raise InvalidDefinition(key=key, faults=faults)
    digest = identity.digest_of(key, document)
    definition_id = identity.id_of(digest)
    _take_turns(key)
    stored = FormDefinition.objects.filter(key=key)
    if not stored.filter(digest=digest).exists():
        latest = stored.aggregate(latest=Max("version"))["latest"] or 0
        FormDefinition.objects.create(
            id=definition_id,
            key=key,
            version=latest + 1,
            digest=digest,
            schema=document["schema"],
            hints=document["hints"],
            created_at=at,
        )
    return definition_id


def store_packaged(at: datetime) -> dict[str, int]:
    """Keep each form that comes with the product; return their identifiers by key."""
    return {key: store_definition(key, queries.read_packaged(key), at) for key in queries.PACKAGED}


def _take_turns(key: str) -> None:
    """Let one transaction at a time number the versions of a key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"forms:{key}"])
