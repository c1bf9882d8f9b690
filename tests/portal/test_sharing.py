"""A procedure's page is passed on, found by search engines, read aloud, and shows a filled-in sample."""

import json
import re
from html import unescape

from tests.portal.test_catalogue import words
from tests.procedures import shelf

from motcua.capabilities.forms import queries as forms
from motcua.domain.procedures import queries as procedures
from motcua.surfaces.portal.presenting import markup

BIRTH = "/thu-tuc/1.001193/"


def head(page: str) -> dict[str, str]:
    """Return what the page tells of itself to those who pass it on."""
    pairs = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page)
    return {name: unescape(value) for name, value in pairs}


def data_block(page: str) -> str:
    """Return the text of the block of linked data."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    return found[0]


def test_a_shared_page_tells_what_it_is(visitor):
    page = visitor.get(BIRTH, {"utm": "x"}).text
    told = head(page)

    assert '<link rel="canonical" href="http://testserver/thu-tuc/1.001193/">' in page
    assert told["og:url"] == "http://testserver/thu-tuc/1.001193/"
    assert told["og:title"] == "Đăng ký khai sinh"
    assert told["og:description"] == told["description"] != ""
    assert told["og:locale"] == "vi_VN"
    assert "og:image" not in told


def test_a_list_of_somebody_is_shared_but_indexed_as_the_path(visitor):
    page = visitor.get("/viec-doi/mat-giay-to/", {"giay": "ho-tich"}).text

    assert '<link rel="canonical" href="http://testserver/viec-doi/mat-giay-to/">' in page


def test_search_engines_read_a_government_service(visitor):
    told = json.loads(data_block(visitor.get(BIRTH).text))

    assert told["@type"] == "GovernmentService"
    assert told["@id"] == "http://testserver/thu-tuc/1.001193/"
    assert told["name"] == "Đăng ký khai sinh"
    assert told["provider"] == [
        {"@type": "GovernmentOrganization", "name": "Ủy ban nhân dân cấp xã"}
    ]
    online = told["availableChannel"][0]
    assert (online["serviceUrl"], online["processingTime"]) == (told["@id"], "P1D")
    assert {offer["price"] for offer in told["offers"]} == {5000}


def test_what_held_on_another_day_is_not_told_to_search_engines(visitor):
    page = visitor.get(BIRTH, {"ngay": "01/08/2025"}).text

    assert "application/ld+json" not in page
    assert '<link rel="canonical" href="http://testserver/thu-tuc/1.001193/">' in page


def test_no_text_of_a_record_ends_the_data_block(db):
    version = shelf.publish(summary="</script><script>alert(1)</script> & <b>")

    text = markup.structured(version, base="http://testserver/", place="Tỉnh <Lam> Giang")

    assert not set("<>&") & set(text)
    assert json.loads(text)["description"] == "</script><script>alert(1)</script> & <b>"
    assert json.loads(text)["areaServed"]["name"] == "Tỉnh <Lam> Giang"


def test_reading_aloud_is_offered_where_the_page_is_vietnamese(visitor):
    vietnamese = visitor.get(BIRTH).text
    visitor.cookies["django_language"] = "en"
    english = visitor.get(BIRTH).text

    button = re.search(r"<button[^>]*data-listen[^>]*>", vietnamese)[0]
    assert " hidden" in button
    assert "data-listen" not in english


def test_every_form_has_a_sample_that_it_would_accept(visitor):
    """Each answer of a sample stands the form's own checks, and none is a real person's."""
    codes = [path.stem for path in shelf.CATALOGUE.glob("*.yaml")]
    for code in codes:
        version = procedures.get_by_code(code, shelf.TODAY)
        answer = visitor.get(f"/thu-tuc/{code}/mau/")
        if version.form_definition_id is None:
            assert answer.status_code == 404
            continue
        assert answer.status_code == 200
        page = words(answer.text)
        assert "Đây chỉ là mẫu." in page
        assert not set(re.findall(r"\b0\d{11}\b", page)) - IMAGINARY, code
        form = forms.get_definition(version.form_definition_id)
        assert forms.fill_sample(form, today=shelf.TODAY).problems == (), code


IMAGINARY = {"099090000901", "099192000902", "099065000903", "099190000904"}
"""Personal numbers of nobody: their prefix belongs to no province."""


def test_a_sample_names_the_papers_of_its_own_case(visitor):
    page = words(visitor.get("/thu-tuc/1.001193/mau/").text)

    assert "Giấy tờ gửi kèm trong mẫu này" in page
    assert "Giấy chứng sinh" in page or "Văn bản của người làm chứng" in page


def test_the_procedure_leads_to_its_sample(visitor):
    assert 'href="/thu-tuc/1.001193/mau/"' in visitor.get(BIRTH).text


def test_a_sample_of_nothing_is_not_found(visitor):
    assert visitor.get("/thu-tuc/9.999999/mau/").status_code == 404
