"""An address is kept as it was typed and understood as a commune of today, page by page, without a script."""

import re
import unicodedata
from html import unescape

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.portal.lodging.browsing import (
    address,
    attach,
    begin,
    fill,
    lodge,
    reference_of,
    send,
    text_of,
)

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import localities
from motcua.composition.casework import filling
from motcua.domain.dossiers import actions
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.subjects import Subject

pytestmark = pytest.mark.django_db
LAM_GIANG, HANOI = "Tỉnh Lam Giang", "Thành phố Hà Nội"
MOTHER = "mother_residence"
OLD = {"detail": "Xóm 2", "commune": "x. Thượng Lâm, TX Bến Thành", "province": LAM_GIANG}
DIVIDED = {"detail": "Xóm 2", "commune": "Xã Sông Thượng, Huyện Lam Đông", "province": LAM_GIANG}
NOW = "Địa chỉ này nay thuộc xã An Bình Thượng, tỉnh Lam Giang (trước 01/7/2025: {was})."


def words(answer):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text_of(answer))).split())


def live_at(browser, draft, said="", **parts):
    """Post the mother's page with this residence, and what is chosen of where it lies."""
    chosen = {f"{MOTHER}-today": said} if said else {}
    return send(browser, draft, "me", **address(MOTHER, **parts), **chosen)


def choices(answer):
    """Return what can be chosen for the mother's residence."""
    return re.findall(rf'name="{MOTHER}-today" type="radio" value="([^"]+)"', text_of(answer))


def checked(answer):
    return re.findall(
        rf'name="{MOTHER}-today" type="radio" value="([^"]+)" checked', text_of(answer)
    )


def begun(browser):
    """Begin, and say so much that the mother's page is asked."""
    draft = begin(browser)
    send(browser, draft, "cha-me")
    return draft


def declared_in(reference):
    return dossiers.read_declaration(dossiers.get(Subject(kind=dossiers.KIND, key=reference)))


def draft_of(province):
    (draft,) = dossiers.list_drafts(province.hanh)
    return dossiers.get_draft(draft.pk, province.hanh)


def test_an_address_of_before_goes_on_and_says_what_it_is_today(hanh, province):
    draft = begun(hanh)

    answer = live_at(hanh, draft, **OLD)

    note = NOW.format(was="xã Thượng Lâm, thị xã Bến Thành, tỉnh Lam Giang")
    assert answer.status_code == 302
    assert note in words(hanh.get(f"{draft}to-khai/me/"))
    assert note in words(hanh.get(f"{draft}kiem-tra/"))
    assert draft_of(province).answers[MOTHER] == OLD
    assert draft_of(province).localities[MOTHER]["code"] == "99103"


def test_words_of_today_need_no_word(hanh, province):
    draft = fill(hanh)

    assert "nay thuộc" not in words(hanh.get(f"{draft}kiem-tra/"))
    assert draft_of(province).localities[MOTHER]["code"] == "99101"


def test_no_diacritics_are_needed(hanh, province):
    draft = begun(hanh)

    assert (
        live_at(hanh, draft, commune="xa song ha h lam dong", province=LAM_GIANG).status_code == 302
    )
    assert draft_of(province).localities[MOTHER]["code"] == "99101"


def test_a_divided_commune_asks_beside_its_box_and_the_choice_holds(hanh, province):
    draft = begun(hanh)

    asked = live_at(hanh, draft, **DIVIDED)

    assert asked.status_code == 422
    assert choices(asked) == ["99103", "99101", "keep"]
    assert "Ngày 01/7/2025, xã Sông Thượng, huyện Lam Đông, tỉnh Lam Giang được chia" in words(
        asked
    )
    assert f'href="#{MOTHER}-commune"' in text_of(asked)
    assert 'value="Xã Sông Thượng, Huyện Lam Đông"' in text_of(asked)

    assert live_at(hanh, draft, "99103", **DIVIDED).status_code == 302
    again = hanh.get(f"{draft}to-khai/me/")
    assert checked(again) == ["99103"]
    assert draft_of(province).answers[MOTHER] == DIVIDED
    assert live_at(hanh, draft, **DIVIDED).status_code == 302


def test_a_choice_that_was_not_offered_is_none(hanh, province):
    draft = begun(hanh)

    assert live_at(hanh, draft, "99102", **DIVIDED).status_code == 422
    assert draft_of(province).localities[MOTHER]["code"] == ""


def test_a_choice_goes_with_the_words_it_was_made_for(hanh, province):
    draft = begun(hanh)
    live_at(hanh, draft, "keep", **DIVIDED)

    assert (
        live_at(hanh, draft, "99103", commune="Xã Sông Lam", province=LAM_GIANG).status_code == 302
    )
    assert draft_of(province).localities[MOTHER]["code"] == "99101"
    assert live_at(hanh, draft, **DIVIDED).status_code == 422


def test_what_is_not_found_is_a_warning_with_suggestions_that_may_be_passed_over(hanh):
    draft = begun(hanh)
    typo = {"commune": "Xã Sông Lan", "province": LAM_GIANG}

    asked = live_at(hanh, draft, **typo)

    assert asked.status_code == 422
    assert "Không tìm thấy xã, phường này." in words(asked)
    assert choices(asked) == ["99101", "keep"]
    assert 'value="Xã Sông Lan"' in text_of(asked)
    assert live_at(hanh, draft, "keep", **typo).status_code == 302
    assert "Chưa rõ địa chỉ này thuộc xã, phường nào." in words(hanh.get(f"{draft}kiem-tra/"))


def test_an_address_abroad_is_kept_and_lodged(hanh, province, desk_browser):
    draft = fill(hanh)
    abroad = {"detail": "12 rue de la Paix", "commune": "75002 Paris, Pháp", "province": HANOI}

    asked = live_at(hanh, draft, **abroad)
    assert (asked.status_code, choices(asked)) == (422, ["keep"])
    assert live_at(hanh, draft, "keep", **abroad).status_code == 302
    attach(hanh, draft)
    reference = reference_of(lodge(hanh, draft))

    assert declared_in(reference).answers[MOTHER] == abroad
    desk = words(desk_browser.get(f"/can-bo/ho-so/{reference}/"))
    assert "12 rue de la Paix, 75002 Paris, Pháp, Thành phố Hà Nội Chưa rõ địa chỉ này" in desk


def test_lodging_is_not_kept_from_for_an_address_nobody_asked_about_again(hanh):
    draft = fill(hanh)
    live_at(hanh, draft, **DIVIDED)
    attach(hanh, draft)

    assert "Chưa rõ địa chỉ này nay thuộc nơi nào" in words(hanh.get(f"{draft}kiem-tra/"))
    assert lodge(hanh, draft).status_code == 302


def test_the_officer_and_the_applicant_read_what_it_was_and_what_it_is(hanh, desk_browser):
    draft = fill(hanh)
    live_at(hanh, draft, "99103", **DIVIDED)
    attach(hanh, draft)
    reference = reference_of(lodge(hanh, draft))

    note = NOW.format(was="xã Sông Thượng, huyện Lam Đông, tỉnh Lam Giang")
    assert note in words(desk_browser.get(f"/can-bo/ho-so/{reference}/"))
    assert note in words(hanh.get(f"/ho-so/{reference}/"))


def test_the_commune_chosen_tells_who_is_in_charge(hanh):
    """Both parents live where only the choice tells which commune it is."""
    draft = fill(hanh)
    live_at(hanh, draft, "99103", **DIVIDED)
    send(
        hanh,
        draft,
        "cha",
        **address("father_residence", **DIVIDED),
        **{"father_residence-today": "99103"},
    )

    page = words(hanh.get(f"{draft}kiem-tra/"))
    assert "Gửi đến Ủy ban nhân dân xã An Bình Thượng" in page


def test_saving_for_later_asks_nothing(hanh, province):
    draft = begun(hanh)

    answer = send(hanh, draft, "me", then="later", **address(MOTHER, **DIVIDED))

    assert answer["Location"] == "/ho-so/"
    assert draft_of(province).answers[MOTHER] == DIVIDED


def test_what_is_typed_is_text_wherever_it_is_shown(hanh):
    draft = begun(hanh)
    odd = {"commune": '<script>alert("x")</script>', "province": LAM_GIANG}

    asked = text_of(live_at(hanh, draft, **odd))

    assert "<script>alert" not in asked
    assert "&lt;script&gt;alert(&quot;x&quot;)" in asked
    live_at(hanh, draft, "keep", **odd)
    assert "<script>alert" not in text_of(hanh.get(f"{draft}kiem-tra/"))
    assert live_at(hanh, draft, '"><script>', **DIVIDED).status_code == 422


def test_a_draft_of_earlier_days_is_understood_when_it_is_checked_and_lodging_reads_nothing_more(
    hanh, province
):
    draft = fill(hanh)
    opened = draft_of(province)
    actions.save_draft(
        draft_id=opened.draft.pk, answers={**opened.answers, MOTHER: OLD}, facts=opened.facts,
        seen_revision=opened.draft.revision, by=province.hanh, at=clock.now(),
    )  # fmt: skip
    attach(hanh, draft)

    assert "nay thuộc xã An Bình Thượng" in words(hanh.get(f"{draft}kiem-tra/"))
    reference = reference_of(lodge(hanh, draft))
    assert MOTHER not in declared_in(reference).localities


def test_what_was_understood_stays_with_the_dossier(hanh):
    draft = fill(hanh)
    live_at(hanh, draft, "99103", **DIVIDED)
    attach(hanh, draft)
    reference = reference_of(lodge(hanh, draft))

    declared = declared_in(reference)
    assert declared.localities[MOTHER]["code"] == "99103"
    assert declared.localities["father_residence"]["code"] == "99101"


def test_the_boxes_offer_communes_to_a_script_and_work_without(hanh, client):
    draft = begun(hanh)
    page = text_of(hanh.get(f"{draft}to-khai/me/"))

    assert 'data-communes="/dia-chi/goi-y/"' in page
    assert "<datalist" not in page
    answer = client.get("/dia-chi/goi-y/", {"q": "song", "tinh": LAM_GIANG})
    assert answer.json() == {"communes": [{"name": "Xã Sông Lam", "province": LAM_GIANG}]}
    assert client.get("/dia-chi/goi-y/", {"q": "\0", "tinh": "\0"}).json() == {"communes": []}


def test_the_addresses_of_a_page_cost_one_query_and_none_once_known(
    hanh, province, django_assert_num_queries
):
    begun(hanh)
    opened = filling.open_filling(draft_of(province).draft.pk, province.hanh)
    answers = {
        **opened.answers,
        "birth_place": {"commune": "Xã Sông Hạ", "province": LAM_GIANG},
        "hometown_follows": "other",
        "child_hometown": {"commune": "Xã Thượng Lâm", "province": LAM_GIANG},
    }

    with django_assert_num_queries(1):
        found = localities.find(opened.form, answers, {}, page_key="noi-sinh")
    with django_assert_num_queries(0):
        again = localities.find(opened.form, answers, found, page_key="noi-sinh")

    assert set(found) >= {"birth_place"}
    assert again == found


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_what_was_typed_is_never_changed(province, typed):
    draft = filling.start_at(
        code="1.001193", agency_code="H99.101", by=province.hanh, at=clock.now()
    )
    posted = QueryDict(mutable=True)
    posted.update(address(MOTHER, commune=typed, province=LAM_GIANG))

    saved = filling.save_page(
        draft_id=draft.pk, page_key="me", posted=posted, seen_revision=0, by=province.hanh,
        at=clock.now(),
    )  # fmt: skip

    plain = forms.parse_page(saved.filling.form, "me", posted)[MOTHER]
    stored = dossiers.get_draft(draft.pk, province.hanh).answers[MOTHER]
    assert stored == plain
    kept = stored.get("commune", "")
    assert kept.split() == unicodedata.normalize("NFC", typed).split() or not typed.isprintable()
