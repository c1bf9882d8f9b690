"""A form asks for files among its questions: handed in with the page, named by the answer, lodged with it."""

import re
from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.casework import asking_files, people
from tests.casework.province import MONDAY
from tests.portal.lodging.browsing import PAGES, attach, begin, lodge, reference_of, text_of

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import examining, filling, intake, lodging
from motcua.domain.dossiers import actions as dossier_actions
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.kernel.errors import InvalidInput
from motcua.foundation.kernel.subjects import Subject

pytestmark = pytest.mark.django_db
HOUSE = {"has_house": "yes"}


@pytest.fixture(autouse=True)
def _asking(province):
    asking_files.put_in_force(province)


@cache
def content(name):
    """Return what the file of that name holds, the same whenever it is asked for."""
    return people.a_pdf(name)


def a_file(name):
    return SimpleUploadedFile(name, content(name), "application/pdf")


def send(browser, draft, page, **sent):
    shown = text_of(browser.get(f"{draft}to-khai/{page}/"))
    revision = re.search(r'name="revision" value="(\d+)"', shown).group(1)
    return browser.post(f"{draft}to-khai/{page}/", {**PAGES[page], "revision": revision, **sent})


def fill(browser, **house):
    """Fill in every page with a stamp, and all papers; return the address of the draft."""
    draft = begin(browser)
    for page in PAGES:
        more = {"stamp": a_file("dau.pdf"), "has_house": "no", **house} if page == "giay-to" else {}
        answer = send(browser, draft, page, **more)
        assert answer.status_code == 302, (page, text_of(answer))
    attach(browser, draft)
    return draft


def draft_of(province):
    (draft,) = dossiers.list_drafts(province.hanh)
    return draft


def opened(province):
    return filling.open_filling(draft_of(province).pk, province.hanh)


def held(owner):
    return [(one.paper_code, one.filename) for one in documents.list_documents(owner.subject)]


def named(province, question="stamp"):
    return [one["name"] for one in opened(province).answers.get(question) or ()]


def problem_of(answer, field):
    found = re.search(rf'id="{field}-error".*?</span>(.*?)</p>', text_of(answer), re.DOTALL)
    return found[1].strip() if found else ""


# --- filling in ---------------------------------------------------------------------------------


def test_a_file_travels_with_its_page_and_is_named_by_the_answer(hanh, province):
    draft = begin(hanh)
    page = text_of(hanh.get(f"{draft}to-khai/giay-to/"))
    assert 'enctype="multipart/form-data"' in page
    assert "PDF hoặc ảnh, tối đa 20 MB mỗi tệp." in page

    answer = send(hanh, draft, "giay-to", stamp=a_file("dau.pdf"), has_house="no")

    assert answer.status_code == 302
    (kept,) = documents.list_documents(draft_of(province).subject)
    assert (kept.paper_code, kept.title) == ("answer:stamp", "Tệp trong tờ khai: Mẫu dấu")
    assert opened(province).answers["stamp"] == [
        {"document": kept.pk, "name": "dau.pdf", "size": kept.size, "sha256": kept.sha256}
    ]
    again = text_of(hanh.get(f"{draft}to-khai/giay-to/"))
    assert f'<a class="govuk-link" href="{draft}giay-to/{kept.pk}/">dau.pdf</a>' in again
    assert hanh.get(f"{draft}giay-to/{kept.pk}/").content == content("dau.pdf")


def test_a_page_that_asks_for_no_file_travels_as_ever(hanh):
    assert "multipart" not in text_of(hanh.get(f"{begin(hanh)}to-khai/con/"))


def test_a_required_file_is_asked_for_in_one_sentence(hanh):
    answer = send(hanh, begin(hanh), "giay-to", has_house="no")

    assert answer.status_code == 422
    assert problem_of(answer, "stamp") == "Hãy chọn tệp cho mục “Mẫu dấu”."
    assert 'href="#stamp"' in text_of(answer)


def test_a_bad_file_is_refused_beside_its_question_and_the_rest_stays(hanh, province):
    draft = begin(hanh)
    bad = SimpleUploadedFile("virus.pdf", b"MZ\x90\x00 this is a program")

    answer = send(hanh, draft, "giay-to", stamp=bad, has_house="yes")

    assert answer.status_code == 422
    assert problem_of(answer, "stamp").startswith("Tệp “virus.pdf” không phải là PDF hoặc ảnh")
    assert opened(province).answers["has_house"] == "yes"
    assert held(draft_of(province)) == []


def test_a_bad_file_leaves_the_good_one_that_was_there(hanh, province):
    draft = begin(hanh)
    send(hanh, draft, "giay-to", stamp=a_file("dau.pdf"), has_house="no")

    send(hanh, draft, "giay-to", stamp=SimpleUploadedFile("x.pdf", b"MZ"), has_house="no")

    assert named(province) == ["dau.pdf"]


def test_another_file_takes_the_place_of_the_only_one(hanh, province):
    draft = begin(hanh)
    send(hanh, draft, "giay-to", stamp=a_file("cu.pdf"), has_house="no")

    send(hanh, draft, "giay-to", stamp=a_file("moi.pdf"), has_house="no")

    assert named(province) == ["moi.pdf"]
    assert held(draft_of(province)) == [("answer:stamp", "moi.pdf")]


def test_saving_the_page_without_a_file_keeps_the_one_there(hanh, province):
    draft = begin(hanh)
    send(hanh, draft, "giay-to", stamp=a_file("dau.pdf"), has_house="no")

    assert send(hanh, draft, "giay-to", has_house="no").status_code == 302
    assert named(province) == ["dau.pdf"]


def test_a_file_is_taken_away_with_its_document(hanh, province):
    draft = begin(hanh)
    send(hanh, draft, "giay-to", stamp=a_file("dau.pdf"), has_house="no")
    (kept,) = documents.list_documents(draft_of(province).subject)

    answer = send(hanh, draft, "giay-to", _remove=f"stamp-{kept.pk}", birth_proof="")

    assert answer.status_code == 200
    assert opened(province).answers["stamp"] is None
    assert held(draft_of(province)) == []


def test_several_files_up_to_as_many_as_the_question_takes(hanh, province):
    draft = begin(hanh)
    send(hanh, draft, "giay-to", **HOUSE)

    first = send(hanh, draft, "ket-qua", plans=[a_file("1.pdf"), a_file("1.pdf")], _add="plans")
    second = send(hanh, draft, "ket-qua", plans=[a_file("2.pdf"), a_file("3.pdf")])

    assert (first.status_code, second.status_code) == (200, 422)
    expected = "Mục “Sơ đồ nhà” chỉ nhận tối đa 2 tệp. Hãy bỏ bớt rồi chọn lại."
    assert problem_of(second, "plans") == expected
    assert named(province, "plans") == ["1.pdf", "2.pdf"]


def test_nothing_is_taken_for_a_question_that_is_not_asked(hanh, province):
    draft = begin(hanh)

    send(hanh, draft, "ket-qua", plans=a_file("1.pdf"), mother_full_name=a_file("2.pdf"))

    assert held(draft_of(province)) == []


def test_a_draft_saved_elsewhere_takes_no_file(hanh, province):
    draft = begin(hanh)

    answer = hanh.post(
        f"{draft}to-khai/giay-to/", {**PAGES["giay-to"], "revision": "7", "stamp": a_file("d.pdf")}
    )

    assert answer.status_code == 409
    assert held(draft_of(province)) == []


# --- nobody else's, nothing made up ---------------------------------------------------------------


def test_a_posted_answer_names_nothing(hanh, province):
    draft = begin(hanh)

    send(hanh, draft, "giay-to", stamp="[{}]", has_house="no")

    assert opened(province).answers.get("stamp") is None


@pytest.mark.parametrize(
    "changed", [{"document": 10**9}, {"name": "khac.pdf"}, {"size": 1}, {"sha256": "0" * 64}]
)
def test_an_answer_that_names_what_is_not_there_is_refused(hanh, province, changed):
    fill(hanh)
    draft = opened(province)
    forged = [draft.answers["stamp"][0] | changed]

    with pytest.raises(InvalidInput) as refused:
        lodge_with(province, draft, stamp=forged)

    assert [(one.field, one.code) for one in refused.value.problems] == [("stamp", "file-unknown")]


def test_a_paper_cannot_be_passed_off_as_an_answer(hanh, province):
    fill(hanh)
    draft = opened(province)
    (paper,) = [
        one
        for one in documents.list_documents(draft.draft.subject)
        if one.paper_code == "birth-notice"
    ]
    forged = [
        {"document": paper.pk, "name": paper.filename, "size": paper.size, "sha256": paper.sha256}
    ]

    with pytest.raises(InvalidInput):
        lodge_with(province, draft, stamp=forged)


def lodge_with(province, opened_draft, **changed):
    dossier_actions.save_draft(
        draft_id=opened_draft.draft.pk, answers={**opened_draft.answers, **changed}, facts={},
        seen_revision=opened_draft.draft.revision, by=province.hanh, at=MONDAY,
    )  # fmt: skip
    return lodging.lodge(draft_id=opened_draft.draft.pk, by=province.hanh, at=MONDAY)


def test_a_stranger_neither_reads_nor_changes_the_file(hanh, duc, province):
    draft = begin(hanh)
    send(hanh, draft, "giay-to", stamp=a_file("dau.pdf"), has_house="no")
    (kept,) = documents.list_documents(draft_of(province).subject)
    sent = {**PAGES["giay-to"], "revision": "1", "_remove": f"stamp-{kept.pk}"}

    assert duc.get(f"{draft}giay-to/{kept.pk}/").status_code == 404
    assert duc.post(f"{draft}to-khai/giay-to/", sent).status_code == 404
    assert named(province) == ["dau.pdf"]


def test_such_a_file_is_no_paper(hanh, province):
    draft = fill(hanh)
    (kept, _paper) = documents.list_documents(draft_of(province).subject)

    papers = text_of(hanh.get(f"{draft}giay-to/"))
    refused = attach(hanh, draft, paper="answer:stamp")

    assert "dau.pdf" not in papers
    assert refused.status_code == 422
    assert hanh.post(f"{draft}giay-to/{kept.pk}/bo/").status_code == 404
    assert named(province) == ["dau.pdf"]


# --- lodging ------------------------------------------------------------------------------------


def test_the_file_is_checked_lodged_and_read_by_the_officer(hanh, desk_browser, province):
    draft = fill(hanh)
    (kept, _paper) = documents.list_documents(draft_of(province).subject)
    check = text_of(hanh.get(f"{draft}kiem-tra/"))
    assert f'href="{draft}giay-to/{kept.pk}/">dau.pdf</a>' in check

    reference = reference_of(lodge(hanh, draft))

    examined = examining.examine(reference, province.desk, purpose=examining.READING, now=MONDAY)
    assert "Tệp trong tờ khai: Mẫu dấu" in [one.title for one in examined.handed_in]
    page = text_of(desk_browser.get(f"/can-bo/ho-so/{reference}/"))
    address = f"/can-bo/ho-so/{reference}/giay-to/{kept.pk}/"
    assert f'href="{address}">dau.pdf</a>' in page
    assert desk_browser.get(address).content == content("dau.pdf")
    own = text_of(hanh.get(f"/ho-so/{reference}/"))
    assert f'href="/ho-so/{reference}/giay-to/{kept.pk}/">dau.pdf</a>' in own


def test_what_is_not_asked_any_more_is_not_lodged(hanh, province):
    draft = fill(hanh, **HOUSE)
    send(hanh, draft, "ket-qua", plans=a_file("so-do.pdf"))
    send(hanh, draft, "giay-to", has_house="no")
    assert ("answer:plans", "so-do.pdf") in held(draft_of(province))

    reference = reference_of(lodge(hanh, draft))

    subject = Subject(kind=dossiers.KIND, key=reference)
    codes = {one.paper_code for one in documents.list_documents(subject)}
    assert codes == {"answer:stamp", "birth-notice"}
    assert "plans" not in dossiers.read_answers(dossiers.get(subject))


def test_a_supplement_keeps_the_file_and_may_name_another(hanh, province):
    draft = fill(hanh)
    reference = reference_of(lodge(hanh, draft))
    items = [{"what": "Mẫu dấu", "why": "Mờ"}]
    intake.request_supplement(
        reference=reference, items=items, reason="Mờ", by=province.desk, at=MONDAY
    )
    dossier = dossiers.get(Subject(kind=dossiers.KIND, key=reference))
    supplement = lodging.open_supplement(reference=reference, by=province.hanh, at=MONDAY)
    address = f"/ban-nhap/{supplement.pk}/"
    (first,) = [d for d in documents.list_documents(dossier.subject) if d.filename == "dau.pdf"]
    assert hanh.get(f"{address}giay-to/{first.pk}/").status_code == 200

    send(hanh, address, "giay-to", stamp=a_file("ro-hon.pdf"), has_house="no")
    lodge(hanh, address)

    dossier.refresh_from_db()
    (stamp,) = dossiers.read_answers(dossier)["stamp"]
    assert stamp["name"] == "ro-hon.pdf"
    stamps = [one for one in held(dossier) if one[0] == "answer:stamp"]
    assert stamps == [("answer:stamp", "dau.pdf"), ("answer:stamp", "ro-hon.pdf")]


def test_a_supplement_that_changes_nothing_is_handed_in(hanh, province):
    reference = reference_of(lodge(hanh, fill(hanh)))
    intake.request_supplement(
        reference=reference, items=[{"what": "Giấy", "why": "Mờ"}], reason="Mờ", by=province.desk,
        at=MONDAY,
    )  # fmt: skip
    supplement = lodging.open_supplement(reference=reference, by=province.hanh, at=MONDAY)

    dossier = lodging.supply(draft_id=supplement.pk, by=province.hanh, at=MONDAY)

    (stamp,) = dossiers.read_answers(dossier)["stamp"]
    assert stamp["name"] == "dau.pdf"


def test_what_a_draft_holds_goes_with_it(hanh, province):
    draft = fill(hanh)
    subject = draft_of(province).subject

    hanh.post(f"{draft}xoa/")

    assert documents.list_documents(subject) == []
