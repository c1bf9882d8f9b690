"""What the processes of the essential services promise beyond check and signature."""

import pytest
from tests.workflow.test_processes import ALL, DOSSIER, do, keys_of, open_codes, start, text_of

from motcua.capabilities.workflow import actions, queries
from motcua.capabilities.workflow.enums import NodeKind

pytestmark = pytest.mark.django_db

RESULT, REFUSAL = "documents.issue-result", "documents.issue-refusal"


def ways_through(model, code, seen=frozenset()):
    """Yield the percent shares met on each way to an end that passes nothing twice."""
    if code in seen:
        return
    node = model.nodes[code]
    percent = node.share.percent or 0
    if node.kind is NodeKind.END:
        yield percent
    for flow in model.leaving[code]:
        for rest in ways_through(model, flow.target, seen | {code}):
            yield percent + rest


@pytest.mark.parametrize("key", ALL)
def test_no_way_takes_more_than_the_whole_limit(key):
    model = actions.check_definition(text_of(key))
    (start_event,) = model.of_kind(NodeKind.START)

    assert max(ways_through(model, start_event.code)) <= 100


def test_a_marriage_is_entered_only_when_both_have_signed(served):
    """Civil Status Law, Article 18.2."""
    start("marriage-registration")

    assert do("kiem_tra", "dat") == ["hai_ben_ky"]
    assert keys_of(served) == []
    assert do("hai_ben_ky", "da_ky") == ["phe_duyet"]
    assert keys_of(served) == ["civil-status.record-marriage"]
    assert do("phe_duyet", "ky") == []
    assert keys_of(served) == ["civil-status.record-marriage", RESULT]


def test_verifying_a_marriage_has_five_working_days_of_its_own(served):
    start("marriage-registration")

    assert do("kiem_tra", "can_xac_minh") == ["xac_minh"]
    model = actions.check_definition(text_of("marriage-registration"))
    assert model.nodes["xac_minh"].share.minutes == 5 * 8 * 60
    assert do("xac_minh", "dat") == ["hai_ben_ky"]


@pytest.mark.parametrize(
    "steps",
    [
        [("kiem_tra", "khong_du_dieu_kien")],
        [("kiem_tra", "can_xac_minh"), ("xac_minh", "khong_du_dieu_kien")],
        [("kiem_tra", "dat"), ("hai_ben_ky", "khong_du_dieu_kien")],
    ],
    ids=["conditions", "verification", "consent"],
)
def test_a_marriage_that_may_not_be_is_refused_and_never_entered(steps, served):
    start("marriage-registration")
    for code, outcome in steps:
        do(code, outcome)

    assert do("ky_tu_choi", "ky") == []
    assert keys_of(served) == [REFUSAL]


@pytest.mark.parametrize(
    ("key", "record", "answers"),
    [
        ("birth-one-lodging", "record-birth", [("thuong_tru", "da_dang_ky"), ("the_bhyt", "da_cap")]),
        ("death-one-lodging", "record-death", [("mai_tang", "khong_de_nghi"), ("xoa_thuong_tru", "da_xoa")]),
    ],
)  # fmt: skip
def test_one_lodging_enters_first_and_waits_for_both_other_agencies(key, record, answers, served):
    start(key)
    do("kiem_tra", "dat")
    assert set(do("xac_nhan", "dong_y")) == {code for code, _outcome in answers}
    assert keys_of(served) == [f"civil-status.{record}"]

    (first, said), (last, said_last) = answers
    assert do(first, said) == [last]
    assert do(last, said_last) == ["phe_duyet"]
    assert do("phe_duyet", "ky") == []
    assert keys_of(served)[-1] == RESULT


def test_land_waits_for_the_taxes_and_not_where_nothing_is_due(served):
    start("land-change")

    assert do("kiem_tra", "dat") == ["chuyen_thue"]
    assert do("chuyen_thue", "co_nghia_vu") == ["xac_nhan_thue"]
    assert do("xac_nhan_thue", "da_nop") == ["chinh_ly"]
    assert do("chinh_ly", "da_chinh_ly") == ["phe_duyet"]
    assert do("phe_duyet", "tra_lai") == ["kiem_tra"]
    do("kiem_tra", "dat")
    assert do("chuyen_thue", "khong_phat_sinh") == ["chinh_ly"]


def test_a_refusal_that_was_sent_back_is_forgotten(served):
    """Taxes unpaid in the first round do not refuse a second round in which none are due."""
    start("land-change")
    for code, outcome in [
        ("kiem_tra", "dat"), ("chuyen_thue", "co_nghia_vu"),
        ("xac_nhan_thue", "khong_du_dieu_kien"), ("phe_duyet", "tra_lai"),
        ("kiem_tra", "dat"), ("chuyen_thue", "khong_phat_sinh"), ("chinh_ly", "da_chinh_ly"),
    ]:  # fmt: skip
        do(code, outcome)

    do("phe_duyet", "ky")

    assert keys_of(served) == [RESULT]


def test_power_is_surveyed_and_contracted_before_the_meter_is_fitted(served):
    start("power-connection")

    walked = [
        do("kiem_tra", "dat"), do("khao_sat", "dat"), do("ky_hop_dong", "da_ky"),
        do("lap_cong_to", "da_dong_dien"), do("phe_duyet", "ky"),
    ]  # fmt: skip

    assert walked == [["khao_sat"], ["ky_hop_dong"], ["lap_cong_to"], ["phe_duyet"], []]
    assert keys_of(served) == [RESULT]


@pytest.mark.parametrize(
    ("key", "step"),
    [
        ("power-connection", "khao_sat"),
        ("power-contract-transfer", "chot_chi_so"),
        ("unemployment-benefit", "du_thao"),
    ],
)
def test_a_later_step_may_find_the_conditions_not_met(key, step, served):
    start(key)

    assert do("kiem_tra", "dat") == [step]
    assert do(step, "khong_du_dieu_kien") == ["phe_duyet"]
    assert do("phe_duyet", "ky") == []
    assert keys_of(served) == [REFUSAL]


def test_a_candidate_confirms_before_the_department_approves(served):
    start("exam-registration")

    assert do("kiem_tra", "dat") == ["xac_nhan"]
    assert do("xac_nhan", "yeu_cau_sua") == ["kiem_tra"]
    do("kiem_tra", "dat")
    assert do("xac_nhan", "dong_y") == ["phe_duyet"]
    assert open_codes() == ["phe_duyet"]
    assert queries.find_open_task(DOSSIER, "phe_duyet").role == "leader"
