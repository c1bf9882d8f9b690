"""Every way through every packaged path is tried; broken paths are told what is wrong with them."""

import shutil
from datetime import timedelta
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.procedures import shelf, ways

from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.enums import ChannelKind, ElectronicSource
from motcua.domain.procedures.errors import LifePathNotFound
from motcua.domain.procedures.rules import life_path_checks, life_paths

FOLDER = resources.files("motcua.domain.procedures") / "life_paths"
KEYS = sorted(file.name.removesuffix(".yaml") for file in FOLDER.iterdir())
# --- The packaged paths -------------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
def test_every_answer_leads_to_procedures_and_every_question_counts(key):
    path = queries.get_life_path(key)

    assert life_path_checks.find_faults(path, ways.records()) == []
    assert life_path_checks.find_blind_spots(path, ways.records()) == []


def test_there_are_paths_enough_and_each_stands_in_its_place():
    paths = queries.list_life_paths()

    assert len(paths) >= 10
    assert [path.key for path in paths] == [
        path.key for path in sorted(paths, key=lambda path: path.place)
    ]
    assert len({path.place for path in paths}) == len(paths)
    assert {path.key for path in paths} == set(KEYS)


def test_the_paths_lead_to_most_of_the_essential_services():
    reached = {step.code for path in queries.list_life_paths() for step in path.steps}
    essential = {one.code for one in ways.records().values() if one.essential}

    # Seals of organisations are no event of a life.
    assert essential - reached == {"1.115231", "9.060012"}


def test_no_phrase_of_people_belongs_to_two_paths():
    said = [phrase for path in queries.list_life_paths() for phrase in path.said]

    assert len(said) == len({life_paths.words.syllables(phrase) for phrase in said})


@pytest.mark.parametrize("key", KEYS)
def test_every_step_done_elsewhere_is_marked_or_certain(key):
    """What the catalogue lacks is named with its place, in both languages, and never has a price."""
    for step in queries.get_life_path(key).steps:
        if step.elsewhere is not None:
            assert step.elsewhere.place
            assert step.elsewhere.place_en
            assert step.cases == ()


def test_an_unknown_path_is_not_found():
    with pytest.raises(LifePathNotFound):
        queries.get_life_path("khong-co")


# --- Answering ----------------------------------------------------------------------------------


@given(
    key=st.sampled_from(KEYS),
    given_answers=st.dictionaries(st.text(max_size=20), st.text(max_size=20), max_size=5),
)
def test_anything_may_stand_in_the_address(key, given_answers):
    path = queries.get_life_path(key)
    settled = life_paths.settle(path, given_answers)

    assert life_paths.settle(path, settled) == settled
    assert set(settled) <= {question.key for question in path.questions}
    assert life_paths.plan(path, settled) == life_paths.plan(path, settled)


def test_an_answer_to_what_is_not_asked_does_not_count():
    path = queries.get_life_path("ket-hon")

    assert life_paths.settle(path, {"nuoc-ngoai": "co", "noi-o": "khac-xa"}) == {"nuoc-ngoai": "co"}


def test_steps_stand_in_the_order_in_which_they_can_be_done():
    path = queries.get_life_path("ket-hon")
    answers = {
        "nuoc-ngoai": "khong", "noi-o": "khac-xa", "da-ket-hon": "roi", "dang-o-xa": "khong", "ve-o": "co",
    }  # fmt: skip

    plan = life_paths.plan(path, answers)

    assert [(one.step.key, one.stage) for one in plan.steps] == [
        ("tinh-trang", 1),
        ("dang-ky", 2),
        ("thuong-tru", 3),
    ]
    assert plan.steps[0].cases == {"for-marriage", "divorced-or-widowed"}


@pytest.mark.parametrize("key", KEYS)
def test_no_step_comes_before_what_it_waits_for(key):
    path = queries.get_life_path(key)

    for way in life_paths.combinations(path):
        stages = {one.step.key: one.stage for one in life_paths.plan(path, way).steps}
        for one in life_paths.plan(path, way).steps:
            assert all(stages[key] < one.stage for key in one.step.after if key in stages)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("toi vua sinh con thi lam gi", "sinh-con"),
        ("LẤY VỢ", "ket-hon"),
        ("mở quán cà phê", "mo-cua-hang"),
        ("rơi ví ở chợ", "mat-giay-to"),
        ("đăng ký khai sinh", None),
        ("sinh viên con", None),
        ("", None),
    ],
)
def test_a_path_is_found_by_its_own_words(typed, key):
    found = queries.find_life_path(typed)

    assert (found.key if found else None) == key


# --- What it takes ------------------------------------------------------------------------------


def publish(path):
    """Publish the procedures of a path."""
    for code in {step.code for step in path.steps if step.code}:
        if not queries.list_versions(code):
            shelf.publish(code)


def publish_packaged(code):
    """Publish a procedure with its fee table, form and process."""
    with TemporaryDirectory() as folder:
        for part in (f"{code}.yaml", f"fees/{code}.dmn"):
            target = Path(folder) / part
            target.parent.mkdir(exist_ok=True)
            shutil.copy(shelf.CATALOGUE / part, target)
        actions.import_catalogue(Path(folder), at=shelf.PUBLISHED_AT)


def listed(key, channel=ChannelKind.ONLINE, **answers):
    path = queries.get_life_path(key)
    publish(path)
    given_answers = {name.replace("_", "-"): value for name, value in answers.items()}
    steps = queries.list_to_do(
        path, life_paths.settle(path, given_answers), channel=channel, on=shelf.TODAY
    )
    return {one.planned.step.key: one for one in steps}


DEATH = {
    "bao_lau": "qua-15-ngay", "giay_bao_tu": "co", "cach_lam": "mot-lan", "mai_tang": "khong",
    "nha_dat": "co", "xe_may": "khong", "dien": "co",
}  # fmt: skip


def test_fees_and_papers_are_those_of_the_case(db):
    late = listed("nguoi-than-mat", **DEATH)["lien-thong"]
    in_time = listed("nguoi-than-mat", **DEATH | {"bao_lau": "trong-15-ngay"})["lien-thong"]

    assert [charge.amount for charge in late.charges] == [5000]
    assert in_time.charges == ()
    assert "death-notice" in {need.paper.code for need in late.needs}
    assert "other-proof" not in {need.paper.code for need in late.needs}


def test_relief_counts_where_a_table_decides(db):
    move = {
        "bao_lau": "tam",
        "nha_tam": "thue",
        "tre_em": "khong",
        "khai_vang": "khong",
        "dien": "co-roi",
    }
    path = queries.get_life_path("chuyen-cho-o")
    publish_packaged("1.004194")

    def pays(relief, channel):
        answers = {name.replace("_", "-"): value for name, value in move.items()}
        steps = queries.list_to_do(
            path, {**answers, "le-phi": relief}, channel=channel, on=shelf.TODAY
        )
        return [charge.amount for one in steps for charge in one.charges]

    assert pays("phai-nop", ChannelKind.ONLINE) == [7000]
    assert pays("phai-nop", ChannelKind.COUNTER) == [15000]
    assert pays("duoc-mien", ChannelKind.COUNTER) == [0]


def test_a_result_of_an_earlier_step_stands_in_for_a_paper(db):
    inheritance = listed("nguoi-than-mat", **DEATH)["thua-ke"]
    needs = {need.paper.code: need for need in inheritance.needs}

    assert needs["death-extract"].given_by == ("lien-thong",)
    assert needs["certificate"].given_by == ()


def test_what_the_state_has_is_told_apart_from_what_people_keep(db):
    birth = listed(
        "sinh-con", ngay_sinh="trong-60-ngay", chung_sinh="co", cach_lam="khai-sinh-truoc",
        nguoi_lam="cha-me", bao_hiem="khong", ban_sao="khong",
    )["khai-sinh"]  # fmt: skip
    needs = {need.paper.code: need for need in birth.needs}

    assert needs["birth-notice"].registries == ()
    assert needs["marriage-certificate"].registries == (ElectronicSource.CIVIL_STATUS,)


def test_a_way_of_lodging_that_is_not_offered_is_not_promised(db):
    at_desk = listed("nguoi-than-mat", ChannelKind.COUNTER, **DEATH)

    assert {one.channel.kind for one in at_desk.values() if one.channel} == {ChannelKind.COUNTER}
    by_post = listed("nguoi-than-mat", ChannelKind.POST, **DEATH)
    assert by_post["dien"].channel.kind is ChannelKind.ONLINE


def test_a_procedure_that_is_no_longer_in_force_has_no_details(db):
    shelf.publish("2.000635")

    steps = queries.list_to_do(
        queries.get_life_path("mat-giay-to"),
        {"giay": "ho-tich"},
        channel=ChannelKind.ONLINE,
        on=shelf.TODAY - timedelta(days=3650),
    )

    assert [(one.version, one.needs, one.charges) for one in steps] == [(None, (), ())]


@pytest.mark.parametrize("key", ["mat-giay-to", "nha-dat"])
def test_a_list_costs_three_queries_however_long_it_is(db, key, django_assert_num_queries):
    path = queries.get_life_path(key)
    publish(path)
    answers = next(life_paths.combinations(path))
    queries.list_to_do(path, answers, channel=ChannelKind.ONLINE, on=shelf.TODAY)

    with django_assert_num_queries(3):
        queries.list_to_do(path, answers, channel=ChannelKind.ONLINE, on=shelf.TODAY)


@pytest.mark.parametrize(
    ("code", "kind", "number"),
    [
        ("1.001193", ChannelKind.ONLINE, 0),
        ("1.001193", ChannelKind.COUNTER, 1),
        ("1.001193", ChannelKind.POST, 0),
        ("1.001456", ChannelKind.COUNTER, 2),
        ("1.000894", ChannelKind.ONLINE, 1),
        ("1.012765", ChannelKind.ONLINE, 0),
    ],
)
def test_how_often_somebody_has_to_go(db, code, kind, number):
    version = shelf.publish(code)

    assert queries.visits(version, version.find_channel(kind)) == number


@pytest.mark.parametrize("key", KEYS)
def test_every_way_can_be_listed_on_the_packaged_catalogue(db, key):
    """Fees, papers and agencies of every procedure of a path can be told, in every case."""
    path = queries.get_life_path(key)
    publish(path)
    cases = {
        (one.step.key, one.cases)
        for way in life_paths.combinations(path)
        for one in life_paths.plan(path, way).steps
    }
    told = set()
    for way in life_paths.combinations(path):
        new = {(one.step.key, one.cases) for one in life_paths.plan(path, way).steps} - told
        if not new:
            continue
        steps = queries.list_to_do(path, way, channel=ChannelKind.COUNTER, on=shelf.TODAY)
        told |= {(one.planned.step.key, one.planned.cases) for one in steps}
        assert all(one.version for one in steps if one.planned.step.code)

    assert told == cases
