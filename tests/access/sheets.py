"""A sheet of the desk, with what a phone sent to it."""

from motcua.capabilities.documents import actions as document_actions
from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import phones, splitting
from motcua.composition.casework.asked_files import File
from motcua.domain.dossiers import actions as dossier_actions
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.procedures import queries as procedure_queries
from motcua.foundation.kernel import clock
from tests.casework import people
from tests.casework.province import MONDAY


def write_down(province, applicant, *, child):
    """Begin the sheet of papers that the applicant brought; return it, one scan, a picture, the key of its phone and a scan to be cut."""
    version = procedure_queries.get_by_code(people.BIRTH, on=clock.day_in_vietnam(MONDAY))
    draft = dossier_actions.start_draft_at_desk(
        person_id=applicant.person_id, procedure_version_id=version.id,
        agency_id=province.agency_id, channel="counter",
        answers=people.ANSWERS | {"child_full_name": f"{child} Lan"}, facts={},
        brought=dossier_queries.Brought(), by=province.desk, at=MONDAY,
    )  # fmt: skip
    scan = document_actions.add_file(
        owner=draft.subject, paper_code="birth-notice", title="Giấy chứng sinh",
        filename="giay-chung-sinh.pdf", content=people.a_pdf(), by=province.desk.key, at=MONDAY,
    )  # fmt: skip
    inlet = phones.open_phone(draft_id=draft.pk, by=province.desk, at=MONDAY)
    key = documents.key_of(inlet)
    phones.hand_in(key=key, files=[File(name="anh.jpg", content=people.a_photo())], at=MONDAY)
    picture = documents.list_documents(draft.subject)[-1]
    (many,) = splitting.bring(
        draft_id=draft.pk, files=[File(name="tap.pdf", content=people.a_pdf("Cả tập"))],
        by=province.desk, at=MONDAY,
    )  # fmt: skip
    document_actions.draw_pages(many)
    return draft.pk, scan.pk, picture.pk, key, many.pk
