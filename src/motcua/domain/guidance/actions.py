"""Keeping what people are told: the only writer of guidance."""

import uuid
from collections.abc import Collection
from datetime import datetime

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.domain.guidance import queries, rules
from motcua.domain.guidance.enums import Way
from motcua.domain.guidance.models import GUIDANCE, Guidance
from motcua.domain.guidance.queries import Said
from motcua.domain.procedures import permissions as procedure_permissions
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import require_role
from motcua.foundation.kernel import clock, sealing
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput
from motcua.foundation.kernel.subjects import Subject


@transaction.atomic
def give(
    *, procedure_code: str, way: str, said: Said, papers: Collection[str], by: Officer, at: datetime
) -> Guidance:
    """Keep what was said about the procedure as it holds now, with the papers named (Article 15.2).

    :param way: a value of ``Way``
    :param papers: codes of the version's papers
    :raises NotFound: if the officer serves no desk
    :raises ProcedureNotFound: if no such procedure is in force
    :raises NotProvided: if the officer's agency does not take it in
    :raises InvalidInput: naming at once all that is missing or is none: way, words, papers, number
    """
    require_role(by, Role.DESK)
    on = clock.day_in_vietnam(at)
    version = procedures.get_by_code(procedure_code, on)
    procedure_permissions.require_provided(agency_id=by.agency_id, version=version, on=on)
    known = [paper.code for paper in version.papers]
    _require_sound(way, said, papers, known)
    key = uuid.uuid4()
    data_key = sealing.create_key(Subject(kind=GUIDANCE, key=str(key)))
    return Guidance.objects.create(
        id=key,
        agency_id=by.agency_id,
        version_id=version.id,
        way=way,
        papers=[code for code in known if code in papers],
        given_at=at,
        by_post_id=by.post_id,
        contact_digest=queries.digest_of(said.contact),
        sealed=sealing.seal(data_key, msgspec.to_builtins(said), context=queries.WORDS),
    )


def _require_sound(way: str, said: Said, papers: Collection[str], known: Collection[str]) -> None:
    problems = []
    if way not in Way.values:
        words = _("Chọn cách hướng dẫn.")
        problems.append(FieldProblem(field="way", text=words, code="no-way"))
    if not said.content.strip():
        words = _("Ghi nội dung đã hướng dẫn.")
        problems.append(FieldProblem(field="content", text=words, code="empty"))
    if said.contact.strip() and not rules.contact_key(said.contact):
        words = _("Ghi số điện thoại hoặc số định danh cá nhân, chỉ gồm chữ số.")
        problems.append(FieldProblem(field="contact", text=words, code="no-number"))
    if not set(papers) <= set(known):
        words = _("Chọn giấy tờ trong danh sách của thủ tục.")
        problems.append(FieldProblem(field="papers", text=words, code="no-paper"))
    if problems:
        raise InvalidInput(problems)
