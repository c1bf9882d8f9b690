"""The queue and the agency's dossiers cut down, and cuts of any list kept under names of one's own."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk.test_narrowing import accepted
from tests.dossiers import steps

from motcua.capabilities.workflow.actions.lists import MOST_LISTS
from motcua.composition.casework import intake, lodging
from motcua.domain.dossiers.models import Dossier
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
WORK = "/can-bo/viec/"
QUEUE = "/can-bo/tiep-nhan/"
DOSSIERS = "/can-bo/ho-so/"
LISTS = (WORK, QUEUE, DOSSIERS)


@pytest.fixture
def versatile(province, sign_in):
    """The browser of an officer who has every list."""
    from motcua.foundation.identity.models import Post

    Post.objects.filter(pk=province.desk.post_id).update(roles=["desk", "civil_status"])
    return sign_in(province.desk)


def waiting(province, *, due_at):
    dossier = people.lodge(province)
    Dossier.objects.filter(pk=dossier.pk).update(intake_due_at=due_at)
    return dossier.reference


def listed(client, address=QUEUE, **asked):
    return [row.reference for row in client.get(address, asked).context["rows"]]


def shelf(client, address):
    return client.get(address).context["shelf"].saved


def name(client, address, given, **asked):
    return client.post(f"{address}bo-loc/", {"name": given, **asked})


def test_what_is_overdue_and_what_is_due_today_are_told_apart_in_the_queue(province, desk):
    late = waiting(province, due_at=MONDAY - timedelta(minutes=1))
    today = waiting(province, due_at=MONDAY + timedelta(hours=14, minutes=59))
    later = waiting(province, due_at=MONDAY + timedelta(hours=15))

    assert listed(desk, loc="qua-han") == [late]
    assert listed(desk, loc="hom-nay") == [today]
    assert sorted(listed(desk)) == sorted([late, today, later])
    assert sorted(listed(desk, loc="khong-co")) == sorted([late, today, later])


def test_what_came_back_with_what_was_missing_is_found_in_the_queue(province, desk):
    people.lodge(province)
    dossier = people.lodge(province)
    intake.request_supplement(
        reference=dossier.reference, items=steps.ITEMS, reason=steps.WHY, by=province.desk,
        at=MONDAY,
    )  # fmt: skip
    assert listed(desk, loc="da-bo-sung") == []

    again = MONDAY + timedelta(minutes=5)
    draft = lodging.open_supplement(reference=dossier.reference, by=province.hanh, at=again)
    lodging.hand_in(draft_id=draft.pk, by=province.hanh, at=again)

    assert listed(desk, loc="da-bo-sung") == [dossier.reference]


def test_the_queue_is_cut_to_a_procedure_and_back(province, desk):
    dossier = people.lodge(province)
    wanted = str(dossier.procedure_id)

    assert listed(desk, **{"thu-tuc": wanted}) == [dossier.reference]
    nothing = desk.get(QUEUE, {"thu-tuc": "999999", "loc": "qua-han"})
    assert nothing.context["rows"] == []
    assert "Không có hồ sơ nào như vậy" in nothing.text
    (option,) = desk.get(QUEUE, {"thu-tuc": wanted}).context["procedures"]
    assert (option.key, option.is_chosen) == (dossier.procedure_id, True)


def test_a_cut_queue_goes_on_behind_its_page_and_stays_cut(province, desk):
    overdue = [waiting(province, due_at=MONDAY - timedelta(minutes=1)) for _one in range(26)]
    waiting(province, due_at=MONDAY + timedelta(hours=1))

    first = desk.get(QUEUE, {"loc": "qua-han"}).context
    second = desk.get(first["next"]).context

    shown = [row.reference for page in (first, second) for row in page["rows"]]
    assert sorted(shown) == sorted(overdue)
    assert second["next"] == ""
    assert second["here"] == f"{QUEUE}?loc=qua-han"


def test_what_is_new_in_the_queue_is_counted_in_the_cut_alone(province, desk):
    people.lodge(province)
    cut, whole = (desk.get(QUEUE, asked).context["live"] for asked in ({"loc": "qua-han"}, {}))
    with clock.fixed_at(MONDAY + timedelta(minutes=1)):
        people.lodge(province, at=MONDAY + timedelta(minutes=1))

        assert "hồ sơ mới" not in desk.get(cut.count_from).text
        assert 'data-count="1"' in desk.get(whole.count_from).text


@pytest.mark.parametrize("address", LISTS)
def test_a_cut_is_kept_in_its_list_alone(province, versatile, address):
    kept = name(versatile, address, " Gấp ", **{"thu-tuc": "7"})

    assert kept.url == f"{address}?thu-tuc=7"
    (saved,) = shelf(versatile, address)
    assert (saved.name, saved.href) == ("Gấp", f"{address}?thu-tuc=7")
    assert 'aria-current="true">Gấp' in versatile.get(saved.href).text
    assert [shelf(versatile, other) for other in LISTS if other != address] == [(), ()]
    for other in LISTS:
        if other != address:
            assert versatile.post(f"{other}bo-loc/{saved.id}/bo/").status_code == 404

    assert versatile.post(f"{address}bo-loc/{saved.id}/bo/").url == address
    assert shelf(versatile, address) == ()


def test_a_name_serves_once_in_each_list(province, versatile):
    for address in LISTS:
        name(versatile, address, "Gấp", **{"thu-tuc": "7"})
    name(versatile, QUEUE, "Gấp", loc="qua-han")

    assert [shelf(versatile, address)[0].href for address in LISTS] == [
        f"{WORK}?thu-tuc=7",
        f"{QUEUE}?loc=qua-han",
        f"{DOSSIERS}?thu-tuc=7",
    ]


@pytest.mark.parametrize("address", [QUEUE, DOSSIERS])
def test_what_one_officer_named_is_nobody_elses(province, desk, sign_in, address):
    name(desk, address, "Gấp", **{"thu-tuc": "7"})
    (saved,) = shelf(desk, address)
    stranger = sign_in(province.stranger)

    assert shelf(stranger, address) == ()
    assert stranger.post(f"{address}bo-loc/{saved.id}/bo/").status_code == 404
    assert shelf(desk, address) == (saved,)


@pytest.mark.parametrize("address", [QUEUE, DOSSIERS])
def test_a_refused_name_draws_the_list_again_as_it_was_cut(province, desk, address):
    answer = name(desk, address, " ", **{"thu-tuc": "7"})

    assert answer.status_code == 422
    assert 'aria-describedby="list-name-error"' in answer.text
    assert '<input type="hidden" name="thu-tuc" value="7">' in answer.text
    assert shelf(desk, address) == ()


@pytest.mark.parametrize("address", [QUEUE, DOSSIERS])
def test_nobody_keeps_more_than_twenty_of_one_list(province, desk, address):
    for number in range(MOST_LISTS):
        name(desk, address, f"Bộ lọc {number}", **{"thu-tuc": "7"})

    answer = name(desk, address, "Thêm", **{"thu-tuc": "7"})

    assert answer.status_code == 422
    assert 'value="Thêm"' in answer.text
    assert name(desk, {QUEUE: DOSSIERS, DOSSIERS: QUEUE}[address], "Thêm").status_code == 302


def test_several_states_and_days_of_the_agencys_dossiers_are_kept(province, desk):
    dossier = accepted(province)
    name(
        desk, DOSSIERS, "Đang chạy",
        **{"trang-thai": ["accepted", "in_progress"], "moc": "tiep-nhan", "tu": "2026-03-01"},
    )  # fmt: skip

    (saved,) = shelf(desk, DOSSIERS)

    page = desk.get(saved.href)
    assert [row.reference for row in page.context["rows"]] == [dossier.reference]
    assert [one.is_chosen for one in page.context["shelf"].saved] == [True]


def test_the_longest_name_of_a_step_is_kept_whole(registrar):
    step = "ệ" * 200

    name(registrar, WORK, "Bước dài", buoc=step)

    (saved,) = shelf(registrar, WORK)
    assert registrar.get(saved.href).context["asked"] == {"buoc": step}


@pytest.mark.parametrize("address", LISTS)
def test_who_named_nothing_pays_nothing_for_it(province, versatile, address):
    other = {WORK: QUEUE, QUEUE: DOSSIERS, DOSSIERS: WORK}[address]
    versatile.get(address)
    before = price(versatile, address)
    name(versatile, other, "Khác", **{"thu-tuc": "7"})
    assert price(versatile, address) == before

    for number in range(3):
        name(versatile, address, f"Bộ lọc {number}", **{"thu-tuc": "7"})

    assert price(versatile, address) == before + 1


def price(client, address):
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)
