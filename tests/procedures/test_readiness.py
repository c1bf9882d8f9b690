"""What stands in the way of full online service, item by item (Decree 224/2026, Articles 14-15)."""

import pytest
import yaml
from tests.procedures import shelf
from tests.procedures.drafting import READY

from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.actions.catalogue import PACKAGED
from motcua.domain.procedures.enums import ReadinessItem
from motcua.domain.procedures.errors import CatalogueRefused
from motcua.domain.procedures.rules.readiness import checklist, lacking
from motcua.domain.procedures.rules.record import from_plain

CODE = "1.001193"


def lacks(code=CODE, **changes):
    """Return what a record lacks, with why, after changes at the top level."""
    record = from_plain(shelf.plain(code, **{"readiness": READY, **changes}))
    return {one.item: one.why for one in lacking(record)}


def test_a_record_with_its_answers_is_ready():
    assert lacks() == {}


def test_all_nine_items_are_listed_with_their_articles():
    items = checklist(from_plain(shelf.plain()))

    assert [one.item for one in items] == list(ReadinessItem)
    assert all("Nghị định 224/2026" in one.basis for one in items)
    assert all(one.why for one in items)


def test_without_answers_nothing_that_only_a_person_knows_is_met():
    assert set(lacks(readiness=None)) == {
        ReadinessItem.NO_PRESENCE,
        ReadinessItem.SIGNATURE,
        ReadinessItem.PAYMENT,
        ReadinessItem.UNITS,
        ReadinessItem.FALLBACK,
    }


@pytest.mark.parametrize(
    ("answer", "item", "why"),
    [
        ({"needs_presence": True}, ReadinessItem.NO_PRESENCE, "người yêu cầu phải có mặt"),
        ({"needs_field_check": True}, ReadinessItem.NO_PRESENCE, "phải kiểm tra, xác minh tại chỗ"),
        (
            {"are_units_trained": False},
            ReadinessItem.UNITS,
            "người tiếp nhận, giải quyết chưa được tập huấn",
        ),
    ],
)
def test_each_answer_counts(answer, item, why):
    assert lacks(readiness=READY | answer) == {item: why}


def test_a_paper_to_be_shown_in_person_is_in_the_way():
    papers = shelf.plain()["papers"]
    seen = {
        "code": "seen", "name": "Giấy phải xem", "name_en": "Seen", "handling": "present",
        "originals": 1,
    }  # fmt: skip

    assert lacks(papers=[*papers, seen]) == {
        ReadinessItem.PAPERS: "phải xuất trình tận nơi: Giấy phải xem"
    }


@pytest.mark.parametrize(
    "way_out",
    [
        {"electronic_sources": ["population"]},
        {"earlier_results": ["1.004873"]},
        {"channels": ["counter"]},
        {"is_required": False},
        {"handling": "submit"},
    ],
)
def test_a_paper_that_is_found_or_not_asked_online_is_not_in_the_way(way_out):
    papers = shelf.plain()["papers"]
    seen = {
        "code": "seen", "name": "Giấy phải xem", "name_en": "Seen", "handling": "present",
        "originals": 1,
    }  # fmt: skip

    assert lacks(papers=[*papers, seen | way_out]) == {}


def test_what_costs_money_has_to_be_paid_online():
    assert set(lacks(readiness=READY | {"is_paid_online": False})) == {ReadinessItem.PAYMENT}


def test_what_is_free_online_needs_no_payment():
    channels = shelf.plain()["channels"]
    for channel in channels:
        if channel["kind"] == "online":
            channel["fees"] = []

    assert lacks(channels=channels, readiness=READY | {"is_paid_online": False}) == {}


def test_form_process_and_way_of_lodging_are_needed():
    channels = [one for one in shelf.plain()["channels"] if one["kind"] != "online"]

    assert lacks(form_key=None, workflow_key=None, channels=channels) == {
        ReadinessItem.FORM: "chưa có biểu mẫu điện tử",
        ReadinessItem.IDENTITY: "chưa có cách nộp trực tuyến",
        ReadinessItem.UNITS: "chưa có quy trình giải quyết trên hệ thống",
    }


def test_every_result_has_to_be_electronic():
    results = shelf.plain()["results"]
    results[0]["is_electronic"] = False

    assert lacks(results=results) == {
        ReadinessItem.RESULT: f"chưa có bản điện tử: {results[0]['name']}"
    }


def test_a_file_that_promises_too_much_is_not_taken_in(db, tmp_path):
    name = "1.001193.yaml"
    plain = yaml.load((PACKAGED / name).read_text("utf-8"), Loader=yaml.CSafeLoader)
    plain["online_level"] = "full"
    del plain["online_barrier"], plain["online_reason"]
    (tmp_path / name).write_text(yaml.safe_dump(plain, allow_unicode=True), "utf-8")

    with pytest.raises(CatalogueRefused) as refused:
        actions.import_catalogue(tmp_path, at=shelf.PUBLISHED_AT)

    (problem,) = refused.value.problems
    assert (problem.file, problem.path) == (name, "$.online_level")
    assert "chưa trả được trực tuyến" in problem.text
    assert not queries.list_versions("1.001193")
