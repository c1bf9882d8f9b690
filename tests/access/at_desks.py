"""What officers of the world behind the addresses did at their desks."""

from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.workflow import actions as workflow
from motcua.domain.calls import actions as calls
from motcua.domain.calls.enums import Way as Told
from motcua.domain.calls.queries import Reach
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


def name_list(officer, listing):
    """Let the officer name a cut of a list; return its id."""
    return workflow.save_list(
        post_id=officer.post_id, listing=listing, name="Quá hạn", asked="loc=qua-han"
    )


def wish_to_be_called(province, dossier):
    """Let the applicant wish to be called, and put the newest message of the dossier on the desk's list."""
    calls.wish(
        reference=dossier.reference, way=Told.CALL, reach=Reach(number="0900000101"),
        by=province.desk, at=MONDAY,
    )  # fmt: skip
    message = notifications.list_about(dossier.subject).last()
    return calls.put(dossier=people.again(dossier), message=message, at=MONDAY)
