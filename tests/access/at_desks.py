"""What officers of the world behind the addresses did at their desks."""

from motcua.capabilities.workflow import actions as workflow
from motcua.domain.guidance import actions as guidance
from motcua.domain.guidance.enums import Way
from motcua.domain.guidance.queries import Said
from tests.casework import people
from tests.casework.province import MONDAY


def guide(province):
    """Let the desk keep what it told somebody about birth registration."""
    return guidance.give(
        procedure_code=people.BIRTH, way=Way.TELEPHONE, papers=["birth-notice"],
        said=Said(name="Nguyễn Thị Hạnh", contact="0900000101", content="Mang giấy chứng sinh."),
        by=province.desk, at=MONDAY,
    )  # fmt: skip


def name_list(province):
    """Let the registrar name a cut of the list of tasks; return its id."""
    return workflow.save_list(
        post_id=province.registrar.post_id, name="Quá hạn", asked="loc=qua-han"
    )
