"""Procedure control rehearses a draft in the browser, without script: fill in, lodge, decide, turn the
clock, keep it as a test, see what a change does to it.
"""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import cache
from tests.casework.province import MONDAY

from motcua.composition.rehearsal.models import Run, Script, Sitting
from motcua.domain.dossiers.models import Dossier
from motcua.domain.procedures import actions as procedures
from motcua.domain.procedures import queries as catalogue
from motcua.domain.procedures.enums import Part

pytestmark = pytest.mark.django_db
CODE = "1.004873"


@pytest.fixture
def draft(province):
    return procedures.amend(code=CODE, by=province.controller, at=MONDAY)


@pytest.fixture
def controller(province, sign_in):
    return sign_in(province.controller)


def address(draft, rest=""):
    return f"/can-bo/thu-tuc/ban-soan/{draft.pk}/dien-tap/{rest}"


class Sat:
    """A rehearsal in a browser: presses what the page offers."""

    def __init__(self, client, draft):
        self.client, self.draft = client, draft
        begun = client.post(address(draft, "bat-dau/"))
        assert begun.url == address(draft, "dang-lam/")
        self.page = client.get(begun.url)

    def press(self, move, **sent):
        revision = str(Sitting.objects.get(draft=self.draft).revision)
        where = address(self.draft, "dang-lam/")
        answer = self.client.post(where, {"revision": revision, "move": move, **sent})
        self.answer = answer
        self.page = self.client.get(answer.url) if answer.status_code == 302 else answer
        return self.page

    @property
    def buttons(self):
        found = re.findall(r"<button[^>]*>(.*?)</button>", self.page.text, re.DOTALL)
        return {unescape(re.sub(r"<[^>]*>.*?</[^>]*>|<[^>]*>", "", one)).strip() for one in found}

    def text_of(self, part):
        _before, after = self.page.text.split(f'id="{part}"', 1)
        return re.sub(r"<[^>]*>", " ", after.split("</section>", 1)[0])


@pytest.fixture
def sat(controller, draft):
    return Sat(controller, draft)


def test_the_draft_leads_to_its_rehearsal(controller, draft):
    page = controller.get(f"/can-bo/thu-tuc/ban-soan/{draft.pk}/")

    assert f'href="{address(draft)}"' in page.text
    assert "Chưa ai diễn tập bản soạn này." in page.text


def test_nothing_is_there_at_first_but_what_is_to_try(controller, draft):
    page = controller.get(address(draft))

    assert page.context["tests"] == []
    assert page.context["percent"] == 0
    assert page.text.count("chưa ai diễn tập") > 5
    assert "Rẽ nhánh sau “Kiểm tra, xác minh tình trạng hôn nhân”" in page.text
    assert "re_kiem_tra" not in page.text
    assert "đã diễn tập</strong>" not in page.text


def test_a_person_without_code_rehearses_from_form_to_rating(controller, sat):
    real = Dossier.objects.count()
    assert "Đang khai, chưa nộp" in sat.page.text
    assert sat.page.context["problems"] > 5
    sat.press("sample")
    assert sat.page.context["problems"] == 0
    (charge,) = sat.page.context["charges"]
    assert (charge.name, charge.amount) == (
        "Lệ phí cấp Giấy xác nhận tình trạng hôn nhân",
        "15.000 đ",
    )
    assert f"{charge.name}: <strong>{charge.amount}</strong>" in sat.page.text
    sat.press("lodge")
    assert "Tiếp nhận hồ sơ" in sat.buttons
    assert "Nộp hồ sơ" not in sat.buttons
    sat.press("turn", hours="2", days="0")
    assert "11:00 17/03/2026" in sat.text_of("clock")
    sat.press("accept")
    assert "Y99.DT1-20260317-0000001" in sat.page.text
    assert "Kiểm tra, xác minh tình trạng hôn nhân" in sat.text_of("officer")
    sat.press("do", task="kiem_tra", outcome="dat")
    sat.press("do", task="phe_duyet", outcome="ky")
    assert "Đã trả kết quả" in sat.page.text
    assert "Giấy xác nhận tình trạng hôn nhân" in sat.text_of("papers")
    sat.press("rate", mark="5")
    assert "Đánh giá" not in sat.buttons
    assert Dossier.objects.count() == real

    paper = controller.get(address(sat.draft, "dang-lam/giay/1/"))
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    assert controller.get(address(sat.draft, "dang-lam/giay/2/")).status_code == 404


def test_a_page_of_the_form_is_typed_by_hand_and_judged(sat):
    key = sat.page.context["form_page"].key
    wrong = sat.press("answer", page=key, requester_phone="12")

    assert wrong.context["form_page"].key == key
    assert 'class="govuk-error-message"' in wrong.text
    assert 'value="12"' in wrong.text


def test_a_good_page_leads_to_the_next(sat):
    sat.press("sample")
    keys = [key for key, _title, _is_current in sat.page.context["form_pages"]]
    sent = {
        name: value
        for name, value in posted_fields(sat.page.text).items()
        if name not in {"move", "revision", "csrfmiddlewaretoken", "page", "name"}
    }

    following = sat.press("answer", page=keys[-1], **sent)

    assert sat.answer.status_code == 302
    assert following.context["form_page"].key == keys[-1]


def posted_fields(text):
    """Return what the form of the shown page would send."""
    form = next(
        one for one in re.findall(r"<form.*?</form>", text, re.DOTALL) if 'value="answer"' in one
    )
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and (("radio" not in tag and "checkbox" not in tag) or " checked" in tag):
            sent[name[1]] = unescape(value[1]) if value else ""
    for name, options in re.findall(
        r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = unescape(chosen[1]) if chosen else ""
    return sent


def test_what_the_product_refuses_is_said_on_the_same_page(sat):
    refused = sat.press("lodge")

    assert refused.status_code == 422
    assert len(refused.context["errors"]) > 5
    assert "Nộp hồ sơ" in sat.buttons


def test_a_supplement_goes_there_and_back(sat):
    sat.press("sample")
    sat.press("lodge")
    sat.press("ask", what="Bản sao", why="Chưa rõ", reason="Thiếu.")
    assert "Bản sao" in sat.text_of("citizen")
    sat.press("supplement")
    assert "Nộp hồ sơ" in sat.buttons
    sat.press("lodge")
    assert "Tiếp nhận hồ sơ" in sat.buttons


def test_sample_papers_are_attached(controller, province):
    draft = procedures.amend(code="1.001193", by=province.controller, at=MONDAY)
    sat = Sat(controller, draft)
    sat.press("sample")
    missing = sat.page.context["missing_papers"]

    sat.press("attach", paper=missing)
    assert "Đính kèm giấy tờ mẫu: Giấy chứng sinh" in sat.text_of("done")

    assert missing
    assert sat.page.context["missing_papers"] == []
    assert sat.page.context["problems"] == 0


def test_the_last_move_is_taken_back(sat):
    sat.press("sample")
    sat.press("lodge")

    sat.press("back")

    assert "Đang khai, chưa nộp" in sat.page.text
    assert sat.page.context["problems"] == 0


def test_an_old_window_is_told_and_shows_what_is_new(controller, sat):
    sat.press("sample")

    late = controller.post(address(sat.draft, "dang-lam/"), {"revision": "0", "move": "lodge"})

    assert late.status_code == 409
    assert late.context["problems"] == 0


@pytest.mark.parametrize("sent", [{"move": "x"}, {"move": "do"}, {"move": "rate", "mark": "9"}, {}])
def test_what_no_button_sends_changes_nothing(controller, sat, sent):
    answer = controller.post(address(sat.draft, "dang-lam/"), {"revision": "0", **sent})

    assert answer.status_code in {404, 409}
    assert Sitting.objects.get().moves == []


def test_without_a_rehearsal_its_page_leads_back(controller, draft):
    assert controller.get(address(draft, "dang-lam/")).url == address(draft)


def test_it_is_put_away_without_a_trace(controller, sat):
    sat.press("sample")

    gone = controller.post(address(sat.draft, "thoi/"))

    assert gone.url == address(sat.draft)
    assert not Sitting.objects.exists()


@pytest.fixture
def kept(controller, sat):
    sat.press("sample")
    sat.press("lodge")
    sat.press("accept")
    controller.post(address(sat.draft, "luu/"), {"name": "Nộp và tiếp nhận"})
    return Script.objects.get()


def test_it_is_kept_as_a_test(controller, draft, kept):
    page = controller.get(address(draft))

    (test,) = page.context["tests"]
    assert (test.name, test.moves, test.outcome) == ("Nộp và tiếp nhận", 3, "Khớp")
    assert 0 < page.context["percent"] < 100


def test_a_test_needs_a_name(controller, sat):
    sat.press("sample")

    refused = controller.post(address(sat.draft, "luu/"), {"name": " "})

    assert refused.status_code == 422
    assert "Hãy đặt tên cho bài diễn tập." in refused.text
    assert Sitting.objects.exists()


def test_a_change_shows_side_by_side_and_can_become_what_is_expected(
    controller, draft, kept, province
):
    lengthen(draft, province.controller)
    controller.post(address(draft, "chay-lai/"))

    page = controller.get(address(draft, f"bai/{kept.pk}/"))
    assert "Khác" in page.text
    assert re.search(
        r"<del>2026-03-20 17:00</del>.*?<ins>2026-03-30 17:00</ins>", page.text, re.DOTALL
    )
    listing = controller.get(f"/can-bo/thu-tuc/ban-soan/{draft.pk}/")
    assert "1 bài không khớp" in listing.text

    expected = controller.post(address(draft, f"bai/{kept.pk}/"), {"act": "expect"})
    assert "Khớp" in controller.get(expected.url).text
    assert controller.get(address(draft, f"bai/{kept.pk}/")).status_code == 404


def lengthen(draft, by):
    content = {name: draft.record.get(name) for name in catalogue.FIELDS[Part.CHANNELS]}
    content["channels"] = [
        {**channel, "limit": {**channel["limit"], "amount": 9}}
        for channel in draft.record["channels"]
    ]
    procedures.save_part(
        draft_id=draft.pk, part=Part.CHANNELS, content=content, seen_revision=draft.revision,
        by=by, at=MONDAY + timedelta(minutes=1),
    )  # fmt: skip


def test_a_test_is_opened_again_and_retired(controller, draft, kept):
    where = address(draft, f"bai/{kept.pk}/")

    opened = controller.post(where, {"act": "open"})
    assert opened.url == address(draft, "dang-lam/")
    assert "Đang giải quyết" in controller.get(opened.url).text
    assert controller.post(where, {"act": "?"}).status_code == 200
    retired = controller.post(where, {"act": "retire"})
    assert retired.url == address(draft)
    assert controller.get(address(draft)).context["tests"] == []


def test_what_nobody_tried_is_played_by_itself(controller, draft):
    left = None
    while left is None or left:
        made = controller.post(address(draft, "sinh/"), {"revision": str(draft.revision)})
        left = made.context["made"].left

    assert made.context["percent"] == 100
    assert made.context["arrows"] == ()
    assert ": chưa ai diễn tập" not in made.text
    assert Run.objects.exclude(outcome="fits").count() == 0


def test_a_repeal_is_not_rehearsed(controller, province):
    draft = procedures.propose_repeal(code=CODE, reason="Thôi.", by=province.controller, at=MONDAY)

    assert "Bắt đầu diễn tập" not in controller.get(address(draft)).text
    refused = controller.post(address(draft, "bat-dau/"))
    assert refused.status_code == 422
    sent = {"revision": str(draft.revision)}
    assert controller.post(address(draft, "sinh/"), sent).status_code == 422
    assert controller.post(address(draft, "chay-lai/")).status_code == 422


def test_a_draft_that_cannot_be_put_in_force_says_why(controller, draft):
    draft.record = {name: value for name, value in draft.record.items() if name != "results"}
    draft.save(update_fields=["record"])
    controller.post(address(draft, "bat-dau/"))

    refused = controller.get(address(draft, "dang-lam/"))

    assert refused.status_code == 422
    assert refused.context["errors"]


def test_english_pages_speak_english(controller, sat):
    cache.clear()
    controller.post("/tuy-chon/", {"language": "en", "next": "/"})
    sat.press("sample")

    assert "What the citizen sees" in sat.page.text
    assert "Người dân thấy" not in sat.page.text
    assert Sitting.objects.get().moves
