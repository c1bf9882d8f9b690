"""A log of another system is kept apart, under keys nobody leads back, and can be removed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.casework import people
from tests.casework.province import MONDAY
from tests.hindsight.test_exporting import export
from tests.hindsight.test_looking_back import accepted, birth, finished, look_back

from motcua.capabilities.mining.enums import ColumnRole, LeftOutReason
from motcua.capabilities.mining.queries.foreign import guess_columns
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.hindsight import actions, permissions, queries
from motcua.composition.hindsight.errors import ColumnsMissing, ForeignLogNotFound, NothingTaken
from motcua.composition.hindsight.models import (
    ForeignCase,
    ForeignLog,
    ForeignLogEntry,
    ForeignPiece,
    ForeignUpload,
)
from motcua.domain.dossiers.models import Dossier

pytestmark = pytest.mark.django_db
HEADER = "Mã hồ sơ,Bước xử lý,Thời gian,Bộ phận,Cán bộ,Hạn trả\n"
TWO = HEADER + (
    "HS1,Kiểm tra hồ sơ,16/03/2026 08:00,Tư pháp,Nguyễn Văn A,16/03/2026\n"
    "HS1,Phê duyệt,16/03/2026 10:00,Lãnh đạo,Trần Thị B,\n"
    "HS2,Kiểm tra hồ sơ,16/03/2026 08:00,Tư pháp,Nguyễn Văn A,16/03/2026\n"
    "HS2,Chuyển kho,17/03/2026 10:00,Kho,Lê C,\n"
    "HS2,Chuyển kho,hôm qua,Kho,Lê C,\n"
)


def send(province, text=TWO, *, by=None):
    content = text if isinstance(text, bytes) else text.encode()
    return actions.take_in(
        code=people.BIRTH, title="Một cửa cũ", source="Phần mềm 2024", content=content,
        by=by or province.controller, at=MONDAY,
    )  # fmt: skip


def keep(province, text=TWO, **columns):
    upload = send(province, text)
    found = dict(guess_columns(queries.open_upload(upload).header)) | columns
    model = workflow.get_process_by_id(birth().workflow_definition_id).model
    return actions.keep(
        upload=upload, columns=found, steps=queries.list_steps(model), by=province.controller,
        at=MONDAY,
    )  # fmt: skip


def test_a_log_is_kept_with_who_when_and_the_hash_of_its_file(province):
    log = keep(province)

    assert (log.cases, log.pieces, log.rows) == (2, 4, 5)
    assert log.left_out == {LeftOutReason.BAD_TIME: 1}
    assert log.left_out_lines == [[6, "bad_time"]]
    assert len(log.sha256) == 64
    (entry,) = queries.list_entries(log)
    assert (entry.act, entry.by, entry.at) == ("kept", province.controller.key, MONDAY)
    assert not ForeignUpload.objects.exists()


def test_nobody_and_no_number_of_the_file_is_kept(province):
    keep(province)

    with connection.cursor() as cursor:
        for table in (ForeignLog, ForeignCase, ForeignPiece):
            cursor.execute(f"SELECT t::text FROM {table._meta.db_table} t")
            told = " ".join(row[0] for row in cursor.fetchall())
            for secret in ("HS1", "HS2", "Nguyễn Văn A", "Trần Thị B", "hôm qua"):
                assert secret not in told


def test_a_file_that_waits_for_its_columns_is_sealed_and_forgotten_after_a_day(province):
    upload = send(province)

    assert "Nguyễn Văn A".encode() not in bytes(ForeignUpload.objects.get().sealed)
    assert queries.open_upload(ForeignUpload.objects.get()).header[0] == "Mã hồ sơ"
    assert actions.forget_uploads(at=MONDAY + timedelta(hours=23)) == 0
    assert actions.forget_uploads(at=MONDAY + timedelta(hours=25)) == 1
    assert upload.pk


def test_what_is_matched_goes_under_our_step_and_the_rest_under_its_own_name(province):
    log = keep(province)

    mined = queries.read_foreign(log).mined

    assert log.steps["Kiểm tra hồ sơ"] == "kiem_tra"
    assert {one.sequence for one in mined.variants} == {
        ("kiem_tra", log.steps["Phê duyệt"]),
        ("kiem_tra", "own:Chuyển kho"),
    }
    assert queries.names_of_foreign(log) == {"own:Chuyển kho": "Chuyển kho"}


def test_matching_anew_changes_the_picture_and_is_noted_once(province):
    log = keep(province)

    for _again in range(2):
        actions.match(
            log=log,
            steps={"Chuyển kho": "act:hand_over", "lạ": "x"},
            by=province.controller,
            at=MONDAY,
        )

    log.refresh_from_db()
    assert log.steps == {"Chuyển kho": "act:hand_over"}
    assert [one.act for one in queries.list_entries(log)] == ["kept", "matched"]


def test_time_is_working_time_and_lateness_counts_to_the_end_of_the_due_day(province):
    found = queries.read_foreign(keep(province))

    assert (found.late, found.with_due) == (1, 2)
    # 8:00 to 10:00 of one Monday; to 10:00 of the next morning, nights and the noon break left out.
    short, long = sorted(one.times.median for one in found.mined.variants)
    assert short == 2 * 3600
    assert long < 12 * 3600


def test_a_removed_log_leaves_that_it_was_there_and_nothing_of_its_cases(province):
    log = keep(province)

    actions.remove(log=log, reason="Nhập nhầm", by=province.controller, at=MONDAY)

    assert not ForeignCase.objects.exists()
    assert not ForeignPiece.objects.exists()
    assert queries.find_log(log.pk) is None
    last = ForeignLogEntry.objects.latest("pk")
    assert (last.act, last.reason, last.by_name) == (
        "removed",
        "Nhập nhầm",
        province.controller.name,
    )


def test_our_figures_do_not_know_of_it(province):
    finished(province)
    before = look_back(province).mined

    keep(province)

    assert look_back(province).mined == before
    assert Dossier.objects.count() == 1


def test_our_own_export_comes_in_again_with_the_same_variants(province):
    finished(province)
    accepted(province)
    ours = look_back(province)

    log = keep(province, export(province, form="xes", by=province.controller).encode())

    theirs = queries.read_foreign(log).mined
    assert [(one.sequence, one.count) for one in theirs.variants] == [
        (one.sequence, one.count) for one in ours.mined.variants
    ]
    assert theirs.standings == ours.mined.standings
    assert theirs.times == ours.mined.times


@pytest.mark.parametrize("cases", [1, 40])
def test_keeping_costs_the_same_for_any_number(province, cases):
    rows = "".join(f"HS{n},Ký,16/03/2026 08:{n % 60:02},,,\n" for n in range(cases))
    upload = send(province, HEADER + rows)
    columns = guess_columns(HEADER.strip().split(","))

    with CaptureQueriesContext(connection) as done:
        actions.keep(upload=upload, columns=columns, steps={}, by=province.controller, at=MONDAY)

    changing = [one["sql"].split()[0] for one in done.captured_queries]
    assert changing.count("INSERT") == 4
    assert changing.count("DELETE") == 1


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {ColumnRole.CASE: 0, ColumnRole.ACTIVITY: 1},
        {ColumnRole.CASE: 0, ColumnRole.ACTIVITY: 0, ColumnRole.DONE_AT: 2},
    ],
)
def test_without_its_columns_nothing_is_kept(province, columns):
    upload = send(province)

    with pytest.raises(ColumnsMissing):
        actions.keep(upload=upload, columns=columns, steps={}, by=province.controller, at=MONDAY)

    assert not ForeignLog.objects.exists()
    assert ForeignUpload.objects.exists()


def test_a_file_without_one_usable_row_is_refused_and_stays_for_another_try(province):
    upload = send(province, HEADER + "HS1,Ký,hôm qua,,,\n")

    with pytest.raises(NothingTaken):
        actions.keep(
            upload=upload, columns=guess_columns(HEADER.strip().split(",")), steps={},
            by=province.controller, at=MONDAY,
        )  # fmt: skip

    assert ForeignUpload.objects.exists()


def test_only_procedure_control_of_its_agency_changes_it_and_who_oversees_it_sees_it(province):
    log, upload = keep(province), send(province)

    assert permissions.get_log(log.pk, people.BIRTH, province.controller).pk == log.pk
    assert permissions.get_own_log(log.pk, people.BIRTH, province.controller).pk == log.pk
    assert permissions.get_upload(upload.pk, people.BIRTH, province.controller).pk == upload.pk
    for get, key in (
        (permissions.get_log, log.pk),
        (permissions.get_own_log, log.pk),
        (permissions.get_upload, upload.pk),
    ):
        with pytest.raises(ForeignLogNotFound):
            get(key, people.BIRTH, province.chair)
        with pytest.raises(ForeignLogNotFound):
            get(key, "1.004873", province.controller)
