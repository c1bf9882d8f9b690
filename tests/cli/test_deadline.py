"""`motcua deadline` prints when something is due, and why."""

import json
import subprocess
import sys
from datetime import date, datetime

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.organisations import actions
from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel
from motcua.surfaces.cli import main


@pytest.fixture
def run(capsys):
    def run(*arguments):
        """Run the command as the shell does; return its exit status and what it said."""
        status = main.run(["deadline", *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def commune(db):
    agency = actions.create_agency(
        code="H99.101",
        name="Ủy ban nhân dân xã Sông Lam",
        level=AgencyLevel.COMMUNE,
        kind=AgencyKind.PEOPLES_COMMITTEE,
        commune_code="99101",
        valid_from=date(2025, 7, 1),
    )
    actions.close_on(
        agency_id=agency.pk,
        on=date(2026, 2, 23),
        reason="Lễ hội đền Sông Lam",
        source="Thông báo 5/TB-UBND",
        by="officer:1",
        at=datetime(2026, 1, 5, 9, tzinfo=VIETNAM),
    )
    return agency


def test_tet_is_skipped_and_told(run):
    status, said, _ = run("--from", "2026-02-12T16:10", "--working-days", "5")

    assert status == 0
    assert said == (
        "Tiếp nhận  16:10 Thứ Năm 12/02/2026\n"
        "Thời hạn   5 ngày làm việc\n"
        "Hẹn trả    17:00 Thứ Năm 26/02/2026\n"
        "Lịch       cả nước, giờ làm việc thông thường\n"
        "\n"
        "Thứ Năm   12/02/2026    -  Ngày tiếp nhận, không tính\n"
        "Thứ Sáu   13/02/2026    1  Ngày làm việc\n"
        "Thứ Bảy   14/02/2026    -  Nghỉ hằng tuần\n"
        "Chủ Nhật  15/02/2026    -  Nghỉ hằng tuần\n"
        "Thứ Hai   16/02/2026    -  Giao thừa Tết Nguyên Đán (Thông báo số 9441/TB-BNV ngày 16/10/2025)\n"
        "Thứ Ba    17/02/2026    -  Tết Nguyên Đán (Thông báo số 9441/TB-BNV ngày 16/10/2025)\n"
        "Thứ Tư    18/02/2026    -  Mùng hai Tết Nguyên Đán (Thông báo số 9441/TB-BNV ngày 16/10/2025)\n"
        "Thứ Năm   19/02/2026    -  Mùng ba Tết Nguyên Đán (Thông báo số 9441/TB-BNV ngày 16/10/2025)\n"
        "Thứ Sáu   20/02/2026    -  Mùng bốn Tết Nguyên Đán (Thông báo số 9441/TB-BNV ngày 16/10/2025)\n"
        "Thứ Bảy   21/02/2026    -  Nghỉ hằng tuần\n"
        "Chủ Nhật  22/02/2026    -  Nghỉ hằng tuần\n"
        "Thứ Hai   23/02/2026    2  Ngày làm việc\n"
        "Thứ Ba    24/02/2026    3  Ngày làm việc\n"
        "Thứ Tư    25/02/2026    4  Ngày làm việc\n"
        "Thứ Năm   26/02/2026    5  Ngày làm việc\n"
    )


@pytest.mark.parametrize(
    ("limit", "due_at"),
    [
        (["--working-days", "1"], "2026-01-05T17:00:00+07:00"),
        (["--working-hours", "2"], "2026-01-05T08:30:00+07:00"),
        (["--calendar-days", "2"], "2026-01-05T17:00:00+07:00"),
        (["--months", "1"], "2026-02-02T17:00:00+07:00"),
        (["--same-day"], "2025-12-31T17:00:00+07:00"),
    ],
)
def test_each_kind_of_limit(run, limit, due_at):
    start = "2025-12-31T15:00" if "--same-day" in limit else "2025-12-31T16:00"

    status, said, _ = run("--from", start, "--json", *limit)

    assert status == 0
    assert json.loads(said)["due_at"] == due_at


def test_json_tells_every_day(run):
    _, said, _ = run("--from", "2026-11-23T16:00", "--working-hours", "2", "--json")

    answer = json.loads(said)
    days = answer.pop("days")
    assert answer == {
        "from": "2026-11-23T16:00:00+07:00",
        "unit": "working_hour",
        "amount": 2,
        "agency": None,
        "due_at": "2026-11-25T08:30:00+07:00",
        "is_verified": False,
    }
    assert days[1] == {
        "on": "2026-11-24",
        "kind": "holiday",
        "verdict": "skipped",
        "is_counted": False,
        "number": None,
        "seconds": None,
        "reason": "Ngày Văn hóa Việt Nam",
        "source": "Nghị quyết số 28/2026/QH16; Văn bản số 10065/VPCP-KGVX ngày 02/10/2026",
        "is_verified": False,
    }
    assert [day["seconds"] for day in days] == [3600, None, 3600]


def test_an_unread_paper_is_marked(run):
    _, said, _ = run("--from", "2026-11-23T16:00", "--working-days", "1")

    assert "[chưa đối chiếu văn bản gốc]" in said


def test_a_moment_of_another_zone_is_told_in_vietnam_s(run):
    _, said, _ = run("--from", "2026-03-02T08:00:01+00:00", "--same-day")

    assert said.startswith("Tiếp nhận  15:00:01 Thứ Hai 02/03/2026")
    assert "Hẹn trả    17:00 Thứ Ba 03/03/2026" in said


@pytest.mark.parametrize("code", ["H99.101", "000.00.101.H99"])
def test_the_agency_s_own_calendar_counts(run, commune, code):
    status, said, _ = run("--from", "2026-02-13T09:00", "--working-days", "1", "--agency", code)

    assert status == 0
    assert "Lịch       Ủy ban nhân dân xã Sông Lam" in said
    assert "Hẹn trả    17:00 Thứ Ba 24/02/2026" in said
    assert "23/02/2026    -  Lễ hội đền Sông Lam (Thông báo 5/TB-UBND)" in said


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("H99.777", "Không tìm thấy cơ quan “H99.777”."),
        ("Sông Lam", "“Sông Lam” không phải là mã định danh cơ quan"),
    ],
)
@pytest.mark.django_db
def test_an_unknown_agency_is_refused(run, code, words):
    status, said, complaint = run(
        "--from", "2026-02-13T09:00", "--working-days", "1", "--agency", code
    )

    assert (status, said) == (1, "")
    assert words in complaint


def test_a_year_without_a_calendar_is_refused(run):
    status, said, complaint = run("--from", "2049-12-30T09:00", "--working-days", "9")

    assert (status, said) == (1, "")
    assert "Chưa có lịch nghỉ lễ" in complaint


def test_an_unreachable_database_is_told(run, monkeypatch):
    def fail(self):
        raise OperationalError

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", fail)

    status, said, complaint = run("--from", "2026-02-13T09:00", "--same-day", "--agency", "H99.101")

    assert (status, said) == (1, "")
    assert "bỏ --agency" in complaint


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--from", "2026-02-12T16:10"],
        ["--from", "hôm nay", "--same-day"],
        ["--from", "2026-02-12T16:10", "--working-days", "0"],
        ["--from", "2026-02-12T16:10", "--working-days", "năm"],
        ["--from", "2026-02-12T16:10", "--working-days", "5", "--same-day"],
    ],
)
def test_wrong_usage_is_status_2(run, arguments):
    status, said, complaint = run(*arguments)

    assert (status, said) == (2, "")
    assert "error:" in complaint


def test_without_an_agency_no_database_is_needed(run):
    # pytest-django refuses every connection in a test that does not ask for the database.
    status, _, _ = run("--from", "2026-02-12T16:10", "--working-days", "5")

    assert status == 0


def test_the_shell_sees_what_the_command_says():
    command = [sys.executable, "-m", "motcua.surfaces.cli.main", "deadline"]
    done = subprocess.run(
        [*command, "--from", "2026-02-12T16:10", "--working-days", "5", "--json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )

    assert json.loads(done.stdout)["due_at"] == "2026-02-26T17:00:00+07:00"
