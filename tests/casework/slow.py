"""A procedure that takes days: permanent residence, seven working days (Residence Law 2020, Article 22)."""

from tests.journeys.essential.cases import read_service
from tests.journeys.essential.play import Player

from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import handling

CODE = "1.004222"


def lodged(*, pays=True):
    """Return the people of a residence case whose dossier is lodged on the Monday of tests."""
    service = read_service(CODE)
    player = Player(CODE, next(case for case in service.cases if not case.difficult), pays=pays)
    player.lodge(player.fill())
    return player


def accepted(*, pays=True):
    """The same, taken in a quarter of an hour later."""
    player = lodged(pays=pays)
    player.go([step for step in player.case.way[:1] if step.does == "accept"])
    return player


def ask(player, *, at):
    """Let the specialist send the dossier back for a supplement after assessment."""
    (task,) = workflow.list_open_tasks(player.dossier.subject)
    handling.complete_task(
        task_id=task.pk, outcome=handling.ASK, reason="Ảnh mờ",
        items=[{"what": "Giấy tờ chỗ ở", "why": "Ảnh mờ"}], by=player.officers[task.role], at=at,
    )  # fmt: skip
