"""A file of officers that waits for a second hand."""

from motcua.foundation.identity import actions, queries, rosters
from tests.casework.province import MONDAY


def send_file(province):
    """Let the operator send a file in which the first of the agency's controllers leaves; return its key."""
    cells = dict.fromkeys(rosters.COLUMNS, "") | {
        "tai_khoan": "kiemsoat.lamgiang", "den_het_ngay": "31/12/2026", "so_quyet_dinh": "9/QĐ",
    }  # fmt: skip
    content = "\n".join([";".join(cells), ";".join(cells.values())]).encode()
    by = province.operator
    plan = queries.plan_roster(content, agency_id=by.agency_id, hands=by.people, on=MONDAY.date())
    return actions.send_roster(content, seen=plan.mark, by=by, at=MONDAY)
