"""What Đức goes on to do for Hạnh: supplies, withdraws, is told; what she objects to; what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.authorisations.acting import LATER, fill, lodge, sees, settle_it
from tests.authorisations.consenting import give, move
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.capabilities.notifications.enums import Template
from motcua.capabilities.notifications.models import Message
from motcua.composition.casework import examining, following, intake, lodging, proof
from motcua.domain.authorisations.enums import Act, Scope
from motcua.domain.authorisations.enums import State as AuthorisationState
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act as DossierAct
from motcua.domain.dossiers.enums import State
from motcua.domain.dossiers.errors import DossierNotFound, DraftNotFound, SupplementedElsewhere
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound

pytestmark = pytest.mark.django_db
THIRD = "099079000107"


@pytest.fixture(autouse=True)
def _monday():
    with clock.fixed_at(MONDAY + timedelta(minutes=5)):
        yield


# --- acting on ------------------------------------------------------------------------------------


def test_what_another_authorisation_lets_is_let_on_the_page_too(province):
    """The longest lets them follow; a shorter one beside it lets them receive and withdraw."""
    given, dossier = lodge(province)
    papers = settle_it(province, dossier)
    (result,) = [one for one in papers if following.is_result(one)]
    move(given, Act.END, province.hanh)
    give(province, Scope.FOLLOW)
    short = give(province, Scope.FOLLOW, Scope.RECEIVE, last=MONDAY.date())

    assert following.get_paper(dossier.reference, result.pk, province.duc) == result

    move(short, Act.END, province.hanh)
    with pytest.raises(NotFound):
        following.get_paper(dossier.reference, result.pk, province.duc)


def asked_to_supply(province, *scopes):
    given, dossier = lodge(province, *scopes)
    items = [{"what": "Giấy chứng sinh", "how": "Chụp lại cho rõ"}]
    intake.request_supplement(
        reference=dossier.reference, items=items, reason="Ảnh mờ", by=province.desk, at=MONDAY
    )
    return given, dossier


def open_supplement(dossier, by):
    return lodging.open_supplement(reference=dossier.reference, by=by, at=MONDAY)


def test_what_is_asked_for_is_supplied_in_the_others_name(province):
    given, dossier = asked_to_supply(province)
    draft = open_supplement(dossier, province.duc)

    lodging.supply(draft_id=draft.pk, by=province.duc, at=MONDAY)

    last = dossiers.timeline(dossier)[-1]
    assert last.act is DossierAct.SUPPLEMENT_AT_INTAKE
    assert (last.by, last.payload["authorisation"]) == (province.duc.key, given.number)


def test_the_applicant_takes_a_supplement_over_and_nobody_takes_it_from_them(province):
    _, dossier = asked_to_supply(province)
    begun = open_supplement(dossier, province.duc)

    assert open_supplement(dossier, province.hanh).pk == begun.pk
    assert dossiers.get_draft(begun.pk, province.hanh)
    with pytest.raises(DraftNotFound):
        dossiers.get_draft(begun.pk, province.duc)
    with pytest.raises(SupplementedElsewhere):
        open_supplement(dossier, province.duc)


def test_following_alone_supplies_nothing_withdraws_nothing_and_confirms_nothing(province):
    given, dossier = asked_to_supply(province)
    move(given, Act.END, province.hanh)
    give(province, Scope.FOLLOW)

    assert sees(province.duc, dossier)
    for act in (
        lambda: open_supplement(dossier, province.duc),
        lambda: lodging.withdraw(
            reference=dossier.reference, reason="", by=province.duc, at=MONDAY
        ),
        lambda: people.answer(province.duc, dossier, "dong_y"),
    ):
        with pytest.raises(DossierNotFound):
            act()
    his = following.follow(dossier.reference, province.duc, now=LATER)
    assert not his.may_be_withdrawn


def test_a_withdrawal_names_by_what_it_was_done(province):
    given, dossier = lodge(province)

    lodging.withdraw(reference=dossier.reference, reason="Đổi ý", by=province.duc, at=MONDAY)

    last = dossiers.timeline(dossier)[-1]
    assert (last.act, last.by) == (DossierAct.WITHDRAW, province.duc.key)
    assert last.payload["authorisation"] == given.number


# --- telling and contesting -----------------------------------------------------------------------


def titles(person_id, dossier):
    rows = Message.objects.filter(person_id=person_id, subject_key=dossier.reference)
    return list(rows.order_by("pk").values_list("template", flat=True))


def test_both_are_told_how_it_goes_and_the_applicant_alone_is_asked_to_rate(province):
    _, dossier = lodge(province)
    settle_it(province, dossier)

    hers, his = (titles(one.person_id, dossier) for one in (province.hanh, province.duc))

    assert Template.RATING_INVITATION in hers
    assert his == [one for one in hers if one != Template.RATING_INVITATION]


def test_who_acted_is_told_nothing_more_once_it_has_ended(province):
    given, dossier = lodge(province)
    people.settle()
    before = titles(province.duc.person_id, dossier)
    move(given, Act.END, province.hanh)

    people.accept(province, dossier)
    people.settle()

    assert titles(province.duc.person_id, dossier) == before
    assert len(titles(province.hanh.person_id, dossier)) > len(before)


def test_an_objection_stands_in_each_open_dossier_and_the_desk_reads_it(province):
    given, dossier = lodge(province)
    draft = fill(province)
    ended = lodging.lodge(draft_id=draft.pk, by=province.duc, at=MONDAY)
    lodging.withdraw(reference=ended.reference, reason="", by=province.duc, at=MONDAY)

    move(given, Act.CONTEST, province.hanh, reason="Tôi không nhờ khai sinh")
    people.settle()

    entry = dossiers.timeline(dossier)[-1]
    assert entry.act is DossierAct.CONTEST_REPRESENTATION
    assert (entry.target, entry.payload) == (State.LODGED, {"contested": given.number})
    assert dossiers.timeline(ended)[-1].act is DossierAct.WITHDRAW
    shown = examining.examine(
        dossier.reference, province.desk, purpose="reading", now=LATER
    ).representative
    assert (shown.name, shown.number, shown.state) == (
        province.duc.name, given.number, AuthorisationState.CONTESTED,
    )  # fmt: skip


def test_the_log_holds_with_entries_made_in_anothers_name(province):
    lodge(province)
    people.settle()

    assert not list(proof.verify())


# --- its price ------------------------------------------------------------------------------------


def test_lists_cost_the_same_for_one_and_for_many(province):
    def count():
        with CaptureQueriesContext(connection) as asked:
            following.list_own(province.duc)
        return len(asked)

    lodge(province)
    once = count()
    for _ in range(3):
        lodging.lodge(draft_id=fill(province).pk, by=province.duc, at=MONDAY)
        fill(province)

    assert count() == once
    assert len(following.list_own(province.duc).for_others) == 4
