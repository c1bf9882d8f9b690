"""A residence dossier that ended, and the decision by which it is handled again: shorthands."""

from datetime import date, timedelta

from tests.casework import people, slow
from tests.casework.province import MONDAY

from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import handling, reopening
from motcua.composition.casework.asked_files import File
from motcua.domain.dossiers.enums import ReopeningGround
from motcua.domain.dossiers.queries import Basis

LATER = MONDAY + timedelta(days=28)
"""Monday 13 April 2026."""
WRONG = "Chưa chứng minh được chỗ ở hợp pháp."
WHY = "Giấy tờ chỗ ở đã nộp là hợp lệ; phải thẩm định lại."
UPHELD = Basis(
    ground=ReopeningGround.COMPLAINT, number="15/QĐ-UBND", issued_on=date(2026, 4, 10),
    issuer="Chủ tịch UBND tỉnh Lam Giang",
)  # fmt: skip
DECISION = File(name="quyet-dinh-15.pdf", content=people.a_pdf("Quyết định 15"))


def step(player, outcome, *, reason="", at):
    """Let whose turn it is end the open step."""
    (task,) = workflow.list_open_tasks(player.dossier.subject)
    return handling.complete_task(
        task_id=task.pk, outcome=outcome, reason=reason, by=player.officers[task.role], at=at
    )


def refused():
    """Return the people of a dossier that was refused after assessment, in time."""
    player = slow.accepted()
    step(player, "khong_du_dieu_kien", reason=WRONG, at=MONDAY + timedelta(days=1))
    step(player, "ky", at=MONDAY + timedelta(days=2))
    return player


def granted():
    """Return the people of a dossier whose result is in the applicant's hands."""
    player = slow.accepted()
    player.go(player.case.way[1:])
    return player


def reopen(player, *, basis=UPHELD, reason=WHY, file=DECISION, by=None, at=LATER):
    """Have the dossier handled again."""
    return reopening.reopen(
        reference=player.dossier.reference, basis=basis, reason=reason, file=file,
        by=by or player.officers["leader"], at=at,
    )  # fmt: skip
