"""Who brings logs of other systems, and who looks at them."""

from typing import TYPE_CHECKING

from motcua.composition.hindsight import queries
from motcua.composition.hindsight.errors import ForeignLogNotFound
from motcua.composition.steering import permissions as steering
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock

if TYPE_CHECKING:
    from motcua.composition.hindsight.models import ForeignLog, ForeignUpload


def may_bring(by: Officer) -> bool:
    """Say whether the officer brings, matches and removes foreign logs: procedure control does."""
    return Role.PROCEDURE_CONTROL in by.roles


def get_upload(upload_id: int, code: str, by: Officer) -> "ForeignUpload":
    """Return a file whose columns are being chosen. One query.

    :raises ForeignLogNotFound: if there is none of this procedure in the officer's agency, or the post
        does not control procedures
    """
    upload = queries.find_upload(upload_id) if may_bring(by) else None
    if upload is None or (upload.procedure_code, upload.agency_id) != (code, by.agency_id):
        raise ForeignLogNotFound
    return upload


def get_log(log_id: int, code: str, by: Officer) -> "ForeignLog":
    """Return a foreign log to who oversees the agency that brought it. Two queries.

    :raises ForeignLogNotFound: if there is none of this procedure (any more), or the officer does not
        oversee that agency
    """
    log = queries.find_log(log_id)
    overseen = {agency.pk for agency in steering.list_overseen(by, on=clock.today())}
    if log is None or log.procedure_code != code or log.agency_id not in overseen:
        raise ForeignLogNotFound
    return log


def get_own_log(log_id: int, code: str, by: Officer) -> "ForeignLog":
    """Return a foreign log to who may match and remove it. One query.

    :raises ForeignLogNotFound: if the officer's agency brought none such, or the post does not control
        procedures
    """
    log = queries.find_log(log_id) if may_bring(by) else None
    if log is None or (log.procedure_code, log.agency_id) != (code, by.agency_id):
        raise ForeignLogNotFound
    return log
