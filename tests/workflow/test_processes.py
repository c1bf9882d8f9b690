"""The processes we ship: they are sound, drawn, and birth registration follows the Civil Status Law, Article 16.2."""

from pathlib import Path

import pytest
from lxml import etree

from motcua.capabilities.workflow import actions, queries
from motcua.capabilities.workflow.models import Instance
from motcua.foundation.kernel.subjects import Subject

from .conftest import MONDAY

DOSSIER = Subject(kind="test", key="1")
PROCESSES = Path(actions.__file__).parents[1] / "processes"
ALL = sorted(path.stem for path in PROCESSES.glob("*.bpmn"))
SIMPLE = [
    "civil-status-extract",
    "certified-copy",
    "household-business",
    "marital-status-certificate",
    "residence-registration",
]


def text_of(key):
    return (PROCESSES / f"{key}.bpmn").read_text(encoding="utf-8")


def start(key):
    definition = actions.store_definition(key=key, bpmn_text=text_of(key), at=MONDAY)
    actions.start(definition_id=definition, subject=DOSSIER, agency_id=7, at=MONDAY)


def do(code, outcome):
    task = queries.find_open_task(DOSSIER, code)
    assert task is not None, f"{code} is not open"
    actions.complete(task_id=task.pk, by_post_id=12, by_name="Hoàng Lệ", outcome=outcome, at=MONDAY)
    return open_codes()


def open_codes():
    return [task.code for task in queries.list_open_tasks(DOSSIER)]


def keys_of(served):
    return [key for key, _subject, _at in served]


@pytest.mark.parametrize("key", ALL)
def test_a_shipped_process_may_run_and_every_part_is_drawn(key):
    text = text_of(key)

    model = actions.check_definition(text)

    root = etree.fromstring(text.encode())
    drawn = {element.get("bpmnElement") for element in root.iter("{*}BPMNShape", "{*}BPMNEdge")}
    assert model.nodes.keys() | {flow.code for flow in model.flows} <= drawn


@pytest.mark.parametrize(
    "key",
    [
        "driving-licence", "fine-payment", "identity-card", "judicial-record", "passport", "records-check",
        "residence-registration", "seal-registration", "stay-notification", "vehicle-registration",
    ],
)  # fmt: skip
def test_the_shares_of_the_way_to_the_result_add_up(key):
    model = actions.check_definition(text_of(key))

    shares = [node.share.percent for node in model.nodes.values() if node.code != "ky_tu_choi"]

    assert sum(share for share in shares if share) == 100


@pytest.mark.django_db
def test_a_birth_is_confirmed_then_entered_then_signed_then_issued(served):
    start("birth-registration")
    first = open_codes()
    checked = do("kiem_tra", "dat")
    before_entry = keys_of(served)
    confirmed = do("xac_nhan", "dong_y")
    before_signing = keys_of(served)
    signed = do("phe_duyet", "ky")

    assert [first, checked, confirmed, signed] == [["kiem_tra"], ["xac_nhan"], ["phe_duyet"], []]
    assert before_entry == []
    assert before_signing == ["civil-status.record-birth"]
    assert keys_of(served) == ["civil-status.record-birth", "documents.issue-result"]
    assert Instance.objects.get().ended_at == MONDAY


@pytest.mark.django_db
def test_the_declarant_may_ask_for_changes_before_anything_is_entered(served):
    start("birth-registration")
    do("kiem_tra", "dat")

    assert do("xac_nhan", "yeu_cau_sua") == ["kiem_tra"]
    assert keys_of(served) == []


@pytest.mark.django_db
def test_the_chair_sends_back_and_the_declarant_confirms_again(served):
    start("birth-registration")
    do("kiem_tra", "dat")
    do("xac_nhan", "dong_y")

    assert do("phe_duyet", "tra_lai") == ["kiem_tra"]
    assert do("kiem_tra", "dat") == ["xac_nhan"]


@pytest.mark.django_db
def test_a_birth_that_may_not_be_registered_ends_with_a_signed_refusal(served):
    start("birth-registration")

    assert do("kiem_tra", "khong_du_dieu_kien") == ["ky_tu_choi"]
    assert do("ky_tu_choi", "ky") == []
    assert keys_of(served) == ["documents.issue-refusal"]


@pytest.mark.django_db
@pytest.mark.parametrize("key", SIMPLE)
@pytest.mark.parametrize(
    ("checked", "issued"),
    [("dat", "documents.issue-result"), ("khong_du_dieu_kien", "documents.issue-refusal")],
)
def test_the_leader_signs_what_the_check_found(key, checked, issued, served):
    start(key)

    assert do("kiem_tra", "can_bo_sung") == ["bo_sung"]
    assert do("bo_sung", "da_bo_sung") == ["kiem_tra"]
    assert do("kiem_tra", checked) == ["phe_duyet"]
    assert do("phe_duyet", "tra_lai") == ["kiem_tra"]
    assert do("kiem_tra", checked) == ["phe_duyet"]
    assert do("phe_duyet", "ky") == []
    assert keys_of(served) == [issued]
