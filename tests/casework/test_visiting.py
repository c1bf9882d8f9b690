"""Article 19.3 of Decree 61/2018: visits are arranged, told beforehand, and put on record."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from tests.casework import people
from tests.casework.inquiring import AT, PROMISED, VISIT_AT, arrange, handled, keep_minutes, on

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework import visiting
from motcua.composition.casework.asked_files import File
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.errors import DossierNotFound, NotYourTask, ReasonNeeded
from motcua.domain.inquiries import permissions, queries
from motcua.domain.inquiries.enums import Finding, VisitState
from motcua.domain.inquiries.errors import (
    LateReasonNeeded,
    NotBeingHandled,
    VisitAfterPromise,
    VisitAhead,
    VisitArrangedAlready,
    VisitBegun,
    VisitNotAhead,
    VisitNotFound,
    VisitOver,
    VisitsOpen,
)
from motcua.domain.inquiries.models import Visit
from motcua.foundation.kernel import audit
from motcua.foundation.kernel.errors import InvalidInput, NotFound

pytestmark = pytest.mark.django_db
DAY_AFTER = on(date(2026, 3, 19), 17)
"""The close of business of the working day that follows the visit."""


@pytest.fixture
def player(province):
    return handled()


@pytest.fixture
def visit(player):
    return arrange(player)


def examine(player, visit, *, by=None, now=AT):
    return visiting.examine(
        player.dossier.reference, visit.pk, by or player.officers["specialist"], now=now
    )


def call_off(player, visit, *, reason="Mưa bão", by=None, at=AT):
    return visiting.call_off(
        reference=player.dossier.reference, visit_id=visit.pk, reason=reason,
        by=by or player.officers["specialist"], at=at,
    )  # fmt: skip


# --- Arranging ----------------------------------------------------------------------------------


def test_the_appointment_is_on_record_and_the_applicant_is_told_beforehand(player, visit):
    people.settle()

    told = dossiers.find_last(player.dossier, Act.ARRANGE_VISIT)
    message = notifications.list_messages(player.citizen.person_id)[0]

    assert (told.article, told.by) == ("Điều 19.3.b", player.officers["specialist"].key)
    assert told.payload == {"visit": visit.pk, "starts_at": VISIT_AT.isoformat()}
    assert told.words == {
        "place": "Số 88 đường Lũy Tre", "taking_part": "Cảnh sát khu vực, chủ hộ",
        "content": "Chỗ ở thực tế",
    }  # fmt: skip
    assert message.template == Template.VISIT_ARRANGED
    assert "14:30 18/03/2026" in message.title
    assert "Lũy Tre" not in message.body  # where somebody lives does not travel by e-mail


def test_two_visits_are_told_each_with_its_own_time(player, visit):
    arrange(player, starts_at=VISIT_AT + timedelta(days=1))
    people.settle()

    titles = [one.title for one in notifications.list_messages(player.citizen.person_id)[:2]]

    assert ["19/03/2026" in title for title in titles] == [True, False]


@pytest.mark.parametrize(
    ("starts_at", "refusal"),
    [
        (AT, VisitNotAhead),
        (AT - timedelta(days=1), VisitNotAhead),
        (on(PROMISED, 17, 1), VisitAfterPromise),
    ],
)
def test_it_lies_ahead_and_inside_the_dossiers_limit(player, starts_at, refusal):
    with pytest.raises(refusal):
        arrange(player, starts_at=starts_at)

    assert Visit.objects.count() == 0


@pytest.mark.parametrize("field", ["place", "taking_part", "content"])
def test_what_the_law_asks_for_is_said(player, field):
    with pytest.raises(InvalidInput) as refused:
        arrange(player, **{field: " "})

    assert [problem.field for problem in refused.value.problems] == [field]


def test_pressing_twice_arranges_once(player, visit):
    with pytest.raises(VisitArrangedAlready):
        arrange(player)

    visit.pk = None
    with pytest.raises(IntegrityError, match="visit_one_at_a_time"):
        visit.save(force_insert=True)


def test_only_who_handles_the_dossier_while_it_is_handled(province, player):
    with pytest.raises(NotYourTask):
        arrange(player, by=player.officers["desk"])
    with pytest.raises(DossierNotFound):
        arrange(player, by=province.registrar)
    with pytest.raises(DossierNotFound):
        visiting.look(player.dossier.reference, province.registrar)
    reference = player.dossier.reference
    assert isinstance(visiting.look(reference, player.officers["desk"])[1], NotYourTask)
    assert visiting.look(reference, player.officers["leader"])[1] is None
    lodged = people.lodge(province)
    assert isinstance(visiting.look(lodged.reference, province.registrar)[1], NotBeingHandled)


# --- Calling off --------------------------------------------------------------------------------


def test_called_off_beforehand_with_a_reason_the_applicant_is_told(player, visit):
    with pytest.raises(ReasonNeeded):
        call_off(player, visit, reason=" ")
    call_off(player, visit)
    people.settle()

    message = notifications.list_messages(player.citizen.person_id)[0]
    assert message.template == Template.VISIT_CALLED_OFF
    assert examine(player, visit).state is VisitState.CALLED_OFF
    with pytest.raises(VisitOver):
        call_off(player, visit)
    with pytest.raises(VisitOver):
        keep_minutes(player, visit)
    arrange(player)  # the same hour is free again


def test_once_it_has_begun_minutes_tell_what_became_of_it(player, visit):
    with pytest.raises(VisitBegun):
        call_off(player, visit, at=VISIT_AT)

    keep_minutes(player, visit, finding=Finding.NOT_HELD, content="Không có ai ở nhà.")

    assert examine(player, visit).minutes.finding is Finding.NOT_HELD


# --- Minutes ------------------------------------------------------------------------------------


def test_the_minutes_say_who_was_there_and_what_was_found(player, visit):
    keep_minutes(player, visit, file=File(name="bien-ban.pdf", content=people.a_pdf("Biên bản")))

    seen = examine(player, visit, by=player.officers["leader"])
    told = dossiers.find_last(player.dossier, Act.KEEP_MINUTES)
    assert seen.state is VisitState.HELD
    assert (seen.minutes.finding, seen.minutes.late_reason) == (Finding.AS_DECLARED, "")
    assert seen.minutes.present == "Ông Thành, cảnh sát khu vực"
    assert seen.file.filename == "bien-ban.pdf"
    assert (told.payload["finding"], told.payload["is_late"]) == ("as_declared", False)
    assert visiting.get_file(player.dossier.reference, visit.pk, player.officers["desk"])
    assert seen.file not in documents.list_documents(player.dossier.subject)


def test_they_are_kept_once_and_not_before_the_visit(player, visit):
    with pytest.raises(VisitAhead):
        keep_minutes(player, visit, at=VISIT_AT - timedelta(minutes=1))
    keep_minutes(player, visit, at=VISIT_AT)

    with pytest.raises(VisitOver):
        keep_minutes(player, visit, by=player.officers["leader"])


def test_late_minutes_say_why(player, visit):
    late = DAY_AFTER + timedelta(minutes=1)
    with pytest.raises(LateReasonNeeded) as refused:
        keep_minutes(player, visit, at=late)
    assert "17:00 19/03/2026" in refused.value.text

    keep_minutes(player, visit, at=late, late_reason="Mất điện cả xã.")

    assert examine(player, visit).minutes.late_reason == "Mất điện cả xã."
    assert dossiers.find_last(player.dossier, Act.KEEP_MINUTES).payload["is_late"] is True


def test_timely_minutes_need_no_excuse_and_keep_none(player, visit):
    keep_minutes(player, visit, at=DAY_AFTER, late_reason="Không cần")

    assert examine(player, visit).minutes.late_reason == ""


@pytest.mark.parametrize("field", ["present", "content"])
def test_minutes_without_words_are_none(player, visit, field):
    with pytest.raises(InvalidInput) as refused:
        keep_minutes(player, visit, **{field: ""})

    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_file_that_cannot_be_taken_keeps_no_minutes(player, visit):
    with pytest.raises(Exception, match="documents"):
        keep_minutes(player, visit, file=File(name="a.pdf", content=b"no pdf"))

    assert examine(player, visit, now=VISIT_AT).state is VisitState.MINUTES_DUE


def test_other_agencies_and_other_dossiers_find_no_visit(province, player, visit):
    other = people.lodge(province)
    for act in (
        lambda: examine(player, visit, by=province.registrar),
        lambda: keep_minutes(player, visit, by=province.registrar),
        lambda: call_off(player, visit, by=province.registrar),
    ):
        with pytest.raises(DossierNotFound):
            act()
    with pytest.raises(VisitNotFound):
        visiting.examine(other.reference, visit.pk, province.registrar, now=AT)
    with pytest.raises(NotFound):
        visiting.get_file(player.dossier.reference, visit.pk, player.officers["specialist"])


def test_who_sees_the_dossier_sees_the_visit_and_does_nothing(player, visit):
    seen = examine(player, visit, by=player.officers["desk"])

    assert (seen.may_call_off, seen.may_keep_minutes) == (False, False)
    assert examine(player, visit).may_call_off
    assert examine(player, visit, now=VISIT_AT).may_keep_minutes


def test_nothing_is_decided_before_the_minutes(player, visit):
    dossier = people.again(player.dossier)
    with pytest.raises(VisitsOpen):
        permissions.require_settled(dossier)

    keep_minutes(player, visit)

    permissions.require_settled(dossier)


# --- The officer's calendar ---------------------------------------------------------------------


def test_the_calendar_shows_ones_own_visits_that_lack_minutes(province, player, visit):
    later = arrange(player, starts_at=VISIT_AT + timedelta(days=1))
    off = arrange(player, starts_at=VISIT_AT + timedelta(days=2))
    call_off(player, off)
    by = player.officers["specialist"]

    assert [row[0].pk for row in visiting.list_ahead(by, now=AT)] == [visit.pk, later.pk]
    assert visiting.list_ahead(by, now=VISIT_AT)[0][2] is VisitState.MINUTES_DUE
    assert visiting.list_ahead(player.officers["leader"], now=AT) == []
    assert visiting.list_ahead(province.registrar, now=AT) == []
    keep_minutes(player, visit)
    assert [row[0].pk for row in visiting.list_ahead(by, now=AT)] == [later.pk]


@pytest.mark.parametrize("amount", [1, 30])
def test_the_calendar_and_the_dossier_cost_one_query_each(
    player, amount, django_assert_num_queries
):
    for number in range(amount):
        arrange(player, starts_at=VISIT_AT + timedelta(minutes=number))
    by, dossier = player.officers["specialist"], people.again(player.dossier)

    with audit.collecting("/thu"):
        with django_assert_num_queries(1):
            rows = visiting.list_ahead(by, now=AT)
        with django_assert_num_queries(1):
            about = visiting.list_about(dossier, now=AT)
        audit._notes.get().purposes.clear()

    assert (len(rows), len(about)) == (amount, amount)
    assert queries.count_open_visits(dossier) == amount


@pytest.mark.parametrize("amount", [1, 30])
def test_the_page_of_the_calendar_costs_the_same_for_one_and_for_thirty(
    player, amount, client, django_assert_max_num_queries
):
    from motcua.foundation.identity.models import Account

    for number in range(amount):
        arrange(player, starts_at=VISIT_AT + timedelta(minutes=number))
    person_id = player.officers["specialist"].person_id
    client.force_login(Account.objects.get(person_id=person_id))
    client.get("/can-bo/lich-xac-minh/")

    with django_assert_max_num_queries(9):
        assert len(client.get("/can-bo/lich-xac-minh/").context["rows"]) == amount
