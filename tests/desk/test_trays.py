"""The scan tray: a scanner's folder, the desk's tray, and the papers of a sheet."""

import json
import os
from datetime import timedelta

import pytest
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk import counter
from tests.desk.counter import draft_of, linked

from motcua.capabilities.documents import actions as document_actions
from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import trays
from motcua.foundation.kernel.models import Reading
from motcua.surfaces.cli import main
from motcua.surfaces.cli.scans import Watch

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """What the scanner writes into."""
    made = tmp_path / "scans"
    made.mkdir()
    return made


@pytest.fixture
def watch(province, folder):
    return Watch(folder=folder, agency_id=province.agency_id)


@pytest.fixture
def sheet(province, desk):
    return counter.written(desk)


def scan(folder, name="scan-1.pdf", content=None):
    path = folder / name
    path.write_bytes(content or people.a_pdf(name))
    return path


def look(watch, times=2):
    return [
        (one.name, one.outcome)
        for turn in range(times)
        for one in watch.look(at=MONDAY + timedelta(seconds=turn))
    ]


def in_tray(province):
    return [one.filename for one in trays.list_tray(province.desk)]


# --- From the folder to the tray -----------------------------------------------------------------


def test_a_scan_is_taken_once_it_no_longer_changes_and_moved_out_of_the_way(
    province, watch, folder
):
    scan(folder)

    first, second = look(watch, times=1), look(watch, times=1)

    assert (first, second) == ([], [("scan-1.pdf", "taken")])
    assert in_tray(province) == ["scan-1.pdf"]
    assert [path.name for path in folder.iterdir()] == ["done"]
    (done,) = (folder / "done").iterdir()
    assert done.name.endswith("-scan-1.pdf")


def test_a_scan_that_is_still_being_written_is_waited_for(province, watch, folder):
    whole = people.a_pdf()
    path = scan(folder, content=whole[:100])
    look(watch, times=1)
    path.write_bytes(whole)

    met = [look(watch, times=1), look(watch, times=1)]

    assert met == [[], [("scan-1.pdf", "taken")]]
    assert in_tray(province) == ["scan-1.pdf"]


def test_a_change_that_keeps_the_size_is_seen_too(watch, folder):
    path = scan(folder)
    look(watch, times=1)
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))

    assert look(watch, times=1) == []


def test_the_same_scan_is_taken_once_wherever_it_has_gone(province, desk, watch, folder, sheet):
    content = people.a_pdf("một lần")
    scan(folder, "a.pdf", content)
    look(watch)
    scan(folder, "b.pdf", content)
    again = look(watch)
    (one,) = trays.list_tray(province.desk)
    counter.write(desk, sheet, **{f"_take-{one.pk}": "birth-notice"})
    scan(folder, "c.pdf", content)

    assert again == [("b.pdf", "known")]
    assert look(watch) == [("c.pdf", "known")]
    assert in_tray(province) == []


def test_what_cannot_be_taken_is_set_aside_with_the_reason(province, watch, folder):
    scan(folder, "virus.pdf", b"MZ\x90 virus")
    scan(folder, "good.pdf")

    met = look(watch)

    assert met == [("good.pdf", "taken"), ("virus.pdf", "refused")]
    assert in_tray(province) == ["good.pdf"]
    aside = sorted((folder / "refused").iterdir())
    assert [path.suffix for path in aside] == [".pdf", ".txt"]
    assert "virus.pdf" in aside[1].read_text("utf-8")


def test_hidden_files_folders_and_unfinished_ones_are_left_alone(watch, folder):
    for name in (".hidden.pdf", "~scan.pdf", "scan.pdf.part", "scan.tmp"):
        scan(folder, name)
    (folder / "other").mkdir()

    assert look(watch) == []


def test_two_scans_of_one_name_both_stay(province, watch, folder):
    scan(folder, "scan.pdf", people.a_pdf("một"))
    look(watch)
    scan(folder, "scan.pdf", people.a_pdf("hai"))
    look(watch)

    assert len(list((folder / "done").iterdir())) == 2
    assert in_tray(province) == ["scan.pdf", "scan.pdf"]


def test_the_command_takes_what_is_there_and_says_so(province, folder, capsys):
    scan(folder)
    arguments = [
        "scans", "watch", str(folder), "--agency", "H99.101", "--once", "--every", "0", "--json",
    ]  # fmt: skip

    status = main.run(arguments)

    assert status == 0
    assert json.loads(capsys.readouterr().out) == {
        "name": "scan-1.pdf", "outcome": "taken", "why": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("where", "agency", "said"),
    [
        ("", "H00.999", "H00.999"),
        ("", "x", "x"),
        ("nowhere", "H99.101", "Không có thư mục"),
    ],
)
@pytest.mark.usefixtures("province")
def test_the_command_refuses_a_folder_or_an_agency_that_is_none(
    tmp_path, capsys, where, agency, said
):
    path = tmp_path / where

    assert main.run(["scans", "watch", str(path), "--agency", agency, "--once"]) == 1
    assert said in capsys.readouterr().err


# --- From the tray to a sheet --------------------------------------------------------------------


@pytest.fixture
def waiting(province, watch, folder):
    """A scan in the tray of Sông Lam's desk."""
    scan(folder)
    look(watch)
    (one,) = trays.list_tray(province.desk)
    return one


def test_a_scan_goes_from_the_tray_to_a_paper_and_is_the_sheets_own_from_then_on(
    province, desk, sheet, waiting
):
    assert f'name="_take-{waiting.pk}"' in desk.get(sheet).text

    counter.write(desk, sheet, **{f"_take-{waiting.pk}": "birth-notice"})

    owner = draft_of(sheet).subject
    (laid,) = [one for one in documents.list_documents(owner) if one.filename == waiting.filename]
    assert laid.paper_code == "birth-notice"
    assert laid.sha256 == waiting.sha256
    assert trays.list_tray(province.desk) == []
    document_actions.erase(owner=trays.tray_of(province.agency_id))
    assert documents.read_content(laid).startswith(b"%PDF-")


def test_a_scan_may_stay_in_the_tray_or_be_thrown_away(province, desk, sheet, waiting):
    counter.write(desk, sheet, **{f"_take-{waiting.pk}": ""})
    kept = in_tray(province)
    counter.write(desk, sheet, **{f"_take-{waiting.pk}": "khong-co", "_take-99999": "drop"})
    still = in_tray(province)
    counter.write(desk, sheet, **{f"_take-{waiting.pk}": "drop"})

    assert kept == still == ["scan-1.pdf"]
    assert in_tray(province) == []


def test_what_lies_in_the_tray_holds_no_sheet_up(desk, sheet, waiting):
    answer = counter.write(desk, sheet, then="accept")

    assert answer.status_code == 302, linked(answer)


def test_another_desk_sees_and_takes_nothing_of_the_tray(province, sign_in, waiting):
    stranger = sign_in(province.stranger)

    assert trays.list_tray(province.stranger) == []
    assert stranger.get(f"{counter.LIST}khay/{waiting.pk}/").status_code == 404


def test_a_file_of_the_tray_is_shown_and_its_reading_noted(province, desk, waiting):
    address = f"{counter.LIST}khay/{waiting.pk}/"

    assert desk.get(address)["Content-Type"] == "application/pdf"
    (noted,) = Reading.objects.filter(path=address)
    assert noted.subjects == [f"tray:{province.agency_id}"]
