"""The history that an applicant takes home, verified by a program that knows nothing of the product."""

import copy
import hashlib
import json
import sys

import pytest
from django.db import transaction
from django.test import Client
from tests.casework.province import MONDAY
from tests.dossiers import steps
from tests.evidence.verifying import PROGRAM, imported, verify

from motcua.capabilities.evidence import actions as evidence
from motcua.domain.dossiers.actions import log
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.models import DossierEvent
from motcua.foundation.kernel import chain, outbox

pytestmark = pytest.mark.django_db
PAGE_LINES = 120


def close(at=MONDAY):
    """Let the worker place what waits, and close it."""
    while outbox.drain():
        pass
    return evidence.make_checkpoint(at=at)


@pytest.fixture
def asked(province):
    """A dossier of whose six entries the applicant wrote two."""
    dossier = steps.lodge(province)
    steps.ask_at_intake(province, dossier)
    steps.accept(province, steps.supplement(province, dossier))
    steps.reject(province, dossier)
    return dossier


@transaction.atomic
def remark(province, dossier, act):
    log.remark(log.lock(dossier.reference, province.desk), act, by=province.desk, at=MONDAY)


def take(browser, dossier):
    return browser.get(f"/ho-so/{dossier.reference}/lich-su.json")


def test_the_file_proves_itself_to_a_stranger(hanh, asked, tmp_path):
    close()
    answer = take(hanh, asked)
    file = answer.json()
    key = hashlib.sha256(bytes.fromhex(file["certificate"])).hexdigest()

    status, said = verify(tmp_path, file, keys=[key])

    assert answer["Content-Disposition"] == f'attachment; filename="lich-su-{asked.reference}.json"'
    assert (status, said) == (
        0,
        (
            f"ĐÚNG · HOLDS {tmp_path}/0.json: 6 việc, 6 đã khóa dưới điểm kiểm chứng.\n"
            f"Khóa đã ký có dấu vân tay · signed by {key}.\n"
        ),
    )
    assert key in Client().get("/xac-minh/lich-su/").text


def test_words_go_with_the_file_only_where_the_applicant_reads_them(hanh, asked):
    entries = take(hanh, asked).json()["history"]["entries"]

    told = {
        json.loads(one["content"])["act"]: one.get("words") for one in entries if "content" in one
    }

    assert told[Act.ASK_AT_INTAKE] == {"reason": steps.WHY, "items": steps.ITEMS}
    assert "reason" in told[Act.REJECT]
    for one in entries:
        if "words" in one:
            made = chain.commit(bytes.fromhex(one["salt"]), chain.canonical(one["words"]))
            assert made.hex() == json.loads(one["content"])["commitment"]
        else:
            assert "salt" not in one


def test_what_stays_within_the_agency_shows_its_hash_alone(province, hanh, asked, tmp_path):
    dossier = steps.accept(province, steps.lodge(province, code=steps.BUSINESS))
    remark(province, dossier, Act.TRY_EXTEND)
    close()

    file = take(hanh, dossier).json()

    assert set(file["history"]["entries"][-1]) == {"seq", "hash", "position", "placed_at", "path"}
    assert "try_extend" not in json.dumps(file)
    assert verify(tmp_path, file)[0] == 0


def test_what_no_checkpoint_closed_yet_is_bound_by_chain_and_signature(province, hanh, tmp_path):
    dossier = steps.lodge(province)
    early = take(hanh, dossier).json()
    close()
    steps.accept(province, dossier)
    late = take(hanh, dossier).json()

    assert "0 đã khóa" in verify(tmp_path, early)[1]
    assert "3 việc, 1 đã khóa" in verify(tmp_path, late)[1]
    assert verify(tmp_path, late, early)[0] == 0
    status, said = verify(tmp_path, early, late)
    assert (status, said.splitlines()[-1]) == (
        1, "SAI · BROKEN Tệp: lịch sử mới không nối tiếp tệp cũ.",
    )  # fmt: skip


def test_the_file_of_an_erased_dossier_still_verifies_without_its_words(
    province, hanh, asked, tmp_path
):
    type(asked).objects.filter(pk=asked.pk).update(wrapped_key=b"")
    close()

    file = take(hanh, asked).json()

    assert all("words" not in one for one in file["history"]["entries"])
    assert verify(tmp_path, file)[0] == 0


def alter_act(file):
    entry = file["history"]["entries"][3]
    entry["content"] = entry["content"].replace("officer:", "officer:1")


def alter_word(file):
    file["history"]["entries"][1]["words"]["reason"] += "."


def drop(file):
    del file["history"]["entries"][3]


def swap(file):
    entries = file["history"]["entries"]
    entries[1], entries[2] = entries[2], entries[1]


def cut(file):
    del file["history"]["entries"][-1]


def cut_cleanly(file):
    cut(file)
    file["history"] |= {"count": 5, "last_hash": file["history"]["entries"][-1]["hash"]}


def repeat(file):
    file["history"]["entries"].insert(4, copy.deepcopy(file["history"]["entries"][3]))


def move_place(file):
    file["history"]["entries"][0]["placed_at"] = "2026-03-15T00:00:00.000000+00:00"


def alter_path(file):
    entry = file["history"]["entries"][5]
    entry["path"][0] = entry["path"][0][::-1]


def alter_checkpoint(file):
    file["history"]["checkpoint"]["made_at"] = "2026-03-15T00:00:00.000000+00:00"


def alter_signature(file):
    signature = file["history"]["checkpoint"]["signature"]
    file["history"]["checkpoint"]["signature"] = f"{int(signature[0], 16) ^ 1:x}{signature[1:]}"


@pytest.mark.parametrize(
    ("tamper", "place"),
    [
        (alter_act, "Việc số 4: nội dung không đúng với mã băm"),
        (alter_word, "Việc số 2: lời ghi kèm đã bị sửa"),
        (drop, "Việc số 4: đáng lẽ đứng ở đây"),
        (swap, "Việc số 2: đáng lẽ đứng ở đây"),
        (repeat, "Việc số 5: đáng lẽ đứng ở đây"),
        (cut, "Tệp: thiếu hoặc thừa việc ở cuối"),
        (cut_cleanly, "Tệp: chữ ký của cơ quan không đúng"),
        (move_place, "Việc số 1: không nằm dưới điểm kiểm chứng"),
        (alter_path, "Việc số 6: không nằm dưới điểm kiểm chứng"),
        (alter_checkpoint, "Tệp: điểm kiểm chứng có mã băm không đúng"),
        (alter_signature, "Tệp: điểm kiểm chứng có chữ ký không đúng"),
    ],
)
def test_the_program_says_which_entry_is_wrong(hanh, asked, tmp_path, tamper, place):
    close()
    file = take(hanh, asked).json()
    tamper(file)

    status, said = verify(tmp_path, file)

    assert status == 1
    assert said.startswith(f"SAI · BROKEN {place}")


def test_a_file_that_another_key_signed_is_not_taken_for_ours(hanh, asked, tmp_path):
    status, said = verify(tmp_path, take(hanh, asked).json(), keys=["0" * 64])

    assert (status, said.splitlines()[-1]) == (
        1, "SAI · BROKEN Tệp: do khóa khác ký, không phải khóa bạn đưa ra.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "7", '{"history": 1}', '{"history": {"checkpoint": []}}']
)
def test_what_is_no_history_is_broken_and_no_crash(tmp_path, content):
    status, said = verify(tmp_path, content)

    assert status == 1
    assert said.startswith("SAI · BROKEN")


def test_the_program_shares_nothing_with_the_product_and_is_one_page():
    assert imported() <= set(sys.stdlib_module_names)
    assert len(PROGRAM.read_text("utf-8").splitlines()) <= PAGE_LINES
    answer = Client().get("/xac-minh/lich-su/kiem-chung.py")
    assert answer.content == PROGRAM.read_bytes()


def test_the_page_says_how_and_says_so_while_there_is_no_key_yet():
    page = Client().get("/xac-minh/lich-su/")

    assert "python3 kiem-chung.py lich-su.json" in page.text
    assert "Chưa có. Dấu vân tay hiện ở đây" in page.text


def test_the_dossier_leads_to_its_file(hanh, asked):
    page = hanh.get(f"/ho-so/{asked.reference}/")

    assert f'href="/ho-so/{asked.reference}/lich-su.json" download' in page.text
    assert 'href="/xac-minh/lich-su/"' in page.text


@pytest.mark.parametrize("count", [1, 30])
def test_a_file_costs_the_same_for_any_number_of_entries(
    province, hanh, django_assert_max_num_queries, count
):
    dossier = steps.accept(province, steps.lodge(province))
    for _number in range(count):
        remark(province, dossier, Act.ISSUE_PAPER)
    close()
    take(hanh, dossier)

    with django_assert_max_num_queries(13):
        take(hanh, dossier)
    assert DossierEvent.objects.filter(dossier=dossier).count() == count + 3
