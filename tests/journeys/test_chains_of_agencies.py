"""Dossiers that several agencies settle together, told as the decree tells it.

Article 19.6.b of Decree 61/2018/NĐ-CP: a dossier lodged online goes to all who take part, with who leads, what
each does and by when; each returns what came of it to who needs it and to the one-stop desk. Article 19.7: the
same with an agency of another level.
"""

import re
from datetime import timedelta

import pytest
from tests.casework import chained, people
from tests.casework.province import MONDAY
from tests.documents.test_papers import run
from tests.journeys.people import Officer, words

from motcua.composition.casework.tasks import note_late_parts
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(province, at):
    """A birth in one lodging: the commune leads, its police and the province's insurer take part."""
    player = chained.going(steps=1)
    at("10:00")
    cast = {
        "registrar": Officer(login="hotich.songlam"),
        "chair": Officer(login="chutich.songlam"),
        "police": Officer(login="cutru.ca.songlam"),
        "insurer": Officer(login="chuyenvien.baohiem"),
        "third": Officer(login="cutru.ca.benthanhco"),
    }
    for officer in cast.values():
        officer.signs_in()
    return player, cast


def parts_begin(player):
    player.go(player.case.way[1 : chained.UNTIL_THE_PARTS], since=MONDAY + timedelta(hours=1))


def address_of(player, code):
    return f"/can-bo/lien-thong/{chained.part_of(player, code).pk}/"


def test_19_6_b_all_who_take_part_know_it_from_the_day_of_acceptance(story):
    player, cast = story

    police = words(cast["police"].reads("/can-bo/lien-thong/"))
    assert "Sắp đến lượt" in police
    assert "Đăng ký thường trú cho trẻ" in police
    dossier = words(cast["registrar"].reads(f"/can-bo/ho-so/{player.dossier.reference}/"))
    assert "Công an xã Sông Lam" in dossier
    assert "Bảo hiểm xã hội tỉnh Lam Giang" in dossier
    assert "Chưa đến lượt" in dossier


def test_19_6_a_each_agency_has_its_turn_with_its_work_and_its_time(story):
    player, cast = story
    ahead = words(cast["police"].reads("/can-bo/lien-thong/"))
    assert "Sắp đến lượt" in ahead

    parts_begin(player)

    mine = words(cast["police"].reads(address_of(player, "thuong_tru")))
    due = chained.part_of(player, "thuong_tru").due_at.astimezone(clock.VIETNAM)
    assert "Đăng ký thường trú cho trẻ" in mine
    assert f"{due:%d/%m/%Y}" in mine
    assert "Sắp đến lượt" not in words(cast["police"].reads("/can-bo/lien-thong/"))


def test_19_6_a_the_transfer_slip_says_each_agencys_work_and_limit(story):
    player, cast = story
    dossier = f"/can-bo/ho-so/{player.dossier.reference}/"
    assert f'href="{dossier}phieu-chuyen/"' in cast["registrar"].reads(dossier).text

    pdf = cast["registrar"].downloads(f"{dossier}phieu-chuyen/")
    slip = " ".join(run("pdftotext", pdf).decode().split())

    for said in (
        "PHIẾU CHUYỂN XỬ LÝ", player.dossier.number, "Nguyễn Thị Hạnh", "Tính từ lúc đến lượt",
        "Công an xã Sông Lam", "Đăng ký thường trú cho trẻ", "giờ làm việc",
    ):  # fmt: skip
        assert said in slip, said
    # An agency that takes part has its part; the slip comes to it with the papers.
    for other in ("insurer", "third"):
        assert cast[other].browser.get(f"{dossier}phieu-chuyen/").status_code == 404


def test_19_6_b_each_does_its_part_by_its_own_day_and_the_lead_goes_on(story, at):
    player, cast = story
    parts_begin(player)
    at("11:00")

    work = cast["police"].reads("/can-bo/viec/")
    (task,) = re.findall(r'href="(/can-bo/viec/\d+/)"', work.text)
    page = cast["police"].browser.get(task, follow=True)
    assert page.redirect_chain[-1][0] == address_of(player, "thuong_tru")
    assert "Phạm Nguyễn Bảo Ngọc" in words(page)
    assert "0900000101" not in words(page)
    refused = cast["police"].is_refused(address_of(player, "thuong_tru"), 422, reason="Đã xong")
    assert "Đã xong" in refused.text
    cast["police"].sends(address_of(player, "thuong_tru"), outcome="da_dang_ky", reason="")
    at("11:30")
    cast["insurer"].sends(
        address_of(player, "the_bhyt"), outcome="da_cap", reason="", paper_number="TE4990001"
    )

    dossier = words(cast["chair"].reads(f"/can-bo/ho-so/{player.dossier.reference}/"))
    assert dossier.count("Xong đúng hạn") == 2
    assert "TE4990001" in dossier
    assert "Phê duyệt và ký" in words(cast["chair"].reads("/can-bo/viec/"))


def test_19_7_a_an_agency_of_another_level_sees_its_part_and_not_the_dossier(story):
    player, cast = story
    parts_begin(player)

    page = words(cast["insurer"].reads(address_of(player, "the_bhyt")))

    assert "Số định danh cá nhân" in page
    assert "Nơi đăng ký khám" in page or "Trạm Y tế xã Sông Lam" in page
    assert "Phạm Văn Đức" not in page
    cast["insurer"].finds_nothing(
        f"/can-bo/ho-so/{player.dossier.reference}/lay-y-kien/",
        address_of(player, "thuong_tru"),
    )
    cast["third"].finds_nothing(address_of(player, "thuong_tru"))


def test_19_7_b_what_the_higher_agency_did_comes_back_to_where_the_dossier_was_received(story, at):
    player, cast = story
    parts_begin(player)
    at("11:00")
    cast["insurer"].sends(
        address_of(player, "the_bhyt"), outcome="da_cap", reason="", paper_number="TE4990001"
    )

    desk = Officer(login="motcua.songlam")
    desk.signs_in()
    dossier = words(desk.reads(f"/can-bo/ho-so/{player.dossier.reference}/"))
    assert "TE4990001" in dossier
    assert "Xong đúng hạn" in dossier


def test_19_6_what_is_late_is_told_while_the_promise_of_the_whole_stands(story):
    player, cast = story
    parts_begin(player)
    promised = people.again(player.dossier).due_at
    late = chained.part_of(player, "thuong_tru").due_at + timedelta(minutes=1)

    with clock.fixed_at(late):
        note_late_parts(timestamp=0)

    dossier = words(cast["registrar"].reads(f"/can-bo/ho-so/{player.dossier.reference}/"))
    assert "Quá hạn phần việc của cơ quan cùng giải quyết" in dossier
    assert people.again(player.dossier).due_at == promised


def test_a_part_that_cannot_be_done_is_told_to_the_applicant_with_its_reason(
    story, identity_provider
):
    from tests.journeys.people import HANH, Citizen

    player, cast = story
    parts_begin(player)
    cast["police"].sends(
        address_of(player, "thuong_tru"), outcome="khong_dang_ky", reason="Chủ hộ chưa đồng ý"
    )

    hanh = Citizen(provider=identity_provider, claims=HANH)
    hanh.signs_in()
    page = words(hanh.reads(f"/ho-so/{player.dossier.reference}/"))
    assert "Bạn chỉ nộp một lần" in page
    assert "Không đăng ký được: Chủ hộ chưa đồng ý" in page
    assert "Bảo hiểm xã hội tỉnh Lam Giang bắt đầu: Cấp thẻ bảo hiểm y tế cho trẻ" in page
