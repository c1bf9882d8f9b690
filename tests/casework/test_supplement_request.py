"""Article 19.4 of Decree 61/2018: what is missing after assessment is asked for in writing, all at once."""

import subprocess
from datetime import timedelta

import pytest
from django.http import QueryDict
from tests.casework import people, slow
from tests.casework.province import MONDAY
from tests.journeys.essential.cases import Step

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.enums import PaperKind
from motcua.composition.casework import filling, following, intake, lodging, results

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=2)


@pytest.fixture
def player(province):
    player = slow.accepted()
    slow.ask(player, at=LATER)
    people.settle()
    return player


def words(document, folder):
    pdf = folder / "phieu.pdf"
    pdf.write_bytes(documents.read_content(document))
    return subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout


def test_form_02_says_what_is_missing_why_and_who_explains(player, tmp_path):
    paper = results.find_paper(player.dossier, PaperKind.SUPPLEMENT)

    said = words(paper, tmp_path)

    assert paper.title == "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"
    assert "Mẫu số 02" in said
    for fact in ("Giấy tờ chỗ ở", "Ảnh mờ", player.dossier.number, player.agency.name):
        assert fact in " ".join(said.split())
    assert player.officers["specialist"].name in said


def test_the_applicant_has_it_among_the_papers_of_the_dossier(player):
    followed = following.follow(player.dossier.reference, player.citizen, now=LATER)

    assert PaperKind.SUPPLEMENT in {paper.paper_code for paper in followed.issued}


def test_it_is_issued_once_however_often_it_is_announced(player):
    first = results.find_paper(player.dossier, PaperKind.SUPPLEMENT)

    again = results.issue_supplement_request(reference=player.dossier.reference)

    assert again.pk == first.pk


def test_it_stays_as_it_was_asked_when_the_supplement_has_come(player, tmp_path):
    player.go([Step(who="applicant", does="supply")])

    paper = results.find_paper(player.dossier, PaperKind.SUPPLEMENT)

    assert "Ảnh mờ" in words(paper, tmp_path)


def test_what_the_desk_asks_online_before_intake_is_told_by_message_alone(province):
    """Article 17.2.a; forms 02 and 03 of the desk belong to counter and post."""
    player = slow.lodged()
    intake.request_supplement(
        reference=player.dossier.reference, items=[{"what": "Giấy tờ chỗ ở", "why": "Thiếu"}],
        reason="Thiếu giấy tờ chỗ ở", by=player.officers["desk"], at=MONDAY,
    )  # fmt: skip
    people.settle()

    assert results.find_paper(player.dossier, PaperKind.SUPPLEMENT) is None


def test_a_supplement_changes_nothing_that_is_known_of_the_applicant(province):
    dossier = people.lodge(province)
    intake.request_supplement(
        reference=dossier.reference, items=[{"what": "Giấy chứng sinh", "why": "Ảnh mờ"}],
        reason="Thiếu", by=province.desk, at=MONDAY,
    )  # fmt: skip
    draft = lodging.open_supplement(
        reference=dossier.reference, by=province.hanh, at=MONDAY + timedelta(hours=1)
    )

    saved = filling.save_page(
        draft_id=draft.pk, page_key="nguoi-yeu-cau",
        posted=QueryDict("requester_full_name=Người Khác&requester_pin=099090000102"),
        seen_revision=draft.revision, by=province.hanh, at=MONDAY + timedelta(hours=1),
    )  # fmt: skip

    kept = {name: saved.filling.answers[name] for name in ("requester_full_name", "requester_pin")}
    assert kept == {
        "requester_full_name": "Nguyễn Thị Hạnh",
        "requester_pin": "099192000101",
    }
