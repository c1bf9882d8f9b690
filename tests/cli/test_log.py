"""`motcua log export` writes the log for other tools."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.composition.hindsight.models import ForeignLog, ForeignLogEntry
from motcua.composition.hindsight.queries import story
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.models import Reading

pytestmark = pytest.mark.django_db
SINCE = ("--since", MONDAY.date().isoformat())


def run(*words):
    out = StringIO()
    with clock.fixed_at(MONDAY):
        call_command("log", "export", *words, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def lodged(province):
    return people.lodge(province)


def test_it_writes_ocel_to_the_screen_and_notes_the_reading(lodged):
    told = json.loads(run(people.BIRTH, *SINCE))

    assert [one["type"] for one in told["events"]] == ["act:lodge"]
    assert lodged.reference not in json.dumps(told)
    assert Reading.objects.filter(reader="system:command").exists()


def test_it_writes_xes_to_a_file(lodged, tmp_path):
    file = tmp_path / "log.xes"

    run(people.BIRTH, *SINCE, "--format", "xes", "--to", str(file), "--agency", "H99.101")

    assert file.read_text(encoding="utf-8").count("<trace>") == 1


def test_another_agency_or_other_days_have_nothing(lodged):
    elsewhere = json.loads(run(people.BIRTH, *SINCE, "--agency", "H99.102"))
    earlier = json.loads(run(people.BIRTH, "--since", "2020-01-01", "--until", "2020-01-02"))

    assert elsewhere["events"] == earlier["events"] == []


@pytest.mark.parametrize("words", [("9.999999",), (people.BIRTH, "--agency", "H00.000")])
def test_what_is_not_there_is_said(province, words):
    with pytest.raises(CommandError):
        run(*words, *SINCE)


def test_too_many_are_refused_with_the_status_of_a_refusal(lodged, monkeypatch):
    monkeypatch.setattr(story, "MOST", 0)

    with pytest.raises(SystemExit) as ended:
        run(people.BIRTH, *SINCE)

    assert ended.value.code == 1


def bring(tmp_path, *words, content="Mã hồ sơ,Việc,Ngày,Người\nHS1,Ký,16/03/2026,A\nHS1,Ký,x,A\n"):
    file = tmp_path / "log.csv"
    file.write_text(content, encoding="utf-8")
    out = StringIO()
    named = ("--title", "Cũ", "--source", "Phần mềm cũ", "--agency", "H99.01")
    with clock.fixed_at(MONDAY):
        call_command(
            "log", "import", people.BIRTH, str(file), *named, *words, stdout=out, stderr=out
        )
    return out.getvalue()


def test_a_foreign_log_comes_in_and_what_was_left_out_is_told_by_line(province, tmp_path):
    told = bring(tmp_path)

    log = ForeignLog.objects.get()
    assert (log.cases, log.agency.code, log.title) == (1, "H99.01", "Cũ")
    assert "Dòng số: 3" in told
    assert ForeignLogEntry.objects.get().by == "system:command"


def test_columns_can_be_named_where_the_guess_is_wrong(province, tmp_path):
    bring(tmp_path, "--column", "activity=Người", "--column", "case=Mã hồ sơ")

    assert ForeignLog.objects.get().names == {"A": "A"}


def test_an_unknown_column_is_told_and_a_log_without_columns_refused(province, tmp_path):
    with pytest.raises(CommandError):
        bring(tmp_path, "--column", "activity=Lạ")
    with pytest.raises(SystemExit):
        bring(tmp_path, "--column", "case=")

    assert not ForeignLog.objects.exists()
