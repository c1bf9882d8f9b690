"""Reading dossiers: one with everything, its papers, many by how they stand, one by its number."""

from datetime import timedelta

import pytest
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.capabilities.documents import queries as documents
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.models import Reading
from motcua.surfaces.desk.views import dossiers as views

pytestmark = pytest.mark.django_db
LIST = "/can-bo/ho-so/"
SEARCH = "/can-bo/tim/"


@pytest.fixture
def signed(province):
    """A birth that was registered to the end."""
    dossier = people.lodge(province)
    people.accept(province, dossier)
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")
    people.settle()
    return people.again(dossier)


def test_the_page_tells_everything_that_happened(province, desk, signed):
    page = desk.get(f"{LIST}{signed.reference}/")

    told = [(item.title, item.by) for item in page.context["timeline"]]
    assert told[0] == ("Trả kết quả", "Hệ thống")
    assert told[-1] == ("Nộp hồ sơ", "Người nộp hồ sơ")
    assert ("Ký ban hành kết quả", f"{province.chair.name}, {province.chair.title}") in told
    assert "Từ “Mới nộp, chờ tiếp nhận” sang “Đã tiếp nhận”" in page.text
    assert "Căn cứ: Điều 17.2.b" in page.text
    assert [step.name for step in page.context["steps"]] == [
        "Kiểm tra hồ sơ", "Xác nhận bản dự thảo", "Phê duyệt và ký",
    ]  # fmt: skip
    assert page.context["clock"].words == "Đúng hạn"
    assert page.context["clock"].steps


def test_a_dossier_is_found_by_its_number_in_the_address(province, desk, signed):
    assert desk.get(f"{LIST}{signed.number}/").status_code == 200


def test_papers_are_served_and_the_reading_noted(province, desk, signed):
    for document in documents.list_documents(signed.subject):
        response = desk.get(f"{LIST}{signed.reference}/giay-to/{document.pk}/")

        assert response["Content-Type"] == "application/pdf"
        assert response.content == documents.read_content(document)
        assert response["Content-Disposition"].startswith("inline")
        assert "no-store" in response["Cache-Control"]
    reading = Reading.objects.filter(purpose="paper").first()
    assert (reading.reader, reading.subjects) == (province.desk.key, [str(signed.subject)])


def test_a_paper_of_another_dossier_is_not_found(province, desk, signed):
    other = people.lodge(province, by=province.duc)
    paper = documents.list_documents(other.subject)[0]

    assert desk.get(f"{LIST}{signed.reference}/giay-to/{paper.pk}/").status_code == 404


def test_the_chosen_paper_is_shown_by_a_plain_link(province, desk, signed):
    issued = next(one for one in documents.list_documents(signed.subject) if one.is_issued)

    page = desk.get(f"{LIST}{signed.reference}/", {"giay-to": issued.pk})

    assert f'src="{LIST}{signed.reference}/giay-to/{issued.pk}/hinh/"' in page.text


@pytest.mark.parametrize("layout", ["{}", " {} ", "no dashes", "lower"])
def test_search_finds_a_number_in_any_layout(layout, province, desk, signed):
    typed = {
        "no dashes": signed.number.replace("-", "").replace(".", " "),
        "lower": signed.number.lower(),
    }.get(layout, layout.format(signed.number))

    assert desk.get(SEARCH, {"q": typed})["Location"] == f"{LIST}{signed.reference}/"


def test_search_finds_a_reference(province, desk):
    dossier = people.lodge(province)

    found = desk.get(SEARCH, {"q": dossier.reference.lower()})

    assert found["Location"] == f"{LIST}{dossier.reference}/"


def test_search_finds_nothing_of_another_agency(province, sign_in, signed):
    response = sign_in(province.stranger).get(SEARCH, {"q": signed.number})

    assert response.status_code == 404
    assert "không có hồ sơ nào ứng với" in response.text
    assert signed.applicant.full_name not in response.text


def test_search_without_words_says_what_to_type(province, desk):
    assert desk.get(SEARCH).status_code == 200


def listed(client, **asked):
    return [row.reference for row in client.get(LIST, asked).context["rows"]]


def test_lists_are_cut_by_state_and_standing(province, desk):
    waiting = people.lodge(province)
    running = people.lodge(province, by=province.duc)
    people.accept(province, running)
    due = people.again(running).due_at

    assert listed(desk) == [running.reference, waiting.reference]
    assert listed(desk, **{"trang-thai": "lodged"}) == [waiting.reference]
    assert listed(desk, **{"tinh-trang": "none"}) == [waiting.reference]
    standings = {
        "ahead": due - timedelta(days=3),
        "soon": due - timedelta(hours=3),
        "overdue": due + timedelta(minutes=1),
    }
    for name, now in standings.items():
        with clock.fixed_at(now):
            found = {one: listed(desk, **{"tinh-trang": one}) for one in standings}
        assert found == {one: [running.reference] if one == name else [] for one in standings}


def test_lists_are_cut_by_what_was_reached_when(province, desk, signed):
    day = MONDAY.date().isoformat()
    before = (MONDAY.date() - timedelta(days=1)).isoformat()

    for milestone in ("nop", "tiep-nhan", "ket-qua"):
        assert listed(desk, moc=milestone, tu=day, den=day) == [signed.reference]
        assert listed(desk, moc=milestone, den=before) == []
    assert listed(desk, **{"tinh-trang": "on_time"}) == [signed.reference]
    assert listed(desk, **{"tinh-trang": "late"}) == []


def test_lists_are_cut_to_a_procedure(province, desk):
    dossier = people.lodge(province)

    assert listed(desk, **{"thu-tuc": dossier.procedure_id}) == [dossier.reference]
    assert listed(desk, **{"thu-tuc": dossier.procedure_id + 1}) == []


@pytest.mark.parametrize(
    "asked",
    [{"thu-tuc": "x"}, {"thu-tuc": "9" * 40}, {"tu": "hôm qua"}, {"moc": "?"}, {"sau": "?"}, {"trang-thai": "?"}],
)  # fmt: skip
def test_an_address_that_cannot_be_read_is_no_defect(asked, province, desk):
    people.lodge(province)

    assert desk.get(LIST, asked).status_code == 200


def test_lists_go_on_behind_the_last_row(province, desk, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 2)
    lodged = [
        people.lodge(province, at=MONDAY - timedelta(minutes=number)).reference
        for number in range(3)
    ]

    first = desk.get(LIST, {"trang-thai": "lodged"})
    second = desk.get(first.context["next"])

    shown = [row.reference for page in (first, second) for row in page.context["rows"]]
    assert shown == lodged
    assert first.context["total"] == 3
    assert "trang-thai=lodged" in first.context["next"]


@pytest.mark.parametrize("rows", [1, 4])
def test_lists_cost_the_same_however_long(rows, province, desk, django_assert_max_num_queries):
    for number in range(rows):
        people.lodge(province, at=MONDAY - timedelta(minutes=number))
    desk.get(LIST)

    with django_assert_max_num_queries(8):
        desk.get(LIST)


def test_a_list_is_of_the_own_agency_alone(province, sign_in):
    people.lodge(province)

    assert listed(sign_in(province.stranger)) == []


def test_where_the_post_can_act_the_page_leads_there(province, desk, registrar):
    dossier = people.lodge(province)
    page = f"{LIST}{dossier.reference}/"

    assert f"/can-bo/tiep-nhan/{dossier.reference}/" in desk.get(page).text
    assert f"/can-bo/tiep-nhan/{dossier.reference}/" not in registrar.get(page).text
    people.accept(province, dossier)
    assert "Làm bước “Kiểm tra hồ sơ”" in registrar.get(page).text
    assert "Làm bước" not in desk.get(page).text


def test_counting_and_listing_ask_the_same(province):
    dossier = people.lodge(province)
    wanted = dossiers.Wanted(agency_id=province.agency_id)

    assert dossiers.count_wanted(wanted, now=MONDAY) == 1
    assert dossiers.list_wanted(wanted, now=MONDAY) == [dossier]
