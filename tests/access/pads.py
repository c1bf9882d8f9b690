"""Numbers kept for a pad, and a slip of it with its picture."""

from uuid import uuid4

from motcua.composition.casework import attaching, offline
from motcua.composition.casework.asked_files import File
from motcua.composition.casework.counter import Who
from motcua.domain.dossiers.enums import Identified
from motcua.domain.dossiers.queries import Brought
from motcua.domain.reserves import actions
from motcua.domain.reserves.actions import Timed
from tests.casework import people
from tests.casework.province import MONDAY


def things(province, sheet):
    """Keep numbers for a pad and enter its first slip; announce a file for a sheet; return them by the table's names."""
    by = province.desk
    block = actions.take_block(
        on=MONDAY.date(), count=3, device=None, name="Tập phiếu 3", by=by, at=MONDAY
    )
    taken = offline.take_down_from_pad(
        offline.Written(
            slip_id=uuid4(), block_id=block.pk, counter=block.first, device=None,
            code=people.BIRTH,
            who=Who(pin="099195000009", full_name="Cao Thị Mới", born_on=MONDAY.date().replace(year=1995)),
            brought=Brought(late_reason="Mất điện; phiếu số 1.", identified=Identified.CARD),
            timed=Timed(came_at=MONDAY),
        ),
        picture=File(name="phieu.pdf", content=people.a_pdf("phiếu")), by=by, at=MONDAY,
    )  # fmt: skip
    upload = attaching.begin_upload(
        draft_id=sheet, paper_code="birth-notice", filename="giay-chung-sinh.pdf", size=2000, by=by,
        at=MONDAY,
    )  # fmt: skip
    return {
        "block": block.pk,
        "slip": taken.slip.pk,
        "slip_sheet": taken.slip.draft_id,
        "sheet_upload": upload.pk,
    }
