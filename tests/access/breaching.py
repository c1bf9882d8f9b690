"""A breach of data protection that the operator of the world entered."""

from motcua.domain.privacy import actions
from motcua.domain.privacy.actions import Report
from tests.casework.province import MONDAY


def breach(province):
    """Enter that papers were found on the street; the authority was not told yet."""
    words = {"what": "Giấy tờ rơi ngoài đường.", "finder": "Bảo vệ."}
    found = actions.record(Report(found_at=MONDAY, words=words), by=province.operator, at=MONDAY)
    return {
        "breach": found.pk,
        "breach_act": "thong-bao",
        "impact_file": "json",
        "impact_name": "consequences",
    }
