"""Papers lost while a dossier was handled (Article 21.2 of Decree 61/2018): who answers, how, at whose cost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework import bringing, people
from tests.casework.province import MONDAY
from tests.journeys.essential.play import _text_of

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework import amends, custody
from motcua.domain.custody.enums import Bearer, Blame, Place
from motcua.domain.custody.errors import NothingMissing, NotInPack, PackNotFound
from motcua.domain.custody.models import Pack
from motcua.domain.custody.queries import Amends, find_gaps
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.errors import NotYourTask
from motcua.foundation.kernel.errors import InvalidInput

HOUR = timedelta(hours=1)
LATER = MONDAY + timedelta(days=2)
LOST = "birth-notice"
OURS = Amends(
    blame=Blame.OFFICER, who="Cán bộ chuyển giấy tờ ngày 16/03 làm rơi phong bì.",
    remedy="Xin Trạm Y tế cấp lại giấy chứng sinh, người dân không phải đi.",
    cost=50_000, bearer=Bearer.OFFICER, paid_on=date(2026, 3, 18),
)  # fmt: skip


@pytest.fixture
def pack(province):
    """Papers of which one did not arrive where the dossier is handled."""
    bringing.taken_in(province)
    pack = Pack.objects.get()
    custody.give(pack_id=pack.pk, seen=Place.DESK, note="", by=province.desk, at=MONDAY + HOUR)
    return custody.take(
        pack_id=pack.pk, seen=Place.TO_HANDLER, missing=[LOST], note="", by=province.registrar,
        at=MONDAY + 2 * HOUR,
    )  # fmt: skip


def apologise(province, pack, *, said=OURS, by=None):
    return amends.apologise(pack_id=pack.pk, amends=said, by=by or province.chair, at=LATER)


@given(cost=st.integers(-5, 5), said=st.fixed_dictionaries({
    "blame": st.sampled_from([None, *Blame]), "who": st.sampled_from(["", "X"]),
    "remedy": st.sampled_from(["", "X"]), "bearer": st.sampled_from([None, *Bearer]),
    "paid_on": st.sampled_from([None, date(2026, 3, 18)]),
}))  # fmt: skip
def test_a_cost_always_has_who_pays_it_and_when_and_the_rest_is_always_said(cost, said):
    gaps = set(find_gaps(Amends(cost=cost, **said)))

    assert {"blame", "who", "remedy"} & gaps == {
        name for name in ("blame", "who", "remedy") if not said[name]
    }
    assert ("cost" in gaps) == (cost < 0)
    wanted = {name for name in ("bearer", "paid_on") if cost > 0 and said[name] is None}
    assert {"bearer", "paid_on"} & gaps == wanted


@pytest.mark.django_db
def test_the_apology_is_signed_and_says_who_what_and_at_whose_cost(province, pack):
    """Who lost papers is found out, pays for new ones and apologises (Article 21.2)."""
    apologise(province, pack)

    entry = dossiers.find_last(pack.dossier, Act.MAKE_AMENDS)
    letter = documents.get_document(entry.payload["document_id"], owner=pack.dossier.subject)
    content = documents.read_content(letter)
    text = " ".join(_text_of(content).split())
    assert documents.verify(content, at=LATER).is_valid
    for words in ("xin lỗi", OURS.who, "Trạm Y tế", "50.000 đ", "Người làm mất chi trả"):
        assert words in text
    assert (entry.article, entry.payload["codes"]) == ("Điều 21.2", [LOST])
    assert entry.payload["blame"] == "officer"
    assert list(dossiers.verify_log()) == []


@pytest.mark.django_db
def test_the_applicant_is_told_with_an_apology(province, pack):
    apologise(province, pack)
    people.settle()

    message = notifications.list_messages(province.hanh.person_id)[0]

    assert message.template == Template.PAPERS_LOST
    assert "không phải chịu chi phí" in message.body


@pytest.mark.django_db
def test_what_is_owed_is_listed_for_who_signs_until_it_is_signed(province, pack):
    assert [one.pack for one in amends.list_owed(province.chair)] == [pack]
    assert amends.list_owed(province.registrar) == []
    assert amends.list_owed(province.strange_chair) == []

    apologise(province, pack)

    assert amends.list_owed(province.chair) == []
    with pytest.raises(NothingMissing):
        apologise(province, pack)


@pytest.mark.django_db
def test_only_who_signs_for_the_agency_answers_for_it(province, pack):
    for who in ("desk", "registrar"):
        with pytest.raises(NotYourTask):
            apologise(province, pack, by=getattr(province, who))
    with pytest.raises(PackNotFound):
        apologise(province, pack, by=province.strange_chair)

    assert dossiers.find_last(pack.dossier, Act.MAKE_AMENDS) is None


@pytest.mark.django_db
def test_half_an_answer_is_none(province, pack):
    with pytest.raises(InvalidInput) as wrong:
        apologise(province, pack, said=replace(OURS, who="", bearer=None))

    assert [problem.field for problem in wrong.value.problems] == ["who", "bearer"]
    assert Pack.objects.get().apologised_at is None


@pytest.mark.django_db
def test_what_is_found_again_is_in_its_pack_and_no_apology_is_owed(province, pack):
    found = amends.find(
        pack_id=pack.pk, codes=[LOST], note="Trong tủ hồ sơ", by=province.registrar, at=LATER
    )

    assert found.missing == []
    assert LOST in found.present
    assert amends.list_owed(province.chair) == []
    entry = dossiers.find_last(pack.dossier, Act.FIND_PAPERS)
    assert (entry.payload["codes"], entry.words) == ([LOST], {"note": "Trong tủ hồ sơ"})
    with pytest.raises(NotInPack):
        amends.find(pack_id=pack.pk, codes=[LOST], note="", by=province.registrar, at=LATER)
    with pytest.raises(PackNotFound):
        amends.find(pack_id=pack.pk, codes=[LOST], note="", by=province.stranger, at=LATER)


@pytest.mark.django_db
def test_what_is_missed_after_an_apology_owes_another(province, pack):
    apologise(province, pack)
    custody.give(pack_id=pack.pk, seen=Place.HANDLER, note="", by=province.registrar, at=LATER)
    custody.take(
        pack_id=pack.pk, seen=Place.TO_DESK, missing=["declaration"], note="", by=province.desk,
        at=LATER,
    )  # fmt: skip

    assert [one.pack for one in amends.list_owed(province.chair)] == [pack]
