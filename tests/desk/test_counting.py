"""Packs of one giver, counted by scanning: what is there, what is missing, what does not belong (Article 18.2)."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.casework import bringing, people

from motcua.domain.custody.enums import Place, Sighting
from motcua.domain.custody.models import Count, Pack
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.models import Alias

pytestmark = pytest.mark.django_db
LIST = "/can-bo/giao-nhan/"
PAGE = f"{LIST}kiem-nhan/"


@pytest.fixture
def brought(province):
    """Three dossiers brought on paper, of three children."""
    return [
        people.again(
            bringing.taken_in(
                province, answers=people.ANSWERS | {"child_full_name": f"Phạm {name}"}
            )
        )
        for name in ("An", "Bình", "Chi")
    ]


def give(desk, *found):
    for one in found:
        pack = Pack.objects.get(dossier=one)
        assert desk.post(f"{LIST}{pack.pk}/", {"place": "desk"}).status_code == 302


def scan(browser, province, code, *seen, act="scan", **sent):
    return browser.post(
        PAGE, {"from": province.desk.post_id, "seen": seen, "code": code, "act": act, **sent}
    )


def test_everything_there_is_taken_over_at_once(province, brought, desk, registrar):
    give(desk, *brought)
    assert f"?tu={province.desk.post_id}" in registrar.get(PAGE).text
    first, second, third = brought

    page = scan(registrar, province, first.number)
    assert "1/3" in page.text
    assert f'name="seen" value="{first.number}"' in page.text
    address = f"https://dichvucong.example/tra-cuu/?so={third.number}"
    page = scan(registrar, province, address, first.number, second.reference)
    assert "Đủ mọi hồ sơ trong lần giao" in page.text
    answer = scan(
        registrar,
        province,
        "",
        first.number,
        second.reference,
        address,
        act="take",
        note="Một thùng",
    )

    assert answer.status_code == 302
    assert set(Pack.objects.values_list("place", flat=True)) == {Place.HANDLER}
    count = Count.objects.get()
    assert (count.is_short, len(count.taken), count.note) == (False, 3, "Một thùng")
    assert "Chênh lệch" not in desk.get(PAGE).text


def test_what_is_missing_stays_on_its_way_and_both_sides_read_of_it(
    province, brought, desk, registrar, sign_in
):
    first, second, third = brought
    give(desk, first, second)

    page = scan(registrar, province, third.number, first.number)
    assert "Chưa ghi giao cho bên bạn" in page.text
    assert second.number in page.text
    scan(registrar, province, "", first.number, third.number, act="take")

    places = dict(Pack.objects.values_list("dossier_id", "place"))
    assert places == {first.pk: Place.HANDLER, second.pk: Place.TO_HANDLER, third.pk: Place.DESK}
    (count,) = Count.objects.all()
    assert [row["number"] for row in count.missing] == [second.number]
    assert count.strange == [{"number": third.number, "why": Sighting.NOT_GIVEN.value}]
    for browser in (desk, registrar):
        told = browser.get(PAGE).text
        assert "Ghi đã giao nhưng không có" in told
        assert second.number in told
    assert second.number not in sign_in(province.stranger).get(PAGE).text


def test_a_code_counts_once_and_what_was_scanned_by_mistake_is_crossed_out(
    province, brought, desk, registrar
):
    give(desk, brought[0])
    number = brought[0].number

    again = scan(registrar, province, number.lower(), number)
    assert "Đã quét" in again.text
    assert "1/1" in again.text
    strange = scan(registrar, province, "H99.999-20260316-0000001", number)
    assert "Không phải hồ sơ giấy của cơ quan" in strange.text
    crossed = registrar.post(
        PAGE,
        {"from": province.desk.post_id, "seen": [number, "H99.999-20260316-0000001"],
         "drop": "H99.999-20260316-0000001"},
    )  # fmt: skip
    assert "H99.999" not in crossed.text
    scan(registrar, province, "", number, act="take")
    assert scan(registrar, province, number).status_code == 200
    assert not Count.objects.get().is_short


def test_nothing_scanned_takes_nothing_and_who_gave_counts_nothing(
    province, brought, desk, registrar
):
    give(desk, brought[0])

    empty = scan(registrar, province, "", act="take")

    assert (empty.status_code, "Chưa quét hồ sơ nào" in empty.text) == (422, True)
    assert f"?tu={province.desk.post_id}" not in desk.get(PAGE).text
    scan(desk, province, "", brought[0].number, act="take")
    assert Pack.objects.get(dossier=brought[0]).place == Place.TO_HANDLER
    assert not Count.objects.exists()


def test_a_code_on_a_receipt_leads_to_where_its_papers_are(brought, desk):
    pack = Pack.objects.get(dossier=brought[0])
    address = f"https://dichvucong.example/tra-cuu/?so={brought[0].number}"

    assert desk.get(LIST, {"so": address})["Location"] == f"{LIST}{pack.pk}/"


def test_counts_are_only_ever_added(province, brought, desk, registrar):
    give(desk, brought[0])
    scan(registrar, province, "", brought[0].number, act="take")

    with pytest.raises(ProgrammingError), transaction.atomic():
        Count.objects.update(note="x")


@pytest.mark.parametrize("packs", [1, 3])
def test_counting_costs_the_same_for_one_pack_and_for_three(
    province, brought, desk, registrar, packs
):
    give(desk, *brought[:packs])
    registrar.get(PAGE)

    with CaptureQueriesContext(connection) as queries:
        scan(registrar, province, "", *[one.number for one in brought[:packs]])

    assert len(queries) == 5


def sighted(page):
    """Return what the numbers are that do not belong, as they were scanned."""
    return [one.sighting for one in page.context["strange"]]


@pytest.mark.parametrize("unknown", [1, 30])
def test_what_does_not_belong_costs_the_same_for_one_number_and_for_thirty(
    province, brought, desk, registrar, unknown
):
    first, second, third = brought
    give(desk, first)
    other = people.again(bringing.taken_in(province, answers=people.ANSWERS))
    numbers = [f"H99.999-20260316-{number:07}" for number in range(unknown)]
    registrar.get(PAGE)

    with CaptureQueriesContext(connection) as queries:
        page = scan(
            registrar, province, "", first.number, second.number, third.reference,
            other.number, *numbers,
        )  # fmt: skip

    # Beside the packs given: dossiers by number, by another system's, and their packs.
    assert len(queries) == 8, "\n".join(one["sql"][:150] for one in queries)
    assert sighted(page) == [Sighting.NOT_GIVEN] * 3 + [Sighting.UNKNOWN] * unknown


def test_a_number_of_another_system_is_what_its_dossier_is(province, brought, desk, registrar):
    first, second, _third = brought
    give(desk, first)
    Alias.objects.create(
        dossier=second, system="kh", number="KH-77", number_key=dossiers.lookup_key("KH-77"),
        parcel=b"", since=second.lodged_at,
    )  # fmt: skip

    page = scan(registrar, province, "", first.number, "KH-77", "KH-78")

    assert sighted(page) == [Sighting.NOT_GIVEN, Sighting.UNKNOWN]


def test_many_are_seen_as_each_is(province, brought, sign_in):
    from motcua.foundation.identity.actors import Officer

    officers = [one for one in vars(province).values() if isinstance(one, Officer)]
    typed = [brought[0].number, brought[1].reference.lower(), "H99.999-20260316-0000009", "", "-"]

    for officer in officers:
        seen = dossiers.list_visible(officer, typed)
        alone = {
            dossiers.lookup_key(one): found
            for one in typed
            if (found := dossiers.find_visible(officer, one)) is not None
        }
        assert seen == alone
    assert dossiers.list_visible(province.registrar, typed)
