"""Đức lodges for Hạnh, follows it, and loses it the moment either of them ends it."""

from datetime import timedelta

import pytest
from tests.authorisations.acting import LATER, begin, fill, lodge, sees, settle_it
from tests.authorisations.consenting import PINS, give, move, want
from tests.casework import people
from tests.casework.province import MONDAY, find_cast

from motcua.composition.casework import following, lodging, representing
from motcua.composition.casework.errors import ForWhomNotChosen
from motcua.domain.authorisations.enums import Act, Scope, Side
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.errors import DraftNotFound
from motcua.domain.dossiers.models import Draft
from motcua.domain.privacy import queries as privacy
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.kernel.models import Reading

pytestmark = pytest.mark.django_db
THIRD = "099079000107"


@pytest.fixture(autouse=True)
def _monday():
    with clock.fixed_at(MONDAY + timedelta(minutes=5)):
        yield


# --- lodging --------------------------------------------------------------------------------------


def test_a_dossier_lodged_for_somebody_is_theirs_and_the_log_says_who_acted(province):
    given, dossier = lodge(province)

    first = dossiers.timeline(dossier)[0]

    assert dossier.applicant_id == province.hanh.person_id
    assert dossier.authorisation_id == given.pk
    assert first.by == province.duc.key
    assert first.payload["authorisation"] == given.number


def test_what_is_known_of_the_other_is_filled_in_and_the_other_is_told_of_it(province):
    give(province)

    draft = dossiers.get_draft(begin(province).pk, province.duc)

    assert draft.facts["identity.pin"] == "099192000101"
    (look,) = [one for one in privacy.list_looks(province.hanh).rows if one.person]
    assert (look.person, look.reference) == (province.duc.name, "")
    assert look.purpose == "Làm thay bạn theo ủy quyền"
    assert not privacy.list_looks(province.duc).rows


def test_who_acts_for_nobody_is_not_asked_for_whom(province):
    assert representing.choose("", ()) is None
    assert representing.choose("17", ()) is None


def test_for_whom_is_asked_and_nobody_else_is_taken(province):
    given = give(province)
    offers = representing.list_offers(procedure_id=7, by=province.duc, on=MONDAY.date())

    assert representing.choose(str(given.pk), offers) == given
    assert representing.choose(representing.ONESELF, offers) is None
    for typed in ("", "0", f"{given.pk} ", "hanh"):
        with pytest.raises(ForWhomNotChosen):
            representing.choose(typed, offers)


@pytest.mark.parametrize("terms", [{"procedures": (7,)}, {"first": MONDAY.date() + timedelta(1)}])
def test_nobody_is_offered_what_an_authorisation_does_not_cover(province, terms):
    give(province, **terms)

    assert not representing.list_offers(procedure_id=8, by=province.duc, on=MONDAY.date())


def test_following_alone_lets_nobody_lodge(province):
    give(province, Scope.FOLLOW)

    assert not representing.list_offers(procedure_id=7, by=province.duc, on=MONDAY.date())


def test_somebody_is_offered_once_however_many_authorisations_hold(province):
    give(province, last=MONDAY.date() + timedelta(days=2))
    longest = give(province)

    (offer,) = representing.list_offers(procedure_id=7, by=province.duc, on=MONDAY.date())

    assert offer == longest


# --- drafts ---------------------------------------------------------------------------------------


def test_a_draft_for_somebody_is_its_writers_alone(province):
    give(province)
    draft = begin(province)

    assert [one.pk for one in dossiers.list_drafts(province.duc)] == [draft.pk]
    assert not dossiers.list_drafts(province.hanh)
    with pytest.raises(DraftNotFound):
        dossiers.get_draft(draft.pk, province.hanh)


@pytest.mark.parametrize(
    ("who", "act"), [("hanh", Act.END), ("duc", Act.END), ("hanh", Act.CONTEST)]
)
def test_a_draft_closes_when_either_ends_it(province, who, act):
    given = give(province)
    draft = fill(province)

    move(given, act, getattr(province, who), reason="Tôi không nhờ việc này")

    assert not dossiers.list_drafts(province.duc)
    with pytest.raises(DraftNotFound):
        dossiers.get_draft(draft.pk, province.duc)
    with pytest.raises(DraftNotFound):
        lodging.lodge(draft_id=draft.pk, by=province.duc, at=MONDAY)
    assert not Draft.objects.get(pk=draft.pk).is_finished


def test_another_authorisation_between_the_two_lets_a_draft_go_on(province):
    given = give(province)
    draft = fill(province)
    move(given, Act.END, province.hanh)
    another = give(province)

    dossier = lodging.lodge(draft_id=draft.pk, by=province.duc, at=MONDAY)

    assert dossiers.timeline(dossier)[0].payload["authorisation"] == another.number


def test_no_draft_opens_after_the_last_day(province):
    give(province, last=MONDAY.date())
    draft = begin(province)

    with clock.fixed_at(MONDAY + timedelta(days=1)), pytest.raises(DraftNotFound):
        dossiers.get_draft(draft.pk, province.duc)


# --- following ------------------------------------------------------------------------------------


def test_both_follow_what_was_lodged_and_each_reads_who_did_it(province):
    given, dossier = lodge(province)

    hers = following.follow(dossier.reference, province.hanh, now=LATER)
    his = following.follow(dossier.reference, province.duc, now=LATER)

    assert (hers.acting.by_whom, hers.acting.for_whom) == (province.duc.name, "")
    assert (his.acting.by_whom, his.acting.for_whom) == ("", province.hanh.name)
    assert his.acting.number == hers.acting.number == given.number
    assert (hers.timeline[0].is_own, hers.timeline[0].person) == (False, province.duc.name)
    assert his.timeline[0].is_own
    assert [one.pk for one, _ in following.list_own(province.duc).for_others] == [dossier.pk]
    assert not following.list_own(province.duc).dossiers
    assert not following.list_own(province.hanh).for_others


def test_reading_in_anothers_name_is_noted_for_the_other(province):
    _, dossier = lodge(province)
    count = Reading.objects.count()

    following.follow(dossier.reference, province.hanh, now=LATER)
    assert Reading.objects.count() == count
    following.follow(dossier.reference, province.duc, now=LATER)

    looks = privacy.list_looks(province.hanh).rows
    assert [one.person for one in looks if one.reference == dossier.reference] == [
        province.duc.name
    ]


def test_what_the_other_lodged_alone_stays_closed(province):
    give(province)
    own = people.lodge(province)

    assert sees(province.hanh, own)
    assert not sees(province.duc, own)


def test_whom_the_applicant_lets_act_sees_nothing_that_another_lodged(province):
    """Every representative has what they lodged themselves."""
    _, dossier = lodge(province)
    third = find_cast().citizens[THIRD]
    asked = representing.ask(
        asked_by=Side.REPRESENTATIVE, pin=PINS["hanh"], wanted=want(), by=third, at=MONDAY
    )
    move(asked, Act.ACCEPT, province.hanh)

    assert not any(sees(third, dossier, scope) for scope in Scope)
    assert not following.list_own(third).for_others


@pytest.mark.parametrize("scope", Scope)
def test_only_what_is_let_is_let(province, scope):
    let = {Scope.FOLLOW, Scope.LODGE}
    _, dossier = lodge(province, *let)

    assert sees(province.duc, dossier, scope) is (scope in let)
    assert sees(province.hanh, dossier, scope)
    assert not sees(province.duc, dossier, None)


@pytest.mark.parametrize("who", ["hanh", "duc"])
def test_who_acted_sees_it_no_more_once_either_ends_it(province, who):
    given, dossier = lodge(province)

    move(given, Act.END, getattr(province, who))

    assert not any(sees(province.duc, dossier, scope) for scope in Scope)
    assert not following.list_own(province.duc).for_others
    assert sees(province.hanh, dossier)


def test_who_may_receive_opens_the_result(province):
    _, dossier = lodge(province)
    papers = settle_it(province, dossier)
    (result,) = [one for one in papers if following.is_result(one)]

    his = following.follow(dossier.reference, province.duc, now=LATER)

    assert result.pk in {one.pk for one in his.issued}
    assert following.get_paper(dossier.reference, result.pk, province.duc) == result
    assert not his.may_be_rated


def test_who_may_not_receive_gets_the_letters_and_no_result(province):
    _, dossier = lodge(province, Scope.LODGE, Scope.FOLLOW)
    papers = settle_it(province, dossier)
    (result,) = [one for one in papers if following.is_result(one)]
    letters = {one.pk for one in papers} - {result.pk}

    his = following.follow(dossier.reference, province.duc, now=LATER)

    assert {one.pk for one in his.issued} == letters
    with pytest.raises(NotFound):
        following.get_paper(dossier.reference, result.pk, province.duc)
