"""What an agency finds out before it decides, told as the decree tells it.

Article 19.5 of Decree 61/2018/NĐ-CP: others are asked for their opinion, in writing, with content and day; who
lets the day pass is told of to the head of the one-stop desk. Article 19.3: checking on the spot is put on record
with its time, place, participants and content.
"""

import re
from datetime import date, timedelta

import pytest
from tests.casework import inquiring
from tests.casework.inquiring import QUESTION, TOO_LATE, VISIT_AT
from tests.journeys.people import Officer, words

from motcua.capabilities.notifications import queries as notifications
from motcua.composition.casework import consulting
from motcua.composition.casework.tasks import note_silences
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.inquiries import permissions
from motcua.domain.inquiries.errors import OpinionsOpen
from motcua.domain.inquiries.models import Opinion, Visit
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(province, at):
    """A residence dossier is examined by the ward's police; the ward and the department can be asked."""
    player = inquiring.handled()
    at("10:00")
    cast = {
        "police": Officer(login="cutru.ca.benthanhco"),
        "police_desk": Officer(login="tiepnhan.ca.benthanhco"),
        "ward": Officer(login="hotich.benthanhco"),
        "department": Officer(login="hotich.tuphap"),
        "third": Officer(login="hotich.songlam"),
    }
    if player.agency.code == "H99.04.101":
        cast |= {
            "police": Officer(login="cutru.ca.songlam"),
            "police_desk": Officer(login="tiepnhan.ca.songlam"),
        }
    for officer in cast.values():
        officer.signs_in()
    return player, cast


def asking(cast, player, asked, until="19/03/2026"):
    """Let the police ask from the dossier's page; return the question's address."""
    dossier = f"/can-bo/ho-so/{player.dossier.reference}/"
    form = cast["police"].reads(f"{dossier}lay-y-kien/")
    (key,) = re.findall(rf'<option value="(a\d+)">{asked}<', form.text)
    cast["police"].sends(f"{dossier}lay-y-kien/", asked=key, question=QUESTION, until=until)
    return f"/can-bo/y-kien/{Opinion.objects.latest('pk').pk}/"


def test_19_5_a_content_and_day_stand_in_the_system_for_all_whom_they_concern(story):
    player, cast = story

    address = asking(cast, player, "Ủy ban nhân dân phường Bến Thành Cổ")

    for who in ("police", "ward"):
        page = words(cast[who].reads(address))
        assert QUESTION in page
        assert "19/03/2026" in page
    assert player.dossier.applicant.full_name not in words(cast["ward"].reads(address))
    cast["ward"].finds_nothing(f"/can-bo/ho-so/{player.dossier.reference}/lay-y-kien/")
    cast["third"].finds_nothing(address)


def test_19_5_b_an_answer_in_time_is_read_by_the_lead_agency_and_is_no_other_after_it(story):
    player, cast = story
    address = asking(cast, player, "Ủy ban nhân dân phường Bến Thành Cổ")
    said = {"act": "answer", "stance": "agrees", "content": "Gia đình ở đó từ tháng 2."}

    cast["ward"].sends(address, **said)
    cast["ward"].is_refused(address, 409, **said)

    page = words(cast["police"].reads(address))
    assert "Đã trả lời đúng hạn" in page
    assert "Gia đình ở đó từ tháng 2." in page


def test_19_5_b_silence_is_told_to_the_desk_and_stops_neither_the_clock_nor_the_handling(story):
    player, cast = story
    promised = player.dossier.due_at
    silent = asking(cast, player, "Ủy ban nhân dân phường Bến Thành Cổ")
    answered = asking(cast, player, "Sở Tư pháp tỉnh Lam Giang")
    cast["department"].sends(answered, act="answer", stance="other", content="Không có ý kiến.")
    with clock.fixed_at(TOO_LATE):
        note_silences(timestamp=0)

        desk = player.officers["desk"]
        told = notifications.list_messages(desk.person_id).get()
        assert "chưa trả lời yêu cầu lấy ý kiến" in told.body
        assert "Quá hạn, chưa trả lời" in words(cast["police_desk"].reads("/can-bo/y-kien/"))
        cast["police_desk"].is_refused(silent, 403, act="pass-over", reason="Tôi nóng ruột")
        cast["police"].is_refused(silent, 422, act="pass-over", reason="")
        dossier = dossiers.get(player.dossier.subject)
        with pytest.raises(OpinionsOpen):
            permissions.require_settled(dossier)
        cast["police"].sends(silent, act="pass-over", reason="Đã xác minh tại chỗ.")
        permissions.require_settled(dossier)

        assert dossiers.get(player.dossier.subject).due_at == promised
        (row,) = consulting.measure(_officer_of(cast["ward"]))
        assert (row.in_time, row.late, row.silent) == (0, 0, 1)
    assert dossiers.find_last(dossier, Act.PASS_OVER_OPINION).words["reason"] == (
        "Đã xác minh tại chỗ."
    )


def test_19_3_b_time_place_participants_and_content_are_told_beforehand_and_kept(story, at):
    player, cast = story
    dossier = f"/can-bo/ho-so/{player.dossier.reference}/"
    cast["police"].sends(
        f"{dossier}xac-minh/", day="18/03/2026", time="14:30", place="Số 88 đường Lũy Tre",
        taking_part="Cảnh sát khu vực, chủ hộ", content="Chỗ ở thực tế",
    )  # fmt: skip
    visit = Visit.objects.get()
    assert visit.starts_at == VISIT_AT
    with clock.fixed_at(VISIT_AT + timedelta(days=5)):
        address = f"{dossier}xac-minh/{visit.pk}/"
        minutes = {"act": "minutes", "finding": "as_declared", "present": "Hộ", "content": "Đúng."}
        cast["police"].is_refused(address, 422, **minutes)
        cast["police"].sends(address, **minutes, late_reason="Bão, mất điện.")
        told = words(cast["police_desk"].reads(dossier))
        cast["third"].finds_nothing(address)

    for said in ("Số 88 đường Lũy Tre", "Cảnh sát khu vực, chủ hộ", "Đúng.", "Bão, mất điện."):
        assert said in told, said


def _officer_of(officer):
    from motcua.foundation.identity import queries as identity

    return identity.find_officer(officer.login, on=date(2026, 3, 16))
