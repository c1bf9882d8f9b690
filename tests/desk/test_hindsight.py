"""The page of what really happened, and the dossiers behind its numbers."""

import re
from html import unescape

import pytest
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.composition.hindsight.queries import story

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/thu-tuc/1.001193/dien-bien/"
CASES = f"{PAGE}ho-so/"


@pytest.fixture
def handled(province):
    """A dossier that went back once and is signed; another that waits at the desk."""
    dossier = people.lodge(province)
    people.accept(province, dossier)
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "tra_lai", reason="Thiếu ngày sinh của cha")
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")
    people.lodge(province, by=province.duc)
    people.settle()
    return people.again(dossier)


def links(page, part):
    return [
        unescape(href)
        for href in re.findall(r'href="([^"]+)"', page.text)
        if part in unescape(href)
    ]


def test_the_page_shows_the_design_and_what_was_mined_with_tables(chair, handled):
    page = chair.get(PAGE)
    shown = page.context["shown"]

    assert (shown.count, shown.handled, shown.fitting) == (2, 1, 1)
    assert page.text.count('<svg class="mc-process__picture"') == 2
    assert [(one.label, one.count, one.cases) for one in shown.steps][1] == (
        "Kiểm tra hồ sơ",
        "2",
        "1",
    )
    assert ("Kiểm tra hồ sơ → Xác nhận bản dự thảo", "2") in {
        (one.label, one.count) for one in shown.followings
    }
    assert "Trả lại bước trước" in page.text
    assert " style=" not in page.text


def test_a_variant_leads_to_its_dossiers(chair, handled):
    (variant,) = links(chair.get(PAGE), "bien-the=")

    page = chair.get(variant)

    assert [one.reference for one, _why in page.context["cases"].rows] == [handled.reference]
    assert chair.get(f"/can-bo/ho-so/{handled.reference}/").status_code == 200


def test_what_was_done_again_leads_to_its_dossiers(chair, handled):
    (again,) = links(chair.get(PAGE), "lam-lai=")

    assert [one.reference for one, _why in chair.get(again).context["cases"].rows] == [
        handled.reference
    ]


def test_procedure_control_sees_the_numbers_and_opens_no_dossier(controller, handled):
    page = controller.get(PAGE)
    (variant,) = links(page, "bien-the=")

    cases = controller.get(variant)

    assert page.context["shown"].count == 2
    assert cases.context["cases"].rows == ()
    assert cases.context["cases"].elsewhere == (("Ủy ban nhân dân xã Sông Lam", 1),)
    assert handled.reference not in cases.text
    assert handled.number not in cases.text


def test_a_leader_sees_the_own_agency_alone(province, chair, sign_in, handled):
    assert sign_in(province.strange_chair).get(PAGE).context["shown"].count == 0
    assert chair.get(PAGE, {"co-quan": "H99.102"}).status_code == 404
    assert chair.get(PAGE, {"co-quan": "H99.101"}).status_code == 200


def test_a_procedure_or_version_that_is_not_there_is_not_found(controller):
    assert controller.get("/can-bo/thu-tuc/9.999999/dien-bien/").status_code == 404
    assert controller.get(PAGE, {"phien-ban": "77"}).status_code == 404


def test_a_mark_that_names_no_variant_finds_no_dossier(chair, handled):
    for asked in ({"bien-the": "0"}, {"lech": "0"}, {"lech": "tat-ca"}):
        assert chair.get(CASES, asked).context["cases"].total == 0


def test_without_dossiers_the_page_says_so(chair):
    assert "Chưa có hồ sơ nào nộp trong kỳ này" in chair.get(PAGE).text


def test_too_wide_a_span_is_answered_on_the_page(chair, handled, monkeypatch):
    monkeypatch.setattr(story, "MOST", 1)

    page = chair.get(PAGE)

    assert page.status_code == 422
    assert "hơn 1 hồ sơ" in page.text
    assert 'id="since"' in page.text


def test_days_typed_wrongly_are_told_beside_their_boxes(chair):
    page = chair.get(PAGE, {"ky": "ngay", "tu": "32/13/2026", "den": "01/11/2026"})

    assert 'aria-invalid="true"' in page.text


def test_the_board_leads_to_what_really_happened(chair, handled):
    (line,) = chair.get("/can-bo/bang/").context["board"].by_procedure

    assert line.href.startswith(PAGE)
    assert chair.get(line.href).context["shown"].count == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number(
    province, chair, count, django_assert_max_num_queries
):
    for _number in range(count):
        people.accept(province, people.lodge(province))
    chair.get(PAGE)

    with django_assert_max_num_queries(14):
        assert chair.get(PAGE).context["shown"].count == count


def test_the_period_is_of_the_days_of_lodging(chair, handled):
    earlier = f"01/01/{MONDAY.year - 1}"

    page = chair.get(PAGE, {"ky": "ngay", "tu": earlier, "den": earlier})

    assert page.context["shown"].count == 0


@pytest.mark.parametrize(("form", "suffix"), [("ocel", ".ocel.json"), ("xes", ".xes")])
def test_the_page_hands_the_log_out(chair, handled, form, suffix):
    (address,) = links(chair.get(PAGE), f"dang={form}")

    answer = chair.get(address)
    told = b"".join(answer.streaming_content).decode()

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert f'{suffix}"' in answer.headers["Content-Disposition"]
    assert "phe_duyet" in told
    assert handled.reference not in told


def test_a_log_in_an_unknown_form_or_of_another_agency_is_not_found(chair, handled):
    assert chair.get(f"{PAGE}nhat-ky/", {"dang": "exe"}).status_code == 404
    assert chair.get(f"{PAGE}nhat-ky/", {"co-quan": "H99.102"}).status_code == 404
