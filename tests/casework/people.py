"""What the cast does, in one line each: every helper goes through the product's own acts."""

from tests.casework.province import MONDAY

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import filling, handling, intake, lodging
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.foundation.kernel import outbox

BIRTH = "1.001193"
HOME = {"detail": "Thôn Bến Đò", "commune": "Xã Sông Lam", "province": "Tỉnh Lam Giang"}

ANSWERS = {
    "requester_full_name": "Nguyễn Thị Hạnh",
    "requester_pin": "099192000101",
    "requester_birth_date": "1992-05-14",
    "requester_relation": "mother",
    "requester_residence": HOME,
    "requester_phone": "0900000101",
    "requester_email": "hanh.nguyen@congdan.example",
    "child_full_name": "Phạm Nguyễn Bảo Ngọc",
    "child_birth_date": "2026-03-01",
    "child_sex": "female",
    "child_ethnicity": "Kinh",
    "child_nationality": "Việt Nam",
    "parents_status": "married",
    "mother_full_name": "Nguyễn Thị Hạnh",
    "mother_birth_year": 1992,
    "mother_pin": "099192000101",
    "mother_ethnicity": "Kinh",
    "mother_nationality": "Việt Nam",
    "mother_residence": HOME,
    "father_full_name": "Phạm Văn Đức",
    "father_birth_year": 1990,
    "father_pin": "099090000102",
    "father_ethnicity": "Kinh",
    "father_nationality": "Việt Nam",
    "father_residence": HOME,
    "birth_place_kind": "facility",
    "birth_facility": "Trạm Y tế xã Sông Lam",
    "birth_place": {"commune": "Xã Sông Lam", "province": "Tỉnh Lam Giang"},
    "hometown_follows": "father",
    "child_hometown": {"commune": "Xã Sông Lam", "province": "Tỉnh Lam Giang"},
    "birth_proof": "birth_notice",
    "copies_wanted": 2,
    "result_channel": "electronic",
}


def a_pdf(text: str = "Giấy chứng sinh") -> bytes:
    """Return a small genuine PDF, another one for another text."""
    import io

    import pikepdf

    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    pdf.docinfo["/Title"] = text
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def a_photo(colour: str = "ivory", *, size=(1200, 900), is_turned=False) -> bytes:
    """Return a photograph as a phone takes one, which notes the maker and the place it was taken at."""
    import io

    from PIL import Image

    image = Image.new("RGB", size, colour)
    exif = Image.Exif()
    exif[0x010F] = "Điện thoại".encode().decode("latin-1")
    if is_turned:
        exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def fill(province, *, by=None, answers=ANSWERS, papers=("birth-notice",), at=MONDAY):
    """Start a birth registration and fill it in completely; return the draft."""
    citizen = by or province.hanh
    draft = filling.start(code=BIRTH, agency_id=province.agency_id, by=citizen, at=at)
    draft = dossiers.save_draft(
        draft_id=draft.pk, answers=answers, facts={}, seen_revision=0, by=citizen, at=at
    )
    for code in papers:
        documents.add_file(
            owner=draft.subject, paper_code=code, title="Giấy chứng sinh",
            filename="giay-chung-sinh.pdf", content=a_pdf(), by=citizen.key, at=at,
        )  # fmt: skip
    return draft


def lodge(province, *, by=None, at=MONDAY, **filled):
    """Lodge a complete birth registration; return the dossier."""
    draft = fill(province, by=by, at=at, **filled)
    return lodging.lodge(draft_id=draft.pk, by=by or province.hanh, at=at)


def accept(province, dossier, *, at=MONDAY):
    """Take the dossier in at its desk."""
    return intake.accept(reference=dossier.reference, by=province.desk, at=at)


def do(officer, dossier, outcome, *, reason="", items=(), at=MONDAY):
    """Complete the dossier's open task with the outcome."""
    (task,) = workflow.list_open_tasks(dossier.subject)
    return handling.complete_task(
        task_id=task.pk, outcome=outcome, reason=reason, items=items, by=officer, at=at
    )


def answer(citizen, dossier, outcome, *, reason="", at=MONDAY):
    """Let the declarant answer the draft entry."""
    return handling.answer_draft_entry(
        reference=dossier.reference, outcome=outcome, reason=reason, by=citizen, at=at
    )


def settle():
    """Let the worker do what waits."""
    while outbox.drain():
        pass


def again(dossier):
    """Return the dossier as it is now."""
    return dossier_queries.get(dossier.subject)
