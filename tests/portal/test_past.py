"""What held on another day, what changed, who may by delegation, and what is lodged elsewhere."""

import re
from datetime import date
from html import unescape

import msgspec
import pytest
from tests.portal.conftest import DAY

from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.enums import ExecutingSystem, ProvisionKind
from motcua.domain.procedures.models import Provision
from motcua.foundation.organisations.models import Agency

pytestmark = pytest.mark.django_db
PAGE = "/thu-tuc/1.001193/"


def words(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


@pytest.fixture
def amended(visitor):
    """A second version with another summary, from 1 January 2026."""
    before = queries.get_by_code("1.001193", DAY.date())
    plain = msgspec.json.decode(msgspec.json.encode(before))
    fields = [field.name for field in msgspec.structs.fields(queries.Record)]
    changed = {"summary": "Nói ngắn hơn.", "valid_from": "2026-01-01"}
    return actions.publish(
        record=msgspec.convert({name: plain[name] for name in fields} | changed, queries.Record),
        form_definition_id=before.form_definition_id,
        workflow_definition_id=before.workflow_definition_id,
        at=DAY,
    )


def test_a_day_in_the_past_shows_what_held_then_and_offers_today(visitor, amended):
    page = visitor.get(PAGE, {"ngay": "31/12/2025"})

    assert "Nói ngắn hơn." not in page.text
    assert "Bạn đang xem nội dung áp dụng ngày 31/12/2025, không phải hôm nay." in words(page)
    assert f'<a class="govuk-link" href="{PAGE}">Xem nội dung áp dụng hôm nay' in page.text
    assert "Nộp hồ sơ trực tuyến" not in page.text


def test_today_shows_what_holds_and_offers_lodging(visitor, amended):
    for page in (visitor.get(PAGE), visitor.get(PAGE, {"ngay": f"{DAY:%d/%m/%Y}"})):
        assert "Nói ngắn hơn." in page.text
        assert "không phải hôm nay" not in page.text
        assert "Nộp hồ sơ trực tuyến" in page.text


def test_before_it_began_it_says_so_and_offers_today(visitor):
    page = visitor.get(PAGE, {"ngay": "30/06/2025"})

    assert page.status_code == 404
    assert "Ngày 30/06/2025 thủ tục 1.001193 không áp dụng" in words(page)
    assert f'href="{PAGE}"' in page.text


def test_an_unknown_procedure_is_unknown_on_every_day(visitor):
    assert visitor.get("/thu-tuc/9.999999/", {"ngay": "30/06/2025"}).status_code == 404
    assert "không áp dụng" not in visitor.get("/thu-tuc/9.999999/", {"ngay": "30/06/2025"}).text
    assert visitor.get("/thu-tuc/9.999999/thay-doi/").status_code == 404


@pytest.mark.parametrize("typed", ["31/02/2026", "hôm qua", "2025-06-30"])
def test_what_is_no_day_is_said_and_kept(visitor, typed):
    page = visitor.get(PAGE, {"ngay": typed})

    assert page.status_code == 422
    assert 'href="#ngay"' in page.text
    assert f'value="{typed}"' in page.text


def test_what_changed_is_told_by_word_and_shape(visitor, amended):
    page = visitor.get(f"{PAGE}thay-doi/")

    assert "Tóm tắt cho người dân" in page.text
    assert re.search(r'aria-hidden="true">≠</span> Sửa', page.text)
    assert "<ins>Nói ngắn hơn.</ins>" in page.text
    assert f'href="{PAGE}thay-doi/"' in visitor.get(PAGE).text


def test_a_procedure_that_never_changed_tells_its_first_version(visitor):
    page = visitor.get(f"{PAGE}thay-doi/")

    assert page.context["steps"] == []
    assert "Phiên bản 1 áp dụng từ 01/07/2025" in words(page)
    assert f'href="{PAGE}thay-doi/"' not in visitor.get(PAGE).text


def test_the_interface_answers_for_a_day(visitor, amended):
    then = visitor.get("/api/v1/procedures/1.001193", {"on": "2025-12-31"})
    now = visitor.get("/api/v1/procedures/1.001193")

    assert (then.json()["version"], now.json()["version"]) == (1, 2)
    assert visitor.get("/api/v1/procedures/1.001193", {"on": "2025-06-30"}).status_code == 404
    assert visitor.get("/api/v1/procedures/1.001193", {"on": "gestern"}).status_code == 422


def test_delegation_is_shown_with_its_document(visitor):
    agency = Agency.objects.get(code="H99.01")
    actions.provide(
        agency_id=agency.pk, procedure_code="1.001193", valid_from=date(2026, 1, 1),
        kind=ProvisionKind.DELEGATED, basis="Quyết định 5/QĐ-UBND",
    )  # fmt: skip

    assert "được ủy quyền theo Quyết định 5/QĐ-UBND, từ 01/01/2026" in words(visitor.get(PAGE))
    assert "được ủy quyền" not in visitor.get(PAGE, {"ngay": "31/12/2025"}).text
    assert Provision.objects.filter(kind=ProvisionKind.COMPETENT).exists()


def test_partial_service_tells_its_lawful_reason(visitor):
    version = queries.get_by_code("1.000894", DAY.date())

    said = words(visitor.get("/thu-tuc/1.000894/"))

    assert str(version.online_barrier.label) in said
    assert " ".join(version.online_reason.split()) in said


@pytest.fixture
def moved(visitor):
    """The procedure runs on the national portal from the day on."""
    return actions.execute_elsewhere(
        procedure_code="1.001193", system=ExecutingSystem.NATIONAL_PORTAL,
        name="Cổng Dịch vụ công quốc gia", address="https://dichvucong.example/1.001193",
        basis="Công văn 7/BTP", valid_from=DAY.date(),
    )  # fmt: skip


def test_what_runs_elsewhere_is_published_here_and_lodged_there(visitor, moved):
    page = visitor.get(PAGE)

    assert "nộp tại Cổng Dịch vụ công quốc gia, không nộp ở đây" in words(page)
    assert 'href="https://dichvucong.example/1.001193"' in page.text
    assert "Nộp hồ sơ trực tuyến" not in page.text
    assert "Cần giấy tờ gì" in page.text
