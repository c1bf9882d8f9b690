"""Papers of authority that a desk saw: a mother for her child, a guardian, somebody with a written authorisation."""

from datetime import date, timedelta

import pytest
from hypothesis import given as let
from hypothesis import strategies as st
from tests.access.representing import see_papers
from tests.authorisations.consenting import PINS
from tests.casework.province import MONDAY

from motcua.capabilities.notifications.models import Message
from motcua.composition.casework import proof, representing
from motcua.domain.authorisations import queries, rules
from motcua.domain.authorisations.enums import Act, Basis, Scope, Side, State
from motcua.domain.authorisations.errors import ActRefused, AuthorisationNotFound, OwnInterest
from motcua.domain.authorisations.models import Authorisation
from motcua.domain.privacy import queries as privacy
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import clock, outbox
from motcua.foundation.kernel.errors import InvalidInput

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 16)
PLACE = "/can-bo/uy-quyen/"
MOTHER = representing.Shown(pin="099190000702", full_name="Trần Thị Mẹ", born_on=date(1990, 5, 1))
CHILD = representing.Shown(pin="099220000701", full_name="Trần Bé Na", born_on=date(2020, 5, 1))
GROWN = representing.Shown(pin="099200000703", full_name="Trần Văn Lớn", born_on=date(2000, 5, 1))
TYPED = {
    "basis": "parent", "paper": "Giấy khai sinh số 12/2020", "scopes": ["lodge", "follow"],
    "represented_name": CHILD.full_name, "represented_pin": CHILD.pin,
    "represented_born": "01/05/2020", "representative_name": MOTHER.full_name,
    "representative_pin": MOTHER.pin, "representative_born": "01/05/1990",
    "valid_from": "16/03/2026", "last_day": "16/03/2030",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _monday():
    with clock.fixed_at(MONDAY + timedelta(minutes=5)):
        yield


def record(province, *, of=CHILD, by=MOTHER, basis=Basis.PARENT, last=date(2030, 3, 16), **more):
    """Let the desk write papers down."""
    return representing.record(
        represented=of, representative=by, basis=basis,
        wanted=representing.Wanted(
            scopes=more.get("scopes", tuple(Scope)), valid_from=more.get("first", TODAY), last_day=last
        ),
        paper=more.get("paper", "Giấy khai sinh số 12/2020"), by=more.get("officer", province.desk), at=MONDAY,
    )  # fmt: skip


def wrong(refused):
    """Return the boxes that are named."""
    return {problem.field for problem in refused.value.problems}


def text(answer):
    return answer.content.decode()


# --- the rule -------------------------------------------------------------------------------------

days = st.dates(min_value=date(1930, 1, 1), max_value=date(2060, 12, 31))


@let(days, days, days, st.integers(0, 9000), st.sampled_from([Basis.PARENT, Basis.GUARDIAN]))
def test_by_law_nobody_acts_for_a_child_on_the_day_of_full_age_or_later(
    born, helper_born, first, length, basis
):
    last = first + timedelta(days=length)
    papers = rules.Papers(
        basis=basis, represented_born=born, representative_born=helper_born, valid_from=first,
        last_day=last,
    )  # fmt: skip
    full_age = rules.years_on(born, rules.FULL_AGE)
    if rules.find_unfit(papers) is None and first < full_age:
        assert last < full_age
    if rules.find_unfit(papers) is None and basis is Basis.PARENT:
        assert first < full_age


@let(days, days, days, st.integers(0, 4000), st.sampled_from(Basis))
def test_nobody_under_age_acts_for_others_and_nobody_else_longer_than_five_years(
    born, helper_born, first, length, basis
):
    last = first + timedelta(days=length)
    papers = rules.Papers(
        basis=basis, represented_born=born, representative_born=helper_born, valid_from=first,
        last_day=last,
    )  # fmt: skip
    if rules.find_unfit(papers) is None:
        assert first >= rules.years_on(helper_born, rules.FULL_AGE)
        assert basis in {Basis.PARENT, Basis.GUARDIAN} or last <= rules.last_allowed_day(first)


# --- writing down ---------------------------------------------------------------------------------


def test_what_a_desk_saw_holds_at_once_under_the_signed_tree(province):
    one = record(province)
    while outbox.drain():
        pass

    assert (one.state, one.agency_id) == (State.GIVEN, province.agency_id)
    (happened,) = queries.list_happened(one)
    assert (happened.act, happened.by) == (Act.RECORD, province.desk.key)
    assert happened.words == {"paper": "Giấy khai sinh số 12/2020"}
    assert "136.1" in happened.article
    assert not list(proof.verify())


def test_what_was_seen_stands_nowhere_in_the_open(province):
    one = record(province, paper="Giấy ủy quyền số 77/XYZ")

    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(e)::text FROM authorisations_authorisationevent e")
        rows = "".join(row[0] for row in cursor.fetchall())
    assert "77/XYZ" not in rows
    assert one.number


@pytest.mark.parametrize(
    ("papers", "field"),
    [
        ({"last": date(2038, 5, 1)}, "last_day"),
        ({"of": GROWN}, "basis"),
        ({"of": GROWN, "basis": Basis.PAPER, "last": date(2031, 3, 17)}, "last_day"),
        ({"by": CHILD, "of": MOTHER, "basis": Basis.PAPER, "last": TODAY}, "representative_born"),
        ({"by": CHILD}, "representative_pin"),
        ({"paper": "  "}, "paper"),
        ({"scopes": ("lodge",)}, "scopes"),
        ({"scopes": ()}, "scopes"),
        ({"first": TODAY - timedelta(days=1)}, "valid_from"),
        ({"last": TODAY - timedelta(days=1)}, "last_day"),
        ({"of": representing.Shown(pin="12", full_name="A", born_on=TODAY)}, "represented_pin"),
        (
            {"by": representing.Shown(pin=PINS["hanh"], full_name="Ai đó", born_on=TODAY)},
            "representative_pin",
        ),
    ],
)
def test_papers_that_cannot_be_are_refused_beside_the_box(province, papers, field):
    with pytest.raises(InvalidInput) as refused:
        record(province, **papers)

    assert wrong(refused) == {field}
    assert not Authorisation.objects.exists()
    assert identity.find_person_by_pin(CHILD.pin) is None


def test_until_the_day_before_full_age_it_holds(province):
    assert record(province, last=date(2038, 4, 30)).state == State.GIVEN


def test_an_officer_writes_nothing_down_for_themselves(province):
    mine = identity.get_person(province.desk.person_id)
    officer = representing.Shown(
        pin=mine.pin, full_name=mine.full_name, born_on=mine.born_on or date(1990, 1, 1)
    )

    for papers in ({"by": officer}, {"of": officer, "basis": Basis.PAPER, "last": TODAY}):
        with pytest.raises(OwnInterest):
            record(province, **papers)


@pytest.mark.parametrize("who", ["registrar", "chair", "operator", "controller"])
def test_who_serves_no_desk_writes_nothing_down(province, who):
    with pytest.raises(AuthorisationNotFound):
        record(province, officer=getattr(province, who))


def test_who_is_known_here_is_told(province):
    her = identity.get_person(province.hanh.person_id)
    shown = representing.Shown(pin=her.pin, full_name=her.full_name, born_on=her.born_on)
    one = record(province, of=shown, basis=Basis.PAPER)

    told = Message.objects.filter(person_id=her.id, subject_key=str(one.pk))

    assert "đã ghi nhận giấy tờ" in told.get().body


# --- ending ---------------------------------------------------------------------------------------


def end(one, officer, act=Act.END, reason="Bà Mẹ yêu cầu"):
    return representing.end_at_desk(
        authorisation_id=one.pk, act=act, reason=reason, by=officer, at=MONDAY
    )


@pytest.mark.parametrize(("act", "state"), [(Act.END, State.ENDED), (Act.CONTEST, State.CONTESTED)])
def test_the_desk_ends_it_for_who_asks_and_once(province, act, state):
    one = record(province)

    assert end(one, province.desk, act).state == state
    assert queries.find_given(
        representative_id=one.representative_id, represented_id=one.represented_id,
        procedure_id=7, scope=Scope.FOLLOW, on=TODAY,
    ) is None  # fmt: skip
    with pytest.raises(ActRefused):
        end(one, province.desk, act)


@pytest.mark.parametrize("act", [one for one in Act if one not in {Act.END, Act.CONTEST}])
def test_the_desk_does_nothing_else_to_it(province, act):
    with pytest.raises(ActRefused):
        end(record(province), province.desk, act)


def test_who_asked_has_to_be_said(province):
    with pytest.raises(InvalidInput) as refused:
        end(record(province), province.desk, reason=" ")
    assert wrong(refused) == {"reason"}


@pytest.mark.parametrize("who", ["stranger", "chair", "registrar"])
def test_another_agency_and_other_posts_find_nothing(province, who):
    one = record(province)

    with pytest.raises(AuthorisationNotFound):
        queries.get_recorded(one.pk, getattr(province, who))
    with pytest.raises(AuthorisationNotFound):
        end(one, getattr(province, who))
    assert queries.list_recorded(getattr(province, who)) == []


def test_what_two_agreed_on_the_portal_no_desk_finds(province):
    from tests.authorisations.consenting import give

    one = give(province)

    assert queries.list_recorded(province.desk) == []
    with pytest.raises(AuthorisationNotFound):
        end(one, province.desk)


def test_who_read_it_at_the_desk_is_told_to_both(province):
    her = identity.get_person(province.hanh.person_id)
    shown = representing.Shown(pin=her.pin, full_name=her.full_name, born_on=her.born_on)
    one = record(province, of=shown, basis=Basis.PAPER)

    queries.get_recorded(one.pk, province.desk)

    assert any(
        look.purpose == "Ghi nhận giấy tờ ủy quyền, giám hộ tại quầy"
        for look in privacy.list_looks(province.hanh).rows
    )


def test_the_list_costs_the_same_for_one_and_for_many(province, django_assert_num_queries):
    record(province)
    with django_assert_num_queries(2):
        assert len(queries.list_recorded(province.desk)) == 1
    for _ in range(5):
        record(province)
    with django_assert_num_queries(2):
        assert len(queries.list_recorded(province.desk)) == 6


# --- the pages ------------------------------------------------------------------------------------


def test_the_desk_writes_it_down_and_ends_it_on_its_pages(province, desk_browser):
    assert "Chưa ghi nhận giấy tờ nào" in text(desk_browser.get(PLACE))

    desk_browser.post(f"{PLACE}ghi/", TYPED)
    one = Authorisation.objects.get()
    assert one.scopes == [Scope.LODGE, Scope.FOLLOW]
    assert one.number in text(desk_browser.get(PLACE))
    page = text(desk_browser.get(f"{PLACE}{one.pk}/"))
    assert "Trần Thị Mẹ làm thay Trần Bé Na" in page
    assert "Giấy khai sinh số 12/2020" in page

    desk_browser.post(f"{PLACE}{one.pk}/", {"act": "contest", "reason": "Ông nội phản đối"})
    page = text(desk_browser.get(f"{PLACE}{one.pk}/"))
    assert "Ông nội phản đối" in page
    assert "Dừng ngay" not in page


def test_what_was_typed_stays_and_all_that_is_wrong_is_said(province, desk_browser):
    typed = TYPED | {"represented_name": "", "representative_born": "31/02/1990", "basis": ""}

    answer = desk_browser.post(f"{PLACE}ghi/", typed)

    assert answer.status_code == 422
    for name in ("represented_name", "representative_born", "basis"):
        assert f'id="f-{name}-error"' in text(answer)
    assert 'value="31/02/1990"' in text(answer)
    assert "Giấy khai sinh số 12/2020" in text(answer)
    answer = desk_browser.post(f"{PLACE}ghi/", TYPED | {"last_day": "16/03/2039"})
    assert 'id="f-last_day-error"' in text(answer)


def test_nothing_chosen_ends_nothing(province, desk_browser):
    one = see_papers(province)

    answer = desk_browser.post(f"{PLACE}{one.pk}/", {"act": "ask", "reason": "Vì thế"})

    assert answer.status_code == 422
    assert "Chọn chấm dứt hay phản đối." in text(answer)
    one.refresh_from_db()
    assert one.state == State.GIVEN


def test_each_of_the_two_finds_it_on_the_portal(province, hanh):
    her = identity.get_person(province.hanh.person_id)
    shown = representing.Shown(pin=her.pin, full_name=her.full_name, born_on=her.born_on)
    one = record(province, of=shown, basis=Basis.PAPER)

    page = text(hanh.get(f"/uy-quyen/{one.pk}/"))

    assert "Ghi nhận giấy tờ tại quầy" in page
    assert "Giấy khai sinh số 12/2020" in page
    assert queries.side_of(one, her.id) is Side.REPRESENTED
    hanh.post(f"/uy-quyen/{one.pk}/", {"act": "end"})
    one.refresh_from_db()
    assert one.state == State.ENDED
